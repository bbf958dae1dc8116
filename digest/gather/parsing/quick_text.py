"""Texts, links and languages of plain elements, read as feedparser reads them: the ground of the fast road.

feedparser strips every text, turns text that was encoded twice back (UTF-8 read as Latin-1), maps the control characters of
Windows-1252 to what was meant, and guesses in RSS whether a title is plain text or HTML. So does this.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from digest.gather.parsing.published import Markup
from digest.gather.parsing.reference import has_meaning, looks_like_html

if TYPE_CHECKING:
    from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
RSS_1 = "{http://purl.org/rss/1.0/}"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_MEDIA = {"text": "text/plain", "plain": "text/plain", "text/plain": "text/plain", "html": "text/html", "text/html": "text/html"}
_WINDOWS = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_CONTROLS = re.compile("[\x80-\x9f]")
_SLASHES = re.compile(r"\A([A-Za-z][A-Za-z0-9+-.]*://)/+")
_LONGEST_TAG = 300
_MARKS = re.compile(r"[<&]")


class UnplainError(Exception):
    """Not to be read on the fast road; never leaves it."""


@dataclass(slots=True, kw_only=True)
class LinkedText:
    """What collects links: an entry, or the head of a feed."""

    is_rss: bool
    link: str | None = None


def said_by(element: etree._Element) -> str:
    """The text of an element that has nothing but text."""
    if len(element):
        raise UnplainError
    text = element.text
    if not text:
        return ""
    text = text.strip()
    return text if text.isascii() else _mended(text)


def _mended(text: str) -> str:
    with suppress(UnicodeError):  # the usual case: it was encoded once
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_WINDOWS).strip() if _CONTROLS.search(text) else text.strip()


def markup_of(element: etree._Element, *, is_rss: bool, default: str) -> Markup:
    """A text with what it is written in: as its ``type`` says, else ``default``, else guessed."""
    text, media, base = said_by(element), default, ""
    if element.attrib:
        media = _MEDIA.get(element.get("type", default).lower(), "")
        base = element.get(_BASE, "")
        if not media or "mode" in element.attrib or "base" in element.attrib:
            raise UnplainError
    if is_rss and media == "text/plain" and _MARKS.search(text) and looks_like_html(text):
        media = "text/html"
    return Markup(text=text, media=media, base=base)


def language_of(element: etree._Element, inherited: str) -> str:
    """The language of an element: its own, where it names one, else what is spoken around it."""
    own = element.get(_LANGUAGE, element.get("lang")) if element.attrib else None
    return inherited if own is None else own.replace("_", "-")


def follow_link(holder: LinkedText, element: etree._Element) -> None:
    """What a link element adds: the last one that leads to a page is the link."""
    href = element.get("href") or element.get("url") or element.get("uri")
    if href:
        kind = (element.get("type") or "text/html").lower()
        if (element.get("rel") or "alternate").lower() == "alternate" and kind in {"text/html", "html", "xhtml", "application/xhtml+xml"}:
            holder.link = joined(href)
    elif element.attrib and element.get("rel") is not None:
        raise UnplainError
    else:
        holder.link = joined(said_by(element)).replace("&amp;", "&")


def joined(link: str) -> str:
    """A link as it stands, but for slashes too many behind the scheme."""
    return _SLASHES.sub(r"\1", link) if ":///" in link else link


@lru_cache(maxsize=512)
def is_meaningless(tag: str, prefix: str | None) -> bool:
    """Whether no road keeps anything of such an element, itself or under another name."""
    space, _, name = tag.rpartition("}")
    return len(tag) <= _LONGEST_TAG and not has_meaning(space[1:], prefix, name)
