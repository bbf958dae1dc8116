"""Articles from entries, a whole batch of one source at a time, and again with the linked page.

The batch matters: a line that stands in three or more entries of a source is chrome. Nothing is invented: no date is
claimed that the publisher did not give, a title is made from the text only where there is none, and an entry with
neither is a failure in the report. The full text of a page replaces the feed's only where it says more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TypedDict
from urllib.parse import urlsplit

from digest.errors import ExtractError
from digest.extract.boilerplate import without_chrome
from digest.extract.clean import body_of, category_names, first_words, html_lines, is_teaser, language_named, without_pointer
from digest.extract.dates import believed
from digest.extract.facts import PageFacts
from digest.extract.identity import canonical_url, fingerprint, identify, site_of
from digest.extract.masthead import read_text_page, split_glued
from digest.extract.metadata import Declared
from digest.extract.page import read_page
from digest.extract.picture import shown_image
from digest.extract.repetition import repeated_lines, site_lines
from digest.extract.tree import decoded
from digest.model import Article, ArticleId, Batch, Entry, Failure, Page, SiteLine
from digest.text import count_words, plain
from digest.text.addresses import address_words
from digest.text.language import identify as language_of

_LONGEST_TITLE = 300
_UNNAMED: Mapping[int, ArticleId] = MappingProxyType({})
_PLAIN = "text/plain"


def articles(
    entries: Sequence[Entry], *, known_chrome: Collection[str] = frozenset(), ids: Mapping[int, ArticleId] = _UNNAMED
) -> Batch[Article]:
    """Every entry's article, in order; an entry without title and text, or unreadable, is a failure.

    ``entries`` are of one source. ``known_chrome`` holds the keys of lines that earlier batches found on three or more
    pages of their sites (``entry_lines``, remembered). ``ids`` says which articles the entries are, by their place, where
    that is known (``naming``); else each gets the id that its own names give. Of entries that are the same article the first counts.
    """
    read: list[tuple[int, Entry, list[str]]] = []
    made: dict[str, Article] = {}
    failures: list[Failure] = []
    for place, entry in enumerate(entries):
        try:
            read.append((place, entry, _raw_lines(entry)))
        except ExtractError as error:
            failures.append(_failure(entry, error))
    chrome = repeated_lines([lines for _, _, lines in read]) | frozenset(known_chrome)
    for place, entry, lines in read:
        try:
            article = _article(entry, lines, chrome, ids.get(place))
        except ExtractError as error:
            failures.append(_failure(entry, error))
        else:
            made.setdefault(article.id, article)
    return Batch(items=tuple(made.values()), failures=tuple(failures))


def _failure(entry: Entry, error: ExtractError) -> Failure:
    return Failure(subject=plain(entry.link or entry.guid or entry.source), what=error.what, kind=type(error).__name__)


def entry_lines(entries: Sequence[Entry]) -> tuple[SiteLine, ...]:
    """What is to be remembered of new entries, so that what their sites repeat is known next time.

    An entry that cannot be read counts for none.
    """
    pages: list[tuple[str, list[str]]] = []
    for entry in entries:
        with suppress(ExtractError):  # articles() reports it
            pages.append((entry_site(entry), _raw_lines(entry)))
    return site_lines(pages, max(entry.seen for entry in entries)) if entries else ()


def entry_site(entry: Entry) -> str:
    """The site an entry's article will have (``Article.site``)."""
    return site_of(canonical_url(entry.link), entry.source)


def with_page(article: Article, page: Page) -> Article:
    """The article with the full text of its page, and what the page declares where the feed said nothing.

    Raises ``ExtractError`` when the page gives no more than the feed did, or is a paywall, a question for consent or a
    check for robots; the teaser stands then. ``what`` of the error names the reason alone, for counting.
    """
    return with_facts(article, read_linked(page, **known_of(article)))


class KnownOfPage(TypedDict):
    """What an article tells of its page beforehand."""

    title: str
    categories: tuple[str, ...]
    latest: datetime
    """The visit, which bounds every date."""


def known_of(article: Article) -> KnownOfPage:
    """What helps to read the article's page."""
    return KnownOfPage(title=article.title, categories=article.categories, latest=article.seen)


