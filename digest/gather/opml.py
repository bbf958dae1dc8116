"""Subscription lists as other readers write and read them: OPML 2.0.

Folders become tags: an outline without an address names its children's tag. Reading is safe for hostile files:
nothing is loaded, no entity is resolved, 10,000 feeds at most. Source: opml.org/spec2.opml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from digest.errors import ParseError
from digest.gather.parsing.markup import web_link
from digest.model import Source
from digest.text import plain

MAX_FEEDS = 10_000
_MAX_BYTES = 10_000_000


class Outline(NamedTuple):
    """One feed of a list."""

    title: str
    url: str
    tags: tuple[str, ...]


def read_opml(document: bytes) -> tuple[Outline, ...]:
    """The feeds of an OPML file, each once, in order; raises ``ParseError`` when it is none."""
    if len(document) > _MAX_BYTES:
        raise ParseError(f"the OPML file is larger than {_MAX_BYTES:,} bytes")
    if b"<!DOCTYPE" in document.replace(b"\0", b"").upper():
        raise ParseError("the OPML file has a document type, which is not read; remove the line that begins with <!DOCTYPE")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root: etree._Element | None = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError("the OPML file is broken XML", cause=str(error)[:200]) from error
    body = root.find("body") if root is not None and root.tag == "opml" else None
    if body is None:
        raise ParseError("this is no OPML file: it has no <opml><body>")
    found: dict[str, Outline] = {}
    for outline in _outlines(body):
        found.setdefault(outline.url, outline)
    return tuple(found.values())[:MAX_FEEDS]


def write_opml(sources: Sequence[Source], *, title: str = "digest") -> str:
    """Sources of kind ``feed`` as OPML 2.0; their tags as ``category``, and the first as a folder."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = plain(title)
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        if source.kind == "feed":
            first = min(source.tags, default="")
            if first and first not in folders:
                folders[first] = etree.SubElement(body, "outline", text=plain(first), title=plain(first))
            _written(source, folders[first] if first else body)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True).decode()


def _written(source: Source, parent: etree._Element) -> None:
    name = plain(source.title) or source.url
    outline = etree.SubElement(parent, "outline", type="rss", text=name, title=name, xmlUrl=plain(source.url))
    if source.tags:
        outline.set("category", ",".join(plain(tag) for tag in sorted(source.tags)))


def _outlines(body: etree._Element) -> Iterator[Outline]:
    for element in body.iter("outline"):
        if url := web_link(_attribute(element, "xmlUrl"), ""):
            tags = (*_folders(element), *(part.strip("/ ") for part in _attribute(element, "category").split(",")))
            cleaned = dict.fromkeys(tag for tag in map(_tag, tags) if tag)
            yield Outline(_title(element) or url, url, tuple(cleaned))


def _folders(element: etree._Element) -> list[str]:
    names = [_title(parent) for parent in element.iterancestors("outline") if not _attribute(parent, "xmlUrl")]
    return names[::-1]


def _title(element: etree._Element) -> str:
    return plain(_attribute(element, "title") or _attribute(element, "text"))[:200]


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute whatever its case: programs write xmlUrl, xmlurl and xmlURL."""
    return next((str(value).strip() for key, value in element.attrib.items() if str(key).lower() == name.lower()), "")


def _tag(name: str) -> str:
    """A name as tags are written: lower case, plain letters, words joined by hyphens."""
    bare = unicodedata.normalize("NFKD", plain(name).lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:63]
