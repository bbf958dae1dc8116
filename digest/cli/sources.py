"""``digest sources``: where news comes from, and how it fares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from digest.cli.console import Console, table
from digest.cli.exits import Exit
from digest.cli.opening import opened, settings
from digest.cli.starters import source_table, starters
from digest.errors import ConfigError

if TYPE_CHECKING:
    from digest.gather import Suggestion
    from digest.model import Source, SourceState

_NO_SOURCES = "No source yet; add one with: digest sources add URL, or find some with: digest sources suggest TAG"
Json = Annotated[bool, typer.Option("--json", help="Results as JSON, as with digest --json.")]

app = typer.Typer(help="Where news comes from.", no_args_is_help=True, rich_markup_mode=None)


@app.command("list")
def list_sources(context: typer.Context, *, is_json: Json = False) -> None:
    """Every source: its status, entries a week, when it is asked next and why, its last error."""
    console: Console = replace(context.obj, is_json=context.obj.is_json or is_json)
    with opened(console, is_changing=False) as (_, parts):
        states = parts.store.articles.states()
        rows = [_row(source, states.get(source.id)) for source in parts.sources]
    shown = [[row["id"], row["status"], _when(row["next"], row["status"]), row["weekly"] or "", row["error"] or row["why"]] for row in rows]
    console.give(rows, table(("SOURCE", "STATUS", "NEXT", "A WEEK", "WHY"), shown) if rows else [_NO_SOURCES])


@app.command("add")
def add(
    context: typer.Context,
    *,
    url: str,
    tag: Annotated[list[str] | None, typer.Option(help="Every article of it gets this tag; may be given again.")] = None,
    title: Annotated[str, typer.Option()] = "",
    kind: Annotated[str, typer.Option(help="feed, folder, page, list or sitemap.")] = "feed",
) -> None:
    """Add a source to config.toml; comments and order stay."""
    from digest.config import add_sources

    console: Console = context.obj
    path = settings(console).file
    add_sources(path, [{"kind": kind, "url": url, "title": title, "tags": tag or []}])
    console.say(f"added to {path}; " + ("try it with: digest gather" if kind == "folder" else f"try it with: digest sources test {url}"))
    console.give({"added": url, "file": path})


@app.command("test")
def test(context: typer.Context, *, url: str) -> None:
    """Examine one address now: what is there, how it behaves, what to do about it; nothing is stored."""
    from digest.gather import diagnose

    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        found = diagnose(url, parts.fetch, parts.clock())
    gathering, failure = found.gathering, found.gathering.failure
    titles = [entry.title for entry in gathering.entries[:5]]
    head = [f"{gathering.source.url}: {len(gathering.entries)} entries", *(f"  {title}" for title in titles)]
    shown = [*head, *found.findings] if not failure else []
    result = {"url": gathering.source.url, "kind": found.kind, "title": gathering.state.title, "entries": len(gathering.entries)}
    result |= {"titles": titles, "findings": found.findings, "advice": found.advice, "error": failure.what if failure else ""}
    console.give(result, [*shown, *(f"advice: {line}" for line in found.advice)])
    if failure:
        console.warn(str(failure))
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


@app.command("suggest")
def suggest(
    context: typer.Context,
    *,
    tags: Annotated[
        list[str] | None, typer.Argument(metavar="[TAG]...", help="What it shall be about; none = say which there are.")
    ] = None,
    language: Annotated[str, typer.Option(help="Only feeds in this language, as in en or pt-BR.")] = "",
    country: Annotated[str, typer.Option(help="Only publishers of this country, as in FR.")] = "",
    limit: Annotated[int, typer.Option(min=1, help="At most so many a tag.")] = 10,
    adding: Annotated[bool, typer.Option("--add", help="Write them into config.toml.")] = False,
    is_json: Json = False,
) -> None:
    """Well-known feeds on a tag, from the catalogue that comes with digest."""
    console: Console = replace(context.obj, is_json=context.obj.is_json or is_json)
    if not tags:
        from digest.gather import catalogue_tags

        console.give(list(catalogue_tags()), [f"name a tag: {', '.join(catalogue_tags())}"])
        return
    found = starters(tags, language=language, country=country, limit=limit)
    if not found:
        raise ConfigError("the catalogue has no such feed; ask for another language or country, or any", key=" ".join(tags))
    console.give(
        [feed._asdict() for feed in found],
        table(
            ("FEED", "LANGUAGE", "COUNTRY", "TAGS", "ADDRESS"), ([*feed[:1], *feed[3:5], " ".join(feed.tags), feed.url] for feed in found)
        ),
    )
    if adding:
        _add_new(console, found)


@app.command("pause")
def pause(context: typer.Context, *, name: str) -> None:
    """Ask this source no more until `digest sources resume`; what came from it stays."""
    _change(context, "paused", name)


@app.command("resume")
def resume(context: typer.Context, *, name: str) -> None:
    """Ask a paused source again."""
    _change(context, "resumed", name)


@app.command("remove")
def remove(context: typer.Context, *, name: str) -> None:
    """Take a source out of config.toml; comments and order stay, and so does what came from it."""
    _change(context, "removed", name)


def _add_new(console: Console, feeds: Sequence[Suggestion]) -> None:
    from digest.config import add_sources

    found = settings(console)
    known = {source.url for source in found.source_list()}
    new = [source_table(feed) for feed in feeds if feed.url not in known]
    add_sources(found.file, new)
    console.say(f"added {len(new)} to {found.file}, {len(feeds) - len(new)} were there already; next: digest gather")


def _change(context: typer.Context, done: str, name: str) -> None:
    from digest.config import pause_source, remove_source

    console: Console = context.obj
    path = settings(console).file
    if done == "removed":
        remove_source(path, name)
    else:
        pause_source(path, name, is_paused=done == "paused")
    console.say(f"{done} {name} in {path}")
    console.give({done: name, "file": path})


def _row(source: Source, state: SourceState | None) -> dict[str, Any]:
    known = state or _new(source)
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title or known.title,
        "url": known.url or source.url,
        "status": "paused" if source.is_paused else known.status,
        "next": None if source.is_paused else known.next_check,
        "why": f"paused; go on with: digest sources resume {source.id}" if source.is_paused else known.next_reason,
        "error": known.error,
        "failures": known.failures,
        "answered": known.answered,
        "newest": known.newest,
        "weekly": known.weekly,
        "alerts": known.alerted.split(),
        "tags": sorted(source.tags),
    }


def _new(source: Source) -> SourceState:
    from digest.model import SourceState

    return SourceState(source=source.id, next_reason="never asked yet")


def _when(moment: datetime | None, status: str) -> str:
    if status in {"paused", "gone"}:
        return "never"
    return f"{moment:%m-%d %H:%M}" if moment else "now"
