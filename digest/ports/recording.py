"""What is put on record about messages while they are on their way: before each can arrive, and what came of it.

A session tells a *witness*; the witness knows the leases and writes a *journal*; *journals* are opened by whoever sends,
and those of processes that died are read by whoever sends next. The order is the promise (``docs/architecture.md``,
Delivery): no final dot before ``intend`` has returned, and every answer before the same connection's next ``intend``.
So whatever ends the process, at most one message a connection has an intent and no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Literal, Protocol

from digest.model import DeliveryId, Outcome, Status, Turn

Wait = Literal["nothing", "disk", "network"]


class Witness(Protocol):
    """Is told by a session what is about to happen to its messages and what happened."""

    @property
    def waits_for(self) -> Wait:
        """What ``intend`` waits for; those that wait for something are told for many messages together."""
        ...

    def intend(self, deliveries: Sequence[DeliveryId]) -> None:
        """Put on record that these may arrive from now on; raises ``DigestError`` when none of them may be sent."""
        ...

    def withdraw(self, deliveries: Sequence[DeliveryId]) -> None:
        """Their intent is on record, and yet they were certainly not sent; raises nothing."""
        ...

    def answer(self, outcomes: Sequence[Outcome]) -> None:
        """What became of messages; raises nothing."""
        ...


class Journal(Protocol):
    """What one process is doing to the deliveries it has leased; all it tells survives the process."""

    @property
    def owner(self) -> str:
        """In whose name deliveries are leased while this journal is open."""
        ...

    @property
    def waits_for(self) -> Wait:
        """As a witness has it."""
        ...

    @property
    def keeps_answers(self) -> bool:
        """Whether answers survive here; else they must be in the ledger before the next intent."""
        ...

    def intend(self, turns: Sequence[Turn]) -> None:
        """On record, as firmly as configured, when this returns; raises ``StoreError``, then nothing may be sent."""
        ...

    def withdraw(self, turns: Sequence[Turn]) -> None:
        """Take intents back; raises nothing."""
        ...

    def answer(self, answers: Sequence[tuple[Turn, Outcome]]) -> None:
        """Write answers down; raises nothing: one that cannot be written forbids the next intent."""
        ...

    def forget(self, turns: Sequence[Turn]) -> None:
        """These are settled in the ledger and need not be remembered here."""
        ...

    def finish(self) -> None:
        """Everything that was leased in its owner's name is settled: nothing of this journal is needed any more."""
        ...


class Journals(Protocol):
    """Every process's journal of an installation."""

    def open(self, owner: str) -> AbstractContextManager[Journal]:
        """A journal of its own for whoever leases now, in a name made from ``owner``; raises ``StoreError``."""
        ...

    def recover(self, now: datetime) -> Mapping[Status, int]:
        """Fold into the ledger what dead processes left, and what was leased by processes that let their time run out.

        An answer that was read counts; an intent without answer is in doubt; leased without intent is queued again.
        Counts by new status. What a living process holds within its time is left to it.
        """
        ...
