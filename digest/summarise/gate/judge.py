"""The judgement: whether a summary says only what its source says, and what it says beyond it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice

from digest.errors import ParseError
from digest.summarise.gate import dates, names, numbers, polarity, quotations, roles, runs
from digest.summarise.gate.amount import Amount
from digest.summarise.gate.written import IS_UNSPACED, Word, blanked, even, is_caseless, read
from digest.text import plain, sentences

_LINK = re.compile(r"(?i)\b(?:https?|ftp|file|data|javascript|mailto):|\bwww\.|\]\(|<[a-z/!?]|\b[\w.+-]+@[\w-]+\.\w|&(?:[a-z]+|#\w+);")
_HOST = re.compile(
    r"(?i)(?<![\w@.-])(?:[a-z0-9-]{2,63}\.)+(?:com|org|net|info|biz|io|co|ai|app|dev|xyz|top|site|online|shop|club|news|tv|me|ru|cn|uk|de|fr|es|it|pl|nl|jp|br|in|eu|us|gov|edu|example|test)(?![\w-])(?:/\S*)?"
)
LONGEST = 4_000
"""Characters of a summary; a longer one is none."""
_FLOOR, _CONTENT, _REASONS = 0.4, 4, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the gate found."""

    reasons: tuple[str, ...] = ()
    """What the source does not bear out, in words for an operator; none when the summary may be printed."""

    @property
    def is_faithful(self) -> bool:
        """Whether the summary may be printed."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class _Text:
    """A text as its parts are compared."""

    whole: str
    """Evened, with years of our calendar."""
    words: tuple[Word, ...]
    dates: tuple[dates.Reading, ...]
    amounts: tuple[Amount, ...]
    undated: str
    """Without dates."""
    rest: str
    """Without dates and numbers."""


def judge(summary: str, source: str, language: str = "") -> Verdict:
    """Whether every link, number, date, name and quotation of ``summary`` stands in ``source``, and nothing is turned round.

    ``language`` (BCP 47) is that of the source; without one English is assumed where nothing else shows.
    """
    main = language.partition("-")[0].lower()
    if not summary.strip():
        return Verdict(reasons=("no sentence",))
    if len(summary) > LONGEST:
        return Verdict(reasons=(f"a length of {len(summary):,} characters",))
    if _is_quoted(summary, source, main) and not _LINK.search(summary):
        return Verdict()
    told, known = _text(summary, main), _text(source, main)
    return Verdict(reasons=tuple(dict.fromkeys(islice(_reasons(summary, told, known, main), _REASONS))))


def _is_quoted(summary: str, source: str, language: str) -> bool:
    """Whether every sentence of the summary is one of the source, to the letter."""
    return set(sentences(plain(summary), language)) <= set(sentences(plain(source), language))


def unsupported(summary: str, source: str, language: str = "") -> tuple[str, ...]:
    """The reasons of ``judge``; none when the summary may be printed."""
    return judge(summary, source, language).reasons


def gate_line(record: Mapping[str, object]) -> dict[str, object]:
    """The gate as a filter: ``id``, ``source``, ``summary`` and ``lang`` in, ``id``, ``ok`` and ``reasons`` out."""
    source, summary = record.get("source"), record.get("summary")
    if not isinstance(source, str) or not isinstance(summary, str):
        raise ParseError('give "id", "source" and "summary"', subject=str(record.get("id", "")))
    verdict = judge(summary, source, str(record.get("lang") or ""))
    return {"id": record.get("id"), "ok": verdict.is_faithful, "reasons": list(verdict.reasons)}


def _reasons(summary: str, told: _Text, known: _Text, language: str) -> Iterator[str]:
    yield from _foreign_links(summary, known.whole)
    yield from _counted(told, known)
    yield from quotations.unsupported(told.whole, known.whole, language)
    yield from _strange_words(told, known, language)
    yield from polarity.turned(told.whole, known.whole, language)
    yield from roles.swapped(told.words, known.words, language)
    yield from roles.turned(told.whole, known.whole)


def _counted(told: _Text, known: _Text) -> Iterator[str]:
    """Dates, numbers and scores that the source does not bear out."""
    years = frozenset(int(each.value) for each in known.amounts if not each.unit and each.value == each.value.to_integral_value())
    yield from (f"the date {date}" for date in dates.unsupported(told.dates, known.dates, years))
    others = frozenset(Decimal(date.year) for date in chain.from_iterable(known.dates) if date.year)
    yield from numbers.unsupported(told.amounts, known.amounts, others)
    yield from (f"the score {score}" for score in numbers.scores(told.undated, known.undated))


def _foreign_links(summary: str, source: str) -> Iterator[str]:
    """Addresses and markup: links come from our own record, never from a summary; a host may be named where the source names it."""
    yield from (f"a link or markup: {summary[found.start() : found.start() + 40]}" for found in _LINK.finditer(summary))
    lower = source.lower()
    yield from (f"a link: {found[0]}" for found in _HOST.finditer(even(summary)) if found[0].lower() not in lower)


def _strange_words(told: _Text, known: _Text, language: str) -> Iterator[str]:
    vocabulary = names.Vocabulary(known.words, language)
    rest = read(told.rest)
    spaced = [word for word in rest if not IS_UNSPACED.search(word.text)]
    yield from (f"the name {name}" for name in names.unsupported(spaced, vocabulary, known.words))
    yield from (f"the word {word}" for word in names.strange(spaced, vocabulary))
    yield from (f"the words {run}" for run in runs.strange(told.rest, known.rest, language))
    yield from _weekdays(told, known, language)
    share = _share(spaced, vocabulary, len(told.amounts) + len(told.dates))
    if share < _FLOOR:
        yield f"too little of it stands in the source: {share:.0%}"


def _weekdays(told: _Text, known: _Text, language: str) -> Iterator[str]:
    stems = dates.weekdays(language)
    source = {number for word in known.words for stem, number in stems.items() if word.bare.startswith(stem)}
    for word in told.words:
        number = next((number for stem, number in stems.items() if word.bare.startswith(stem)), None)
        if number is not None and number not in source and not is_caseless(word.text):
            yield f"the day {word.text}"


def _share(words: Sequence[Word], known: names.Vocabulary, counted: int) -> float:
    """Which share of a summary's words of weight its source has, numbers and dates among them."""
    content = [word for word in words if len(word.bare) >= _CONTENT and not is_caseless(word.text)]
    if not content:
        return 1.0
    return (sum(known.has_like(word.bare) for word in content) + counted) / (len(content) + counted)


@lru_cache(maxsize=64)
def _text(text: str, language: str) -> _Text:
    whole = even(text)
    if IS_UNSPACED.search(whole) or language == "ko":
        whole = dates.numerals(whole)
    found, undated = dates.take(whole, language)
    counted = numbers.amounts(undated, language)
    rest = blanked(undated, ((each.start, each.end) for each in counted))
    return _Text(whole, tuple(read(whole)), tuple(found), tuple(counted), undated, rest)
