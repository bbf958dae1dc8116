"""Every key a subscriber file may have, and how its value is checked.

One table in, one ``Subscriber`` or every mistake out: a person who mends a file wants to hear all of it at once.
The table comes from TOML or, cell by cell, from a line of a CSV file; the rules are the same. Names of lists and tags
match ``[a-z0-9][a-z0-9_-]{0,63}``; languages are BCP 47 tags, zones names of the IANA time zone database.
"""

from __future__ import annotations

import math
import re
import unicodedata
import zoneinfo
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import TypeAlias, TypeVar

from babel import Locale

from digest.errors import AddressError
from digest.locate import excerpt, suggestion
from digest.model import Preference, Subscriber
from digest.subscribers.address import checked, id_of_key

T = TypeVar("T")
Path: TypeAlias = tuple[str | int, ...]

LIMITS = ("max_stories", "words", "format", "mute")
KEYS = (
    *("email", "name", "status", "lists", "language", "timezone"),
    *("send_at", "days", "pause_until", "city", "tags", "limits"),
)
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MAX_WEIGHT = 3.0
MAX_TIMES = 3
"""A person's fourth mail of a day would be skipped."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.ASCII)
_WALL = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", re.ASCII)
_LANGUAGE = re.compile(
    r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?((?:-[a-z0-9]{5,8}|-[0-9][a-z0-9]{3})*)", re.ASCII | re.IGNORECASE
)
_SITE = re.compile(r"site:(?=.{1,253}$)[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)*")
_JOINERS = "\u200c\u200d"
"""Invisible, but spelling in Persian and Sinhala."""
_KINDS: Mapping[type, str] = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What files may name, and what stands where they say nothing."""

    lists: frozenset[str] = frozenset()
    """Lists that exist; empty = any name."""
    tags: frozenset[str] = frozenset()
    """Tags that exist; empty = any name."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Earlier names of tags, each with the present one, which is read in its place."""
    language: str = "en"
    timezone: str = "UTC"

    def unnamed(self) -> Terms:
        """The same without the names: a version that was good stays good when a tag is dropped from the configuration."""
        return Terms(aliases=self.aliases, language=self.language, timezone=self.timezone)


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with the value at a path."""

    path: Path
    what: str

    @property
    def key(self) -> str:
        """The path as a person writes it: ``limits.mute[0]``."""
        parts = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return excerpt("".join(parts).removeprefix("."))


@dataclass(frozen=True, slots=True)
class _At:
    """A place in the table, where mistakes are noted."""

    terms: Terms
    path: Path = ()
    notes: list[Mistake] = field(default_factory=list)

    def under(self, part: str | int) -> _At:
        """The place one step deeper."""
        return _At(self.terms, (*self.path, part), self.notes)

    def wrong(self, what: str) -> None:
        """Note a mistake."""
        self.notes.append(Mistake(self.path, what))


def read_person(table: Mapping[str, object], *, terms: Terms, origin: str = "") -> tuple[Subscriber | None, tuple[Mistake, ...]]:
    """The subscriber a table declares, or None, and every mistake in it."""
    at = _At(terms)
    _only_known(table, at, KEYS)
    email, key = _email(table.get("email"), at.under("email"))
    zone = _if_given(table, "timezone", at, _zone)
    person = Subscriber(
        id=id_of_key(key),
        email=email,
        name=_if_given(table, "name", at, _line) or "",
        status=_if_given(table, "status", at, _one_of("active", "paused")) or "active",
        lists=frozenset(_if_given(table, "lists", at, _lists) or ()),
        timezone=zone or terms.timezone,
        send_at=_if_given(table, "send_at", at, _times) or (),
        days=frozenset(_if_given(table, "days", at, _days) or ()),
        pause_until=_if_given(table, "pause_until", at, _date),
        city=_if_given(table, "city", at, _line) or "",
        preference=_preference(table, at),
        origin=origin,
    )
    return (None if at.notes else person), tuple(at.notes)


def _preference(table: Mapping[str, object], at: _At) -> Preference:
    """What he asked for as to content."""
    limits = _if_given(table, "limits", at, _table) or {}
    under = at.under("limits")
    _only_known(limits, under, LIMITS)
    return Preference(
        tags=_if_given(table, "tags", at, _weights) or (),
        mute=tuple(sorted(set(_if_given(limits, "mute", under, _mutes) or ()))),
        max_stories=_if_given(limits, "max_stories", under, _count(1, 100)),
        words=_if_given(limits, "words", under, _count(20, 10_000)),
        format=_if_given(limits, "format", under, _one_of("html", "text")) or "html",
        language=_if_given(table, "language", at, _language) or at.terms.language,
    )


def _if_given(table: Mapping[str, object], key: str, at: _At, check: Callable[[object, _At], T]) -> T | None:
    """The checked value of a key that may be left out."""
    return check(table[key], at.under(key)) if key in table else None


def _only_known(table: Mapping[str, object], at: _At, known: Collection[str]) -> None:
    """Note every key that means nothing here."""
    for key in table:
        if key not in known:
            at.under(key).wrong("is not a key that digest knows" + _elsewhere(key, known))


def _elsewhere(key: str, known: Collection[str]) -> str:
    """Where the key belongs, or which one was meant."""
    if key in LIMITS:
        return ": it belongs under [limits]"
    return ": it belongs above the first [table]" if key in KEYS else suggestion(key, known)


def _kind(value: object) -> str:
    """What a value is, for a person."""
    return _KINDS.get(type(value), "a date or time")


# ---------------------------------------------------------------- one value each; a mistake gives an empty one


def _text(value: object, at: _At) -> str:
    """Text, whatever is in it."""
    if isinstance(value, str):
        return value
    at.wrong(f"must be text in quotes, not {_kind(value)}")
    return ""


def _line(value: object, at: _At, limit: int = 100) -> str:
    """One line of text a person may read."""
    text = unicodedata.normalize("NFC", _text(value, at)).strip()
    if len(text) <= limit and all(letter.isprintable() or letter in _JOINERS for letter in text):
        return text
    at.wrong(f"must be one line of at most {limit} printable characters")
    return ""


def _email(value: object, at: _At) -> tuple[str, str]:
    """The one key that must stand, and what it is compared by."""
    if value is None:
        at.wrong('is missing: write email = "ada@example.org"')
        return "", ""
    text = _text(value, at)
    try:
        return checked(text) if isinstance(value, str) else ("", "")
    except AddressError as error:
        at.wrong(str(error))
        return "", ""


def _one_of(*choices: str) -> Callable[[object, _At], str]:
    """One of a few words."""

    def check(value: object, at: _At) -> str:
        if value in choices:
            return str(value)
        wanted = " or ".join(repr(choice) for choice in choices)
        at.wrong(f"must be {wanted}, not '{excerpt(value, 40)}'{suggestion(str(value), choices)}")
        return ""

    return check


def _count(least: int, most: int) -> Callable[[object, _At], int | None]:
    """A whole number within bounds."""

    def check(value: object, at: _At) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        at.wrong(f"must be a whole number from {least} to {most:,}")
        return None

    return check


def _zone(value: object, at: _At) -> str:
    """A time zone."""
    name = _text(value, at)
    if name in zones():
        return name
    if isinstance(value, str):
        at.wrong(f"'{excerpt(name, 40)}' is not a time zone such as 'Europe/Oslo'{suggestion(name, zones())}")
    return ""


def _language(value: object, at: _At) -> str:
    """A language tag, each part in its usual case."""
    text = _text(value, at)
    found = _LANGUAGE.fullmatch(text)
    if found and languages().get(found[1].lower()) == found[1].lower():
        parts = (found[1].lower(), (found[2] or "").title(), (found[3] or "").upper())
        return "-".join(part for part in parts if part) + found[4].lower()
    if isinstance(value, str):
        meant = languages().get(text.casefold()) or text.replace("_", "-")
        at.wrong(f"'{excerpt(text, 40)}' is not a language tag such as 'en' or 'en-GB'{suggestion(meant, _tags_near(meant))}")
    return ""


def _date(value: object, at: _At) -> date | None:
    """A day of the calendar."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    at.wrong("must be a date without quotes and without a time, such as 2027-01-07")
    return None


