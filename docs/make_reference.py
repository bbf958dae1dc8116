"""The generated pages of the reference: ``config.md`` from the settings, ``cli.md`` from the commands, tables of ``templates.md``.

::

    .venv/bin/python docs/make_reference.py        # writes them into docs/reference/

``tests/unit/test_docs.py`` fails while a page is stale. Every word of them stands in the code: descriptions of keys in
``digest/config/tables.py``, of commands in ``digest/cli/``; only what holds a page together stands here.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

import typer.main
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from digest.cli.exits import Exit
from digest.cli.main import app
from digest.config import Secret, Settings
from digest.config import values as kinds
from digest.render import context
from digest.render.encode import SLOTS
from digest.render.filters import COLUMNS, filters
from digest.render.words import Words

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

HERE = Path(__file__).parent / "reference"
MADE = "<!-- made by docs/make_reference.py: change the code, then run it -->\n\n"
CONFIG_HEAD = """\
# config.toml

Which file is meant: `--config FILE`, else `$DIGEST_CONFIG`, else `./config.toml`, else `~/.config/digest/config.toml`
(`$XDG_CONFIG_HOME`). Relative paths in it are relative to it. A key that is not listed here is a mistake, and
[`digest check`](cli.md#digest-check) names every mistake at once, with its line. `digest check --schema` prints the JSON Schema, for
editors that complete keys. The sample that `digest demo` runs is [config.toml](../../config.toml).

How values are written:

| Kind | Written as |
|---|---|
| text, number, yes or no | `"The Morning Tide"`, `12`, `true` |
| duration | a number with `s`, `m`, `h` or `d`: `"90s"`, `"6h"`, `"8d"`; a bare number is seconds |
| wall time | `"07:00"`; where several are allowed also `["07:00", "18:00"]` |
| zone | a name of the IANA database: `"Europe/Berlin"` |
| language | BCP 47: `"en"`, `"pt-BR"` |
| name | `a-z`, `0-9`, `_` and `-`, at most 64 of them |
| secret | `{ env = "NAME" }` or `{ file = "path" }`; plain text only in a file that nobody else can read (`chmod 600`) |
"""
CLI_HEAD = """\
# Commands

`digest COMMAND --help` says the same. Options of `digest` itself stand before the command: `digest --json status`.

Results go to standard output, everything else to standard error. With `--json` a result is one JSON document.

## Exit status

| Status | Means |
|---|---|
"""
EXITS = {
    Exit.DONE: "done; also when nothing was due, or a feed alone was dead",
    Exit.FAILED: "failed (`digest gather` and `digest sources test`: a source failed)",
    Exit.USAGE: "wrong usage or configuration; nothing was done",
    Exit.NOT_SERVED: "readers were not served: each is named; what may still work stays queued, see `digest resume`",
    Exit.BUSY: "another process holds what is needed, or the store comes from another machine",
    Exit.INTERRUPTED: "interrupted",
}
KINDS: dict[Any, str] = {
    kinds.Seconds: "duration",
    kinds.Zone: "zone",
    kinds.Name: "name",
    kinds.WallTime: "wall time",
    kinds.WallTimes: "wall time, or several",
    kinds.Days: "list of days",
    kinds.Language: "language",
    kinds.Address: "mail address",
    kinds.SecretValue: "secret",
    str: "text",
    int: "number",
    float: "number",
    bool: "true or false",
    Path: "path",
}
VALUES: dict[Any, str] = {int: "NUMBER", float: "NUMBER", Path: "FILE"}
"""What stands behind an option that takes a value."""
UNITS = ((86_400, "d"), (3_600, "h"), (60, "m"))


# ---------------------------------------------------------------- config.toml


def config_page() -> str:
    """The whole of ``config.md``."""
    return MADE + CONFIG_HEAD + "".join(_table(name, field) for name, field in Settings.model_fields.items() if not field.exclude)


def _table(name: str, field: FieldInfo) -> str:
    model, is_array = _model_of(field.annotation)
    title = f"[[{name}]]" if is_array else f"[{name}]"
    about = " ".join(inspect.getdoc(model).partition(":")[2].split())
    rows = "".join(_row(key, inner) for key, inner in model.model_fields.items())
    return f"\n## `{title}`\n\n{about[:1].upper()}{about[1:]}\n\n| Key | Kind | Default | Meaning |\n|---|---|---|---|\n{rows}"


def _model_of(annotation: object) -> tuple[type[BaseModel], bool]:
    found = next((part for part in get_args(annotation) if isinstance(part, type) and issubclass(part, BaseModel)), None)
    return (found, get_origin(annotation) is tuple) if found else (annotation, False)


def _row(key: str, field: FieldInfo) -> str:
    kind = _kind(field.annotation, field.metadata)
    limits = _limits(field) if kind == "number" else ""
    return f"| `{field.alias or key}` | {kind}{limits} | {_default(field, kind)} | {_cell(field.description or '')} |\n"


def _kind(annotation: Any, metadata: tuple[Any, ...] | list[Any] = ()) -> str:
    """What a person writes there. pydantic takes ``Annotated`` apart, so the metadata is looked for among our kinds."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return KINDS.get(annotation, "") or _kind(get_args(annotation)[0], get_args(annotation)[1:])
    if annotation in KINDS:
        return _meant(annotation, metadata)
    if origin is Literal:
        return " or ".join(f'`"{choice}"`' for choice in get_args(annotation))
    if origin in {Union, UnionType}:
        return " or ".join(_kind(part, metadata) for part in get_args(annotation) if part is not NoneType)
    if origin is tuple:
        return _meant(annotation, metadata, f"list of {_plural(_kind(get_args(annotation)[0]))}")
    if origin is dict or (isinstance(origin, type) and issubclass(origin, dict)):
        return "table"
    if isinstance(annotation, type) and annotation is not Secret and hasattr(annotation, "__members__"):
        return " or ".join(f'`"{choice}"`' for choice in annotation)
    return "secret" if annotation is Secret else "table"


def _meant(bare: Any, metadata: Any, spare: str = "") -> str:
    """The kind of ours that carries one of these checks, else what the bare type says."""
    ours = {id(check): name for kind, name in KINDS.items() if get_origin(kind) is Annotated for check in get_args(kind)[1:]}
    found = next((ours[id(each)] for each in metadata if id(each) in ours), "")
    return found or spare or KINDS[bare]


def _plural(kind: str) -> str:
    return kind if kind in {"text", "path"} else f"{kind}s" if not kind.endswith("s") else f"{kind}es"


def _limits(field: FieldInfo) -> str:
    least = next((each.ge for each in field.metadata if hasattr(each, "ge")), None)
    most = next((each.le for each in field.metadata if hasattr(each, "le")), None)
    if least is not None and most is not None:
        return f", {least:,} to {most:,}"
    return f", ≥ {least:,}" if least else ""


def _default(field: FieldInfo, kind: str) -> str:
    if field.is_required():
        return "**needed**"
    value = field.default_factory() if field.default_factory else field.default  # type: ignore[call-arg]
    if value is PydanticUndefined or value in (None, "", (), {}) or isinstance(value, Secret):
        return ""
    return f"`{_written(value, kind)}`"


def _written(value: object, kind: str) -> str:
    if kind == "duration" and isinstance(value, int):
        return _duration(value)
    if isinstance(value, tuple):
        return f'"{value[0]}"' if len(value) == 1 else "[" + ", ".join(f'"{each}"' for each in value) + "]"
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)


