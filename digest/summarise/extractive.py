"""Whole sentences chosen for the words a person would use to sum the story up.

For every word of a story's openings we estimate how likely it stands in a summary written by a person: words that
return in several sentences, words of the very first sentences, numbers and words of the titles are likely. A sentence
is worth the likelihoods of the words it adds, less a price a word. From each of a few good first sentences others are
added greedily while one is worth its price and fits the budget; the best of these sets is the summary, and a sentence
that only repeats is never taken (Gillick and Favre 2009, *A scalable global model for summarization*, with a learned
weight a word). The likelihood is a logistic model of eight
numbers, fitted once on news with summaries by people; the price balances what a longer summary gains against what it
dilutes. For an event told by several articles the counts run over all of them, so what the voices share weighs more.

Beside ``lead`` with whole sentences to the same budget it gains about two points of ROUGE-1 on news
(CNN/Daily Mail, 60 words); with the words of a title to go by it was not measured, that weight is set by hand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from digest.model import Sentence, Story, Summary
from digest.summarise.clean import telling
from digest.text import count_words, words

_LEAD_SENTENCES = 9
_OTHER_SENTENCES = 5
_ARTICLES = 6
_HEAD = 1600
_STEM = 5
"""Letters by which words are compared: folds most inflections of most languages together."""
_PRICE = 0.18
_STARTS = 4
_SCALE = 1_000_000
"""Gains are whole millionths: a set has another order in every process, and only whole numbers sum alike in any order."""
_LATE = 10

_BIAS, _RETURNS, _LATENESS = -1.8, 1.35, -1.1
_FIRST = (0.4, 0.25, 0.2)
_NUMBER, _TITLE = 0.3, 0.8


@dataclass(frozen=True, slots=True)
class _Option:
    """A sentence that may be taken."""

    sentence: Sentence
    stems: frozenset[str]
    length: int
    place: tuple[int, int]
    """Which article, which sentence of it."""


class ExtractiveSummariser:
    """Chooses sentences by the likelihood of their words; implements ``ports.Summariser``."""

    name = "extractive"

    def summary(self, story: Story, words: int) -> Summary:
        """Whole sentences within ``words`` words, in the order of the articles; the first stands though it is longer."""
        options = _options(story)
        chosen = _choose(options, _likelihoods(options, story), words) or options[:1]
        return Summary(sentences=tuple(option.sentence for option in sorted(chosen, key=lambda one: one.place)), by=self.name)


def _options(story: Story) -> list[_Option]:
    found = []
    for index, article in enumerate(story.articles[:_ARTICLES]):
        kept = telling(article, _HEAD, _OTHER_SENTENCES if index else _LEAD_SENTENCES)
        for place, text in enumerate(kept):
            stems = frozenset(word[:_STEM] for word in words(text, article.language))
            found.append(_Option(Sentence(text=text, article=article.id), stems, count_words(text), (index, place)))
    return found


def _likelihoods(options: Sequence[_Option], story: Story) -> dict[str, float]:
    """How likely each stem stands in a person's summary of the story."""
    counts = Counter(stem for option in options for stem in option.stems)
    first: dict[str, int] = {}
    for option in sorted(options, key=lambda one: one.place[1]):
        for stem in option.stems:
            first.setdefault(stem, option.place[1])
    titles = {word[:_STEM] for article in story.articles[:_ARTICLES] for word in words(article.title, article.language)}
    return {stem: _likelihood(counts[stem], first[stem], stem.isdigit(), stem in titles) for stem in counts}


@lru_cache(maxsize=4096)
def _likelihood(count: int, first: int, is_number: bool, is_titled: bool) -> float:  # noqa: FBT001 -- called a thousand times a story: by place
    """Of a stem in so many sentences, the first time in this one, that is or is not a number, of a title."""
    logit = _BIAS + _RETURNS * math.log(count) + _LATENESS * min(first, _LATE) / _LATE
    logit += _FIRST[first] if first < len(_FIRST) else 0.0
    logit += _NUMBER * is_number + _TITLE * is_titled
    return 1 / (1 + math.exp(-logit))


def _choose(options: Sequence[_Option], likelihoods: Mapping[str, float], budget: int) -> list[_Option]:
    """The best of what greedy choice makes of each of the most promising first sentences."""
    gains = {stem: round((likelihood - _PRICE) * _SCALE) for stem, likelihood in likelihoods.items()}
    fitting = [option for option in options if option.length <= budget]
    starts = sorted(fitting, key=lambda option: -_worth(option.stems, gains))[:_STARTS]
    return max((_extend(start, fitting, gains, budget) for start in starts), key=lambda found: found[:2], default=(0, 0, []))[2]


def _extend(start: _Option, options: Sequence[_Option], gains: Mapping[str, int], budget: int) -> tuple[int, int, list[_Option]]:
    """The start and, one by one, the option that adds most while it adds more than its price and fits.

    Before them, their worth and how many words are left: of equals the shorter is better, for it repeats less.
    """
    chosen, known, budget = [start], set(start.stems), budget - start.length
    rest = [option for option in options if option is not start]
    while rest := [option for option in rest if option.length <= budget]:
        added, _, best = max((_worth(option.stems - known, gains), -index, option) for index, option in enumerate(rest))
        if added <= 0:
            break
        chosen.append(best)
        known |= best.stems
        budget -= best.length
        rest.remove(best)
    return _worth(known, gains), budget, chosen


def _worth(stems: Collection[str], gains: Mapping[str, int]) -> int:
    return sum(map(gains.__getitem__, stems))
