"""What is remembered of readers beside their files: plan, suppressions, last good versions, consent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Text, bindparam, cast, delete, func, literal, select, update

from digest.model import Consent, Due, Status, SubscriberId, Suppression
from digest.store import tables
from digest.store.address import address_key
from digest.store.engine import Database, chunks, insert, insert_new, run_many, upsert

_PLAN, _SUPPRESSIONS, _GOOD, _CONSENTS, _LEDGER = tables.plan, tables.suppressions, tables.last_good, tables.consents, tables.deliveries

_NOBODY = literal("erased-") + cast(_LEDGER.c.id, Text)
"""Whom a delivery of an erased reader names: nobody, and no two alike."""


class SqlReaders:
    """The port ``ReaderStore``."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    def plan(self, dues: Sequence[Due]) -> None:
        """Write the next due instant of (reader, edition) pairs, replacing what stood there."""
        with self._database.write() as connection:
            run_many(connection, upsert(connection, _PLAN), [due_row(due) for due in dues])

    def planned(self) -> Mapping[tuple[SubscriberId, str], Due]:
        """The whole plan."""
        with self._database.read() as connection:
            dues = [_due_of(row) for row in connection.execute(select(_PLAN))]
        return {(due.subscriber, due.edition): due for due in dues}

    def due(self, now: datetime) -> tuple[Due, ...]:
        """What is due at ``now``, oldest first."""
        ripe = select(_PLAN).where(_PLAN.c.instant <= now).order_by(_PLAN.c.instant, _PLAN.c.edition, _PLAN.c.subscriber)
        with self._database.read() as connection:
            return tuple(_due_of(row) for row in connection.execute(ripe))

    def forget(self, pairs: Collection[tuple[SubscriberId, str]]) -> None:
        """Drop pairs from the plan: the reader is gone, or no longer on the list."""
        gone = delete(_PLAN).where(_PLAN.c.subscriber == bindparam("who"), _PLAN.c.edition == bindparam("what"))
        with self._database.write() as connection:
            run_many(connection, gone, [{"who": subscriber, "what": edition} for subscriber, edition in pairs])

    def suppressed(self) -> frozenset[str]:
        """Every suppressed address, as ``address_key`` folds it."""
        with self._database.read() as connection:
            return frozenset(connection.execute(select(_SUPPRESSIONS.c.address)).scalars())

    def suppressed_of(self, emails: Collection[str]) -> frozenset[str]:
        """Those of ``emails`` that are suppressed, as they are given."""
        found = self.suppressed()
        return frozenset(email for email in emails if address_key(email) in found) if found else frozenset()

    def suppress(self, suppression: Suppression) -> None:
        """Never mail this address; the first reason stays."""
        row = {"address": address_key(suppression.email), "reason": suppression.reason, "at": suppression.at}
        with self._database.write() as connection:
            connection.execute(insert_new(connection, _SUPPRESSIONS), row)

    def suppressions(self) -> tuple[Suppression, ...]:
        """Every suppression with its reason, oldest first; ``email`` is the folded address."""
        with self._database.read() as connection:
            rows = connection.execute(select(_SUPPRESSIONS).order_by(_SUPPRESSIONS.c.at, _SUPPRESSIONS.c.address))
            return tuple(Suppression(email=row.address, reason=row.reason, at=row.at) for row in rows)

    def unsuppress(self, email: str) -> bool:
        """Lift a suppression because its owner asked for mail again (a confirmed sign-up); whether there was one."""
        with self._database.write() as connection:
            lifted = delete(_SUPPRESSIONS).where(_SUPPRESSIONS.c.address == address_key(email))
            return connection.execute(lifted).rowcount > 0

    def last_good(self) -> Mapping[str, str]:
        """The last version of every subscriber file that could be read, by file name."""
        with self._database.read() as connection:
            return {row.file: row.content for row in connection.execute(select(_GOOD))}

    def remember_good(self, files: Mapping[str, str], gone: Collection[str] = ()) -> None:
        """Keep these versions; drop those of files that no longer exist."""
        with self._database.write() as connection:
            for part in chunks(sorted(gone)):
                connection.execute(delete(_GOOD).where(_GOOD.c.file.in_(part)))
            run_many(connection, upsert(connection, _GOOD), [{"file": file, "content": content} for file, content in files.items()])

    def record_consent(self, consent: Consent) -> None:
        """Add a record; earlier ones stay."""
        row = {"address": address_key(consent.email), "at": consent.at, "how": consent.how}
        with self._database.write() as connection:
            connection.execute(insert(connection, _CONSENTS), row | {"wording": consent.wording, "network": consent.network})

    def consents(self, email: str = "") -> tuple[Consent, ...]:
        """Every record, or those of one address, oldest first; ``email`` is the folded address."""
        wanted = select(_CONSENTS).order_by(_CONSENTS.c.at, _CONSENTS.c.id)
        with self._database.read() as connection:
            rows = connection.execute(wanted.where(_CONSENTS.c.address == address_key(email)) if email else wanted)
            return tuple(Consent(email=row.address, at=row.at, how=row.how, wording=row.wording, network=row.network) for row in rows)

    def erase(self, subscriber: SubscriberId, email: str, *, files: Collection[str] = ()) -> int:
        """Leave no trace of a person: plan, consent, last good ``files`` and suppression go, deliveries lose name and address.

        What is still waiting to be sent to him is cancelled. Returns how many deliveries were made anonymous. Write
        the keyed hash that keeps imports from reviving him afterwards, with ``suppress``.
        """
        key = address_key(email)
        with self._database.write() as connection:
            connection.execute(delete(_PLAN).where(_PLAN.c.subscriber == subscriber))
            connection.execute(delete(_CONSENTS).where(_CONSENTS.c.address == key))
            connection.execute(delete(_SUPPRESSIONS).where(_SUPPRESSIONS.c.address == key))
            connection.execute(delete(_GOOD).where(_GOOD.c.file.in_(sorted(files))))
            his = (_LEDGER.c.subscriber == subscriber) | (func.lower(_LEDGER.c.email) == key)
            connection.execute(update(_LEDGER).where(his, tables.WAITING).values(status=Status.CANCELLED, reason="erased"))
            return connection.execute(update(_LEDGER).where(his).values(email="", name="", subscriber=_NOBODY)).rowcount


def due_row(due: Due) -> dict[str, Any]:
    """A due instant as its row."""
    return {
        "subscriber": due.subscriber,
        "edition": due.edition,
        "instant": due.instant,
        "local_date": due.local_date,
        "ordinal": due.ordinal,
    }


def _due_of(row: Row[Any]) -> Due:
    return Due(
        subscriber=SubscriberId(row.subscriber), edition=row.edition, instant=row.instant, local_date=row.local_date, ordinal=row.ordinal
    )
