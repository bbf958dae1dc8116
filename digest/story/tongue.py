"""Which language an article is taken to be in, for those that do not say: by script, then by function words.

A story never joins languages, so a wrong guess costs a join and a missing one must not. The script decides where one
language owns it; Latin and Cyrillic texts are told apart by function words, and only by plain evidence: what stays
open (a headline, a list of names) goes with the language that most texts of the same script here are in.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType

from digest.text import words
from digest.text.languages import habits

READ = 600
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
_BEYOND_LATIN = re.compile("[\u0370-\u1fff\u3040-\ud7ff]")
"""Whether there is anything to look for: most texts have none of these scripts, and looking for each takes time."""
_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "cs", "sk", "hr", "da", "no", "sv", "fi", "is", "ro", "tr", "id", "gl")
_IN_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_OTHER_SCRIPTS = frozenset(language for language, _ in _SCRIPTS) - _IN_CYRILLIC | {""}
_NONE: Mapping[str, int] = MappingProxyType({})
_FEW = 0.03
"""Share of a script's letters below which they are quoted words."""


def tongues(texts: Sequence[tuple[str, str]], counted: Mapping[str, int] = _NONE) -> list[str]:
    """The language of each (named language, text), two letters: as named, as found, or as most of its script.

    ``counted`` says how many texts of each language were seen before.
    """
    found = [named[:2].lower() if named else guess(text) for named, text in texts]
    if all(found):
        return found
    usual = {script: _most(found, texts, counted, is_cyrillic=script) for script in (False, True)}
    return [language or usual[_is_cyrillic(text)] for language, (_, text) in zip(found, texts, strict=True)]


def guess(text: str) -> str:
    """The language its script or its function words show; empty when they do not show one plainly."""
    head = text[:READ]
    if _BEYOND_LATIN.search(head):
        letters = len(_LETTER.findall(head))
        for language, pattern in _OWNED:
            if len(pattern.findall(head)) > max(1, letters * _FEW):
                return language
    return _by_function_words(set(words(head)))


def _by_function_words(found: Iterable[str]) -> str:
    speakers = _speakers()
    evidence = Counter(chain.from_iterable([speakers[word] for word in found if word in speakers])).most_common(2)
    (language, most), (_, second) = (*evidence, ("", 0), ("", 0))[:2]
    return language if most >= _EVIDENCE and most >= _LEAD * second else ""


@cache
def _speakers() -> Mapping[str, tuple[str, ...]]:
    """By function word, the languages that have it."""
    speakers: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for language in _LATIN:
        for word in habits(language).openers:
            speakers[word] = (*speakers[word], language)
    return dict(speakers)


def _is_cyrillic(text: str) -> bool:
    return not text.isascii() and bool(_CYRILLIC.search(text[:READ]))


def _most(found: Iterable[str], texts: Iterable[tuple[str, str]], counted: Mapping[str, int], *, is_cyrillic: bool) -> str:
    """The language of most texts in Cyrillic, or of most in Latin letters."""
    here = Counter(language for language, (_, text) in zip(found, texts, strict=True) if language and _is_cyrillic(text) is is_cyrillic)
    here.update({language: texts for language, texts in counted.items() if (language in _IN_CYRILLIC) is is_cyrillic})
    return commonest(here)


def commonest(counted: Mapping[str, int]) -> str:
    """The language most texts are in, of those written in Latin or Cyrillic letters; empty where there is none."""
    likely = [language for language in counted if language not in _OTHER_SCRIPTS]
    return min(likely, key=lambda language: (-counted[language], language), default="")
