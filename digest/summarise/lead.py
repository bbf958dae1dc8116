"""The cleaned opening to a budget of words: the floor every other summariser is measured against.

On news the opening beats every unsupervised method of choosing sentences (LexRank, TextRank, LSA), as long as bylines,
captions and promotion are not counted as opening. A story of several articles opens with its lead article; other
voices then add the first sentence of theirs that says something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from digest.model import Sentence, Story, Summary
from digest.summarise.clean import telling
from digest.text import count_words, words

_LEAD_SHARE = 0.6
_NEW = 0.5
_SAME_EVENT = 2
_CHARACTERS_PER_WORD = 10
_HEADROOM = 600


class LeadSummariser:
    """The cleaned opening of the lead article, then what other voices add; implements ``ports.Summariser``."""

    name = "lead"

    def summary(self, story: Story, words: int) -> Summary:
        """Whole sentences within ``words`` words; the first one stands though it alone is longer."""
        head = words * _CHARACTERS_PER_WORD + _HEADROOM
        own = _named(story, 0, head)
        if len(story.articles) == 1:
            return Summary(sentences=opening(own, words), by=self.name)
        opened = opening(own, int(words * _LEAD_SHARE))
        added = additions(story, opened, words - length(opened), head)
        rest = opening(own[len(opened) :], words - length(opened) - length(added), is_forced=False)
        return Summary(sentences=(*opened, *rest, *added), by=self.name)


def opening(sentences: Sequence[Sentence], budget: int, *, is_forced: bool = True) -> tuple[Sentence, ...]:
    """The first sentences that fit the budget together; the very first is taken whatever its length when forced."""
    kept: list[Sentence] = []
    for sentence in sentences:
        budget -= count_words(sentence.text)
        if budget < 0 and (kept or not is_forced):
            break
        kept.append(sentence)
    return tuple(kept)


def additions(story: Story, told: Sequence[Sentence], budget: int, head: int) -> tuple[Sentence, ...]:
    """From each other site, the first sentence on the same event that is half new and fits the budget."""
    known = _vocabulary(sentence.text for sentence in told) | set(words(story.lead.title))
    sites = {story.lead.site}
    added: list[Sentence] = []
    for index, article in enumerate(story.articles):
        if index == 0 or article.site in sites:
            continue
        found = next((one for one in _named(story, index, head) if _adds(one.text, known) and count_words(one.text) <= budget), None)
        if found:
            sites.add(article.site)
            added.append(found)
            known |= _vocabulary([found.text])
            budget -= count_words(found.text)
    return tuple(added)


def length(sentences: Iterable[Sentence]) -> int:
    """Words of the sentences together."""
    return sum(count_words(sentence.text) for sentence in sentences)


def _named(story: Story, index: int, head: int) -> list[Sentence]:
    """The sentences an article begins with, none twice."""
    article = story.articles[index]
    return [Sentence(text=text, article=article.id) for text in dict.fromkeys(telling(article, head))]


def _adds(text: str, known: set[str]) -> bool:
    """Whether at least half of its words are new, and enough are not: it is of the same event."""
    said = set(words(text))
    new = said - known
    return len(new) >= _NEW * len(said) and len(said) - len(new) >= _SAME_EVENT


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in words(text)}
