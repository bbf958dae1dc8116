"""Editing a person's config.toml without losing a comment, and by a replaced file, never a torn one.

New tables are appended with tomlkit. Where a table goes or a key of it changes, lines are edited, for tomlkit counts a
comment above a table to the table before it and would take it along; the edited text must then mean exactly what was
wanted, else (``sources`` written as an array of inline tables, for one) tomlkit does it.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from digest.config.reading import problems, read
from digest.config.tables import TAG, slug
from digest.errors import ConfigError
from digest.locate import line_of, suggestion

Tables = list[dict[str, Any]]


def add_sources(path: Path, sources: Sequence[Mapping[str, Any]]) -> None:
    """Append ``[[sources]]`` tables; empty values are left out.

    When the result would not be a good configuration, ``ConfigError`` says why and the file stays as it was.
    """

    def append(tables: Any) -> None:  # noqa: ANN401 - tomlkit's tables behave as lists of dictionaries
        import tomlkit  # noqa: PLC0415 - only here, and slow to import

        for source in sources:
            table = tomlkit.table()
            table.update({key: value for key, value in source.items() if value and (key, value) != ("kind", "feed")})
            tables.append(table)

    replace_config(path, _rewritten(config_text(path), path, append))


def pause_source(path: Path, name: str, *, is_paused: bool) -> None:
    """Write ``paused = true`` into the table of the source, or take it out. Raises ``ConfigError`` for an unknown name."""
    text = config_text(path)
    position, tag = _place(path, name)
    if tag:
        raise ConfigError(
            f"this source is one of a template; pause the template, or take the tag out: digest sources remove {name}", key=name
        )

    def change(tables: Tables) -> None:
        if is_paused:
            tables[position]["paused"] = True
        else:
            tables[position].pop("paused", None)

    first, last = lines_of_table(text, "sources", position)
    lines = text.splitlines(keepends=True)
    old = line_of(text, ("sources", position, "paused"))
    own = [old - 1] if first < old <= last else []
    kept = [line for number, line in enumerate(lines) if number not in own]
    new = ["paused = true\n"] if is_paused else []
    edited = "".join([*kept[: last - len(own)], *new, *kept[last - len(own) :]])
    replace_config(path, _meant(text, edited, path, change))


def remove_source(path: Path, name: str) -> None:
    """Take the source's table out, or of a template its tag; every comment outside the table's lines stays.

    Raises ``ConfigError`` for an unknown name.
    """
    text = config_text(path)
    position, tag = _place(path, name)

    def change(tables: Tables) -> None:
        if tag and len(tables[position]["tags"]) > 1:
            tables[position]["tags"].remove(tag)
        else:
            del tables[position]

    first, last = lines_of_table(text, "sources", position)
    lines = text.splitlines(keepends=True)
    replace_config(path, _meant(text, "".join([*lines[: first - 1], *lines[last:]]), path, change))


def _place(path: Path, name: str) -> tuple[int, str]:
    """Which table makes the source of this name (or address), and for one of a template the tag it stands for."""
    settings = read(path)
    known: dict[str, tuple[int, str]] = {}
    for position, table in enumerate(settings.sources):
        is_template = TAG in table.url
        for source in table.sources(settings.folder):
            tag = min(source.tags) if is_template else ""
            known |= {source.id: (position, tag), source.url: (position, tag)}
        known |= {table.id or slug(table.url): (position, ""), table.url: (position, "")}
    if name not in known:
        raise ConfigError(f"there is no such source{suggestion(name, known)}; see: digest sources list", file=str(path), key=name)
    return known[name]


def lines_of_table(text: str, key: str, position: int) -> tuple[int, int]:
    """First and last line of a table, from its header to its last value; lines count from 1."""
    import tomlkit  # noqa: PLC0415 - slow to import

    first = line_of(text, (key, position))
    tables = tomlkit.parse(text)[key]
    body = tables[position].as_string() if first else ""
    kept = body.rstrip("\n").split("\n")
    while kept and (not kept[-1].strip() or kept[-1].lstrip().startswith("#")):
        kept.pop()
    return first, first + len(kept)


def _meant(text: str, edited: str, path: Path, change: Callable[[Tables], None]) -> str:
    """``edited``, when it means what ``change`` makes of ``text``; else what tomlkit makes of it."""
    wanted = tomllib.loads(text)
    change(wanted["sources"])
    if not wanted["sources"]:
        del wanted["sources"]
    try:
        is_meant = tomllib.loads(edited) == wanted
    except tomllib.TOMLDecodeError:
        is_meant = False
    return edited if is_meant else _rewritten(text, path, change)


def _rewritten(text: str, path: Path, change: Callable[[Any], None]) -> str:
    """The text after ``change`` to its sources, by tomlkit."""
    import tomlkit  # noqa: PLC0415 - slow to import
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigError("it cannot be read; run: digest check", file=str(path), cause=error) from error
    change(document.setdefault("sources", tomlkit.aot()))
    return tomlkit.dumps(document)


def config_text(path: Path) -> str:
    """The file as it stands; raises ``ConfigError``."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("it cannot be read; run: digest check", file=str(path), cause=error) from error


def replace_config(path: Path, text: str) -> None:
    """Write beside, check, then take the place of the file, so that neither a crash nor a mistake loses it."""
    with NamedTemporaryFile("w", dir=path.parent, prefix=f".{path.name}.", encoding="utf-8", delete=False) as beside:
        beside.write(text)
        beside.flush()
        os.fsync(beside.fileno())
    new = Path(beside.name)
    new.chmod(path.stat().st_mode & 0o777)
    mistakes = problems(new)
    if mistakes:
        new.unlink()
        raise ConfigError(mistakes[0].what, file=str(path), key=mistakes[0].key)
    new.replace(path)
