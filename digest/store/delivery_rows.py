"""Rows of the ledger, to and from ``Delivery`` and ``Lease``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from digest.model import CardKey, Delivery, DeliveryId, DigestId, IssueId, Lease, Status, SubscriberId
from digest.store import tables

ROW = tuple(
    tables.deliveries.c[name]
    for name in (
        *("id", "issue", "edition", "subscriber", "email", "name", "digest", "masthead"),
        *("local_date", "ordinal", "status", "reason", "attempts", "resent", "due"),
    )
)
"""What makes a ``Delivery``, without the slot."""


def delivery_row(delivery: Delivery) -> dict[str, Any]:
    """A delivery as its new row; the store gives the number, and the slot is the issue's."""
    return {
        "issue": delivery.issue,
        "edition": delivery.edition,
        "subscriber": delivery.subscriber,
        "email": delivery.email,
        "name": delivery.name,
        "digest": delivery.digest,
        "masthead": delivery.masthead,
        "local_date": delivery.local_date,
        "ordinal": delivery.ordinal,
        "status": delivery.status.value,
        "reason": delivery.reason,
        "attempts": delivery.attempts,
        "resent": delivery.resent,
        "due": delivery.due,
    }


def delivery_of(row: Any, *, slot: datetime, status: Status) -> Delivery:  # noqa: ANN401 - the columns of ROW
    """A row as the delivery it stores."""
    return Delivery(
        id=DeliveryId(row.id),
        issue=IssueId(row.issue),
        edition=row.edition,
        subscriber=SubscriberId(row.subscriber),
        email=row.email,
        name=row.name,
        digest=None if row.digest is None else DigestId(row.digest),
        masthead=CardKey(row.masthead),
        local_date=row.local_date,
        ordinal=row.ordinal,
        status=status,
        reason=row.reason,
        attempts=row.attempts,
        resent=row.resent,
        due=row.due,
        slot=slot,
    )


def lease_of(owner: str, rows: Sequence[Any]) -> Lease:
    """The lease that its rows make; one at least."""
    deliveries = tuple(delivery_of(row, slot=row.slot, status=Status.LEASED) for row in rows)
    return Lease(owner=owner, epoch=rows[0].epoch, until=min(row.until for row in rows), deliveries=deliveries)
