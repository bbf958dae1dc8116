"""What sites say is read most, from the pages that an intake sees anyway: page lists, pages, linked pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from digest import extract
from digest.model import Article, ArticleId, Gathering, Page, SourceId
from digest.pipeline.parts import Parts

_TRIES = 3
"""Pages of one site that are looked through in a run: their blocks are the same."""


def ranked(gatherings: Iterable[Gathering], linked: Iterable[Page]) -> tuple[extract.Ranked, ...]:
    """The places in the sites' blocks of most popular articles; of each site one block."""
    told: set[str] = set()
    tries: Counter[str] = Counter()
    found: list[extract.Ranked] = []
    for page in (*_indexes(gatherings), *linked):
        site = extract.site_of(page.url, SourceId(""))
        if site in told or tries[site] >= _TRIES:
            continue
        tries[site] += 1
        places: Sequence[extract.Ranked] = extract.most_popular(page)
        found += places
        told |= {site} if places else set()
    return tuple(found)


def _indexes(gatherings: Iterable[Gathering]) -> Iterator[Page]:
    """Pages that are sources, as they came."""
    for gathering in gatherings:
        if gathering.page:
            yield gathering.page
        if gathering.source.kind == "page":
            yield from (
                Page(url=entry.link, content=entry.content.encode("utf-8", "replace"), media=entry.media, charset="utf-8")
                for entry in gathering.entries
            )


def ranks(parts: Parts, found: Sequence[extract.Ranked], fresh: Sequence[Article], *, since: datetime) -> Mapping[ArticleId, int]:
    """The places of articles, by address and else by title: of those just gathered and of stored ones not older than ``since``."""
    if not found:
        return {}
    known = parts.store.articles.known({each.name for each in found if each.name})
    titled = parts.store.articles.titled({each.title for each in found if not each.name}, since)
    best = Counter(extract.ranks_of(found, fresh))
    for each in found:
        if article := known[each.name].id if each.name in known else titled.get((each.site, each.title)):
            best[article] = min(each.rank, best[article] or each.rank)
    return best
