"""A thread with an event loop of its own, for parts that are synchronous outside and asynchronous inside.

The caller may have a running loop himself (``asyncio.run`` would fail there); ours is another thread's.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from threading import Thread
from types import TracebackType
from typing import Self, TypeVar

_T = TypeVar("_T")


class Runner:
    """Runs coroutines in its thread while the caller waits; a context manager, after which the thread is gone."""

    def __init__(self, name: str) -> None:
        """``name`` of the thread."""
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._serve, name=name, daemon=True)

    def __enter__(self) -> Self:
        """Start the thread."""
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop it; what still runs is cancelled."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _serve(self) -> None:
        """The thread: leaving ``asyncio.Runner`` cancels what is left and closes the loop."""
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.get_loop().run_forever()

    def start(self, work: Coroutine[object, object, _T]) -> Future[_T]:
        """Begin ``work``; its result is waited for with ``result()``."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[object, object, _T]) -> _T:
        """Begin ``work`` and wait for it."""
        return self.start(work).result()