def _duration(seconds: int) -> str:
    for size, unit in UNITS:
        if seconds and seconds % size == 0:
            return f'"{seconds // size}{unit}"'
    return f'"{seconds}s"'


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


# ---------------------------------------------------------------- commands


def cli_page() -> str:
    """The whole of ``cli.md``."""
    exits = "".join(f"| {status.value} | {EXITS[status]} |\n" for status in Exit)
    root = typer.main.get_command(app)
    everything = "\n## Options of `digest`\n" + _options(root)
    return MADE + CLI_HEAD + exits + everything + "".join(_commands(root, "digest"))


def _commands(group: Any, before: str) -> Iterator[str]:
    for name, command in group.commands.items():
        if command.hidden:
            continue
        full = f"{before} {name}"
        if hasattr(command, "commands"):
            yield from _commands(command, full)
        else:
            yield _command(full, command)


def _command(full: str, command: Any) -> str:
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    usage = " ".join([full, "[OPTIONS]" if _shown(command) else "", *(_argument(each) for each in arguments)]).replace("  ", " ").strip()
    about = inspect.cleandoc(command.help or "")
    return f"\n## {full}\n\n    {usage}\n\n{about}\n" + "".join(_about(each) for each in arguments) + _options(command)


def _argument(parameter: Any) -> str:
    name = parameter.metavar or parameter.name.upper()
    return name if parameter.required or name.startswith("[") else f"[{name}]"


