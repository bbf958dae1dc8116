"""``digest run``: the daemon. Intake every few minutes, every reader at his hour, until it is told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import Console
from digest.cli.opening import opened


def run(context: typer.Context, *, once: Annotated[bool, typer.Option("--once", help="One round, then stop.")] = False) -> None:
    """Gather, publish and send on schedule."""
    from digest.schedule import Rounds, ticking

    console: Console = context.obj
    with opened(console) as (settings, parts):
        rounds = Rounds(parts, settings.edition_list(), every_seconds=settings.gather.every)
        if once:
            console.report(rounds.tick(), what="run")
            return
        console.say("running; stop with Ctrl-C")
        ticking(rounds, lock=settings.folder / "data" / "run.lock")
