"""Feeds to begin with, from the catalogue: what ``sources suggest`` and ``init --tags`` share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.gather import Suggestion


def meant(tag: str) -> str:
    """The catalogue's tag for a word: the tag itself, or what a section of that name is (*sports*, *tech*).

    Raises ``ConfigError`` for a word it does not know.
    """
    from digest.gather import catalogue_tags
    from digest.locate import suggestion
    from digest.tag.names import usual_tag

    known = catalogue_tags()
    name = tag if tag in known else usual_tag(tag)
    if name not in known:
        raise ConfigError(f"the catalogue has no such tag{suggestion(tag, known)}; it has: {', '.join(known)}", key=tag)
    return name


def starters(tags: Sequence[str], *, language: str = "", country: str = "", limit: int = 10) -> tuple[Suggestion, ...]:
    """At most ``limit`` feeds of the catalogue for each of the tags, each feed once."""
    from digest.gather import suggested

    feeds = (feed for tag in tags for feed in suggested([meant(tag)], language=language, country=country, limit=limit))
    return tuple(dict.fromkeys(feeds))


def source_table(feed: Suggestion) -> dict[str, Any]:
    """A feed of the catalogue as a table of config.toml."""
    return {"url": feed.url, "title": feed.title, "tags": list(feed.tags), "language": feed.language}
