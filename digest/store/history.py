"""Histories of a million readers in little memory: equal sets of digests are one value.

A reader's state is a number; a step (state, digest) leads to the state that also holds the digest. Readers who got the
same digests walk the same steps, so there are as many states as there are different histories (some hundreds, where
readers are a million), and one ``History`` a state is made, at the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from digest.model import ArticleId, DigestId, History, StoryId, SubscriberId


@dataclass(frozen=True, slots=True)
class _Content:
    mark: int
    stories: frozenset[StoryId]
    articles: frozenset[ArticleId]
    slot: datetime | None


class Histories:
    """Collects who got what, oldest digest first."""

    def __init__(self) -> None:
        """Start with readers who got nothing."""
        self._contents: dict[DigestId, _Content] = {}
        self._digests: list[tuple[DigestId, ...]] = [()]
        self._steps: dict[tuple[int, DigestId], int] = {}
        self._states: dict[SubscriberId, int] = {}

    def learn(
        self, digest: DigestId, *, mark: int, stories: frozenset[StoryId], articles: frozenset[ArticleId], slot: datetime | None = None
    ) -> None:
        """Say what a digest showed, and of which slot it is; before anybody is said to have got it."""
        self._contents[digest] = _Content(mark, stories, articles, slot)

    def add(self, subscriber: SubscriberId, digest: DigestId) -> None:
        """The reader got this one, after those added before."""
        before = self._states.get(subscriber, 0)
        after = self._steps.get((before, digest))
        if after is None:
            after = self._steps[before, digest] = len(self._digests)
            self._digests.append((*self._digests[before], digest))
        self._states[subscriber] = after

    def all(self) -> Mapping[SubscriberId, History]:
        """Every reader who got anything."""
        reached = {state: self._history(self._digests[state]) for state in set(self._states.values())}
        return {subscriber: reached[state] for subscriber, state in self._states.items()}

    def _history(self, digests: tuple[DigestId, ...]) -> History:
        contents = [self._contents[digest] for digest in digests]
        return History(
            digests=frozenset(digests),
            mark=max(content.mark for content in contents),
            last=max((content.slot for content in contents if content.slot), default=None),
            stories=frozenset[StoryId]().union(*(content.stories for content in contents)),
            articles=frozenset[ArticleId]().union(*(content.articles for content in contents)),
        )
