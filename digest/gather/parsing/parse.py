"""From bytes to ``Feed``: what kind of document it is, whether it is safe to read, and by which road.

Before a feed is read it passes the gate: no document type with entities (billion laughs, files read from disk), no
nesting deeper than libxml2's 256, no more than 2,000 entries (the first ones count). Then a road: JSON Feed by
``jsonfeed``; what one strict lxml parse finds well-formed and plain by ``quick``; all else by ``reference``, which is
feedparser. A document that is not well-formed gives what can be read, with its flaw named and without the entry in whose
middle it was cut off; where nothing can be read it is an error. A web page given as a feed is an error that names the feed
the page itself announces. Sources: XML 1.0, RFC 4287, RFC 5005, RSS 2.0, RSS 1.0, jsonfeed.org.
"""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import etree

from digest.errors import ParseError
from digest.gather.parsing import jsonfeed, quick, reference
from digest.gather.parsing.autodiscovery import feed_links
from digest.gather.parsing.channel import older_page, skipped_days, skipped_hours
from digest.gather.parsing.charset import decode
from digest.gather.parsing.published import Feed
from digest.text import plain

MAX_ENTRIES = 2_000
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
_WEB_PAGE = re.compile(r"<html[\s>]|<!doctype\s+html|<head[\s>]|<body[\s>]", re.IGNORECASE)
_FEED_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_BLANKS = " \t\r\n\ufeff"


class WebPageError(ParseError):
    """A web page was given where a feed was expected."""

    def __init__(self, links: tuple[str, ...]) -> None:
        """``links`` are the feeds that the page announces."""
        self.links = links
        hint = f"it names {links[0]} as its feed; use that address" if links else "look on the site for the address of its feed"
        super().__init__(f"this is a web page, not a feed; {hint}")


class BrokenFeedError(ParseError):
    """A document that is not well-formed and gives no entry."""

    def __init__(self, feed: Feed) -> None:
        """``feed`` is the little that could be read, its ``flaw`` the reason."""
        self.feed = feed
        super().__init__(f"the feed is broken and gives no entry: {feed.flaw}")


def parse(body: bytes, *, url: str = "", content_type: str = "", language: str = "") -> Feed:
    """Read a feed of any kind; ``url`` is where it came from.

    Raises ``ParseError``: ``WebPageError`` for a web page, ``BrokenFeedError`` for what is broken and gives nothing.
    """
    text = decode(body, content_type).lstrip(_BLANKS)
    if not text:
        raise ParseError("the document is empty")
    if text[0] == "{":
        return jsonfeed.read(text, limit=MAX_ENTRIES)
    if _is_web_page(text):
        raise WebPageError(feed_links(text, url))
    document = _document(text)
    root, flaws = _strict(document)
    feed = quick.read(root, limit=MAX_ENTRIES, language=language) if root is not None else None
    if feed is None:
        feed = reference.read(gated(document), language=language)
    feed = _asking(feed, document, root)
    return _told(feed, flaws, is_cut_off=_is_cut_off(document)) if flaws else feed


def parse_quickly(body: bytes, *, content_type: str = "", language: str = "") -> Feed | None:
    """The same where the fast road reads the whole document, else None; raises ``ParseError`` for declared entities.

    Takes time and memory in proportion to the document, whatever stands in it.
    """
    text = decode(body, content_type).lstrip(_BLANKS)
    if not text or text[0] == "{" or _is_web_page(text):
        return None
    document = _document(text)
    root, _ = _strict(document)
    feed = quick.read(root, limit=MAX_ENTRIES, language=language) if root is not None else None
    return feed and _asking(feed, document, root)


def _document(text: str) -> bytes:
    """In UTF-8 and without XML declaration; raises ``ParseError`` where it declares entities."""
    document = _DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    if b"<!ENTITY" in _prolog(document):
        raise ParseError("the feed declares entities of its own, which are not read")
    return document


def _asking(feed: Feed, document: bytes, root: etree._Element | None) -> Feed:
    """The feed with what its head asks of whoever reads it."""
    return replace(feed, skip_hours=skipped_hours(document), skip_days=skipped_days(document), older=older_page(root))


def _strict(document: bytes) -> tuple[etree._Element | None, str]:
    """The tree of a well-formed document and no flaws, or no tree and what libxml2 has against it."""
    # without huge_tree libxml2 stops at a depth of 256 and at bombs in attributes
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(document, parser), ""
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, " ".join([str(error), *(each.message for each in list(parser.error_log)[:20])])


def _is_cut_off(document: bytes) -> bool:
    """Whether a broken document ends within an entry."""
    return max(map(document.rfind, (b"<item", b"<entry"))) > max(map(document.rfind, (b"</item", b"</entry")))


def _told(feed: Feed, flaws: str, *, is_cut_off: bool) -> Feed:
    """A broken feed as far as it goes: without the entry in which it was cut off."""
    entries = feed.entries[:-1] if is_cut_off else feed.entries
    flaw = plain(flaws.partition(", line ")[0])[:160]
    told = replace(feed, entries=entries, flaw=f"not well-formed XML ({flaw})")
    if not entries:
        raise BrokenFeedError(told)
    return told


def gated(document: bytes) -> bytes:
    """The document, if it is safe to read, made plain where need be; raises ``ParseError`` when it is not safe.

    Only the first entries are kept, and markup that stands naked in a title, GUID, author or category of RSS is
    reduced to its text.
    """
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
        text = _inner(element)
        element[:] = []
        element.text = text
    return etree.tostring(root, encoding="utf-8")


def _inner(element: etree._Element) -> str:
    """The text of naked markup; a GUID is no text but a name, and keeps its markup."""
    if element.tag != "guid":
        return " ".join("".join(element.itertext()).split())
    return (element.text or "").strip() + "".join(etree.tostring(child, encoding="unicode") for child in element).strip()


def _is_web_page(text: str) -> bool:
    head = text[:4_000]
    page, feed = _WEB_PAGE.search(head), _FEED_ROOT.search(head)
    return page is not None and feed is None
