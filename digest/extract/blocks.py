"""A page as what a reader would hear: blocks of text in order, each with the part of the page it stands in.

One walk over the tree. Text runs over inline elements and ends where a block begins or two line breaks stand; a
**part** is an element that may hold an article or be furniture. What no reader sees (scripts, forms' controls,
captions) is silent. Names of classes and ids tell furniture, but they lie: a whole article may stand in
``<div class="has-sidebar">``. So a part is only suspected here; ``standing`` drops it unless it holds much of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 200
"""Elements inside one another that are still entered; deeper ones hold no article."""
SUSPECTED, HIDDEN = 1, 2
"""Furniture unless much of the page stands in it · never text, however long (comments, consent)."""

_SILENT = frozenset(
    [
        "script",
        "style",
        "figure",
        "figcaption",
        "button",
        "iframe",
        "svg",
        "select",
        "noscript",
        "template",
        "object",
        "textarea",
        "input",
        "audio",
        "video",
        "picture",
        "canvas",
        "map",
        "label",
        "head",
        "time",
        "address",
        "link",
        "meta",
        "source",
        "img",
        "hr",
        "title",
        "option",
        "embed",
        "math",
        "h1",
    ]
)
_PARTS = frozenset(["div", "section", "article", "main", "td", "body", "center"])
_FURNITURE = frozenset(["nav", "footer", "aside", "form", "header", "dialog", "menu", "fieldset", "hgroup"])
_HOLDERS = frozenset(["p", "ul", "ol", "li", "table", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "dl"]) | _PARTS | _FURNITURE
"""Elements that begin a block even inside an inline element."""
_ENDS = _HOLDERS | _SILENT
_BLOCKS = _ENDS | frozenset(["tr", "th", "tbody", "thead", "tfoot", "dd", "dt", "details", "summary", "caption", "colgroup", "col", "html"])
_NEVER_FURNITURE = frozenset(["main", "body", "td", "tr", "tbody", "table"])
_SHORTEST = 30
_MOST_OF_A_NAME = 300
"""Characters of a class or id that are looked at."""
_HIDDEN_NAMES = re.compile(
    r"comment(?!ary)|disqus|cookie|consent|gdpr|hidden(?!-)|display-none|screen-reader|sr-only|visually-hidden", re.IGNORECASE
)
_SUSPECT_NAMES = re.compile(
    # going elsewhere
    r"^nav|post-nav|subnav|avigation|navbar|navbox|menu|(?:^|[ _-])bar(?:$|[ _-])|bread-?crumb|pagination|pager|skip-link|toolbar|next-|"
    r"related|recommend|suggest|more-on|most-popular|-stories|teaser|toc\b|table-of-contents|tags|(?:^|[ _-])tag(?:$|[ _-])|"
    # the house and its friends
    r"footer|(?:^|\s)bottom|bottom(?:\s|$)|sidebar|widget(?!-(?:container|wrap|text|content))|banner|copyright|credit|promo|sponsor|advert|"
    r"\bad\b|-ad-|^ad-|dfp-?ad|outbrain|taboola|criteo|paid-?content|viral|newsletter|syndication|subscribe|sign-?up|"
    r"^shar|share-|social|sociable|embed|akismet|^reply|"
    # about the article
    r"author|byline|\bmeta\b|[-_]meta\b|timestamp|date(?:$|[ _-])|rubric|kicker|caption|attachment|rating|article-infos|infobox|factbox|"
    # machinery
    r"button|modal|permission|popup|overlay|viewport|slide(?!r?-?content)|options|expand|obfuscated|-icon|user-info|user-profile|"
    r"message-container|hide-|-hide|noprint|notloaded|print-only",
    re.IGNORECASE,
)
_TELLING = frozenset({"role", "aria-hidden", "hidden", "style"})
_ASIDE_ROLES = frozenset({"navigation", "complementary", "contentinfo", "banner"})


class Block(NamedTuple):
    """One run of text."""

    text: str
    """As it stands; two line breaks part paragraphs."""
    linked: int
    """How many of its characters are links."""
    kind: str
    """The tag of the block it stands in."""
    part: int
    """Index of the innermost part."""


class Part(NamedTuple):
    """An element that may hold an article or be furniture; each stands behind the one it is in."""

    element: HtmlElement
    within: int
    """Index of the part around it, -1 for the first."""
    doubt: int
    """0, ``SUSPECTED`` or ``HIDDEN``."""


class Blocks(NamedTuple):
    """What a walk found."""

    blocks: list[Block]
    """In order."""
    parts: list[Part]
    """The first is the root."""
    closed: int
    """Characters in the longest suspected part that was not entered; words and short lines, as menus have, left out."""


def blocks_of(root: HtmlElement, *, is_quick: bool = False) -> Blocks:
    """Every block below ``root``, and every part; a quick walk does not enter suspected parts, which most of a page is."""
    walk = _Walk(root, is_quick=is_quick)
    walk.visit(root, 0, "div", 0)
    return Blocks(walk.blocks, walk.parts, walk.closed)


class _Walk:
    """The state of one walk: what was said since the last block ended."""

    def __init__(self, root: HtmlElement, *, is_quick: bool) -> None:
        self.is_quick, self.closed = is_quick, 0
        self.blocks: list[Block] = []
        self.parts = [Part(root, -1, 0)]
        self.run: list[str] = []
        self.linked = 0

    def visit(self, element: HtmlElement, part: int, kind: str, depth: int) -> None:
        if element.text and not element.text.isspace():
            self.run.append(element.text)
        for child in element:
            tag = child.tag
            if tag in _BLOCKS:
                if tag not in _SILENT:
                    self.end(part, kind)
                    self.enter(child, part, depth)
            elif tag == "br":
                self.run.append("\n")
            else:
                self.phrase(child, part, kind, depth)
            if child.tail and (self.run or not child.tail.isspace()):
                self.run.append(child.tail)
        self.end(part, kind)

    def enter(self, element: HtmlElement, part: int, depth: int) -> None:
        if depth >= MAX_DEPTH:
            return
        tag = str(element.tag)
        doubt = SUSPECTED if tag in _FURNITURE else doubt_of(element)
        if doubt or tag in _PARTS:
            self.parts.append(Part(element, part, doubt))
            part = len(self.parts) - 1
        if doubt == SUSPECTED and self.is_quick:
            self.closed = max(self.closed, sum(len(text.strip()) for text in element.itertext() if len(text) >= _SHORTEST))
        elif doubt != HIDDEN:
            self.visit(element, part, tag, depth + 1)

    def phrase(self, element: HtmlElement, part: int, kind: str, depth: int) -> None:
        """An inline element, unless blocks stand in it."""
        if len(element) and any(inner.tag in _ENDS for inner in element.iterdescendants()):
            self.end(part, kind)
            self.enter(element, part, depth)
        elif (len(element) or element.text) and not doubt_of(element):
            text = "".join(element.itertext())
            self.run.append(text)
            self.linked += len(text) if element.tag == "a" else sum(len("".join(anchor.itertext())) for anchor in element.iter("a"))

    def end(self, part: int, kind: str) -> None:
        if not self.run:
            return
        text = "".join(self.run)
        if text and not text.isspace():
            self.blocks.append(Block(text, self.linked, kind, part))
        self.run.clear()
        self.linked = 0


def doubt_of(element: HtmlElement) -> int:
    """Whether the element looks like furniture: 0, ``SUSPECTED`` or ``HIDDEN``."""
    names = element.keys()
    if not names or element.tag in _NEVER_FURNITURE:
        return 0
    named = max((_doubt_in(element.get(name, "")[:_MOST_OF_A_NAME]) for name in ("class", "id") if name in names), default=0)
    if named or not _TELLING.intersection(names):
        return named
    is_aside = element.get("role") in _ASIDE_ROLES or element.get("aria-hidden") == "true" or "hidden" in names
    style = element.get("style", "")
    return SUSPECTED if is_aside or ("display" in style and "none" in style) else 0


@lru_cache(maxsize=8_192)
def _doubt_in(name: str) -> int:
    if not name:
        return 0
    return HIDDEN if _HIDDEN_NAMES.search(name) else int(_SUSPECT_NAMES.search(name) is not None)
