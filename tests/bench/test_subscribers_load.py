"""Ten thousand subscriber files: the first load, one that finds nothing changed, one that finds one file broken."""

from __future__ import annotations

import time

import pytest

from digest.subscribers import FolderDirectory, export_csv, read_csv

FILE = """\
email = "ada{}@example.org"
lists = ["morning"]
language = "en-GB"
timezone = "Asia/Kathmandu"
send_at = "07:00"
days = ["mon", "wed", "fri"]
[tags]
technology = 2.0
sport = 0
[limits]
max_stories = 10
mute = ["celebrity", "site:example.com"]
"""


class Memory:
    """Last good versions, held in a dictionary."""

    def __init__(self):
        self.kept = {}

    def last_good(self):
        return dict(self.kept)

    def remember_good(self, files, gone=()):
        self.kept = {name: text for name, text in (self.kept | files).items() if name not in gone}


def timed(what, work):
    started = time.perf_counter()
    result = work()
    print(f"{what}: {(time.perf_counter() - started) * 1000:,.0f} ms")
    return result


@pytest.mark.bench
def test_ten_thousand_files(tmp_path):
    for number in range(10_000):
        (tmp_path / f"p{number:05}.toml").write_text(FILE.format(number))
    directory = FolderDirectory(tmp_path, remember=Memory())
    batch = timed("first load", directory.load)
    assert (len(batch.items), batch.failures) == (10_000, ())
    assert timed("nothing changed", directory.load) == batch
    (tmp_path / "p00007.toml").write_text("email = 5")
    assert len(timed("one broken", directory.load).items) == 10_000
    table = timed("export", lambda: export_csv(batch.items))
    assert len(timed("read CSV", lambda: read_csv(table)).items) == 10_000
