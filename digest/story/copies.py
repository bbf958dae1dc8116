"""Who merely repeats: verbatim and near copies, and the independent voices of a story.

A text is a copy of another when the pairs of words of the shorter (outside quotations, see ``fingerprint``) stand in
the longer **all along it**. The shorter is cut into twelve stretches, and no stretch counts for more than a part that
a reworked copy reaches too. So a copy that was cut, edited or misread by a machine is found, whereas one borrowed paragraph, a
publisher's boilerplate or a shared background paragraph moves two or three stretches and joins nothing. In texts so short that a stretch
is a single pair, the same rule asks for more than half of all pairs.

Source: A. Broder, *On the resemblance and containment of documents* (1997); bar and stretches by measurement.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from digest.model import Article, Story
from digest.story.fingerprint import pairs
from digest.story.tongue import tongues
from digest.text import fold

_STRETCHES = 12
_ENOUGH = 0.35
"""Share of a stretch's pairs above which it counts no more."""
_BAR = 0.2
"""Mean over the stretches from which a text is a copy; ``_ENOUGH`` is the most there is."""
_CROWD = 100
"""Voices that use a pair before it no longer leads to candidates."""
_COMPARED = 8
"""Copies of one voice a text is compared with; a ninth would find what eight did not only by chance."""

Print = tuple[str, ...]


class Voices:
    """Texts grouped by whose words they are, one after another."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._parents: list[int] = []
        self._members: dict[int, list[Print]] = {}
        self._holders: defaultdict[str, list[int]] = defaultdict(list)
        self._verbatim: dict[str, int] = {}

    def add(self, text: str, language: str) -> int:
        """Take in a text; the number of its voice, for now: ask ``voice`` when all are in."""
        own = len(self._parents)
        self._parents.append(own)
        found = pairs(text, language)
        self._members[own] = [found]
        for other in self._originals(text, found):
            self.join(own, other)
        root = self.voice(own)
        for pair in found:
            holders = self._holders[pair]
            if root not in holders:
                holders.append(root)
        return own

    def voice(self, number: int) -> int:
        """The number of the first text of a text's voice."""
        while self._parents[number] != number:
            self._parents[number] = number = self._parents[self._parents[number]]
        return number

    def join(self, first: int, second: int) -> None:
        """Make two texts one voice."""
        low, high = sorted((self.voice(first), self.voice(second)))
        if low != high:
            self._parents[high] = low
            self._members[low] += self._members.pop(high)

    def _originals(self, text: str, found: Print) -> Iterator[int]:
        """The voices whose words these are."""
        folded = fold(text)
        if folded and folded in self._verbatim:
            yield self._verbatim[folded]
            return
        self._verbatim[folded] = len(self._parents) - 1
        for voice in self._candidates(found):
            if any(is_copy(found, member) for member in self._members[self.voice(voice)][:_COMPARED]):
                yield voice

    def _candidates(self, found: Print) -> list[int]:
        shared: Counter[int] = Counter()
        for pair in found:
            holders = self._holders.get(pair, ())
            if len(holders) <= _CROWD:
                shared.update({self.voice(holder) for holder in holders})
        least = _BAR / 2
        return [voice for voice, count in shared.items() if count >= least * min(len(found), *map(len, self._members[voice]))]


def is_copy(first: Print, second: Print) -> bool:
    """Whether the shorter stands in the longer, all along it."""
    shorter, longer = sorted((first, second), key=len)
    if not shorter:
        return False
    held = frozenset(longer)
    size = -(-len(shorter) // _STRETCHES)
    total = 0.0
    for start in range(0, len(shorter), size):
        stretch = shorter[start : start + size]
        total += min(_ENOUGH * len(stretch), sum(pair in held for pair in stretch))
    return total >= _BAR * len(shorter)


def voices(story: Story) -> tuple[tuple[Article, ...], ...]:
    """The story's articles by voice, the lead's first: copies speak with one voice, and so does a site with itself."""
    if len(story.articles) == 1:
        return (story.articles,)
    grouped = Voices()
    sites: dict[str, int] = {}
    languages = tongues([(article.language, _body(article)) for article in story.articles])
    numbers = [grouped.add(_body(article), language) for article, language in zip(story.articles, languages, strict=True)]
    for number, article in zip(numbers, story.articles, strict=True):
        grouped.join(number, sites.setdefault(article.site or article.source, number))
    by_voice: defaultdict[int, list[Article]] = defaultdict(list)
    for number, article in zip(numbers, story.articles, strict=True):
        by_voice[grouped.voice(number)].append(article)
    return tuple(tuple(group) for group in by_voice.values())


def independent(story: Story) -> int:
    """How many independent sources tell the story, at least 1."""
    return len(voices(story))


def neardup_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answer each ``{"id", "title", "text", "lang"?}`` with ``{"id", "group"}``: equal for copies of one text.

    Reads to the end before it answers. The name of a group is the id of its first record.
    """
    told = list(records)
    texts = [str(record.get("text") or record.get("title") or "") for record in told]
    languages = tongues([(str(record.get("lang") or ""), text) for record, text in zip(told, texts, strict=True)])
    grouped = Voices()
    numbers = [grouped.add(text, language) for text, language in zip(texts, languages, strict=True)]
    for record, number in zip(told, numbers, strict=True):
        yield {"id": record["id"], "group": str(told[grouped.voice(number)]["id"])}


def _body(article: Article) -> str:
    return article.text or article.title
