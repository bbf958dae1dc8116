"""``digest preview``: exactly what would be sent, and nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.choosing import chosen_edition, chosen_reader
from digest.cli.console import Console
from digest.cli.opening import opened, settings
from digest.errors import ConfigError, DigestError

if TYPE_CHECKING:
    from digest.model import Message


def preview(
    context: typer.Context,
    *,
    edition: Annotated[str | None, typer.Argument(metavar="[EDITION]")] = None,
    reader: Annotated[str, typer.Option("--as", metavar="ADDRESS", help="As this subscriber; else as a new one with no wishes.")] = "",
    show: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Show it anew whenever a template or config.toml changes.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Print the text part.")] = False,
    out: Annotated[Path | None, typer.Option(help="Write it there: .eml the mail, .html the page with everything.")] = None,
) -> None:
    """Show the next issue as a reader would get it."""
    from digest.cli.exhibit import text_of

    console: Console = context.obj
    if watch:
        _watch(console, edition, reader, show=show)
        return
    message, notes, folders = _made(console, edition, reader)
    for note in notes:
        console.say(note)
    if message is None:
        console.give({"to": None, "notes": notes})
        return
    place = out or (Path("out") / "preview.html" if show else None)
    if place is not None:
        _write(message, place, folders)
        console.say(f"written: {place}")
    shown = text_of(message.content)
    console.give({"to": message.envelope.recipient, "text": shown, "written": place}, [shown] if text or place is None else [])
    if place is not None and show:
        _open(place.resolve().as_uri())


def _made(console: Console, edition: str | None, reader: str) -> tuple[Message | None, tuple[str, ...], tuple[Path, ...]]:
    """The mail, what there is to say about it, and where templates are looked for."""
    from digest.app import look_folders
    from digest.schedule import previewed

    with opened(console, is_changing=False) as (found, parts):
        meant = chosen_edition(found, edition)
        who = chosen_reader(parts, reader) if reader else None
        message, notes = previewed(parts, meant, found.digest.timezone, reader=who)
    return message, tuple(notes), look_folders(found)


def _watch(console: Console, edition: str | None, reader: str, *, show: bool) -> None:
    """Serve the page on this machine, made anew with every change, until the person has seen enough (Ctrl-C)."""
    from watchfiles import watch as changes

    from digest.app import look_folders
    from digest.cli.live import LivePage

    found = settings(console)
    watched = [place for place in (*look_folders(found), found.file) if place.exists()]
    page = LivePage()
    page.show(_page(console, edition, reader, 1))
    with page.served() as address:
        console.say(f"{address} shows every change of {', '.join(map(str, watched))}; Ctrl-C ends it")
        if show:
            _open(address)
        for number, _ in enumerate(changes(*watched, raise_interrupt=False), 2):
            page.show(_page(console, edition, reader, number))
            console.say("shown anew")


def _page(console: Console, edition: str | None, reader: str, number: int) -> str:
    """The page for a browser; a mistake is shown instead, for it is what the person has to see next."""
    from digest.app import BUNDLED
    from digest.cli.exhibit import exhibit
    from digest.render import gallery

    try:
        message, notes, folders = _made(console, edition, reader)
    except DigestError as error:
        console.warn(str(error))
        return gallery([], [BUNDLED / "templates"], title="digest preview", notes=[str(error)], live=number)
    mails = [exhibit(message.content)] if message else []
    return gallery(mails, folders, title="digest preview", notes=notes, live=number)


def _open(address: str) -> None:
    import webbrowser

    webbrowser.open(address)


def _write(message: Message, out: Path, folders: Sequence[Path]) -> None:
    """Write the mail in the form the file's ending asks for."""
    from digest.cli.exhibit import exhibit
    from digest.render import gallery

    if out.suffix not in {".eml", ".html"}:
        raise ConfigError("a preview is written as .eml or .html", key=f"--out {out}")
    out.parent.mkdir(parents=True, exist_ok=True)
    page = gallery([exhibit(message.content)], folders, title="digest preview")
    out.write_bytes(message.content if out.suffix == ".eml" else page.encode())
