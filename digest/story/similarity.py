"""How alike two articles, or an article and a story, are: TF-IDF vectors and their cosine.

Frequencies are counted per language: in one table for all languages the words of the rarest would all look telling.
While few texts are known their counts say little, so every language starts with a *background* of texts that were
never seen, in which function words are common and all else is rare; it fades as real ones come in.

Between a cosine of sums, which large stories win by averaging their noise away, and the mean of all pairs, which
they can hardly reach, the measure stands at a fixed mix of the two.

Source: Salton and Buckley, *Term-weighting approaches in automatic text retrieval* (1988); Allan et al., *Topic
detection and tracking pilot study* (1998).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log, sqrt
from operator import mul
from types import MappingProxyType

from digest.story.fingerprint import Terms
from digest.text.languages import habits

KEPT = 30
"""Strongest terms of an article that are compared."""
_MIX = 0.83
"""Share of the cosine of sums in the measure; the rest is the mean of all pairs."""
_UNSEEN = 20
"""Texts of the background."""
_COMMON, _RARE = 0.6, 0.02
"""Share of the background's texts that hold a function word, and any other."""

_NOTHING: Mapping[str, int] = MappingProxyType({})

Vector = Mapping[str, float]
"""Weights by stem, of length one."""


class Frequencies:
    """In how many texts of one language each stem stands."""

    def __init__(self, language: str, texts: Iterable[Terms], counted: Mapping[str, int] = _NOTHING) -> None:
        """Count the stems of these texts, on top of those counted before (stem ``""``: all) and the background of the language."""
        holding: Counter[str] = Counter()
        for terms in texts:
            holding[""] += 1
            holding.update(terms.stems)
        self._rarities = _Rarities(habits(language).openers, holding, counted)

    def rarity(self, stem: str) -> float:
        """The inverse document frequency of a stem; never below 0."""
        return self._rarities[stem]

    def vector(self, terms: Terms) -> Vector:
        """The strongest terms of an article, weighed by count and rarity, as a vector of length one."""
        weights = list(map(mul, terms.weights, map(self._rarities.__getitem__, terms.stems)))
        least = sorted(weights)[-KEPT] if len(weights) > KEPT else 0.0
        strongest = sorted([pair for pair in zip(weights, terms.stems, strict=True) if pair[0] >= least], reverse=True)[:KEPT]
        length = sqrt(sum([weight * weight for weight, _ in strongest])) or 1.0
        return {stem: weight / length for weight, stem in strongest if weight > 0}


class _Rarities(dict[str, float]):
    """The inverse document frequencies that were asked for."""

    def __init__(self, function_words: frozenset[str], holding: Mapping[str, int], counted: Mapping[str, int]) -> None:
        self._function_words, self._holding, self._counted = function_words, holding, counted
        self._texts = self._all("")

    def __missing__(self, stem: str) -> float:
        background = _UNSEEN * (_COMMON if stem in self._function_words else _RARE)
        self[stem] = rarity = max(0.0, log((self._texts + _UNSEEN + 1) / (self._all(stem) + background + 0.5)))
        return rarity

    def _all(self, stem: str) -> int:
        return self._holding.get(stem, 0) + self._counted.get(stem, 0)


def dot(first: Vector, second: Vector) -> float:
    """The inner product of two vectors, at the cost of the first."""
    return sum(weight * second.get(stem, 0.0) for stem, weight in first.items())


def scale(squared: float, count: int) -> float:
    """What an inner product is divided by, once for each side, to give the likeness of two sums of vectors, 0 to 1.

    ``squared`` is a sum's squared length, ``count`` the number of vectors summed. Vectors have length one and no weight is below
    0, so the scale is never below 1.
    """
    return float(squared ** (_MIX / 2) * count ** (1 - _MIX))
