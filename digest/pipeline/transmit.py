"""Handing over what is queued: lease, press, intent, dot, answer, settle, until nothing is due.

Leased deliveries are pressed one by one as the transport wants them, and everything about them goes through the
:class:`~digest.pipeline.holding.Hand`. What a crash leaves is told apart by the journal: answered; intended and not
answered, at most one message an open connection, which is *in doubt*; and leased only, which is queued again. What is in
doubt is sent again with the same Message-ID, Date and bytes and marked as such, or left alone and listed
(``[delivery] in_doubt``). Nobody is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from digest import render
from digest.deliver import Press
from digest.errors import RecipientRefusedError, SenderRefusedError, StoreError, TransportError
from digest.model import CardKey, Delivery, DigestId, Failure, IssueId, Message, Outcome, Report, Status
from digest.pipeline.holding import Hand
from digest.pipeline.parts import Parts
from digest.pipeline.publish import Printed
from digest.ports import Session

LEASED = 500
"""Deliveries a lease: what is asked again at the next lease (suppressions, a cancelled issue) has effect within so many."""

_Sheet = tuple[DigestId | None, CardKey]


def hand_over(parts: Parts, issue: IssueId | None = None) -> Report:
    """Send what is due, of one issue or of all; the report counts statuses and names every reader not served.

    A second process that does the same shares the work: each delivery is leased to one of them.
    """
    recover(parts)
    report = _doubts(parts, issue)
    due, now = parts.store.deliveries.next_due(issue), parts.clock()
    if due is None or due > now:
        return report
    return report + _send(parts, issue)


def recover(parts: Parts) -> None:
    """Take back what processes held that are gone: else their readers would wait for an end that never comes.

    Not in a copy of an installation: what the original holds there is the original's.
    """
    if parts.store.instance_is_ours():
        parts.journals.recover(parts.clock())


def _doubts(parts: Parts, issue: IssueId | None) -> Report:
    """Queue what is in doubt again, where that is wanted; else name it."""
    if parts.resends_doubts and parts.store.instance_is_ours():
        again = parts.store.deliveries.resend(issue, parts.clock())
        note = f"{again} in doubt, their answers were never read: sent again with the same Message-ID"
        return Report(notes=(note,) if again else ())
    held = parts.store.deliveries.find(issue=issue, status=Status.IN_DOUBT, limit=LEASED)
    names = ", ".join(delivery.email for delivery in held)
    note = f"{len(held)} in doubt and left alone: {names}; ask them, then: digest resolve"
    return Report(notes=(note,) if held else ())


def _send(parts: Parts, issue: IssueId | None) -> Report:
    transport = parts.transport()
    report = Report()
    try:
        with transport.session() as session, parts.journals.open(parts.owner) as journal:
            hand = Hand(parts, journal)
            try:
                with hand:
                    session.send(_messages(parts, hand, session, issue), hand)
            finally:
                report = hand.report
    except (TransportError, StoreError) as error:
        subject = "transport" if isinstance(error, TransportError) else "store"
        return report + Report(failures=(Failure(subject=subject, what=str(error), kind=type(error).__name__),))
    return report


def _messages(parts: Parts, hand: Hand, session: Session, issue: IssueId | None) -> Iterator[Message]:
    """The finished mails, lease by lease; an address that no mail can carry is a refusal of our own and stops nobody."""
    presses: dict[_Sheet, Press] = {}
    while not parts.is_stopping() and (lease := hand.lease(LEASED, issue)) is not None:
        presses = _presses(parts, lease.deliveries, presses, session.most_bytes)
        for delivery in lease.deliveries:
            if parts.is_stopping():
                return
            try:
                yield presses[_sheet_key(delivery)].message(delivery, parts.links(delivery.subscriber))
            except RecipientRefusedError as error:
                hand.answer([Outcome(delivery=delivery.id, status=Status.REFUSED, reason=str(error))])


def _sheet_key(delivery: Delivery) -> _Sheet:
    return delivery.digest, delivery.masthead


def _presses(parts: Parts, deliveries: Iterable[Delivery], known: dict[_Sheet, Press], most_bytes: int) -> dict[_Sheet, Press]:
    """One press a sheet, those of the lease before kept; raises ``SenderRefusedError`` for a mail that the server will not take."""
    wanted = {_sheet_key(delivery): delivery for delivery in deliveries}
    presses = {key: known.get(key) or _press(parts, delivery) for key, delivery in wanted.items()}
    largest = max(press.least_bytes for press in presses.values())
    if 0 < most_bytes < largest:
        what = f"the server takes {most_bytes} bytes a mail and ours has more than {largest}"
        raise SenderRefusedError(f"{what}: send smaller mails (fewer stories, [digest] max_stories) or raise the server's limit")
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
