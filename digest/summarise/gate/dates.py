# ruff: noqa: RUF001 - letters of other scripts are what is read here
"""Days, months and years, whatever way they are written: 3 March 2024, 03/03/2024, 2024年3月3日, ٣ مارس ٢٠٢٤.

``take`` finds the dates of a text and leaves the text without them, so that their numbers are not taken for counts.
Months' names are Babel's (CLDR), known also with endings that cases give them; the order of a date in figures is the
language's, and in English both. ``unsupported`` says which dates of a summary no date of the source bears out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from babel import Locale, UnknownLocaleError

from digest.summarise.gate import chinese
from digest.summarise.gate.forms import JOINED
from digest.summarise.gate.written import Word, bare, blanked, read

_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,4})([./-])(\d{1,2})(?:\2(\d{4}|\d{2})(?!\d)|\.(?=\s|$|,))(?![/-]?\d)")
_DAY_AND_MONTH = re.compile(r"(?<![\d.,/-])(\d{1,2})/(\d{1,2})(?![\d/,.]*\d)")
_EASTERN = re.compile(r"(?:(\d{4})\s?[年년]\s?)?(\d{1,2})\s?[月월](?!間|间)(?:\s?(\d{1,2})\s?[日号號일])?")
_HAN_PART = re.compile(rf"({chinese.RUN.pattern})(?=[年月日号號])")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|ere|e|o|a|i|го|е|ое|ого|та|те)?")
_YEAR = re.compile(r"(\d{4})(?:r|г|р|yil|y)?")
_LINKS = frozenset(
    [
        "de",
        "del",
        "di",
        "du",
        "d",
        "of",
        "the",
        "o",
        "a",
        "al",
        "do",
        "den",
        "der",
        "dem",
        "le",
        "la",
        "el",
        "i",
        "и",
        "y",
        "e",
        "et",
        "and",
        "und",
        "bis",
        "to",
        "til",
        "till",
        "au",
        "av",
        "ve",
        "та",
        "і",
        "й",
    ]
)
_MORE_MONTHS = {"ar": "كانون الثاني|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين الأول|تشرين الثاني|كانون الأول"}
_AMBIGUOUS = frozenset(["may", "march", "mai", "mars", "mart", "mar", "mei", "maj", "set", "ago", "out", "dec", "mas", "august", "marts"])
_SHORTEST_STEM, _LONGEST_ENDING = 4, 4
_MONTHS, _DAYS = 12, 31
_EPOCH_OF_BUDDHA = 543


@dataclass(frozen=True, slots=True)
class Date:
    """What is known of a day; 0 where nothing."""

    day: int = 0
    month: int = 0
    year: int = 0

    def __str__(self) -> str:
        """As an operator reads it."""
        return "-".join(f"{part:02d}" for part in (self.year, self.month, self.day) if part)

    def is_sane(self) -> bool:
        """Whether a calendar may hold it."""
        return 0 <= self.day <= _DAYS and 0 <= self.month <= _MONTHS


Reading = tuple[Date, ...]
"""One date as it may be meant: day first or month first."""


def numerals(text: str) -> str:
    """The text with its years of eras and Han numerals of dates in figures."""
    return _HAN_PART.sub(lambda found: str(chinese.worth(found[1]) or found[1]), chinese.years(text))


def take(text: str, language: str) -> tuple[list[Reading], str]:
    """The dates of an evened text, and the text with blanks in their stead."""
    spans = [*_in_figures(text, language), *_eastern(text)]
    text = blanked(text, ((start, end) for start, end, _ in spans))
    named = list(_named(text, language))
    return [reading for _, _, reading in (*spans, *named)], blanked(
        text, (each[:2] for each in named if any(date.day or date.year for date in each[2]))
    )


def unsupported(told: Iterable[Reading], known: Sequence[Reading], years: frozenset[int]) -> Iterator[str]:
    """The dates that no date of the source bears out; ``years`` are those the source names by themselves."""
    dates = [date for reading in known for date in reading]
    years = years | {date.year for date in dates}
    for reading in told:
        if not any(_is_borne_out(date, dates, years) for date in reading):
            yield str(reading[0])


def _is_borne_out(date: Date, known: Sequence[Date], years: frozenset[int]) -> bool:
    if not date.month:
        return date.year in years
    return any(
        other.month == date.month
        and (not date.day or other.day == date.day)
        and (not date.year or date.year in ({other.year} if other.year else years))
        for other in known
    )


def _in_figures(text: str, language: str) -> Iterator[tuple[int, int, Reading]]:
    for found in _NUMERIC.finditer(text):
        first, second, last = int(found[1]), int(found[3]), int(found[4] or 0)
        if len(found[1]) > 2:  # noqa: PLR2004 - a number of three or four figures is a year
            dates = [Date(last, second, first)] if last else []
        elif not found[4] and found[2] != ".":
            dates = []
        else:
            year = last + 2000 if found[4] and len(found[4]) == 2 else last  # noqa: PLR2004 - as '24
            dates = _orders(first, second, year, language)
        if dates := _days(dates):
            yield found.start(), found.end(), tuple(dates)
    for found in _DAY_AND_MONTH.finditer(text):
        dates = _days(_orders(int(found[1]), int(found[2]), 0, language))
        if dates and max(int(found[1]), int(found[2])) > 4:  # noqa: PLR2004 - 3/4 is a fraction
            yield found.start(), found.end(), tuple(dates)


def _days(dates: Iterable[Date]) -> list[Date]:
    """Those that are days of a calendar."""
    return [date for date in dates if date.is_sane() and date.day and date.month]


def _orders(first: int, second: int, year: int, language: str) -> list[Date]:
    dates = [Date(first, second, year)]
    return [*dates, Date(second, first, year)] if language in {"", "en", "fil"} else dates


def _eastern(text: str) -> Iterator[tuple[int, int, Reading]]:
    for found in _EASTERN.finditer(text):
        date = Date(int(found[3] or 0), int(found[2]), int(found[1] or 0))
        if date.is_sane():
            yield found.start(), found.end(), (date,)


def _named(text: str, language: str) -> Iterator[tuple[int, int, Reading]]:
    words = read(text)
    for place, word in enumerate(words):
        month, is_whole = month_of(word, language)
        if not month:
            continue
        days, first = _days_before(words, place)
        year, last = _year_after(words, place)
        if not days and last == place:
            days, last = _days_after(words, place)
            year, last = _year_after(words, last)
        if days or year or (is_whole and (word.bare not in _AMBIGUOUS or (word.is_capital and not word.is_first))):
            for day in days or [0]:
                date = Date(day, month, year)
                if date.is_sane():
                    yield words[first].start, words[last].end, (date,)


def _days_before(words: Sequence[Word], place: int) -> tuple[list[int], int]:
    """Every day named before its month (3 and 4 March), and where they begin."""
    days: list[int] = []
    first = at = place
    while at > 0 and first - at < 3:  # noqa: PLR2004 - no more than two words stand between days
        at -= 1
        found = _DAY.fullmatch(words[at].bare)
        if found and 0 < int(found[1]) <= _DAYS:
            days.append(int(found[1]))
            first = at
        elif words[at].bare not in _LINKS:
            break
    return days, first


def _days_after(words: Sequence[Word], place: int) -> tuple[list[int], int]:
    """The days named after their month (May 2-3), and where they end."""
    days: list[int] = []
    last = at = place
    while at + 1 < len(words) and at - last < 2:  # noqa: PLR2004 - no more than one word stands between days
        at += 1
        found = _DAY.fullmatch(words[at].bare)
        if found and 0 < int(found[1]) <= _DAYS:
            days.append(int(found[1]))
            last = at
        elif words[at].bare not in _LINKS:
            break
    return days, last


def _year_after(words: Sequence[Word], place: int) -> tuple[int, int]:
    for at in range(place + 1, min(place + 3, len(words))):
        if found := _YEAR.fullmatch(words[at].bare):
            year = int(found[1])
            return year - _EPOCH_OF_BUDDHA if year > 2400 else year, at  # noqa: PLR2004 - Thai years are counted from Buddha
        if words[at].bare not in _LINKS:
            break
    return 0, place


def month_of(word: Word, language: str) -> tuple[int, bool]:
    """Which month the word is, 0 when none, and whether it is written in full."""
    exact, stems = _months(language)
    joined = next((word.bare[1:] for letter in JOINED.get(language, "").split() if word.bare[:1] == letter and word.bare[1:] in exact), "")
    if joined:
        return exact[joined]
    if word.bare in exact:
        month, is_whole = exact[word.bare]
        return month, is_whole and (word.is_capital or language not in {"", "en", "de"})
    for stem, month in stems:
        if word.bare.startswith(stem) and len(word.bare) - len(stem) <= _LONGEST_ENDING:
            return month, language not in {"", "en", "de"}
    return 0, False


@lru_cache
def _months(language: str) -> tuple[dict[str, tuple[int, bool]], tuple[tuple[str, int], ...]]:
    """Names of months with their numbers and whether they are whole; and stems of the long ones."""
    exact: dict[str, tuple[int, bool]] = {}
    stems: list[tuple[str, int]] = []
    with suppress(UnknownLocaleError, ValueError):  # a language that Babel does not know has the months of the table alone
        months = Locale.parse(language or "en").months
        for width in ("abbreviated", "wide"):
            for month, name in chain(months["format"][width].items(), months["stand-alone"][width].items()):
                folded = bare(name).strip(". ").split()[-1]
                exact |= {folded: (month, width == "wide")} if folded.isalpha() else {}
        stems = [] if language in {"", "en", "de"} else list(_month_stems(months))
    exact |= {bare(name): (place, True) for place, name in enumerate(_MORE_MONTHS.get(language, "").split("|"), 1) if name}
    return exact, tuple(stems)


def _month_stems(months: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Iterator[tuple[str, int]]:
    """What the forms of a long name share."""
    for month, name in months["format"]["wide"].items():
        stem = _shared(bare(name), bare(months["stand-alone"]["wide"][month]))
        stem = stem[:-1] if len(stem) > _SHORTEST_STEM else stem
        if len(stem) >= _SHORTEST_STEM and stem.isalpha():
            yield stem, month


@lru_cache
def weekdays(language: str) -> dict[str, int]:
    """Stems of the days of the week with their numbers, where capitals tell names from words."""
    try:
        days = Locale.parse(language or "en").days["format"]["wide"]
    except (UnknownLocaleError, ValueError):
        return {}
    return {bare(name).split("-")[0][:6]: number for number, name in days.items() if len(bare(name)) > _SHORTEST_STEM}


def _shared(one: str, other: str) -> str:
    return one[: next((at for at, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), min(len(one), len(other)))]
