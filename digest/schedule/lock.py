"""One process an instance claims slots: a file lock, with the holder's pid beside it for whoever is refused.

The lock is the kernel's (``flock``), so it ends with its process however that ends; the pid in ``<lock>.pid`` is only
told, never trusted. Sending needs no such lock: the ledger hands every delivery to one worker.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from digest.errors import StoreBusyError, StoreError


@contextmanager
def claim(path: Path) -> Iterator[None]:
    """Hold the lock at ``path`` while the block runs; raises ``StoreBusyError`` at once, with the pid, when another holds it."""
    lock = FileLock(path, timeout=0, mode=0o600)
    told = path.with_name(f"{path.name}.pid")
    try:
        lock.acquire()
    except Timeout as cause:
        raise StoreBusyError(f"another digest (pid {_pid(told)}) claims the slots here; stop it, or leave the work to it") from cause
    except OSError as cause:
        raise StoreError("the lock for claiming slots cannot be made", subject=str(path), cause=cause.strerror) from cause
    try:
        told.write_text(f"{os.getpid()}\n", encoding="ascii")
        yield
    finally:
        told.unlink(missing_ok=True)
        lock.release()


def _pid(told: Path) -> str:
    """Who says he holds it."""
    with suppress(OSError, ValueError):
        return str(int(told.read_text(encoding="ascii")))
    return "unknown"
