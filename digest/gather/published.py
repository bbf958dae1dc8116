"""What a feed says, before anyone judges it: the common form that every road of parsing gives.

Texts are as published (markup and all), instants are what the feed's dates mean, plausible or not. ``entries`` turns
this into ``Entry`` values: sanitised, resolved, with dates believed or dropped.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model import Image


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
    entries: tuple[Published, ...] = ()
