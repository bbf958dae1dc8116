"""How single values are written in config.toml: durations, wall times, zones, names, secrets."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from digest.errors import ConfigError

_UNITS = {"s": 1, "m": 60, "h": 3_600, "d": 86_400}
_DURATION = re.compile(r"(\d+)\s*([smhd])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def _seconds(value: object) -> object:
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    found = _DURATION.fullmatch(str(value).strip())
    if not found:
        raise ValueError('a duration is a number with s, m, h or d, as in "6h"')
    return int(found[1]) * _UNITS[found[2]]


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f'there is no time zone "{value}"; a zone is written as in "Europe/Berlin"') from error
    return value


def _days(value: tuple[str, ...]) -> tuple[str, ...]:
    odd = [day for day in value if day not in DAYS]
    if odd:
        raise ValueError(f'"{odd[0]}" is no day; days are {", ".join(DAYS)}')
    return value


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _pattern(text: str, pattern: re.Pattern[str], *, meaning: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(meaning)
    return text


def _matching(pattern: str, meaning: str) -> Callable[[str], str]:
    return partial(_pattern, pattern=re.compile(pattern), meaning=meaning)


def _selector(value: str) -> str:
    if value:
        from cssselect import HTMLTranslator, SelectorError  # noqa: PLC0415 - few configurations have one

        try:
            HTMLTranslator().css_to_xpath(value)
        except SelectorError as error:
            raise ValueError(f"this is no CSS selector: {error}") from error
    return value


Selector = Annotated[str, AfterValidator(_selector)]
"""A CSS selector, or nothing."""
Seconds = Annotated[int, BeforeValidator(_seconds), Field(ge=0)]
"""A duration in seconds, written as a number with a unit."""
Zone = Annotated[str, AfterValidator(_zone)]
Name = Annotated[str, AfterValidator(_matching(r"[a-z0-9][a-z0-9_-]{0,63}", "a name is made of a-z, 0-9, _ and -, at most 64 characters"))]
WallTime = Annotated[str, AfterValidator(_matching(r"([01]\d|2[0-3]):[0-5]\d", 'a time is written as in "07:00"'))]
WallTimes = Annotated[tuple[WallTime, ...], BeforeValidator(_listed), Field(min_length=1)]
Days = Annotated[tuple[str, ...], AfterValidator(_days)]
Language = Annotated[str, AfterValidator(_matching(_LANGUAGE.pattern, 'a language is written as in "en" or "pt-BR"'))]
Address = Annotated[str, AfterValidator(_matching(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+", "this is not a mail address"))]


class Secret(BaseModel):
    """A password or key: ``{ env = "NAME" }``, ``{ file = "path" }``, or plain text in a file nobody else can read.

    It is looked up only when it is needed, and never printed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    env: str = ""
    file: str = ""
    plain: str = Field(default="", repr=False)

    def __str__(self) -> str:
        """Never the secret."""
        return "**" if self.is_given else ""

    @property
    def is_given(self) -> bool:
        """Whether anything was configured."""
        return bool(self.env or self.file or self.plain)

    def reveal(self, folder: Path, environment: Mapping[str, str] | None = None) -> str:
        """The secret itself; ``ConfigError`` says what to set when it is missing. ``file`` is relative to ``folder``."""
        if self.env:
            value = (os.environ if environment is None else environment).get(self.env, "")
            if not value:
                raise ConfigError(f"the environment variable {self.env} is not set; set it, or name another")
            return value
        return self._from_file(folder / self.file) if self.file else self.plain

    @staticmethod
    def _from_file(path: Path) -> str:
        try:
            return path.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                "the secret's file cannot be read; create it, readable by digest alone", file=str(path), cause=error
            ) from error


def _secret(value: object) -> object:
    if isinstance(value, str):
        return {"plain": value}
    if isinstance(value, dict) and len(value) == 1 and set(value) <= {"env", "file"}:
        return value
    if isinstance(value, Secret):
        return value
    raise ValueError('a secret is written as { env = "NAME" } or { file = "path" }')


SecretValue = Annotated[Secret, BeforeValidator(_secret)]


def is_readable_by_others(path: Path) -> bool:
    """Whether group or world may read the file, so that no plain secret may stand in it."""
    return bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def plain_secrets(settings: BaseModel, at: tuple[Any, ...] = ()) -> tuple[tuple[Any, ...], ...]:
    """The keys at which a secret stands in plain text."""
    found: list[tuple[Any, ...]] = []
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, Secret):
            found += [(*at, name)] if value.plain else []
        elif isinstance(value, BaseModel):
            found += plain_secrets(value, (*at, name))
    return tuple(found)
