"""The clock's ticker: one interval job of APScheduler that calls ``tick`` until it is told to stop.

Nothing of the schedule lives in APScheduler: what is due stands in the store, so a tick that comes late, once instead of
three times, or after a restart finds the same. Hence the settings: UTC (a scheduler in a zone with summer time sleeps
through the hour that exists twice), a memory job store (others hold pickles), ``coalesce``, one instance at a time, and no
grace time, so that no tick is dropped for being late.

SIGTERM and SIGINT end the run after the tick that is running; a second one acts as it would have without us.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC
from types import FrameType
from typing import Protocol

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from digest.log import get_log

_LOOK = 0.5
"""Seconds between looks at a signal. The handler must not touch the event: it may interrupt a wait that holds its lock."""


class Stopping(Protocol):
    """The part of ``threading.Event`` that is asked."""

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it was set, after waiting at most ``timeout`` seconds for that."""
        ...


def run(tick: Callable[[], None], *, seconds: float = 30, stop: Stopping, caught: list[int] | None = None) -> None:
    """Call ``tick`` at once and then every ``seconds``, until ``stop`` is set or a signal comes; returns after the last tick.

    ``caught`` gets the signals that came, so that a long tick may see that its end is wanted.

    A tick that raises is logged, and the next one runs. Ticks never overlap. They run in the calling thread (the first)
    and in one other.
    """
    signals = [] if caught is None else caught
    with _signals(signals):
        quiet = _logging(tick)
        quiet()
        scheduler = _scheduler()
        scheduler.add_job(quiet, "interval", seconds=seconds)
        scheduler.start()
        try:
            while not signals and not stop.wait(_LOOK):
                pass
        finally:
            scheduler.shutdown(wait=True)


def _scheduler() -> BackgroundScheduler:
    """APScheduler with nothing of its own to remember, nor to say: that a long tick skips the next is as it should be."""
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    return BackgroundScheduler(
        timezone=UTC,
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )


def _logging(tick: Callable[[], None]) -> Callable[[], None]:
    """The tick, its errors logged."""

    def logged() -> None:
        try:
            tick()
        except Exception as error:  # noqa: BLE001 - whatever one tick met, the next may find mended; the log says it
            get_log("schedule").error("tick_failed", error=type(error).__name__, what=str(error))

    return logged


@contextmanager
def _signals(caught: list[int]) -> Iterator[None]:
    """Collect SIGTERM and SIGINT, each once, in the main thread; elsewhere they are not ours to take."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def catch(number: int, _frame: FrameType | None) -> None:
        caught.append(number)
        signal.signal(number, before[signal.Signals(number)])

    for number in before:
        signal.signal(number, catch)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
