"""``digest filter parse``: one line of JSON in, one out, so that the parser can be judged from outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from digest.errors import ParseError
from digest.gather.markup import kept, line
from digest.gather.parse import parse
from digest.gather.published import Feed, Published


def parse_line(record: Mapping[str, Any]) -> dict[str, Any]:
    """Answer ``{"id", "path", "url", "headers"}`` with ``{"id", "feed", "entries"}`` and, for what is no feed, ``error``."""
    answer: dict[str, Any] = {"id": record.get("id")}
    headers = {name.lower(): value for name, value in (record.get("headers") or {}).items()}
    try:
        body = Path(record["path"]).read_bytes() if record.get("path") else b""
        feed = parse(
            body,
            url=headers.get("content-location") or record.get("url", ""),
            content_type=headers.get("content-type", ""),
            language=headers.get("content-language", ""),
        )
    except (ParseError, OSError) as error:
        return answer | {"feed": {}, "entries": [], "error": str(error)}
    return answer | {"feed": _head(feed), "entries": [_entry(entry) for entry in feed.entries]}


def _head(feed: Feed) -> dict[str, Any]:
    return {"title": line(feed.title), "link": feed.link, "updated": _instant(feed.updated)}


def _entry(entry: Published) -> dict[str, Any]:
    return {
        "guid": entry.guid,
        "title": line(entry.title),
        "link": entry.link,
        "published": _instant(entry.published),
        "updated": _instant(entry.updated),
        "author": entry.author,
        "tags": list(entry.categories),
        "summary": kept(entry.summary, entry.link),
        "content": kept(entry.content, entry.link),
        "enclosures": [each.url for each in entry.enclosures],
    }


def _instant(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
