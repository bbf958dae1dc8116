"""``digest articles``: what was gathered, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.console import Console, table
from digest.cli.opening import opened

if TYPE_CHECKING:
    from digest.model import Article, StoryId


def articles(context: typer.Context, *, limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50) -> None:
    """List articles with their tags and story."""
    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        rows = [_row(article, story) for article, story in parts.store.articles.recent(limit)]
    shown = [[f"{row['published'] or row['seen']:%m-%d %H:%M}", row["source"], row["title"][:70], " ".join(row["tags"])] for row in rows]
    console.give(rows, table(("WHEN", "SOURCE", "TITLE", "TAGS"), shown))


def _row(article: Article, story: StoryId | None) -> dict[str, Any]:
    return {
        "url": article.url,
        "guid": article.guid,
        "title": article.title,
        "published": article.published,
        "seen": article.seen,
        "tags": sorted(article.tag_names),
        "source": article.source,
        "story": story,
    }
