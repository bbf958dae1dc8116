"""Parsing where it can be killed: a few processes with limits of time and memory, for documents that may be traps.

A large document, and a middling one that only the slow road can read, is parsed in a process of its own; whatever it does
there, after ``SECONDS`` it is killed and the document is a ``ParseError``. Small documents are read at home, for they cannot
do much and starting a process costs as much as parsing a hundred of them. Processes are started when the first one is
needed (``subprocess``: executed afresh, never forked), used again, and gone when the round is over.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import LifoQueue
from time import monotonic
from types import TracebackType
from typing import IO, NoReturn, Self

from digest.errors import ParseError
from digest.gather.parse import BrokenFeedError, WebPageError, parse, parse_quickly
from digest.gather.published import Feed
from digest.gather.wire import load
from digest.gather.worker import frame

PROCESSES = 2
SECONDS = 10.0
MEGABYTES = 1_024
"""Of address space, of which an idle worker uses a third."""
SMALL = 64 * 1_024
"""Bytes up to which every document is parsed at home."""
MIDDLING = 1_024 * 1_024
"""Bytes up to which a document is parsed at home where the fast road reads it."""
_ROOT = str(Path(__file__).parents[2])


class _LostError(Exception):
    """The worker gave no answer; ``str`` says why. Never leaves this file."""


class _Worker:
    """One process."""

    def __init__(self, megabytes: int) -> None:
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-c", "import sys; from digest.gather.worker import main; main(int(sys.argv[1]))", str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its words would stand between those of the command; its answer says enough
            env=os.environ | {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"},
        )

    def ask(self, question: bytes, document: bytes, seconds: float) -> tuple[str, bytes]:
        """Kind and content of the answer; raises ``_LostError``."""
        until = monotonic() + seconds
        try:
            self._tell(frame(question) + frame(document), until)
            return self._hear(until).decode(), self._hear(until)
        except OSError as error:
            raise _LostError("the process that read it broke down") from error

    def _tell(self, content: bytes, until: float) -> None:
        pipe = _pipe(self.process.stdin)
        os.set_blocking(pipe, False)
        left = memoryview(content)
        while left:
            _wait(until, writes=pipe)
            left = left[os.write(pipe, left[:65_536]) :]

    def _hear(self, until: float) -> bytes:
        return self._bytes(int.from_bytes(self._bytes(4, until)), until)

    def _bytes(self, count: int, until: float) -> bytes:
        pipe, pieces, left = _pipe(self.process.stdout), [], count
        while left:
            _wait(until, reads=pipe)
            piece = os.read(pipe, min(left, 1 << 20))
            if not piece:
                raise _LostError("the process that read it broke down, for want of memory or by a fault")
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def end(self) -> None:
        """Kill it and take its leave: no zombie stays."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()
        self.process.wait()


def _pipe(stream: IO[bytes] | None) -> int:
    if stream is None:
        raise _LostError("the process that reads has no pipe")
    return stream.fileno()


def _wait(until: float, *, reads: int | None = None, writes: int | None = None) -> None:
    """Until the pipe is ready; raises ``_LostError`` when time is up."""
    poll = select.poll()  # select itself fails with more than 1,024 open files, and fetching opens many
    poll.register(reads if reads is not None else writes or 0, select.POLLIN if reads is not None else select.POLLOUT)
    if not poll.poll(max(until - monotonic(), 0) * 1_000):
        raise _LostError("")


class Workers:
    """Parses documents, the suspicious ones elsewhere; a context manager that ends its processes. For several threads."""

    def __init__(self, *, processes: int = PROCESSES, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """At most so many processes, seconds for one document, and megabytes of address space."""
        self.seconds, self.megabytes = seconds, megabytes
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(processes):
            self._idle.put(None)  # a place for one not started yet

    def parse(self, body: bytes, *, url: str = "", content_type: str = "", language: str = "") -> Feed:
        """As ``gather.parse.parse``, but it ends in time and within its memory; raises ``ParseError`` as that does."""
        if len(body) <= SMALL:
            return parse(body, url=url, content_type=content_type, language=language)
        found = parse_quickly(body, content_type=content_type, language=language) if len(body) <= MIDDLING else None
        return found or self._elsewhere(body, {"url": url, "content_type": content_type, "language": language})

    def _elsewhere(self, body: bytes, context: dict[str, str]) -> Feed:
        with self._worker() as worker:
            try:
                kind, content = worker.ask(json.dumps(context).encode(), body, self.seconds)
            except _LostError as error:
                words = str(error) or f"it takes longer than {self.seconds:g} s"
                raise ParseError(f"the feed cannot be read: {words}") from error
        if kind != "feed":
            _complain(kind, content)
        return load(content)

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        worker = self._idle.get() or _Worker(self.megabytes)
        try:
            yield worker
        except BaseException:
            worker.end()
            self._idle.put(None)
            raise
        self._idle.put(worker)

    def __enter__(self) -> Self:
        """Nothing is started yet."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """End every process."""
        while not self._idle.empty():
            if worker := self._idle.get():
                worker.end()


def _complain(kind: str, content: bytes) -> NoReturn:
    if kind == "page":
        raise WebPageError(tuple(json.loads(content)))
    if kind == "broken":
        raise BrokenFeedError(load(content))
    raise ParseError(content.decode("utf-8", "replace"))
