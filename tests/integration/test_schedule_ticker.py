"""The ticker on the real scheduler, its signals, and the lock that keeps it alone."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import pytest

from digest.errors import StoreBusyError, StoreError
from digest.schedule import claim
from digest.schedule.ticker import run


class Ticks:
    """Counts ticks, does what a test wants on some of them, and stops after the last."""

    def __init__(self, last, on=None):
        self.last, self.on, self.count = last, on or {}, 0
        self.stop, self.alone = threading.Event(), threading.Lock()
        self.overlaps = 0

    def __call__(self):
        is_alone = self.alone.acquire(blocking=False)
        self.overlaps += not is_alone
        self.count += 1
        if self.count >= self.last:
            self.stop.set()
        try:
            self.on.get(self.count, int)()
        finally:
            if is_alone:
                self.alone.release()


def test_it_ticks_at_once_and_again_until_it_is_stopped():
    ticks = Ticks(4)
    run(ticks, seconds=0.001, stop=ticks.stop)
    assert ticks.count >= 4
    assert ticks.overlaps == 0


def test_the_first_tick_does_not_wait_for_the_interval():
    ticks = Ticks(1)
    run(ticks, seconds=3600, stop=ticks.stop)
    assert ticks.count == 1


def test_a_tick_that_raises_is_logged_and_the_next_one_runs(capsys):
    def fail():
        raise ValueError("the disk of ada@example.org is full")

    ticks = Ticks(3, on={1: fail, 2: fail})
    run(ticks, seconds=0.001, stop=ticks.stop)
    assert ticks.count >= 3
    told = capsys.readouterr()
    assert "tick_failed" in told.err + told.out
    assert "ValueError" in told.err + told.out


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_after_the_running_tick(number):
    before = signal.getsignal(number)
    finished = []

    def interrupt():
        os.kill(os.getpid(), number)
        finished.append(True)

    ticks = Ticks(10_000_000, on={2: interrupt})
    run(ticks, seconds=0.001, stop=ticks.stop)
    assert finished
    assert not ticks.stop.is_set()
    assert signal.getsignal(number) == before


def test_outside_the_main_thread_signals_are_left_alone():
    ticks = Ticks(2)
    thread = threading.Thread(target=run, args=(ticks,), kwargs={"seconds": 0.001, "stop": ticks.stop})
    before = signal.getsignal(signal.SIGTERM)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_second_claim_is_told_who_holds_the_first(tmp_path):
    lock = tmp_path / "claims.lock"
    with claim(lock), pytest.raises(StoreBusyError, match=rf"another digest \(pid {os.getpid()}\) claims the slots here"), claim(lock):
        pass
    with claim(lock):
        pass
    assert not (tmp_path / "claims.lock.pid").exists()


def test_a_holder_that_did_not_say_who_he_is_is_unknown(tmp_path):
    lock = tmp_path / "claims.lock"
    with claim(lock):
        (tmp_path / "claims.lock.pid").write_text("?")
        with pytest.raises(StoreBusyError, match=r"pid unknown"), claim(lock):
            pass


def test_a_lock_that_cannot_be_made_is_told(tmp_path):
    with pytest.raises(StoreError, match="cannot be made"), claim(tmp_path):
        pass


HOLDER = """
import sys
from pathlib import Path
from digest.schedule import claim
with claim(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_killed_holder_holds_no_more(tmp_path):
    lock = tmp_path / "claims.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreBusyError, match=f"pid {holder.pid}"), claim(lock):
            pass
    finally:
        holder.kill()
        holder.communicate()
    with claim(lock):
        assert (tmp_path / "claims.lock.pid").read_text() == f"{os.getpid()}\n"
