"""The one table of a delivery's life: (status, event) → status; everything else is a conflict.

A delivery starts *queued* (or *skipped*, when nothing is to be sent). A worker leases it, tells the transport, and
records what came back. Only a message whose last byte went out and whose answer was never read is *in doubt*; a late
answer turns that into *accepted*, the operator (or ``in_doubt = "resend"``) into *queued* again. What has ended as
refused, suppressed, skipped, cancelled, expired or complained never moves again: nobody is mailed twice by a change
of mind of the ledger.

::

    queued ──lease──▶ leased ──accept──▶ accepted ──bounce──▶ bounced ──complain──▶ complained
      ▲                 │├──refuse──▶ refused      └────────complain────────────────▶
      ├────release──────┘├──doubt───▶ in-doubt ──accept──▶ accepted
      │                  └──defer───▶ deferred ──lease──▶ leased
      └──requeue── deferred, in-doubt

Pure: no I/O, no clock. The store changes a row only to what :func:`step` answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from digest.errors import ConflictError
from digest.model import Status


class Event(StrEnum):
    """What can happen to a delivery."""

    LEASE = "lease"
    """A worker takes it."""
    RELEASE = "release"
    """It was not tried, and goes back."""
    ACCEPT = "accept"
    DEFER = "defer"
    REFUSE = "refuse"
    DOUBT = "doubt"
    """The dot went out, no answer came."""
    SUPPRESS = "suppress"
    SKIP = "skip"
    CANCEL = "cancel"
    EXPIRE = "expire"
    """Given up: too old, or the next issue is there."""
    REQUEUE = "requeue"
    BOUNCE = "bounce"
    COMPLAIN = "complain"


_WAITING: Mapping[Event, Status] = {
    Event.LEASE: Status.LEASED,
    Event.SUPPRESS: Status.SUPPRESSED,
    Event.SKIP: Status.SKIPPED,
    Event.CANCEL: Status.CANCELLED,
    Event.EXPIRE: Status.EXPIRED,
}

TABLE: Mapping[Status, Mapping[Event, Status]] = MappingProxyType(
    {
        Status.QUEUED: _WAITING,
        Status.DEFERRED: {**_WAITING, Event.REQUEUE: Status.QUEUED},
        Status.LEASED: {
            Event.RELEASE: Status.QUEUED,
            Event.ACCEPT: Status.ACCEPTED,
            Event.DEFER: Status.DEFERRED,
            Event.REFUSE: Status.REFUSED,
            Event.DOUBT: Status.IN_DOUBT,
            Event.SUPPRESS: Status.SUPPRESSED,
            Event.SKIP: Status.SKIPPED,
            Event.EXPIRE: Status.EXPIRED,
        },
        Status.IN_DOUBT: {
            Event.ACCEPT: Status.ACCEPTED,
            Event.REQUEUE: Status.QUEUED,
            Event.BOUNCE: Status.BOUNCED,
            Event.COMPLAIN: Status.COMPLAINED,
        },
        Status.ACCEPTED: {Event.BOUNCE: Status.BOUNCED, Event.COMPLAIN: Status.COMPLAINED},
        Status.BOUNCED: {Event.COMPLAIN: Status.COMPLAINED},
    }
)
"""Every change there is; a status that is no key is final."""

ANSWERS: Mapping[Status, Event] = MappingProxyType(
    {
        Status.ACCEPTED: Event.ACCEPT,
        Status.DEFERRED: Event.DEFER,
        Status.REFUSED: Event.REFUSE,
        Status.IN_DOUBT: Event.DOUBT,
        Status.QUEUED: Event.RELEASE,
        Status.EXPIRED: Event.EXPIRE,
    }
)
"""What an ``Outcome.status`` means for a leased delivery."""


def step(status: Status, event: Event) -> Status:
    """Status after ``event``; raises ``ConflictError`` for every pair that is not in the table."""
    after = TABLE.get(status, {}).get(event)
    if after is None:
        raise ConflictError(f"a delivery that is {status} cannot take the event {event}; nothing was changed")
    return after
