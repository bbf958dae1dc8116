"""The issue's score made the reader's own: freshness over his period, weighted by his tags.

An issue scores freshness once for everybody; for a weekly reader Monday's news is not yet old. So the part named
``freshness`` is measured again with a half-life of half the edition's period (12 hours for a daily, three and a half
days for a weekly), the other parts stay, and the sum is multiplied by his weight, and by half as much again for a story
led in his own language: he can read the others, but the same news reads better in his. A ranker without that part is
taken as it is. Raising a tag's weight never lowers a story that has the tag.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.compose.preference import weight
from digest.model import Candidate, Edition, Preference, Score, Signal, Story, StoryId

_FRESHNESS = "freshness"
"""The one signal whose name is part of what rankers and compose agree on."""
_OWN_LANGUAGE = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An eligible story as these readers value it."""

    candidate: Candidate
    is_update: bool
    value: float

    @property
    def story(self) -> Story:
        """The story itself."""
        return self.candidate.story

    @property
    def id(self) -> StoryId:
        """The story's id."""
        return self.candidate.story.id


def choices(found: Sequence[tuple[Candidate, bool]], preference: Preference, edition: Edition, now: datetime) -> list[Choice]:
    """The eligible candidates, best for this reader first; then the later updated, then by id."""
    valued = [
        Choice(candidate=candidate, is_update=is_update, value=value(candidate, preference, edition, now)) for candidate, is_update in found
    ]
    return sorted(valued, key=lambda choice: (-choice.value, -choice.story.updated.timestamp(), choice.id))


def value(candidate: Candidate, preference: Preference, edition: Edition, now: datetime) -> float:
    """What the story is worth to the reader: the issue's points, freshness for his period, times his weight and language."""
    points = _points(candidate.score, freshness(candidate.story, edition, now))
    return points * weight(candidate.story, preference) * nearness(candidate.story, preference)


def nearness(story: Story, preference: Preference) -> float:
    """1.5 for a story led in the reader's own language, else 1."""
    is_own = story.lead.language.partition("-")[0].lower() == preference.language.partition("-")[0].lower()
    return _OWN_LANGUAGE if is_own else 1.0


def freshness(story: Story, edition: Edition, now: datetime) -> float:
    """1 for a story whose newest article is of this moment, halved with every half period since."""
    age = (now - max(article.when for article in story.articles)).total_seconds()
    return float(0.5 ** (max(0.0, age) / (edition.period_seconds / 2)))


def _points(score: Score, fresh: float) -> float:
    changed = [_change(part, fresh) for part in score.parts if part.name == _FRESHNESS]
    return score.value + math.fsum(changed)


def _change(part: Signal, fresh: float) -> float:
    return (fresh - part.value) * part.weight
