"""From an event loop to a plain loop: what asynchronous work gives is iterated over, one by one, as it comes.

The work runs in a thread with an event loop of its own. It may be ``ahead`` of its reader by so many things; then its
``give`` waits, and with it whatever gives. A reader who leaves early cancels it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

T = TypeVar("T")
Give = Callable[[T], Awaitable[None]]


class _End:
    """No more comes; with the error that ended it."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class _Line(Generic[T]):
    """Between the two loops."""

    def __init__(self, work: Callable[[Give[T]], Coroutine[Any, Any, None]], ahead: int) -> None:
        self.work, self.ahead = work, ahead
        self.queue: SimpleQueue[T | _End] = SimpleQueue()
        self.loop = asyncio.new_event_loop()
        self.room = asyncio.Semaphore(ahead)
        self.task: asyncio.Task[None] | None = None

    async def give(self, thing: T) -> None:
        await self.room.acquire()
        self.queue.put(thing)

    def run(self) -> None:
        error: BaseException | None = None
        try:
            with asyncio.Runner(loop_factory=lambda: self.loop) as runner:
                runner.run(self._working())
        except asyncio.CancelledError:
            pass  # the reader left
        except Exception as problem:  # noqa: BLE001 - raised again where the reader is
            error = problem
        self.queue.put(_End(error))

    async def _working(self) -> None:
        self.task = asyncio.current_task()
        await self.work(self.give)

    def call(self, what: Callable[[], object]) -> None:
        """Do something in the work's loop, if it still runs."""
        try:
            self.loop.call_soon_threadsafe(what)
        except RuntimeError:
            return  # it has ended


def stream(work: Callable[[Give[T]], Coroutine[Any, Any, None]], *, ahead: int) -> Iterator[T]:
    """What ``work`` gives, in its order; raises what ends it."""
    line = _Line(work, ahead)
    thread = Thread(target=line.run, name="fetch", daemon=True)
    thread.start()
    try:
        while not isinstance(thing := line.queue.get(), _End):
            line.call(line.room.release)
            yield thing
        if thing.error:
            raise thing.error
    finally:
        line.call(lambda: line.task and line.task.cancel())
        thread.join()
