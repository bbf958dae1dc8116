"""Merging tags in a person's config.toml: the old names become aliases, nothing that was written is lost.

The first table keeps its place and its comments. Aliases, titles (as aliases) and rules of the others join it; sources and editions
name the new tag. A source whose address is made from its tags (``{tag}``) keeps them, for they are the publisher's words; the
alias makes them the new tag.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from digest.config.editing import lines_of_table
from digest.config.tables import TAG, Settings
from digest.errors import ConfigError
from digest.text import fold


def known_tags(settings: Settings) -> frozenset[str]:
    """Every tag the configuration names."""
    told = chain(
        (tag.name for tag in settings.tags), *(source.tags for source in settings.sources), *(each.tags for each in settings.editions)
    )
    return frozenset(told)


def merged_tags(text: str, old: Sequence[str], into: str) -> str:
    """The text of config.toml after ``old`` tags have become ``into``; the same text when they are that already.

    Raises ``ConfigError`` for a text that is no TOML.
    """
    import tomlkit  # noqa: PLC0415 - slow to import
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415 - as above

    gone = [tag for tag in dict.fromkeys(old) if tag != into]
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise ConfigError("it cannot be read; run: digest check", cause=error) from error
    tables = document.get("tags") or document.setdefault("tags", tomlkit.aot())
    given = {str(table.get("name")): position for position, table in enumerate(tables)}
    places = [given[name] for name in (into, *gone) if name in given]
    if not places:
        tables.append(tomlkit.item({"name": into}))
        places = [len(tables) - 1]
    target, others = tables[places[0]], [tables[position] for position in places[1:]]
    earlier = str(target["name"])
    joined: dict[str, str | list[str]] = {
        "name": into,
        "aliases": _unique([earlier, *_listed(target, "aliases"), *gone, *_carried(others)], but=into),
        "rules": _unique([*_listed(target, "rules"), *(rule for table in others for rule in _listed(table, "rules"))]),
    }
    new = {key: value for key, value in joined.items() if value and key not in target}
    for key in joined.keys() - new.keys():
        _put(target, key, joined[key])
    for table in (*document.get("sources", ()), *document.get("editions", ())):
        if "tags" in table and TAG not in str(table.get("url", "")):
            _rename(table, gone, into)
    return _without(_with_keys(tomlkit.dumps(document), places[0], new), places[1:])


def _with_keys(text: str, position: int, new: Mapping[str, object]) -> str:
    """The text with keys in a ``[[tags]]`` below those it has: a comment above the next table stays there."""
    import tomlkit  # noqa: PLC0415 - slow to import

    lines = text.splitlines(keepends=True)
    _, last = lines_of_table(text, "tags", position)
    added = [f"{key} = {tomlkit.item(value).as_string()}\n" for key, value in new.items()]
    if last:
        return "".join([*lines[: last - 1], lines[last - 1].rstrip("\n") + "\n", *added, *lines[last:]])
    document = tomlkit.parse(text)
    document["tags"][position].update(new)
    return tomlkit.dumps(document)


def _carried(others: Iterable[Mapping[str, Any]]) -> list[str]:
    """What the merged tags answered to, their titles too."""
    return [name for table in others for name in (*_listed(table, "aliases"), *map(str, dict(table.get("title", {})).values()))]


def _listed(table: Mapping[str, Any], key: str) -> list[str]:
    """A key that may be one text or several."""
    value = table.get(key, [])
    return [str(value)] if isinstance(value, str) else [str(each) for each in value]


def _unique(names: Iterable[str], but: str = "") -> list[str]:
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(fold(name), name)
    kept.pop(fold(but), None)
    return list(kept.values())


def _put(table: Any, key: str, value: str | list[str]) -> None:  # noqa: ANN401 - a table of tomlkit
    """Set a key where that changes anything."""
    if value and table.get(key) != value and (isinstance(value, str) or _listed(table, key) != value):
        table[key] = value


def _rename(table: Any, gone: Sequence[str], into: str) -> None:  # noqa: ANN401 - a table of tomlkit
    """Write ``into`` for the old tags of one table, once, each in its place."""
    names = table["tags"]
    if isinstance(names, str):
        table["tags"] = into if names in gone else names
        return
    for position in reversed(range(len(names))):
        if names[position] in gone:
            if into in names:
                del names[position]
            else:
                names[position] = into


def _without(text: str, positions: Sequence[int]) -> str:
    """The text without these ``[[tags]]``; comments outside their lines stay."""
    wanted = tomllib.loads(text)
    for position in sorted(positions, reverse=True):
        first, last = lines_of_table(text, "tags", position)
        lines = text.splitlines(keepends=True)
        del wanted["tags"][position]
        edited = "".join([*lines[: first - 1], *lines[last:]]) if first else ""
        text = edited if _means(edited, wanted) else _cut(text, position)
    return text


def _means(text: str, wanted: Mapping[str, Any]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _cut(text: str, position: int) -> str:
    import tomlkit  # noqa: PLC0415 - slow to import

    document = tomlkit.parse(text)
    del document["tags"][position]
    return tomlkit.dumps(document)