def read_linked(page: Page, *, title: str, categories: Collection[str], latest: datetime) -> PageFacts:
    """What a linked page says; raises ``ExtractError`` when it cannot be read or is a wall before its text."""
    if page.media == _PLAIN:
        text_page = read_text_page(decoded(page.content, page.charset), title=title, categories=categories)
        return PageFacts(url=page.url, lines=tuple(map(plain, text_page.lines)), declared=Declared(section=plain(text_page.category)))
    found = read_page(page.content, url=page.url, charset=page.charset, latest=latest)
    if found.wall:
        raise ExtractError(found.wall, subject=page.url)
    return PageFacts(url=page.url, lines=found.lines, declared=found.declared, published=found.published)


def with_facts(article: Article, page: PageFacts) -> Article:
    """The article with the text of its page and what it lacked; raises ``ExtractError`` when the page says no more.

    A title that is only its address's words, as a sitemap's entry has, counts as lacking.
    """
    body, byline = body_of(page.lines)
    text = "\n\n".join(body)
    said = page.declared
    title = said.title if said.title and article.title == address_words(article.link) else article.title
    if count_words(text) <= count_words(article.text):
        raise ExtractError("The page has no more text than the feed; the teaser stands.", subject=page.url)
    return replace(
        article,
        title=title,
        text=text,
        fingerprint=fingerprint(title, text),
        is_teaser=False,
        author=article.author or said.author or byline,
        language=language_of(f"{article.title}\n{text}", article.language or said.language),
        category=article.category or said.section,
        categories=article.categories or category_names((said.section, *said.tags)),
        published=article.published or believed(page.published, article.seen),
        image=article.image or said.image,
    )


def _article(entry: Entry, raw: list[str], chrome: Collection[str], given: ArticleId | None) -> Article:
    known, url = identify(entry)
    title, category, lines = _told(entry, raw, url)
    if not title and not lines:
        raise ExtractError("The entry has neither title nor text; nothing can be shown.", subject=entry.link or entry.guid)
    body, byline = _settled(lines, title, chrome)
    if not title:
        title = first_words(body or lines)
        body, _ = _settled(body, title, chrome)
    text = "\n\n".join(body)
    categories = category_names((category, *entry.categories))
    return Article(
        id=given or known.id,
        source=entry.source,
        guid=entry.guid,
        url=url,
        link=entry.link if url else "",
        site=site_of(url, entry.source),
        title=title,
        text=text,
        author=plain(entry.author) or byline,
        language=language_of(f"{title}\n{text}", language_named(entry.language)),
        category=categories[0] if categories else "",
        categories=categories,
        published=believed(entry.published or entry.updated, entry.seen),
        seen=entry.seen,
        fingerprint=fingerprint(title, text),
        entry_hash=known.entry_hash,
        image=shown_image(entry.image, entry.link),
        comments=entry.comments,
        is_teaser=bool(url) and is_teaser(raw),
        is_backlog=entry.is_backlog,
    )


def _settled(lines: Sequence[str], title: str, chrome: Collection[str]) -> tuple[list[str], str]:
    """The lines that tell the story and the author a byline names: cleaned until nothing changes."""
    author, before, now = "", None, list(lines)
    while now != before:
        before = now
        page = read_text_page("\n\n".join(now), title=title).lines if title else tuple(now)
        now, byline = body_of(without_pointer(without_chrome(page, chrome=chrome)))
        author = author or byline
    return now, author


def _told(entry: Entry, raw: list[str], url: str) -> tuple[str, str, list[str]]:
    """Title, category glued to it, and paragraphs of an entry; ``raw`` are its lines as published."""
    title = plain(entry.title)[:_LONGEST_TITLE]
    names = [*entry.categories, *_path_names(url)]
    if entry.media == _PLAIN:
        page = read_text_page(entry.content, title=title, categories=names)
        return plain(page.title)[:_LONGEST_TITLE], plain(page.category), [line for line in map(plain, page.lines) if line]
    category, title = split_glued(title, names, raw)
    return title, category, raw


def _raw_lines(entry: Entry) -> list[str]:
    """The entry's lines or paragraphs as published; raises ``ExtractError`` when they cannot be read."""
    return entry.content.splitlines() if entry.media == _PLAIN else html_lines(entry.content)


def _path_names(url: str) -> list[str]:
    """What the address's folders are called: ``/news/2026/…`` names *news*."""
    return [name for name in urlsplit(url).path.split("/")[1:-1] if name.isalpha()]
