"""Issues that a person asks for: send now, try it out, preview, explain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from digest import compose
from digest.deliver import send_all
from digest.errors import ConfigError, ConflictError
from digest.model import Edition, Failure, Issue, IssueId, Message, Preference, Report, Status, Subscriber, SubscriberId
from digest.pipeline import WAITING, Call, Parts, freeze, proof, publish, recover, typeset
from digest.schedule.due import latest_slot, ordinal_of
from digest.schedule.rounds import free_issue, issue_id


def publish_now(
    parts: Parts, edition: Edition, zone: str, *, reader: Subscriber | None = None, is_again: bool = False, is_dry: bool = False
) -> tuple[IssueId, Report]:
    """Queue the edition's latest slot for everybody on its list (or one ``reader``), whatever his hour.

    A slot is published once: a second call queues nothing, unless ``is_again`` asks for what is new since. Whoever is
    served early counts as served for his date.
    """
    if not is_dry:
        recover(parts)
    slot = slot_of(parts, edition, zone)
    issue = issue_id(edition.name, slot)
    if parts.store.issues.exists(issue) and not is_again and reader is None:
        return issue, Report(notes=(f"{issue} is published already; what is new since then goes out with --again",))
    ordinal = ordinal_of(edition, zone, slot)
    calls, report = _calls(parts, edition, _Wanted(slot=slot, ordinal=ordinal, is_again=is_again), reader=reader)
    if is_dry:
        printed = typeset(parts, freeze(parts, issue, edition=edition, slot=slot), edition=edition, calls=calls)
        return issue, report + Report(counts={"mails": sum(1 for each in printed.deliveries if each.digest)}, notes=printed.notes)
    issue = free_issue(parts, edition.name, slot) if is_again else _partial(issue, reader)
    if calls:
        report += _published(parts, issue, edition, slot=slot, calls=calls)
    return issue, report


def previewed(parts: Parts, edition: Edition, zone: str, *, reader: Subscriber | None = None) -> tuple[Message | None, tuple[str, ...]]:
    """The mail a reader would get of the latest slot, None with the reason when he would get none."""
    slot = slot_of(parts, edition, zone)
    who = reader or _anybody(parts, edition)
    call = Call(subscriber=who, local_date=_local_date(slot, who))
    printed = typeset(parts, freeze(parts, issue_id(edition.name, slot), edition=edition, slot=slot), edition=edition, calls=[call])
    mails = proof(parts, printed)
    reasons = tuple(delivery.reason for delivery in printed.deliveries if delivery.reason)
    return (mails[0] if mails else None), printed.notes or reasons


def send_test(parts: Parts, edition: Edition, zone: str, reader: Subscriber) -> Report:
    """Send one copy to an address; nothing is stored, so nobody counts as served."""
    mail, notes = previewed(parts, edition, zone, reader=reader)
    if mail is None:
        return Report(notes=notes)
    with parts.transport().session() as session:
        outcome = send_all(session, [mail])[0]
    counts = {str(outcome.status): 1}
    if outcome.status is Status.ACCEPTED:
        return Report(counts=counts)
    return Report(counts=counts, failures=(Failure(subject=mail.envelope.recipient, what=outcome.reason, kind=str(outcome.status)),))


def explained(parts: Parts, edition: Edition, zone: str, *, reader: Subscriber | None, story: str = "") -> tuple[Issue, list[str]]:
    """The issue as it stands now and, for a reader, why he gets what he gets and when."""
    slot = slot_of(parts, edition, zone)
    issue = freeze(parts, issue_id(edition.name, slot), edition=edition, slot=slot)
    return issue, [] if reader is None else _explained_to(parts, issue, edition, reader=reader, story=story)


def _published(parts: Parts, issue: IssueId, edition: Edition, *, slot: datetime, calls: list[Call]) -> Report:
    try:
        return publish(parts, issue, edition=edition, slot=slot, calls=calls)
    except ConflictError:
        return Report(notes=(f"another process has published {issue} just now; sending is shared with it",))


def slot_of(parts: Parts, edition: Edition, zone: str) -> datetime:
    """The edition's latest slot until now, by its own times in the installation's zone."""
    slot = latest_slot(edition, zone, parts.clock())
    if slot is None:
        raise ConfigError("this edition has never been due: check its days and send_at", key=f"editions.{edition.name}")
    return slot


def _explained_to(parts: Parts, issue: Issue, edition: Edition, *, reader: Subscriber, story: str) -> list[str]:
    call = Call(subscriber=reader, local_date=_local_date(issue.slot, reader))
    histories = parts.store.issues.histories(edition.name, issue.slot - timedelta(seconds=edition.window_seconds))
    group = compose.groups([reader], histories)[0]
    wanted = [
        each.story
        for each in issue.candidates
        if not story or story in (each.story.id, each.story.lead.title) or story.casefold() in each.story.lead.title.casefold()
    ]
    lines = [
        f"{told.lead.title}: {compose.explain(issue, group, edition, told.id, now=issue.slot, source_cap=parts.per_source)}"
        for told in wanted[:40]
    ]
    due = parts.store.readers.planned().get((reader.id, edition.name))
    when = (
        f"next issue: {due.instant:%Y-%m-%d %H:%M} UTC, his {due.local_date}"
        if due
        else "next issue: not planned (digest run or send --due plans it)"
    )
    return [*lines, when, *_paused([call])]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Which issue a person asked for."""

    slot: datetime
    ordinal: int
    """Which of the edition's times of the day the slot is."""
    is_again: bool


