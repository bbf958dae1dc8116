"""Exit statuses, and which error ends in which.

====  ==========================================================
0     done, also when nothing was due
1     failed
2     wrong usage or configuration
3     readers not served (listed)
4     the store is busy, or this instance is not adopted
130   interrupted
====  ==========================================================
"""

from __future__ import annotations

from enum import IntEnum

from digest.errors import ConfigError, DigestError, PartError, PreferenceError, StoreBusyError
from digest.model import Report, Status


class Exit(IntEnum):
    """What the shell is told."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_SERVED = 3
    BUSY = 4
    INTERRUPTED = 130


_NOT_SERVED = frozenset(
    {str(status) for status in (Status.DEFERRED, Status.REFUSED, Status.IN_DOUBT, Status.EXPIRED)}
    | {"held", "RenderError", "TemporaryError", "SenderRefusedError", "TransportError"}
)


def status_of(error: DigestError) -> Exit:
    """The exit status an error ends in."""
    if isinstance(error, StoreBusyError):
        return Exit.BUSY
    if isinstance(error, ConfigError | PreferenceError | PartError):
        return Exit.USAGE
    return Exit.FAILED


def status_of_report(report: Report) -> Exit:
    """3 when a reader was not served; a dead feed alone is no failure."""
    return Exit.NOT_SERVED if any(failure.kind in _NOT_SERVED for failure in report.failures) else Exit.DONE
