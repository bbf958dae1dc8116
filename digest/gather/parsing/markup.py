"""Markup of strangers made harmless: nh3 with a short list of tags, and markup turned into one line of text.

nh3 (Ammonia, in Rust) is the only sanitiser. What survives is structure and links: no ids, classes, styles, images,
scripts, forms; links only http, https and mailto, relative ones resolved. Text inside is not judged here.
"""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Literal
from urllib.parse import urljoin, urlsplit

import nh3

from digest.gather.parsing.published import Markup
from digest.text import plain

_INLINE = frozenset({"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "ins", "q", "s", "small", "span", "strong"})
_SHIFTS = frozenset({"sub", "sup", "u"})
_BLOCKS = frozenset({"blockquote", "div", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"})
_LISTS = frozenset({"dd", "dl", "dt", "li", "ol", "ul", "table", "tbody", "td", "tfoot", "th", "thead", "tr"})
TAGS = _INLINE | _SHIFTS | _BLOCKS | _LISTS
_WITH_CONTENT = frozenset({"script", "style", "noscript", "template"})
_BREAKS = re.compile(r"</?(?:p|br|div|li|h[1-6]|tr|td|hr|blockquote)\b[^>]{0,200}>", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ABOVE = tuple(
    map(re.compile, (rb"\xc2[\x80-\x9f]", rb"\xe2\x80[\xaa-\xae]", rb"\xe2\x81[\xa6-\xa9]", rb"\xef\xbb\xbf", rb"\xef\xbf[\xbe\xbf]"))
)
"""``_CONTROLS`` in UTF-8, each with a beginning of its own, so that they are searched for at the speed of memory."""
_BELOW = bytes([*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_RELATIVE = re.compile(r"\shref\s*=\s*(?![\"']?(?:https?:|mailto:))", re.IGNORECASE)
_DRAWN = re.compile(r"</?(?:svg|desc|math|semantics|m(?!ain|ap|ark|enu|eta|eter)[a-z]{1,12})\b[^>]{0,2000}>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--[^>]{0,2000}>")
_ABSOLUTE = re.compile(r"https?://[a-zA-Z0-9.-]+(?:/[!$%&'()*+,./0-9:=?@A-Z_a-z~-]*[/0-9A-Z_a-z=-])?", re.ASCII)
"""The usual address, which needs no closer look."""
_MAX_LINK = 2_000
_MAX_LINE = 20_000
_MAX_DEPTH = 256
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_ANY_TAG = re.compile(r"<[/!?a-zA-Z][^<>]{0,5000}>?")
_CLOSING_ONE_ANOTHER = frozenset(
    (
        *("p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup"),
        *("br", "hr", "img", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track", "param"),
    )
)


def harmless(markup: Markup, base: str) -> str:
    """HTML that may be kept: sanitised, relative links resolved against its own base or else ``base``."""
    text = _without_controls(markup.text)
    if not ("<" in text or "&" in text or ">" in text):
        return text.strip()
    text = shallow(_readable(text))
    against = (web_link(markup.base, base) or web_link(base, "")) if _has_relative_links(text) else ""
    try:
        return _cleaned_against(text, against) if against else _cleaned(text)
    except ValueError:  # a base that only Rust's stricter reading of addresses refuses
        return _cleaned(text)


def _cleaner(relative: Literal["deny"] | tuple[Literal["rewrite_with_base"], str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        url_relative=relative,
    )


@cache
def _usual() -> nh3.Cleaner:
    """Made once: for text without relative links, which it takes out should one have been overlooked."""
    return _cleaner("deny")


def _cleaned(text: str) -> str:
    return _usual().clean(text).strip()


def _cleaned_against(text: str, base: str) -> str:
    return _cleaner(("rewrite_with_base", base)).clean(text).strip()


def _readable(text: str) -> str:
    """Two things that a sanitiser swallows with all that follows: drawings and formulas, and comments nobody closed."""
    if "<svg" in text or "<math" in text:
        text = _DRAWN.sub(" ", text)
    if "<!--" in text and "-->" not in text:
        text = _COMMENT.sub("", text)
    return text


def shallow(text: str) -> str:
    """The markup itself, or only its words where elements are open in one another more than ``_MAX_DEPTH`` deep.

    An HTML5 parser takes quadratic time for those: 100,000 open elements, half a megabyte, take it three quarters of a minute.
    Elements that close one another are not counted.
    """
    if text.count("<") <= _MAX_DEPTH:
        return text
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() not in _CLOSING_ONE_ANOTHER:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _MAX_DEPTH:
            return html.escape(bare_words(text), quote=False)
    return text


def bare_words(text: str) -> str:
    """The words of HTML as plain text."""
    return html.unescape(_ANY_TAG.sub(" ", text))


def _has_relative_links(text: str) -> bool:
    """Counting finds the usual text without any at the speed of memory; only the others are looked at closely."""
    is_usual = text.count("href") == text.count('href="http') and "HREF" not in text
    return not is_usual and _RELATIVE.search(text) is not None


def _without_controls(text: str) -> str:
    """The text without control characters; whether it has any is seen in its bytes, several times faster."""
    raw = text.encode("utf-8", "surrogatepass")
    if len(raw.translate(None, _BELOW)) == len(raw) and not (not raw.isascii() and any(each.search(raw) for each in _ABOVE)):
        return text
    return _CONTROLS.sub("", text)


def kept(markup: Markup, base: str) -> str:
    """What may be kept of a text, in its own media: sanitised HTML, or plain text without control characters."""
    if markup.media == "text/html":
        return harmless(markup, base)
    return _without_controls(markup.text.replace("\r\n", "\n")).strip()


def line(markup: Markup) -> str:
    """One line of plain text; markup is taken out of HTML, character references are resolved."""
    if markup.media != "text/html" or not ("<" in markup.text or "&" in markup.text):
        return plain(markup.text)
    text = markup.text[:_MAX_LINE]
    if "<" in text:
        text = _bare().clean(_BREAKS.sub(" ", shallow(_readable(text))))
    return plain(html.unescape(text))


@cache
def _bare() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set(), clean_content_tags={"script", "style"})


def web_link(link: str, base: str) -> str:
    """An absolute http(s) address without user name, or nothing."""
    if _ABSOLUTE.fullmatch(link) and len(link) <= _MAX_LINK:
        return link
    try:
        joined = urljoin(base, link.strip())
        parts = urlsplit(joined)
        is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return ""
    return joined if is_web and len(joined) <= _MAX_LINK and not _CONTROLS.search(joined) else ""
