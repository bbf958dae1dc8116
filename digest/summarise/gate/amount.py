"""An amount: what a number of a text is worth and what it counts; and the tables of words that numbers are read by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from digest.summarise.gate.number_words import SCALES, WORDS
from digest.summarise.gate.units import unit_after
from digest.summarise.gate.written import IS_UNSPACED, WORD, bare

_NOUN = re.compile(rf"[\s-]*(?!\d)({WORD.pattern})")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a text."""

    value: Decimal
    unit: str = ""
    noun: str = ""
    """The word after it, bare; empty when none follows in its clause."""
    said: str = ""
    start: int = 0
    end: int = 0
    is_vague: bool = False
    """A bare scale: thousands, millions."""
    other: Decimal | None = None
    """What it is worth where a separator is meant otherwise than is usual in the language."""


def counted(text: str, end: int, language: str) -> tuple[str, str]:
    """The unit and the word after a number that ends here."""
    near = text[end : end + 60]
    after = near if near.startswith(". ") else near.removeprefix(".")
    found = _NOUN.match(after)
    noun = "" if not found or IS_UNSPACED.match(found[1]) else bare(found[1])
    return unit_after(after, language), noun


def lookup(word: str, name: str, language: str) -> Decimal | None:
    """What a bare word is worth in the table of that name (``WORDS``, ``SCALES``); None when it is no number."""
    exact, stems = number_table(name, language)
    if word in exact:
        return exact[word]
    return next((value for stem, value in stems if word.startswith(stem) and len(word) - len(stem) <= 5), None)  # noqa: PLR2004 - letters of an ending


@lru_cache
def number_table(name: str, language: str) -> tuple[dict[str, Decimal], tuple[tuple[str, Decimal], ...]]:
    """Words with their values, and stems that take any ending."""
    tables = WORDS if name == "WORDS" else SCALES
    code = {"no": "nb", "nn": "nb", "": "en", "sr": "hr", "bs": "hr"}.get(language, language)
    exact: dict[str, Decimal] = {}
    stems: list[tuple[str, Decimal]] = []
    for line in "|".join(found for found in (tables.get("", ""), tables.get(code, "")) if found).split("|"):
        value, *forms = line.split() or [""]
        for form in forms:
            if form.endswith("*"):
                stems.append((bare(form[:-1]), Decimal(value)))
            exact.setdefault(bare(form.rstrip("*")), Decimal(value))
    return exact, tuple(sorted(stems, key=lambda each: -len(each[0])))
