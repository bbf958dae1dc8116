"""What a feed says, before anyone judges it: the common form that every road of parsing gives.

Texts are as published (markup and all), instants are what the feed's dates mean, plausible or not. ``entries`` turns
this into ``Entry`` values: sanitised, resolved, with dates believed or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.model import Image

_MAIL_FIRST = re.compile(r"\S{1,200}@\S{1,200}\s{1,5}\((.{1,200})\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """A text and what it is written in."""

    text: str = ""
    media: str = "text/html"
    """``text/html`` or ``text/plain``."""
    base: str = ""
    """What relative links in it are relative to; empty = the entry's own link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that a feed names beside an entry."""

    url: str
    media: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One entry as its feed has it."""

    guid: str = ""
    link: str = ""
    title: Markup = Markup()
    summary: Markup = Markup()
    content: Markup = Markup()
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    image: Image | None = None
    comments: int | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed document as read."""

    title: Markup = Markup()
    link: str = ""
    language: str = ""
    updated: datetime | None = None
    ttl_seconds: int = 0
    """How long it asks to be left alone; 0 = it does not say."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day, UTC, in which it asks not to be asked."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, UTC, Monday 0, in which it asks not to be asked."""
    older: str = ""
    """Where the page of older entries is (RFC 5005 ``prev-archive``, else ``next``); empty when the feed names none."""
    flaw: str = ""
    """What is wrong with the document although it could be read, as a sentence for the operator; empty when nothing is."""
    entries: tuple[Published, ...] = ()


def longest(texts: Iterable[Markup]) -> Markup:
    """The one that says most; the first of equals."""
    return max(texts, key=lambda each: len(each.text), default=Markup())


def names_of(single: str, names: Sequence[str]) -> str:
    """Who wrote it: every name once. RSS 2.0 has ``ada@herald.example (Ada)``, of which the name is kept."""
    return mailed_name(single) or ", ".join(dict.fromkeys(filter(None, names))) or single


def mailed_name(author: str) -> str:
    """The name behind a mail address, empty where a text is not that."""
    found = _MAIL_FIRST.fullmatch(author) if "@" in author else None
    return found[1] if found else ""


def category_names(tags: Sequence[tuple[str | None, str | None, str | None]]) -> tuple[str, ...]:
    """Names out of (term, scheme, label): for people first (label), then for machines (term); addresses of taxonomies are no names."""
    if not tags:
        return ()
    named = [(label or "").strip() for _, _, label in tags] + [(term or "").strip() for term, _, _ in tags]
    return tuple(dict.fromkeys(name for name in named if name and "://" not in name))


def declared_image(
    media: Sequence[Mapping[str, object]], thumbnails: Sequence[Mapping[str, object]], enclosures: Sequence[Enclosure]
) -> Image | None:
    """The picture a feed itself declares: Media RSS with the widest first, else a thumbnail, else an enclosure."""
    if not (media or thumbnails or enclosures):
        return None
    declared = sorted((each for each in media if _is_image(each)), key=_width, reverse=True)
    enclosed = [{"url": each.url} for each in enclosures if each.media.startswith("image/")]
    for each in (*declared, *thumbnails, *enclosed):
        address = each.get("url")
        if isinstance(address, str) and address.strip():
            return Image(url=address.strip(), width=_width(each), height=_size(each, "height"))
    return None


def _is_image(media: Mapping[str, object]) -> bool:
    return media.get("medium") == "image" or str(media.get("type", "")).startswith("image/")


def _width(media: Mapping[str, object]) -> int:
    return _size(media, "width")


def _size(media: Mapping[str, object], name: str) -> int:
    text = str(media.get(name) or "").strip()
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
