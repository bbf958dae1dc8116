"""Feeds by the thousand: fetched, parsed and stored, cold and warm, beside lemon24/reader in one run; and sources that rest.

    python tests/bench/feeds.py [FEEDS] [SOURCES]

FEEDS feeds of 20 entries come over HTTP from another process; both programs write to SQLite on disk. A line says seconds of
wall and of CPU. reader fetches, parses and stores; digest makes articles between, and *intake* folds them into stories as well.
``DIGEST_BENCH_READER`` names a Python that has the package ``reader``; without it that half is left out. The first lines are
a tick with nothing to do over SOURCES configured sources, none of them due.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from morning import NOW, elsewhere, feed_of

READER = """
import sys, time, resource
from reader import make_reader
feeds, base, path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
reader = make_reader(path)
for number in range(feeds):
    reader.add_feed(f"{base}/{number}")
def told(what, workers):
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in reader.update_feeds_iter(workers=workers, scheduled=False):
        pass
    print(f"{what:<44} {time.perf_counter() - wall:7.2f} s wall {time.process_time() - cpu:7.2f} s cpu")
told("reader, cold", 10)
told("reader, warm", 10)
print(f"reader, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; entries {reader.get_entry_counts().total}")
"""


def answer(request):
    """A whole HTTP answer by host or path; 304 for whoever has it."""
    found = re.search(rb"\r\nHost: f(\d+)", request, re.IGNORECASE) or re.match(rb"GET /(\d+)", request)
    feed = int(found[1])
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
            self.transport.write(answer(head + b"\r\n"))


def serve(pipe):
    async def run():
        for feed in range(1_000):
            feed_of(feed)
        server = await asyncio.get_running_loop().create_server(Feeds, "127.0.0.1", 0, backlog=1024)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


@contextmanager
def measured(what):
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:<44} {time.perf_counter() - wall:7.2f} s wall {time.process_time() - cpu:7.2f} s cpu", flush=True)


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def settings(root, sources):
    from digest.config.tables import Settings, SourceTable, StoreTable

    return Settings(
        store=StoreTable(url=f"sqlite:///{root}/digest.db", replay=True),
        sources=tuple(SourceTable(url=f"http://f{n}.example/feed.xml", full_text=False) for n in range(sources)),
        file=root / "config.toml",
    )


@contextmanager
def installation(root, sources, port):
    from digest.app import Frame, open_parts

    root.mkdir()
    origins = {f"http://f{n}.example": f"http://127.0.0.1:{port}" for n in range(sources)}
    with open_parts(settings(root, sources), Frame(now=NOW, origins=origins)) as parts:
        yield parts


def stored(parts, now, what):
    """What reader does too: fetch, parse, keep what is new; and between them the articles, which it has not."""
    from digest.extract import articles

    with measured(f"digest, {what}: fetch and parse"):
        gatherings = parts.gatherer("feed").gather(parts.sources, parts.store.articles.states(), now)
    with measured(f"digest, {what}: extract"):
        made = [article for each in gatherings if each.entries for article in articles(each.entries).items]
    with measured(f"digest, {what}: store"):
        parts.store.articles.save(states=[each.state for each in gatherings], articles=made, stories=[])


def due(parts):
    """Everybody's time has come."""
    states = [replace(state, next_check=None) for state in parts.store.articles.states().values()]
    parts.store.articles.save(states=states, articles=[], stories=[])


def busy(root, feeds, port):
    from digest.pipeline import intake

    with installation(root / "stored", feeds, port) as parts:
        stored(parts, NOW, "cold")
        due(parts)
        stored(parts, NOW + timedelta(hours=1), "warm")
    with installation(root / "intake", feeds, port) as parts:
        with measured(f"digest, cold: intake, {feeds} feeds"):
            print(intake(parts, NOW).counts)
        due(parts)
        with measured(f"digest, warm: intake, {feeds} feeds"):
            intake(parts, NOW + timedelta(hours=1))
    print(f"digest, peak {memory():.0f} MB")


def beside(root, feeds, port):
    python = os.environ.get("DIGEST_BENCH_READER")
    if not python:
        print("reader: left out, DIGEST_BENCH_READER names no Python")
        return
    subprocess.run([python, "-c", READER, str(feeds), f"http://127.0.0.1:{port}", str(root / "reader.db")], check=True)


def idle(root, sources):
    from digest.model import SourceState
    from digest.pipeline import intake

    before = memory()
    with installation(root / "idle", sources, 4_711) as parts:
        later = NOW + timedelta(days=1)
        states = [
            SourceState(source=each.id, checked=NOW, next_check=later, is_primed=True, status="ok", etag='"x"') for each in parts.sources
        ]
        parts.store.articles.save(states=states, articles=[], stories=[])
        for _ in range(2):
            with measured(f"a tick with nothing due, {sources:,} sources"):
                intake(parts, NOW)
    print(f"memory for {sources:,} sources: {memory() - before:.0f} MB more")


def main(feeds=1_000, sources=10_000):
    from digest.log import set_up

    set_up(-1)
    with tempfile.TemporaryDirectory() as folder, elsewhere(serve) as port:
        root = Path(folder)
        idle(root, sources)
        beside(root, feeds, port)
        busy(root, feeds, port)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
