"""``digest templates``: which looks there are, a copy to change, and whether mail programs will stand it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.console import Console, table
from digest.cli.exits import Exit
from digest.cli.opening import settings
from digest.errors import ConfigError, RenderError

if TYPE_CHECKING:
    from digest.config import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")

app = typer.Typer(help="How mails look: list looks, copy one, check it against what mail programs stand.", no_args_is_help=True)


@app.command(name="list")
def list_looks(context: typer.Context) -> None:
    """Every look, where it stands, and which editions use it."""
    console: Console = context.obj
    found = settings(console)
    users: dict[str, list[str]] = {}
    for edition in found.edition_list():
        users.setdefault(edition.template, []).append(edition.name)
    rows = [(name, str(folder), ", ".join(users.get(name, []))) for name, folder in sorted(_looks(found).items())]
    named = [{"name": name, "folder": folder, "editions": users.get(name, [])} for name, folder, _ in rows]
    console.give(named, table(("look", "folder", "editions"), rows))


@app.command(name="copy")
def copy_look(
    context: typer.Context,
    *,
    name: Annotated[str, typer.Argument(help="A look, or `words` for the translations.")],
    to: Annotated[str, typer.Option(metavar="NAME", help="Call the copy so; the edition names it as its template.")] = "",
) -> None:
    """Copy a look that comes with digest into your own templates, where you may change it."""
    from digest.app import BUNDLED

    console: Console = context.obj
    found = settings(console)
    known = sorted(path.name for path in (BUNDLED / "templates").iterdir() if path.is_dir())
    if name not in known:
        raise ConfigError(f"there is no folder {name!r} to copy; there are {', '.join(known)}", key="templates copy")
    if not _NAME.fullmatch(to or name):
        raise ConfigError("a look's name is made of a-z, 0-9, _ and -", key="templates copy --to")
    origin, copy = BUNDLED / "templates" / name, found.folder / found.digest.templates / (to or name)
    if copy.exists():
        raise ConfigError("this folder is there already: change it, or name another with --to", file=str(copy))
    shutil.copytree(origin, copy)
    console.give({"folder": str(copy)}, [f"copied to {copy}"])


@app.command()
def check(context: typer.Context, *, name: Annotated[str, typer.Argument(metavar="[NAME]")] = "") -> None:
    """Read looks against the rules of mail programs; without a name, all that an edition uses and all of your own."""
    console: Console = context.obj
    found = settings(console)
    own = found.folder / found.digest.templates
    used = {edition.template for edition in found.edition_list()}
    wanted = [name] if name else sorted(used | {look for look, folder in _looks(found).items() if folder.parent == own})
    flaws = [line for each in wanted for line in _flaws(found, each)]
    console.give({"looks": wanted, "flaws": flaws}, [*flaws, *([] if flaws else [f"{', '.join(wanted)}: nothing wrong"])])
    if flaws:
        raise typer.Exit(Exit.USAGE)


def _looks(found: Settings) -> dict[str, Path]:
    """Each look's folder; an own one stands before that of digest."""
    from digest.app import look_folders

    folders = [folder for folder in reversed(look_folders(found)) if folder.is_dir()]
    return {path.parent.name: path.parent for folder in folders for path in folder.glob("*/body.html")}


def _flaws(found: Settings, name: str) -> list[str]:
    from digest.app import look_folders
    from digest.render import flaws_in_look, load_look

    try:
        return [str(flaw) for flaw in flaws_in_look(load_look(name, look_folders(found)))]
    except RenderError as error:
        return [str(error)]
