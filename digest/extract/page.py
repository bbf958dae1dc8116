"""A linked page as HTML: its article's text, and what it declares, from one parsed tree.

Two roads to the text. Where the page names its article and nearly all prose stands there, ``standing`` has it; else
trafilatura decides, in precision mode, without comments and without its ``deduplicate`` (which remembers earlier
pages). Metadata and date are ours (``metadata``, ``dated``): trafilatura's own search for a date takes longer than
the rest and claims the day of the visit. This is the only file that knows trafilatura.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from lxml.etree import strip_elements
from trafilatura import bare_extraction
from trafilatura.settings import Document

from digest.errors import ExtractError
from digest.extract.boilerplate import without_chrome, without_promotion
from digest.extract.dated import Stated, date_of
from digest.extract.metadata import Declared, declared, metas
from digest.extract.standing import Standing, standing_text
from digest.extract.titles import titles_of
from digest.extract.tree import read_tree
from digest.extract.walls import PAYWALL, wall_in
from digest.text import paragraphs, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

_LONGER = 2.0
"""A text declared in the page's JSON-LD, or standing in its article element, is taken when it is so much longer than what was found."""

_SHORTEST_TEXT, _LEAST_SHARE = 300, 0.2
"""Characters, and share of the page's prose, with which trafilatura's quick answer is enough."""
_MOST_BLOCKS = 3_000
_NO_TEXT = ("script", "style", "svg", "iframe", "select", "template", "link")
"""Elements without a word of any article: a smaller tree is a faster one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What a page says: the article's paragraphs and what is declared of it; empty where it says nothing."""

    lines: tuple[str, ...]
    declared: Declared
    published: datetime | None
    wall: str = ""
    """Why this is no article but what stands before it; empty when it is one."""


def read_page(content: bytes | str, *, url: str = "", charset: str = "", latest: datetime | None = None) -> PageText:
    """Read a page; raises ``ExtractError`` when it is no HTML.

    ``charset`` is what its server said; ``latest`` is the visit, which bounds every date.
    """
    tree = read_tree(content, charset=charset, url=url)
    meta = metas(tree)
    facts = declared(tree, meta, url)
    published = date_of(tree, Stated(meta=meta, url=url, title=facts.title, date=facts.date), latest=latest)
    strip_elements(tree, *_NO_TEXT, with_tail=False)
    standing = standing_text(tree)
    lines = tuple(_lines_of(tree, standing, facts, url))
    wall = PAYWALL if facts.is_locked else wall_in(lines, said=standing.said, title=facts.title, url=url)
    return PageText(lines=lines, declared=facts, published=published, wall=wall)


def _lines_of(tree: HtmlElement, standing: Standing, facts: Declared, url: str) -> list[str]:
    """The article's paragraphs; the tree is used up."""
    titles = titles_of(tree, facts.title)
    lines = _cleaned(standing.lines, titles)
    if not standing.is_sure:
        found = _cleaned(_searched(tree, standing, url), titles)
        lines = lines if _length(lines) > _LONGER * _length(found) else found
    told = _cleaned([plain(line) for line in paragraphs(facts.text.replace("\n", "\n\n"))], titles)
    return told if _length(told) > _LONGER * _length(lines) else lines


def _cleaned(lines: Sequence[str], titles: frozenset[str]) -> list[str]:
    return without_promotion(without_chrome(lines, titles=titles))


def _length(lines: Sequence[str]) -> int:
    return sum(map(len, lines))


def _searched(tree: HtmlElement, standing: Standing, url: str) -> list[str]:
    """The text by trafilatura, which takes the tree apart.

    It is asked for its quick answer first; only where that is short, on its own or beside the page's prose, it compares
    with its second and third opinions, which take quadratic time over pages of very many blocks.
    """
    whole = deepcopy(tree)
    quick = _by_trafilatura(tree, url=url, is_quick=True)
    if standing.blocks > _MOST_BLOCKS or _length(quick) >= max(_SHORTEST_TEXT, _LEAST_SHARE * standing.prose):
        return quick
    return _by_trafilatura(whole, url=url, is_quick=False)


def _by_trafilatura(tree: HtmlElement, *, url: str, is_quick: bool) -> list[str]:
    try:
        found = bare_extraction(tree, url=url or None, favor_precision=True, include_comments=False, fast=is_quick)
    except Exception as error:  # it lets whatever lxml and its own bugs raise on hostile markup pass through
        raise ExtractError("The page's text cannot be found.", subject=url, cause=error) from error
    text = found.text if isinstance(found, Document) else ""
    return [line for line in map(plain, (text or "").splitlines()) if line]