def _calls(parts: Parts, edition: Edition, wanted: _Wanted, *, reader: Subscriber | None) -> tuple[list[Call], Report]:
    """Who is called, and a report of who is not."""
    loaded = parts.directory.load()
    people = [reader] if reader else [person for person in loaded.items if edition.list in person.lists]
    waiting = parts.store.issues.unsettled(edition.name)
    calls = [_call(person, edition, wanted) for person in people]
    active = [call for call in calls if not _paused([call])]
    ready = [call for call in active if call.subscriber.id not in waiting]
    counted = _counted(parts, edition, ready, is_again=wanted.is_again)
    counts = {"paused": len(calls) - len(active), WAITING: len(active) - len(ready), "served already": len(ready) - len(counted)}
    return counted, Report(counts={name: count for name, count in counts.items() if count}, failures=loaded.failures)


def _call(person: Subscriber, edition: Edition, wanted: _Wanted) -> Call:
    """Who has fewer times a day than the edition gets his last one and no more."""
    return Call(subscriber=person, local_date=_local_date(wanted.slot, person), ordinal=min(wanted.ordinal, _times(person, edition) - 1))


def _times(person: Subscriber, edition: Edition) -> int:
    """How many times a day he is due: ordinals from there on are no time's, but of issues by hand."""
    return len(set(person.send_at or edition.send_at))


def _counted(parts: Parts, edition: Edition, calls: list[Call], *, is_again: bool) -> list[Call]:
    """Those not served for their time of the day, or a later one; with ``is_again`` all, who is served as one beyond his times."""
    highest: dict[tuple[SubscriberId, date], int] = {}
    for person, day, ordinal in parts.store.issues.served(edition.name, {call.local_date for call in calls}):
        highest[person, day] = max(ordinal, highest.get((person, day), -1))
    had = {call.subscriber.id: highest.get((call.subscriber.id, call.local_date), -1) for call in calls}
    if not is_again:
        return [call for call in calls if had[call.subscriber.id] < call.ordinal]
    return [
        replace(call, ordinal=max(had[call.subscriber.id] + 1, _times(call.subscriber, edition)))
        if had[call.subscriber.id] >= call.ordinal
        else call
        for call in calls
    ]


def _paused(calls: Iterable[Call]) -> list[str]:
    return [
        "he is paused"
        for call in calls
        if call.subscriber.status != "active" or (call.subscriber.pause_until and call.local_date < call.subscriber.pause_until)
    ]


def _partial(issue: IssueId, reader: Subscriber | None) -> IssueId:
    """An issue for one reader is one of its own, so that the others' can still come."""
    return IssueId(f"{issue}+{reader.id[:8]}") if reader else issue


def _anybody(parts: Parts, edition: Edition) -> Subscriber:
    """A new reader without wishes."""
    return Subscriber(
        id=SubscriberId("preview"),
        email="reader@example.org",
        lists=frozenset({edition.list}),
        preference=Preference(language=parts.language),
    )


def _local_date(slot: datetime, person: Subscriber) -> date:
    return slot.astimezone(ZoneInfo(person.timezone)).date()
