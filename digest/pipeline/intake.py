"""Intake: what is new in the sources becomes articles and stories, in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain, groupby

from digest import extract, gather
from digest.model import Alias, Article, ArticleId, Batch, Gathering, Known, Report, SourceId, SourceState
from digest.pipeline.completing import Memory, complete
from digest.pipeline.folding import LIVING, fold_and_save
from digest.pipeline.parts import Parts
from digest.pipeline.popularity import ranked, ranks


def intake(parts: Parts, now: datetime, *, only: Collection[SourceId] = ()) -> Report:
    """Ask every source that is due (or those named in ``only``, due or not), and store what is new.

    Counts ``sources`` asked, ``entries`` seen, ``articles`` new or edited, ``stories`` new or changed. A source, page
    or entry that fails is a failure of the report and harms no other.
    """
    before = parts.store.articles.states()
    gatherings = _ask(parts, before, now, only)
    identified = _identified(parts, gatherings)
    news = _news(identified)
    chrome = parts.store.articles.repeated({extract.entry_site(each.entry) for each in news}, extract.PAGES)
    extracted = _extract(news, chrome)
    known = {each.id: each.was for each in news if each.was}
    told = parts.store.articles.stored([article.id for article in extracted.items if article.is_teaser and article.id in known])
    completed, learnt = complete(parts, extracted.items, Memory(known=known, told=told, chrome=chrome), since=now - LIVING)
    tagger = parts.tagger()
    tagged = tuple(replace(article, tags=tagger.tags(article)) for article in completed.items)
    states, notes = _examined(parts, before, gatherings, news, now=now)
    save = partial(
        parts.store.articles.save,
        states=states,
        articles=tagged,
        aliases=_aliases(identified, tagged),
        popular=ranks(parts, ranked(gatherings, learnt.pages), tagged, since=now - LIVING),
        lines=(*extract.entry_lines([each.entry for each in news if each.was is None]), *learnt.lines),
    )
    changed = fold_and_save(parts, tagged, now, save)
    failures = (*(g.failure for g in gatherings if g.failure), *extracted.failures, *completed.failures)
    entries = sum(len(gathering.entries) for gathering in gatherings)
    counts = {"sources": len(gatherings), "entries": entries, "articles": len(tagged), "stories": len(changed)}
    parts.log.info("intake", **counts, failures=len(failures))
    return Report(counts=counts, failures=failures, notes=notes)


def _examined(
    parts: Parts,
    before: Mapping[SourceId, SourceState],
    gatherings: Sequence[Gathering],
    news: Sequence[extract.Identified],
    *,
    now: datetime,
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


def _identified(parts: Parts, gatherings: Sequence[Gathering]) -> tuple[extract.Identified, ...]:
    """Every entry with the article it belongs to, source by source; of two of one source for one article the first."""
    visits = [extract.named(gathering.entries) for gathering in gatherings]
    entries = list(chain.from_iterable(visits))
    known = parts.store.articles.known(extract.all_names(entries))
    told = parts.store.articles.stored(extract.doubtful(entries, known))
    return tuple(chain.from_iterable(extract.attribute(visit, known, told) for visit in visits))


def _news(identified: Sequence[extract.Identified]) -> tuple[extract.Identified, ...]:
    """Entries whose article is unknown, or whose own source changed it; of two for one article the first stands."""
    speaking: dict[ArticleId, extract.Identified] = {}
    for each in identified:
        if each.was is None or each.was.source == each.entry.source:  # another source's copy is no edit
            speaking.setdefault(each.id, each)
    return tuple(each for each in speaking.values() if each.was is None or each.was.entry_hash != each.entry_hash)


def _aliases(identified: Sequence[extract.Identified], saved: Sequence[Article]) -> tuple[Alias, ...]:
    """The new names of articles that are stored or about to be."""
    stored = {each.id for each in identified if each.was} | {article.id for article in saved}
    return tuple(alias for each in identified for alias in each.aliases if alias.article in stored)


def _extract(news: Sequence[extract.Identified], chrome: Mapping[str, Collection[str]]) -> Batch[Article]:
    """Articles, source by source: a line that repeats over the pages of one site is no text."""
    batches = [_extract_of(list(group), chrome) for _, group in groupby(news, key=lambda each: each.entry.source)]
    before = {each.id: each.was for each in news if each.was}
    items = (_edited(article, before.get(article.id)) for batch in batches for article in batch.items)
    return Batch(items=tuple(items), failures=tuple(failure for batch in batches for failure in batch.failures))


def _extract_of(group: Sequence[extract.Identified], chrome: Mapping[str, Collection[str]]) -> Batch[Article]:
    entries = [each.entry for each in group]
    known = extract.chrome_of([extract.entry_site(entry) for entry in entries], chrome)
    return extract.articles(entries, known_chrome=known, ids={place: each.id for place, each in enumerate(group)})


def _edited(article: Article, was: Known | None) -> Article:
    """An edit keeps its first sight, and without a date stays as old as it was."""
    if was is None:
        return article
    return replace(article, seen=was.seen, is_backlog=was.is_backlog and article.published is None)
