"""A linked page as HTML: its article's text by trafilatura, its metadata by what pages say of themselves.

trafilatura runs in precision mode, without comments and without its ``deduplicate`` (which remembers earlier pages).
Metadata are read first from JSON-LD (schema.org), Open Graph and Dublin Core, then from the markup; only where no
date is declared htmldate searches, with ``latest`` as its upper bound, so that no clock is read.
This is the only file that knows trafilatura and htmldate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from htmldate import find_date
from lxml.etree import LxmlError
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from digest.errors import ExtractError
from digest.extract.boilerplate import without_chrome, without_promotion
from digest.extract.dates import read_date
from digest.extract.metadata import Declared, declared, titles_of
from digest.text import paragraphs, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONGER = 2.0
"""A text declared in the page's JSON-LD, or standing in its article element, is taken when it is so much longer than what was found."""
_DATED_PATH = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_-]|\Z)")
_CONTAINERS = (
    '//*[@itemprop="articleBody"]|//article|//main|'
    '//*[contains(@class, "article-body") or contains(@class, "entry-content") or contains(@class, "post-content")]'
)
_ASIDE = frozenset({"aside", "footer", "nav", "form", "figcaption", "header", "button"})
_SHORTEST_PARAGRAPH = 40
"""Characters; shorter ones in an article element may be anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What a page says: the article's paragraphs and what is declared of it; empty where it says nothing."""

    lines: tuple[str, ...]
    declared: Declared
    published: datetime | None


def read_page(content: bytes | str, *, url: str = "", latest: datetime | None = None) -> PageText:
    """Read a page; raises ``ExtractError`` when it is no HTML.

    ``latest`` bounds the dates that are looked for where none is declared; without it only declared ones count.
    """
    try:
        tree = load_html(content)
        if tree is None:
            raise ExtractError("The page is not HTML.", subject=url)
        facts = declared(tree, url)
        titles = titles_of(tree, facts)
        published = _day_in(url, read_date(facts.date) if facts.date else None)
        if published is None:
            published = _searched_date(tree, url, latest)
        standing = _standing_text(tree)
        lines = without_promotion(without_chrome(_text_of(tree, url), titles=titles))
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError) as error:
        # trafilatura lets what lxml and its own bugs raise on hostile markup pass through
        raise ExtractError("The page cannot be read as HTML.", subject=url, cause=error) from error
    told = [plain(line) for line in paragraphs(facts.text.replace("\n", "\n\n"))]
    for other in (told, standing):
        cleaned = without_promotion(without_chrome(other, titles=titles))
        if sum(map(len, cleaned)) > _LONGER * sum(map(len, lines)):
            lines = cleaned
    return PageText(lines=tuple(lines), declared=facts, published=published)


def _standing_text(tree: HtmlElement) -> list[str]:
    """The paragraphs of that article element which has most text: what is left when trafilatura takes the wrong part."""
    found = [_paragraphs_in(element) for element in tree.xpath(_CONTAINERS)[:20]]
    return max(found, key=lambda lines: sum(map(len, lines)), default=[])


def _paragraphs_in(element: HtmlElement) -> list[str]:
    lines: list[str] = []
    for paragraph in element.iter("p"):
        text = plain(paragraph.text_content())
        linked = sum(len(anchor.text_content()) for anchor in paragraph.iter("a"))
        is_prose = len(text) >= _SHORTEST_PARAGRAPH and linked * 2 < len(text)
        if is_prose and not any(outer.tag in _ASIDE for outer in paragraph.iterancestors()):
            lines.append(text)
    return lines


def _text_of(tree: HtmlElement, url: str) -> list[str]:
    found = bare_extraction(tree, url=url or None, favor_precision=True, include_comments=False)
    text = found.text if isinstance(found, Document) else ""
    return [line for line in map(plain, (text or "").splitlines()) if line]


def _day_in(url: str, stated: datetime | None) -> datetime | None:
    """The day that the address names (``/2026/11/20/``), in the site's own zone; the stated instant where that agrees or none is named."""
    match = _DATED_PATH.search(url)
    named = read_date("-".join(match.groups())) if match else None
    return stated if named is None or (stated is not None and stated.date() == named.date()) else named


def _searched_date(tree: HtmlElement, url: str, latest: datetime | None) -> datetime | None:
    bound = latest.date().isoformat() if latest else "2100-01-01"
    found = find_date(tree, url=url or None, original_date=True, extensive_search=True, max_date=bound)
    return read_date(found) if found else None
