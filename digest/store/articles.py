"""Articles, the stories they make, and what is remembered of their sources.

The revision sequence is one row of ``counters``, locked by the first statement of every intake: numbers are given in
the order of the commits, so whoever reads a mark has seen every story up to it (a sequence of PostgreSQL gives numbers
to transactions that commit later).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Insert, bindparam, case, delete, exists, false, or_, select, update

from digest.errors import ConflictError
from digest.model import Alias, Article, ArticleId, Known, SiteLine, SourceId, SourceState, Story, StoryId, Tagging, Term, Texts
from digest.store import tables
from digest.store.aliases import named, save_aliases
from digest.store.codec import article_of, article_row, dump_sentences, dump_tags, load_sentences, load_tags
from digest.store.engine import Database, chunks, insert, run_many, upsert
from digest.store.site_lines import repeated_lines, save_lines
from digest.store.terms import save_terms, telling, texts_with

_ARTICLES, _STORIES, _MEMBERS = tables.articles, tables.stories, tables.story_articles
_REVISION = tables.counters.c.name == "revision"
_UNRANKED: Mapping[ArticleId, int] = MappingProxyType({})
_STATE = tuple(field.name for field in fields(SourceState))


class SqlArticles:
    """The port ``ArticleStore``."""

    def __init__(self, database: Database) -> None:
        """Work on ``database``."""
        self._database = database

    def states(self) -> Mapping[SourceId, SourceState]:
        """What is remembered of every source."""
        with self._database.read() as connection:
            rows = connection.execute(select(tables.sources)).all()
        return {SourceId(row.source): SourceState(**row._asdict()) for row in rows}

    def known(self, names: Collection[str]) -> Mapping[str, Known]:
        """What the names stand for that stand for something: ids and aliases; of the two the alias counts."""
        with self._database.read() as connection:
            by_alias = named(connection, names)
            found = _known(connection, {*names, *by_alias.values()})
        meant = {name: by_alias.get(name, name) for name in names}
        return {name: found[article] for name, article in meant.items() if article in found}

    def stored(self, ids: Collection[ArticleId]) -> Mapping[ArticleId, Article]:
        """Those of ``ids`` that are stored, whole."""
        with self._database.read() as connection:
            rows = (row for chunk in chunks(ids) for row in connection.execute(select(_ARTICLES).where(_ARTICLES.c.id.in_(chunk))))
            return {ArticleId(row.id): article_of(row) for row in rows}

    def titled(self, titles: Collection[str], since: datetime) -> Mapping[tuple[str, str], ArticleId]:
        """Articles since then that bear one of these titles to the letter, by site and title."""
        columns = _ARTICLES.c
        wanted = select(columns.id, columns.site, columns.title).where(columns.effective >= since).order_by(columns.id)
        with self._database.read() as connection:
            rows = (row for chunk in chunks(titles) for row in connection.execute(wanted.where(columns.title.in_(chunk))))
            return {(row.site, row.title): ArticleId(row.id) for row in rows}

    def living(self, since: datetime) -> tuple[Story, ...]:
        """Stories updated at or after ``since``, oldest first, with all their articles."""
        with self._database.read() as connection:
            return _stories(connection, _STORIES.c.updated >= since)

    def candidates(self, since: datetime) -> tuple[tuple[Story, ...], int]:
        """Stories updated at or after ``since`` and the mark, of one snapshot."""
        with self._database.read() as connection:
            return _stories(connection, _STORIES.c.updated >= since), _mark(connection)

    def texts_with(self, stems: Collection[str], since: date) -> Texts:
        """By language and stem, in how many new texts from this day on it stood; the stem ``""`` stands in all."""
        with self._database.read() as connection:
            return texts_with(connection, stems, since)

    def telling(self, stems: Collection[str], since: date) -> tuple[tuple[Term, ...], int]:
        """What the days from this one on taught of the stems that lead to stories, and the mark, of one snapshot."""
        with self._database.read() as connection:
            return telling(connection, stems, since), _mark(connection)

    def named(self, stories: Collection[StoryId], articles: Collection[ArticleId], since: datetime) -> tuple[Story, ...]:
        """Of these stories, and those that hold one of the articles, what was updated at or after ``since``, oldest first."""
        with self._database.read() as connection:
            wanted = sorted({*stories, *_owners(connection, tuple(articles))})
            found = [each for chunk in chunks(wanted, 1_000) for each in _stories(connection, _STORIES.c.id.in_(chunk))]
        return tuple(sorted((each for each in found if each.updated >= since), key=lambda each: (each.updated, each.id)))

    def story(self, story: StoryId) -> Story | None:
        """One story."""
        with self._database.read() as connection:
            return next(iter(_stories(connection, _STORIES.c.id == story)), None)

    def recent(self, limit: int) -> tuple[tuple[Article, StoryId | None], ...]:
        """The newest articles by effective time, each with its story."""
        newest = select(_ARTICLES, _MEMBERS.c.story).outerjoin(_MEMBERS, _MEMBERS.c.article == _ARTICLES.c.id)
        with self._database.read() as connection:
            rows = connection.execute(newest.order_by(_ARTICLES.c.effective.desc(), _ARTICLES.c.id).limit(limit)).all()
        return tuple((article_of(row), StoryId(row.story) if row.story else None) for row in rows)

    def repeated(self, sites: Collection[str], pages: int) -> Mapping[str, frozenset[str]]:
        """Of each of the sites that has any, the lines (hashes) that stood on at least so many of its pages."""
        with self._database.read() as connection:
            return repeated_lines(connection, sites, pages)

    def save(
        self,
        *,
        states: Sequence[SourceState],
        articles: Sequence[Article],
        stories: Sequence[Story],
        aliases: Sequence[Alias] = (),
        popular: Mapping[ArticleId, int] = _UNRANKED,
        lines: Sequence[SiteLine] = (),
        terms: Sequence[Term] = (),
        since: int | None = None,
    ) -> int:
        """Store an intake, all or nothing; returns the mark after it.

        Raises ``ConflictError`` when a story names an article that is neither stored nor given, or when others have
        stored stories after the mark ``since``.
        """
        with self._database.write() as connection:
            first = _take_revisions(connection, len(stories)) + 1
            if since is not None and first != since + 1:
                raise ConflictError("another process has stored stories meanwhile: fold into these")
            run_many(connection, upsert(connection, tables.sources), [_state_row(state) for state in states])
            _save_articles(connection, articles)
            save_aliases(connection, aliases)
            _save_popular(connection, popular)
            _save_stories(connection, stories, first)
            save_lines(connection, lines)
            save_terms(connection, terms)
            return first + len(stories) - 1

    def rename_tags(self, names: Mapping[str, str], *, is_trial: bool = False) -> int:
        """Give articles new names for tags, provenance kept; how many have one of the old."""
        quoted = [_ARTICLES.c.tags.contains(json.dumps(name, ensure_ascii=False), autoescape=True) for name in names]
        with self._database.write() as connection:
            rows = connection.execute(select(_ARTICLES.c.id, _ARTICLES.c.tags).where(or_(false(), *quoted))).all()
            changed = [{"of_article": row.id, "tags": renamed} for row in rows if (renamed := _renamed(row.tags, names)) != row.tags]
            if not is_trial:
                run_many(connection, update(_ARTICLES).where(_ARTICLES.c.id == bindparam("of_article")), changed)
        return len(changed)

    def forget_older(self, before: datetime) -> int:
        """Drop stories last updated before ``before``, articles (in no story) and lines of sites seen before it; how many articles.

        What a feed still lists and we forgot comes in again, but is too old to be news. An article without a date would be
        news again, so it stays for good.
        """
        with self._database.write() as connection:
            connection.execute(delete(_STORIES).where(_STORIES.c.updated < before))
            connection.execute(delete(tables.site_lines).where(tables.site_lines.c.seen < before))
            is_told = exists().where(_MEMBERS.c.article == _ARTICLES.c.id)
            is_old = (_ARTICLES.c.effective < before, _ARTICLES.c.seen < before, _ARTICLES.c.published < before)
            return connection.execute(delete(_ARTICLES).where(*is_old, ~is_told)).rowcount


# ---------------------------------------------------------------- reading


def _mark(connection: Connection) -> int:
    return int(connection.execute(select(tables.counters.c.value).where(_REVISION)).scalar_one())


def _known(connection: Connection, ids: Collection[str]) -> dict[str, Known]:
    columns = _ARTICLES.c
    wanted = select(columns.id, columns.entry_hash, columns.seen, columns.source, columns.visits, columns.is_backlog)
    rows = (row for chunk in chunks(ids) for row in connection.execute(wanted.where(_ARTICLES.c.id.in_(chunk))))
    return {
        row.id: Known(
            id=ArticleId(row.id),
            entry_hash=row.entry_hash,
            seen=row.seen,
            source=SourceId(row.source),
            visits=row.visits,
            is_backlog=row.is_backlog,
        )
        for row in rows
    }


def _stories(connection: Connection, which: ColumnElement[bool]) -> tuple[Story, ...]:
    """Two statements, however many stories."""
    rows = connection.execute(select(_STORIES).where(which).order_by(_STORIES.c.updated, _STORIES.c.id)).all()
    members = _articles_by_story(connection, which)
    return tuple(_story_of(row, members[row.id]) for row in rows if row.id in members)


def _articles_by_story(connection: Connection, which: ColumnElement[bool]) -> dict[str, list[Article]]:
    joined = select(_ARTICLES, _MEMBERS.c.story).join(_MEMBERS, _MEMBERS.c.article == _ARTICLES.c.id)
    told = joined.where(_MEMBERS.c.story.in_(select(_STORIES.c.id).where(which))).order_by(_MEMBERS.c.story, _MEMBERS.c.position)
    members: defaultdict[str, list[Article]] = defaultdict(list)
    for row in connection.execute(told):
        members[row.story].append(article_of(row))
    return members


def _story_of(row: Any, members: Sequence[Article]) -> Story:  # noqa: ANN401 - a row of the table
    return Story(
        id=StoryId(row.id),
        articles=tuple(members),
        first_seen=row.first_seen,
        updated=row.updated,
        revision=row.revision,
        facts_revision=row.facts_revision,
        voices=row.voices,
        news=load_sentences(row.news),
    )


# ---------------------------------------------------------------- writing


def _take_revisions(connection: Connection, how_many: int) -> int:
    """Lock the counter, move it on, and return where it stood."""
    connection.execute(update(tables.counters).where(_REVISION).values(value=tables.counters.c.value + how_many))
    return _mark(connection) - how_many


def _renamed(stored: str, names: Mapping[str, str]) -> str:
    """An article's tags with their new names; of two that become one the first stays."""
    told: dict[str, Tagging] = {}
    for tagging in load_tags(stored):
        name = names.get(tagging.tag, tagging.tag)
        told.setdefault(name, replace(tagging, tag=name))
    return dump_tags(told.values())


