"""``digest filter parse``: one line of JSON in, one out, so that the parser can be judged from outside."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from digest.errors import ParseError
from digest.gather.parsing.markup import kept, line, web_link
from digest.gather.parsing.parse import BrokenFeedError, parse
from digest.gather.parsing.published import Feed, Published


def parse_line(record: Mapping[str, Any]) -> dict[str, Any]:
    """Answer ``{"id", "path", "url", "headers"}`` with ``{"id", "feed", "entries"}`` and, for what is no feed, ``error``."""
    answer: dict[str, Any] = {"id": record.get("id")}
    if not record.get("path"):
        _warm_up()
        return answer | {"feed": {}, "entries": [], "error": "no path was given"}
    headers = {name.lower(): value for name, value in (record.get("headers") or {}).items()}
    url = urljoin(record.get("url", ""), headers.get("content-location", ""))
    try:
        body = Path(record["path"]).read_bytes()
        feed = parse(body, url=url, content_type=headers.get("content-type", ""), language=headers.get("content-language", ""))
    except BrokenFeedError as error:
        return answer | {"feed": _head(error.feed, url), "entries": [], "error": str(error)}
    except (ParseError, OSError) as error:
        return answer | {"feed": {}, "entries": [], "error": str(error)}
    return answer | {"feed": _head(feed, url), "entries": [_entry(entry, url) for entry in feed.entries]}


def _warm_up() -> None:
    """Load what reading a first document would load, by both roads: a line without a document asks for nothing else."""
    item = b"<item><title>&lt;b></title><pubDate>1 Mai 2026 10:00 GMT</pubDate></item>"
    for document in (b"<rss><channel><x/>" + item + b"</channel></rss>", b"<rss><channel/><a/></rss>"):
        with suppress(ParseError):
            for entry in parse(document).entries:
                kept(entry.title, "")


def _head(feed: Feed, url: str) -> dict[str, Any]:
    return {"title": line(feed.title), "link": web_link(feed.link, url) if feed.link else "", "updated": _instant(feed.updated)}


def _entry(entry: Published, url: str) -> dict[str, Any]:
    link = (web_link(entry.link, url) or entry.link) if entry.link else ""
    return {
        "guid": entry.guid,
        "title": line(entry.title),
        "link": link,
        "published": _instant(entry.published),
        "updated": _instant(entry.updated),
        "author": entry.author,
        "tags": list(entry.categories),
        "summary": kept(entry.summary, link or url),
        "content": kept(entry.content, link or url),
        "enclosures": [each.url for each in entry.enclosures],
    }


def _instant(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
