"""Publish: one issue of an edition for the readers called, in one transaction before any sending.

``freeze`` makes the issue, ``typeset`` its digests, cards and deliveries; ``publish`` does both and commits.
A preview is ``freeze`` and ``typeset`` without the commit, so what is previewed is what would be sent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial

from digest import compose, render
from digest.model import (
    Candidate,
    Card,
    CardKey,
    Delivery,
    Digest,
    Draft,
    Due,
    Edition,
    Failure,
    Group,
    History,
    Issue,
    IssueId,
    Report,
    Source,
    SourceId,
    Status,
    Story,
    Subscriber,
    SubscriberId,
    Summary,
)
from digest.pipeline.parts import Parts
from digest.pipeline.picturing import with_copies
from digest.ports import IssueSummariser, Summariser
from digest.rank import pool
from digest.render import Encodings, Look
from digest.summarise import with_news

HTML_BUDGET = 90_000
"""Decoded bytes of HTML: Gmail clips near 102 kB."""
MAILS_A_DAY = 3
"""A person's next mail of the same local date is skipped, whatever asked for it."""
WAITING = "waiting for an earlier issue"
"""What a report counts readers under whose last mail is being sent: they are called again when that has ended."""
_THIN = "too few stories"
Framed = tuple[Digest, tuple[Card, ...]]
"""A digest and the cards of its frame."""
Place = tuple[str, date, str]
"""City, local date, language: what a masthead depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A reader who is to get the issue, and for which date of his."""

    subscriber: Subscriber
    local_date: date
    ordinal: int = 0
    delay_seconds: float = 0.0
    """Spread: how long after the slot he is served."""
    skip: str = ""
    """Why he gets nothing this time, on record: too late, for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """All of an issue before it is committed."""

    issue: Issue
    digests: tuple[Digest, ...]
    cards: tuple[Card, ...]
    deliveries: tuple[Delivery, ...]
    notes: tuple[str, ...]
    histories: Mapping[SubscriberId, History]
    """What each reader had got when it was composed."""

    @property
    def queued(self) -> frozenset[SubscriberId]:
        """Who is to get a mail."""
        return frozenset(each.subscriber for each in self.deliveries if each.status is Status.QUEUED)


def publish(parts: Parts, issue: IssueId, *, edition: Edition, slot: datetime, calls: Sequence[Call], plan: Sequence[Due] = ()) -> Report:
    """Commit the issue with all its deliveries queued; nothing is sent here.

    ``plan`` is written in the same transaction: when these readers are due next. By hand there is none; then who gets
    nothing is in the report only, for his own hour may still come. Raises ``ConflictError`` when the issue exists
    already, ``RenderError`` when a template is broken (nothing is stored then).
    """
    calls = _reachable(parts, calls)
    over = _over_ceiling(parts, edition, slot, [call for call in calls if not call.skip])
    if over:
        return Report(counts={"held": len(calls)}, failures=(Failure(subject=issue, what=over, kind="held"),))
    is_alone = parts.store.deliveries.next_due() is None and not parts.store.issues.unsettled(edition.name)
    printed = typeset(parts, freeze(parts, issue, edition=edition, slot=slot), edition=edition, calls=calls)
    overtaken = frozenset[SubscriberId]() if is_alone else _overtaken(parts, edition, printed)
    kept = [each for each in printed.deliveries if each.subscriber not in overtaken]
    counts = Counter(str(delivery.status) for delivery in kept) + Counter({WAITING: len(overtaken)})
    if not plan:
        kept = [each for each in kept if each.status is Status.QUEUED]
        if not kept:
            return Report(counts=counts, notes=printed.notes)  # asked by hand and nothing to send: the slot stays free
    plan = [due for due in plan if due.subscriber not in overtaken]
    stored = parts.store.issues.save(
        printed.issue, digests=printed.digests, cards=printed.cards, deliveries=kept, plan=plan, is_newest=True
    )
    parts.log.info("published", issue=issue, stories=len(printed.issue.candidates), digests=len(printed.digests), deliveries=stored)
    return Report(counts={**counts, "digests": len(printed.digests)}, notes=printed.notes)


def _overtaken(parts: Parts, edition: Edition, printed: Printed) -> frozenset[SubscriberId]:
    """Whose earlier mail another process sent, or is sending, while this issue was made: he would read its stories twice.

    Who is leased is asked first, so that nobody slips through between the two.
    """
    leased = parts.store.issues.unsettled(edition.name)
    now = parts.store.issues.histories(edition.name, printed.issue.slot - timedelta(seconds=edition.window_seconds))
    return frozenset(who for who in printed.queued if who in leased or now.get(who) != printed.histories.get(who))


def _reachable(parts: Parts, calls: Sequence[Call]) -> list[Call]:
    """The calls, those of suppressed addresses marked as such; asked again when they are leased."""
    suppressed = parts.store.readers.suppressed_of({call.subscriber.email for call in calls if not call.skip})
    return [replace(call, skip="the address is suppressed") if call.subscriber.email in suppressed else call for call in calls]


def freeze(parts: Parts, issue: IssueId, *, edition: Edition, slot: datetime) -> Issue:
    """The issue: every story of the edition's window, ranked and summarised, as the store stands now."""
    stories, mark = parts.store.articles.candidates(slot - timedelta(seconds=edition.window_seconds))
    scores = parts.ranker(edition.ranker).scores(stories, slot)
    summariser = parts.summariser(edition.summariser)
    budget = max(20, edition.words // max(1, edition.max_stories))
    chosen = pool(stories, scores)
    summaries = _summaries([stories[index] for index in chosen], summariser, budget)
    candidates = tuple(
        Candidate(story=stories[index], score=scores[index], summary=summary, update=with_news(summary, stories[index], budget))
        for index, summary in zip(chosen, summaries, strict=True)
    )
    return Issue(id=issue, edition=edition.name, slot=slot, mark=mark, candidates=candidates, created=parts.clock())


def _summaries(stories: Sequence[Story], summariser: Summariser, words: int) -> tuple[Summary, ...]:
    if isinstance(summariser, IssueSummariser):
        return summariser.summaries(stories, words)
    return tuple(summariser.summary(story, words) for story in stories)


def _remarks(summariser: Summariser) -> tuple[str, ...]:
    return summariser.remarks() if isinstance(summariser, IssueSummariser) else ()


def typeset(parts: Parts, issue: Issue, *, edition: Edition, calls: Sequence[Call]) -> Printed:
    """Digests a group, their cards, and one delivery a reader; nothing is committed, but copies of pictures may have been made."""
    calls = _reachable(parts, calls)
    histories = parts.store.issues.histories(edition.name, issue.slot - timedelta(seconds=edition.window_seconds))
    drafts = _drafts(parts, issue, edition, compose.groups([call.subscriber for call in calls if not call.skip], histories))
    full = {drafted.group.key: drafted for drafted in drafts if not compose.is_thin(drafted, edition)}
    digests, cards, encodings, said = _set(parts, issue, edition, tuple(full.values()))
    by_reader = {reader.id: digests.get(drafted.group.key) for drafted in drafts for reader in drafted.group.subscribers}
    mastheads = _mastheads(parts, issue, edition, [call for call in calls if by_reader.get(call.subscriber.id)], encodings=encodings)
    mailed = parts.store.issues.mailed({call.local_date for call in calls})
    deliveries = [
        _delivery(issue, call, by_reader.get(call.subscriber.id), masthead=mastheads.get(_place(parts, call)), mailed=mailed)
        for call in calls
    ]
    return Printed(
        issue=issue,
        digests=tuple(digests.values()),
        cards=cards + tuple({card.key: card for card in mastheads.values()}.values()),
        deliveries=tuple(sorted(deliveries, key=lambda delivery: (delivery.digest or "", delivery.masthead))),
        notes=(*_notes(drafts, edition), *_reasons(deliveries), *said, *_remarks(parts.summariser(edition.summariser))),
        histories=histories,
    )


def _drafts(parts: Parts, issue: Issue, edition: Edition, groups: Iterable[Group]) -> tuple[Draft, ...]:
    offer = compose.Offer(issue, edition, issue.slot)
    return tuple(
        compose.draft_of(
            offer,
            group,
            look=edition.template,
            tag_titles=parts.tag_titles(group.preference.language),
            source_cap=parts.per_source,
        )
        for group in groups
    )


def _set(
    parts: Parts, issue: Issue, edition: Edition, drafts: Sequence[Draft]
) -> tuple[dict[str, Digest], tuple[Card, ...], Mapping[str, Encodings], tuple[str, ...]]:
    """Digests by group key, every card they are joined from, by language how these are encoded, and what there is to say.

    Each card is rendered once, whoever shows it.
    """
    look = parts.look(edition.template)
    wanted = tuple({request.key: request for drafted in drafts for request in drafted.requests}.values())
    sources = _named_sources(parts)
    issue, said = with_copies(parts, issue, wanted, sources)
    cards = {
        card.key: card
        for card in render.cards(look, wanted, issue, sources=sources, titles=parts.tag_titles, pictures=parts.imprint.pictures)
    }
    encodings = render.encodings_of(wanted, cards)
    sizes = {key: card.html_size for key, card in cards.items()}
    digests: dict[str, Digest] = {}
    for drafted in drafts:
        language = drafted.group.preference.language
        framed = partial(
            render.frame,
            look,
            issue=issue,
            edition=edition,
            imprint=parts.imprint,
            sources=sources,
            titles=parts.tag_titles(language),
            encodings=encodings.get(language, render.QUOTED),
            known=cards,
        )
        digests[drafted.group.key], frame = cut(drafted, sizes, look, framed)
        cards |= {card.key: card for card in frame}
    return digests, tuple(cards.values()), encodings, said


def cut(drafted: Draft, sizes: Mapping[CardKey, int], look: Look, framed: Callable[[Draft], Framed]) -> Framed:
    """The digest within the budget; a frame that grew beyond what the look said takes its room from the stories.

    It may grow again by that, for sections say what they lost; so it is asked again until nothing is too much.
    """
    room = HTML_BUDGET - look.frame_size
    while True:
        fitted = compose.fit(drafted, sizes, room)
        digest, frame = framed(fitted)
        over = compose.size(fitted, sizes) + sum(card.html_size for card in frame) + look.personal_size - HTML_BUDGET
        if over <= 0 or len(fitted.order) < 2:  # noqa: PLR2004 -- the lead alone gives nothing up
            return digest, frame
        room = compose.size(fitted, sizes) - over


def _named_sources(parts: Parts) -> dict[SourceId, Source]:
    """The sources; one that the operator gave no title bears its feed's own."""
    states = parts.store.articles.states()
    return {
        source.id: source if source.title or source.id not in states else replace(source, title=states[source.id].title)
        for source in parts.sources
    }


def _mastheads(
    parts: Parts, issue: Issue, edition: Edition, calls: Iterable[Call], *, encodings: Mapping[str, Encodings]
) -> dict[Place, Card]:
    look = parts.look(edition.template)
    places = {_place(parts, call) for call in calls}
    asked = parts.weather(sorted({city for city, _, _ in places if city}), issue.slot)
    weather = dict(asked.items)
    for failure in asked.failures:
        parts.log.warning("no_weather", city=failure.subject, error=failure.what)
    return {
        (city, day, language): render.masthead(
            look,
            issue=issue.id,
            edition_title=edition.title,
            city=city,
            local_date=day,
            language=language,
            weather=weather.get(city),
            web=parts.imprint.web(issue),
            encodings=encodings.get(language, render.QUOTED),
        )
        for city, day, language in sorted(places)
    }


def _place(parts: Parts, call: Call) -> Place:
    return call.subscriber.city or parts.city, call.local_date, call.subscriber.preference.language


def _delivery(
    issue: Issue, call: Call, digest: Digest | None, *, masthead: Card | None, mailed: Mapping[tuple[SubscriberId, date], int]
) -> Delivery:
    why = _skipped(call, digest, mailed)
    return Delivery(
        issue=issue.id,
        edition=issue.edition,
        subscriber=call.subscriber.id,
        email=call.subscriber.email,
        name=call.subscriber.name,
        digest=digest.id if digest and not why else None,
        masthead=masthead.key if masthead and not why else CardKey(""),
        local_date=call.local_date,
        ordinal=call.ordinal,
        status=Status.SKIPPED if why else Status.QUEUED,
        reason=why,
        due=issue.slot + timedelta(seconds=call.delay_seconds),
        slot=issue.slot,
    )


def _skipped(call: Call, digest: Digest | None, mailed: Mapping[tuple[SubscriberId, date], int]) -> str:
    """Why this reader gets no mail; empty when he does."""
    if call.skip or digest is None:
        return call.skip or _THIN
    if mailed.get((call.subscriber.id, call.local_date), 0) >= MAILS_A_DAY:
        return f"he has {MAILS_A_DAY} mails of this day already"
    return ""


def _notes(drafts: Iterable[Draft], edition: Edition) -> Iterator[str]:
    for drafted in drafts:
        if compose.is_thin(drafted, edition):
            readers = len(drafted.group.subscribers)
            yield f"{readers} reader(s) get no mail: {len(drafted.shown)} new stories, {edition.min_stories} are the least"


def _reasons(deliveries: Iterable[Delivery]) -> Iterator[str]:
    """Why readers get nothing, other than that there is too little to tell."""
    reasons = Counter(each.reason for each in deliveries if each.status is Status.SKIPPED and each.reason != _THIN)
    for reason, readers in sorted(reasons.items()):
        yield f"{readers} reader(s) get no mail: {reason}"


def _over_ceiling(parts: Parts, edition: Edition, slot: datetime, calls: Sequence[Call]) -> str:
    """Why the issue is held: many more recipients than ever means a mistake in a list more often than a success.

    Earlier dates teach, not the earlier slots of this one: a few early risers say nothing of how many get up at seven.
    """
    recipients = len(calls)
    largest = parts.store.issues.largest(edition.name, min((call.local_date for call in calls), default=slot.date()))
    ceiling = edition.max_recipients or (2 * largest + 100 if largest else recipients)
    if recipients <= ceiling:
        return ""
    return f"held: {recipients} recipients, the ceiling is {ceiling}; when that is right, set max_recipients of the edition {edition.name}"
