"""What is new: whether articles add facts to what a story has told already.

A fact is a number, a name, a quotation, or a lead's changed title. Numbers are compared as digits, names and words by their
stems, quotations by their words, so that a comma, an accent of case or a plural makes no news. Of an article
that joins, the title and the opening sentences count (the tail is where bylines and boilerplate stand) and quotations from
anywhere; of an edit, the whole text, for there only what changed can be new.

Not facts: weekdays and months, years, clock times, and the names of those who print it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from digest.model import Article, Sentence
from digest.story.fingerprint import CALENDAR, names, quotations
from digest.text import sentences, words

_OPENING = 5
"""Sentences of an article in which its news stand."""
_STEM = 5
_LEAST_QUOTED = 4
"""Words; shorter quotations are irony or titles."""
_NEW_SHARE = 0.3
"""Share of a quotation's words that nobody wrote before, from which it is new."""
_COUNTED = 3
"""More facts of one kind make a sentence a list, not better news."""
_NUMBER = re.compile(r"(?<![\w:])\d+(?:[.,\u00a0\u202f']\d+)*(?![\w:]*:\d)")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


class _Told:
    """All that articles have said: their stems and their numbers."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.stems: set[str] = set()
        self.numbers: set[str] = set()
        for article in articles:
            for text in (article.title, article.text):
                self.stems.update(_stems(text, article.language))
                self.numbers.update(_numbers(text))


def adds_facts(before: Iterable[Article], joining: Iterable[Article]) -> bool:
    """Whether articles that join say what those before them did not; the first of a story always do."""
    earlier = tuple(before)
    told = _Told(earlier)
    return not earlier or any(_has_news(article, told, _opening(article)) for article in joining)


def edit_adds_facts(old: Article, new: Article, others: Iterable[Article], *, is_lead: bool) -> bool:
    """Whether an edit says what neither the old version nor the story's other articles did.

    A lead's title is news of its own when a word of it is.
    """
    told = _Told((old, *others))
    return (is_lead and not told.stems.issuperset(_stems(new.title, new.language))) or _has_news(new, told, new.text)


def new_sentences(before: Iterable[Article], article: Article, *, is_edit: bool = False) -> tuple[Sentence, ...]:
    """The sentences in which an article says what ``before`` did not, the one with most facts first; of an edit, the old version is there.

    Where no sentence holds a new fact by itself (the news stands in the title), the first that was not there word for word.
    """
    told = _Told(earlier := tuple(before))
    found = [" ".join(each.split()) for each in sentences(article.text, article.language)]
    worth = [_facts(each, article, told) for each in found]
    order = sorted((place for place, facts in enumerate(worth) if facts), key=lambda place: -worth[place])
    if not order:
        known = "\n".join(" ".join(each.text.split()) for each in earlier) if is_edit else ""
        order = [place for place, each in enumerate(found) if each not in known][:1]
    return tuple(Sentence(text=found[place], article=article.id) for place in order)


def _facts(sentence: str, article: Article, told: _Told) -> int:
    """How many new facts a sentence holds, numbers and quotations counted twice; each kind up to three times."""
    numbers = len(_numbers(sentence) - told.numbers)
    said = sum(_is_new_quotation(quoted, article, told) for quoted in quotations(sentence))
    named = sum(_is_new_name(name, article, told) for name in names(sentence, article.language))
    return 2 * min(numbers, _COUNTED) + 2 * min(said, _COUNTED) + min(named, _COUNTED)


def _has_news(article: Article, told: _Told, text: str) -> bool:
    read = f"{article.title}\n\n{text}"
    return (
        not told.numbers.issuperset(_numbers(read))
        or any(_is_new_name(name, article, told) for name in names(text, article.language))
        or any(_is_new_quotation(quoted, article, told) for quoted in quotations(article.text))
    )


def _opening(article: Article) -> str:
    return " ".join(sentences(article.text, article.language)[:_OPENING])


def _stems(text: str, language: str) -> Iterator[str]:
    return (word[:_STEM] for word in words(text, language))


def _numbers(text: str) -> set[str]:
    """The numbers of a text as bare digits; years and clock times left out."""
    found = (re.sub(r"\D", "", number) for number in _NUMBER.findall(text))
    return {number for number in found if not _YEAR.match(number)}


def _is_new_name(name: str, article: Article, told: _Told) -> bool:
    printers = set(_stems(f"{article.site} {article.source} {article.author}".replace(".", " "), article.language))
    return any(stem not in told.stems and stem not in CALENDAR and stem not in printers for stem in _stems(name, article.language))


def _is_new_quotation(quoted: str, article: Article, told: _Told) -> bool:
    stems = list(_stems(quoted, article.language))
    return len(stems) >= _LEAST_QUOTED and sum(stem not in told.stems for stem in stems) >= _NEW_SHARE * len(stems)
