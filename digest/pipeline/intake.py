"""Intake: what is new in the sources becomes articles and stories, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from digest import extract, gather
from digest import story as stories
from digest.errors import ConflictError
from digest.model import Article, ArticleId, Batch, Entry, Gathering, Known, Report, SourceId, SourceState, Story
from digest.pipeline.completing import Memory, complete
from digest.pipeline.parts import Parts

LIVING = timedelta(days=8)
"""How long after its last article a story can still be joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _News:
    """An entry that is new or edited."""

    entry: Entry
    id: ArticleId
    was: Known | None
    """What the store knows, when it is an edit."""


def intake(parts: Parts, now: datetime, *, only: Collection[SourceId] = ()) -> Report:
    """Ask every source that is due (or those named in ``only``, due or not), and store what is new.

    Counts ``sources`` asked, ``entries`` seen, ``articles`` new or edited, ``stories`` new or changed. A source, page
    or entry that fails is a failure of the report and harms no other.
    """
    before = parts.store.articles.states()
    gatherings = _ask(parts, before, now, only)
    news = _news(parts, [entry for gathering in gatherings for entry in gathering.entries])
    chrome = parts.store.articles.repeated({extract.entry_site(each.entry) for each in news}, extract.PAGES)
    extracted = _extract(news, chrome)
    living, mark = parts.store.articles.candidates(now - LIVING) if extracted.items else ((), 0)
    known = {each.id: each.was for each in news if each.was}
    completed, learnt = complete(parts, extracted.items, Memory(known=known, living=living, chrome=chrome), since=now - LIVING)
    tagger = parts.tagger()
    tagged = tuple(replace(article, tags=tagger.tags(article)) for article in completed.items)
    states, notes = _examined(parts, before, gatherings, news, now=now)
    lines = (*extract.entry_lines([each.entry for each in news if each.was is None]), *learnt)
    save = partial(parts.store.articles.save, states=states, articles=tagged, lines=lines)
    changed = _fold_and_save(parts, tagged, (living, mark), now=now, save=save)
    failures = (*(g.failure for g in gatherings if g.failure), *extracted.failures, *completed.failures)
    entries = sum(len(gathering.entries) for gathering in gatherings)
    counts = {"sources": len(gatherings), "entries": entries, "articles": len(tagged), "stories": len(changed)}
    parts.log.info("intake", **counts, failures=len(failures))
    return Report(counts=counts, failures=failures, notes=notes)


def _fold_and_save(
    parts: Parts,
    articles: Sequence[Article],
    living: tuple[Sequence[Story], int],
    *,
    now: datetime,
    save: Callable[..., int],
    turns: int = 3,
) -> tuple[Story, ...]:
    """The stories these articles changed, stored; folded anew where another intake has stored stories meanwhile.

    Two intakes run side by side when somebody sends by hand beside ``digest run``, and the later one would undo what
    the other's articles joined. ``living`` comes with its mark.
    """
    told, mark = living
    changed = stories.fold_in(articles, told, now) if articles else ()
    try:
        save(stories=changed, since=mark if changed else None)
    except ConflictError as error:
        if turns == 1:
            raise
        parts.log.info("folding_again", why=str(error))
        return _fold_and_save(parts, articles, parts.store.articles.candidates(now - LIVING), now=now, save=save, turns=turns - 1)
    return changed


def _examined(
    parts: Parts, before: Mapping[SourceId, SourceState], gatherings: Sequence[Gathering], news: Sequence[_News], *, now: datetime
) -> tuple[tuple[SourceState, ...], tuple[str, ...]]:
    """The states with the sources' health, and for the operator what is new of it and what the run covered."""
    fresh = Counter(each.entry.source for each in news if each.was is None)
    visits = [gather.Visit(gathering=each, before=before.get(each.source.id), fresh=fresh[each.source.id]) for each in gatherings]
    states, alerts = gather.examined(visits, now)
    after = {**before, **{state.source: state for state in states}}
    configured = {source.id: after[source.id] for source in parts.sources if source.id in after and not source.is_paused}
    return states, (*alerts, gather.coverage(configured, visits)) if visits else ()


def _ask(parts: Parts, states: Mapping[SourceId, SourceState], now: datetime, only: Collection[SourceId]) -> tuple[Gathering, ...]:
    """Each kind's gatherer asks its sources, paused ones never; a named source is asked although its time has not come."""
    if only:
        states = {source: replace(state, next_check=None) if source in only else state for source, state in states.items()}
    wanted = [source for source in parts.sources if not source.is_paused and (not only or source.id in only)]
    return tuple(
        gathering
        for kind in dict.fromkeys(source.kind for source in wanted)
        for gathering in parts.gatherer(kind).gather([source for source in wanted if source.kind == kind], states, now)
    )


def _news(parts: Parts, entries: Sequence[Entry]) -> tuple[_News, ...]:
    """Entries whose article is unknown, or whose own source changed it; of two for one article the first stands."""
    identified = [(entry, extract.identify(entry)[0]) for entry in entries]
    known = parts.store.articles.known({identity.id for _, identity in identified})
    speaking: dict[ArticleId, tuple[Entry, Known, Known | None]] = {}
    for entry, identity in identified:
        was = known.get(identity.id)
        if was is None or was.source == entry.source:  # another source's copy is no edit
            speaking.setdefault(identity.id, (entry, identity, was))
    return tuple(
        _News(entry=entry, id=identity.id, was=was)
        for entry, identity, was in speaking.values()
        if was is None or was.entry_hash != identity.entry_hash
    )


def _extract(news: Sequence[_News], chrome: Mapping[str, Collection[str]]) -> Batch[Article]:
    """Articles, source by source: a line that repeats over the pages of one site is no text. An edit keeps its first sight."""
    seen = {each.id: each.was.seen for each in news if each.was}
    groups = [[each.entry for each in group] for _, group in groupby(news, key=lambda each: each.entry.source)]
    batches = [
        extract.articles(group, known_chrome=extract.chrome_of([extract.entry_site(entry) for entry in group], chrome)) for group in groups
    ]
    items = (replace(article, seen=seen.get(article.id, article.seen)) for batch in batches for article in batch.items)
    return Batch(items=tuple(items), failures=tuple(failure for batch in batches for failure in batch.failures))
