"""Every journal of an installation, in two ways: files beside a store that is a file, the ledger itself where many machines share it.

**Files** (:class:`FileJournals`, SQLite). One file a sending process, in one folder beside the store. The next process
that sends folds what dead ones left: it takes their lock, reads, settles, removes. Who is alive and within his time is
left alone; who is alive and let his time run out is fenced off first (:mod:`digest.deliver.journal`). A lease without
a journal is a riddle (removed by hand, another machine's): all of it is in doubt then, for nobody knows better.

**The ledger** (:class:`LedgerJournals`, PostgreSQL). Intents are a column of the deliveries, written for all dots of a
moment in one statement, so that they outlive the machine. Answers must be in the ledger before the next intent.
"""

from __future__ import annotations

import fcntl
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path

from digest.deliver.journal import FileJournal, Remains
from digest.deliver.retry import settlements, suppressions
from digest.errors import ConflictError, StoreError
from digest.model import Delivery, Lease, Outcome, Status, Turn
from digest.ports import DeliveryStore, Journal, ReaderStore, Wait

DOUBTED = "the process that sent it ended before it read the answer"
"""Reason of a delivery whose intent has no answer."""
UNTOLD = "the process that had it ended, and its journal is missing or damaged"
"""Reason of a delivery of which nothing is known."""


class FileJournals:
    """The port ``Journals`` on a folder of this machine."""

    def __init__(
        self, folder: Path, ledger: DeliveryStore, readers: ReaderStore, *, is_synced: bool, is_gone: Callable[[str], bool]
    ) -> None:
        """``is_synced``: intents survive a power cut. ``is_gone`` says of an owner without journal whether he is dead for certain."""
        self._folder, self._ledger, self._readers = folder, ledger, readers
        self._is_synced, self._is_gone = is_synced, is_gone
        self._numbers = count(1)

    @contextmanager
    def open(self, owner: str) -> Iterator[Journal]:
        """As the port says; a process may have several open."""
        name = f"{owner}.{next(self._numbers)}"
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        journal = FileJournal(self._path(name), name, is_synced=self._is_synced)
        try:
            yield journal
        finally:
            journal.close()

    def recover(self, now: datetime) -> Mapping[Status, int]:
        """As the port says."""
        counts: Counter[Status] = Counter()
        holders = self._ledger.holders()
        for owner, until in holders.items():
            with self._seized(owner, is_over=until <= now) as remains:
                if remains is not None:
                    counts += self._fold(owner, remains, now)
        self._sweep({self._path(owner) for owner in holders})
        return counts

    def _path(self, owner: str) -> Path:
        return self._folder / f"{re.sub(r'[^A-Za-z0-9.-]', '-', owner)}.journal"

    def _fold(self, owner: str, remains: Remains, now: datetime) -> Counter[Status]:
        counts: Counter[Status] = Counter()
        for lease in self._ledger.held_by(owner):
            outcomes = [_outcome(delivery, lease, remains) for delivery in lease.deliveries]
            for suppression in suppressions(outcomes, lease.deliveries, now):
                self._readers.suppress(suppression)
            settled = settlements(outcomes, lease.deliveries, now)
            try:
                self._ledger.settle(lease, settled, now, is_after_crash=True)
            except ConflictError:  # another process folds the same, and was quicker
                continue
            counts.update(settlement.outcome.status for settlement in settled)
        return counts

    # ------------------------------------------------------------ other processes' files

    @contextmanager
    def _seized(self, owner: str, *, is_over: bool) -> Iterator[Remains | None]:
        """What an owner left; None while it is his. A dead one's file is locked meanwhile, and removed after it was folded."""
        path = self._path(owner)
        with _locked(path) as (file, is_ours):
            if file is None:
                yield Remains(is_there=False) if is_over or self._is_gone(owner) else None
            elif is_ours:
                yield Remains(_content(file))
                path.unlink(missing_ok=True)
            elif is_over:
                yield _fenced(path, file)
            else:
                yield None

    def _sweep(self, known: set[Path]) -> None:
        """Remove dead processes' files that say nothing about any lease; drafts too, which nobody ever read."""
        for path in (*self._folder.glob("*.journal"), *self._folder.glob("*.draft")):
            if path in known:
                continue
            with _locked(path) as (_, is_ours):
                if is_ours:
                    path.unlink(missing_ok=True)


