"""Issues, frozen: their candidates, digests and cards, and what readers got of them.

``save`` is the point of no return. A story is frozen by content: its JSON stands once, under its hash, however many
issues hold it, and no later edit reaches it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Select, Update, delete, exists, func, select, update

from digest.errors import ConflictError
from digest.model import (
    Candidate,
    Card,
    CardKey,
    Delivery,
    Digest,
    DigestId,
    Due,
    History,
    Issue,
    IssueId,
    Status,
    SubscriberId,
)
from digest.store import codec, tables
from digest.store.address import address_key
from digest.store.deliveries import OUTDATED
from digest.store.delivery_rows import delivery_row
from digest.store.engine import Database, chunks, insert, insert_new, run_many, upsert
from digest.store.history import Histories
from digest.store.readers import due_row

_ISSUES, _DIGESTS, _CARDS, _LEDGER = tables.issues, tables.digests, tables.cards, tables.deliveries
_READER_DAY = (_LEDGER.c.edition, _LEDGER.c.local_date, _LEDGER.c.subscriber, _LEDGER.c.ordinal)
_NO_MAIL = (Status.SKIPPED, Status.SUPPRESSED, Status.CANCELLED, Status.EXPIRED, Status.REFUSED)
"""Statuses of what never became somebody's mail."""
_DATES = 7
"""How many of an edition's last dates teach how many recipients are usual."""
_STREAM = 10_000
"""Rows held at once while histories are read."""


