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

Vector = Mapping[str, float]
"""Weights by stem, of length one."""


class Frequencies:
    """In how many texts of one language each stem stands."""

    def __init__(self, language: str, texts: Iterable[Terms]) -> None:
        """Count the stems of these texts, on top of the background of the language."""
        self._function_words = habits(language).openers
        self._holding: Counter[str] = Counter()
        self._texts = 0
        self._rarities: dict[str, float] = {}
        for terms in texts:
            self._texts += 1
            self._holding.update(terms.stems)

    def rarity(self, stem: str) -> float:
        """The inverse document frequency of a stem; never below 0."""
        known = self._rarities.get(stem)
        if known is None:
            background = _UNSEEN * (_COMMON if stem in self._function_words else _RARE)
            share = (self._texts + _UNSEEN + 1) / (self._holding[stem] + background + 0.5)
            known = self._rarities[stem] = max(0.0, log(share))
        return known

    def vector(self, terms: Terms) -> Vector:
        """The strongest terms of an article, weighed by count and rarity, as a vector of length one."""
        rarity = self.rarity
        weights = [(weight * rarity(stem), stem) for stem, weight in zip(terms.stems, terms.weights, strict=True)]
        weights.sort(reverse=True)
        length = sqrt(sum(weight * weight for weight, _ in weights[:KEPT])) or 1.0
        return {stem: weight / length for weight, stem in weights[:KEPT] if weight > 0}


def dot(first: Vector, second: Vector) -> float:
    """The inner product of two vectors, at the cost of the first."""
    return sum(weight * second.get(stem, 0.0) for stem, weight in first.items())


def likeness(product: float, lengths: float, counts: int) -> float:
    """How alike two sums of vectors are, 0 to 1, from their inner product.

    ``lengths`` is the product of their squared lengths, ``counts`` of the numbers of vectors summed.
    """
    return product / (lengths ** (_MIX / 2) * counts ** (1 - _MIX)) if product > 0 else 0.0