def _about(parameter: Any) -> str:
    text = getattr(parameter, "help", None)
    return f"\n`{_argument(parameter)}`: {_cell(text)}\n" if text else ""


def _shown(command: Any) -> list[Any]:
    return [each for each in command.params if each.param_type_name == "option" and not each.hidden and each.name != "help"]


def _options(command: Any) -> str:
    rows = "".join(f"| {_names(each)} | {_cell(each.help or '')}{_usual(each)} |\n" for each in _shown(command))
    return f"\n| Option | Means |\n|---|---|\n{rows}" if rows else ""


def _names(option: Any) -> str:
    value = "" if option.is_flag or option.count else f" {option.metavar or VALUES.get(option.type_descriptor.annotation, 'TEXT')}"
    names = [f"`{name}{value if name.startswith('--') else ''}`" for name in (*option.opts, *option.secondary_opts)]
    return ", ".join(names)


def _usual(option: Any) -> str:
    if option.is_flag or option.count or option.default in (None, "", [], ()):
        return ""
    return f" Default: `{option.default}`."


# ---------------------------------------------------------------- templates


def templates_page() -> str:
    """``templates.md`` as it stands, with its three tables made anew."""
    page = (HERE / "templates.md").read_text("utf-8")
    for name, rows in (("names", _names_table()), ("slots", _slots_table()), ("filters", _filters_table())):
        begin, end = f"<!-- {name}: made by docs/make_reference.py -->\n", f"<!-- {name} end -->"
        before, _, rest = page.partition(begin)
        page = f"{before}{begin}{rows}{end}{rest.partition(end)[2]}"
    return page


def _names_table() -> str:
    """The table in the docstring of ``digest/render/context.py``, in Markdown."""
    lines = (inspect.getdoc(context) or "").splitlines()
    first, last = (number for number, line in enumerate(lines) if line.startswith("==="))
    width = lines[first].index(" ")
    rows: list[list[str]] = []
    for line in lines[first + 1 : last]:
        if line[:1].strip():
            rows.append([line[:width].strip(), ""])
        rows[-1][1] += f" {line[width:].strip()}"
    table = "".join(f"| {where} | {names.strip().replace('``', '`')} |\n" for where, names in rows)
    return f"| Where | Names |\n|---|---|\n{table}"


def _slots_table() -> str:
    return "".join(f"- `slots.{name}`\n" for name in sorted(SLOTS))


def _filters_table() -> str:
    rows = ""
    for name, made in filters(Words([])).items():
        parameters = [each for each in inspect.signature(made).parameters.values() if each.name != "context"][1:]
        call = f"({', '.join(each.name for each in parameters)})" if parameters else ""
        told = FILTERS.get(name) or (inspect.getdoc(made) or "").partition("\n")[0].replace("``COLUMNS``", str(COLUMNS)).replace("``", "`")
        rows += f"| `{name}{call}` | {_cell(told)} |\n"
    return f"| Filter | Does |\n|---|---|\n{rows}"


FILTERS = {
    "say": 'The text in the reader\'s language, `%(name)s` filled in: `{{ "Unsubscribe" | say }}`.',
    "say_count": 'The singular or the plural, as the count asks for in the reader\'s language: `{{ minutes | say_count("one-minute read", "%(count)s-minute read") }}`.',
}
"""Filters that are closures, without a docstring."""


def main() -> None:
    """Write the pages."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), "utf-8")


PAGES = {"config.md": config_page, "cli.md": cli_page, "templates.md": templates_page}

if __name__ == "__main__":
    main()
