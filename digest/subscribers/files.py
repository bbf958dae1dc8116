"""The folder of subscribers: one TOML file a person, CSV files for many.

The file's name is a label, the address inside is the identity; of two files with one address the first by name wins.
A file that cannot be read keeps **its last good version** in force and disables nobody else: last good versions live
in the store (a file's by its name, a CSV line's by ``file.csv/address``), so they outlast a restart, and go with the
file or the line. They were good under the names of their day, so names of lists and tags are not asked again.

A second ``load`` of the same object reads only what has changed since, by modification and change time, size and inode.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from digest.errors import PreferenceError
from digest.model import Batch, Failure, Subscriber
from digest.subscribers import folder as entries
from digest.subscribers import rows
from digest.subscribers.fields import Terms
from digest.subscribers.folder import Stamp
from digest.subscribers.person import examine

MAX_BYTES = 64 * 1024
_STAYS = "; until it is mended the last good version, if there is one, stays in force"
_ALL = "/"
"""Says that every line of a CSV file is in doubt."""


class Remembering(Protocol):
    """The part of ``ReaderStore`` that keeps last good versions."""

    def last_good(self) -> Mapping[str, str]:
        """The last good version by name."""
        ...

    def remember_good(self, files: Mapping[str, str], gone: Collection[str] = ()) -> None:
        """Keep these, drop those."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What one file gave."""

    stamp: Stamp | None = None
    """None = read it again the next time."""
    people: tuple[Subscriber, ...] = ()
    failures: tuple[Failure, ...] = ()
    declared: frozenset[str] = frozenset()
    """Names under which good versions of it are kept."""
    doubtful: tuple[str, ...] = ()
    """Names whose last good version is in force instead."""


class FolderDirectory:
    """The port ``Directory`` over a folder, or over one file in it."""

    def __init__(
        self,
        path: Path,
        *,
        remember: Remembering,
        lists: Collection[str] = (),
        tags: Collection[str] = (),
        aliases: Mapping[str, str] | None = None,
        language: str = "en",
        timezone: str = "UTC",
    ) -> None:
        """``lists`` and ``tags`` are those that exist (empty = any); ``aliases`` earlier names of tags and the present ones.

        Language and zone stand where a file names none.
        """
        self._folder, self._only = (path.parent, path.name) if path.suffix in {".toml", ".csv"} and not path.is_dir() else (path, "")
        self._remember = remember
        self._terms = Terms(
            lists=frozenset(lists), tags=frozenset(tags), aliases=tuple((aliases or {}).items()), language=language, timezone=timezone
        )
        self._readings: dict[str, _Reading] = {}
        self._is_first = True

    def load(self) -> Batch[Subscriber]:
        """Every subscriber in the order of files and lines; every mistake of every broken file is a failure.

        Raises ``SubscriberError`` when the folder cannot be opened.
        """
        good: dict[str, str] = {}
        with entries.opened(self._folder) as folder:
            found = [name for name in entries.names(folder) if not self._only or name == self._only]
            readings = {name: reading for name in found if (reading := self._reading(folder, name, good))}
        was_removed = self._readings.keys() - readings.keys()
        self._readings = readings
        doubtful = any(reading.doubtful for reading in readings.values())
        kept = self._kept(good) if good or was_removed or doubtful or self._is_first else {}
        self._is_first = False
        return self._batch(kept)

    def _reading(self, folder: int, name: str, good: dict[str, str]) -> _Reading | None:
        """What a file gives, from the last time if it has not changed; None when it is gone. Good versions go into ``good``."""
        try:
            before = self._readings.get(name)
            if before and before.stamp == entries.stamp(folder, name):
                return before
            text, stamp = entries.read(folder, name, rows.MAX_BYTES if name.endswith(".csv") else MAX_BYTES)
        except FileNotFoundError:
            return None
        except PreferenceError as error:
            return _broken((error,), None)
        return (self._many if name.endswith(".csv") else self._one)(name, text, stamp, good)

    def _one(self, name: str, text: str, stamp: Stamp, good: dict[str, str]) -> _Reading:
        """A file of one person."""
        person, errors = examine(text, name, terms=self._terms)
        if person is None:
            return _broken(errors, stamp)
        good[name] = text
        return _Reading(stamp=stamp, people=(person,), declared=frozenset({name}))

    def _many(self, name: str, text: str, stamp: Stamp, good: dict[str, str]) -> _Reading:
        """A file of many."""
        try:
            lines = tuple(rows.read_rows(text, name, terms=self._terms))
        except PreferenceError as error:
            return _broken((error,), stamp)
        good.update({f"{name}/{row.key}": row.text for row in reversed(lines) if row.person})
        return _Reading(
            stamp=stamp,
            people=tuple(row.person for row in lines if row.person),
            failures=tuple(failure for row in lines for failure in _failures(row.errors)),
            declared=frozenset(f"{name}/{row.key}" for row in lines if row.key),
            doubtful=tuple(f"{name}/{row.key}" for row in lines if row.errors and row.key),
        )

    def _kept(self, good: Mapping[str, str]) -> Mapping[str, str]:
        """Last good versions, brought up to date with what was read now."""
        kept = dict(self._remember.last_good())
        fresh = {name: text for name, text in good.items() if kept.get(name) != text}
        gone = frozenset(name for name in kept if not self._is_declared(name))
        if fresh or gone:
            self._remember.remember_good(fresh, gone)
        return {name: text for name, text in kept.items() if name not in gone} | fresh

    def _is_declared(self, name: str) -> bool:
        """Whether a file or a line still stands for this good version; a file that is not ours to read is left alone."""
        file = name.partition("/")[0]
        if self._only and file != self._only:
            return True
        reading = self._readings.get(file)
        return reading is not None and (name in reading.declared or _ALL in reading.doubtful)

    def _batch(self, kept: Mapping[str, str]) -> Batch[Subscriber]:
        """Everyone once."""
        people = [person for name, reading in self._readings.items() for person in (*reading.people, *self._last_good(name, reading, kept))]
        told = rows.unique(people)
        mistakes = tuple(failure for reading in self._readings.values() for failure in reading.failures)
        return Batch(items=told.items, failures=mistakes + told.failures)

    def _last_good(self, file: str, reading: _Reading, kept: Mapping[str, str]) -> Iterator[Subscriber]:
        """Who is in force from earlier because a file, or his line, is broken now."""
        names: Iterable[str] = reading.doubtful
        if _ALL in reading.doubtful:
            names = sorted(name for name in kept if name == file or name.startswith(f"{file}/"))
        for name in names:
            yield from self._again(file, kept[name], is_line=name != file) if name in kept else ()

    def _again(self, file: str, text: str, *, is_line: bool) -> tuple[Subscriber, ...]:
        """The good version read again, by the rules of now but for the names; nobody when it breaks those."""
        if is_line:
            return tuple(replace(person, origin=file) for person in rows.read_csv(text, file, terms=self._terms.unnamed()).items)
        person, _ = examine(text, file, terms=self._terms.unnamed())
        return (person,) if person else ()


def _broken(errors: Iterable[PreferenceError], stamp: Stamp | None) -> _Reading:
    """A file that gives nothing now."""
    return _Reading(stamp=stamp, failures=tuple(_failures(errors)), doubtful=(_ALL,))


def _failures(errors: Iterable[PreferenceError]) -> Iterator[Failure]:
    """Mistakes as lines of the report; the first says what happens meanwhile."""
    for index, error in enumerate(errors):
        told = rows.failure(error)
        yield Failure(subject=told.subject, what=told.what + ("" if index else _STAYS), kind=told.kind)
