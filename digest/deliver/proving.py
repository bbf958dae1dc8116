"""Sending mails that no ledger knows of: a test copy, the doctor's proof that the way is open."""

from __future__ import annotations

from collections.abc import Sequence

from digest.errors import TransportError
from digest.model import DeliveryId, Message, Outcome, Status
from digest.ports import Session, Wait


class Answers:
    """A witness that only remembers what it was told last of each message."""

    waits_for: Wait = "nothing"

    def __init__(self) -> None:
        """Nothing was told."""
        self.outcomes: dict[DeliveryId, Outcome] = {}

    def intend(self, deliveries: Sequence[DeliveryId]) -> None:
        """Nothing depends on it."""

    def withdraw(self, deliveries: Sequence[DeliveryId]) -> None:
        """Nothing depends on it."""

    def answer(self, outcomes: Sequence[Outcome]) -> None:
        """Remember them."""
        self.outcomes |= {outcome.delivery: outcome for outcome in outcomes}


def send_all(session: Session, messages: Sequence[Message]) -> tuple[Outcome, ...]:
    """Hand over mails and return one outcome each, in order; raises ``TransportError`` only when none was handed over."""
    told, reason = Answers(), ""
    try:
        session.send(messages, told)
    except TransportError as error:
        if all(outcome.status is Status.QUEUED for outcome in told.outcomes.values()):
            raise
        reason = str(error)
    untried = (Outcome(delivery=message.delivery, status=Status.QUEUED, reason=reason) for message in messages)
    return tuple(told.outcomes.get(outcome.delivery, outcome) for outcome in untried)
