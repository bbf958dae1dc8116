"""The algorithm: each article joins the story it is most like, or founds one.

An inverted index (stem -> stories that hold it) finds the few stories an article could belong to, so the work grows
with the articles that share a rare word and not with the number of stories. A story is the sum of its articles'
vectors. Three rules keep it honest:

- an article joins only stories of its own language, and only those that were alive within the *window*;
- how alike two must be depends on their length: a few words agree by chance, and long texts always share something;
- newborn stories may still find one another when the batch is done (the first articles of an event often come
  before the one that connects them): a newborn is merged into its best match above a higher bar. A story that already
  lived is never split, and never merged into another.

Source: Allan, Papka and Lavrenko, *On-line new event detection and tracking* (1998).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from digest.story.similarity import Vector, likeness

WINDOW = timedelta(days=4)
"""How long after its last article, or before its first, a story is joined."""
_BAR = ((10, 0.2), (25, 0.12), (75, 0.18))
"""How alike two must be, by the size of the shorter in content words; between the marks in proportion."""
_LOWEST = min(bar for _, bar in _BAR)
_NAMED, _STRANGERS = 2, 2.5
"""Names from which two that share none are told apart, and how many times higher their bar is: two earthquakes share all other words."""
_UNNAMED = 1.25
"""How many times higher the bar is where one of two names fewer: without names to agree on, likeness is mostly of subject."""
_BAR_MERGE = 1.47
"""How many times the bar a newborn story must be like another to be merged into it."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What the algorithm knows of one article."""

    language: str
    vector: Vector
    size: int
    when: datetime | None
    """Its effective time; None when there is none, which fits every story."""
    names: frozenset[str] = frozenset()
    """Stems of the names it mentions."""


@dataclass(slots=True)
class _Sum:
    """A story as the algorithm holds it: the sum of its profiles."""

    language: str
    weights: dict[str, float]
    squared: float = 0.0
    count: int = 0
    size: int = 0
    since: datetime | None = None
    until: datetime | None = None
    names: set[str] = field(default_factory=set)


class Index:
    """Stories as sums of vectors, found by the stems they hold. Keys are the caller's, small numbers by choice."""

    def __init__(self) -> None:
        """Begin without a story."""
        self._sums: dict[int, _Sum] = {}
        self._holders: defaultdict[tuple[str, str], dict[int, float]] = defaultdict(dict)

    def add(self, key: int, profile: Profile) -> None:
        """Let an article join the story of this key, which begins with it if there is none."""
        self._absorb(key, _alone(profile))

    def nearest(self, profile: Profile) -> int | None:
        """The story this article is most like, if it is like enough to join."""
        return self._nearest(_alone(profile), factor=1.0)

    def merge(self, newborn: Iterable[int]) -> dict[int, int]:
        """Merge newborn stories into those they are most like, smallest first; the keys that went and where to."""
        gone: dict[int, int] = {}
        for key in sorted(newborn, key=lambda key: (self._sums[key].count, key)):
            taken = self._take(key)
            best = self._nearest(taken, factor=_BAR_MERGE)
            if best is not None:
                gone[key] = best
            self._absorb(key if best is None else best, taken)
        return {key: _end(gone, key) for key in gone}

    def _nearest(self, own: _Sum, *, factor: float) -> int | None:
        best, most = None, 0.0
        lowest = factor * _LOWEST
        for key, product in self._products(own).items():
            other = self._sums[key]
            alike = likeness(product, other.squared * own.squared, other.count * own.count)
            if alike <= lowest:  # most candidates share one word; spare them the closer look
                continue
            margin = alike - factor * _hurdle(own, other)
            if (margin > most or (margin == most and best is not None and key < best)) and _is_near(own, other):
                best, most = key, margin
        return best

    def _products(self, own: _Sum) -> dict[int, float]:
        products: defaultdict[int, float] = defaultdict(float)
        for stem, weight in own.weights.items():
            for key, held in self._holders.get((own.language, stem), {}).items():
                products[key] += weight * held
        return products

    def _absorb(self, key: int, other: _Sum) -> None:
        into = self._sums.setdefault(key, _Sum(other.language, {}))
        weights = into.weights
        product = sum(weight * weights.get(stem, 0.0) for stem, weight in other.weights.items())
        for stem, weight in other.weights.items():
            weights[stem] = self._holders[other.language, stem][key] = weights.get(stem, 0.0) + weight
        into.squared += 2 * product + other.squared
        into.count += other.count
        into.size += other.size
        into.names.update(other.names)
        into.since = _reach(min, into.since, other.since)
        into.until = _reach(max, into.until, other.until)

    def _take(self, key: int) -> _Sum:
        taken = self._sums.pop(key)
        for stem in taken.weights:
            del self._holders[taken.language, stem][key]
        return taken


def _alone(profile: Profile) -> _Sum:
    squared = sum(weight * weight for weight in profile.vector.values())
    return _Sum(profile.language, dict(profile.vector), squared, 1, profile.size, profile.when, profile.when, set(profile.names))


def _hurdle(first: _Sum, second: _Sum) -> float:
    """How alike two must be to be one story."""
    bar = _bar(min(first.size / first.count, second.size / second.count))
    are_named = min(len(first.names), len(second.names)) >= _NAMED
    if not are_named:
        return bar * (_UNNAMED if first.names or second.names else 1.0)  # without any, its language or its printer writes no capitals
    are_strangers = first.weights.keys().isdisjoint(second.names) and second.weights.keys().isdisjoint(first.names)
    return bar * _STRANGERS if are_strangers else bar


def _bar(size: float) -> float:
    """How alike two must be when the shorter has this size."""
    for (low, start), (high, end) in pairwise(_BAR):
        if size <= high:
            return start + (end - start) * max(0.0, size - low) / (high - low)
    return _BAR[-1][1]


def _is_near(first: _Sum, second: _Sum) -> bool:
    """Whether two lived at about the same time; who has no time fits everywhere."""
    if first.since is None or first.until is None or second.since is None or second.until is None:
        return True
    return first.since - second.until <= WINDOW and second.since - first.until <= WINDOW


def _reach(choose: Callable[[datetime, datetime], datetime], first: datetime | None, second: datetime | None) -> datetime | None:
    return choose(first, second) if first and second else first or second


def _end(gone: dict[int, int], key: int) -> int:
    while key in gone:
        key = gone[key]
    return key
