"""The ledger: who sends what, and how every delivery stands.

A delivery is *leased* to one owner until an instant; the row remembers owner and epoch, and whatever the owner reports
later counts only while both still stand there (fencing: a process that slept through its lease changes nothing). An
epoch is one more than the highest any row of the batch had, so that no row ever sees the same one twice.

The changes of status each statement allows stand in its WHERE, as ``deliver/status.py`` has them:

=========== ============================== ===================================================
lease       queued, deferred               leased; suppressed when the address is suppressed
settle      leased                         accepted, deferred, refused, in-doubt, queued, expired
recover     leased, its time over          in-doubt when the intent was written, else queued
answer_late in-doubt, same owner and epoch accepted
resend      in-doubt                       queued
resolve     in-doubt                       accepted, queued
expire      queued, deferred               expired
cancel      queued, deferred               cancelled
report_back accepted, in-doubt             bounced, complained (a bounced one may still complain)
=========== ============================== ===================================================

Leasing walks a partial index of what waits, ordered by due: its cost does not grow with what is settled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, case, false, func, literal, or_, select, update

from digest.errors import ConflictError
from digest.model import Delivery, DeliveryId, IssueId, Lease, Status, SubscriberId, Turn
from digest.ports import Settlement
from digest.store import tables
from digest.store.address import address_key
from digest.store.delivery_rows import ROW, delivery_of, lease_of
from digest.store.engine import Database, chunks, run_many

_LEDGER, _ISSUES = tables.deliveries, tables.issues
_SETTLED = frozenset({Status.ACCEPTED, Status.DEFERRED, Status.REFUSED, Status.IN_DOUBT, Status.QUEUED, Status.EXPIRED})
"""What settling may make of a leased one."""
_TRIED = frozenset({Status.ACCEPTED, Status.DEFERRED, Status.REFUSED, Status.EXPIRED})
"""What counts as an attempt: the server answered for this recipient."""
_REPORTED = {
    Status.BOUNCED: (Status.ACCEPTED, Status.IN_DOUBT),
    Status.COMPLAINED: (Status.ACCEPTED, Status.IN_DOUBT, Status.BOUNCED),
}
RESENT = "sent again after doubt"
"""Reason of a delivery that was in doubt and is queued again."""
HELD = "in doubt a second time, after it was sent again: left alone, for its server may have it twice"
"""Reason of a delivery that was sent again and whose answer was lost again: else a server that never answers would get it for ever."""
TOLD = "the operator says that it arrived"
"""Reason of a delivery that was in doubt until somebody asked its reader."""
_RESOLVED = frozenset({Status.ACCEPTED, Status.QUEUED})
OUTDATED = "given up: a newer issue is out"
"""Reason of a delivery that waited until its reader was made a newer one."""
DOUBTED = "the connection or the process was lost before the answer was read"
"""Reason of a delivery whose lease ended after its intent."""


class SqlDeliveries:
    """The port ``DeliveryStore``."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    def lease(self, owner: str, *, now: datetime, until: datetime, limit: int, issue: IssueId | None = None) -> Lease | None:
        """Lease up to ``limit`` of what is due, oldest first; None when nothing is.

        Suppressions are asked again here: such rows end as ``suppressed`` and are not in the lease.
        """
        with self._database.write() as connection:
            while rows := connection.execute(_due(now, limit, issue)).all():
                wanted = _suppress(connection, rows, now)
                if wanted:
                    epoch = max(row.epoch for row in wanted) + 1
                    _set(connection, [row.id for row in wanted], status=Status.LEASED, owner=owner, epoch=epoch, until=until, intended=None)
                    slots = _slots(connection, {row.issue for row in wanted})
                    leased = tuple(delivery_of(row, slot=slots[row.issue], status=Status.LEASED) for row in wanted)
                    return Lease(owner=owner, epoch=epoch, until=until, deliveries=leased)
        return None

    def intend(self, owner: str, turns: Sequence[Turn], now: datetime) -> None:
        """Write down that these may arrive from now on, in one statement.

        Raises ``ConflictError`` when one of them is no longer leased so, or its time is over; nothing is written then.
        """
        intended = update(_LEDGER).where(_turns(owner, turns), tables.LEASED, _LEDGER.c.until > now).values(intended=now)
        with self._database.write() as connection:
            if connection.execute(intended).rowcount != len(turns):
                raise _lost(owner)

    def withdraw(self, owner: str, turns: Sequence[Turn]) -> None:
        """Take such intents back: the messages were certainly not sent."""
        with self._database.write() as connection:
            connection.execute(update(_LEDGER).where(_turns(owner, turns), tables.LEASED).values(intended=None))

    def renew(self, lease: Lease, until: datetime) -> Lease:
        """Hold what is not settled yet until ``until``; raises ``ConflictError`` when nothing of the lease is held any more."""
        with self._database.write() as connection:
            if not _change(connection, _ids(lease), (*_fence(lease), tables.LEASED), until=until):
                raise _lost(lease.owner)
        return replace(lease, until=until)

    def settle(self, lease: Lease, settlements: Sequence[Settlement], now: datetime, *, is_after_crash: bool = False) -> None:
        """Record outcomes; raises ``ConflictError`` when the lease is lost (nothing is recorded then).

        The lease's time may be over, as long as nobody has recovered it: the answer is still the truth.
        """
        alike = _alike(settlements)
        with self._database.write() as connection:
            held = (*_fence(lease), tables.LEASED)
            recorded = sum(_change(connection, ids, held, **_answer(key, now)) for key, ids in alike.items() if len(ids) > 1)
            single = [_settlement_row(key, ids[0]) for key, ids in alike.items() if len(ids) == 1]
            if recorded + run_many(connection, _settling(lease, now), single) != len(settlements):
                raise _lost(lease.owner)
            doubted = [] if is_after_crash else [each.outcome.delivery for each in settlements if each.outcome.status is Status.IN_DOUBT]
            _change(connection, doubted, (_LEDGER.c.resent > 0,), reason=HELD)

    def answer_late(self, lease: Lease, accepted: Sequence[DeliveryId], now: datetime) -> int:
        """The answer came after the lease was recovered: in doubt becomes accepted, unless queued again meanwhile; how many."""
        with self._database.write() as connection:
            doubted = (*_fence(lease), _LEDGER.c.status == Status.IN_DOUBT)
            return _change(connection, accepted, doubted, status=Status.ACCEPTED, reason="", settled=now, attempts=_LEDGER.c.attempts + 1)

    def holders(self) -> Mapping[str, datetime]:
        """Who holds leases now, and until when the last of them: be that over or not."""
        until = func.max(_LEDGER.c.until, type_=_LEDGER.c.until.type)
        by_owner = select(_LEDGER.c.owner, until).where(tables.LEASED).group_by(_LEDGER.c.owner)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(by_owner)}

    def held_by(self, owner: str) -> tuple[Lease, ...]:
        """What an owner has leased and not settled, one lease an epoch."""
        held = select(*ROW, _LEDGER.c.epoch, _LEDGER.c.until, _ISSUES.c.slot).join(_ISSUES, _ISSUES.c.id == _LEDGER.c.issue)
        with self._database.read() as connection:
            rows = connection.execute(held.where(tables.LEASED, _LEDGER.c.owner == owner).order_by(_LEDGER.c.epoch, _LEDGER.c.id)).all()
        return tuple(lease_of(owner, list(part)) for _, part in groupby(rows, key=lambda row: row.epoch))

    def recover(self, now: datetime, gone: Collection[str] = ()) -> Mapping[Status, int]:
        """Fold expired leases, and at once those of owners that are ``gone``: with intent they are in doubt, without queued again.

        Counts by new status. Whoever names a living owner as gone makes doubles.
        """
        over = (tables.LEASED, (_LEDGER.c.until <= now) | _LEDGER.c.owner.in_(sorted(gone)))
        with self._database.write() as connection:
            doubted = update(_LEDGER).where(*over, _LEDGER.c.intended.is_not(None))
            queued = update(_LEDGER).where(*over, _LEDGER.c.intended.is_(None))
            counts = {
                Status.IN_DOUBT: connection.execute(doubted.values(status=Status.IN_DOUBT, reason=DOUBTED, settled=now)).rowcount,
                Status.QUEUED: connection.execute(queued.values(status=Status.QUEUED)).rowcount,
            }
        return {status: count for status, count in counts.items() if count}

    def resend(self, issue: IssueId | None, now: datetime) -> int:
        """Queue what is in doubt again (of one issue or all), marked as such; how many. ``HELD`` is left alone."""
        doubted = (_LEDGER.c.status == Status.IN_DOUBT) & (_LEDGER.c.reason != HELD)
        with self._database.write() as connection:
            return connection.execute(update(_LEDGER).where(doubted, *_of(issue)).values(**_again(now))).rowcount

    def resolve(
        self, status: Status, now: datetime, *, issue: IssueId | None = None, emails: Collection[str] | None = None
    ) -> tuple[Delivery, ...]:
        """What an operator knows of deliveries in doubt: ``accepted``, or ``queued`` to be sent again; which were changed.

        Of one issue or all, of these addresses or all. Raises ``ConflictError`` for another status.
        """
        if status not in _RESOLVED:
            raise ConflictError(f"what is in doubt becomes accepted or queued, not {status}")
        keys = None if emails is None else {address_key(email) for email in emails}
        doubted = select(*ROW, _ISSUES.c.slot).join(_ISSUES, _ISSUES.c.id == _LEDGER.c.issue)
        values = _again(now) if status is Status.QUEUED else {"status": status, "reason": TOLD, "settled": now}
        with self._database.write() as connection:
            rows = connection.execute(doubted.where(_LEDGER.c.status == Status.IN_DOUBT, *_of(issue)).order_by(_LEDGER.c.id)).all()
            wanted = [row for row in rows if keys is None or address_key(row.email) in keys]
            _set(connection, [row.id for row in wanted], **values)
        return tuple(delivery_of(row, slot=row.slot, status=status) for row in wanted)

    def expire(self, edition: str, before: datetime, subscribers: Collection[SubscriberId] | None = None) -> int:
        """Give up what is still deferred or queued of the edition's issues with a slot before ``before``; how many.

        Of these readers only, or of all.
        """
        earlier = select(_ISSUES.c.id).where(_ISSUES.c.edition == edition, _ISSUES.c.slot < before)
        which = _LEDGER.c.issue.in_(earlier)
        parts = [which] if subscribers is None else [which & _LEDGER.c.subscriber.in_(part) for part in chunks(subscribers)]
        return self._give_up(*parts, status=Status.EXPIRED, reason=OUTDATED)

    def cancel(self, issue: IssueId, reason: str = "cancelled by the operator") -> int:
        """Stop what of an issue is not leased or settled; how many."""
        return self._give_up(_LEDGER.c.issue == issue, status=Status.CANCELLED, reason=reason)

    def _give_up(self, *parts: ColumnElement[bool], status: Status, reason: str) -> int:
        given_up = update(_LEDGER).where(tables.WAITING).values(status=status, reason=reason)
        with self._database.write() as connection:
            return sum(connection.execute(given_up.where(part)).rowcount for part in parts)

    def report_back(self, delivery: DeliveryId, status: Status, reason: str, now: datetime) -> bool:
        """What came back later: ``bounced`` or ``complained``; whether that changed anything.

        Raises ``ConflictError`` for another status.
        """
        if status not in _REPORTED:
            raise ConflictError(f"only a bounce or a complaint comes back later, not {status}")
        with self._database.write() as connection:
            settled = (_LEDGER.c.status.in_(_REPORTED[status]),)
            return _change(connection, [delivery], settled, status=status, reason=reason, settled=now) > 0

    def counts(self, issue: IssueId) -> Mapping[Status, int]:
        """How many deliveries of the issue stand how."""
        by_status = select(_LEDGER.c.status, func.count()).where(_LEDGER.c.issue == issue).group_by(_LEDGER.c.status)
        with self._database.read() as connection:
            return {Status(status): count for status, count in connection.execute(by_status)}

    def next_due(self, issue: IssueId | None = None) -> datetime | None:
        """When the next queued or deferred delivery is due; None when there is none."""
        first = select(_LEDGER.c.due).where(tables.WAITING, *_of(issue)).order_by(_LEDGER.c.due).limit(1)
        with self._database.read() as connection:
            return connection.execute(first).scalar()

    def find(self, *, issue: IssueId | None = None, status: Status | None = None, limit: int = 100) -> tuple[Delivery, ...]:
        """Deliveries, newest issue first, in the order they were queued."""
        wanted = select(*ROW, _ISSUES.c.slot).join(_ISSUES, _ISSUES.c.id == _LEDGER.c.issue).where(*_of(issue))
        wanted = wanted.where(_LEDGER.c.status == status) if status else wanted
        with self._database.read() as connection:
            rows = connection.execute(wanted.order_by(_ISSUES.c.slot.desc(), _LEDGER.c.id).limit(limit)).all()
        return tuple(delivery_of(row, slot=row.slot, status=Status(row.status)) for row in rows)


