"""``digest status``: the last issues and how they went, the next due times, sources in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from digest.cli.console import Console, table
from digest.cli.opening import opened
from digest.model import Status

if TYPE_CHECKING:
    from digest.pipeline import Parts


def status(context: typer.Context) -> None:
    """What was sent, what comes next, what is wrong."""
    console: Console = context.obj
    with opened(console, is_changing=False) as (_, parts):
        found = {
            "issues": _issues(parts),
            "in_doubt": _doubted(parts),
            "next": _next(parts),
            "sources": _troubled(parts),
            "subscribers": _broken(parts),
        }
    console.give(found, _lines(found))


def _issues(parts: Parts) -> list[dict[str, Any]]:
    return [
        {"issue": issue.id, "slot": issue.slot, "deliveries": dict(parts.store.deliveries.counts(issue.id))}
        for issue in parts.store.issues.issues(limit=10)
    ]


def _doubted(parts: Parts) -> list[dict[str, Any]]:
    """Whose mail may have arrived or not."""
    doubted = parts.store.deliveries.find(status=Status.IN_DOUBT, limit=100)
    return [{"issue": row.issue, "email": row.email, "reason": row.reason} for row in doubted]


def _next(parts: Parts) -> list[dict[str, Any]]:
    """Readers by the instant and edition they are due."""
    counts: dict[tuple[Any, str], int] = {}
    for due in parts.store.readers.planned().values():
        counts[due.instant, due.edition] = counts.get((due.instant, due.edition), 0) + 1
    return [{"due": instant, "edition": edition, "readers": count} for (instant, edition), count in sorted(counts.items())[:10]]


def _troubled(parts: Parts) -> list[dict[str, Any]]:
    states = parts.store.articles.states()
    known = [states[source.id] for source in parts.sources if source.id in states]
    return [{"source": state.source, "error": state.error, "failures": state.failures} for state in known if state.error]


def _broken(parts: Parts) -> list[str]:
    return [str(failure) for failure in parts.directory.load().failures]


def _lines(found: dict[str, Any]) -> list[str]:
    issues = [[row["issue"], _counts(row["deliveries"])] for row in found["issues"]]
    doubted = [[row["email"], row["issue"], row["reason"]] for row in found["in_doubt"]]
    coming = [[f"{row['due']:%Y-%m-%d %H:%M} UTC", row["edition"], row["readers"]] for row in found["next"]]
    troubled = [f"source {row['source']}: {row['error']} ({row['failures']} times in a row)" for row in found["sources"]]
    blocks = [
        table(("ISSUE", "DELIVERIES"), issues) if issues else ["No issue yet; send one with: digest send"],
        table(("IN DOUBT", "ISSUE", "WHY"), doubted) if doubted else [],
        table(("NEXT", "EDITION", "READERS"), coming) if coming else [],
        troubled,
        found["subscribers"],
    ]
    return [line for block in blocks if block for line in (*block, "")]


def _counts(deliveries: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in deliveries.items()) or "no deliveries"
