"""The signals: what speaks for a story, each from 0 to 1 and with its reason in words.

``sources`` independent voices that tell it (a wire copy in five papers is one) · ``freshness`` halves with every
half-life since its newest article · ``trust`` the operator's weight of its best source · ``popularity`` comments its
feeds count and its place in its site's block of most popular articles · ``length`` how much its lead has to say ·
``novelty`` whether its last revision added facts.

A signal looks at one story only, never at the others of the day, so neither their order nor their number changes it.
Counts are damped by logarithms: the second voice says more than the ninth.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.model import SourceId, Story
from digest.text import count_words

_FULL_VOICES = 8
_FULL_TRUST = 3.0
_FULL_COMMENTS = 1000
_FULL_WORDS = 600
_STALE = 0.25
_HOUR = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What signals may look at beside the story."""

    now: datetime
    trust: Mapping[SourceId, float]
    """The operator's weights; a source that is not in it weighs 1."""
    half_life_hours: float


Measure = Callable[[Story, View], tuple[float, str]]
"""A signal's value (0 to 1) and its reason."""


def sources(story: Story, _: View) -> tuple[float, str]:
    """Independent voices, 0 for one, 1 from eight on."""
    told = max(1, story.voices)
    reason = "one source" if told == 1 else f"{told} independent sources"
    return min(1.0, math.log(told) / math.log(_FULL_VOICES)), reason


def freshness(story: Story, view: View) -> tuple[float, str]:
    """1 for this moment, halved with every half-life."""
    newest = max(article.when for article in story.articles)
    hours = max(0.0, (view.now - newest).total_seconds() / _HOUR)
    return float(0.5 ** (hours / view.half_life_hours)), f"newest article {_age(hours)} old"


def trust(story: Story, view: View) -> tuple[float, str]:
    """The highest weight among its sources, of 3."""
    weight, source = max((view.trust.get(article.source, 1.0), article.source) for article in story.articles)
    return min(1.0, weight / _FULL_TRUST), f"best source {source} has weight {weight:g}"


def popularity(story: Story, _: View) -> tuple[float, str]:
    """The most comments any of its articles has, 1 from a thousand on; or one by the best place in its site's most popular."""
    comments = max(article.comments or 0 for article in story.articles)
    place, site = min(((article.popular, article.site) for article in story.articles if article.popular > 0), default=(0, ""))
    value = min(1.0, math.log1p(max(0, comments)) / math.log1p(_FULL_COMMENTS))
    counted = f"{comments} comments" if comments else "no comments counted"
    return (max(value, 1 / place), f"number {place} of the most popular on {site}, {counted}") if place else (value, counted)


def length(story: Story, _: View) -> tuple[float, str]:
    """Words of the lead article, 1 from six hundred on."""
    count = count_words(story.lead.text)
    return min(1.0, count / _FULL_WORDS), f"lead article of {count} words"


def novelty(story: Story, _: View) -> tuple[float, str]:
    """1 when the last revision added facts, a quarter when it only added copies."""
    if story.adds_facts if story.revision == 0 else story.facts_revision >= story.revision:
        return 1.0, "new facts"
    return _STALE, "only more coverage since its last facts"


MEASURES: Mapping[str, Measure] = {
    "sources": sources,
    "freshness": freshness,
    "trust": trust,
    "popularity": popularity,
    "length": length,
    "novelty": novelty,
}
"""Every signal by name, in the order in which scores list them."""

WEIGHTS: Mapping[str, float] = {"sources": 3.0, "freshness": 2.0, "trust": 1.5, "popularity": 0.5, "length": 0.3, "novelty": 0.5}
"""What they weigh unless the operator says otherwise."""


def _age(hours: float) -> str:
    if hours < 1:
        return "less than an hour"
    if hours < 48:  # noqa: PLR2004 -- two days: from there on people count days
        return f"{hours:.0f} h"
    return f"{hours / 24:.0f} days"
