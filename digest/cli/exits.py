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


_BY_KIND = {"ConfigError": Exit.USAGE, "PartError": Exit.USAGE, "StoreBusyError": Exit.BUSY}
"""A whole step of a round that failed; as ``status_of`` has it."""
_FAILED = frozenset({"unexpected", "StoreError", "SchemaError", "ConflictError", "SubscriberError"})


def status_of(error: DigestError) -> Exit:
    """The exit status an error ends in."""
    if isinstance(error, StoreBusyError):
        return Exit.BUSY
    if isinstance(error, ConfigError | PreferenceError | PartError):
        return Exit.USAGE
    return Exit.FAILED


def status_of_report(report: Report) -> Exit:
    """3 when a reader was not served, else what a step ended in; a dead feed or one broken file alone is no failure."""
    kinds = {failure.kind for failure in report.failures}
    if kinds & _NOT_SERVED:
        return Exit.NOT_SERVED
    steps = [status for kind, status in _BY_KIND.items() if kind in kinds]
    return steps[0] if steps else Exit.FAILED if kinds & _FAILED else Exit.DONE
