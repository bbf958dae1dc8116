"""The algorithm: each article joins the story it is most like, or founds one.

An inverted index (see ``index``) names the few stories an article could belong to; the rules here decide. A story is the sum of
its articles' vectors. Three rules keep it honest:

- an article joins only stories of its own language, and only those that were alive within the *window*;
- how alike two must be depends on their length: a few words agree by chance, and long texts always share something;
- newborn stories may still find one another when the batch is done (the first articles of an event often come
  before the one that connects them): a newborn is merged into its best match above a higher bar. A story that already
  lived is never split, and never merged into another.

Source: Allan, Papka and Lavrenko, *On-line new event detection and tracking* (1998).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise

from digest.story.index import Holders, Profile, Sum, absorb, alone, candidates, drop, enter

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


class Stories:
    """Stories as sums of vectors, and the articles that join them. Keys are the caller's, small numbers by choice."""

    def __init__(self) -> None:
        """Begin without a story."""
        self._sums: dict[int, Sum] = {}
        self._holders: Holders = {}

    def add(self, key: int, profile: Profile) -> None:
        """Let an article join the story of this key, which begins with it if there is none."""
        self._join(key, alone(profile))

    def place(self, key: int, profile: Profile) -> int:
        """Let an article join the story it is most like if it is like enough, or else found the one of this key; which it was."""
        own = alone(profile)
        nearest = self._nearest(own, self._holders, factor=1.0)
        chosen = key if nearest is None else nearest
        self._join(chosen, own)
        return chosen

    def merge(self, newborn: Iterable[int]) -> dict[int, int]:
        """Merge newborn stories into those they are most like, smallest first; the keys that went and where to.

        Two single articles were compared when the later one came, so a single one is compared with larger stories only.
        """
        larger: Holders = {}
        for key, each in self._sums.items():
            if each.count > 1:
                enter(larger, key, each)
        gone: dict[int, int] = {}
        for key in sorted(newborn, key=lambda key: (self._sums[key].count, key)):
            best = self._nearest(self._sums[key], larger if self._sums[key].count == 1 else self._holders, factor=_BAR_MERGE, key=key)
            if best is not None:
                gone[key] = best
                self._merge(key, best, larger)
        return {key: _end(gone, key) for key in gone}

    def _merge(self, key: int, best: int, larger: Holders) -> None:
        taken = self._sums.pop(key)
        drop(self._holders, key, taken)
        if taken.count > 1:
            drop(larger, key, taken)
        self._join(best, taken)
        enter(larger, best, self._sums[best])

    def _join(self, key: int, other: Sum) -> None:
        into = self._sums.get(key)
        if into is None:
            self._sums[key] = other
            enter(self._holders, key, other)
        else:
            absorb(into, other)
            enter(self._holders, key, into, other.weights)

    def _nearest(self, own: Sum, holders: Holders, *, factor: float, key: int = -1) -> int | None:
        """The story this one is most like, itself (its ``key``) left out, if it is like enough."""
        best, most = None, 0.0
        lowest = factor * _LOWEST
        for other_key, product in candidates(own, holders, lowest * own.scale):
            other = self._sums[other_key]
            alike = product / (own.scale * other.scale)
            if alike <= lowest or other_key == key:  # most candidates share one word; spare them the closer look
                continue
            margin = alike - factor * _hurdle(own, other)
            if (margin > most or (margin == most and best is not None and other_key < best)) and _is_near(own, other):
                best, most = other_key, margin
        return best


def _hurdle(first: Sum, second: Sum) -> float:
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


def _is_near(first: Sum, second: Sum) -> bool:
    """Whether two lived at about the same time; who has no time fits everywhere."""
    if first.since is None or first.until is None or second.since is None or second.until is None:
        return True
    return first.since - second.until <= WINDOW and second.since - first.until <= WINDOW


def _end(gone: dict[int, int], key: int) -> int:
    while key in gone:
        key = gone[key]
    return key
