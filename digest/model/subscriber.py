"""Who reads: preferences, subscribers, what they got, and the groups they fall into."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from digest.model.identity import ArticleId, DigestId, StoryId, SubscriberId


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a subscriber asked for as to content; hashable. Hour, days, city, name and address are not in it."""

    tags: tuple[tuple[str, float], ...] = ()
    """Weights by tag, sorted by tag; missing = 1.0, 0 = never, up to 3.0."""
    mute: tuple[str, ...] = ()
    """Words, and ``site:host``; sorted."""
    max_stories: int | None = None
    """None = the edition's."""
    words: int | None = None
    """None = the edition's; the whole digest's budget."""
    format: str = "html"
    """``html`` or ``text``."""
    language: str = "en"
    """BCP 47."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person with an address on lists."""

    id: SubscriberId
    email: str
    """As written by him, checked."""
    name: str = ""
    status: str = "active"
    """``active`` or ``paused``; what the store knows (suppressed, unsubscribed) beats it."""
    lists: frozenset[str] = frozenset()
    timezone: str = "UTC"
    send_at: tuple[str, ...] = ()
    """Empty = the edition's."""
    days: frozenset[str] = frozenset()
    """Empty = the edition's."""
    pause_until: date | None = None
    city: str = ""
    preference: Preference = Preference()
    origin: str = ""
    """Where he is declared: a file's name, ``file.csv:17``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An address that must not get mail; beats everything."""

    email: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """When and how somebody said yes."""

    email: str
    at: datetime
    how: str
    """``form``, ``file``, ``import`` …"""
    wording: str = ""
    """What he agreed to, as it was shown."""
    network: str = ""
    """Where he came from, truncated to /24 or /48; empty when it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a reader got of an edition within its window: the memory that decides what is new to him."""

    digests: frozenset[DigestId] = frozenset()
    mark: int = 0
    """Of the last digest he got; 0 = none."""
    last: datetime | None = None
    """The latest slot of them; None where it does not matter."""
    stories: frozenset[StoryId] = frozenset()
    articles: frozenset[ArticleId] = frozenset()
    """Every article of those stories, so that a merge never repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Subscribers with equal content preference, mark and history: they get one digest."""

    key: str
    """Stable hash of preference, mark and history."""
    preference: Preference
    history: History
    subscribers: tuple[Subscriber, ...]
    rhythm_days: int = 1
    """Days between the digests of whoever of them wants most, where they had none yet; the others' history tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a subscriber's next issue of an edition is due."""

    subscriber: SubscriberId
    edition: str
    instant: datetime
    local_date: date
    ordinal: int = 0
