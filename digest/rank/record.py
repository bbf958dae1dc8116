"""Ranking as a filter: one JSON record in, one out.

In: ``{"id", "candidates": [{"id", "title", "text", "url", "site", "source", "published", "seen", "comments", "story",
"voices"}], "now"}``, of which a candidate needs only ``id`` and ``title``; times are ISO 8601. Out: ``{"id",
"scores": [...]}`` in the order of the candidates, higher is better.

Candidates of equal ``story`` are one story and scored together; the one that speaks for it (the first as they stand)
gets the score, the others fall below every first one, so that a list sorted by score tells each event once. Who counts
the independent sources gives ``voices``; else a story has as many as its candidates have sites, and candidates without a
site count each. Without any time all are equally fresh.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypeAlias

from digest.errors import ParseError
from digest.model import Article, ArticleId, SourceId, Story, StoryId
from digest.rank.blend import SignalRanker
from digest.rank.signals import WEIGHTS

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Fields: TypeAlias = Mapping[str, object]


def rank_record(record: _Fields) -> dict[str, object]:
    """The scores of one record's candidates; raises ``ParseError`` when it is not of the form above."""
    candidates = _candidates(record)
    now = max((_time(fields.get(key)) for fields in [record, *candidates] for key in ("now", "published", "seen")), default=_EPOCH)
    members: dict[str, list[int]] = {}
    for index, fields in enumerate(candidates):
        members.setdefault(str(fields.get("story") or f"{index} alone"), []).append(index)
    stories = [_story(name, [candidates[index] for index in found], now) for name, found in members.items()]
    values = [0.0] * len(candidates)
    for found, score in zip(members.values(), SignalRanker().scores(stories, now), strict=True):
        for place, index in enumerate(found):
            values[index] = score.value - place * sum(WEIGHTS.values())
    return {"id": record["id"], "scores": values}


def _candidates(record: _Fields) -> list[_Fields]:
    found = record.get("candidates")
    if "id" not in record or not isinstance(found, list) or not all(isinstance(fields, dict) for fields in found):
        raise ParseError("give an object with an id and a list of candidates, each an object", subject=str(record.get("id", "")))
    return found


def _story(name: str, told: list[_Fields], now: datetime) -> Story:
    articles = tuple(_article(fields, now) for fields in told)
    given = max((voices for fields in told if isinstance(voices := fields.get("voices"), int)), default=0)
    return Story(
        id=StoryId(name),
        articles=articles,
        first_seen=min(article.seen for article in articles),
        updated=max(article.seen for article in articles),
        voices=given or len({article.site or article.id for article in articles}),
    )


def _article(fields: _Fields, now: datetime) -> Article:
    comments = fields.get("comments")
    published = _time(fields.get("published"))
    return Article(
        id=ArticleId(str(fields.get("id", ""))),
        source=SourceId(str(fields.get("source") or fields.get("site") or "unknown")),
        site=str(fields.get("site") or ""),
        title=str(fields.get("title", "")),
        text=str(fields.get("text") or ""),
        comments=comments if isinstance(comments, int) else None,
        published=None if published == _EPOCH else published,
        seen=now,
    )


def _time(value: object) -> datetime:
    """An ISO 8601 time in UTC (without a zone it is UTC already); the epoch when there is none."""
    if not value:
        return _EPOCH
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise ParseError("give times as ISO 8601, as 2026-11-20T06:00:00Z", subject=str(value), cause=error) from error
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
