"""Articles with the text of their linked pages, a batch at a time: what the pages of a site repeat is no article's text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from digest.errors import ExtractError
from digest.extract.article import with_facts
from digest.extract.boilerplate import without_chrome
from digest.extract.facts import PageFacts
from digest.extract.repetition import chrome_of, repeated_lines, site_lines
from digest.model import Article, ArticleId, SiteLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What a batch of pages gave."""

    articles: tuple[Article, ...]
    """All that were given, in order; those whose page said more with its text."""
    lines: tuple[SiteLine, ...]
    """What is to be remembered of the sites."""
    reasons: Mapping[str, int]
    """Why pages gave nothing, as sentences, and how many each."""


def with_pages(
    articles: Sequence[Article],
    pages: Mapping[ArticleId, PageFacts | ExtractError],
    *,
    known_chrome: Mapping[str, Collection[str]] | None = None,
) -> Completed:
    """Each article with its page's text, where a page was read and says more; ``known_chrome`` are line keys by site."""
    reasons = Counter(page.what for page in pages.values() if isinstance(page, ExtractError))
    read = {id_: page for id_, page in pages.items() if isinstance(page, PageFacts)}
    chrome = _chrome_by_site(articles, read, known_chrome or {})
    made = [article if article.id not in read else _told(article, read[article.id], chrome[article.site], reasons) for article in articles]
    new = [(article.site, read[article.id].lines) for article in articles if article.id in read and article.visits <= 1]
    seen = max((article.seen for article in articles), default=None)
    return Completed(articles=tuple(made), lines=site_lines(new, seen) if seen else (), reasons=dict(reasons))


def _chrome_by_site(
    articles: Sequence[Article], read: Mapping[ArticleId, PageFacts], known: Mapping[str, Collection[str]]
) -> Mapping[str, frozenset[str]]:
    by_site: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
    for article in articles:
        if article.id in read:
            by_site[article.site].append(read[article.id].lines)
    return {site: repeated_lines(lines) | chrome_of([site], known) for site, lines in by_site.items()}


def _told(article: Article, page: PageFacts, chrome: Collection[str], reasons: Counter[str]) -> Article:
    kept = replace(page, lines=tuple(without_chrome(page.lines, chrome=chrome)))
    try:
        return with_facts(article, kept)
    except ExtractError as error:
        reasons[error.what] += 1
        return article
