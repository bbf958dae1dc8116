"""A score as the plain sum of weighted signals.

Nothing is normalised over the batch and no weight divides another, hence three laws: the order in which stories come
changes no score; the points of the parts sum to the value; raising one signal's weight never lowers a story that is
the strongest in that signal.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from digest.errors import ConfigError
from digest.model import Score, Signal, Source, Story
from digest.rank.signals import MEASURES, WEIGHTS, View

_AS_IS: Mapping[str, float] = MappingProxyType({})


class SignalRanker:
    """Ranks by named signals whose weights stand in config; implements ``ports.Ranker``."""

    def __init__(self, sources: Sequence[Source] = (), weights: Mapping[str, float] = _AS_IS, *, half_life_hours: float = 12.0) -> None:
        """``sources`` bring the operator's trust; ``weights`` replace single defaults; ``half_life_hours`` is freshness's.

        Raises ``ConfigError`` for a signal nobody knows, a weight that is negative or no number, a half-life that is not
        above 0.
        """
        for name, weight in weights.items():
            _check(name, weight)
        if not (math.isfinite(half_life_hours) and half_life_hours > 0):
            raise ConfigError("give a number of hours above 0", key="rank.half_life_hours")
        self._weights = {**WEIGHTS, **weights}
        self._trust = {source.id: source.weight for source in sources}
        self._half_life_hours = half_life_hours

    def scores(self, stories: Sequence[Story], now: datetime) -> tuple[Score, ...]:
        """One score a story, in the order given."""
        view = View(now=now, trust=self._trust, half_life_hours=self._half_life_hours)
        return tuple(self._score(story, view) for story in stories)

    def _score(self, story: Story, view: View) -> Score:
        parts = tuple(self._part(name, story, view) for name in MEASURES)
        return Score(value=math.fsum(part.points for part in parts), parts=parts)

    def _part(self, name: str, story: Story, view: View) -> Signal:
        value, reason = MEASURES[name](story, view)
        return Signal(name=name, value=value, weight=self._weights[name], reason=reason)


def order(stories: Sequence[Story], scores: Sequence[Score]) -> tuple[int, ...]:
    """Indices of the stories, best first: by value, then the later updated, then by id."""

    def place(index: int) -> tuple[float, float, str]:
        return (-scores[index].value, -stories[index].updated.timestamp(), stories[index].id)

    return tuple(sorted(range(len(stories)), key=place))


def _check(name: str, weight: float) -> None:
    if name not in MEASURES:
        raise ConfigError(f"there is no signal of this name; the signals are {', '.join(MEASURES)}", key=f"rank.weights.{name}")
    if not (math.isfinite(weight) and weight >= 0):
        raise ConfigError("give a number of 0 or more", key=f"rank.weights.{name}")
