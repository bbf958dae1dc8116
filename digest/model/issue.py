"""What is published: editions as configured, and their issues, frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from digest.model.identity import IssueId, StoryId
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
    update: Summary | None = None
    """The summary for readers who have had the story: it opens with what is new; None = the same as for others."""

    def told(self, *, is_update: bool) -> Summary:
        """The summary as it stands in a digest that tells the story for the first time, or as an update."""
        return self.update if is_update and self.update else self.summary


@dataclass(frozen=True, kw_only=True)  # no slots: what every group asks of it is worked out once
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

    @cached_property
    def by_story(self) -> Mapping[StoryId, Candidate]:
        """The candidates by their story's id."""
        return {told.story.id: told for told in self.candidates}

    @cached_property
    def tag_counts(self) -> Mapping[str, int]:
        """How many of its stories have each tag."""
        return Counter(tag for told in self.candidates for tag in told.story.tag_names)
