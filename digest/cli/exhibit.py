"""A finished mail taken apart again for showing: its headers, HTML and text."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from digest.render import Exhibit


def exhibit(content: bytes) -> Exhibit:
    """What a reader's program makes of the mail."""
    mail = _parsed(content)
    headers = "\n".join(f"{name}: {value}" for name, value in mail.items())
    return Exhibit(title=str(mail["To"]).partition(" <")[0], headers=headers, html=_part(mail, "html"), text=_part(mail, "plain"))


def text_of(content: bytes) -> str:
    """The text part."""
    return _part(_parsed(content), "plain")


def _parsed(content: bytes) -> EmailMessage:
    return message_from_bytes(content, _class=EmailMessage, policy=SMTP)


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part else ""
