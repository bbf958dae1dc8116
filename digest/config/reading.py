"""Finding, reading and checking config.toml; every mistake at once, each with file, line, key and remedy."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from digest.config.tables import Settings
from digest.config.values import is_readable_by_others, plain_secrets
from digest.errors import ConfigError
from digest.locate import line_of, load_toml, suggestion

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

Key = tuple[str | int, ...]


def find(given: Path | None = None) -> Path:
    """Which config.toml is meant: given, ``$DIGEST_CONFIG``, here, or the user's own. Raises ``ConfigError`` when there is none."""
    if given is not None:
        return _existing([given])
    if named := os.environ.get("DIGEST_CONFIG"):
        return _existing([Path(named)])
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return _existing([Path("config.toml"), home / "digest" / "config.toml"])


def read(path: Path) -> Settings:
    """The settings in ``path``; the first mistake is raised as ``ConfigError``, which says how many more there are."""
    settings, mistakes = _attempt(path)
    if settings is None or mistakes:
        first, more = mistakes[0], len(mistakes) - 1
        rest = f" ({more} more: digest check)" if more else ""
        raise ConfigError(first.what + rest, file=first.file, line=first.line, key=first.key, cause=first.cause)
    return settings


def problems(path: Path) -> tuple[ConfigError, ...]:
    """Every mistake in ``path``; none when it can be used."""
    return _attempt(path)[1]


def schema() -> dict[str, Any]:
    """JSON Schema of config.toml, for editors."""
    return Settings.model_json_schema()


def _existing(places: Sequence[Path]) -> Path:
    for place in places:
        if place.is_file():
            return place
    raise ConfigError("there is no such file; make one with: digest init", file=str(places[0]))


def _attempt(path: Path) -> tuple[Settings | None, tuple[ConfigError, ...]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        return None, (ConfigError("it cannot be read as UTF-8 text", file=str(path), cause=error),)
    try:
        tables = load_toml(text, str(path))
        settings = Settings.model_validate({**tables, "file": path})
    except ConfigError as error:
        return None, (error,)
    except ValidationError as error:
        return None, tuple(_mistake(details, text, path) for details in error.errors())
    return settings, tuple(_contradictions(settings, text))


def _mistake(details: ErrorDetails, text: str, path: Path) -> ConfigError:
    """One pydantic error in our words; union branches and validators' names are no keys of a person's file."""
    key = tuple(part for part in details["loc"] if not (isinstance(part, str) and ("[" in part or part in {"str", "int", "float"})))
    what = details["msg"].removeprefix("Value error, ")
    if details["type"] == "extra_forbidden":
        what = f"there is no such key{suggestion(str(key[-1]), _keys(key[:-1]))}"
    elif details["type"] == "missing":
        what = "this key is missing"
    return _at(key, what, text, path)


def _at(key: Key, what: str, text: str, path: Path) -> ConfigError:
    return ConfigError(what, file=str(path), line=line_of(text, key), key=_dotted(key))


def _dotted(key: Iterable[str | int]) -> str:
    return "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in key).lstrip(".")


def _keys(key: Key) -> tuple[str, ...]:
    """The keys that would have been right where ``key`` leads."""
    table: type[BaseModel] | None = Settings
    for part in key:
        if isinstance(part, str) and table is not None:
            found = next((field for name, field in table.model_fields.items() if part in {name, field.alias}), None)
            table = _table_in(found.annotation) if found else None
    return tuple(field.alias or name for name, field in table.model_fields.items()) if table else ()


def _table_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, Union, UnionType, Annotated}:
        return next((found for part in get_args(annotation) if (found := _table_in(part))), None)
    return None


def _contradictions(settings: Settings, text: str) -> Iterable[ConfigError]:
    """What is right key by key and wrong together."""
    yield from _doubled([edition.name for edition in settings.editions], ("editions", "name"), settings, text)
    yield from _doubled([tag.name for tag in settings.tags], ("tags", "name"), settings, text)
    yield from _source_mistakes(settings, text)
    yield from _unasked_models(settings, text)
    if settings.digest.copy_pictures and not (settings.web.base_url or "").startswith("https://"):
        what = "copies of pictures are shown at your own public address: give [web] base_url, with https, or take this key out"
        yield _at(("digest", "copy_pictures"), what, text, settings.file)
    if is_readable_by_others(settings.file):
        for key in plain_secrets(settings):
            yield _at(key, 'others can read this file: write { env = "NAME" } or { file = "path" }, or chmod 600', text, settings.file)


def _unasked_models(settings: Settings, text: str) -> Iterable[ConfigError]:
    """Editions that ask a language model where none is named."""
    if not (settings.language_model.url and settings.language_model.model):
        for position, edition in enumerate(settings.editions):
            if edition.summariser == "language-model":
                yield _at(("editions", position, "summariser"), "give url and model in [language_model]", text, settings.file)


def _doubled(names: Sequence[str], key: tuple[str, str], settings: Settings, text: str) -> Iterable[ConfigError]:
    counts = Counter(names)
    table, name = key
    for position, value in enumerate(names):
        if counts[value] > 1 and names.index(value) < position:
            yield _at((table, position, name), f'"{value}" is there already', text, settings.file)


def _source_mistakes(settings: Settings, text: str) -> Iterable[ConfigError]:
    seen: set[str] = set()
    for position, table in enumerate(settings.sources):
        try:
            sources = table.sources(settings.folder)
        except ValueError as error:
            yield _at(("sources", position, "url"), str(error), text, settings.file)
            continue
        for source in sources:
            if source.id in seen:
                yield _at(("sources", position, "url"), f'"{source.id}" is there already', text, settings.file)
            seen.add(source.id)
