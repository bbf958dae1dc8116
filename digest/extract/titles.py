# ruff: noqa: RUF001 - marks of many languages are what these expressions look for
"""What an article is called on its page.

Editors write a heading for readers and other titles for search engines and for sharing; the heading is the title. Not
every first-rank heading is one: some hold the site's name. So in order: the longest heading that stands in the page's
other titles; the only heading there is; one of second or third rank that stands in them; else what is shared or shown,
without the site's name at either end. A kicker before a title (*Climate: Drill until it gets hot*) is not part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from digest.text import fold, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SEPARATOR = re.compile(r"\s+[|–—»·•:\-]\s+|\s*[|»]\s*|\s+::\s+")
_KICKER = re.compile(
    r"kicker|overline|over-title|topline|eyebrow|dachzeile|spitzmarke|rubri|categor|prefix|label|badge|date|visually-hidden|sr-only",
    re.IGNORECASE,
)
_HOME = re.compile(r"(?:https?:)?//[^/?#]{1,253}/?|/|\./", re.IGNORECASE)
_SENTENCE = 3
"""Words; fewer are no title of their own."""
_LONGEST = 500
_MOST = 40
"""Headings of one rank that are looked at."""


def title_of(tree: HtmlElement, meta: Mapping[str, str], *, headline: str = "", url: str = "") -> str:
    """The title; ``meta`` by name in lower case, ``headline`` as the JSON-LD has it, ``url`` where the page is. Empty without one."""
    shown = plain(shown_title(tree))
    shared = plain(unescape(meta.get("og:title", ""))) or plain(unescape(meta.get("twitter:title", "")))
    headings = headings_of(tree, "h1")
    site = _site_names(meta, url)
    own = [heading for heading in headings if not _names_site(heading, site, shown)]
    stated = shared or plain(unescape(headline))
    names = {fold(meta.get("og:site_name", "")), *map(fold, headings)} - {""}
    told = without_site(stated, names, shown) if stated else without_site(shown, names, "")
    found = _agreed(own, shown, shared) or _only(own)
    if found:
        return told if _is_longer_by_a_kicker(found, told) else found
    return _agreed([lower for lower in headings_of(tree, "h2", "h3") if len(lower.split()) >= _SENTENCE], shown, shared) or told


def titles_of(tree: HtmlElement, title: str) -> frozenset[str]:
    """Every wording of the title, folded: what is no news in the first lines of its text."""
    shared = [plain(element.get("content") or "")[:_LONGEST] for element in tree.iter("meta") if element.get("property") == "og:title"]
    found = [title, *headings_of(tree, "h1"), shown_title(tree), *shared]
    pieces = [piece for each in found for piece in (each, *_SEPARATOR.split(each))]
    return frozenset(fold(piece) for piece in pieces if len(piece) > 1)


def shown_title(tree: HtmlElement) -> str:
    """The text of the ``title`` element: the one in the head, where drawings have theirs, too."""
    return next((" ".join(element.text_content()[:_LONGEST].split()) for element in tree.iter("title")), "")


def headings_of(tree: HtmlElement, *ranks: str) -> list[str]:
    """The headings of these ranks, kickers left out; one that links home is the site's name, not a heading."""
    found = (heading for heading in islice(tree.iter(*ranks), _MOST) if not _links_home(heading))
    return [text for text in (plain(_without_kicker(heading)[:_LONGEST]) for heading in found) if text]


def _links_home(heading: HtmlElement) -> bool:
    return any(_HOME.fullmatch(link.get("href", "")[:_LONGEST]) for link in heading.iter("a") if link.get("href"))


def _without_kicker(heading: HtmlElement) -> str:
    """What the heading says, without elements in it that are named after what stands over titles; all where nothing else is."""
    if not len(heading):
        return heading.text or ""
    silent = [inner for inner in heading.iterdescendants() if inner.tag in {"style", "script", "svg"}]
    over = [inner for inner in heading.iterdescendants() if _KICKER.search(inner.get("class", "")[:_LONGEST])]
    whole = _without(heading.text_content(), silent)
    return _without(whole, over).strip(" \t\r\n:|–—-·") or whole


def _without(text: str, elements: list[HtmlElement]) -> str:
    for element in elements:
        text = text.replace(element.text_content(), " ", 1) if element.text_content() else text
    return text


def _site_names(meta: Mapping[str, str], url: str) -> frozenset[str]:
    """What the site may be called: as it says, and its host."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return frozenset({_letters(meta.get("og:site_name", "")), _letters(host), *map(_letters, host.split("."))}) - {""}


def _names_site(heading: str, site: frozenset[str], shown: str) -> bool:
    """Whether a heading is the site's name: it says so, or the title names it at one end and something longer beside it."""
    if _letters(heading) in site:
        return True
    pieces = [fold(piece) for piece in _SEPARATOR.split(shown) if piece.strip()]
    return len(pieces) > 1 and fold(heading) == pieces[-1] and len(pieces[-1]) < max(map(len, pieces))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _agreed(headings: list[str], shown: str, shared: str) -> str:
    """The longest heading that stands in another title."""
    inside = [heading for heading in headings if fold(heading) in fold(shown) or fold(heading) in fold(shared)]
    return max(inside, key=len, default="")


def _only(headings: list[str]) -> str:
    """The one heading there is; a single word heads a department."""
    is_alone = len(set(map(fold, headings))) == 1 and len(headings[0].split()) > 1
    return headings[0] if is_alone else ""


def _is_longer_by_a_kicker(heading: str, told: str) -> bool:
    return len(told.split()) >= _SENTENCE and fold(heading) != fold(told) and fold(heading).endswith(fold(told))


def without_site(title: str, names: set[str], shown: str) -> str:
    """The title without the site's name at either end."""
    pieces = [piece for piece in _SEPARATOR.split(title) if piece.strip()]
    if len(pieces) <= 1 or (not names and not shown):
        return title if shown or len(pieces) <= 1 else _longest_end(title, pieces)
    if fold(pieces[-1]) in names or (len(pieces[-1].split()) == 1 and "." in pieces[-1]):
        return title[: title.rfind(pieces[-1])].rstrip(" |–—»·•:-")
    if fold(pieces[0]) in names:
        return title[title.find(pieces[0]) + len(pieces[0]) :].lstrip(" |–—»·•:-")
    return title if shown else _longest_end(title, pieces)


def _longest_end(title: str, pieces: list[str]) -> str:
    """Of a title whose site is not known: without its last piece where that is short, else as it is."""
    return title[: title.rfind(pieces[-1])].rstrip(" |–—»·•:-") if len(pieces[-1]) < len(title) / 2 else title