def _state_row(state: SourceState) -> dict[str, Any]:
    return {name: getattr(state, name) for name in _STATE}


def _save_articles(connection: Connection, articles: Sequence[Article]) -> None:
    known = _known(connection, {article.id for article in articles})
    rows = [article_row(article) | {"effective": _effective(article, known.get(article.id))} for article in articles]
    run_many(connection, upsert(connection, _ARTICLES, keep=("seen", "popular")), rows)


def _save_popular(connection: Connection, ranks: Mapping[ArticleId, int]) -> None:
    """Keep the best place each article ever had."""
    is_better = (_ARTICLES.c.popular == 0) | (_ARTICLES.c.popular > bindparam("rank"))
    statement = update(_ARTICLES).where(_ARTICLES.c.id == bindparam("of_article"), is_better).values(popular=bindparam("rank"))
    run_many(connection, statement, [{"of_article": article, "rank": rank} for article, rank in sorted(ranks.items())])


def _effective(article: Article, known: Known | None) -> datetime:
    """``Article.when`` by the instant that stays stored."""
    seen = known.seen if known else article.seen
    return min(article.published, seen) if article.published else seen


def _save_stories(connection: Connection, stories: Sequence[Story], first: int) -> None:
    rows = [_story_row(story, revision) for revision, story in enumerate(stories, first)]
    run_many(connection, _upsert_story(connection), rows)
    members: list[dict[str, Any]] = [
        {"story": story.id, "article": article, "position": position}
        for story in stories
        for position, article in enumerate(story.article_ids)
    ]
    emptied = _owners(connection, [row["article"] for row in members]) - {story.id for story in stories}
    run_many(connection, delete(_MEMBERS).where(_MEMBERS.c.story == bindparam("of_story")), [{"of_story": story.id} for story in stories])
    run_many(connection, upsert(connection, _MEMBERS), members)
    _drop_emptied(connection, emptied)


