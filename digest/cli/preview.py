"""``digest preview``: exactly what would be sent, and nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.choosing import chosen_edition, chosen_reader
from digest.cli.console import Console
from digest.cli.opening import opened
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.model import Message


def preview(
    context: typer.Context,
    *,
    edition: Annotated[str | None, typer.Argument(metavar="[EDITION]")] = None,
    reader: Annotated[str, typer.Option("--as", metavar="ADDRESS", help="As this subscriber; else as a new one with no wishes.")] = "",
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Print the text part.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write it there: .eml the mail, .html the page with everything.")] = None,
) -> None:
    """Show the next issue as a reader would get it."""
    from digest.app import look_folders
    from digest.cli.exhibit import text_of
    from digest.schedule import previewed

    console: Console = context.obj
    with opened(console, is_changing=False) as (settings, parts):
        meant = chosen_edition(settings, edition)
        who = chosen_reader(parts, reader) if reader else None
        message, notes = previewed(parts, meant, settings.digest.timezone, reader=who)
    for note in notes:
        console.say(note)
    if message is None:
        console.give({"to": None, "notes": notes})
        return
    place = out or (Path("out") / "preview.html" if show else None)
    if place is not None:
        _write(message, place, look_folders(settings))
        console.say(f"written: {place}")
    shown = text_of(message.content)
    console.give({"to": message.envelope.recipient, "text": shown, "written": place}, [shown] if text or place is None else [])
    if place is not None and show:
        import webbrowser

        webbrowser.open(place.resolve().as_uri())


def _write(message: Message, out: Path, folders: Sequence[Path]) -> None:
    """Write the mail in the form the file's ending asks for."""
    from digest.cli.exhibit import exhibit
    from digest.render import gallery

    if out.suffix not in {".eml", ".html"}:
        raise ConfigError("a preview is written as .eml or .html", key=f"--out {out}")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(message.content if out.suffix == ".eml" else gallery([exhibit(message.content)], folders).encode())
