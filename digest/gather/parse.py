"""From bytes to ``Feed``: what kind of document it is, whether it is safe to read, and by which road.

Before a feed is read it passes the gate: no document type with entities (billion laughs, files read from disk), no
nesting deeper than libxml2's 256, no more than 2,000 entries (the first ones count). One cheap lxml parse tells. Then a road:
JSON Feed by ``jsonfeed``, all others by ``reference``. A web page given as a feed is an error that names the feed the
page itself announces. Sources: XML 1.0, RFC 4287, RSS 2.0, RSS 1.0, jsonfeed.org.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from digest.errors import ParseError
from digest.gather import jsonfeed, reference
from digest.gather.autodiscovery import feed_links
from digest.gather.charset import decode
from digest.gather.published import Feed

MAX_ENTRIES = 2_000
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_WEB_PAGE = re.compile(r"<html[\s>]|<!doctype\s+html|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_SKIPPED = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_BLANKS = " \t\r\n\ufeff"


class WebPageError(ParseError):
    """A web page was given where a feed was expected."""

    def __init__(self, links: tuple[str, ...]) -> None:
        """``links`` are the feeds that the page announces."""
        self.links = links
        hint = f"it names {links[0]} as its feed; use that address" if links else "look on the site for the address of its feed"
        super().__init__(f"this is a web page, not a feed; {hint}")


def parse(body: bytes, *, url: str = "", content_type: str = "", language: str = "") -> Feed:
    """Read a feed of any kind; ``url`` is where it came from. Raises ``ParseError`` (``WebPageError`` for a web page)."""
    text = decode(body, content_type).lstrip(_BLANKS)
    if not text:
        raise ParseError("the document is empty")
    if text[0] == "{":
        return jsonfeed.read(text, limit=MAX_ENTRIES)
    if _is_web_page(text):
        raise WebPageError(feed_links(text, url))
    document = gated(_DECLARATION.sub("", text, count=1).encode("utf-8", "replace"))
    return replace(reference.read(document, language=language), skip_hours=_skip_hours(document))


def gated(document: bytes) -> bytes:
    """The document, if it is safe to read, made plain where need be; raises ``ParseError`` when it is not safe.

    Only the first entries are kept, and markup that stands naked in a title, GUID, author or category of RSS is
    reduced to its text.
    """
    if b"<!ENTITY" in _prolog(document):
        raise ParseError("the feed declares entities of its own, which are not read")
    # without huge_tree libxml2 stops at a depth of 256 and at bombs in attributes
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: etree._Element | None = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    for complaint in parser.error_log:
        if "Excessive depth" in complaint.message:
            raise ParseError("the feed is nested too deeply")
    if root is None:
        return document
    if root.getroottree().docinfo.internalDTD is not None and _declares_entities(root):
        raise ParseError("the feed declares entities of its own, which are not read")
    return _plainer(root, document)


def _prolog(document: bytes) -> bytes:
    """What stands before the first element, upper case: the only place where a parser minds a document type.

    Comments are skipped by hand, for a pattern would go back over an unclosed one again and again.
    """
    at = 0
    while (at := document.find(b"<", at)) >= 0:
        if document.startswith(b"<!--", at):
            at = document.find(b"-->", at)
            if at < 0:
                return document.upper()
        elif document[at + 1 : at + 2].isalpha():
            return document[:at].upper()
        at += 1
    return document.upper()


def _declares_entities(root: etree._Element) -> bool:
    declared = root.getroottree().docinfo.internalDTD
    return declared is not None and next(iter(declared.iterentities()), None) is not None


def _plainer(root: etree._Element, document: bytes) -> bytes:
    """The document itself, or what is left of it without surplus entries and naked markup."""
    surplus = list(root.iter("{*}item", "{*}entry"))[MAX_ENTRIES:]
    naked = [element for element in root.iter("title", "guid", "author", "category") if len(element) and element.getparent() is not None]
    if not (surplus or naked):
        return document
    for element in surplus:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in naked:
        text = " ".join("".join(element.itertext()).split())
        element[:] = []
        element.text = text
    return etree.tostring(root, encoding="utf-8")


def _is_web_page(text: str) -> bool:
    head = text[:4_000]
    page, feed = _WEB_PAGE.search(head), _FEED_ROOT.search(head)
    return page is not None and feed is None


def _skip_hours(document: bytes) -> tuple[int, ...]:
    found = _SKIPPED.search(document)
    return tuple(int(hour) for hour in _HOUR.findall(found[1])) if found else ()
