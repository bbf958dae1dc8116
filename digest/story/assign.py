"""Articles to stories: from texts to profiles, and from profiles to keys.

One pass serves both the pipeline and ``digest filter story``. Frequencies are counted over the living and the new
articles together, per language. Cost on one core, linear in articles: about 0.1 ms for a living one whose terms are
remembered, about 1 ms for one that is read for the first time. The memory of terms holds 65,536 articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from digest.story.cluster import Index, Profile
from digest.story.fingerprint import Terms, terms
from digest.story.similarity import Frequencies
from digest.story.tongue import tongues


@dataclass(frozen=True, slots=True)
class Reading:
    """As much of an article as is read to find its story."""

    title: str
    text: str
    language: str = ""
    """BCP 47; found where it is empty."""
    when: datetime | None = None


def profiles(readings: Sequence[Reading]) -> list[Profile]:
    """The profiles of all articles, weighed against one another, in the order given."""
    languages = tongues([(reading.language, f"{reading.title} {reading.text}") for reading in readings])
    read = [terms(reading.title, reading.text, language) for reading, language in zip(readings, languages, strict=True)]
    frequencies = _frequencies(languages, read)
    return [
        Profile(language, frequencies[language].vector(found), found.size, reading.when, found.names)
        for reading, language, found in zip(readings, languages, read, strict=True)
    ]


def assign(living: Sequence[Sequence[Profile]], arriving: Sequence[Profile]) -> list[int]:
    """The key of each arriving profile's story, in order.

    Keys below ``len(living)`` are living stories; others are newborn ones, named by the place of their first profile.
    """
    index = Index()
    for key, members in enumerate(living):
        for profile in members:
            index.add(key, profile)
    keys: list[int] = []
    for key, profile in enumerate(arriving, start=len(living)):
        nearest = index.nearest(profile)
        keys.append(key if nearest is None else nearest)
        index.add(keys[-1], profile)
    gone = index.merge({key for key in keys if key >= len(living)})
    return _named_by_first([gone.get(key, key) for key in keys], len(living))


def _named_by_first(keys: Sequence[int], living: int) -> list[int]:
    """The same keys, newborn ones renamed after their first place."""
    first: dict[int, int] = {}
    for place, key in enumerate(keys, start=living):
        first.setdefault(key, key if key < living else place)
    return [first[key] for key in keys]


def _frequencies(languages: Iterable[str], read: Iterable[Terms]) -> dict[str, Frequencies]:
    by_language: defaultdict[str, list[Terms]] = defaultdict(list)
    for language, found in zip(languages, read, strict=True):
        by_language[language].append(found)
    return {language: Frequencies(language, texts) for language, texts in by_language.items()}