# ---------------------------------------------------------------- many values


def _table(value: object, at: _At) -> Mapping[str, object]:
    """A table."""
    if isinstance(value, dict):
        return value
    at.wrong(f"must be a table: write [{at.path[-1]}] on a line of its own and the keys below it")
    return {}


def _many(value: object, at: _At, check: Callable[[object, _At], T]) -> tuple[T, ...]:
    """A list of checked values."""
    if not isinstance(value, list):
        at.wrong(f"must be a list in brackets, not {_kind(value)}")
        return ()
    return tuple(check(one, at.under(index)) for index, one in enumerate(value))


def _name(value: object, at: _At, what: str, known: Collection[str]) -> str:
    """The name of a list or a tag."""
    name = _text(value, at)
    if not _NAME.fullmatch(name):
        if isinstance(value, str):
            at.wrong(f"'{excerpt(name, 40)}' is not the name of a {what}: a-z, 0-9, '-' and '_', at most 64 of them")
    elif known and name not in known:
        at.wrong(f"there is no {what} '{excerpt(name)}'{suggestion(name, known)}")
    return name


def _lists(value: object, at: _At) -> tuple[str, ...]:
    """Names of lists."""
    return _many(value, at, lambda one, under: _name(one, under, "list", at.terms.lists))


def _times(value: object, at: _At) -> tuple[str, ...]:
    """One wall time or a few, the earliest first."""
    given = _many(value, at, _wall) if isinstance(value, list) else (_wall(value, at),)
    times = [one for one in given if one]
    if len(set(times)) != len(times) or len(times) > MAX_TIMES:
        at.wrong(f"must be at most {MAX_TIMES} different times")
    return tuple(sorted(times))


