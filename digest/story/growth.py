"""Folding articles into living stories: what joined, what was edited, what began.

The one door of this room for the pipeline. It is a pure function: the same articles and stories give the same stories,
whatever the order in which the articles came. A story never splits, never merges with another that lived, and keeps its id and
``first_seen`` for life.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import islice

from digest.model import Article, ArticleId, Sentence, Story, StoryId
from digest.story.assign import assign
from digest.story.copies import independent
from digest.story.draft import Draft, Weighed, latest
from digest.story.lead import in_time, lead_first
from digest.story.similarity import Vector
from digest.story.update import adds_facts, edit_adds_facts, new_sentences

_NEWS, _NEWS_AN_EDIT = 4, 2
"""Sentences that a story keeps of its last facts, and that one edit brings."""
_NAME_LENGTH = 24
"""Hexadecimal digits of a story's id: 96 bits."""


def fold_in(articles: Sequence[Article], living: Sequence[Story], now: datetime, weighed: Weighed | None = None) -> tuple[Story, ...]:
    """Every story that is new or changed by these articles, living ones first, in a fixed order.

    An article whose id stands in a living story is an edit and takes its predecessor's place; equal to it, it is
    nothing. Any other joins the story it is most like or founds one. ``now`` dates the edits.

    ``weighed`` are these articles with what is known of their words; then ``living`` need only hold the stories they could belong
    to. Without it ``living`` is all that is known.
    """
    home = {article.id: place for place, story in enumerate(living) for article in story.articles}
    versions = latest(articles)
    edits = _edits((article for article in versions.values() if article.id in home), living, home)
    arriving = sorted((article for article in versions.values() if article.id not in home), key=in_time)
    if not edits and not arriving:
        return ()
    standing = [_replaced(story.articles, edits.get(place, ())) for place, story in enumerate(living)]
    vectors, joining = _placed(standing, arriving, weighed)
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
        if (new.title, new.text) != (old.title, old.text):  # a link that moved is stored, but tells readers nothing
            found[place] = (*found.get(place, ()), _Edit(old, new))
    return found


def _replaced(articles: tuple[Article, ...], edits: Iterable[_Edit]) -> tuple[Article, ...]:
    newer = {edit.new.id: edit.new for edit in edits}
    return tuple(newer.get(article.id, article) for article in articles) if newer else articles


def _placed(
    standing: Sequence[Sequence[Article]], arriving: Sequence[Article], weighed: Weighed | None
) -> tuple[dict[ArticleId, Vector], dict[int, tuple[Article, ...]]]:
    """The vector of every article, and what joins each story by its place; places from ``len(standing)`` on are new."""
    told = [article for members in standing for article in members]
    read = (weighed or Draft((*told, *arriving)).weighed()).profiles((*told, *arriving))
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
    telling = [edit for edit in edits if _tells(edit, story)]
    has_joined_news = adds_facts(standing, joining)
    news = (*(_brought(standing, joining) if has_joined_news else ()), *(said for edit in telling for said in _changed(edit, story)))
    grown = replace(
        story,
        articles=articles,
        updated=max((story.updated, *(article.seen for article in joining), *(now for _ in edits))),
        adds_facts=has_joined_news or bool(telling),
        news=tuple(dict.fromkeys((*news, *story.news)))[:_NEWS],
    )
    return replace(grown, voices=independent(grown))


def _brought(standing: Sequence[Article], joining: Iterable[Article]) -> Iterator[Sentence]:
    """Of each article that joined with facts, the sentence that says most of them; the newest first."""
    for article in sorted(joining, key=in_time, reverse=True):
        if adds_facts(standing, [article]):
            yield from new_sentences(standing, article)[:1]


def _changed(edit: _Edit, story: Story) -> tuple[Sentence, ...]:
    """The sentences that say what an edit added."""
    return new_sentences((edit.old, *_others(edit, story)), edit.new, is_edit=True)[:_NEWS_AN_EDIT]


def _tells(edit: _Edit, story: Story) -> bool:
    return edit_adds_facts(edit.old, edit.new, _others(edit, story), is_lead=edit.old.id == story.lead.id)


def _others(edit: _Edit, story: Story) -> Iterator[Article]:
    return (article for article in story.articles if article.id != edit.old.id)


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
