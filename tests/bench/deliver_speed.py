"""How fast mails are composed and handed over: ``python tests/bench/deliver_speed.py [messages] [connections]``.

The sink is another process on loopback that reads, answers and keeps nothing; a mail has about 54 kB.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import sys
import time
from datetime import UTC, date, datetime
from multiprocessing.connection import Connection

from digest.deliver import Sender, SmtpTransport, message, send_all
from digest.model import Delivery, DeliveryId, DigestId, IssueId, Message, Sheet, Slot, SubscriberId

LINKS = ("web", "preferences", "pause", "unsubscribe")
SENDER = Sender(
    name="Morning",
    address="news@digest.example",
    domain="digest.example",
    list_id="morning.digest.example",
    list_name="Morning",
    unsubscribe="leave@digest.example",
    bounce="bounce@digest.example",
    key=b"k" * 32,
)
SLOT = datetime(2026, 11, 20, 6, tzinfo=UTC)


class Sink(asyncio.Protocol):
    """Answers as a relay that takes everything."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport, self.buffer, self.in_body = transport, b"", False
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        answers = []
        while True:
            mark = b"\r\n.\r\n" if self.in_body else b"\r\n"
            line, found, rest = self.buffer.partition(mark)
            if not found:
                # a body is not kept, but for what may be the start of its end
                self.buffer = self.buffer[-4:] if self.in_body else self.buffer
                break
            self.buffer = rest
            answers.append(b"250 2.0.0 ok" if self.in_body else self.answer(line))
            self.in_body = not self.in_body and line == b"DATA"
        if answers:
            self.transport.write(b"\r\n".join(answers) + b"\r\n")

    def answer(self, line: bytes) -> bytes:
        if line.startswith(b"EHLO"):
            return b"250-sink\r\n250-PIPELINING\r\n250-SIZE 50000000\r\n250 8BITMIME"
        return {b"DATA": b"354 go on", b"QUIT": b"221 bye"}.get(line, b"250 ok")


def serve(pipe: Connection) -> None:
    async def run() -> None:
        server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(run())


def sheet() -> Sheet:
    line = b'Harbour bridge reopens after long repairs <td style=3D"padding:0">x</td>=\r\n'
    html: list[bytes | Slot] = [b"<p>Dear =\r\n", Slot(name="name", is_html=True)]
    text: list[bytes | Slot] = [b"Dear =\r\n", Slot(name="name", is_html=False)]
    for name in LINKS:
        html += [b"=\r\n" + line * 145, Slot(name=name, is_html=True)]
        text += [b"=\r\n\r\n" + line * 20, Slot(name=name, is_html=False)]
    return Sheet(digest=DigestId("d"), subject="Die Brücke", language="en", html=(*html, b"=\r\n</p>\r\n"), text=(*text, b"\r\n"))


def deliveries(count: int) -> list[Delivery]:
    return [
        Delivery(
            id=DeliveryId(number),
            issue=IssueId("daily@2026-11-20T06:00Z"),
            edition="daily",
            subscriber=SubscriberId(f"s{number}"),
            email=f"reader{number}@example.org",
            name=f"Reader {number}",
            digest=DigestId("d"),
            local_date=date(2026, 11, 20),
            due=SLOT,
            slot=SLOT,
        )
        for number in range(count)
    ]


def compose(count: int) -> list[Message]:
    """A batch of 500, made again and again."""
    given, queued = sheet(), deliveries(500)
    links = {name: f"https://digest.example/{name}/eyJzIjoicmVhZGVyIn0.c2lnbmF0dXJlIG9mIHRoZSB0b2tlbg?n=1" for name in LINKS}
    made: list[Message] = []
    started = time.process_time()
    for _ in range(count // 500):
        made.clear()
        made += [message(given, delivery, SENDER, links) for delivery in queued]
    spent = time.process_time() - started
    sys.stdout.write(f"composed {count / spent:9,.0f} messages/s a core, {len(made[0].content):,} bytes each\n")
    return made


def hand_over(batch: list[Message], count: int, connections: int) -> None:
    ours, theirs = multiprocessing.Pipe()
    sink = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs,), daemon=True)
    sink.start()
    transport = SmtpTransport(host="127.0.0.1", port=ours.recv(), security="none", connections=connections)
    with transport.session() as session:
        started, cpu = time.perf_counter(), time.process_time()
        outcomes = [outcome for _ in range(count // 500) for outcome in send_all(session, batch)]
        spent, worked = time.perf_counter() - started, time.process_time() - cpu
    sink.terminate()
    if {outcome.status for outcome in outcomes} != {"accepted"}:
        raise SystemExit("not everything was taken")
    sys.stdout.write(
        f"sent     {count / spent:9,.0f} messages/s over {connections} connections, CPU {worked / count * 1e6:.0f} µs a message\n"
    )


if __name__ == "__main__":
    count, connections = (int(argument) for argument in (*sys.argv[1:], *("10000", "4")[len(sys.argv) - 1 :]))
    hand_over(compose(count), count, connections)
