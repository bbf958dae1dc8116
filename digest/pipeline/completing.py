"""Teasers get the text of the pages they link to: at most two visits an article, for ever.

A page is visited when its article is new, and once more when its publisher edits the entry. Not visited are pages of
backlog and of articles too old to be shown. Where no page comes, or it is a paywall or a question for consent, the
teaser stands; an edit that has no visit left keeps the full text that was found before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from digest import extract, gather
from digest.model import Article, ArticleId, Batch, Failure, Known, Page, SiteLine
from digest.pipeline.parts import Parts
from digest.pipeline.reading import read_pages


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is remembered of earlier intakes."""

    known: Mapping[ArticleId, Known] = field(default_factory=dict)
    """Of articles that are edits."""
    told: Mapping[ArticleId, Article] = field(default_factory=dict)
    """Earlier versions of articles that come as teasers again."""
    chrome: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By site, the lines that are no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What visited pages said beside the articles' texts."""

    lines: tuple[SiteLine, ...]
    """What is to be remembered of the sites."""
    pages: tuple[Page, ...]
    """As they came."""


def complete(parts: Parts, articles: Sequence[Article], memory: Memory, *, since: datetime) -> tuple[Batch[Article], Learnt]:
    """The articles in order, teasers with their page's text where it came and says more, and what was learnt of the sites.

    Pages of articles older than ``since`` are not visited.
    """
    counted = [replace(article, visits=memory.known[article.id].visits) if article.id in memory.known else article for article in articles]
    with_full_text = {source.id for source in parts.sources if source.full_text}
    teasers = [article for article in counted if article.source in with_full_text and _is_to_be_visited(article, since)]
    visited = gather.pages(parts.fetch, teasers)
    asked = {article.id for article in teasers}
    told = [replace(article, visits=article.visits + (article.id in asked)) for article in counted]
    completed = extract.with_pages(told, read_pages(told, dict(visited.items)), known_chrome=memory.chrome)
    if completed.reasons:
        parts.log.info("teasers", reasons=dict(completed.reasons))
    learnt = Learnt(lines=completed.lines, pages=tuple(page for _, page in visited.items))
    failures = tuple(_unvisited(teasers, dict(visited.items), visited.failures))
    return Batch(items=_with_full_texts(completed.articles, memory), failures=failures), learnt


def _is_to_be_visited(article: Article, since: datetime) -> bool:
    return article.is_teaser and not article.is_backlog and article.when >= since and article.visits < gather.MAX_VISITS


def _with_full_texts(articles: Sequence[Article], memory: Memory) -> tuple[Article, ...]:
    """The articles; edited teasers with the text that their pages gave before."""
    lacking = {article.id for article in articles if article.is_teaser and article.visits}
    before = {id_: article for id_, article in memory.told.items() if id_ in lacking and not article.is_teaser}
    return tuple(_with_text_of(article, before[article.id]) if article.id in before else article for article in articles)


def _with_text_of(article: Article, before: Article) -> Article:
    return replace(article, text=before.text, fingerprint=extract.fingerprint(article.title, before.text), is_teaser=False)


def _unvisited(teasers: Sequence[Article], found: Collection[ArticleId], failures: Sequence[Failure]) -> Iterator[Failure]:
    """One failure a source, not one a page: a site that is down would fill the report."""
    missing = Counter(article.source for article in teasers if article.id not in found)
    of = {article.link: article.source for article in teasers} | {article.url: article.source for article in teasers}
    first = {of.get(failure.subject): failure for failure in reversed(failures)}
    for source, count in sorted(missing.items()):
        total = sum(article.source == source for article in teasers)
        why = f"; the first: {first[source].what}" if source in first else ""
        yield Failure(subject=source, what=f"{count} of {total} linked pages did not come, their teasers stand{why}", kind="FetchError")
