"""The issue's score made the reader's own: freshness over his period, weighted by his tags.

An issue scores freshness once for everybody; for a weekly reader Monday's news is not yet old. So the part named
``freshness`` is measured again with a half-life of half his period: the edition's, or the days since his last digest
where these are more (12 hours for who reads daily, three and a half days for who reads on Saturdays or was away for a
week). The other parts stay, and the sum is multiplied by his weight, and by half as much again for a story led in his
own language: he can read the others, but the same news reads better in his. A ranker without that part is taken as
it is. Raising a tag's weight never lowers a story that has the tag.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import datetime

from digest.compose.preference import weight_of
from digest.model import Candidate, Edition, Group, Preference, Signal, Story
from digest.text import main_language

_FRESHNESS = "freshness"
"""The one signal whose name is part of what rankers and compose agree on."""
OWN_LANGUAGE = 1.5
_DAY = 86_400


def value(candidate: Candidate, preference: Preference, edition: Edition, now: datetime) -> float:
    """What the story is worth to the reader: the issue's points, freshness for his period, times his weight and language."""
    return points(candidate, edition, now) * weight_of(candidate.story.tag_names, preference) * nearness(candidate.story, preference)


def points(candidate: Candidate, edition: Edition, now: datetime) -> float:
    """The issue's points with freshness for the edition's period: what the story is worth to whoever wishes nothing."""
    fresh = freshness(candidate.story, edition, now)
    changed = [_change(part, fresh) for part in candidate.score.parts if part.name == _FRESHNESS]
    return candidate.score.value + math.fsum(changed)


def paced(edition: Edition, group: Group, now: datetime) -> Edition:
    """The edition with the period of these readers: the days since their last digest, or between those they will get.

    Never shorter than the edition's own, nor longer than its window.
    """
    since = (now - group.history.last).total_seconds() if group.history.last else group.rhythm_days * _DAY
    period = min(max(round(since / _DAY) * _DAY, edition.period_seconds), max(edition.window_seconds, edition.period_seconds))
    return edition if period == edition.period_seconds else replace(edition, period_seconds=period)


def nearness(story: Story, preference: Preference) -> float:
    """1.5 for a story led in the reader's own language, else 1."""
    return OWN_LANGUAGE if tongue(story.lead.language) == tongue(preference.language) else 1.0


def tongue(language: str) -> str:
    """The language without its region, in lower case; both norms of Norwegian are one."""
    return main_language(language)


def freshness(story: Story, edition: Edition, now: datetime) -> float:
    """1 for a story whose newest article is of this moment, halved with every half period since."""
    age = (now - max(article.when for article in story.articles)).total_seconds()
    return float(0.5 ** (max(0.0, age) / (edition.period_seconds / 2)))


def _change(part: Signal, fresh: float) -> float:
    return (fresh - part.value) * part.weight
