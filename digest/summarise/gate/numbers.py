# ruff: noqa: RUF001 - letters of other scripts are what is read here
"""Numbers of a text as values with units: 1.234,5 Mio. €, forty-two, 三亿五千万元, quatre-vingt-douze, 12,34,567.

``amounts`` reads figures by the separators of the language (Babel), words by ``number_words``, Han numerals by
``chinese``; a scale behind a figure multiplies it. ``unsupported`` compares those of a summary with those of its
source: the value must occur there, counted in the same unit, and what is counted must not be what another number
counts there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from digest.summarise.gate import chinese
from digest.summarise.gate.amount import Amount, counted, lookup
from digest.summarise.gate.spoken import in_words
from digest.summarise.gate.units import unit_before
from digest.summarise.gate.written import IS_UNSPACED, WORD, bare, blanked

_FIGURES = re.compile(r"\d{1,3}(?:[ '’٬]\d{3})+(?:[.,٫]\d+)?(?!\d)|\d+(?:[.,٫٬'’]\d+)*")
_CLOCK = re.compile(r"(?<![\d:.,])([01]?\d|2[0-3])(?:[:hH]([0-5]\d)(?![\d:])|\.([0-5]\d)(?=\s?(?:Uhr|uur|ч\b|год\b)))(?:\s?([ap])\.?m)?")
_HALF_DAY = re.compile(r"(?<![\d:.,])(\d{1,2})\s?([ap])\.?m\b", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|[\s(])[-\u2212]$|\b(?:minus|moins|menos|meno|минус|мінус|eksi)\s$", re.IGNORECASE)
_RANGE = re.compile(
    r"\s?(?:[-–—~〜]|to|and|or|bis|und|oder|à|et|ou|a|y|e|o|tot|en|of|до|и|или|і|або|do|i|lub|och|till|og|til|ja|ila|ile|ve|עד|إلى|و|から|至|到|と)?\s?[$€£¥]?"
)
_SCORE = re.compile(r"(?<![\d.,:/-])(\d{1,3})\s?[-–:]\s?(\d{1,3})(?![\d.,:/-]*\d)")
_PAIR = re.compile(
    r"(?<![\d.,:/-])(\d{1,3})\s?(?:[-–:~〜比対对]|to|and|bis|und|zu|à|et|a|y|e|tot|en|do|до|til|och|till|og|ila|ile|から|至|到)\s?(\d{1,3})(?![\d.,:/-]*\d)"
)
_SCALE = re.compile(rf"[\s-]?(?!\d)({WORD.pattern})")
_THOUSAND = 1000
_LONGEST_ABBREVIATION = 4
_HIGHEST_SCORE = 150
_RECKONED = 25
_NEAR = 10
"""Letters before a number in which its sign stands."""
_HAN = frozenset({"zh", "ja", "ko", "yue"})


def amounts(text: str, language: str) -> list[Amount]:
    """Every number of an evened text without its dates, in order."""
    found: list[Amount] = []
    whole = text
    for take in (_clocks, _han_percentages, _han, _figures, in_words):
        taken = list(take(text, language))
        found += taken
        text = blanked(text, ((each.start, each.end) for each in taken), "\0")
    return _with_scores(_shared_units(sorted(found, key=lambda each: each.start), text), whole)


def unsupported(told: Sequence[Amount], known: Sequence[Amount], others: frozenset[Decimal]) -> Iterator[str]:
    """What the summary counts otherwise than its source; ``others`` are values in the source that count nothing: its dates' years."""
    for amount in told:
        same = [each for each in known if _is_same(amount, each)]
        if not same and not (amount.value in others and not amount.unit):
            yield f"the number {amount.said}"
        elif same and not _has_unit(amount, same, known):
            yield f"the number {amount.said} counts something else"
        elif same and _counts_another(amount, same, known):
            yield f"the number {amount.said} counts {amount.noun}"


