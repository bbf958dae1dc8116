"""Summarising as a filter: one JSON record in, one out.

In: ``{"id", "title", "text", "max_words" or "n_sentences", "lang", "by"}``, of which ``id`` and ``text`` are needed;
``by`` is ``extractive`` (default) or ``lead``. Out: ``{"id", "summary", "sentences": [...], "by"}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from digest.errors import ParseError
from digest.model import Article, ArticleId, SourceId, Story, StoryId
from digest.ports import Summariser
from digest.summarise.extractive import ExtractiveSummariser
from digest.summarise.lead import LeadSummariser

_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
_WORDS = 60
_LONG_SENTENCE = 40
_SUMMARISERS: Mapping[str, Summariser] = {"extractive": ExtractiveSummariser(), "lead": LeadSummariser()}


def summarise_line(record: Mapping[str, object]) -> dict[str, object]:
    """The summary of one record's text; raises ``ParseError`` when it is not of the form above."""
    by = str(record.get("by") or "extractive")
    if "id" not in record or not isinstance(record.get("text"), str) or by not in _SUMMARISERS:
        raise ParseError('give "id", "text", and as "by" one of ' + ", ".join(_SUMMARISERS), subject=str(record.get("id", "")))
    count = _number(record, "n_sentences")
    budget = count * _LONG_SENTENCE if count else _number(record, "max_words") or _WORDS
    summary = _SUMMARISERS[by].summary(_story(record), budget)
    told = [sentence.text for sentence in summary.sentences][: count or None]
    return {"id": record["id"], "summary": " ".join(told), "sentences": told, "by": summary.by}


def _number(record: Mapping[str, object], key: str) -> int:
    value = record.get(key) or 0
    if not isinstance(value, int) or value < 0:
        raise ParseError(f'give "{key}" as a whole number above 0', subject=str(record.get("id", "")))
    return value


def _story(record: Mapping[str, object]) -> Story:
    article = Article(
        id=ArticleId(str(record["id"])),
        source=SourceId(""),
        title=str(record.get("title") or ""),
        text=str(record["text"]),
        language=str(record.get("lang") or ""),
        seen=_UNDATED,
    )
    return Story(id=StoryId(article.id), articles=(article,), first_seen=_UNDATED, updated=_UNDATED)
