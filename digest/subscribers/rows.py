"""Many people as one CSV file (RFC 4180), a line each: reading, import as a dry run, export.

The header names the columns: ``email`` and any key of a subscriber file; what stands in ``[limits]`` is a column of its
own name. Cells of several values separate them by ``;``, tags are written ``technology=2;sport=0``.

A cell that a spreadsheet would take for a formula (it starts with ``=``, ``+``, ``-``, ``@``, a tab or a line end, also
after quotes, also in full width) is exported behind an apostrophe, and reading takes that one apostrophe off again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from digest.errors import AddressError, PreferenceError
from digest.locate import excerpt, suggestion
from digest.model import Batch, Failure, Subscriber, SubscriberId
from digest.subscribers.address import address_key, id_of_key
from digest.subscribers.fields import DAYS, KEYS, LIMITS, Terms, read_person

COLUMNS = (*(key for key in KEYS if key != "limits"), *LIMITS)
MAX_BYTES = 64 * 1024 * 1024
MAX_ROWS = 1_000_000
_FORMULA = re.compile(r"['\"]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_ANY = Terms()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file: a person, or what is wrong with it."""

    line: int
    key: str
    """The address as ``address_key`` folds it; empty when the cell holds none."""
    text: str
    """The line below its header, to be read again by itself."""
    person: Subscriber | None
    errors: tuple[PreferenceError, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """What an import would do; nothing has been done."""

    new: tuple[Subscriber, ...] = ()
    known: tuple[Subscriber, ...] = ()
    """Already there: left as they are."""
    suppressed: tuple[Subscriber, ...] = ()
    """Never revived by a file."""
    failures: tuple[Failure, ...] = ()


def read_csv(text: str, file: str = "", *, terms: Terms = _ANY) -> Batch[Subscriber]:
    """Everyone a CSV text declares; a line that is wrong, or has an address again, is a failure.

    A header that is wrong is the only failure then.
    """
    try:
        rows = tuple(read_rows(text, file, terms=terms))
    except PreferenceError as error:
        return Batch(failures=(failure(error),))
    told = unique(tuple(row.person for row in rows if row.person))
    mistakes = tuple(failure(error) for row in rows for error in row.errors)
    return Batch(items=told.items, failures=mistakes + told.failures)


def plan_import(text: str, file: str = "", *, known: Collection[SubscriberId], suppressed: Collection[str], terms: Terms = _ANY) -> Import:
    """What importing ``text`` would do, beside readers ``known`` and address keys ``suppressed``."""
    batch = read_csv(text, file, terms=terms)
    barred = {person.id for person in batch.items if address_key(person.email) in suppressed}
    return Import(
        new=tuple(person for person in batch.items if person.id not in barred and person.id not in known),
        known=tuple(person for person in batch.items if person.id not in barred and person.id in known),
        suppressed=tuple(person for person in batch.items if person.id in barred),
        failures=batch.failures,
    )


def export_csv(people: Iterable[Subscriber]) -> str:
    """Everyone as CSV with all columns, safe to open in a spreadsheet, lines ended by CRLF."""
    return _written((COLUMNS, *(map(protected, _cells(person)) for person in people)))


def protected(cell: str) -> str:
    """The cell, behind an apostrophe if a spreadsheet might calculate it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unprotected(cell: str) -> str:
    """The cell as it was before ``protected``."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def failure(error: PreferenceError) -> Failure:
    """A mistake as a line of the report."""
    return Failure(subject=error.subject, what=": ".join(part for part in (error.what, error.cause) if part), kind=type(error).__name__)


def unique(people: Sequence[Subscriber]) -> Batch[Subscriber]:
    """Everyone once: of two places that declare one address the first wins, the second is a failure."""
    first: dict[SubscriberId, Subscriber] = {}
    for person in people:
        first.setdefault(person.id, person)
    again = (person for person in people if first[person.id] is not person)
    return Batch(items=tuple(first.values()), failures=tuple(_same_address(person.origin, first[person.id].origin) for person in again))


def _same_address(origin: str, first: str) -> Failure:
    """The second place of one address; the address itself is not said."""
    return Failure(
        subject=origin, what=f"has the address that {first} has, which comes first and wins: remove one of them", kind="PreferenceError"
    )


def read_rows(text: str, file: str = "", *, terms: Terms = _ANY) -> Iterator[Row]:
    """Every line that is not empty; raises ``PreferenceError`` when the header or the form of the file is wrong."""
    lines = _lines(text, file)
    columns = _columns(next(lines, (1, []))[1], file)
    for count, (line, cells) in enumerate(lines, start=1):
        if count > MAX_ROWS:
            raise PreferenceError(f"has more than {MAX_ROWS:,} lines: split it", file=file, line=line)
        yield _row(dict(zip(columns, cells, strict=False)), len(cells) - len(columns), line, file, terms=terms)


def without(text: str, file: str, subscriber: SubscriberId) -> str:
    """The text without the lines of one person, all others byte for byte; raises ``PreferenceError`` as ``read_rows`` does."""
    found = list(_lines(text, file))
    column = _columns(found[0][1], file).index("email") if found else 0
    written = io.StringIO(text, newline="").readlines()
    ends = [line for line, _ in found[1:]] + [len(written) + 1]
    for (line, cells), end in reversed(list(zip(found, ends, strict=bool(found)))[1:]):
        if column < len(cells) and (key := _key(cells[column])) and id_of_key(key) == subscriber:
            del written[line - 1 : end - 1]
    return "".join(written)


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of every line that has any, with the number of its first line."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield line, [unprotected(cell) for cell in cells]
            line = reader.line_num + 1
    except csv.Error as cause:
        raise PreferenceError("this is not CSV", file=file, line=reader.line_num, cause=excerpt(str(cause))) from cause


def _columns(header: Sequence[str], file: str) -> list[str]:
    """The names of the columns."""
    names = [cell.strip().casefold() for cell in header]
    for name in names:
        if name not in COLUMNS:
            hint = ": separate columns by commas" if ";" in name or "\t" in name else suggestion(name, COLUMNS)
            raise PreferenceError(f"is not a column that digest knows{hint}", file=file, line=1, key=excerpt(name))
    if "email" not in names or len(set(names)) < len(names):
        raise PreferenceError("the first line must name the columns, each once, and email among them", file=file, line=1)
    return names


def _row(cells: Mapping[str, str], surplus: int, line: int, file: str, *, terms: Terms) -> Row:
    """One line as a person."""
    person, mistakes = read_person(_table(cells), terms=terms, origin=f"{file}:{line}")
    errors = [PreferenceError(mistake.what, file=file, line=line, key=mistake.key) for mistake in mistakes]
    if surplus > 0:
        errors.append(PreferenceError("this line has more cells than the first", file=file, line=line))
    written = _written((tuple(cells), map(protected, cells.values())))
    return Row(line=line, key=_key(cells.get("email", "")), text=written, person=None if errors else person, errors=tuple(errors))


def _written(lines: Iterable[Iterable[str]]) -> str:
    """Cells as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue()


def _key(cell: str) -> str:
    """Whose line it is, as far as that can be told."""
    with suppress(AddressError):
        return address_key(cell.strip())
    return ""


def _table(cells: Mapping[str, str]) -> dict[str, object]:
    """The line as the table that a file of its own would hold."""
    table: dict[str, object] = {}
    limits: dict[str, object] = {}
    for column, cell in cells.items():
        if cell.strip():
            (limits if column in LIMITS else table)[column] = _READ.get(column, str)(cell.strip())
    return table | ({"limits": limits} if limits else {})


def _several(cell: str) -> list[str]:
    """``a;b``."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def _weights(cell: str) -> dict[str, object]:
    """``a=2;b=0``; what is no number is left for the check to name."""
    parts = (part.partition("=") for part in _several(cell))
    return {tag.strip(): _as(float, weight.strip()) for tag, _, weight in parts}


def _as(kind: Callable[[str], object], text: str) -> object:
    """The text as a number or a date, or itself: the check then says what it should be."""
    with suppress(ValueError):
        return kind(text)
    return text


_READ: Mapping[str, Callable[[str], object]] = {
    "lists": _several,
    "send_at": _several,
    "days": _several,
    "mute": _several,
    "tags": _weights,
    "max_stories": lambda cell: _as(int, cell),
    "words": lambda cell: _as(int, cell),
    "pause_until": lambda cell: _as(date.fromisoformat, cell),
}


def _cells(person: Subscriber) -> tuple[str, ...]:
    """One cell a column, in order."""
    wish = person.preference
    return (
        *(person.email, person.name, person.status, ";".join(sorted(person.lists)), wish.language, person.timezone),
        *(";".join(person.send_at), ";".join(day for day in DAYS if day in person.days)),
        *(person.pause_until.isoformat() if person.pause_until else "", person.city),
        ";".join(f"{tag}={weight!r}" for tag, weight in wish.tags),
        *("" if wish.max_stories is None else str(wish.max_stories), "" if wish.words is None else str(wish.words)),
        *(wish.format, ";".join(wish.mute)),
    )