class SqlIssues:
    """The port ``IssueStore``."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    def save(
        self,
        issue: Issue,
        *,
        digests: Sequence[Digest],
        cards: Sequence[Card],
        deliveries: Sequence[Delivery],
        plan: Sequence[Due] = (),
        is_newest: bool = False,
    ) -> int:
        """All of it and the readers' next due times in one transaction; returns how many deliveries were stored.

        Where it ``is_newest``, what waits of the edition for those who are queued here is given up; not for those left
        out, or a race of two issues would leave a reader with neither.

        Left out are those whose reader has one for the edition, local date and ordinal already, and all but the first
        of those to one address. Raises ``ConflictError`` when the issue exists.
        """
        with self._database.write() as connection:
            _refuse_known(connection, issue)
            _save_issue(connection, issue)
            run_many(connection, insert_new(connection, _CARDS), [_card_row(card) for card in cards])
            run_many(connection, insert(connection, _DIGESTS), [_digest_row(digest) for digest in digests])
            for part in chunks(list(_one_an_address(deliveries))):
                run_many(connection, insert_new(connection, _LEDGER, _READER_DAY), [delivery_row(each) for each in part])
            run_many(connection, upsert(connection, tables.plan), [due_row(due) for due in plan])
            if is_newest:
                connection.execute(_give_up_older(issue))
            stored = select(func.count()).select_from(_LEDGER).where(_LEDGER.c.issue == issue.id)
            return int(connection.execute(stored).scalar_one())

    def issue(self, issue: IssueId) -> Issue | None:
        """One issue with its candidates."""
        with self._database.read() as connection:
            row = connection.execute(select(_ISSUES).where(_ISSUES.c.id == issue)).one_or_none()
            return _issue_of(row, _candidates(connection, issue)) if row else None

    def exists(self, issue: IssueId) -> bool:
        """Whether the issue is stored."""
        with self._database.read() as connection:
            return connection.execute(select(_ISSUES.c.id).where(_ISSUES.c.id == issue)).first() is not None

    def issues(self, edition: str = "", limit: int = 20) -> tuple[Issue, ...]:
        """The newest issues first, candidates left out."""
        newest = select(_ISSUES).order_by(_ISSUES.c.slot.desc(), _ISSUES.c.created.desc(), _ISSUES.c.id.desc()).limit(limit)
        with self._database.read() as connection:
            rows = connection.execute(newest.where(_ISSUES.c.edition == edition) if edition else newest).all()
        return tuple(_issue_of(row) for row in rows)

    def digest(self, digest: DigestId) -> Digest | None:
        """One digest."""
        with self._database.read() as connection:
            row = connection.execute(select(_DIGESTS).where(_DIGESTS.c.id == digest)).one_or_none()
        return _digest_of(row) if row else None

    def cards(self, keys: Collection[CardKey]) -> Mapping[CardKey, Card]:
        """Those of ``keys`` that are stored."""
        with self._database.read() as connection:
            rows = [row for chunk in chunks(keys) for row in connection.execute(select(_CARDS).where(_CARDS.c.key.in_(chunk)))]
        return {
            CardKey(row.key): Card(key=CardKey(row.key), html=bytes(row.html), text=bytes(row.text), html_size=row.html_size)
            for row in rows
        }

    def histories(self, edition: str, since: datetime) -> Mapping[SubscriberId, History]:
        """What every reader got (accepted or in doubt) of the edition's issues with a slot at or after ``since``.

        Two statements, streamed; readers who got the same share one value.
        """
        found = Histories()
        with self._database.read() as connection:
            for row in connection.execute(_shown_since(edition, since)):
                stories, articles = codec.load_seen(row.sections)
                found.learn(DigestId(row.id), mark=row.mark, stories=stories, articles=articles, slot=row.slot)
            for row in connection.execute(_got_since(edition, since), execution_options={"yield_per": _STREAM}):
                found.add(SubscriberId(row.subscriber), DigestId(row.digest))
        return found.all()

    def forget_older(self, before: datetime, limit: int = 20) -> int:
        """Drop up to ``limit`` issues with a slot before ``before`` and all of theirs, unless somebody still waits; how many.

        With its deliveries go the names and addresses in them. A card belongs to one issue, a frozen story to those that hold it.
        """
        with self._database.write() as connection:
            issues = list(connection.execute(_finished(before, limit)).scalars())
            if issues:
                _forget(connection, issues)
        return len(issues)

    def unsettled(self, edition: str) -> frozenset[SubscriberId]:
        """Readers with a leased delivery of the edition: they wait until it settles."""
        leased = select(_LEDGER.c.subscriber).where(tables.LEASED, _LEDGER.c.edition == edition)
        with self._database.read() as connection:
            return frozenset(SubscriberId(subscriber) for subscriber in connection.execute(leased).scalars())

    def served(self, edition: str, dates: Collection[date]) -> frozenset[tuple[SubscriberId, date, int]]:
        """Which (reader, local date, ordinal) have a delivery of the edition already."""
        rows = select(_LEDGER.c.subscriber, _LEDGER.c.local_date, _LEDGER.c.ordinal)
        wanted = rows.where(_LEDGER.c.edition == edition, _LEDGER.c.local_date.in_(sorted(set(dates))))
        with self._database.read() as connection:
            return frozenset((SubscriberId(row.subscriber), row.local_date, row.ordinal) for row in connection.execute(wanted))

    def mailed(self, dates: Collection[date]) -> Mapping[tuple[SubscriberId, date], int]:
        """How many mails of any edition each reader got, or is to get, on each of these local dates; readers with none are left out."""
        editions = select(_ISSUES.c.edition).distinct()
        which = (_LEDGER.c.edition.in_(editions), _LEDGER.c.local_date.in_(sorted(set(dates))), _LEDGER.c.status.not_in(_NO_MAIL))
        counted = select(_LEDGER.c.subscriber, _LEDGER.c.local_date, func.count().label("mails")).where(*which)
        with self._database.read() as connection:
            rows = connection.execute(counted.group_by(_LEDGER.c.subscriber, _LEDGER.c.local_date))
            return {(SubscriberId(row.subscriber), row.local_date): row.mails for row in rows}

    def largest(self, edition: str, before: date) -> int:
        """The most recipients any of the edition's last seven local dates before ``before`` had; 0 for none.

        Skipped and cancelled deliveries are no recipients.
        """
        is_recipient = _LEDGER.c.status.not_in([Status.SKIPPED, Status.CANCELLED])
        dates = select(func.count().label("recipients")).where(_LEDGER.c.edition == edition, is_recipient, _LEDGER.c.local_date < before)
        latest = dates.group_by(_LEDGER.c.local_date).order_by(_LEDGER.c.local_date.desc()).limit(_DATES).subquery()
        with self._database.read() as connection:
            return int(connection.execute(select(func.coalesce(func.max(latest.c.recipients), 0))).scalar_one())


# ---------------------------------------------------------------- writing


def _refuse_known(connection: Connection, issue: Issue) -> None:
    if connection.execute(select(_ISSUES.c.id).where(_ISSUES.c.id == issue.id)).first():
        raise ConflictError("this issue exists already; send it again with --again", subject=issue.id)


def _save_issue(connection: Connection, issue: Issue) -> None:
    row = {"id": issue.id, "edition": issue.edition, "slot": issue.slot, "mark": issue.mark, "created": issue.created}
    connection.execute(insert(connection, _ISSUES), row)
    frozen = [codec.dump_story(candidate.story) for candidate in issue.candidates]
    keys = [sha256(content.encode()).hexdigest() for content in frozen]
    stories = [{"key": key, "content": content} for key, content in dict(zip(keys, frozen, strict=True)).items()]
    run_many(connection, insert_new(connection, tables.frozen_stories), stories)
    rows = [_candidate_row(issue, place, key) for place, key in enumerate(keys)]
    run_many(connection, insert(connection, tables.candidates), rows)


def _candidate_row(issue: Issue, position: int, key: str) -> dict[str, Any]:
    candidate = issue.candidates[position]
    return {
        "issue": issue.id,
        "position": position,
        "frozen": key,
        "value": candidate.score.value,
        "parts": codec.dump_parts(candidate.score),
        "summary": codec.dump_summary(candidate.summary),
        "renewed": codec.dump_summary(candidate.update) if candidate.update else None,
    }


def _give_up_older(issue: Issue) -> Update:
    """What waits for the readers of this issue, but this."""
    served = select(_LEDGER.c.subscriber).where(_LEDGER.c.issue == issue.id, _LEDGER.c.status == Status.QUEUED)
    older = (tables.WAITING, _LEDGER.c.edition == issue.edition, _LEDGER.c.issue != issue.id, _LEDGER.c.subscriber.in_(served))
    return update(_LEDGER).where(*older).values(status=Status.EXPIRED, reason=OUTDATED)


def _card_row(card: Card) -> dict[str, Any]:
    return {"key": card.key, "html": card.html, "text": card.text, "html_size": card.html_size}


def _digest_row(digest: Digest) -> dict[str, Any]:
    return {
        "id": digest.id,
        "issue": digest.issue,
        "group_key": digest.group,
        "subject": digest.subject,
        "preheader": digest.preheader,
        "sections": codec.dump_sections(digest.sections),
        "cards": codec.dump_texts(digest.cards),
        "left_out": digest.left_out,
        "format": digest.format,
        "language": digest.language,
        "mark": digest.mark,
    }


def _one_an_address(deliveries: Iterable[Delivery]) -> Iterator[Delivery]:
    """The first to each address that is to be sent: two files may name one, a person gets one mail."""
    addresses: set[str] = set()
    for delivery in deliveries:
        key = address_key(delivery.email)
        if delivery.status is Status.SKIPPED or key not in addresses:
            yield delivery
        if delivery.status is not Status.SKIPPED:
            addresses.add(key)


def _finished(before: datetime, limit: int) -> Select[Any]:
    """Old issues of which nothing is waiting or under way."""
    is_open = exists().where(_LEDGER.c.issue == _ISSUES.c.id, tables.WAITING | tables.LEASED)
    return select(_ISSUES.c.id).where(_ISSUES.c.slot < before, ~is_open).order_by(_ISSUES.c.slot, _ISSUES.c.id).limit(limit)


def _forget(connection: Connection, issues: Sequence[str]) -> None:
    """All rows of these issues, what refers before what is referred to."""
    lists = connection.execute(select(_DIGESTS.c.cards).where(_DIGESTS.c.issue.in_(issues))).scalars()
    keys = {key for text in lists for key in codec.load_cards(text)}
    keys |= set(connection.execute(select(_LEDGER.c.masthead).distinct().where(_LEDGER.c.issue.in_(issues))).scalars())
    held, frozen = tables.candidates, tables.frozen_stories
    told = set(connection.execute(select(held.c.frozen).where(held.c.issue.in_(issues))).scalars())
    for table, column in ((_LEDGER, _LEDGER.c.issue), (_DIGESTS, _DIGESTS.c.issue), (held, held.c.issue), (_ISSUES, _ISSUES.c.id)):
        connection.execute(delete(table).where(column.in_(issues)))
    for chunk in chunks(sorted(keys)):
        connection.execute(delete(_CARDS).where(_CARDS.c.key.in_(chunk)))
    for chunk in chunks(sorted(told)):
        connection.execute(delete(frozen).where(frozen.c.key.in_(chunk), ~exists().where(held.c.frozen == frozen.c.key)))


# ---------------------------------------------------------------- reading


def _candidates(connection: Connection, issue: IssueId) -> tuple[Candidate, ...]:
    held, frozen = tables.candidates, tables.frozen_stories
    wanted = (held.c.value, held.c.parts, held.c.summary, held.c.renewed, frozen.c.content)
    rows = select(*wanted).join(frozen, frozen.c.key == held.c.frozen)
    return tuple(
        Candidate(
            story=codec.load_story(row.content),
            score=codec.load_score(row.value, row.parts),
            summary=codec.load_summary(row.summary),
            update=codec.load_summary(row.renewed) if row.renewed else None,
        )
        for row in connection.execute(rows.where(held.c.issue == issue).order_by(held.c.position))
    )


def _issue_of(row: Any, candidates: tuple[Candidate, ...] = ()) -> Issue:  # noqa: ANN401 - a row of the table
    return Issue(id=IssueId(row.id), edition=row.edition, slot=row.slot, mark=row.mark, candidates=candidates, created=row.created)


def _digest_of(row: Any) -> Digest:  # noqa: ANN401 - a row of the table
    return Digest(
        id=DigestId(row.id),
        issue=IssueId(row.issue),
        group=row.group_key,
        subject=row.subject,
        preheader=row.preheader,
        sections=codec.load_sections(row.sections),
        cards=codec.load_cards(row.cards),
        left_out=row.left_out,
        format=row.format,
        language=row.language,
        mark=row.mark,
    )


def _shown_since(edition: str, since: datetime) -> Select[Any]:
    """What every digest in the window showed."""
    shown = select(_DIGESTS.c.id, _DIGESTS.c.mark, _DIGESTS.c.sections, _ISSUES.c.slot).join(_ISSUES, _ISSUES.c.id == _DIGESTS.c.issue)
    return shown.where(_ISSUES.c.edition == edition, _ISSUES.c.slot >= since)


def _got_since(edition: str, since: datetime) -> Select[Any]:
    """Who got which digest, oldest slot first."""
    got = select(_LEDGER.c.subscriber, _LEDGER.c.digest).join(_ISSUES, _ISSUES.c.id == _LEDGER.c.issue)
    is_got = _LEDGER.c.status.in_([Status.ACCEPTED, Status.IN_DOUBT])
    wanted = got.where(_ISSUES.c.edition == edition, _ISSUES.c.slot >= since, is_got, _LEDGER.c.digest.is_not(None))
    return wanted.order_by(_ISSUES.c.slot, _ISSUES.c.created, _ISSUES.c.id)
