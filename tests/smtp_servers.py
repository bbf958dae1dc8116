"""SMTP servers for tests: one that follows a script, however badly, and a trusted authority for TLS.

A :class:`Script` says what is answered to each command; an answer may be a text, a function of the command line, or
one of the misdeeds ``DROP`` (close at once) and ``STALL`` (say nothing until the client gives up).
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Self

DROP = "<drop>"
STALL = "<stall>"

Answer = str | Callable[[str], str]


@dataclass
class Script:
    """What the server answers."""

    greeting: Answer = "220 scripted"
    extensions: tuple[str, ...] = ("PIPELINING", "8BITMIME", "SIZE 10000000", "ENHANCEDSTATUSCODES")
    ehlo: Answer = ""
    """Instead of the extensions."""
    auth: Answer = "535 5.7.8 wrong"
    answers: tuple[Answer, ...] = ()
    """To the lines that follow AUTH."""
    mail: Answer = "250 2.1.0 sender ok"
    rcpt: Answer = "250 2.1.5 recipient ok"
    data: Answer = "354 go on"
    dot: Answer = "250 2.0.0 taken"
    rset: Answer = "250 2.0.0 forgotten"
    quit: Answer = "221 2.0.0 bye"
    before_dot: bool = False
    """Drop the connection after the first bytes of a body."""
    after_starttls: bytes = b""
    """Sent in clear together with the answer to STARTTLS."""
    context: ssl.SSLContext | None = None
    implicit: bool = False


@dataclass
class Heard:
    """What came over one connection."""

    lines: list[str] = field(default_factory=list)
    """Commands, also those under TLS."""
    bodies: list[bytes] = field(default_factory=list)
    """As they came, still stuffed, without the final dot."""
    recipients: list[str] = field(default_factory=list)
    clear: bytearray = field(default_factory=bytearray)
    """Every byte before TLS."""


class GoneError(Exception):
    """The client, or our script, ended the connection."""


class ScriptedServer:
    """A context manager; ``port`` on 127.0.0.1, ``heard`` one entry a connection."""

    def __init__(self, script: Script | Callable[[int], Script]) -> None:
        self._script = script if callable(script) else lambda _: script
        self._listener = socket.socket()
        # small, so that a body of some megabytes does not fit into the kernel
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen()
        self.port: int = self._listener.getsockname()[1]
        self.heard: list[Heard] = []
        self._threads: list[threading.Thread] = []
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for peer in self._open:
            with contextlib.suppress(OSError):
                peer.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)

    @property
    def bodies(self) -> list[bytes]:
        return [body for heard in self.heard for body in heard.bodies]

    @property
    def recipients(self) -> list[str]:
        return [recipient for heard in self.heard for recipient in heard.recipients]

    def _start(self, target: Callable[..., None], *args: object) -> None:
        self._threads.append(threading.Thread(target=target, args=args, daemon=True))
        self._threads[-1].start()

    def _accept(self) -> None:
        while True:
            try:
                peer, _ = self._listener.accept()
            except OSError:
                return
            heard = Heard()
            self.heard.append(heard)
            self._open.append(peer)
            peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._start(self._serve, peer, heard, self._script(len(self.heard) - 1))

    def _serve(self, peer: socket.socket, heard: Heard, script: Script) -> None:
        talk = Talk(peer, heard, script)
        with contextlib.suppress(GoneError, OSError):
            talk.run()
        with contextlib.suppress(OSError):
            talk.peer.close()


class Talk:
    """One connection of a scripted server."""

    def __init__(self, peer: socket.socket, heard: Heard, script: Script) -> None:
        self.peer, self.heard, self.script = peer, heard, script
        self._buffer = b""
        self._is_secure = False

    def run(self) -> None:
        if self.script.implicit:
            self._begin_tls()
        self._answer(self.script.greeting, "")
        while True:
            line = self._line()
            self.heard.lines.append(line)
            self._command(line)

    def _command(self, line: str) -> None:
        verb = line.partition(" ")[0].upper()
        if verb == "DATA":
            self._data(line)
        elif verb == "STARTTLS" and self.script.context:
            self.peer.sendall(b"220 2.0.0 begin\r\n" + self.script.after_starttls)
            self._begin_tls()
        elif verb == "EHLO" and not self.script.ehlo:
            self._say("".join(f"250-{word}\r\n" for word in ("scripted", *self.script.extensions)) + "250 HELP")
        else:
            self._answer(getattr(self.script, verb.lower(), "250 ok" if verb == "HELO" else "500 5.5.1 what?"), line)
            if verb == "AUTH":
                for answer in self.script.answers:
                    self._answer(answer, self._line())
            if verb == "RCPT":
                self.heard.recipients.append(line)
            if verb == "QUIT":
                raise GoneError

    def _data(self, line: str) -> None:
        if not self._answer(self.script.data, line).startswith("354"):
            return
        # the dot may stand on the very first line
        held, start = bytearray(b"\r\n" + self._buffer), 0
        while (end := held.find(b"\r\n.\r\n", start)) < 0:
            start, self._buffer = max(0, len(held) - 5), b""
            self._receive()
            held += self._buffer
            if self.script.before_dot:
                self._drop()
        body, self._buffer = bytes(held[2 : end + 2]), bytes(held[end + 5 :])
        self.heard.bodies.append(body)
        self._answer(self.script.dot, self.heard.recipients[-1] if self.heard.recipients else "")

    def _answer(self, answer: Answer, line: str) -> str:
        said = answer(line) if callable(answer) else answer
        if said == DROP:
            self._drop()
        if said == STALL:
            while True:
                self._receive()
        self._say(said)
        return said

    def _say(self, text: str) -> None:
        self.peer.sendall(text.encode() + b"\r\n")
        if "421" in (line[:3] for line in text.split("\r\n")):
            raise GoneError

    def _drop(self) -> None:
        self.peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise GoneError

    def _begin_tls(self) -> None:
        assert self.script.context
        self.peer = self.script.context.wrap_socket(self.peer, server_side=True)
        self._buffer, self._is_secure = b"", True

    def _line(self) -> str:
        return self._line_bytes().decode("utf-8", "replace").rstrip("\r\n")

    def _line_bytes(self) -> bytes:
        while b"\n" not in self._buffer:
            self._receive()
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line + b"\n"

    def _receive(self) -> None:
        data = self.peer.recv(65_536)
        if not data:
            raise GoneError
        if not self._is_secure:
            self.heard.clear += data
        self._buffer += data


def trusted(authority, *names: str, **given: object) -> ssl.SSLContext:
    """A server's context with a certificate of ``authority`` (a ``trustme.CA``) for ``names``."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names, **given).configure_cert(context)
    return context
