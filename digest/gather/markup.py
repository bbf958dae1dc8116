"""Markup of strangers made harmless: nh3 with a short list of tags, and markup turned into one line of text.

nh3 (Ammonia, in Rust) is the only sanitiser. What survives is structure and links: no ids, classes, styles, images,
scripts, forms; links only http, https and mailto, relative ones resolved. Text inside is not judged here.
"""

from __future__ import annotations

import html
import re
from typing import Literal
from urllib.parse import urljoin, urlsplit

import nh3

from digest.gather.published import Markup
from digest.text import plain

_INLINE = frozenset({"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "span", "strong"})
_SHIFTS = frozenset({"sub", "sup", "u"})
_BLOCKS = frozenset({"blockquote", "div", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"})
_LISTS = frozenset({"dd", "dl", "dt", "li", "ol", "ul", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
TAGS = _INLINE | _SHIFTS | _BLOCKS | _LISTS
_WITH_CONTENT = frozenset({"script", "style", "noscript", "template"})
_BREAKS = re.compile(r"</?(?:p|br|div|li|h[1-6]|tr|td|hr|blockquote)\b[^>]{0,200}>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_IMAGE = re.compile(r"<img\b[^>]{0,2000}?\ssrc\s*=\s*[\"']?([^\"'\s>]{1,2000})", re.IGNORECASE)
_TINY = re.compile(r"\b(?:width|height)\s*=\s*[\"']?[012]\b", re.IGNORECASE)
_MAX_LINK = 2_000


def harmless(markup: Markup, base: str) -> str:
    """HTML that may be kept: sanitised, relative links resolved against its own base or else ``base``."""
    against = web_link(markup.base, base) or web_link(base, "")
    text = _CONTROLS.sub("", markup.text)
    try:
        return _cleaned(text, ("rewrite_with_base", against) if against else "deny")
    except ValueError:  # a base that only Rust's stricter reading of addresses refuses
        return _cleaned(text, "deny")


def _cleaned(text: str, relative: Literal["deny"] | tuple[Literal["rewrite_with_base"], str]) -> str:
    return nh3.clean(
        text,
        tags=set(TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        url_relative=relative,
    ).strip()


def kept(markup: Markup, base: str) -> str:
    """What may be kept of a text, in its own media: sanitised HTML, or plain text without control characters."""
    if markup.media == "text/html":
        return harmless(markup, base)
    return _CONTROLS.sub("", markup.text.replace("\r\n", "\n")).strip()


def line(markup: Markup) -> str:
    """One line of plain text; markup is taken out of HTML, character references are resolved."""
    if markup.media != "text/html" or not ("<" in markup.text or "&" in markup.text):
        return plain(markup.text)
    spaced = _BREAKS.sub(" ", markup.text)
    return plain(html.unescape(nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"})))


def web_link(link: str, base: str) -> str:
    """An absolute http(s) address without user name, or nothing."""
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return ""
    return joined if is_web and len(joined) <= _MAX_LINK and not _CONTROLS.search(joined) else ""


def first_image(markup: Markup, base: str) -> str:
    """The address of the first image that is no tracking pixel, or nothing."""
    if markup.media != "text/html":
        return ""
    for found in _IMAGE.finditer(markup.text[:50_000]):
        tag_end = markup.text.find(">", found.end())
        if not _TINY.search(markup.text[found.start() : tag_end + 1 if tag_end > 0 else None][:3_000]):
            return web_link(html.unescape(found[1]), markup.base or base)
    return ""
