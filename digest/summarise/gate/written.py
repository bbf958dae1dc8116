# ruff: noqa: RUF001 - letters of other scripts are what is told apart here
"""A text as the gate reads it: one spelling for what is the same, and its words with their places.

``even`` makes digits of every script Western ones and full width characters common ones; ``bare`` is what words are
compared by: no case, no accents, no vowel points, one letter where a script has several for the same. ``read`` cuts a
text into words and says of each whether it opens a sentence. Sources: Unicode 15 (NFKC, decimal digits), UAX #29.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_MARKS = "".join(chr(code) for code in range(0x300, 0x1200) if unicodedata.category(chr(code)) in {"Mn", "Mc"}) + "\u200c\u200d\u3099\u309a"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|(?<=[\u0400-\u04ff])['\u2019\u02bc](?=[\u0400-\u04ff]))*")
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0edf\u1000-\u1049\u1780-\u17d3"
    "\u3005-\u3007\u3041-\u309f\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_CASELESS = re.compile("[\u0590-\u074a\u0750-\u077f\u0900-\u10ff\u1100-\u11ff\u1780-\u17d3\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_DROPPED = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2066-\u2069]"
)
_ONE_LETTER = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ؤ": "و",
        "ئ": "ي",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ς": "σ",
        "ґ": "г",
        "’": "'",
        "ʼ": "'",
    }
)
_SUPERSCRIPT = re.compile("[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]")
_FRACTION = re.compile(r"(\d*) ?([\u00bc-\u00be\u2150-\u215e])")
_OPENS = frozenset('.!?\u2026:;。！？｡"“”„«»‹›‘‚(（「『[•\n؟؛।')
_TITLE_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits in an evened text."""

    text: str
    bare: str
    start: int
    end: int
    is_first: bool
    """Whether a capital here may be owed to the sentence."""

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0].istitle()


def even(text: str) -> str:
    """The text with common characters for all variants: widths, digits, blanks, fractions in decimals."""
    text = _FRACTION.sub(_decimal, _SUPERSCRIPT.sub("", text))
    text = unicodedata.normalize("NFKC", text.replace("\u2212", "-"))
    return text if text.isascii() else "".join(_western(letter) for letter in text)


@lru_cache(maxsize=50_000)
def bare(word: str) -> str:
    """A word as it is compared."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFD", word.casefold())
    return unicodedata.normalize("NFC", _DROPPED.sub("", folded)).translate(_ONE_LETTER)


def read(text: str) -> list[Word]:
    """The words of an evened text, in order."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        last = found[-1] if found else None
        is_first = last is None or _is_opened(text[last.end : match.start()], last)
        found.append(Word(match.group(), bare(match.group()), match.start(), match.end(), is_first))
    return found


def blanked(text: str, spans: Iterable[tuple[int, int]], blank: str = " ") -> str:
    """The text with blanks in the stead of what stands in the spans."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = blank * (end - start)
    return "".join(letters)


def is_caseless(text: str) -> bool:
    """Whether it is written in a script that knows no capitals."""
    return bool(_CASELESS.search(text))


def scripts(text: str) -> set[str]:
    """The scripts of a text's letters, by the first word of their Unicode names."""
    return {unicodedata.name(letter, "").partition(" ")[0] for letter in set(text) if letter.isalpha()}


def _is_opened(gap: str, last: Word) -> bool:
    """Whether what stands between two words opens a sentence for the second."""
    before = gap.rstrip(" ")
    if not before:
        return False
    if before[-1] in "-\u2013\u2014":
        return len(before) < len(gap)  # a dash between blanks; without them it joins words
    if before == "." and last.is_capital and len(last.text) <= _TITLE_LENGTH:
        return False  # a title or an initial
    return before[-1] in _OPENS


def _decimal(match: re.Match[str]) -> str:
    return f"{int(match[1] or 0) + unicodedata.numeric(match[2]):.4f}".rstrip("0").rstrip(".")


def _western(letter: str) -> str:
    return letter if letter.isascii() or not letter.isdecimal() else str(unicodedata.decimal(letter))