def scores(told: str, known: str) -> Iterator[str]:
    """Scores of the summary that the source has otherwise, or the other way round."""
    pairs = set(_PAIR.findall(known))
    for found in _SCORE.finditer(told):
        if pairs and (found[1], found[2]) not in pairs and not _CLOCK.fullmatch(found[0]):
            yield found[0]


def _with_scores(found: Sequence[Amount], text: str) -> list[Amount]:
    """The amounts, sides of scores marked: they count nothing by themselves. What rises is a range, where no colon parts it."""
    sides = {
        start
        for each in _SCORE.finditer(text)
        if not _CLOCK.fullmatch(each[0])
        if int(each[1]) >= int(each[2]) or ":" in each[0]
        for start in (each.start(1), each.start(2))
    }
    return [
        replace(each, unit="score") if each.start in sides and not each.unit and each.value <= _HIGHEST_SCORE else each for each in found
    ]


def _is_same(told: Amount, known: Amount) -> bool:
    if told.unit == "time" or known.unit == "time":
        return (told.unit == known.unit and told.value == known.value) or _is_full_hour(told, known)
    if known.unit == "score" and told.unit != "score" and len(told.noun) > 3:  # noqa: PLR2004 - shorter words are no nouns
        return False
    if told.is_vague:
        return told.value <= known.value < told.value * _THOUSAND
    return told.value in {known.value, known.other}


def _is_full_hour(told: Amount, known: Amount) -> bool:
    clock, plain = (told, known) if told.unit == "time" else (known, told)
    return not plain.unit and plain.value * 60 == clock.value


def _has_unit(told: Amount, same: Sequence[Amount], known: Sequence[Amount]) -> bool:
    units = {each.unit for each in same}
    if told.unit in units or {"time", "score"} & {told.unit, *units}:
        return True
    if told.unit == "%":
        return False
    if not told.unit:
        return units != {"%"} or not told.noun
    return "" in units and (told.unit not in _money(known) or told.unit in {each.unit for each in known})


def _money(known: Sequence[Amount]) -> set[str]:
    return {each.unit for each in known if each.unit.isupper()}


def _counts_another(told: Amount, same: Sequence[Amount], known: Sequence[Amount]) -> bool:
    """Whether the word after it stands in the source after another number, and there after this one another word."""
    if len(told.noun) < 3 or told.unit or any(_is_near(told.noun, each.noun) or not each.noun for each in same):  # noqa: PLR2004 - letters of a noun
        return False
    return any(_is_near(told.noun, each.noun) for each in known)


def _is_near(one: str, other: str) -> bool:
    length = max(3, min(len(one), len(other), 6) - 1)
    return one[:length] == other[:length]


def _shared_units(found: list[Amount], text: str) -> list[Amount]:
    """The amounts; the first of a range counts what the last does."""
    for at in range(len(found) - 2, -1, -1):
        one, other = found[at], found[at + 1]
        if one.unit == "" and _RANGE.fullmatch(text[one.end : other.start].replace("\0", "")) is not None:
            found[at] = replace(one, unit=other.unit, noun=other.noun)
    return found


def _clocks(text: str, language: str) -> Iterator[Amount]:
    del language  # a clock reads alike everywhere
    for found in _CLOCK.finditer(text):
        yield _clock(found, int(found[1]), int(found[2] or found[3]), found[4] or "")
    for found in _HALF_DAY.finditer(_CLOCK.sub(lambda each: "\0" * len(each[0]), text)):
        yield _clock(found, int(found[1]), 0, found[2])


def _clock(found: re.Match[str], hours: int, minutes: int, half: str) -> Amount:
    hours = hours % 12 + 12 * (half.lower() == "p") if half else hours
    return Amount(Decimal(hours * 60 + minutes), "time", said=found[0], start=found.start(), end=found.end())


