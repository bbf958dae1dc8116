"""Writing subscriber files: whole or not at all, one at a time, comments kept."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock

from digest.errors import ConflictError, PreferenceError, StoreBusyError, SubscriberError
from digest.subscribers import FolderDirectory, Terms, add, change, dump, editing, load, remove, subscriber_id, write_subscriber

ADA = load('email = "Ada.Love@example.org"\nname = "Ada"', "x")
TEXT = """\
# asked on the phone
email = "ada@example.org"  # private
days = ["mon"]   # for now
[tags]
sport = 2 # football
[limits]
words = 400
"""


class Nothing:
    """Remembers nothing."""

    def last_good(self):
        return {}

    def remember_good(self, files, gone=()):
        pass


def test_a_new_subscriber_gets_a_file_named_after_him(tmp_path):
    path = add(tmp_path, ADA)
    assert path.name == f"ada-love-{ADA.id[:8]}.toml"
    assert load(path.read_text(), "x") == ADA
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.id for one in FolderDirectory(tmp_path, remember=Nothing()).load().items] == [ADA.id]


def test_a_name_never_leaves_the_folder(tmp_path):
    path = add(tmp_path, load('email = "!+@example.org"', "x"))
    assert path.parent == tmp_path
    assert path.name.startswith("reader-")


def test_who_is_there_is_not_added_again(tmp_path):
    with pytest.raises(ConflictError, match="subscribed already"):
        add(tmp_path, ADA, known={ADA.id})
    add(tmp_path, ADA)
    with pytest.raises(ConflictError, match="there is such a file already"):
        add(tmp_path, ADA)


def test_a_change_keeps_comments_order_and_mode(tmp_path):
    path = tmp_path / "ada.toml"
    path.write_text(TEXT)
    path.chmod(0o640)
    person = change(path, {"tags.sport": 0, "tags.science": 2.5, "limits.words": None, "city": "Oslo", "days": frozenset({"sat", "fri"})})
    assert path.read_text() == TEXT.replace("sport = 2 #", "sport = 0 #").replace("words = 400\n", "").replace(
        '["mon"]   # for now\n', '["fri", "sat"]   # for now\ncity = "Oslo"\n\n'
    ).replace("football\n", "football\nscience = 2.5\n")
    assert (person.city, person.preference.tags, person.origin) == ("Oslo", (("science", 2.5), ("sport", 0.0)), "ada.toml")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_change_makes_the_tables_it_needs(tmp_path):
    path = tmp_path / "ada.toml"
    path.write_text('email = "ada@example.org"\n')
    change(path, {"limits.words": 300, "tags.sport": 0, "status": "paused"})
    person = load(path.read_text())
    assert (person.preference.words, person.preference.tags, person.status) == (300, (("sport", 0.0),), "paused")


def test_a_change_that_changes_nothing_does_not_touch_the_file(tmp_path):
    path = tmp_path / "ada.toml"
    path.write_text(TEXT)
    before = path.stat()
    change(path, {"tags.sport": 2, "limits.mute": None, "nothing.here": None, "city": None})
    assert path.stat() == before


@pytest.mark.parametrize(
    ("updates", "told"),
    [
        ({"tags.sport": 4}, "tags.sport: must be a number"),
        ({"emial": "x"}, "did you mean 'email'"),
        ({"email": "eve@example.org"}, "email: the address is who he is"),
        ({"city": object()}, "this cannot be written into the file"),
        ({"email.x": 1}, "this cannot be written into the file"),
        ({"tags.golf": 1}, "there is no tag 'golf'"),
    ],
)
def test_a_wrong_change_writes_nothing(tmp_path, updates, told):
    path = tmp_path / "ada.toml"
    path.write_text(TEXT)
    with pytest.raises(PreferenceError, match=told):
        change(path, updates, terms=Terms(tags=frozenset({"sport"})))
    assert path.read_text() == TEXT


def test_a_broken_file_is_not_edited(tmp_path):
    path = tmp_path / "ada.toml"
    path.write_text("email = 5")
    with pytest.raises(PreferenceError, match=r"ada\.toml:1: email"):
        change(path, {"city": "Oslo"})


def test_what_is_not_there_cannot_be_changed(tmp_path):
    with pytest.raises(SubscriberError, match=r"ada\.toml: there is no such file"):
        change(tmp_path / "ada.toml", {"city": "Oslo"})
    with pytest.raises(SubscriberError, match="cannot be opened"):
        change(tmp_path / "none" / "ada.toml", {"city": "Oslo"})


def test_a_line_of_a_csv_file_is_not_edited(tmp_path):
    for edit in (lambda path: change(path, {}), lambda path: write_subscriber(path, ADA), remove):
        with pytest.raises(SubscriberError, match=r"people\.csv:2: digest edits only files of one person"):
            edit(tmp_path / "people.csv:2")


@pytest.mark.security
def test_a_link_is_not_edited(tmp_path):
    (tmp_path / "target").write_text(TEXT)
    (tmp_path / "ada.toml").symlink_to(tmp_path / "target")
    with pytest.raises(PreferenceError, match="is not a regular file"):
        change(tmp_path / "ada.toml", {"city": "Oslo"})
    with pytest.raises(ConflictError):
        write_subscriber(tmp_path / "ada.toml", ADA)
    assert (tmp_path / "target").read_text() == TEXT


def test_a_file_is_removed_once(tmp_path):
    path = add(tmp_path, ADA)
    assert remove(path)
    assert not remove(path)


def test_another_writer_is_waited_for_then_told(tmp_path, monkeypatch):
    monkeypatch.setattr(editing, "_PATIENCE", 0.01)
    with FileLock(tmp_path / editing.LOCK), pytest.raises(StoreBusyError, match="another process is writing subscriber files"):
        add(tmp_path, ADA)


def test_a_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    def full(*_given, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SubscriberError, match="cannot be written: No space left on device"):
        add(tmp_path, ADA)
    assert list(tmp_path.glob("*.toml")) == []


@pytest.mark.security
def test_two_writers(tmp_path):
    path = tmp_path / "ada.toml"
    path.write_text('email = "ada@example.org"\n')
    keys = [f"tags.t{number}" for number in range(16)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda key: change(path, {key: 2}), keys))
    assert len(load(path.read_text()).preference.tags) == 16


KILLED = """
import os, signal, sys
from pathlib import Path
from digest.subscribers import change

