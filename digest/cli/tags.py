"""``digest tags``: which there are and who wants them, one name for several, and a model that learns them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.console import Console, table
from digest.cli.opening import opened, settings
from digest.errors import ConfigError
from digest.locate import suggestion

if TYPE_CHECKING:
    from digest.cli.renaming import Renaming
    from digest.config import Settings
    from digest.pipeline import Parts
    from digest.tag import Example, TrainedModel

app = typer.Typer(help="What articles are tagged with.", no_args_is_help=True, rich_markup_mode=None)
Yes = Annotated[bool, typer.Option("--yes", help="Do it; without it, only say what would change (on a terminal: ask).")]
_EVER = timedelta(days=3_650)


@app.command("list")
def list_tags(context: typer.Context, *, days: Annotated[int, typer.Option(min=1, max=365, help="Articles of so many days.")] = 8) -> None:
    """Every tag: its articles and where they have it from, and which readers want it; loudly those that no article has."""
    from digest.cli.tag_rows import tag_rows
    from digest.config import known_tags

    console: Console = context.obj
    with opened(console, is_changing=False) as (found, parts):
        stories = parts.store.articles.living(parts.clock() - timedelta(days=days))
        rows = tag_rows([article for story in stories for article in story.articles], parts.directory.load().items, known_tags(found))
    shown = [[row["tag"], row["articles"], row["sources"], _shares(row["by"]), row["wanted"] or "", row["refused"] or ""] for row in rows]
    console.give(rows, table(("TAG", "ARTICLES", "SOURCES", "BY", "WANTED", "REFUSED"), shown))
    for row in rows:
        if row["wanted"] and not row["articles"]:
            near = suggestion(row["tag"], [each["tag"] for each in rows if each["articles"]])
            console.warn(f"no article of {days} days has the tag {row['tag']!r}, and {row['wanted']} readers want it{near}")


@app.command("merge")
def merge(
    context: typer.Context,
    *,
    names: Annotated[list[str], typer.Argument(metavar="TAG... INTO", help="The last one is what they become.")],
    yes: Yes = False,
) -> None:
    """Make several tags one: in config.toml, subscriber files and stored articles; the old names stay as aliases."""
    *old, into = names
    if not old:
        raise ConfigError("name the tags to merge, and last the tag they become: digest tags merge A B INTO")
    _rename(context.obj, old, into, is_new=False, is_sure=yes)


@app.command("rename")
def rename(context: typer.Context, *, old: str, new: str, yes: Yes = False) -> None:
    """Give a tag another name: in config.toml, subscriber files and stored articles; the old one stays as an alias."""
    _rename(context.obj, [old], new, is_new=True, is_sure=yes)


@app.command("train")
def train(
    context: typer.Context,
    *,
    file: Annotated[Path | None, typer.Argument(help="Articles with tags: JSON lines or CSV with title, text, tags.")] = None,
    from_store: Annotated[
        bool, typer.Option("--from-store", help="Learn from stored articles that sources, categories and rules tagged.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Where the model is written; else tags.model beside config.toml.")] = None,
) -> None:
    """Learn tags from articles that have them, so that others get them too."""
    from digest.cli.tagged import read_tagged

    console: Console = context.obj
    if file is None and not from_store:
        raise ConfigError("name a file of tagged articles, or learn from what is stored: digest tags train --from-store")
    examples = read_tagged(file) if file else []
    if from_store:
        with opened(console, is_changing=False) as (_, parts):
            examples += _stored(parts)
    path = out or settings(console).folder / "tags.model"
    _train(console, examples, path)


def _train(console: Console, examples: Sequence[Example], path: Path) -> None:
    from digest.cli.tagged import named, write_whole
    from digest.tag import dump_model, learn, learnable

    written = [named(example) for example in examples]
    model = learn(written)
    write_whole(path, dump_model(model))
    known = learnable(written)
    left = sorted({tag for example in written for tag in example.tags} - {*known})
    if left:
        console.warn(f"too few articles to learn from (or all of them): {', '.join(left)}")
    _report(console, model, path, len(written))


def _report(console: Console, model: TrainedModel, path: Path, count: int) -> None:
    rows = [
        {"tag": curve.tag, "articles": curve.articles, "f1": round(100 * curve.f1, 1), "line": round(curve.line, 2)}
        for curve in model.curves
    ]
    mean = sum(curve.f1 for curve in model.curves) / len(model.curves)
    lines = [
        *table(
            ("TAG", "ARTICLES", "F1", "FROM"), ([row["tag"], row["articles"], f"{row['f1']:.1f}", f"{row['line']:.2f}"] for row in rows)
        ),
        f"{count} articles, {len(rows)} tags, mean F1 {100 * mean:.1f} on articles the model had not seen; written: {path}",
        f'use it with [tagging] model = "{path.name}" in config.toml',
    ]
    console.give({"tags": rows, "articles": count, "f1": round(100 * mean, 1), "written": path}, lines)


def _stored(parts: Parts) -> list[Example]:
    """Stored articles with the tags they have not from a model: it would only learn itself."""
    from digest.tag import Example

    stories = parts.store.articles.living(parts.clock() - _EVER)
    return [
        Example(title=article.title, text=article.text, tags=tags, language=article.language)
        for story in stories
        for article in story.articles
        if (tags := tuple(sorted(tagging.tag for tagging in article.tags if not tagging.by.startswith("model"))))
    ]


def _rename(console: Console, old: Sequence[str], into: str, *, is_new: bool, is_sure: bool) -> None:
    from digest.cli.renaming import plan_renaming

    with opened(console) as (found, parts):
        renaming = plan_renaming(found, parts.store.articles, old, into)
        renaming.check(is_new=is_new)
        _show(console, renaming, found)
        if not renaming.changes_anything:
            console.say("nothing to change")
        elif is_sure or _is_wanted(console):
            renaming.apply()
            console.say("done")
        else:
            console.say("nothing was changed; do it with --yes")


def _is_wanted(console: Console) -> bool:
    return not console.is_json and sys.stdin.isatty() and typer.confirm("Do it?")


def _show(console: Console, renaming: Renaming, found: Settings) -> None:
    lines = [line for file, difference in renaming.differences() for line in (f"{file}:", *(f"  {line}" for line in difference))]
    count = renaming.articles
    console.give(
        {
            "config": str(found.file),
            "files": [str(path) for path in renaming.files],
            "articles": count,
            "into": renaming.into,
            "old": renaming.old,
        },
        [*lines, *renaming.notes, f"{count} stored articles"],
    )


def _shares(by: dict[str, int]) -> str:
    total = sum(by.values())
    return ", ".join(f"{kind} {100 * count // total} %" for kind, count in by.items())