# ---------------------------------------------------------------- outcomes


_Key = tuple[Status, str, int, str, datetime | None]
"""Status, reason, code, enhanced code, next try: what the outcomes of one statement have in common."""


def _alike(settlements: Sequence[Settlement]) -> dict[_Key, list[DeliveryId]]:
    """Deliveries by what became of them: thousands with one answer are one statement."""
    alike: defaultdict[_Key, list[DeliveryId]] = defaultdict(list)
    for settlement in settlements:
        outcome = settlement.outcome
        _check(settlement)
        alike[outcome.status, outcome.reason, outcome.code, outcome.enhanced, settlement.due].append(outcome.delivery)
    return alike


def _check(settlement: Settlement) -> None:
    if settlement.outcome.status not in _SETTLED:
        raise ConflictError(f"a leased delivery cannot become {settlement.outcome.status}")
    if settlement.outcome.status is Status.DEFERRED and settlement.due is None:
        raise ConflictError("a deferred delivery needs the instant of its next try")


def _answer(key: _Key, now: datetime) -> dict[str, Any]:
    status, reason, code, enhanced, due = key
    values = {"status": status, "reason": reason, "code": code, "enhanced": enhanced, "settled": now}
    tried = {"attempts": _LEDGER.c.attempts + 1} if status in _TRIED else {}
    return values | tried | ({"due": due} if due else {})


