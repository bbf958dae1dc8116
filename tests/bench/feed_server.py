"""A web server with a thousand feeds and nothing else to do, in a process of its own.

Each feed has a host of its own: ``f7.example`` by a mapped origin, or an address of the loopback network (``address_of``),
so that whoever asks opens a connection to each, as on the open web. Entries are drawn from a seeded table of words: every
run has the same. A feed answers 304 to whoever has it; under ``/plain/`` it knows no validators and sends its body again.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import random  # noqa: TID251 - seeded with the entry's own number
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache

NOW = datetime(2026, 11, 21, 6, 0, tzinfo=UTC)
ENTRIES = 20
FEEDS = 1_000


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


def address_of(feed, port, folder=""):
    """Where a feed is, on a loopback address that no other feed has."""
    return f"http://127.0.{1 + feed // 250}.{1 + feed % 250}:{port}{folder}/{feed}"


def answer(request):
    """A whole HTTP answer by host or path."""
    feed = int((re.search(rb"\r\nHost: f(\d+)", request, re.IGNORECASE) or re.match(rb"GET (?:/plain)?/(\d+)", request))[1])
    is_plain = request.startswith(b"GET /plain/")
    tag = "" if is_plain else f'ETag: "{feed}"\r\n'
    if tag and re.search(rb"\r\nIf-None-Match: ", request, re.IGNORECASE):
        return f"HTTP/1.1 304 Not Modified\r\n{tag}\r\n".encode()
    body = feed_of(feed)
    return f"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n{tag}Content-Length: {len(body)}\r\n\r\n".encode() + body


class Feeds(asyncio.Protocol):
    """One connection."""

    def connection_made(self, transport):
        self.transport, self.request = transport, b""

    def data_received(self, data):
        self.request += data
        while b"\r\n\r\n" in self.request:
            head, _, self.request = self.request.partition(b"\r\n\r\n")
            self.transport.write(answer(head + b"\r\n"))


def serve_feeds(pipe):
    async def run():
        for feed in range(FEEDS):
            feed_of(feed)
        server = await asyncio.get_running_loop().create_server(Feeds, "", 0, backlog=1024)
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