def _wall(value: object, at: _At) -> str:
    """``HH:MM``."""
    if isinstance(value, str) and _WALL.fullmatch(value):
        return value
    at.wrong(f'\'{excerpt(str(value), 40)}\' is not a time from "00:00" to "23:59", in quotes, with two digits each')
    return ""


def _days(value: object, at: _At) -> tuple[str, ...]:
    """Days of the week."""
    days = _many(value, at, _one_of(*DAYS))
    if isinstance(value, list) and not days:
        at.wrong('names no day: leave it out for every day, or write status = "paused"')
    return days


def _weights(value: object, at: _At) -> tuple[tuple[str, float], ...]:
    """Weights by tag, sorted; an earlier name counts as the present one, whose own weight goes before it."""
    present = dict(at.terms.aliases)
    given = {tag: _weight(tag, weight, at.under(tag)) for tag, weight in _table(value, at).items()}
    earlier: dict[str, list[float]] = {}
    for tag, weight in given.items():
        if present.get(tag, tag) not in given:
            earlier.setdefault(present[tag], []).append(weight)
    kept = {tag: weight for tag, weight in given.items() if present.get(tag, tag) == tag}
    return tuple(sorted((kept | {tag: joined_weight(weights) for tag, weights in earlier.items()}).items()))


def joined_weight(weights: Collection[float]) -> float:
    """The weight of several tags that have become one: a refusal counts, else the highest."""
    return 0.0 if 0.0 in weights else max(weights)


def _weight(tag: str, value: object, at: _At) -> float:
    """One tag's weight."""
    if tag in KEYS and not isinstance(value, int | float):
        at.wrong("stands below [tags] but is no tag: it belongs above the first [table]")
        return 0.0
    _name(tag, at, "tag", at.terms.tags)
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and 0 <= value <= MAX_WEIGHT:
        return float(value)
    at.wrong("must be a number from 0 (never) to 3, 1 being as usual")
    return 0.0


def _mutes(value: object, at: _At) -> tuple[str, ...]:
    """Words, and sites, never to be shown."""
    return _many(value, at, _mute)


def _mute(value: object, at: _At) -> str:
    """A word or ``site:host``."""
    text = _line(value, at)
    is_empty = isinstance(value, str) and not value.strip()
    if is_empty or ";" in text or (text.startswith("site:") and not _SITE.fullmatch(text)):
        at.wrong("must be a word without ';', or site:example.com")
    return text


@cache
def zones() -> frozenset[str]:
    """Every time zone this machine knows."""
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime"})


@cache
def languages() -> Mapping[str, str]:
    """Every language the CLDR has a name for: its tag by tag and by English name, both folded."""
    named = {str(tag): str(name) for tag, name in Locale("en").languages.items() if "_" not in str(tag)}
    return {name.casefold(): tag for tag, name in named.items()} | {tag: tag for tag in named}


def _tags_near(text: str) -> Collection[str]:
    """What may have been meant: the tag itself when its form is right, else any language."""
    return (text,) if _LANGUAGE.fullmatch(text) and text.partition("-")[0].lower() in languages() else set(languages().values())