def _han_percentages(text: str, language: str) -> Iterator[Amount]:
    if language in _HAN or IS_UNSPACED.search(text):
        for start, end, value in chinese.percentages(text):
            yield Amount(value.normalize(), "%", said=text[start:end], start=start, end=end)


def _han(text: str, language: str) -> Iterator[Amount]:
    if language not in _HAN and not IS_UNSPACED.search(text):
        return
    for found in chinese.RUN.finditer(text):
        value = chinese.worth(found[0])
        if value is None or (value == 1 and not found[0].isdigit()):
            continue
        unit, noun = counted(text, found.end(), language)
        unit = unit or unit_before(text[max(0, found.start() - _NEAR) : found.start()])
        yield Amount(value.normalize(), unit, noun, found[0], found.start(), found.end())


def _figures(text: str, language: str) -> Iterator[Amount]:
    for found in _FIGURES.finditer(text):
        values = _values(found[0], language)
        scale, end = (Decimal(1), found.end())
        for _ in range(2):
            worth, after = _scale(text, end, language)
            scale, end = scale * worth, after
        unit, noun = counted(text, end, language)
        unit = unit or unit_before(text[max(0, found.start() - _NEAR) : found.start()])
        is_minus = _MINUS.search(text[max(0, found.start() - _NEAR) : found.start()]) is not None
        for value, other in values:
            spare = other if scale == 1 and unit != "%" else None
            worth = _plain(value if scale == 1 else value * scale)
            yield Amount(
                worth.copy_negate() if is_minus else worth, unit, noun, text[found.start() : end].strip(), found.start(), end, other=spare
            )


def _plain(value: Decimal) -> Decimal:
    """The value as it is compared; one with more figures than decimals are reckoned with stays as it is written."""
    return value.normalize() if len(value.as_tuple().digits) <= _RECKONED else value


def _scale(text: str, end: int, language: str) -> tuple[Decimal, int]:
    """What multiplies a figure that ends here, and where it ends itself."""
    found = _SCALE.match(text, end)
    if not found:
        return Decimal(1), end
    word = bare(found[1])
    worth = lookup(word, "SCALES", language)
    if worth is None or (len(word) == 1 and found[0] != found[1]):
        return Decimal(1), end
    is_short = len(word) <= _LONGEST_ABBREVIATION and text[found.end() : found.end() + 2] == ". "
    return worth, found.end() + is_short


def _values(figures: str, language: str) -> list[tuple[Decimal, Decimal | None]]:
    """What figures are worth, each with what they are worth to others: usually one, several where they are no single number."""
    digits = re.sub("[ '’٬]", "", figures).replace("٫", ".")
    marks = re.findall(r"[.,]", digits)
    if not marks:
        return [(Decimal(digits), None)]
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:  # noqa: PLR2004 - one for groups, one for decimals
        return [(Decimal(digits.replace(marks[0], "").replace(marks[-1], ".")), None)]
    parts = re.split(r"[.,]", digits)
    are_groups = _are_groups(*parts)
    if len(marks) > 1:
        return [(Decimal("".join(parts)), None)] if are_groups else [(Decimal(part), None) for part in parts]
    grouped, broken = Decimal("".join(parts)), Decimal(".".join(parts))
    if not are_groups:
        return [(broken, None)]
    return [(broken, grouped)] if marks[0] == _decimal_sign(language) else [(grouped, broken if language else None)]


def _are_groups(first: str, *others: str) -> bool:
    """Whether figures are parted into thousands, or into lakhs."""
    return 1 <= len(first) <= 3 and first != "0" and len(others[-1]) == 3 and {len(part) for part in others} <= {2, 3}  # noqa: PLR2004 - figures of a group


@lru_cache
def _decimal_sign(language: str) -> str:
    try:
        sign = str(Locale.parse(language or "en").number_symbols["latn"]["decimal"])
    except (UnknownLocaleError, ValueError, KeyError):
        return "."
    return sign if sign in ".," else "."
