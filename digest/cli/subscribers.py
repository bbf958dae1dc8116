"""``digest subscribers``: who gets it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.choosing import chosen_reader
from digest.cli.console import Console, table
from digest.cli.exits import Exit
from digest.cli.opening import opened
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.model import Batch, Subscriber
    from digest.subscribers import Terms

app = typer.Typer(help="Who gets it.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_subscribers(context: typer.Context) -> None:
    """Every subscriber."""
    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        found = parts.directory.load()
        suppressed = parts.store.readers.suppressed()
    rows = [_row(subscriber, suppressed) for subscriber in found.items]
    shown = [[row["email"], row["status"], " ".join(row["lists"]), row["timezone"]] for row in rows]
    console.give(rows, table(("ADDRESS", "STATUS", "LISTS", "ZONE"), shown))
    for failure in found.failures:
        console.warn(str(failure))


@app.command("show")
def show(context: typer.Context, *, email: str) -> None:
    """One subscriber as digest understands him."""
    from digest.subscribers import dump

    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        subscriber = chosen_reader(parts, email)
    console.give(subscriber, [f"# {subscriber.origin}", dump(subscriber)])


@app.command("add")
def add(
    context: typer.Context,
    *,
    email: str,
    name: Annotated[str, typer.Option()] = "",
    on: Annotated[list[str] | None, typer.Option("--list", help="A list; may be given again.")] = None,
    zone: Annotated[str, typer.Option("--timezone")] = "",
    language: Annotated[str, typer.Option()] = "",
) -> None:
    """Write a subscriber file; you assert that he agreed."""
    from digest.model import Preference, Subscriber
    from digest.subscribers import add as add_file
    from digest.subscribers import address, dump, load, subscriber_id

    console: Console = context.obj
    with opened(console) as (found, parts):
        known = {person.id for person in parts.directory.load().items}
        lists = frozenset(on or [edition.list for edition in found.edition_list()][:1])
        wish = Preference(language=language or found.digest.language)
        written = address(email)
        person = Subscriber(
            id=subscriber_id(written), email=written, name=name, lists=lists, timezone=zone or found.digest.timezone, preference=wish
        )
        checked = load(dump(person), "the new file", terms=subscriber_terms(found))
        path = add_file(found.folder / found.digest.subscribers, checked, known=known)
    console.say(f"written: {path}")
    console.give({"written": path})


@app.command("check")
def check(context: typer.Context) -> None:
    """Every mistake in subscriber files, with file, line and key."""
    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        found = parts.directory.load()
    mistakes = [str(failure) for failure in found.failures]
    console.give({"subscribers": len(found.items), "mistakes": mistakes}, [*mistakes, _counted(found)])
    if mistakes:
        raise typer.Exit(Exit.USAGE)


@app.command("import")
def import_csv(
    context: typer.Context,
    *,
    file: Path,
    write: Annotated[bool, typer.Option("--write", help="Do it; without it, only say what would be done.")] = False,
) -> None:
    """Take subscribers from a CSV file; a dry run first. Suppressed addresses are never revived."""
    from digest.subscribers import add as add_file
    from digest.subscribers import plan_import

    console: Console = context.obj
    with opened(console) as (found, parts):
        known = {person.id for person in parts.directory.load().items}
        planned = plan_import(
            _text(file), str(file), known=known, suppressed=parts.store.readers.suppressed(), terms=subscriber_terms(found)
        )
        for person in planned.new if write else ():
            add_file(found.folder / found.digest.subscribers, person)
    for failure in planned.failures:
        console.warn(str(failure))
    counts = {"new": len(planned.new), "known": len(planned.known), "suppressed": len(planned.suppressed), "wrong": len(planned.failures)}
    lines = [
        ", ".join(f"{count} {name}" for name, count in counts.items()),
        *([] if write else ["nothing was written; do it with --write"]),
    ]
    console.give({"counts": counts, "written": write}, lines)
    if planned.failures:
        raise typer.Exit(Exit.USAGE)


def subscriber_terms(found: Settings) -> Terms:
    """What a new file may name here."""
    from digest.app import subscriber_terms as terms

    return terms(found)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("it cannot be read as UTF-8 text", file=str(file), cause=error) from error


def _counted(found: Batch[Subscriber]) -> str:
    return f"{len(found.items)} subscribers, {len(found.failures)} mistakes"


def _row(subscriber: Subscriber, suppressed: frozenset[str]) -> dict[str, Any]:
    from digest.subscribers import address_key

    status = "suppressed" if address_key(subscriber.email) in suppressed else subscriber.status
    return {
        "email": subscriber.email,
        "name": subscriber.name,
        "status": status,
        "lists": sorted(subscriber.lists),
        "timezone": subscriber.timezone,
        "file": subscriber.origin,
    }
