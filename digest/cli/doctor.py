"""``digest doctor``: whether everything that a send needs is there and answers.

Each finding is a line with what was asked, whether it is well, and what to do if not. ``--adopt`` says that a store
that came from another machine belongs here now; ``--send-to`` sends one small test mail by the configured way.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from digest.cli.console import Console, table
from digest.cli.exits import Exit
from digest.cli.opening import opened
from digest.errors import DigestError

if TYPE_CHECKING:
    from digest.config import Settings
    from digest.pipeline import Parts

LEAST_FREE = 200_000_000
"""Bytes on the store's disk below which an issue may not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, and what is to be done about it."""

    subject: str
    what: str
    is_well: bool = True


def doctor(
    context: typer.Context,
    *,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="This store belongs to this machine now; the other one is stopped for good.")
    ] = False,
    send_to: Annotated[str, typer.Option(metavar="ADDRESS", help="Send one test mail there.")] = "",
) -> None:
    """Look at configuration, readers, templates, store, disk and the mail server; status 1 when something is amiss."""
    console: Console = context.obj
    with opened(console) as (settings, parts):
        if adopt:
            parts.store.adopt()
        findings = [*_files(settings), *_store(settings, parts), *_mail(settings, parts, send_to)]
    rows = [["well" if finding.is_well else "AMISS", finding.subject, finding.what] for finding in findings]
    console.give(findings, table(("", "LOOKED AT", "FOUND"), rows))
    if not all(finding.is_well for finding in findings):
        raise typer.Exit(Exit.FAILED)


def _files(settings: Settings) -> Iterator[Finding]:
    """Configuration, subscriber files, templates, secrets."""
    from digest.app import mistakes_in

    mistakes = mistakes_in(settings)
    yield from (Finding(subject=failure.subject, what=failure.what, is_well=False) for failure in mistakes)
    if not mistakes:
        yield Finding(subject="files", what="configuration, subscribers, templates and secrets are understood")
    if not settings.editions or not settings.sources:
        yield Finding(subject=str(settings.file), what="no edition or no source: nothing can be sent", is_well=False)


def _store(settings: Settings, parts: Parts) -> Iterator[Finding]:
    ours = parts.store.instance_is_ours()
    yield Finding(
        subject="store", what="it is this machine's" if ours else "it comes from another machine: digest doctor --adopt", is_well=ours
    )
    free = shutil.disk_usage(_existing(settings.folder)).free
    enough = f"{free / 1e9:.1f} GB free"
    yield Finding(subject="disk", what=enough if free > LEAST_FREE else f"only {enough}: make room", is_well=free > LEAST_FREE)
    for source in parts.sources:
        state = parts.store.articles.states().get(source.id)
        if state is not None and state.error:
            yield Finding(subject=f"source {source.id}", what=state.error, is_well=False)


def _mail(settings: Settings, parts: Parts, send_to: str) -> Iterator[Finding]:
    """Whether a session opens: name, TLS, login; and with ``send_to`` whether a mail is taken."""
    way = settings.digest.transport
    subject = f"{settings.smtp.host}:{settings.smtp.port}" if way == "smtp" else way
    asked: Callable[[], str] = partial(_send, parts, settings, send_to) if send_to else partial(_open, parts)
    try:
        yield Finding(subject=subject, what=asked())
    except DigestError as error:
        yield Finding(subject=subject, what=str(error), is_well=False)


def _open(parts: Parts) -> str:
    with parts.transport().session():
        return "it answers, and takes our login"


def _send(parts: Parts, settings: Settings, send_to: str) -> str:
    from email.message import EmailMessage
    from email.policy import SMTP

    from digest.deliver import send_all
    from digest.errors import TemporaryError
    from digest.model import DeliveryId, Envelope, Message, Status
    from digest.subscribers import address

    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = settings.digest.sender, address(send_to), f"{settings.digest.name}: a test by digest doctor"
    mail["Date"], mail["Auto-Submitted"] = parts.clock(), "auto-generated"
    mail.set_content("If you read this, digest can send mail.\n")
    envelope = Envelope(sender=settings.digest.sender, recipient=send_to)
    with parts.transport().session() as session:
        outcome = send_all(session, [Message(delivery=DeliveryId(1), envelope=envelope, content=bytes(mail))])[0]
    if outcome.status is not Status.ACCEPTED:
        raise TemporaryError(f"the test mail is {outcome.status}", cause=f"{outcome.code} {outcome.reason}")
    return f"it took a test mail for {send_to}"


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else Path()
