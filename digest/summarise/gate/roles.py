"""Who did it to whom: two names around the same verb must not have changed places.

Where order tells the doer from the done-to (English, the Romance and Germanic languages), the order counts; where
endings do (Slavic and others), both names having another form beside the same verb is what a swap looks like. A
passive on one side only explains a change of places.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from digest.summarise.gate.names import stems
from digest.summarise.gate.written import Word
from digest.text.languages import habits

_BY = frozenset(["by", "von", "durch", "par", "por", "da", "dal", "dalla", "dai", "pelo", "pela", "door", "av", "af"])
_CASES = frozenset({"pl", "cs", "sk", "hr", "sl", "sr", "ru", "uk", "be", "lt", "lv", "fi", "et", "hu", "tr", "el"})
_PARTICLE = re.compile("([\u3400-\u9fff\u30a1-\u30ff]+)(は|が|を)")
_VERB, _FAR = 4, 4


Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Deed:
    """One name, a word after it, and the name after that."""

    one: Name
    verb: str
    other: Name
    is_passive: bool


def swapped(told: Sequence[Word], known: Sequence[Word], language: str) -> Iterator[str]:
    """The pairs of names of the summary that have changed places around a verb."""
    source = list(_deeds(known, language))
    for deed in _deeds(told, language):
        same_verb = [each for each in source if each.verb == deed.verb and each.is_passive == deed.is_passive]
        if not any(_is_told(deed, each, language) for each in same_verb) and any(_is_turned(deed, each, language) for each in same_verb):
            yield f"the places of {' '.join(deed.one)} and {' '.join(deed.other)}"


def turned(told: str, known: str) -> Iterator[str]:
    """Japanese: two names of which each bears the particle that the other bears in the source."""
    here, there = _particles(told), _particles(known)
    swapped_names = [name for name, roles in here.items() if name in there and roles.isdisjoint(there[name])]
    if len(swapped_names) > 1:
        yield f"the places of {' and '.join(swapped_names[:2])}"


def _particles(text: str) -> dict[str, frozenset[bool]]:
    """Each run before a particle, and whether that says that it does something (は, が) or has it done to it (を)."""
    found: dict[str, frozenset[bool]] = {}
    for run, particle in _PARTICLE.findall(text):
        found[run] = found.get(run, frozenset()) | {particle in "はが"}
    return found


def _is_told(deed: _Deed, known: _Deed, language: str) -> bool:
    return _is(known.one, deed.one, language) and _is(known.other, deed.other, language) and not _is_bent(deed, known, language)


def _is_turned(deed: _Deed, known: _Deed, language: str) -> bool:
    if language in _CASES:
        return _is_bent(deed, known, language)
    return _is(known.one, deed.other, language) and _is(known.other, deed.one, language)


def _is_bent(deed: _Deed, known: _Deed, language: str) -> bool:
    """Whether both names bear other endings than beside the same verb in the source."""
    if language not in _CASES:
        return False
    forms = (*known.one, *known.other)
    return all(_bears_others(name, forms, language) for name in (deed.one, deed.other))


def _bears_others(name: Name, forms: Name, language: str) -> bool:
    """Whether the name stands among the forms, and a part of it only with another ending."""
    same = [(part, [form for form in forms if _is((part,), (form,), language)]) for part in name]
    return any(found for _, found in same) and any(found and part not in found for part, found in same)


def _is(one: Name, other: Name, language: str) -> bool:
    return any(not stems(here, language).isdisjoint(stems(there, language)) for here in one for there in other)


def _deeds(words: Sequence[Word], language: str) -> Iterator[_Deed]:
    small = habits(language).openers
    names = list(_names(words))
    for (start, end), (begin, close) in pairwise(names):
        between = words[end:begin]
        if 0 < len(between) <= _FAR and not any(word.is_first for word in (*between, words[begin])):
            one, other = (tuple(word.bare for word in words[at:to]) for at, to in ((start, end), (begin, close)))
            if verb := _verb(between, small):
                yield _Deed(one, verb, other, any(word.bare in _BY for word in between))


def _verb(between: Sequence[Word], small: Collection[str]) -> str:
    """The opening of the first word that can be a verb; empty without one."""
    return next((word.bare[:_VERB] for word in between if len(word.bare) >= _VERB - 1 and word.bare not in small), "")


def _names(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where runs of capitals begin and end."""
    start = None
    for place, word in enumerate(words):
        if word.is_capital and len(word.bare) > 2:  # noqa: PLR2004 - shorter ones are initials
            if start is not None and word.is_first:
                yield start, place
                start = place
            start = place if start is None else start
        elif start is not None:
            yield start, place
            start = None
    if start is not None:
        yield start, len(words)
