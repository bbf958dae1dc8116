"""What a process has in hand while it sends: its leases, kept alive; intents into its journal, answers into the ledger.

A :class:`Hand` is the witness of a session. Before a final dot it looks whether the leases could be renewed in time and
writes the intent; answers are written down at once and folded into the ledger every second, or when 500 are there. A
thread of its own does the folding and renews the leases every ten seconds; a process that cannot renew (it slept, the
store is gone) sends no further dot, for another may have taken over by then.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from digest.deliver import settlements, suppressions
from digest.errors import ConflictError, StoreBusyError, StoreError
from digest.model import Delivery, DeliveryId, Failure, IssueId, Lease, Outcome, Report, Status, Turn
from digest.pipeline.parts import Parts
from digest.ports import Journal

LEASE = timedelta(seconds=30)
"""How long what is leased is ours without renewal: what others wait for when our machine is gone without a trace."""
RENEW_SECONDS = 10.0
"""Real time between renewals: two may fail before the lease is over."""
FOLD_SECONDS = 1.0
"""Real time an answer waits at most for its place in the ledger."""
FOLD_COUNT = 500
"""So many answers do not wait."""
PATIENCE = 12
"""Tries to record the last answers, of some five seconds each."""


def _seconds() -> float:
    """A clock that nobody sets and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Hand:
    """The port ``Witness``; a context manager, after which everything told is in the ledger and the rest is queued again."""

    def __init__(
        self, parts: Parts, journal: Journal, *, renew_seconds: float = RENEW_SECONDS, seconds: Callable[[], float] = _seconds
    ) -> None:
        """Nothing is leased yet; ``seconds`` is a clock of real time."""
        self._parts, self._journal, self._renew_seconds, self._seconds = parts, journal, renew_seconds, seconds
        self._ledger = parts.store.deliveries
        self._lock, self._folding = Lock(), Lock()
        self._held: dict[DeliveryId, tuple[Lease, Delivery]] = {}
        self._answers: list[Outcome] = []
        self._deadline = 0.0
        self._wakes, self._is_done = Event(), False
        self._keeper = Thread(target=self._keep, name="lease", daemon=True)
        self._counts: Counter[str] = Counter()
        self._failures: list[Failure] = []
        self.waits_for = journal.waits_for

    def __enter__(self) -> Self:
        """Begin to keep what is leased."""
        self._keeper.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Record what was told, and queue what nobody took."""
        self._is_done = True
        self._wakes.set()
        self._keeper.join()
        with self._lock:
            answered = {outcome.delivery for outcome in self._answers}
            self._answers += [Outcome(delivery=each, status=Status.QUEUED) for each in self._held if each not in answered]
        self._fold_patiently()
        self._journal.finish()

    @property
    def report(self) -> Report:
        """What became of the deliveries so far, and every reader not served."""
        return Report(counts=dict(self._counts), failures=tuple(self._failures))

    def lease(self, limit: int, issue: IssueId | None) -> Lease | None:
        """Take more of what is due; None when nothing is."""
        asked, now = self._seconds(), self._parts.clock()
        lease = self._ledger.lease(self._journal.owner, now=now, until=now + LEASE, limit=limit, issue=issue)
        if lease is not None:
            with self._lock:
                if not self._held:
                    self._deadline = asked + LEASE.total_seconds()
                self._held |= {delivery.id: (lease, delivery) for delivery in lease.deliveries}
        return lease

    # ------------------------------------------------------------ what a session tells

    def intend(self, deliveries: Sequence[DeliveryId]) -> None:
        """As the port says; raises ``ConflictError`` when the leases are, or may be, another's."""
        if not self._journal.keeps_answers:
            self.fold()
        if self._seconds() >= self._deadline:
            raise ConflictError("the lease could not be renewed in time, so no more is sent: look at the store, and send again")
        self._journal.intend(self._turns(deliveries))

    def withdraw(self, deliveries: Sequence[DeliveryId]) -> None:
        """As the port says."""
        self._journal.withdraw(self._turns(deliveries))

    def answer(self, outcomes: Sequence[Outcome]) -> None:
        """As the port says."""
        with self._lock:
            turns = [Turn(outcome.delivery, self._held[outcome.delivery][0].epoch) for outcome in outcomes]
            self._journal.answer(list(zip(turns, outcomes, strict=True)))
            self._answers += outcomes
            is_much = len(self._answers) >= FOLD_COUNT
        if is_much:
            self._wakes.set()

    def _turns(self, deliveries: Sequence[DeliveryId]) -> list[Turn]:
        with self._lock:
            return [Turn(delivery, self._held[delivery][0].epoch) for delivery in deliveries]

    # ------------------------------------------------------------ the keeper

    def _keep(self) -> None:
        renewed = self._seconds()
        while not self._is_woken_to_end():
            try:
                self.fold()
            except StoreError as error:  # busy, for one: the answers are in the journal, and the next time may work
                self._parts.log.warning("not_recorded_yet", error=str(error))
            if self._seconds() - renewed >= self._renew_seconds:
                renewed = self._seconds()
                self._renew()

    def _is_woken_to_end(self) -> bool:
        self._wakes.wait(min(FOLD_SECONDS, self._renew_seconds))
        self._wakes.clear()
        return self._is_done

    def _renew(self) -> None:
        """Hold all leases for longer; with one that is lost, everything ends at its deadline."""
        asked = self._seconds()
        with self._lock:
            leases = _distinct(lease for lease, _ in self._held.values())
        try:
            for lease in leases:
                self._ledger.renew(lease, self._parts.clock() + LEASE)
        except ConflictError as error:  # taken over by another, or settled this very moment
            self._parts.log.warning("lease_lost", error=str(error))
        except StoreError as error:  # the next time may work
            self._parts.log.warning("lease_not_renewed", error=str(error))
        else:
            self._deadline = asked + LEASE.total_seconds()

    def fold(self) -> None:
        """Record in the ledger what was answered, with what follows from it; raises ``StoreError``, and nothing is forgotten then."""
        with self._folding:
            with self._lock:
                outcomes, self._answers = self._answers, []
            try:
                while outcomes:
                    outcomes = self._record(outcomes)
            finally:
                with self._lock:
                    self._answers = outcomes + self._answers

    def _record(self, outcomes: list[Outcome]) -> list[Outcome]:
        """Record the answers of the first one's lease; returns the others."""
        lease = self._held[outcomes[0].delivery][0]
        mine = [outcome for outcome in outcomes if self._held[outcome.delivery][0] is lease]
        deliveries = [self._held[outcome.delivery][1] for outcome in mine]
        self._settle(lease, mine, deliveries)
        self._journal.forget([Turn(outcome.delivery, lease.epoch) for outcome in mine])
        self._note(mine, deliveries)
        with self._lock:
            for outcome in mine:
                del self._held[outcome.delivery]
        return [outcome for outcome in outcomes if outcome.delivery in self._held]

    def _settle(self, lease: Lease, outcomes: Sequence[Outcome], deliveries: Sequence[Delivery]) -> None:
        """Where somebody has taken over meanwhile, at least what was accepted is recorded."""
        now = self._parts.clock()
        for suppression in suppressions(outcomes, deliveries, now):
            self._parts.store.readers.suppress(suppression)
        try:
            self._ledger.settle(lease, settlements(outcomes, deliveries, now), now)
        except ConflictError as error:
            accepted = [outcome.delivery for outcome in outcomes if outcome.status is Status.ACCEPTED]
            saved = self._ledger.answer_late(lease, accepted, now)
            self._parts.log.warning("answered_late", error=str(error), accepted=len(accepted), recorded=saved)

    def _note(self, outcomes: Sequence[Outcome], deliveries: Sequence[Delivery]) -> None:
        counts = Counter(str(outcome.status) for outcome in outcomes)
        self._parts.log.info("batch", **counts)
        self._counts += counts
        self._failures += [
            Failure(subject=delivery.email, what=outcome.reason or "no answer", kind=str(outcome.status))
            for outcome, delivery in zip(outcomes, deliveries, strict=True)
            if outcome.status not in {Status.ACCEPTED, Status.QUEUED}
        ]

    def _fold_patiently(self) -> None:
        """What was sent is recorded although the store is busy for long; where it is not, the journal keeps it for the next process."""
        for _ in range(PATIENCE - 1):
            try:
                return self.fold()
            except StoreBusyError as error:  # each try has waited for its turn already
                self._parts.log.warning("not_recorded_yet", error=str(error))
        return self.fold()


def _distinct(leases: Iterable[Lease]) -> list[Lease]:
    """Each lease once; two may be equal in all but their deliveries."""
    return list({id(lease): lease for lease in leases}.values())
