"""A whole morning, measured: intake of 1,000 feeds of 20 entries, then one issue for 10,000 readers in 200 groups.

    python tests/bench/morning.py [FEEDS] [READERS] [GROUPS]

Feeds come over HTTP from another process, mails go by SMTP to a sink in another process, the store is SQLite on disk, as
in earnest. Prints seconds and CPU seconds of each step, and the peak memory of this process.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from deliver_speed import serve as serve_mail
from feed_server import NOW, elsewhere, serve_feeds


@contextmanager
def measured(what):
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<28} {time.perf_counter() - wall:7.2f} s wall {time.process_time() - cpu:7.2f} s cpu   peak {peak:6.0f} MB", flush=True)


def write_readers(folder, readers, groups):
    folder.mkdir()
    lines = ["email,name,lists,language,timezone,tags,max_stories"]
    for number in range(readers):
        group = number % groups
        lines.append(f"r{number}@readers.example,Reader {number},daily,en,UTC,t{group % 20}={1 + group // 20 % 10 / 10},{8 + group // 200}")
    (folder / "readers.csv").write_text("\n".join(lines) + "\n")


def settings(root, feeds, mail):
    from digest.config.tables import DigestTable, EditionTable, Settings, SmtpTable, SourceTable, StoreTable

    return Settings(
        digest=DigestTable(transport="smtp", sender="digest@sender.example"),
        editions=(EditionTable(name="daily", list="daily", send_at=("06:00",), max_stories=12, words=500, window=8 * 86_400),),
        smtp=SmtpTable(host="127.0.0.1", port=mail, security="none"),
        store=StoreTable(url=f"sqlite:///{root}/digest.db", replay=True),
        sources=tuple(SourceTable(url=f"https://f{n}.example/feed.xml", tags=(f"t{n % 20}",), full_text=False) for n in range(feeds)),
        file=root / "config.toml",
    )


def main(feeds=1000, readers=10_000, groups=200):
    from digest.app import Frame, open_parts
    from digest.log import set_up
    from digest.pipeline import hand_over, intake
    from digest.schedule import publish_now

    set_up(-1)
    with tempfile.TemporaryDirectory() as folder, elsewhere(serve_feeds) as web, elsewhere(serve_mail) as mail:
        root = Path(folder)
        write_readers(root / "subscribers", readers, groups)
        made = settings(root, feeds, mail)
        origins = {f"https://f{n}.example": f"http://127.0.0.1:{web}" for n in range(feeds)}
        with open_parts(made, Frame(now=NOW, origins=origins)) as parts:
            with measured(f"intake, {feeds} feeds, cold"):
                print(intake(parts, NOW).counts)
            with measured(f"intake, {feeds} feeds, warm"):
                print(intake(parts, NOW, only=[source.id for source in parts.sources]).counts)
            with measured(f"publish for {readers}"):
                issue, report = publish_now(parts, made.edition_list()[0], "UTC")
                print(report.counts, report.notes[:3])
            with measured(f"send to {readers}"):
                print(hand_over(parts, issue).counts)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
