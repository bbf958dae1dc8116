"""``digest send``: an issue now, for everybody on the edition's list or for those whose hour has come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.choosing import chosen_edition, chosen_reader
from digest.cli.console import Console
from digest.cli.exits import status_of_report
from digest.cli.opening import opened

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.model import Report
    from digest.pipeline import Parts


def send(
    context: typer.Context,
    *,
    edition: Annotated[str | None, typer.Argument(metavar="[EDITION]", help="Which edition; the only one where there is one.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only readers whose hour has come; for cron and timers.")] = False,
    to: Annotated[str, typer.Option(metavar="ADDRESS", help="Only this reader.")] = "",
    test: Annotated[str, typer.Option(metavar="ADDRESS", help="One copy there; nothing is remembered.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be sent; change nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="A second issue of the same slot, of what is new since.")] = False,
    gather: Annotated[bool, typer.Option("--gather/--no-gather", help="Ask the sources first.")] = True,
) -> None:
    """Gather, publish and send an issue."""
    console: Console = context.obj
    with opened(console, is_changing=not dry_run) as (settings, parts):
        earlier = {"gather": _gather(parts, console)} if gather and not dry_run else {}
        if due:
            report = _due(parts, settings, is_dry=dry_run)
        elif test:
            report = _test(parts, settings, edition, test)
        else:
            report = _issue(parts, settings, edition, to=to, is_again=again, is_dry=dry_run)
        console.report(report, what="would send" if dry_run else "send", earlier=earlier)
    raise typer.Exit(status_of_report(report))


def _gather(parts: Parts, console: Console) -> Report:
    from digest.pipeline import intake

    report = intake(parts, parts.clock())
    console.report(report, what="gather", is_last=False)
    return report


def _due(parts: Parts, settings: Settings, *, is_dry: bool) -> Report:
    from digest.pipeline import hand_over
    from digest.schedule import publish_due

    report = publish_due(parts, settings.edition_list(), parts.clock(), is_dry=is_dry)
    return report if is_dry else report + hand_over(parts)


def _issue(parts: Parts, settings: Settings, name: str | None, *, to: str, is_again: bool, is_dry: bool) -> Report:
    from digest.pipeline import hand_over
    from digest.schedule import publish_now

    edition = chosen_edition(settings, name)
    reader = chosen_reader(parts, to) if to else None
    issue, report = publish_now(parts, edition, settings.digest.timezone, reader=reader, is_again=is_again, is_dry=is_dry)
    # for everybody also what an earlier send left when it died: its readers count as served and would never be asked for again
    return report if is_dry else report + hand_over(parts, issue if reader else None)


def _test(parts: Parts, settings: Settings, name: str | None, email: str) -> Report:
    from digest.model import Preference, Subscriber
    from digest.schedule import send_test
    from digest.subscribers import address, subscriber_id

    written = address(email)
    reader = Subscriber(id=subscriber_id(written), email=written, preference=Preference(language=settings.digest.language))
    return send_test(parts, chosen_edition(settings, name), settings.digest.timezone, reader)
