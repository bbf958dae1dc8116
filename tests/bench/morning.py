"""A whole morning, measured: intake of 1,000 feeds of 20 entries, then one issue for 10,000 readers in 200 groups.

    python tests/bench/morning.py [FEEDS] [READERS] [GROUPS]

Feeds come over HTTP from another process, mails go by SMTP to a sink in another process, the store is SQLite on disk, as
in earnest. Prints seconds and CPU seconds of each step, and the peak memory of this process. The texts are drawn from a seeded table of
words, so every run has the same stories.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random  # noqa: TID251 - seeded with the entry's own number
import re
import resource
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from deliver_speed import serve as serve_mail

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
ENTRIES = 20


def entry(feed, number):
    """An entry of its own: 60 words out of 20,000, and two names."""
    drawn = random.Random(feed * 1000 + number)
    words = " ".join(f"w{drawn.randrange(20_000):x}" for _ in range(60))
    name = f"Name{drawn.randrange(10_000)} Place{drawn.randrange(10_000)}"
    when = NOW - timedelta(minutes=drawn.randrange(60, 2_800))
    return (
        f"<item><title>{name} {words[:40]}</title><link>https://f{feed}.example/{number}</link><guid>{feed}-{number}</guid>"
        f"<pubDate>{when:%a, %d %b %Y %H:%M:%S +0000}</pubDate><description>{name} said. {words}. {words[::-1]}.</description></item>"
    )


@cache
def feed_of(feed):
    items = "".join(entry(feed, number) for number in range(ENTRIES))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>F{feed}</title>{items}</channel></rss>'.encode()


def answer(request):
    """A whole HTTP answer; 304 for whoever has it."""
    feed = int(re.search(rb"\r\nHost: f(\d+)", request, re.IGNORECASE)[1])
    tag = f'"{feed}"'
    if re.search(rb"\r\nIf-None-Match: ", request, re.IGNORECASE):
        return f"HTTP/1.1 304 Not Modified\r\nETag: {tag}\r\n\r\n".encode()
    body = feed_of(feed)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: {tag}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


class Feeds(asyncio.Protocol):
    """A web server with nothing else to do."""

    def connection_made(self, transport):
        self.transport, self.request = transport, b""

    def data_received(self, data):
        self.request += data
        while b"\r\n\r\n" in self.request:
            head, _, self.request = self.request.partition(b"\r\n\r\n")
            self.transport.write(answer(head))


def serve_feeds(pipe):
    async def run():
        for feed in range(1000):
            feed_of(feed)
        server = await asyncio.get_running_loop().create_server(Feeds, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def elsewhere(target):
    """Run a server in a process of its own; gives its port."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=target, args=(theirs,), daemon=True)
    process.start()
    try:
        yield ours.recv()
    finally:
        process.terminate()
        process.join()


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
