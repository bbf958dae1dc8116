"""What a stage finished and what failed: the values every run ends in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One feed, page, entry or recipient that failed, as a line of the report."""

    subject: str
    """What failed: a source's address, a file, an address."""
    what: str
    """The sentence for the operator."""
    kind: str = "error"
    """Which error of the tree, by class name."""

    def __str__(self) -> str:
        """``file:line: key: what``, for a person; a sentence that names its subject itself stands alone."""
        return self.what if self.what.startswith(self.subject) else f"{self.subject}: {self.what}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[T]):
    """What a stage finished and what it could not."""

    items: tuple[T, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did: counts by name, and everything that failed."""

    counts: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    """Lines for the operator that are no failures: a thin issue, a late one."""

    def __add__(self, other: Report) -> Report:
        """Join two reports: counts add up, failures and notes follow one another."""
        counts = dict(self.counts)
        for name, count in other.counts.items():
            counts[name] = counts.get(name, 0) + count
        return Report(counts=counts, failures=self.failures + other.failures, notes=self.notes + other.notes)
