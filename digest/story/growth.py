"""Folding articles into living stories: what joined, what was edited, what began.

The one door of this room for the pipeline. It is a pure function: the same articles and stories give the same stories,
whatever the order in which the articles came. A story never splits, never merges with another that lived, and keeps its id and
``first_seen`` for life.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice

from digest.model import Article, ArticleId, Story, StoryId
from digest.story.assign import Reading, assign, profiles
from digest.story.copies import independent
from digest.story.lead import in_time, lead_first
from digest.story.similarity import Vector
from digest.story.update import adds_facts, edit_adds_facts

_NAME_LENGTH = 24
"""Hexadecimal digits of a story's id: 96 bits."""


def fold_in(articles: Sequence[Article], living: Sequence[Story], now: datetime) -> tuple[Story, ...]:
    """Every story that is new or changed by these articles, living ones first, in a fixed order.

    An article whose id stands in a living story is an edit and takes its predecessor's place; equal to it, it is
    nothing. Any other joins the story it is most like or founds one. ``now`` dates the edits.
    """
    home = {article.id: place for place, story in enumerate(living) for article in story.articles}
    latest = {article.id: article for article in sorted(articles, key=lambda article: (article.seen, in_time(article), article.entry_hash))}
    edits = _edits((article for article in latest.values() if article.id in home), living, home)
    arriving = sorted((article for article in latest.values() if article.id not in home), key=in_time)
    if not edits and not arriving:
        return ()
    standing = [_replaced(story.articles, edits.get(place, ())) for place, story in enumerate(living)]
    vectors, joining = _placed(standing, arriving)
    grown = (
        _grown(story, standing[place], joining.get(place, ()), edits=edits.get(place, ()), vectors=vectors, now=now)
        for place, story in enumerate(living)
        if place in edits or place in joining
    )
    return (*grown, *(_founded(members, vectors) for place, members in joining.items() if place >= len(living)))


@dataclass(frozen=True, slots=True)
class _Edit:
    old: Article
    new: Article


def _edits(known: Iterable[Article], living: Sequence[Story], home: Mapping[ArticleId, int]) -> dict[int, tuple[_Edit, ...]]:
    """What changed in each story, by its place; an edit never moves when its article was first seen."""
    found: dict[int, tuple[_Edit, ...]] = {}
    for article in sorted(known, key=in_time):
        place = home[article.id]
        old = next(told for told in living[place].articles if told.id == article.id)
        new = replace(article, seen=old.seen)
        if new != old:
            found[place] = (*found.get(place, ()), _Edit(old, new))
    return found


def _replaced(articles: tuple[Article, ...], edits: Iterable[_Edit]) -> tuple[Article, ...]:
    newer = {edit.new.id: edit.new for edit in edits}
    return tuple(newer.get(article.id, article) for article in articles) if newer else articles


def _placed(
    standing: Sequence[Sequence[Article]], arriving: Sequence[Article]
) -> tuple[dict[ArticleId, Vector], dict[int, tuple[Article, ...]]]:
    """The vector of every article, and what joins each story by its place; places from ``len(standing)`` on are new."""
    told = [article for members in standing for article in members]
    read = profiles([Reading(article.title, article.text, article.language, article.when) for article in (*told, *arriving)])
    vectors = {article.id: profile.vector for article, profile in zip((*told, *arriving), read, strict=True)}
    known = iter(read)
    stories = [list(islice(known, len(members))) for members in standing]
    joining: dict[int, tuple[Article, ...]] = {}
    for article, place in zip(arriving, assign(stories, list(known)), strict=True):
        joining[place] = (*joining.get(place, ()), article)
    return vectors, joining


def _grown(
    story: Story,
    standing: tuple[Article, ...],
    joining: tuple[Article, ...],
    *,
    edits: tuple[_Edit, ...],
    vectors: Mapping[ArticleId, Vector],
    now: datetime,
) -> Story:
    """A living story with its edits and what joined it."""
    articles = lead_first((*standing, *joining), vectors, standing=story.lead.id)
    grown = replace(
        story,
        articles=articles,
        updated=max((story.updated, *(article.seen for article in joining), *(now for _ in edits))),
        adds_facts=adds_facts(standing, joining) or any(_tells(edit, story) for edit in edits),
    )
    return replace(grown, voices=independent(grown))


def _tells(edit: _Edit, story: Story) -> bool:
    others = (article for article in story.articles if article.id != edit.old.id)
    return edit_adds_facts(edit.old, edit.new, others, is_lead=edit.old.id == story.lead.id)


def _founded(members: tuple[Article, ...], vectors: Mapping[ArticleId, Vector]) -> Story:
    """A new story, known for life by the article it began with."""
    founded = Story(
        id=_name(members[0]),
        articles=lead_first(members, vectors),
        first_seen=min(article.seen for article in members),
        updated=max(article.seen for article in members),
    )
    return replace(founded, voices=independent(founded))


def _name(first: Article) -> StoryId:
    return StoryId(sha256(f"story\n{first.id}".encode()).hexdigest()[:_NAME_LENGTH])
