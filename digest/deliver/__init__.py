"""Deliver: finished mails from sheets, handed over once, fast and politely, with every answer on record.

``message`` makes a recipient's mail; a transport (SMTP, a Maildir, memory) hands mails over and tells a witness before and
after; ``journals`` keep on record what is under way, whatever ends the process; ``settlements`` and ``suppressions`` say
what follows; ``status`` holds the one table of a delivery's life.
What can be promised: a message is *in doubt* only when its final dot was sent and the answer never read, at most one
an open connection; everything else is accepted, deferred, refused, or was not tried.

The transports load when they are first asked for: ``ssl`` and ``asyncio`` would slow every command's start.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from digest.deliver.message import Press, Sender, message, message_id
from digest.deliver.proving import send_all
from digest.deliver.retry import ReplyClass, kind, settlements, suppressions
from digest.deliver.status import ANSWERS, Event, step

if TYPE_CHECKING:
    from digest.deliver.journals import FileJournals, LedgerJournals
    from digest.deliver.maildir import MaildirTransport
    from digest.deliver.memory import MemoryTransport
    from digest.deliver.smtp import SmtpTransport
    from digest.deliver.token import TokenCommand

_LAZY = {
    "FileJournals": "journals",
    "LedgerJournals": "journals",
    "MaildirTransport": "maildir",
    "MemoryTransport": "memory",
    "SmtpTransport": "smtp",
    "TokenCommand": "token",
}


def __getattr__(name: str) -> object:
    """Load a transport or the journals when it is first asked for (PEP 562)."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)


__all__ = [
    "ANSWERS",
    "Event",
    "FileJournals",
    "LedgerJournals",
    "MaildirTransport",
    "MemoryTransport",
    "Press",
    "ReplyClass",
    "Sender",
    "SmtpTransport",
    "TokenCommand",
    "kind",
    "message",
    "message_id",
    "send_all",
    "settlements",
    "step",
    "suppressions",
]
