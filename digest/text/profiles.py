# ruff: noqa: RUF001 - letters of other scripts are what this table is made of
"""Evidence for languages: edges of words, function words and telling letters, each with its weight by language.

A word shows its language at its edges: its first four bytes, the next, and its last four, or all of it when it is
short. ``profiles.tsv`` says how often each is met (derived from ELD, its head names source and licence;
``docs/make_profiles.py`` wrote it); function words (``function_words``) and letters that few languages have add what
it lacks. A weight is the logarithm of how much likelier the evidence is in that language than by chance, so that
weights add up (naive Bayes over what is present).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from math import log

from digest.text.function_words import function_words, listed_languages

Weights = tuple[tuple[str, float], ...]
"""Languages with the weight of one piece of evidence for each."""

_WORDS = {
    "latin": re.compile(r"[a-z\u00aa\u00ba\u00df-\u024f\u0307\u1e00-\u1eff]+(?:['’`ʼ][a-z\u00df-\u024f\u1e00-\u1eff]+)*"),
    "cyrillic": re.compile(r"[\u0430-\u0481\u048a-\u052f]+(?:['’ʼ][\u0430-\u0481\u048a-\u052f]+)*"),
    "arabic": re.compile(r"[\u0620-\u0652\u066e-\u06d3\u06ee\u06ef\u06fa-\u06ff\u200c]+"),
    "devanagari": re.compile(r"[\u0900-\u0963]+"),
}
"""Words of the scripts that several languages share."""
_EDGE = 4
"""Bytes of a gram, without the blank."""
_STEP = 3
_LONGEST = 70
"""Bytes of a word that are looked at."""
_CHANCE = 0.3
"""Frequency in 15,000 of what a language is not known to have."""
_FUNCTION_WORD = 30.0
"""Least frequency in 15,000 of a function word."""
_LETTER_WEIGHT = 3.0
_BY_SCRIPT_ALONE = frozenset({"ja", "zh", "ko", "th", "el", "he", "bn"})
"""Told by script or letters, without weighing words."""

_TELLING = {
    "ß": "de",
    "äöü": "de",
    "ã": "pt",
    "õ": "pt et",
    "ñ": "es gl eu tl",
    "¿¡": "es gl",
    "ç": "fr pt ca tr sq az",
    "œêûù": "fr",
    "èà": "fr it ca",
    "ìò": "it",
    "ăâî": "ro",
    "țșţ": "ro",
    "ş": "tr az ro",
    "ğı": "tr az",
    "ə": "az",
    "ë": "nl sq",
    "åä": "sv",
    "æø": "da no",
    "å": "da no sv",
    "äö": "sv fi et de",
    "þð": "is",
    "őű": "hu",
    "ąęłśźćżń": "pl",
    "ěřů": "cs",
    "ľĺŕ": "sk",
    "ôä": "sk",
    "čšž": "cs sk hr sl lt lv",
    "ýď": "cs sk",
    "đć": "hr",
    "ėįųū": "lt",
    "āēīūģķļņ": "lv",
    "ơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ": "vi",
    "ыэё": "ru be",
    "ъ": "ru bg",
    "щ": "ru uk bg",
    "і": "uk be",
    "їєґ": "uk",
    "ў": "be",
    "ђћ": "sr",
    "јљњџ": "sr mk",
    "ѓќѕ": "mk",
    "پچژگ": "fa ur",
    "کی": "fa ur",
    "ٹڈڑےںہھ": "ur",
    "ةىيكأإؤ": "ar",
    "ټډړښګېۍځ": "ps",
    "ڕڵۆێە": "ckb",
    "ळ": "mr",
}


def evidence(text: str, script: str) -> Iterator[str]:
    """What a text in small letters shows of its language: edges of words of the script, whole words, telling letters."""
    for word in _WORDS[script].findall(text):
        yield from _edges(word.replace("’", "'"))
    yield from _letters() & set(text)


@cache
def weights() -> Mapping[str, Weights]:
    """Every piece of evidence that is known, with the languages it speaks for; read from the package once."""
    found: dict[str, Weights] = {}
    for names, count, grams in _rows():
        weighed = tuple((name, _weight(count)) for name in names)
        found |= {gram: (*found.get(gram, ()), *weighed) for gram in grams}
    for language in sorted({*listed_languages()} - _BY_SCRIPT_ALONE):
        own = (language, _weight(_FUNCTION_WORD))
        found |= {gram: _at_least(own, found.get(gram, ())) for gram in map("_{}_".format, sorted(function_words(language)))}
    for letter, language in _telling_letters():
        found[letter] = (*found.get(letter, ()), (language, _LETTER_WEIGHT))
    return found


def _at_least(own: tuple[str, float], known: Weights) -> Weights:
    """What is known with one language's weight not below its own."""
    return (*(pair for pair in known if pair[0] != own[0]), max(pair for pair in (*known, own) if pair[0] == own[0]))


def _telling_letters() -> Iterator[tuple[str, str]]:
    return ((letter, language) for letters, languages in _TELLING.items() for letter, language in product(letters, languages.split()))


def _weight(frequency: float) -> float:
    return round(log(1 + frequency / _CHANCE), 2)


def _edges(word: str) -> Iterator[str]:
    raw = word.encode("utf-8", "ignore")[:_LONGEST]
    yield f"_{word}_"
    if len(raw) <= _EDGE:
        return
    for at in range(0, len(raw) - _EDGE, _STEP):
        yield ("" if at else "_") + raw[at : at + _EDGE].decode("utf-8", "replace")
    yield raw[-_EDGE:].decode("utf-8", "replace") + "_"


@cache
def _letters() -> frozenset[str]:
    return frozenset("".join(_TELLING))


def _rows() -> Iterator[tuple[list[str], int, list[str]]]:
    for line in files("digest.text").joinpath("profiles.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            names, count, grams = line.split("\t")
            yield names.split(","), int(count), grams.split()
