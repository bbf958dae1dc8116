"""A ``Feed`` as JSON and back: what a parsing worker hands over. No pickle, for the worker read a stranger's document."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from digest.gather.parsing.published import Enclosure, Feed, Markup, Published
from digest.model import Image


def dump(feed: Feed) -> bytes:
    """The feed as JSON in UTF-8."""
    return json.dumps(asdict(feed), default=_instant_text).encode()


def load(document: bytes) -> Feed:
    """The feed again; raises ``ValueError``, ``TypeError`` or ``KeyError`` for what ``dump`` did not write."""
    fields: dict[str, Any] = json.loads(document)
    return Feed(
        **fields
        | {
            "title": Markup(**fields["title"]),
            "updated": _instant(fields["updated"]),
            "skip_hours": tuple(fields["skip_hours"]),
            "skip_days": tuple(fields["skip_days"]),
            "entries": tuple(map(_published, fields["entries"])),
        }
    )


def _published(fields: dict[str, Any]) -> Published:
    return Published(
        **fields
        | {
            "title": Markup(**fields["title"]),
            "summary": Markup(**fields["summary"]),
            "content": Markup(**fields["content"]),
            "published": _instant(fields["published"]),
            "updated": _instant(fields["updated"]),
            "categories": tuple(fields["categories"]),
            "enclosures": tuple(Enclosure(**each) for each in fields["enclosures"]),
            "image": Image(**fields["image"]) if fields["image"] else None,
        }
    )


def _instant_text(moment: datetime) -> str:
    return moment.isoformat()


def _instant(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
