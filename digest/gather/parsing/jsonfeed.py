"""JSON Feed, versions 1 and 1.1: one of the roads from bytes to ``Feed``. Source: jsonfeed.org/version/1.1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from digest.errors import ParseError
from digest.gather.parsing.moments import instant
from digest.gather.parsing.published import Enclosure, Feed, Markup, Published
from digest.model import Image


def read(document: str, *, limit: int) -> Feed:
    """A feed from JSON, its first ``limit`` entries; raises ``ParseError`` when it is none."""
    try:
        feed = json.loads(document)
    except (ValueError, RecursionError) as error:
        raise ParseError("the feed is broken JSON", cause=str(error)[:200]) from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise ParseError("this is JSON, but no JSON Feed: it has no list of items")
    entries = [each for each in feed["items"][:limit] if isinstance(each, dict)]
    return Feed(
        title=Markup(text=_text(feed, "title"), media="text/plain"),
        link=_text(feed, "home_page_url"),
        language=_text(feed, "language"),
        entries=tuple(_entry(entry, _text(feed, "home_page_url"), _author(feed)) for entry in entries),
    )


def _entry(entry: Mapping[str, Any], base: str, author: str) -> Published:
    html, text, picture = _text(entry, "content_html"), _text(entry, "content_text"), _text(entry, "image") or _text(entry, "banner_image")
    return Published(
        guid=_text(entry, "id"),
        link=_text(entry, "url") or _text(entry, "external_url"),
        title=Markup(text=_text(entry, "title"), media="text/plain", base=base),
        summary=Markup(text=_text(entry, "summary"), media="text/plain", base=base),
        content=Markup(text=html, base=base) if html else Markup(text=text, media="text/plain", base=base),
        author=_author(entry) or author,
        published=instant(_text(entry, "date_published")),
        updated=instant(_text(entry, "date_modified")),
        categories=tuple(tag.strip() for tag in _list(entry, "tags") if isinstance(tag, str) and tag.strip()),
        enclosures=tuple(_enclosures(entry)),
        image=Image(url=picture) if picture else None,
        language=_text(entry, "language"),
    )


def _author(holder: Mapping[str, Any]) -> str:
    """Version 1.1 has a list of authors, version 1 had one."""
    named = [each for each in (*_list(holder, "authors"), holder.get("author")) if isinstance(each, dict)]
    return next((name for name in (_text(each, "name") for each in named) if name), "")


def _enclosures(entry: Mapping[str, Any]) -> Iterable[Enclosure]:
    for each in _list(entry, "attachments"):
        if isinstance(each, dict) and _text(each, "url"):
            yield Enclosure(url=_text(each, "url"), media=_text(each, "mime_type"))


def _list(holder: Mapping[str, Any], key: str) -> list[Any]:
    value = holder.get(key)
    return value if isinstance(value, list) else []


def _text(holder: Mapping[str, Any], key: str) -> str:
    value = holder.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()
