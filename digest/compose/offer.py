"""What an issue offers to the readers of an edition, worked out once for all their groups.

Of each story that nothing keeps from everybody: its tags, its articles, its points with freshness for the edition's
period, and, when the first reader mutes something, the words that could be shown. A group is then asked only what depends on it,
so that a digest of one's own costs little more than a shared one. ``eligibility.obstacle`` says the same in sentences,
story by story; a property test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from digest.compose.blend import OWN_LANGUAGE, paced, points, tongue
from digest.compose.eligibility import obstacle_for_all
from digest.compose.preference import Spoken, is_muted, spoken, weight_of
from digest.model import ArticleId, Candidate, Edition, Group, Issue, Preference, Story, StoryId


class Offered(NamedTuple):
    """A story of the issue with what is asked of it again and again."""

    candidate: Candidate
    id: StoryId
    tags: frozenset[str]
    articles: frozenset[ArticleId]
    language: str
    points: float
    tie: tuple[float, StoryId]
    """Who stands first among equals: the later updated, then by id."""

    @property
    def story(self) -> Story:
        """The story itself."""
        return self.candidate.story


class Choice(NamedTuple):
    """An eligible story as these readers value it."""

    offered: Offered
    is_update: bool
    value: float

    @property
    def candidate(self) -> Candidate:
        """The story as the issue has it."""
        return self.offered.candidate

    @property
    def story(self) -> Story:
        """The story itself."""
        return self.offered.candidate.story

    @property
    def id(self) -> StoryId:
        """The story's id."""
        return self.offered.id

    @property
    def tags(self) -> frozenset[str]:
        """Every tag of the story."""
        return self.offered.tags


class Offer:
    """An issue as the readers of an edition see it, whoever they are."""

    def __init__(self, issue: Issue, edition: Edition, now: datetime) -> None:
        """Work out what is common to all; ``now`` is the issue's slot."""
        self.issue, self.edition, self.now = issue, edition, now
        self.stories = tuple(
            _offered(candidate, edition, now) for candidate in issue.candidates if not obstacle_for_all(candidate.story, edition, now)
        )
        self._paced: dict[int, dict[StoryId, float]] = {}
        self._spoken: dict[bool, list[Spoken]] = {}
        self._hidden: dict[tuple[str, bool], frozenset[StoryId]] = {}

    def choices(self, group: Group) -> list[Choice]:
        """What this group may be shown, best for these readers first; then the later updated, then by id."""
        preference = group.preference
        own, weights = tongue(preference.language), dict[frozenset[str], float]()
        points_of = self._points(paced(self.edition, group, self.now))
        found: list[Choice] = []
        for offered, is_update in self.open_to(group):
            weight = weights.get(offered.tags)
            if weight is None:
                weight = weights[offered.tags] = weight_of(offered.tags, preference)
            nearness = OWN_LANGUAGE if offered.language == own else 1.0
            found.append(Choice(offered, is_update, points_of.get(offered.id, offered.points) * weight * nearness))
        return sorted(found, key=lambda choice: (-choice[2], choice[0][-1]))

    def open_to(self, group: Group) -> list[tuple[Offered, bool]]:
        """What nothing keeps from this group, in the issue's order, each with whether it is an update."""
        history, preference = group.history, group.preference
        refused = frozenset(tag for tag, value in preference.tags if value == 0)
        kinds = (False, True) if history.stories or history.articles else (False,)
        hidden = {is_update: self._muted(preference, is_update=is_update) for is_update in kinds}
        found: list[tuple[Offered, bool]] = []
        for offered in self.stories:
            story = offered.candidate.story
            is_seen = offered.id in history.stories or not history.articles.isdisjoint(offered.articles)
            is_update = is_seen and story.facts_revision > history.mark
            is_new = story.revision > history.mark and (is_update or not is_seen)
            if is_new and offered.id not in hidden[is_update] and refused.isdisjoint(offered.tags):
                found.append((offered, is_update))
        return found

    def _points(self, edition: Edition) -> Mapping[StoryId, float]:
        """The stories' points in a period other than the edition's own; nothing in its own. Remembered: periods are few."""
        period = edition.period_seconds
        if period == self.edition.period_seconds:
            return {}
        if period not in self._paced:
            self._paced[period] = {offered.id: points(offered.candidate, edition, self.now) for offered in self.stories}
        return self._paced[period]

    def _muted(self, preference: Preference, *, is_update: bool) -> frozenset[StoryId]:
        """The stories that the reader's mutes keep out."""
        return frozenset().union(*(self._hidden_by(mute, is_update=is_update) for mute in preference.mute))

    def _hidden_by(self, mute: str, *, is_update: bool) -> frozenset[StoryId]:
        """The stories that one mute keeps out; remembered, for readers mute the same things."""
        known = self._hidden.get((mute, is_update))
        if known is None:
            if is_update not in self._spoken:
                self._spoken[is_update] = [spoken(offered.candidate, is_update=is_update) for offered in self.stories]
            pairs = zip(self.stories, self._spoken[is_update], strict=True)
            known = self._hidden[mute, is_update] = frozenset(offered.id for offered, said in pairs if is_muted(mute, said))
        return known


def _offered(candidate: Candidate, edition: Edition, now: datetime) -> Offered:
    story = candidate.story
    return Offered(
        candidate=candidate,
        id=story.id,
        tags=story.tag_names,
        articles=frozenset(story.article_ids),
        language=tongue(story.lead.language),
        points=points(candidate, edition, now),
        tie=(-story.updated.timestamp(), story.id),
    )
