"""What every command shares: the global options, and one way to print for people and for programs.

Standard output carries results, standard error everything else. With ``--json`` a result is one JSON document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from digest.model import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """The global options of one call."""

    config: Path | None = None
    is_json: bool = False
    verbosity: int = 0
    """-1 quiet, 0 usual, 1 and 2 with log."""
    now: datetime | None = None

    def say(self, text: str) -> None:
        """A line for a person; nothing when quiet or when a program listens."""
        if not self.is_json and self.verbosity >= 0:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()  # a daemon's line is wanted now, also where a pipe is read

    def warn(self, text: str) -> None:
        """A line on standard error, always."""
        sys.stderr.write(text + "\n")

    def give(self, value: object, lines: Iterable[str] = ()) -> None:
        """A result: JSON for programs, ``lines`` for people."""
        if self.is_json:
            sys.stdout.write(json.dumps(value, default=_plain, ensure_ascii=False, indent=1) + "\n")
            return
        for line in lines:
            sys.stdout.write(line + "\n")

    def report(self, report: Report, *, what: str, is_last: bool = True, earlier: Mapping[str, Report] | None = None) -> None:
        """A run's report: counts on one line, then notes, then failures on standard error.

        A program gets one document a command: with the last report, those of ``earlier`` steps beside it.
        """
        if self.is_json:
            if is_last:
                self.give({"run": what, **_document(report)} | {step: _document(each) for step, each in (earlier or {}).items()})
            return
        counts = ", ".join(f"{count} {name}" for name, count in report.counts.items() if count)
        self.say(f"{what}: {counts or 'nothing to do'}")
        for note in report.notes:
            self.say(f"  {note}")
        for failure in report.failures:
            self.warn(f"  {failure.kind}: {failure.subject}: {failure.what}")


def _document(report: Report) -> dict[str, object]:
    return {"counts": report.counts, "notes": report.notes, "failures": report.failures}


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Columns divided by two blanks, each as wide as its widest cell."""
    cells = [list(heads), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON can write
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value)
