"""Deliver: finished mails from sheets, handed over once, fast and politely, with every answer on record.

``message`` makes a recipient's mail; a transport (SMTP, a Maildir, memory) hands mails over and says what became of
each; ``settlements`` and ``suppressions`` say what follows; ``status`` holds the one table of a delivery's life.
What can be promised: a message is *in doubt* only when its final dot was sent and the answer never read, at most one
an open connection; everything else is accepted, deferred, refused, or was not tried.

The transports load when they are first asked for: ``ssl`` and ``asyncio`` would slow every command's start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from digest.deliver.message import Press, Sender, message, message_id
from digest.deliver.retry import ReplyClass, kind, settlements, suppressions
from digest.deliver.status import ANSWERS, Event, step

if TYPE_CHECKING:
    from digest.deliver.maildir import MaildirTransport
    from digest.deliver.memory import MemoryTransport
    from digest.deliver.smtp import SmtpTransport

_LAZY = {"MaildirTransport": "maildir", "MemoryTransport": "memory", "SmtpTransport": "smtp"}


def __getattr__(name: str) -> object:
    """Load a transport when it is first asked for (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)


__all__ = [
    "ANSWERS",
    "Event",
    "MaildirTransport",
    "MemoryTransport",
    "Press",
    "ReplyClass",
    "Sender",
    "SmtpTransport",
    "kind",
    "message",
    "message_id",
    "settlements",
    "step",
    "suppressions",
]
