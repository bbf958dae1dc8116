"""A page's bytes as a tree, parsed once for body and metadata alike; the only file that sets up lxml's HTML parser.

Comments and processing instructions are left out. Elements get one class for all (lxml's own look-up asks Python for
every element, a tenth of the time a page takes). libxml2's limits stay on: what is nested deeper than it allows is
flattened, entities of the page's own do not exist in HTML. The encoding is, in order: a byte order mark, what the
server said, what the page declares, UTF-8 where it fits, Windows-1252 (WHATWG Encoding).
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import TYPE_CHECKING

from lxml.etree import ElementDefaultClassLookup, HTMLParser, LxmlError, fromstring
from lxml.html import HtmlElement

from digest.errors import ExtractError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARACTERS = 5_000_000
"""Of a page that are read; no article is longer."""
MAX_TAGS, MAX_ATTRIBUTES = 120_000, 2_000
"""Of a page · of one element: readers take quadratic time over more, and no honest page has a tenth of it."""
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_ATTRIBUTE = re.compile(r"\s[^\s=<>\"']{1,100}\s?=")
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4_096
"""Bytes in which a page must declare its encoding (twice and more what HTML asks for)."""
_NEVER = frozenset({"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"})
"""Codecs that take quadratic time or give no text."""
_SLIP = 10
"""One bad character in so many others beyond ASCII is a slip, not another encoding."""
_WIDER = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""Labels that mean more than they say."""
_PARSER = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=False, no_network=True)
_PARSER.set_element_class_lookup(ElementDefaultClassLookup(element=HtmlElement))


def read_tree(content: bytes | str, *, charset: str = "", url: str = "") -> HtmlElement:
    """The root of the page; raises ``ExtractError`` when nothing in it is HTML, or it is made to be slow to read.

    ``url`` names the page in the error.
    """
    text = (content if isinstance(content, str) else decoded(content, charset))[:MAX_CHARACTERS]
    if text.count("<") > MAX_TAGS or any(_has_many_attributes(match[0]) for match in _LONG_TAG.finditer(text)):
        raise ExtractError("The page has more markup than any honest one.", subject=url)
    try:
        tree = fromstring(text.replace("\x00", "").encode("utf-8", "replace"), _PARSER)
    except (LxmlError, ValueError) as error:
        raise ExtractError("The page cannot be read as HTML.", subject=url, cause=error) from error
    if not isinstance(tree, HtmlElement) or tree.tag != "html":  # libxml2 gives nothing for an empty page
        raise ExtractError("The page is not HTML.", subject=url)
    return tree


def _has_many_attributes(tag: str) -> bool:
    return next(islice(_ATTRIBUTE.finditer(tag), MAX_ATTRIBUTES, None), None) is not None


def has_few(element: HtmlElement, most: int) -> bool:
    """Whether the element has at most so many children; ``len`` would count them all, every time."""
    return next(islice(element.iterchildren(), most, None), None) is None


def decoded(content: bytes, charset: str = "") -> str:
    """The text of a page or text file; what cannot be read is marked, never raised."""
    for name in _encodings(content, charset):
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):  # not in this one, or a codec of something else than text
            continue
    text = content.decode("utf-8", "replace")
    is_utf8 = text.count("\ufffd") * _SLIP < sum(letter > "\x7f" for letter in text[:MAX_CHARACTERS])
    return text if is_utf8 or charset.lower() in {"utf-8", "utf8"} else content.decode("cp1252", "replace")


def _encodings(content: bytes, charset: str) -> Iterator[str]:
    yield from (name for mark, name in _MARKS if content.startswith(mark))
    declared = _META.search(content[:_HEAD])
    for label in (charset, declared[1].decode("ascii", "replace") if declared else "", "utf-8"):
        try:
            name = codecs.lookup(label).name if label else ""
        except (LookupError, ValueError):
            continue
        if name and name not in _NEVER:
            yield _WIDER.get(name, name)
