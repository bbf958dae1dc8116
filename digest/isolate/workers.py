"""The asking side of ``isolate``: a few processes, started when the first is needed, used again, killed when they are late.

Processes are executed afresh (``subprocess``), never forked: nothing of the parent's memory is in them.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from json import dumps
from pathlib import Path
from queue import LifoQueue
from time import monotonic
from types import TracebackType
from typing import IO, Self

from digest.errors import ParseError
from digest.isolate.worker import NO_MEMORY, frame

PROCESSES = 2
SECONDS = 10.0
MEGABYTES = 1_024
"""Of address space, of which an idle worker uses a third."""
SMALL = 64 * 1_024
"""Bytes up to which a document cannot do much: starting a process for it costs more than reading a hundred like it."""
_ROOT = str(Path(__file__).parents[2])
_START = "import sys; from digest.isolate.worker import main; main(sys.argv[1], int(sys.argv[2]))"

_PASSED = frozenset({"HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ"})
"""Of the environment: none of the secrets that may be in it."""


class _LateError(Exception):
    """Time is up. Never leaves this file."""


class _Worker:
    """One process."""

    def __init__(self, target: str, megabytes: int) -> None:
        path = os.pathsep.join(filter(None, (_ROOT, os.environ.get("PYTHONPATH"))))
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-c", _START, target, str(megabytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its words would stand between those of the command; its answer says enough
            env={name: value for name, value in os.environ.items() if name in _PASSED} | {"PYTHONPATH": path, "PYTHONSAFEPATH": "1"},
        )

    def ask(self, question: bytes, document: bytes, seconds: float) -> tuple[str, bytes]:
        """Kind and content of the answer; raises ``ParseError`` where none comes."""
        until = monotonic() + seconds
        try:
            self._tell(frame(question) + frame(document), until)
            return self._hear(until).decode(), self._hear(until)
        except OSError as error:
            raise ParseError("the process that read it broke down") from error
        except _LateError as error:
            raise ParseError(f"it takes longer than {seconds:g} s") from error

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
                raise ParseError("the process that read it broke down, for want of memory or by a fault")
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
        raise ParseError("the process that reads has no pipe")
    return stream.fileno()


def _wait(until: float, *, reads: int | None = None, writes: int | None = None) -> None:
    """Until the pipe is ready; raises ``_LateError`` when time is up."""
    poll = select.poll()  # select itself fails with more than 1,024 open files, and fetching opens many
    poll.register(reads if reads is not None else writes or 0, select.POLLIN if reads is not None else select.POLLOUT)
    if not poll.poll(max(until - monotonic(), 0) * 1_000):
        raise _LateError


class Workers:
    """Puts questions about documents to processes; a context manager that ends them. For several threads."""

    def __init__(self, target: str, *, processes: int = PROCESSES, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        """``target`` (``module:name``) is a function from question and document, as bytes, to kind and content of the answer.

        At most so many processes, seconds for one document, and megabytes of address space.
        """
        self.target, self.seconds, self.megabytes = target, seconds, megabytes
        self._idle: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(processes):
            self._idle.put(None)  # a place for one not started yet

    def ask(self, question: Mapping[str, object], document: bytes) -> tuple[str, bytes]:
        """Kind and content of the answer; raises ``ParseError`` where none comes in time or for want of memory."""
        with self._worker() as worker:
            kind, content = worker.ask(dumps(question).encode(), document, self.seconds)
        if kind == NO_MEMORY:
            raise ParseError("it takes more memory to read than it is given")
        return kind, content

    def ask_all(self, asked: Sequence[tuple[Mapping[str, object], bytes]]) -> list[tuple[str, bytes] | ParseError]:
        """The answers to many questions, in their order, as many at once as there are processes; none harms another."""
        if not asked:
            return []
        with ThreadPoolExecutor(self._idle.qsize() or 1, thread_name_prefix="isolate") as askers:
            return list(askers.map(lambda each: self._answer(*each), asked))

    def _answer(self, question: Mapping[str, object], document: bytes) -> tuple[str, bytes] | ParseError:
        try:
            return self.ask(question, document)
        except ParseError as error:
            return error

    @contextmanager
    def _worker(self) -> Iterator[_Worker]:
        worker = self._idle.get() or _Worker(self.target, self.megabytes)
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
