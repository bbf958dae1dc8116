"""``digest sources``: where news comes from, and how it fares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.console import Console, table
from digest.cli.exits import Exit
from digest.cli.opening import opened, settings
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.model import Source, SourceState

app = typer.Typer(help="Where news comes from.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_sources(context: typer.Context) -> None:
    """Every source, when it is asked next and why, and its last error."""
    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        states = parts.store.articles.states()
        rows = [_row(source, states.get(source.id)) for source in parts.sources]
    shown = [[row["id"], row["status"], f"{row['next']:%m-%d %H:%M}" if row["next"] else "now", row["error"] or row["why"]] for row in rows]
    console.give(rows, table(("SOURCE", "STATUS", "NEXT", "WHY"), shown))


@app.command("add")
def add(
    context: typer.Context,
    *,
    url: str,
    tag: Annotated[list[str] | None, typer.Option(help="Every article of it gets this tag; may be given again.")] = None,
    title: Annotated[str, typer.Option()] = "",
    kind: Annotated[str, typer.Option(help="feed, folder or page.")] = "feed",
) -> None:
    """Add a source to config.toml; comments and order stay."""
    from digest.config import add_sources

    console: Console = context.obj
    path = settings(console).file
    add_sources(path, [{"kind": kind, "url": url, "title": title, "tags": tag or []}])
    console.say(f"added to {path}; try it with: digest sources test {url}")
    console.give({"added": url, "file": path})


@app.command("test")
def test(context: typer.Context, *, url: str) -> None:
    """Ask one address now and say what is there; nothing is stored."""
    from digest.gather import probe

    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        found = probe(url, parts.fetch, parts.clock())
    titles = [entry.title for entry in found.entries[:5]]
    ok = found.failure is None
    lines = [f"{found.source.url}: {len(found.entries)} entries", *(f"  {title}" for title in titles)] if ok else []
    result = {"url": found.source.url, "title": found.state.title, "entries": len(found.entries), "titles": titles}
    console.give(result | {"error": found.failure.what if found.failure else ""}, lines)
    if found.failure:
        console.warn(f"{url}: {found.failure.what}")
        raise typer.Exit(Exit.FAILED)


@app.command("import")
def import_opml(context: typer.Context, *, file: Path, dry_run: Annotated[bool, typer.Option("--dry-run")] = False) -> None:
    """Add the feeds of an OPML file to config.toml; those that are there already stay as they are."""
    from digest.config import add_sources
    from digest.gather import read_opml

    console: Console = context.obj
    found = settings(console)
    known = {table.url for table in found.sources}
    try:
        outlines = read_opml(file.read_bytes())
    except OSError as error:
        raise ConfigError("it cannot be read", file=str(file), cause=error) from error
    new = [{"kind": "feed", "url": url, "title": title, "tags": list(tags)} for title, url, tags in outlines if url not in known]
    if not dry_run:
        add_sources(found.file, new)
    console.give({"new": len(new), "known": len(outlines) - len(new)}, [f"{len(new)} new, {len(outlines) - len(new)} known already"])


@app.command("export")
def export_opml(context: typer.Context) -> None:
    """Print the feeds as OPML."""
    from digest.gather import write_opml

    console: Console = context.obj
    written = write_opml(settings(console).source_list())
    console.give({"opml": written}, [written])


def _row(source: Source, state: SourceState | None) -> dict[str, Any]:
    return {
        "id": source.id,
        "kind": source.kind,
        "url": (state.url if state else "") or source.url,
        "status": state.status if state else "new",
        "next": state.next_check if state else None,
        "why": state.next_reason if state else "never asked yet",
        "error": state.error if state else "",
        "tags": sorted(source.tags),
    }
