"""``digest resume``: send what is queued, deferred and due, or was in hand when a process died."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import Console
from digest.cli.exits import status_of_report
from digest.cli.opening import opened
from digest.model import IssueId


def resume(
    context: typer.Context, *, issue: Annotated[str | None, typer.Argument(metavar="[ISSUE]", help="As in digest status; else all.")] = None
) -> None:
    """Send what is left."""
    from digest.pipeline import hand_over

    console: Console = context.obj
    with opened(console) as (_, parts):
        report = hand_over(parts, IssueId(issue) if issue else None)
        console.report(report, what="resume")
    raise typer.Exit(status_of_report(report))
