"""Handing over what is queued: lease, press, write the intent, send, settle, until nothing is due.

A crash between intent and settlement leaves the leased batch in doubt: it is sent again with the same Message-ID
and bytes, so at most one batch a process is doubled (``BATCH``); nobody is lost. What a dead process of this machine
held is taken up at once, what a lost machine held when its lease is over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from digest import render
from digest.deliver import Press, settlements, suppressions
from digest.errors import ConflictError, DigestError, RecipientRefusedError, StoreBusyError, StoreError, TransportError
from digest.model import CardKey, Delivery, DigestId, Failure, IssueId, Lease, Message, Outcome, Report, Status
from digest.pipeline.holding import LEASE, held
from digest.pipeline.parts import Parts
from digest.pipeline.publish import Printed
from digest.ports import Session

_ANSWERED = frozenset({Status.ACCEPTED, Status.DEFERRED, Status.REFUSED})
BATCH = 100
"""Deliveries a lease: the most that a crash can double."""
PATIENCE = 12
"""Tries to record what was sent, of some five seconds each: less than a lease that was just renewed."""


def hand_over(parts: Parts, issue: IssueId | None = None) -> Report:
    """Send what is due, of one issue or of all; the report counts statuses and names every reader not served.

    A second process that does the same shares the work: each delivery is leased to one of them.
    """
    recover(parts)
    now = parts.clock()
    again = parts.store.deliveries.resend(issue, now)
    report = Report(notes=(f"{again} in doubt, their answers were never read: sent again with the same Message-ID",) if again else ())
    due = parts.store.deliveries.next_due(issue)
    if due is None or due > now:
        return report
    try:
        with parts.transport().session() as session:
            for settled in _batches(parts, session, issue):
                report += settled
    except TransportError as error:
        report += Report(failures=(Failure(subject="transport", what=str(error), kind=type(error).__name__),))
    return report


def recover(parts: Parts) -> None:
    """Take back what processes held that are gone: else their readers would wait for an end that never comes."""
    gone = {owner for owner in parts.store.deliveries.owners() if owner != parts.owner and parts.is_gone(owner)}
    parts.store.deliveries.recover(parts.clock(), gone)


def _batches(parts: Parts, session: Session, issue: IssueId | None) -> Iterator[Report]:
    while True:
        now = parts.clock()
        lease = parts.store.deliveries.lease(parts.owner, now=now, until=now + LEASE, limit=BATCH, issue=issue)
        if lease is None:
            return
        outcomes = _send(parts, session, lease)
        yield _settle(parts, lease, outcomes)
        if not any(outcome.status in _ANSWERED for outcome in outcomes):
            yield _stopped(outcomes)  # the server answers nothing now: what is left stays queued for the next run
            return


def _stopped(outcomes: Sequence[Outcome]) -> Report:
    """Why the run ends before the queue does; a server that drops every connection must not put the whole queue in doubt."""
    reason = next((outcome.reason for outcome in outcomes if outcome.reason), "no answer")
    return Report(failures=(Failure(subject="transport", what=f"what is left stays queued: {reason}", kind="TemporaryError"),))


def _send(parts: Parts, session: Session, lease: Lease) -> tuple[Outcome, ...]:
    """The outcomes of a batch; a batch of which nothing was handed over goes back to the queue before the error goes on."""
    try:
        finished, unfit = _messages(parts, lease.deliveries)
        parts.store.deliveries.intend(lease, parts.clock())
        with held(parts, lease):
            return (*session.send(finished), *unfit)
    except ConflictError:
        raise  # the lease was lost before anything was sent: it is not ours to put back
    except DigestError:
        untried = [Outcome(delivery=delivery.id, status=Status.QUEUED) for delivery in lease.deliveries]
        parts.store.deliveries.settle(lease, settlements(untried, lease.deliveries, parts.clock()), parts.clock())
        raise


def _messages(parts: Parts, deliveries: Sequence[Delivery]) -> tuple[tuple[Message, ...], tuple[Outcome, ...]]:
    """The finished mails, and refusals of our own: an address that no mail can carry must not stop the others."""
    presses = _presses(parts, deliveries)
    finished: list[Message] = []
    unfit: list[Outcome] = []
    for delivery in deliveries:
        try:
            finished.append(presses[_sheet_key(delivery)].message(delivery, parts.links(delivery.subscriber)))
        except RecipientRefusedError as error:
            unfit.append(Outcome(delivery=delivery.id, status=Status.REFUSED, reason=str(error)))
    return tuple(finished), tuple(unfit)


def _settle(parts: Parts, lease: Lease, outcomes: Sequence[Outcome]) -> Report:
    _patiently(parts, lambda: _record(parts, lease, outcomes))
    for suppression in suppressions(outcomes, lease.deliveries, parts.clock()):
        parts.store.readers.suppress(suppression)
    counts = Counter(str(outcome.status) for outcome in outcomes)
    parts.log.info("batch", **counts)
    addresses = {delivery.id: delivery.email for delivery in lease.deliveries}
    failures = tuple(
        Failure(subject=addresses[outcome.delivery], what=outcome.reason or "no answer", kind=str(outcome.status))
        for outcome in outcomes
        if outcome.status not in {Status.ACCEPTED, Status.QUEUED}
    )
    return Report(counts=counts, failures=failures)


def _patiently(parts: Parts, record: Callable[[], None]) -> None:
    """What was sent is recorded although the store is busy for long: forgotten, the whole batch would be sent again."""
    for _ in range(PATIENCE - 1):
        try:
            return record()
        except StoreBusyError as error:  # each try has waited for its turn already
            parts.log.warning("not_recorded_yet", error=str(error))
    return record()


def _record(parts: Parts, lease: Lease, outcomes: Sequence[Outcome]) -> None:
    """The outcomes, in the ledger; where somebody has recovered the lease meanwhile, at least what was accepted."""
    now = parts.clock()
    try:
        parts.store.deliveries.settle(lease, settlements(outcomes, lease.deliveries, now), now)
    except ConflictError as error:
        accepted = [outcome.delivery for outcome in outcomes if outcome.status is Status.ACCEPTED]
        saved = parts.store.deliveries.answer_late(lease, accepted, now)
        parts.log.warning("answered_late", error=str(error), accepted=len(accepted), recorded=saved)


def _sheet_key(delivery: Delivery) -> tuple[DigestId | None, CardKey]:
    return delivery.digest, delivery.masthead


def _presses(parts: Parts, deliveries: Sequence[Delivery]) -> dict[tuple[DigestId | None, CardKey], Press]:
    """One press a sheet: digests and cards are read once a batch, however many readers share them."""
    presses: dict[tuple[DigestId | None, CardKey], Press] = {}
    for delivery in deliveries:
        if _sheet_key(delivery) not in presses:
            presses[_sheet_key(delivery)] = _press(parts, delivery)
    return presses


def _press(parts: Parts, delivery: Delivery) -> Press:
    digest = parts.store.issues.digest(delivery.digest) if delivery.digest else None
    if digest is None:
        raise StoreError("a queued delivery has no digest; the store was changed by hand", subject=f"delivery {delivery.id}")
    cards = parts.store.issues.cards({*digest.cards, delivery.masthead} - {CardKey("")})
    return Press(render.sheet(digest, cards, cards[delivery.masthead]), parts.sender(delivery.edition))


def proof(parts: Parts, printed: Printed) -> tuple[Message, ...]:
    """The mails of an issue that is not stored, for previews and tests: byte for byte what would be sent."""
    cards = {card.key: card for card in printed.cards}
    digests = {digest.id: digest for digest in printed.digests}
    return tuple(
        Press(render.sheet(digests[delivery.digest], cards, cards[delivery.masthead]), parts.sender(delivery.edition)).message(
            delivery, parts.links(delivery.subscriber)
        )
        for delivery in printed.deliveries
        if delivery.digest
    )
