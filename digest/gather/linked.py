"""The pages that articles link to, visited for their full text: few, once, and only where robots may go.

A run visits at most ``MAX_PAGES`` pages, the newest articles first, and at most ``MAX_A_HOST`` of one host (which gets one
connection at a time); the rest keep their teasers. Pages are asked for in handfuls, so that a run never holds more
than ``MAX_BYTES_A_RUN``. Robots.txt is respected for the address linked and for the one that answered in the end.
How often an article's page was asked for stands in ``Article.visits``; ``MAX_VISITS`` bounds it for ever: once when the
article is new, and once more when its publisher edits it. A page that failed is tried again only then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from digest.errors import FetchError, SourceError
from digest.gather.pages import ACCEPT, page_of
from digest.gather.robots import Robots, origin_of
from digest.model import Article, ArticleId, Batch, Failure, Page
from digest.ports import Fetch, Request, Response
from digest.text import plain

MAX_VISITS = 2
MAX_PAGES, MAX_A_HOST = 500, 100
"""Of one run."""
MAX_BYTES = 5_000_000
"""Of one page, decompressed."""
MAX_BYTES_A_RUN = 150_000_000
_AT_ONCE = 32


def pages(fetch: Fetch, articles: Sequence[Article]) -> Batch[tuple[ArticleId, Page]]:
    """The linked pages of those articles that have a link, by article id; one failure for each that did not come."""
    chosen, failures = _chosen(articles)
    robots = Robots(fetch)
    robots.learn([article.link for article in chosen])
    allowed = [article for article in chosen if robots.allows(article.link)]
    failures += [_failure(article, _FORBIDDEN) for article in chosen if not robots.allows(article.link)]
    found: list[tuple[ArticleId, Page]] = []
    for group in _handfuls(allowed):
        if sum(len(page.content) for _, page in found) >= MAX_BYTES_A_RUN:
            failures += [_failure(article, "this run has read enough pages") for article in group]
            continue
        for article, answer in zip(group, _answers(fetch, robots, group), strict=True):
            page = _read(article, answer, robots)
            if isinstance(page, Page):
                found.append((article.id, page))
            else:
                failures.append(page)
    return Batch(items=tuple(found), failures=tuple(failures))


def _read(article: Article, answer: Response | FetchError, robots: Robots) -> Page | Failure:
    try:
        return _page(answer, robots)
    except SourceError as error:
        return _failure(article, ": ".join(part for part in (error.what, error.cause) if part), type(error).__name__)


_FORBIDDEN = "its site's robots.txt forbids it"


def _chosen(articles: Sequence[Article]) -> tuple[list[Article], list[Failure]]:
    """Which pages this run visits, the newest articles first, and a failure for each it has no time for."""
    newest = sorted((article for article in articles if origin_of(article.link)), key=lambda article: article.when, reverse=True)
    asked: Counter[str] = Counter()
    chosen: list[Article] = []
    failures: list[Failure] = []
    for article in newest:
        host = origin_of(article.link)
        if len(chosen) >= MAX_PAGES or asked[host] >= MAX_A_HOST:
            failures.append(_failure(article, f"a run visits {MAX_PAGES} pages, {MAX_A_HOST} of one site"))
            continue
        asked[host] += 1
        chosen.append(article)
    return chosen, failures


def _handfuls(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    for start in range(0, len(articles), _AT_ONCE):
        yield articles[start : start + _AT_ONCE]


def _answers(fetch: Fetch, robots: Robots, articles: Sequence[Article]) -> tuple[Response | FetchError, ...]:
    """What came; the hosts that answered in another's stead are asked for their robots.txt, too."""
    requests = [Request(url=article.link, headers=(("Accept", ACCEPT),), max_bytes=MAX_BYTES) for article in articles]
    answers = fetch.get_all(requests)
    robots.learn([answer.url for answer in answers if isinstance(answer, Response)])
    return answers


def _page(answer: Response | FetchError, robots: Robots) -> Page:
    page = page_of(answer)
    if not robots.allows(page.url):
        raise FetchError(_FORBIDDEN, subject=page.url)
    return page


def _failure(article: Article, what: str, kind: str = "FetchError") -> Failure:
    return Failure(subject=article.link, what=plain(what), kind=kind)