step, path = int(sys.argv[1]), Path(sys.argv[2])
calls = 0

def dying(real):
    def call(*given, **options):
        global calls
        calls += 1
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **options)
    return call

for name in ("open", "fchmod", "fsync", "replace", "unlink"):
    setattr(os, name, dying(getattr(os, name)))
change(path, {"city": "Oslo"})
print(calls)
"""


@pytest.mark.security
def test_kill_during_write(tmp_path):
    path = tmp_path / "ada.toml"
    step, ended = 0, -signal.SIGKILL
    seen = set()
    while ended == -signal.SIGKILL:
        step += 1
        path.write_text(TEXT)
        ended = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(step), str(path)], check=False, capture_output=True
        ).returncode
        city = load(path.read_text()).city
        seen.add(city)
        batch = FolderDirectory(tmp_path, remember=Nothing()).load()
        assert ([one.id for one in batch.items], batch.failures) == ([subscriber_id("ada@example.org")], ())
    assert ended == 0
    assert step > 6
    assert seen == {"", "Oslo"}
    assert change(path, {"city": "Rome"}).city == "Rome"
    assert sorted(entry.name for entry in tmp_path.iterdir() if entry.name.endswith(".new")) == []


def test_dump_leaves_out_what_says_nothing():
    assert dump(load('email = "a@example.org"')) == 'email = "a@example.org"\nstatus = "active"\nlanguage = "en"\ntimezone = "UTC"\n'
