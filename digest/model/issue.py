"""What is published: editions as configured, and their issues, frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from digest.model.identity import IssueId
from digest.model.story import Score, Story, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A recurring digest as configured: *daily*, *weekly*."""

    name: str
    title: str
    list: str
    """The list whose subscribers get it."""
    send_at: tuple[str, ...] = ("07:00",)
    """Wall times ``HH:MM``; a subscriber's own come first."""
    days: frozenset[str] = frozenset()
    """``mon`` … ``sun``; empty = every day."""
    window_seconds: int = 8 * 86_400
    """No older story, and how far back history reaches."""
    period_seconds: int = 86_400
    """The reader's own period, for freshness: a day, a week."""
    tags: tuple[str, ...] = ()
    """Only stories with one of these; empty = all."""
    max_stories: int = 12
    min_stories: int = 1
    words: int = 600
    """Budget of the whole digest's summaries."""
    catch_up_seconds: int = 6 * 3_600
    spread_seconds: int = 0
    template: str = "daily"
    ranker: str = "signals"
    summariser: str = "lead"
    max_recipients: int = 0
    """0 = the ceiling learned from earlier issues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story as an issue holds it: frozen, scored, summarised."""

    story: Story
    score: Score
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One number of an edition: ranked stories, frozen."""

    id: IssueId
    """``edition@slot``; with ``--again`` an ordinal follows."""
    edition: str
    slot: datetime
    mark: int
    """The highest story revision it could see."""
    candidates: tuple[Candidate, ...]
    """Best first."""
    created: datetime
