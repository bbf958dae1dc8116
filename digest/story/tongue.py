"""Which language an article is taken to be in, for those that do not say: by script, then by function words.

A story never joins languages, so a wrong guess costs a join and a missing one must not. The script decides where one
language owns it; Latin and Cyrillic texts are told apart by function words, and only by plain evidence: what stays
open (a headline, a list of names) goes with the language that most texts of the same script here are in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from digest.text import words
from digest.text.languages import habits

_READ = 600
"""Characters that are looked at."""
_EVIDENCE = 3
"""Different function words a language must show."""
_LEAD = 1.5
"""How many times the evidence of the next best."""
_SCRIPTS = (
    ("ko", "\uac00-\ud7a3"),
    ("ja", "\u3041-\u30ff"),
    ("zh", "\u3400-\u9fff"),
    ("th", "\u0e01-\u0e3a"),
    ("he", "\u05d0-\u05ea"),
    ("hi", "\u0904-\u0939"),
    ("el", "\u03b1-\u03c9\u0391-\u03a9"),
    ("fa", "\u067e\u0686\u0698\u06af\u06cc"),
    ("ar", "\u0621-\u064a"),
    ("uk", "\u0456\u0457\u0454\u0491"),
    ("ru", "\u044b\u044d\u044a\u0451"),
)
_OWNED = tuple((language, re.compile(f"[{letters}]")) for language, letters in _SCRIPTS)
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hr", "da", "no", "sv", "fi", "is", "ro", "tr", "id", "gl")
_FEW = 0.03
"""Share of a script's letters below which they are quoted words."""


def tongues(texts: Sequence[tuple[str, str]]) -> list[str]:
    """The language of each (named language, text), two letters: as named, as found, or as most of its script here."""
    found = [named[:2].lower() if named else guess(text) for named, text in texts]
    usual = {script: _most(found, texts, is_cyrillic=script) for script in (False, True)}
    return [language or usual[_is_cyrillic(text)] for language, (_, text) in zip(found, texts, strict=True)]


def guess(text: str) -> str:
    """The language its script or its function words show; empty when they do not show one plainly."""
    head = text[:_READ]
    letters = len(_LETTER.findall(head))
    for language, pattern in _OWNED:
        if len(pattern.findall(head)) > max(1, letters * _FEW):
            return language
    return _by_function_words(set(words(head)))


def _by_function_words(found: set[str]) -> str:
    evidence = sorted(((len(found & habits(language).openers), language) for language in _LATIN), key=lambda pair: (-pair[0], pair[1]))
    (most, language), (second, _) = evidence[0], evidence[1]
    return language if most >= _EVIDENCE and most >= _LEAD * second else ""


def _is_cyrillic(text: str) -> bool:
    return bool(_CYRILLIC.search(text[:_READ]))


def _most(found: Iterable[str], texts: Iterable[tuple[str, str]], *, is_cyrillic: bool) -> str:
    counted = Counter(language for language, (_, text) in zip(found, texts, strict=True) if language and _is_cyrillic(text) is is_cyrillic)
    return min(counted, key=lambda language: (-counted[language], language), default="")
