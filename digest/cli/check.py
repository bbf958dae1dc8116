"""``digest check``: every mistake in configuration, subscriber files and templates at once."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from digest.cli.console import Console
from digest.cli.exits import Exit


def check(
    context: typer.Context, *, schema: Annotated[bool, typer.Option("--schema", help="Print the JSON Schema of config.toml.")] = False
) -> None:
    """Check config.toml, subscriber files and templates."""
    from digest.config import find, problems, read
    from digest.config import schema as schema_of

    console: Console = context.obj
    if schema:
        typer.echo(json.dumps(schema_of(), indent=1))
        return
    path = find(console.config)
    mistakes = [str(mistake) for mistake in problems(path)]
    if not mistakes:
        from digest.app import mistakes_in

        mistakes = [str(failure) for failure in mistakes_in(read(path))]
    console.give({"file": str(path), "mistakes": mistakes}, [*mistakes, *([] if mistakes else [f"{path}: nothing wrong"])])
    if mistakes:
        raise typer.Exit(Exit.USAGE)
