"""One round of the clock: who is due is called, and what is queued goes out.

The plan (reader, edition → next instant) lives in the store. A reader's next instant is written in the transaction
that queues his mail, so a crash neither loses an issue nor makes it twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from threading import Event

from digest.errors import ConflictError, DigestError, RenderError
from digest.model import Due, Edition, Failure, IssueId, Report, Subscriber, SubscriberId
from digest.pipeline import WAITING, Call, Parts, forget, freeze, hand_over, intake, publish, recover, typeset
from digest.schedule.due import classify, dates_around, next_due, spread
from digest.schedule.lock import claim
from digest.schedule.plan import plan
from digest.schedule.ticker import run

TICK_SECONDS = 30
_UPKEEP = timedelta(days=1)
Readers = Mapping[SubscriberId, Subscriber]


def publish_due(parts: Parts, editions: Sequence[Edition], now: datetime, *, is_dry: bool = False) -> Report:
    """Queue an issue for every reader whose hour has come, one an edition and slot; nothing is sent here.

    Too late by more than the edition's ``catch_up``: skipped and on record, his stories come with the next one.
    """
    if not is_dry:
        recover(parts)
    loaded = parts.directory.load()
    readers = {subscriber.id: subscriber for subscriber in loaded.items}
    report = Report(failures=loaded.failures)
    by_name = {edition.name: edition for edition in editions}
    for (name, slot), dues in _slots(plan_readers(parts, editions, now, readers=readers, is_dry=is_dry), now):
        report += _publish_slot(parts, by_name[name], slot, _Called(dues=dues, readers=readers, now=now, is_dry=is_dry))
    return report


def plan_readers(
    parts: Parts, editions: Sequence[Edition], now: datetime, *, readers: Readers | None = None, is_dry: bool = False
) -> tuple[Due, ...]:
    """Bring the plan up to date with the files as they are now, and return it."""
    people = readers or {subscriber.id: subscriber for subscriber in parts.directory.load().items}
    planned = dict(parts.store.readers.planned())
    served = {edition.name: parts.store.issues.served(edition.name, dates_around(now)) for edition in editions}
    changes = plan(people.values(), editions, planned, now, served=served)
    if not is_dry:
        parts.store.readers.plan(changes.dues)
        parts.store.readers.forget(changes.forget)
    planned |= {(due.subscriber, due.edition): due for due in changes.dues}
    return tuple(due for pair, due in planned.items() if pair not in changes.forget)


def issue_id(edition: str, slot: datetime, count: int = 1) -> IssueId:
    """``edition@slot``, in UTC to the minute; from the second issue of a slot on with its number."""
    return IssueId(f"{edition}@{slot:%Y-%m-%dT%H:%MZ}" + (f"#{count}" if count > 1 else ""))


def free_issue(parts: Parts, edition: str, slot: datetime) -> IssueId:
    """The first id of the slot that no issue has."""
    count = 1
    while parts.store.issues.exists(issue_id(edition, slot, count)):
        count += 1
    return issue_id(edition, slot, count)


@dataclass(slots=True)
class Rounds:
    """What the clock calls: sources every few minutes, readers and the queue every tick."""

    parts: Parts
    editions: Sequence[Edition]
    every_seconds: int = 300
    _gathered: datetime | None = field(default=None, init=False)
    _forgotten: datetime | None = field(default=None, init=False)

    def tick(self) -> Report:
        """One round; a part of it that fails is a failure of the report, and the others run."""
        report = Report()
        for step in (self._gather, self._publish, self._hand_over, self._forget):
            try:
                report += step()
            except DigestError as error:
                report += self._failed(step.__name__, str(error), kind=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - a fault of ours in one step must not keep the mails that are queued
                report += self._failed(step.__name__, f"{type(error).__name__}: {error}", kind="unexpected")
        return report

    def _failed(self, step: str, what: str, *, kind: str) -> Report:
        self.parts.log.warning("round", step=step.strip("_"), error=what)
        return Report(failures=(Failure(subject="run", what=what, kind=kind),))

    def _gather(self) -> Report:
        now = self.parts.clock()
        if self._gathered and now - self._gathered < timedelta(seconds=self.every_seconds):
            return Report()
        self._gathered = now
        return intake(self.parts, now)

    def _publish(self) -> Report:
        return publish_due(self.parts, self.editions, self.parts.clock())

    def _hand_over(self) -> Report:
        return hand_over(self.parts)

    def _forget(self) -> Report:
        now = self.parts.clock()
        if self._forgotten is None or now - self._forgotten >= _UPKEEP:
            self._forgotten = now
            forget(self.parts, self.editions, now)
        return Report()


def ticking(rounds: Rounds, *, lock: Path, seconds: float = TICK_SECONDS, stop: Event | None = None) -> None:
    """Round after round until SIGTERM, SIGINT or ``stop``; one process an instance, by ``lock`` (``StoreBusyError``).

    What is being sent when a signal comes is carried through, answers and all; nothing new is begun.
    """
    caught: list[int] = []
    rounds.parts = replace(rounds.parts, is_stopping=lambda: bool(caught))
    with claim(lock):
        run(lambda: _log(rounds.parts, rounds.tick()), seconds=seconds, stop=stop or Event(), caught=caught)


def _log(parts: Parts, report: Report) -> None:
    for failure in report.failures:
        parts.log.warning("failure", kind=failure.kind, subject=failure.subject, what=failure.what)
    for note in report.notes:
        parts.log.warning("note", what=note)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Called:
    """Everything about one slot but the slot."""

    dues: tuple[Due, ...]
    readers: Readers
    now: datetime
    is_dry: bool


def _slots(dues: Iterable[Due], now: datetime) -> list[tuple[tuple[str, datetime], tuple[Due, ...]]]:
    """What is due, by edition and instant, oldest first."""
    ready = sorted((due for due in dues if due.instant <= now), key=lambda due: (due.instant, due.edition, due.subscriber))
    return [((name, slot), tuple(group)) for (slot, name), group in groupby(ready, key=lambda due: (due.instant, due.edition))]


def _publish_slot(parts: Parts, edition: Edition, slot: datetime, called: _Called) -> Report:
    waiting = parts.store.issues.unsettled(edition.name)
    known = [due for due in called.dues if due.subscriber in called.readers]
    dues = [due for due in known if due.subscriber not in waiting]
    report = Report(counts={WAITING: len(known) - len(dues)} if len(known) > len(dues) else {})
    return report + _publish_dues(parts, edition, slot, replace(called, dues=tuple(dues))) if dues else report


def _publish_dues(parts: Parts, edition: Edition, slot: datetime, called: _Called) -> Report:
    dues = called.dues
    calls = [_call(due, called.readers[due.subscriber], edition, called.now) for due in dues]
    if called.is_dry:
        printed = typeset(parts, freeze(parts, issue_id(edition.name, slot), edition=edition, slot=slot), edition=edition, calls=calls)
        return Report(counts={"mails": sum(1 for delivery in printed.deliveries if delivery.digest)}, notes=printed.notes)
    nexts = [_after(due, called.readers[due.subscriber], edition, called.now) for due in dues]
    try:
        return publish(
            parts, free_issue(parts, edition.name, slot), edition=edition, slot=slot, calls=calls, plan=[due for due in nexts if due]
        )
    except ConflictError as error:
        return Report(notes=(f"another process publishes this slot: {error}",))
    except RenderError as error:  # the other editions have their own templates
        return Report(failures=(Failure(subject=f"{edition.name} ({len(calls)} readers wait)", what=str(error), kind="RenderError"),))


def _call(due: Due, reader: Subscriber, edition: Edition, now: datetime) -> Call:
    is_missed = classify(due, now, edition.catch_up_seconds) == "missed"
    return Call(
        subscriber=reader,
        local_date=due.local_date,
        ordinal=due.ordinal,
        delay_seconds=spread(reader.id, edition.spread_seconds).total_seconds(),
        skip=f"missed: it was due at {due.instant:%Y-%m-%d %H:%M} UTC" if is_missed else "",
    )


def _after(due: Due, reader: Subscriber, edition: Edition, now: datetime) -> Due | None:
    """When he is due next, this one counted as served; after one that was missed, the next may still be within the catch-up."""
    is_missed = classify(due, now, edition.catch_up_seconds) == "missed"
    since = now - timedelta(seconds=edition.catch_up_seconds) if is_missed else now
    return next_due(reader, edition, max(since, due.instant), {(due.local_date, due.ordinal)})