def _settlement_row(key: _Key, delivery: DeliveryId) -> dict[str, Any]:
    status, reason, code, enhanced, due = key
    return {
        "row": delivery,
        "to": status,
        "why": reason,
        "tried": int(status in _TRIED),
        "next_due": due,
        "reply": code,
        "detail": enhanced,
    }


# ---------------------------------------------------------------- statements


def _of(issue: IssueId | None) -> tuple[ColumnElement[bool], ...]:
    return () if issue is None else (_LEDGER.c.issue == issue,)


def _due(now: datetime, limit: int, issue: IssueId | None) -> Select[Any]:
    """What may be leased, oldest first, locked where the database locks rows; what others hold is passed over."""
    waiting = select(*ROW, _LEDGER.c.epoch).where(tables.WAITING, _LEDGER.c.due <= now, *_of(issue))
    return waiting.order_by(_LEDGER.c.due, _LEDGER.c.id).limit(limit).with_for_update(skip_locked=True)


def _suppress(connection: Connection, rows: Sequence[Row[Any]], now: datetime) -> list[Row[Any]]:
    """Settle the rows of suppressed addresses; returns the others."""
    keys = {row.id: address_key(row.email) for row in rows}
    listed = select(tables.suppressions.c.address)
    found = {
        key for part in chunks(sorted(set(keys.values()))) for key in _column(connection, listed, tables.suppressions.c.address.in_(part))
    }
    stopped = [row.id for row in rows if keys[row.id] in found]
    _set(connection, stopped, status=Status.SUPPRESSED, reason="the address is suppressed", settled=now)
    return [row for row in rows if keys[row.id] not in found]


