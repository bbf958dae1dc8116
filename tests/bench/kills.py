"""Nobody lost, nobody twice unawares: ``python tests/bench/kills.py [recipients] [kills] [resend|hold] [power|process]``.

An issue for many recipients is sent by ``digest resume`` to a fast sink over four connections, and the process is killed
(``kill -9``) again and again: while it starts, or after a random number of mails, a random moment later. Then it is let
finish. Counted at the sink: who got nothing, who got more than one; and in the ledger: who is marked as sent again or is
listed in doubt. Promised: lost 0; doubled at most one a connection and kill, each of them marked; with ``hold`` none.
"""

from __future__ import annotations

import asyncio
import os
import random  # noqa: TID251  a bench, with a seed
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import ClassVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from build import edition, subscriber
from fakes import news

from digest import story as stories
from digest.app import Frame, open_parts
from digest.config import read
from digest.model import Status
from digest.pipeline import Call, publish

CONNECTIONS = 4
CONFIG = """\
[digest]
from = "quay@digest.example"
transport = "smtp"
key = "a bench key that signs links"

[[editions]]
name = "daily"

[delivery]
in_doubt = "{doubt}"
durability = "{durability}"

[smtp]
host = "127.0.0.1"
port = {port}
security = "none"
connections = {connections}

[[sources]]
id = "quay"
url = "https://quay.example/feed.xml"
"""


class Sink(asyncio.Protocol):
    """Answers as a relay that takes everything, and counts whose mail it has got whole."""

    stored: ClassVar[Counter[str]] = Counter()
    total = 0
    is_enough = threading.Event()
    wanted = 10**9

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.buffer, self.in_body, self.recipients = transport, b"", False, []
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        answers = []
        while True:
            mark = b"\r\n.\r\n" if self.in_body else b"\r\n"
            line, found, rest = self.buffer.partition(mark)
            if not found:
                break
            self.buffer = rest
            answers.append(self.take() if self.in_body else self.answer(line))
            self.in_body = not self.in_body and line == b"DATA"
        if answers:
            self.transport.write(b"\r\n".join(answers) + b"\r\n")

    def take(self) -> bytes:
        Sink.stored[self.recipients.pop()] += 1
        Sink.total += 1
        if Sink.total >= Sink.wanted:
            Sink.is_enough.set()
        return b"250 2.0.0 ok"

    def answer(self, line: bytes) -> bytes:
        if line.startswith(b"RCPT"):
            self.recipients.append(line.split(b"<")[1].split(b">")[0].decode())
        if line.startswith(b"EHLO"):
            return b"250-sink\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250 8BITMIME"
        return {b"DATA": b"354 go on", b"QUIT": b"221 bye"}.get(line, b"250 ok")


def serve() -> int:
    """The sink in a thread of its own; its port."""
    ready: list[int] = []
    has_begun = threading.Event()

    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
        ready.append(server.sockets[0].getsockname()[1])
        has_begun.set()
        await server.serve_forever()

    threading.Thread(target=lambda: asyncio.run(run()), daemon=True).start()
    has_begun.wait()
    return ready[0]


def queue(settings, count: int) -> None:
    """An issue for everybody, stored and not sent."""
    frame = Frame()
    with open_parts(settings, frame) as parts:
        now = parts.clock()
        told = news(5, published=now)
        parts.store.articles.save(states=[], articles=tuple(told), stories=stories.fold_in(tuple(told), (), now))
        calls = [Call(subscriber=subscriber(f"r{number}"), local_date=now.date()) for number in range(count)]
        report = publish(parts, "daily@1", edition=edition(), slot=now, calls=calls)
        if report.counts.get("queued") != count:
            raise SystemExit(f"not everybody was queued: {report}")


def start(folder: Path) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.Popen([sys.executable, "-m", "digest", "-q", "resume"], cwd=folder, env=environment)


def kill_at_random(folder: Path, dice: random.Random, most: int) -> str:
    """Start a process and kill it; how far it came."""
    before = Sink.total
    process = start(folder)
    if dice.random() < 0.2:
        time.sleep(dice.uniform(0, 1.0))
    else:
        Sink.is_enough.clear()
        Sink.wanted = before + dice.randrange(1, most)
        while not Sink.is_enough.wait(0.05) and process.poll() is None:
            pass
        time.sleep(dice.uniform(0, 0.01))
    was_alive = process.poll() is None
    process.kill()
    process.wait()
    return "killed" if was_alive else "was done"


def main(count: int, kills: int, doubt: str, durability: str) -> None:
    port = serve()
    with tempfile.TemporaryDirectory(prefix="digest-kills-") as name:
        folder = Path(name)
        (folder / "config.toml").write_text(CONFIG.format(doubt=doubt, durability=durability, port=port, connections=CONNECTIONS))
        (folder / "config.toml").chmod(0o600)
        (folder / "subscribers").mkdir()
        settings = read(folder / "config.toml")
        queue(settings, count)
        dice, started = random.Random(7), time.perf_counter()
        done = Counter(kill_at_random(folder, dice, max(2, 2 * count // kills)) for _ in range(kills))
        ended = start(folder).wait()
        with open_parts(settings) as parts:
            rows = parts.store.deliveries.find(limit=count)
        left = [path.name for path in (folder / "data" / "journal").iterdir()]
    marked = {row.email for row in rows if row.resent or row.status is Status.IN_DOUBT}
    listed = {row.email for row in rows if row.status is Status.IN_DOUBT}
    emails = {row.email for row in rows}
    lost = [email for email in emails if not Sink.stored[email] and email not in listed]
    doubled = {email: copies for email, copies in Sink.stored.items() if copies > 1}
    extra = sum(copies - 1 for copies in doubled.values())
    print(f"{count} recipients, {done['killed']} kills ({kills - done['killed']} came too late), {doubt}, {durability}")
    print(f"lost {len(lost)}, doubled {extra} (bound {CONNECTIONS * done['killed']}), of these not marked {len(doubled.keys() - marked)}")
    statuses = dict(Counter(str(row.status) for row in rows))
    print(f"in doubt and listed {len(listed)}, marked as sent again {sum(1 for row in rows if row.resent)}, statuses {statuses}")
    print(f"last run ended with {ended}, journals left {left}, {time.perf_counter() - started:.0f} s")
    if lost or doubled.keys() - marked or extra > CONNECTIONS * done["killed"] or (doubt == "hold" and doubled):
        raise SystemExit("the promise is broken")


if __name__ == "__main__":
    given = [*sys.argv[1:], *("20000", "50", "resend", "power")[len(sys.argv) - 1 :]]
    main(int(given[0]), int(given[1]), given[2], given[3])
