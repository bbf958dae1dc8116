"""Numbers in words: forty-two, quatre-vingt-douze, einundzwanzigtausend, сорок двоє.

A run of number words is composed: units add to tens, hundreds and scales multiply what stands before them; a part that
does not fit begins another number. Words glued from parts are taken apart first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

from digest.summarise.gate.amount import Amount, counted, lookup, number_table
from digest.summarise.gate.number_words import ANDS, IGNORED
from digest.summarise.gate.units import unit_before
from digest.summarise.gate.written import Word, read

_HUNDRED, _THOUSAND, _TWENTY = 100, 1000, 20
_COMPOSED = frozenset({"de", "nl", "da", "nb", "cs", "sk", "ar", "he", "sl"})
"""Languages that say two-and-forty; in Arabic and Hebrew the order does not matter, the parts are joined alike."""
_GLUING = frozenset({"de", "nl", "sv", "da", "nb", "fi", "it", "hu", "tr", "el", "cs", "sk", "id"})
"""Languages that write numbers of several parts as one word."""


def in_words(text: str, language: str) -> Iterator[Amount]:
    """Numbers in words: runs of number words, composed."""
    run: list[tuple[Word, Decimal, bool]] = []
    reach = 0
    for word in read(text):
        is_near = bool(run) and not text[reach : word.start].strip(" -")
        if is_near and word.bare in ANDS:
            reach = word.end
            continue
        parts = _parts(word.bare, language)
        if not (is_near and parts):
            yield from _composed(run, text, language)
            run = []
        run += [(word, value, is_scale) for value, is_scale in parts]
        reach = word.end
    yield from _composed(run, text, language)


def _composed(run: Sequence[tuple[Word, Decimal, bool]], text: str, language: str) -> Iterator[Amount]:
    held: list[tuple[Word, Decimal, bool]] = []
    total = current = Decimal(0)
    for part in run:
        joined = _joined(total, current, part, language, is_first=not held)
        if joined is None:
            yield from _said(held, total + current, text, language)
            held, (total, current) = [part], _opened(part)
        else:
            total, current = joined
            held.append(part)
    yield from _said(held, total + current, text, language)


def _opened(part: tuple[Word, Decimal, bool]) -> tuple[Decimal, Decimal]:
    _, value, is_scale = part
    return (value, Decimal(0)) if is_scale and value >= _THOUSAND else (Decimal(0), value)


def _joined(
    total: Decimal, current: Decimal, part: tuple[Word, Decimal, bool], language: str, *, is_first: bool
) -> tuple[Decimal, Decimal] | None:
    """The sum with one part more; None when the part begins another number."""
    if is_first:
        return _opened(part)
    _, value, is_scale = part
    if is_scale and value >= _THOUSAND:
        return _scaled(total, current, value)
    if _multiplies(current, value, language, is_scale=is_scale):
        return total, current * value
    if _fits(current, value, language) or (not current and total and value < total):
        return total, current + value
    return None


def _scaled(total: Decimal, current: Decimal, value: Decimal) -> tuple[Decimal, Decimal] | None:
    """A thousand, a million: times what stands before it, and what stood before that added."""
    if not current and total and value > total:
        return total * value, Decimal(0)
    return (total + current * value, Decimal(0)) if current and (not total or value < total) else None


def _multiplies(current: Decimal, value: Decimal, language: str, *, is_scale: bool) -> bool:
    """Whether a hundred, a ten (dua puluh) or a score (quatre-vingts) multiplies what stands before it."""
    if value == _HUNDRED:
        return 0 < current < _TWENTY
    return (is_scale and value == 10 and 1 < current < 10) or (language == "fr" and value == _TWENTY and current == 4)  # noqa: PLR2004 - as said


def _fits(current: Decimal, value: Decimal, language: str) -> bool:
    """Whether a part is smaller than the smallest place taken: 40 and 2, 300 and 42, but not 5 and 6."""
    if current < 1 or value < 1:
        return current >= 1 and value == Decimal("0.5")
    if language == "fr" and current % _TWENTY == 0 and _TWENTY <= current < _HUNDRED:
        return value < _TWENTY
    if language in _COMPOSED and current % _HUNDRED < 10 and current % _HUNDRED and value in range(20, 100, 10):  # noqa: PLR2004 - two and forty
        return True
    if language in {"he", "ar"} and current % _HUNDRED < 10 and current % _HUNDRED and value == 10:  # noqa: PLR2004 - three ten is thirteen
        return True
    place = 10 if current % 100 and not current % 10 else _HUNDRED if current and not current % 100 else 1
    return place > 1 and value < place


def _said(held: Sequence[tuple[Word, Decimal, bool]], value: Decimal, text: str, language: str) -> Iterator[Amount]:
    if not held:
        return
    first, last = held[0][0], held[-1][0]
    said = text[first.start : last.end]
    is_vague = len(held) == 1 and held[0][2] and value >= _HUNDRED
    if value == 1 or (first is last and first.bare in IGNORED.get(language, "").split()):
        return
    unit, noun = counted(text, last.end, language)
    unit = unit or unit_before(text[max(0, first.start - 10) : first.start])
    if value < 1 and not unit:
        value, unit = value * _HUNDRED, "%"  # half of them is fifty percent of them
    yield Amount(value.normalize(), unit, noun, said, first.start, last.end, is_vague=is_vague)


def _parts(word: str, language: str) -> list[tuple[Decimal, bool]]:
    """What a word, or what it is glued from, is worth; empty when it is no number."""
    if word[0].isdigit():
        return []
    for bare_word in (word, *_unjoined(word, language)):
        if (scale := lookup(bare_word, "SCALES", language)) is not None and len(bare_word) > 2:  # noqa: PLR2004 - k and m are scales of figures only
            return [(scale, True)]
        if (value := lookup(bare_word, "WORDS", language)) is not None:
            return [(value, False)]
    return _unglued(word, language) if language in _GLUING and len(word) > 5 else []  # noqa: PLR2004 - nothing shorter is glued


def _unjoined(word: str, language: str) -> Iterator[str]:
    """The word without what is written together with it: and, the, in."""
    if language in {"ar", "he"} and len(word) > 2:  # noqa: PLR2004 - a letter joined to a word
        yield from (word[length:] for length in (1, 2) if word[:1] in "وובלהכبلف")
    if language == "fr" and word.endswith("ieme"):
        yield word.removesuffix("ieme")


@lru_cache(maxsize=20_000)
def _unglued(word: str, language: str) -> list[tuple[Decimal, bool]]:
    """The parts of a word glued from numbers alone, at least two of them."""
    ways: list[list[tuple[Decimal, bool]] | None] = [[]] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            piece, so_far = word[start:end], ways[start]
            if so_far is None:
                continue
            part = _part(piece, language)
            if part and (ways[end] is None or len(so_far) + 1 <= len(ways[end] or [])):
                ways[end] = [*so_far, part]
            elif piece in {"und", "en", "og", "och", "a"} and start and ways[end] is None:
                ways[end] = so_far
    found = ways[-1] or []
    return found if len(found) > 1 else []


def _part(piece: str, language: str) -> tuple[Decimal, bool] | None:
    """What a piece of a glued word is worth, and whether it is a scale; None when it is no number."""
    exact, _ = number_table("WORDS", language)
    scales, _ = number_table("SCALES", language)
    value = scales.get(piece) or exact.get(piece)
    return None if value is None else (value, piece in scales and value >= _THOUSAND)