def _column(connection: Connection, statement: Select[Any], which: ColumnElement[bool]) -> Iterable[Any]:
    return connection.execute(statement.where(which)).scalars()


def _slots(connection: Connection, issues: set[str]) -> dict[str, datetime]:
    rows = connection.execute(select(_ISSUES.c.id, _ISSUES.c.slot).where(_ISSUES.c.id.in_(sorted(issues))))
    return {row.id: row.slot for row in rows}


def _ids(lease: Lease) -> list[DeliveryId]:
    return [delivery.id for delivery in lease.deliveries]


def _fence(lease: Lease) -> tuple[ColumnElement[bool], ...]:
    return (_LEDGER.c.owner == lease.owner, _LEDGER.c.epoch == lease.epoch)


def _set(connection: Connection, ids: Sequence[DeliveryId], **values: Any) -> int:  # noqa: ANN401 - columns of any type
    return _change(connection, ids, (), **values)


def _change(connection: Connection, ids: Sequence[DeliveryId], where: Iterable[ColumnElement[bool]], **values: Any) -> int:  # noqa: ANN401
    """Set columns of those rows that also meet ``where``; how many."""
    changed = update(_LEDGER).where(*where).values(**values)
    return sum(connection.execute(changed.where(_LEDGER.c.id.in_(part))).rowcount for part in chunks(ids))


def _settling(lease: Lease, now: datetime) -> Any:  # noqa: ANN401 - an UPDATE
    """One row's outcome; bound by name for many at once."""
    next_due = bindparam("next_due", type_=_LEDGER.c.due.type)
    return (
        update(_LEDGER)
        .where(_LEDGER.c.id == bindparam("row"), *_fence(lease), tables.LEASED)
        .values(
            status=bindparam("to"),
            reason=bindparam("why"),
            attempts=_LEDGER.c.attempts + bindparam("tried"),
            due=case((next_due.is_not(None), next_due), else_=_LEDGER.c.due),
            code=bindparam("reply"),
            enhanced=bindparam("detail"),
            settled=literal(now, _LEDGER.c.settled.type),
        )
    )


def _again(now: datetime) -> dict[str, Any]:
    """Queued and marked: its reader may get it twice."""
    return {"status": Status.QUEUED, "reason": RESENT, "resent": _LEDGER.c.resent + 1, "due": now}


def _turns(owner: str, turns: Sequence[Turn]) -> ColumnElement[bool]:
    """The rows of these turns, as long as they are the owner's."""
    epochs = {turn.epoch for turn in turns}
    alike = ((_LEDGER.c.epoch == epoch) & _LEDGER.c.id.in_([turn.delivery for turn in turns if turn.epoch == epoch]) for epoch in epochs)
    return (_LEDGER.c.owner == owner) & or_(false(), *alike)


def _lost(owner: str) -> ConflictError:
    return ConflictError("the lease is lost: another process may hold these deliveries", subject=owner)
