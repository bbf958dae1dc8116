"""The command ``digest``: global options, the table of commands, and what an error becomes."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from digest import __version__
from digest.cli import (
    articles,
    check,
    demo,
    doctor,
    explain,
    gather,
    init,
    preview,
    resolve,
    resume,
    send,
    sources,
    status,
    subscribers,
    tags,
    templates,
)
from digest.cli import filter as filters
from digest.cli import run as running
from digest.cli.console import Console
from digest.cli.exits import status_of
from digest.errors import DigestError

_EARLIEST, _LATEST = 1970, 9000
"""Years of --now: within them a window before and a plan after an instant stay in the calendar."""

app = typer.Typer(
    name="digest",
    help="Many feeds in, one deduplicated digest a reader out, by mail.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(demo.demo)
app.command()(init.init)
app.command()(check.check)
app.command()(gather.gather)
app.command()(preview.preview)
app.command()(send.send)
app.command()(resume.resume)
app.command()(resolve.resolve)
app.command()(running.run)
app.command()(status.status)
app.command()(doctor.doctor)
app.command()(explain.explain)
app.command()(articles.articles)
app.add_typer(sources.app, name="sources")
app.add_typer(subscribers.app, name="subscribers")
app.add_typer(tags.app, name="tags")
app.add_typer(templates.app, name="templates")
app.command(name="filter", hidden=True)(filters.filter_lines)


def _say_version(is_asked: bool) -> None:
    """Answer and leave, whatever else was given."""
    if is_asked:
        typer.echo(f"digest {__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    *,
    config: Annotated[Path | None, typer.Option(help="config.toml to use; else $DIGEST_CONFIG, ./config.toml, your own.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Results as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only errors.")] = False,
    verbose: Annotated[int, typer.Option("-v", "--verbose", count=True, help="Say more; twice for everything.")] = 0,
    now: Annotated[str | None, typer.Option(metavar="ISO", help="Act as if it were this instant: previews, or a replay store.")] = None,
    version: Annotated[bool, typer.Option("--version", help="Say the version.", is_eager=True, callback=_say_version)] = False,  # noqa: ARG001 - its callback answers
) -> None:
    """Options that stand before the command."""
    context.obj = Console(config=config, is_json=json, verbosity=-1 if quiet else verbose, now=_instant(now))


def run(arguments: list[str]) -> NoReturn:
    """Run one command and leave with its exit status; an error is one line on standard error."""
    try:
        app(arguments, prog_name="digest")
    except DigestError as error:
        sys.stderr.write(f"digest: {error}\n")
        raise SystemExit(status_of(error)) from error
    raise SystemExit(0)


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write it as in 2026-11-21T06:00Z") from error
    if not _EARLIEST <= instant.year <= _LATEST:
        raise typer.BadParameter(f"name a year from {_EARLIEST} to {_LATEST}")
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
