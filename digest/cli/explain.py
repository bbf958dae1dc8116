"""``digest explain``: why a story stands where it stands, or why a reader gets what he gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.choosing import chosen_edition, chosen_reader
from digest.cli.console import Console
from digest.cli.opening import opened
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.model import Candidate, Issue


def explain(
    context: typer.Context,
    *,
    edition: Annotated[str | None, typer.Argument(metavar="[EDITION]")] = None,
    story: Annotated[str, typer.Option(metavar="STORY", help="A story's id, or words of its title.")] = "",
    reader: Annotated[str, typer.Option("--as", metavar="ADDRESS", help="For this subscriber.")] = "",
) -> None:
    """Say why a story is in, out, or ranked where it is, and when a reader's next issue is due."""
    from digest.schedule import explained

    console: Console = context.obj
    if not story and not reader:
        raise ConfigError("say what to explain: --story or --as")
    with opened(console, is_changing=False) as (settings, parts):
        meant = chosen_edition(settings, edition)
        who = chosen_reader(parts, reader) if reader else None
        issue, lines = explained(parts, meant, settings.digest.timezone, reader=who, story=story)
    shown = [_candidate(found) for found in _matching(issue, story)] if story else []
    console.give({"stories": shown, "reader": lines}, [*(line for row in shown for line in row["lines"]), *lines])


def _matching(issue: Issue, story: str) -> list[Candidate]:
    wanted = story.casefold()
    found = [each for each in issue.candidates if each.story.id == story or wanted in each.story.lead.title.casefold()]
    if not found:
        raise ConfigError("no story of this edition's window has that id or title; see: digest articles", key=story)
    return found[:5]


def _candidate(found: Candidate) -> dict[str, Any]:
    parts = sorted(found.score.parts, key=lambda part: -part.points)
    lines = [f"{found.story.lead.title}  ({found.score.value:.2f} points, {len(found.story.articles)} article(s))"]
    lines += [f"  {part.points:5.2f}  {part.name}: {part.reason}" for part in parts]
    lines += [f"  its summary: {found.summary.by}"] if found.summary.sentences else []
    return {"story": found.story.id, "title": found.story.lead.title, "score": found.score, "summary_by": found.summary.by, "lines": lines}