def _story_row(story: Story, revision: int) -> dict[str, Any]:
    return {
        "id": story.id,
        "revision": revision,
        "facts_revision": revision if story.adds_facts else story.facts_revision,
        "first_seen": story.first_seen,
        "updated": story.updated,
        "voices": story.voices,
        "news": dump_sentences(story.news),
    }


def _upsert_story(connection: Connection) -> Insert:
    """Replace all; the revision of the last facts only ever grows."""
    statement = insert(connection, _STORIES)
    new = statement.excluded
    facts = case((new.facts_revision > _STORIES.c.facts_revision, new.facts_revision), else_=_STORIES.c.facts_revision)
    fresh: dict[str, Any] = {name: new[name] for name in ("revision", "first_seen", "updated", "voices", "news")}
    return statement.on_conflict_do_update(index_elements=[_STORIES.c.id], set_={**fresh, "facts_revision": facts})


def _owners(connection: Connection, ids: Sequence[str]) -> set[str]:
    owned = select(_MEMBERS.c.story).distinct()
    return {owner for chunk in chunks(ids) for owner in connection.execute(owned.where(_MEMBERS.c.article.in_(chunk))).scalars()}


def _drop_emptied(connection: Connection, stories: Collection[str]) -> None:
    """A story whose articles all went to others is gone: it was merged."""
    is_told = exists().where(_MEMBERS.c.story == _STORIES.c.id)
    for chunk in chunks(sorted(stories)):
        connection.execute(delete(_STORIES).where(_STORIES.c.id.in_(chunk), ~is_told))
