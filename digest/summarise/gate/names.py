# ruff: noqa: RUF001 - letters of other scripts are what is read here
"""Names: every one of a summary must stand in its source, whatever case it is put in.

Where a script has capitals they show the names; a capital that only opens a sentence is a name too unless something
shows that it is a common word. Where a script has none, every word of weight is taken for one. Names are compared by
the stems they may have: endings of cases off, softened consonants hardened, fleeting vowels out, what is joined to
them parted, vowel letters of Semitic roots left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, pairwise

from babel import Locale, UnknownLocaleError

from digest.summarise.gate.forms import ENDINGS, JOINED, KIN, MATRES, NEWS, NOUN_MARKS, PEOPLE, SEMITIC_ENDINGS, SMALL, WORDLIKE
from digest.summarise.gate.written import IS_UNSPACED, Word, bare, is_caseless
from digest.text.languages import habits

_SOFTENED = str.maketrans({"z": "h", "g": "h", "c": "k", "ц": "к", "ч": "к", "з": "г", "ж": "г", "с": "х", "ш": "х"})
_VOWELS = "aeiouyаеиоуыэюяіїєαεηιουω"
_FLEETING = re.compile(r"([^aeiouyаеиоуыэюяіїє])[eoеоіиє]ь?([^aeiouyаеиоуыэюяіїєь])$")
_ROMAN = re.compile(r"[IVX]+")
_SLAVIC = frozenset({"pl", "cs", "sk", "hr", "sl", "sr", "bs", "ru", "uk", "bg", "be", "mk"})
_OF = frozenset({"of", "de", "del", "della", "dello", "dei", "delle", "degli", "du", "des", "do", "da", "dos", "das", "van"})
_MAKING = frozenset({"er", "ers"})
"""Endings that make names of others, Berliner of Berlin, and that many names end in: Bauer."""
_SHORTEST, _SHORT_STEM = 3, 2
_ALIKE, _LONG, _PART = 4, 8, 5


class Vocabulary:
    """The words of a source, as they may be asked for."""

    def __init__(self, words: Sequence[Word], language: str) -> None:
        """``language`` decides which endings are put off."""
        self.language = language
        self.bare = frozenset(word.bare for word in words)
        self._stems = frozenset(chain.from_iterable(stems(word, language) for word in self.bare))
        self._openings = frozenset(chain.from_iterable(map(_openings, words)))
        self._kin = frozenset(chain.from_iterable(_roots_of(word, KIN.get(language, "")) for word in self.bare))

    def has(self, word: str) -> bool:
        """Whether the word stands in the source, in whatever case."""
        return word in self.bare or not self._stems.isdisjoint(stems(word, self.language)) or self._has_people(word)

    def has_like(self, word: str) -> bool:
        """Whether a common word of the same root stands in the source, as far as openings of words tell."""
        length = max(_ALIKE, (len(word) * 3 + 4) // 5)
        return self.has(word) or word[:length] in self._openings

    def has_kin(self, word: str) -> bool:
        """Whether a word of the source differs from this one in endings that make words of others."""
        return not self._kin.isdisjoint(_roots_of(word, KIN.get(self.language, "")))

    def has_part_of(self, word: str) -> bool:
        """Whether a word of the source is a part of this compound, or the other way round."""
        return any(_is_part(known, word) or _is_part(word, known) for known in self.bare)

    def _has_people(self, word: str) -> bool:
        """Whether it is a country's name and the source has what comes from there, or the other way round."""
        if self.language not in {"", "en"}:
            return False
        countries, roots = _territories("en"), set(_roots_of(word, PEOPLE))
        return any(
            (word in countries or known in countries) and not roots.isdisjoint(_roots_of(known, PEOPLE))
            for known in self.bare
            if known[:3] == word[:3]
        )


def _openings(word: Word) -> Iterator[str]:
    """How a common word begins, four letters at least; a name begins like no other word."""
    if not word.is_capital or word.is_first:
        yield from (word.bare[:length] for length in range(_ALIKE, len(word.bare) + 1))


def _roots_of(word: str, endings: str) -> Iterator[str]:
    """The word, and what is left of it without one of the endings, four letters at least."""
    yield word
    yield from (word.removesuffix(ending) for ending in endings.split() if word.endswith(ending) and len(word) - len(ending) >= _ALIKE)


def _is_part(part: str, whole: str) -> bool:
    rest = len(whole) - len(part)
    return len(part) >= _PART and ((rest >= _SHORTEST and whole.endswith(part)) or (rest >= _PART and whole.startswith(part)))


@lru_cache(maxsize=50_000)
def stems(word: str, language: str) -> frozenset[str]:
    """What may be left of a bare word without its endings."""
    if language in MATRES:
        return frozenset(_roots(word, language))
    found = frozenset({word, *_without_endings(word, language)})
    if language == "fi" and word.endswith("nen"):
        return found | {word[:-3] + "s"}
    return _hardened(found) if language in _SLAVIC else found


def _without_endings(word: str, language: str) -> Iterator[str]:
    least = _SHORT_STEM if len(word) <= _ALIKE else _SHORTEST
    for ending in _endings(language):
        if word.endswith(ending) and len(word) - len(ending) >= (_PART if ending in _MAKING else least):
            yield word[: -len(ending)]


