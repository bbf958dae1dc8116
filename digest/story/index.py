"""The inverted index: which stories hold a stem, and the few that an article could belong to.

The stems that say most at the least cost are asked first, and no more than a fixed number of entries is looked at, so the work for an
article is bounded whatever the number of stories. What is left out are its commonest words, which still count towards the
likeness of the stories that were found.

Source: Turtle and Flood, *Query evaluation: strategies and optimizations* (1995).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import TypeVar

from digest.story.similarity import Vector, scale

_LOOKED_AT = 500
"""Entries of the index that are looked at for one article; more find nothing more on the measured sets."""
_FIRST_PART = 0.5
"""Share of the lowest product that the stems which were looked at must bring, where others were left out."""

Holders = dict[str, dict[str, dict[int, float]]]
"""By language and stem, the weight it has in each story that holds it."""
_Held = TypeVar("_Held", bound=Sized)


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
class Sum:
    """A story as the algorithm holds it: the sum of its profiles."""

    language: str
    weights: dict[str, float]
    squared: float
    """Its length, squared."""
    size: int
    since: datetime | None
    until: datetime | None
    names: frozenset[str]
    count: int = 1
    scale: float = 1.0
    """What a product with it is divided by to give the likeness; never below 1."""


def alone(profile: Profile) -> Sum:
    """A story of one article."""
    squared = sum(weight * weight for weight in profile.vector.values())
    return Sum(
        language=profile.language,
        weights=dict(profile.vector),
        squared=squared,
        size=profile.size,
        since=profile.when,
        until=profile.when,
        names=profile.names,
        scale=scale(squared, 1),
    )


def absorb(into: Sum, other: Sum) -> None:
    """Add a story to another."""
    weights = into.weights
    product = sum(weight * weights.get(stem, 0.0) for stem, weight in other.weights.items())
    for stem, weight in other.weights.items():
        weights[stem] = weights.get(stem, 0.0) + weight
    into.squared += 2 * product + other.squared
    into.count += other.count
    into.size += other.size
    into.names |= other.names
    into.since = _reach(min, into.since, other.since)
    into.until = _reach(max, into.until, other.until)
    into.scale = scale(into.squared, into.count)


def enter(holders: Holders, key: int, story: Sum, stems: Iterable[str] | None = None) -> None:
    """Write a story's stems, or those that changed, into the index."""
    of_language = holders.get(story.language)
    if of_language is None:
        of_language = holders[story.language] = defaultdict(dict)
    for stem in story.weights if stems is None else stems:
        of_language[stem][key] = story.weights[stem]


def drop(holders: Holders, key: int, story: Sum) -> None:
    """Take a story out of the index."""
    of_language = holders[story.language]
    for stem in story.weights:
        of_language[stem].pop(key, None)


def candidates(own: Sum, holders: Holders, least: float) -> Iterator[tuple[int, float]]:
    """The stories whose product with this one may be above ``least``, each with its product."""
    of_language = holders.get(own.language, {})
    lists = [(held, weight) for stem, weight in own.weights.items() if (held := of_language.get(stem))]
    looked_at, left_out = cheapest(lists, _LOOKED_AT)
    products: defaultdict[int, float] = defaultdict(float)
    for held, weight in looked_at:
        for key, other in held.items():
            products[key] += weight * other
    enough = least * _FIRST_PART if left_out else least
    for key, product in [found for found in products.items() if found[1] > enough]:
        yield key, product + sum([weight * held[key] for held, weight in left_out if key in held])


def cheapest(lists: list[tuple[_Held, float]], entries: int) -> tuple[list[tuple[_Held, float]], list[tuple[_Held, float]]]:
    """Of (holders, weight) pairs those that say most at the least cost, up to so many entries in all, and the others.

    All of them come back as they are where that is little.
    """
    if sum([len(held) for held, _ in lists]) <= entries:
        return lists, []
    lists.sort(key=lambda pair: len(pair[0]) / pair[1])
    spent = list(accumulate(len(held) for held, _ in lists))
    kept = max(1, bisect_right(spent, entries))
    return lists[:kept], lists[kept:]


def _reach(choose: Callable[[datetime, datetime], datetime], first: datetime | None, second: datetime | None) -> datetime | None:
    return choose(first, second) if first and second else first or second
