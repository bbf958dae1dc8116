"""``digest run``: the daemon. Intake every few minutes, every reader at his hour, until it is told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import Console
from digest.cli.exits import status_of_report
from digest.cli.opening import opened


def run(context: typer.Context, *, once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False) -> None:
    """Gather, publish and send on schedule."""
    from digest.app import data_folder
    from digest.schedule import Rounds, ticking

    console: Console = context.obj
    with opened(console) as (settings, parts):
        rounds = Rounds(parts, settings.edition_list(), every_seconds=settings.gather.every)
        if once:
            report = rounds.tick()
            console.report(report, what="run")
            raise typer.Exit(status_of_report(report))
        console.say("running; stop with Ctrl-C")
        ticking(rounds, lock=data_folder(settings) / "run.lock")
