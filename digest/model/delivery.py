"""What is sent: deliveries and how they stand, messages, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from digest.model.identity import CardKey, DeliveryId, DigestId, IssueId, SubscriberId


class Status(StrEnum):
    """How a delivery stands; ``deliver/status.py`` holds the one table of changes."""

    QUEUED = "queued"
    LEASED = "leased"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    IN_DOUBT = "in-doubt"
    SUPPRESSED = "suppressed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One issue for one subscriber, and how it went."""

    id: DeliveryId = DeliveryId(0)
    """Given by the store; 0 while it is not stored."""
    issue: IssueId
    edition: str
    subscriber: SubscriberId
    email: str
    name: str = ""
    digest: DigestId | None
    """None when nothing is to be sent: ``skipped``."""
    masthead: CardKey = CardKey("")
    local_date: date
    """The reader's own date of the issue."""
    ordinal: int = 0
    """Which of the day's times, from 0; ``--again`` counts on."""
    status: Status = Status.QUEUED
    reason: str = ""
    """Why it is skipped, refused, deferred: the server's words, or ours."""
    attempts: int = 0
    resent: int = 0
    """How often it was sent again after doubt: its reader may have as many copies more, all with one Message-ID."""
    due: datetime
    """Not before."""
    slot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A batch of deliveries that one owner may send until an instant."""

    owner: str
    epoch: int
    """Grows with every lease of a row, so that a forgotten owner cannot settle (fencing)."""
    until: datetime
    deliveries: tuple[Delivery, ...]


class Turn(NamedTuple):
    """One delivery in one lease: its number, and the epoch it was leased with, which no later lease of it has."""

    delivery: DeliveryId
    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What SMTP sees: RFC 5321 reverse-path and forward-path, without angle brackets."""

    sender: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A finished RFC 5322 mail: CRLF lines, not dot-stuffed."""

    delivery: DeliveryId
    envelope: Envelope
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a transport says became of one message."""

    delivery: DeliveryId
    status: Status
    """``accepted``, ``deferred``, ``refused``, ``in-doubt``, or ``queued`` when it was not tried."""
    code: int = 0
    """SMTP reply code, 0 when there is none."""
    enhanced: str = ""
    """RFC 3463 code, as ``5.1.1``."""
    reason: str = ""