def _hardened(found: frozenset[str]) -> frozenset[str]:
    """Slavic stems, and those without their fleeting vowels and soft last consonants."""
    found |= {_FLEETING.sub(r"\1\2", stem) for stem in found if _keeps_a_vowel(stem)}
    return found | {_hard(stem.rstrip("ь")) for stem in found}


def _hard(stem: str) -> str:
    return stem[:-1] + stem[-1:].translate(_SOFTENED)


def _keeps_a_vowel(stem: str) -> bool:
    return any(letter in _VOWELS for letter in stem[:-2])


@lru_cache
def _endings(language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ENDINGS.get(language, "s").split()))


def _roots(word: str, language: str) -> Iterator[str]:
    """A Semitic word without what is joined before and behind it, and what is left of that without its vowel letters."""
    for before in ("", *JOINED[language].split()):
        rest = word.removeprefix(before)
        if before and (rest == word or len(rest) < _SHORT_STEM):
            continue
        for ending in ("", *SEMITIC_ENDINGS[language].split()):
            stem = rest.removesuffix(ending)
            if (ending and stem == rest) or len(stem) < _SHORT_STEM:
                continue
            yield stem
            yield from _skeleton(stem, language)


def _skeleton(stem: str, language: str) -> Iterator[str]:
    """The consonants, where there are enough of them to tell a root; first letters of persons of a verb count as vowels."""
    consonants = "".join(letter for letter in stem if letter not in MATRES[language])
    if len(consonants) >= _SHORT_STEM and (len(stem) - len(consonants) or len(consonants) >= _SHORTEST):
        yield "=" + consonants
    if language == "ar" and stem[:1] in "يتنا" and len(consonants) > _SHORTEST:
        yield "=" + "".join(letter for letter in stem[1:] if letter not in MATRES[language])


def unsupported(told: Sequence[Word], known: Vocabulary, source: Sequence[Word]) -> Iterator[str]:
    """The names of a summary in a script with capitals that its source does not have."""
    followed = _after_names(source)
    for place, word in enumerate(told):
        if not word.is_capital or is_caseless(word.text):
            continue
        if _ROMAN.fullmatch(word.text) and len(word.text) > 1:
            if word.bare not in known.bare:
                yield word.text
        elif not known.has(word.bare) and not _is_usual_noun(told, place, known, followed):
            yield word.text


def _is_usual_noun(told: Sequence[Word], place: int, known: Vocabulary, followed: frozenset[str]) -> bool:
    """Whether something shows that a capital the source does not know begins a common word."""
    word = told[place]
    language = known.language
    if language == "de" and not word.is_first:
        return _is_noun(told, place, known)
    if not word.is_first:
        return len(word.text) == 1
    if word.bare in _openers(language):
        return True
    after = told[place + 1] if place + 1 < len(told) else None
    if after and (after.bare[:_ALIKE] in followed or (after.is_capital and language != "de")):
        return False  # what follows it follows a name in the source, or is one
    return _is_worded(word.bare, known) or (after is not None and after.bare in _OF) or (language == "de" and _is_noun(told, place, known))


def _is_noun(told: Sequence[Word], place: int, known: Vocabulary) -> bool:
    word = told[place]
    before = told[place - 1].bare if place else ""
    if word.bare in _territories("de"):
        return False
    return (
        word.bare in _openers("de")
        or _is_worded(word.bare, known)
        or before in NOUN_MARKS
        or known.has_kin(word.bare)
        or known.has_part_of(word.bare)
    )


def _is_worded(word: str, known: Vocabulary) -> bool:
    endings = tuple(WORDLIKE.get(known.language, "").split())
    return (
        word in _news(known.language)
        or (known.has_like(word) and word not in _territories(known.language))
        or (len(word) >= _LONG and bool(endings) and word.endswith(endings))
    )


def _after_names(source: Sequence[Word]) -> frozenset[str]:
    """How the words begin that follow a name in the source."""
    return frozenset(
        word.bare[:_ALIKE] for before, word in pairwise(source) if before.is_capital and not word.is_capital and not before.is_first
    )


@lru_cache
def _openers(language: str) -> frozenset[str]:
    return frozenset(_bared(habits(language).openers)) | _news(language)


def _bared(words: Iterable[str]) -> Iterator[str]:
    return (bare(word) for word in words)


@lru_cache
def _news(language: str) -> frozenset[str]:
    return frozenset(NEWS.get(language, "").split())


@lru_cache
def _territories(language: str) -> frozenset[str]:
    try:
        names = Locale.parse(language or "en").territories.values()
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(_bared(names))


def strange(told: Sequence[Word], known: Vocabulary) -> Iterator[str]:
    """The words of weight, in a spaced script without capitals, that the source does not have."""
    for word in told:
        is_weighed = is_caseless(word.text) and not IS_UNSPACED.search(word.text) and not word.text[0].isdigit() and len(word.bare) > 1
        if is_weighed and not _is_small(word.bare, known.language) and not known.has(word.bare):
            yield word.text


def _is_small(word: str, language: str) -> bool:
    small = _small(language)
    return word in small or any(
        word.startswith(before) and word.removeprefix(before) in small for before in JOINED.get(language, "").split()
    )


@lru_cache
def _small(language: str) -> frozenset[str]:
    return frozenset(_bared(SMALL.get(language, "").split()))