def _outcome(delivery: Delivery, lease: Lease, remains: Remains) -> Outcome:
    """The last word on a delivery; a deferred one among them is due again as any other."""
    turn = Turn(delivery.id, lease.epoch)
    if turn in remains.outcomes:
        return remains.outcomes[turn] or Outcome(delivery=delivery.id, status=Status.IN_DOUBT, reason=DOUBTED)
    if remains.is_whole:
        return Outcome(delivery=delivery.id, status=Status.QUEUED, reason=delivery.reason)
    return Outcome(delivery=delivery.id, status=Status.IN_DOUBT, reason=UNTOLD)


@contextmanager
def _locked(path: Path) -> Iterator[tuple[int | None, bool]]:
    """The open file that stands at a path, None when there is none, and whether we got its lock: then its owner is dead."""
    while True:
        try:
            file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW)
        except FileNotFoundError:
            yield None, False
            return
        except OSError as error:
            raise StoreError("a journal cannot be read", subject=str(path), cause=error.strerror) from error
        try:
            is_ours = _lock(file)
            if _stands_at(path, file):
                yield file, is_ours
                return
        finally:
            os.close(file)


def _lock(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _stands_at(path: Path, file: int) -> bool:
    """Whether the path still names this file: its owner may have replaced it, or another removed it."""
    try:
        return os.path.samestat(path.stat(), os.fstat(file))
    except FileNotFoundError:
        return False


def _fenced(path: Path, file: int) -> Remains | None:
    """What a living owner had written when we closed his journal to him; None when he has just begun a new one."""
    os.write(file, b"\n! taken over\n")
    return Remains(_content(file)) if _stands_at(path, file) else None


def _content(file: int) -> bytes:
    return os.pread(file, os.fstat(file).st_size, 0)


class LedgerJournals:
    """The port ``Journals`` on a ledger that many machines share."""

    def __init__(self, ledger: DeliveryStore, *, clock: Callable[[], datetime], is_gone: Callable[[str], bool]) -> None:
        """``is_gone`` says of an owner whether he is a process of this machine and dead for certain."""
        self._ledger, self._clock, self._is_gone = ledger, clock, is_gone
        self._numbers = count(1)

    @contextmanager
    def open(self, owner: str) -> Iterator[Journal]:
        """As the port says."""
        yield LedgerJournal(f"{owner}.{next(self._numbers)}", self._ledger, self._clock)

    def recover(self, now: datetime) -> Mapping[Status, int]:
        """As the port says."""
        return self._ledger.recover(now, {owner for owner in self._ledger.holders() if self._is_gone(owner)})


class LedgerJournal:
    """The port ``Journal`` on the ledger."""

    waits_for: Wait = "network"
    keeps_answers = False

    def __init__(self, owner: str, ledger: DeliveryStore, clock: Callable[[], datetime]) -> None:
        """Made by :class:`LedgerJournals`."""
        self.owner, self._ledger, self._clock = owner, ledger, clock
        self._failure: StoreError | None = None

    def intend(self, turns: Sequence[Turn]) -> None:
        """One statement for all; raises ``ConflictError`` when one of them is no longer leased so."""
        if self._failure is not None:
            raise self._failure
        self._ledger.intend(self.owner, turns, self._clock())

    def withdraw(self, turns: Sequence[Turn]) -> None:
        """As the port says."""
        try:
            self._ledger.withdraw(self.owner, turns)
        except StoreError as error:
            self._failure = error

    def answer(self, answers: Sequence[tuple[Turn, Outcome]]) -> None:
        """Nothing: answers go into the ledger itself."""

    def forget(self, turns: Sequence[Turn]) -> None:
        """Nothing: what is settled has no intent any more."""

    def finish(self) -> None:
        """Nothing."""
