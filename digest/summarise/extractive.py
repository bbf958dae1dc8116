"""Whole sentences chosen for the words a person would use to sum the story up.

For every word of a story's openings we estimate how likely it stands in a summary written by a person: words that
return in several sentences, words of the very first sentences, numbers and words of the titles are likely. A sentence
is worth the likelihoods of the words it adds, less a price a word. From each of a few good first sentences others are
added greedily while one is worth its price and fits the budget; the best of these sets is the summary, and a sentence
that only repeats is never taken (Gillick and Favre 2009, *A scalable global model for summarization*, with a learned
weight a word). Where less than half of the budget is used by then, as of a teaser in which no word returns, sentences
that are mostly new follow without a price. The likelihood is a logistic model of eight numbers, fitted once on news with
summaries by people; the price balances what a longer summary gains against what it dilutes. For an event told by several
articles the counts run over all of them, so what the voices share weighs more; in which order the others stand decides
where their sentences stand, not which are taken.

Beside ``lead`` with whole sentences to the same budget it gains two points of ROUGE-1 on news (CNN/Daily Mail, 60 words,
95 % interval 1.3 to 2.9); beside an opening cut in mid-sentence at the last word of the budget, nothing. More was
tried and gave nothing that lasts in cross-validation: more numbers a word (capitals, length, how often it returns later
in the text), trees, weights trained for the score of whole sets of sentences, labels from other collections, places and
manner of sentences, parentheses and clauses left out. The words of a title gain little as well: that weight is set by hand.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from digest.model import ArticleId, Sentence, Story, Summary
from digest.summarise.clean import telling
from digest.text import count_words, words

_LEAD_SENTENCES = 9
_OTHER_SENTENCES = 5
_ARTICLES = 6
_HEAD = 1400
_STEM = 5
"""Letters by which words are compared: folds most inflections of most languages together."""
_PRICE = 0.18
_STARTS = 3
_SHORT, _NEW = 0.5, 0.5
"""With more than this share of the budget left, an option is taken for the share of its words that is new alone."""
_SCALE = 1_000_000
"""Gains are whole millionths: a set has another order in every process, and only whole numbers sum alike in any order."""
_LATE = 10

_BIAS, _RETURNS, _LATENESS = -1.8, 1.35, -1.1
_FIRST = (0.4, 0.25, 0.2)
_NUMBER, _TITLE = 0.3, 0.8


class _Option(NamedTuple):
    """A sentence that may be taken."""

    text: str
    article: ArticleId
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
        chosen = _choose(options, _gains(options, story), words) or _first(options)
        told = sorted(chosen, key=lambda one: one.place)
        return Summary(sentences=tuple(Sentence(text=option.text, article=option.article) for option in told), by=self.name)


def _options(story: Story) -> list[_Option]:
    """What may be taken, the lead article first; the others stand in an order that is not the order of the articles."""
    found = []
    for index, article in enumerate(story.articles[:_ARTICLES]):
        kept = telling(article, _HEAD, _OTHER_SENTENCES if index else _LEAD_SENTENCES)
        for place, text in enumerate(kept):
            said = words(text, article.language)
            length = len(said) if text.isascii() and "'" not in text else count_words(text)
            found.append(_Option(text, article.id, frozenset([word[:_STEM] for word in said]), length, (index, place)))
    if len(story.articles) > 1:
        found.sort(key=lambda one: (one.place[0] > 0, one.place[1], one.text))
    return found


def _first(options: Sequence[_Option]) -> list[_Option]:
    """The first sentence of the first article that has any."""
    return [min(options, key=lambda one: one.place)] if options else []


def _gains(options: Sequence[_Option], story: Story) -> dict[str, int]:
    """What taking each stem is worth: how likely it stands in a person's summary of the story, less the price."""
    counts = Counter(chain.from_iterable(option.stems for option in options))
    first: dict[str, int] = {}
    for option in sorted(options, key=lambda one: one.place[1], reverse=True):
        first.update(dict.fromkeys(option.stems, option.place[1]))
    titles = {word[:_STEM] for article in story.articles[:_ARTICLES] for word in words(article.title, article.language)}
    return {stem: _gain(count, first[stem], stem.isdigit(), stem in titles) for stem, count in counts.items()}


@lru_cache(maxsize=4096)
def _gain(count: int, first: int, is_number: bool, is_titled: bool) -> int:  # noqa: FBT001 -- called a thousand times a story: by place
    """Of a stem in so many sentences, the first time in this one, that is or is not a number, of a title; in millionths."""
    logit = _BIAS + _RETURNS * math.log(count) + _LATENESS * min(first, _LATE) / _LATE
    logit += _FIRST[first] if first < len(_FIRST) else 0.0
    logit += _NUMBER * is_number + _TITLE * is_titled
    return round((1 / (1 + math.exp(-logit)) - _PRICE) * _SCALE)


def _choose(options: Sequence[_Option], gains: Mapping[str, int], budget: int) -> list[_Option]:
    """The best of what greedy choice makes of each of the most promising first sentences."""
    fitting = [option for option in options if option.length <= budget]
    starts = sorted(fitting, key=lambda option: -_worth(option.stems, gains))[:_STARTS]
    return max((_extend(start, fitting, gains, budget) for start in starts), key=lambda found: found[:2], default=(0, 0, []))[2]


def _extend(start: _Option, options: Sequence[_Option], gains: Mapping[str, int], budget: int) -> tuple[int, int, list[_Option]]:
    """The start and, one by one, the option that adds most, while one is worth it and fits.

    Before them, their worth and how many words are left: of equals the shorter is better, for it repeats less.
    """
    chosen, known, left = [start], set(start.stems), budget - start.length
    rest = [option for option in options if option is not start]
    while rest := [option for option in rest if option.length <= left]:
        best = _next(rest, known, gains, is_short=left > budget * _SHORT)
        if best is None:
            break
        chosen.append(best)
        known |= best.stems
        left -= best.length
        rest.remove(best)
    return _worth(known, gains), left, chosen


def _next(options: Sequence[_Option], known: AbstractSet[str], gains: Mapping[str, int], *, is_short: bool) -> _Option | None:
    """The option that adds most: more than its price, or, where the summary is still short, what is mostly new; None when none does."""
    added, _, best = max((_worth(option.stems - known, gains), -index, option) for index, option in enumerate(options))
    if added > 0 or not is_short:
        return best if added > 0 else None
    new = [option for option in options if len(option.stems - known) > _NEW * len(option.stems)]
    return max(new, key=lambda option: _worth(option.stems - known, gains), default=None)


def _worth(stems: Collection[str], gains: Mapping[str, int]) -> int:
    return sum(map(gains.__getitem__, stems))
