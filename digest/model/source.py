"""Where news comes from and what came: sources, what is remembered of them, entries, pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digest.model.identity import SourceId
from digest.model.report import Failure


class Use(StrEnum):
    """How much of a publisher's text may be shown."""

    TITLE = "title"
    EXCERPT = "excerpt"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place we gather from: one feed, one page list, one folder."""

    id: SourceId
    kind: str
    """Name of the gatherer in the registry: ``feed``, ``folder``, ``page``."""
    url: str
    """Absolute http(s) address, or for a folder its path."""
    title: str = ""
    tags: frozenset[str] = frozenset()
    weight: float = 1.0
    """The operator's trust, 0 to 3."""
    language: str = ""
    """BCP 47, empty when the feed shall tell."""
    use: Use = Use.EXCERPT
    full_text: bool = True
    """Whether the linked page is fetched where the feed's text looks like a teaser."""
    select: str = ""
    """For a page list: the CSS selector of its links; empty = found by what repeats on the page."""
    is_paused: bool = False
    """Not asked, but still the source of what came from it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What must survive a restart for a source to be asked politely."""

    source: SourceId
    url: str = ""
    """Where it lives now, when it moved for good; empty = as configured."""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked: datetime | None = None
    """The last attempt."""
    next_check: datetime | None = None
    next_reason: str = ""
    failures: int = 0
    """Consecutive."""
    error: str = ""
    status: str = "new"
    """``new``, ``ok``, ``moved``, ``error``, ``gone`` or ``busy``."""
    moved_to: str = ""
    moved_seen: int = 0
    """How often in a row ``moved_to`` was announced."""
    title: str = ""
    """As the feed calls itself."""
    is_primed: bool = False
    """True after the first successful fetch; undated entries of the first fetch count as old."""
    interval_seconds: int = 0
    """The source's own rhythm as last parsed (its entries' dates, its ttl); 0 = not known. Asked again about so often."""
    skip_hours: int = 0
    """Hours in which the feed asks not to be asked (RSS skipHours): bit ``n`` stands for the hour ``n`` of the day in UTC."""
    skip_days: int = 0
    """Days on which the feed asks not to be asked (RSS skipDays): bit ``n`` stands for the weekday ``n`` in UTC, Monday 0."""
    configured: str = ""
    """The address that was configured when all this was learned; under another one nothing of it holds."""
    latest: str = ""
    """Short hashes of the first entries of its last document, divided by blanks: none of them in the next one is a gap."""
    note: str = ""
    """What is odd about its last document although it could be used, as a sentence for the operator; empty when nothing is."""
    answered: datetime | None = None
    """When it last gave something that could be used, a "not modified" among it."""
    newest: datetime | None = None
    """When its newest entry came out: the entry's own date, or when an undated one was first seen."""
    usual_seconds: int = 0
    """The usual time from one burst of entries to the next, as its dates last told; 0 = not known."""
    weekly: float = 0.0
    """Entries a week, as its dates last told; 0 = not known."""
    size: int = 0
    """How many entries its document usually has; 0 = not known."""
    alerted: str = ""
    """Which alerts of its health (``gather/health.py``) were told and still hold, as words divided by blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that belongs to an article."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as its source published it: sanitised, nothing decided yet."""

    source: SourceId
    guid: str = ""
    link: str = ""
    """Absolute; the original, tracking parameters and all; empty when the entry has none."""
    title: str = ""
    """Plain text."""
    content: str = ""
    """The longest text published: sanitised HTML, or plain text as ``media`` says."""
    media: str = "text/html"
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[str, ...] = ()
    language: str = ""
    image: Image | None = None
    comments: int | None = None
    """How many comments the feed says it has."""
    seen: datetime
    """When we gathered it."""
    is_backlog: bool = False
    """Undated, and from a source's first fetch: older than anything we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What asking one source gave: its entries, and what to remember for the next time."""

    source: Source
    state: SourceState
    entries: tuple[Entry, ...] = ()
    failure: Failure | None = None
    page: Page | None = None
    """An index page as it came, for what stands beside its listing; None when it did not change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A linked page as fetched."""

    url: str
    """After redirects."""
    content: bytes
    media: str = "text/html"
    charset: str = ""
    """As the server said it; empty when it did not."""
