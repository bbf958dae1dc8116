"""``digest resolve``: what a person has found out about mails that are in doubt."""

from __future__ import annotations

from typing import Annotated

import typer

from digest.cli.console import Console
from digest.cli.opening import opened
from digest.errors import StoreBusyError
from digest.model import IssueId, Status


def resolve(
    context: typer.Context,
    *,
    issue: Annotated[str | None, typer.Argument(metavar="[ISSUE]", help="As in digest status; else all.")] = None,
    accepted: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="It arrived; may be given again.")] = None,
    resend: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="It did not; queued again, for digest resume.")] = None,
    everybody: Annotated[str, typer.Option("--all", metavar="accepted|resend", help="The same for everybody in doubt.")] = "",
) -> None:
    """Say what became of mails whose answer was never read."""
    console: Console = context.obj
    told = _told(accepted or [], resend or [], everybody)
    with opened(console) as (_, parts):
        if not parts.store.instance_is_ours():
            raise StoreBusyError("this store comes from another machine; when the other one is stopped for good: digest doctor --adopt")
        changed = [
            row
            for status, emails in told.items()
            for row in parts.store.deliveries.resolve(status, parts.clock(), issue=IssueId(issue) if issue else None, emails=emails)
        ]
        left = parts.store.deliveries.find(issue=IssueId(issue) if issue else None, status=Status.IN_DOUBT, limit=10_000)
    rows = [{"issue": row.issue, "email": row.email, "status": str(row.status)} for row in changed]
    lines = [f"{row.email}: {row.status} ({row.issue})" for row in changed] or ["nobody of these is in doubt"]
    console.give({"resolved": rows, "left": len(left)}, [*lines, f"{len(left)} in doubt still"] if left else lines)


def _told(accepted: list[str], resend: list[str], everybody: str) -> dict[Status, list[str] | None]:
    """New status → addresses, None for all."""
    words = {"accepted": Status.ACCEPTED, "resend": Status.QUEUED}
    if everybody and everybody not in words:
        raise typer.BadParameter("write --all accepted, or --all resend")
    if bool(everybody) == bool(accepted or resend):
        raise typer.BadParameter("name addresses with --accepted or --resend, or say --all accepted, or --all resend")
    if everybody:
        return {words[everybody]: None}
    return {status: emails for status, emails in ((Status.ACCEPTED, accepted), (Status.QUEUED, resend)) if emails}
