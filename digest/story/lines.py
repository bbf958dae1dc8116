"""Stories and copies as filters: records in, one answer a record out, for newsrooms and for measuring.

Both read to the end before they answer, and take the records as a stream: what comes first founds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from digest.story.assign import Reading, assign, profiles


def story_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Answer each ``{"id", "title", "text", "date"?, "lang"?}`` with ``{"id", "cluster"}``: equal for one story.

    The name of a story is the id of its first record. Without ``lang`` the language is found; without ``date`` (ISO
    8601) a record fits stories of any time.
    """
    told = list(records)
    keys = assign((), profiles([_reading(record) for record in told]))
    for record, key in zip(told, keys, strict=True):
        yield {"id": record["id"], "cluster": str(told[key]["id"])}


def _reading(record: Mapping[str, Any]) -> Reading:
    return Reading(_text(record, "title"), _text(record, "text"), _text(record, "lang"), _instant(_text(record, "date")))


def _text(record: Mapping[str, Any], key: str) -> str:
    return str(record.get(key) or "")


def _instant(date: str) -> datetime | None:
    """The instant an ISO date names, in UTC where it says nothing else; None where it names none."""
    try:
        named = datetime.fromisoformat(date)
    except ValueError:
        return None
    return named if named.tzinfo else named.replace(tzinfo=UTC)
