"""``digest gather``: intake now."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import Console
from digest.cli.exits import Exit
from digest.cli.opening import opened
from digest.errors import ConfigError
from digest.model import SourceId


def gather(
    context: typer.Context,
    *,
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Only these, due or not.")] = None,
) -> None:
    """Ask the sources now and store what is new; status 1 when a source failed."""
    from digest.pipeline import intake

    console: Console = context.obj
    with opened(console) as (_, parts):
        only = [SourceId(name) for name in names or ()]
        unknown = set(only) - {source.id for source in parts.sources}
        if unknown:
            raise ConfigError("there is no such source; see: digest sources list", key=", ".join(sorted(unknown)))
        report = intake(parts, parts.clock(), only=only or [source.id for source in parts.sources])
        console.report(report, what="gather")
    if report.failures:
        raise typer.Exit(Exit.FAILED)
