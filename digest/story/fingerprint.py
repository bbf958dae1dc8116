"""What an article is recognised by: the stems it counts, and the pairs of words a copy repeats.

Two prints are taken, for two questions.

*Terms* answer "is it the same event?". They come from the title and the first words of the text, where news says what
happened; words are cut to their first letters, which does the work of a stemmer in every language that is written with
blanks, and unspaced scripts come as pairs of letters. Names weigh more, and so do numbers.

*Pairs* answer "is it the same text?". They are the pairs of neighbouring content words **outside quotations**: two
reporters who stood at one press conference share its quotations and little else, whereas a copy shares the reporter's
own words. Taking out function words first makes the pairs rare enough without a table of frequencies, so that the answer for
one story does not depend on what else was gathered.

Both are pure functions of the text; the memo in front of them is bounded and changes nothing but the time it takes. It
is keyed by the words that are read and not by an article's id, because an id outlives an edit.

Source: A. Broder, *On the resemblance and containment of documents* (1997), for containment; the pairs and their spread
were chosen by measurement.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from sys import intern

from digest.text import words
from digest.text.languages import habits

HEAD = 140
"""Words of the text that are read for terms."""
_HEAD_CHARACTERS = 1500
_NAME_WEIGHT = 1.3
_NUMBER_WEIGHT = 1.15
_STEM = 5
"""Letters kept of a word; five serve inflected languages best."""
_STEMS = {"en": 6, "": 6}
_DAYS = "monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun"
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec"
)
CALENDAR = frozenset(word[:length] for word in f"{_DAYS} {_MONTHS}".split() for length in (_STEM, _STEMS["en"]))
"""Stems of weekdays and months, which English writes like names."""
_SHORT = 3
"""Letters of the longest word that is taken for a function word, in languages whose function words are not listed."""

_CAPITAL = "[A-Z\u00c0-\u00de\u0386-\u03ab\u0400-\u042f]"
_NAME = re.compile(rf"(?<=[^\W\d_A-Z] |[,;:] ){_CAPITAL}[\w'\u2019-]+(?: {_CAPITAL}[\w'\u2019-]+)*")
_QUOTATION = re.compile(r"“[^”]{3,600}”|„[^“”]{3,600}[“”]|«[^»]{3,600}»|»[^«]{3,600}«|「[^」]{3,600}」|(?<!\w)\"[^\"]{3,600}\"(?!\w)")


@dataclass(frozen=True, slots=True)
class Terms:
    """The stems of one article's title and head, each with its weight, and how much they say."""

    stems: tuple[str, ...]
    weights: tuple[float, ...]
    """One plus the logarithm of the count, title included; names and numbers raised."""
    size: int
    """Different content words of the head: how long the text is, in any script."""
    names: frozenset[str]
    """Stems of the names of the head."""


def terms(title: str, text: str, language: str) -> Terms:
    """The terms of an article in a language (two letters); the same words always give the same terms."""
    return _terms(title, text[:_HEAD_CHARACTERS], language)


@lru_cache(maxsize=8_192)
def _terms(title: str, head: str, language: str) -> Terms:
    length = _STEMS.get(language, _STEM)
    body = words(head, language)[:HEAD]
    counts = Counter([word[:length] for word in (*body, *words(title, language))])
    named = {word[:length] for word in words(" | ".join(names(head, language)), language)}
    return Terms(
        tuple(map(intern, counts)),
        tuple(
            [
                (1.0 + log(count) if count > 1 else 1.0) * (_NAME_WEIGHT if stem in named else _NUMBER_WEIGHT if stem[0].isdigit() else 1.0)
                for stem, count in counts.items()
            ]
        ),
        _telling(body, habits(language).openers),
        frozenset(named - CALENDAR),
    )


def _telling(body: list[str], function_words: frozenset[str]) -> int:
    """How many different content words there are."""
    different = set(body)
    return len(different - function_words) if function_words else sum(_is_content(word, function_words) for word in different)


def names(text: str, language: str) -> list[str]:
    """Runs of capitalised words inside sentences; none where capitals mark every noun, or do not exist."""
    return [] if language in {"de", "lb"} else _NAME.findall(text)


def quotations(text: str) -> list[str]:
    """What stands in quotation marks, marks included."""
    return _QUOTATION.findall(text)


@lru_cache(maxsize=4_096)
def pairs(text: str, language: str) -> tuple[str, ...]:
    """The pairs of neighbouring content words outside quotations, in order, each once."""
    function_words = habits(language).openers
    content = [word for word in words(_QUOTATION.sub(" ", text), language) if _is_content(word, function_words)]
    return tuple(dict.fromkeys(map(" ".join, pairwise(content))))


def _is_content(word: str, function_words: frozenset[str]) -> bool:
    """Whether a word says something of its own: not listed or, without a list, not short (unspaced pairs are)."""
    return word not in function_words if function_words else len(word) > _SHORT or word[0] >= "\u0e00"
