"""Feeds by the thousand: fetched, parsed and stored, cold and warm, beside lemon24/reader in one run; and sources that rest.

    python tests/bench/feeds.py [FEEDS] [SOURCES]

FEEDS feeds of 20 entries, each at an address of its own, come over HTTP from another process; both programs write to SQLite
on disk. *cold* is the first round; *warm, 304* one in which nothing changed and every server says so; *warm, same body* one
with servers that know no validators and send all again. A line says seconds of wall and of CPU. reader fetches, parses and
stores; digest makes articles between, and *intake* folds them into stories as well. ``DIGEST_BENCH_READER`` names a Python
that has the package ``reader``; without it that half is left out. The first lines are a tick with nothing to do over SOURCES
configured sources, none of them due.
"""

from __future__ import annotations

import os
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

from feed_server import NOW, address_of, elsewhere, serve_feeds

READER = """
import sys, time, resource
from reader import make_reader
path, *urls = sys.argv[1:]
def told(what, workers):
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in reader.update_feeds_iter(workers=workers, scheduled=False):
        pass
    print(f"{what:<44} {time.perf_counter() - wall:7.2f} s wall {time.process_time() - cpu:7.2f} s cpu", flush=True)
reader = make_reader(path)
for url in urls:
    reader.add_feed(url)
told("reader, cold", 10)
told("reader, warm", 10)
print(f"reader, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB; entries {reader.get_entry_counts().total}")
"""


@contextmanager
def measured(what):
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    print(f"{what:<44} {time.perf_counter() - wall:7.2f} s wall {time.process_time() - cpu:7.2f} s cpu", flush=True)


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def settings(root, urls):
    from digest.config.tables import GatherTable, Settings, SourceTable, StoreTable

    return Settings(
        gather=GatherTable(allow_private_addresses=("127.0.0.0/8",)),
        store=StoreTable(url=f"sqlite:///{root}/digest.db", replay=True),
        sources=tuple(SourceTable(url=url, full_text=False) for url in urls),
        file=root / "config.toml",
    )


@contextmanager
def installation(root, urls):
    from digest.app import Frame, open_parts

    root.mkdir()
    with open_parts(settings(root, urls), Frame(now=NOW)) as parts:
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


def busy(root, urls, warm):
    with installation(root, urls) as parts:
        stored(parts, NOW, "cold")
        due(parts)
        stored(parts, NOW + timedelta(hours=1), warm)


def taken_in(root, urls):
    from digest.pipeline import intake

    with installation(root, urls) as parts:
        with measured(f"digest, cold: intake, {len(urls)} feeds"):
            print(intake(parts, NOW).counts)
        due(parts)
        with measured(f"digest, warm, 304: intake, {len(urls)} feeds"):
            intake(parts, NOW + timedelta(hours=1))
    print(f"digest, peak {memory():.0f} MB")


def beside(root, urls):
    python = os.environ.get("DIGEST_BENCH_READER")
    if not python:
        print("reader: left out, DIGEST_BENCH_READER names no Python")
        return
    subprocess.run([python, "-c", READER, f"{root}.db", *urls], check=True)


def idle(root, sources):
    from digest.model import SourceState
    from digest.pipeline import intake

    before = memory()
    with installation(root / "idle", [address_of(number % 60_000, 4_711) for number in range(sources)]) as parts:
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
    with tempfile.TemporaryDirectory() as folder, elsewhere(serve_feeds) as port:
        root = Path(folder)
        idle(root, sources)
        for warm, path in (("warm, 304", ""), ("warm, same body", "/plain")):
            print(f"-- {warm}")
            urls = [address_of(number, port, path) for number in range(feeds)]
            beside(root / f"reader{path.strip('/')}", urls)
            busy(root / f"stored{path.strip('/')}", urls, warm)
        taken_in(root / "intake", [address_of(number, port) for number in range(feeds)])


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
