"""The summary of an update: what is new first, then what was known.

Readers who have had a story want to know why it is back. The story knows which sentences brought its last facts; these
open the summary, the newest first, and the summary that everybody else gets follows as far as the budget goes, without
what has been said by then. Like every summary it is made of whole sentences that stand in their articles: one that an
edit took out again is not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from digest.model import Sentence, Story, Summary
from digest.summarise.clean import repeats, telling
from digest.text import count_words

_NEWS_SHARE = 0.5
"""How much of the budget news may take; the first sentence stands whatever its length."""


def with_news(summary: Summary, story: Story, words: int) -> Summary | None:
    """The summary within ``words`` words for readers who have had the story; None when it has nothing to open with."""
    news = list(_standing(story))
    if not news:
        return None
    opened = _with(news[:1], news[1:], _NEWS_SHARE * words)
    return Summary(sentences=tuple(_with(opened, summary.sentences, words)), by=summary.by)


def _with(told: list[Sentence], more: Iterable[Sentence], words: float) -> list[Sentence]:
    """What is told, and those of the others that say something else and fit."""
    for sentence in more:
        if not _is_said(sentence, told) and _length([*told, sentence]) <= words:
            told = [*told, sentence]
    return told


def _standing(story: Story) -> Iterator[Sentence]:
    """The story's news as they stand in its articles today, without datelines."""
    articles = {article.id: article for article in story.articles}
    for sentence in story.news:
        article = articles.get(sentence.article)
        if article and sentence.text in " ".join(article.text.split()):
            yield from (Sentence(text=text, article=article.id) for text in telling(replace(article, title="", text=sentence.text)))


def _is_said(sentence: Sentence, told: Iterable[Sentence]) -> bool:
    return any(sentence.text in one.text or one.text in sentence.text or repeats(sentence.text, one.text) for one in told)


def _length(sentences: Iterable[Sentence]) -> int:
    return sum(count_words(sentence.text) for sentence in sentences)
