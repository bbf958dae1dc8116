"""SQLite as digest wants it: one private file, durable at every commit, readers beside one writer.

WAL, so that reading never waits for writing; ``synchronous = FULL``, because a forgotten lease is a silent double;
foreign keys on; what is deleted is overwritten, because an erased address must leave no trace in the file. Mode 0600:
the file names every reader (SQLite gives its ``-wal`` and ``-shm`` the same).

Sources: https://sqlite.org/pragma.html, https://sqlite.org/backup.html.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from digest.errors import StoreBusyError, StoreError

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_OTHERS = 0o077
"""Mode bits of everybody but the owner."""


def make_file(name: str) -> None:
    """Make the file and its folder where they are missing, for the owner alone; raises ``StoreError``."""
    path = Path(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        if path.stat().st_mode & _OTHERS:
            path.chmod(0o600)
    except OSError as error:
        raise StoreError("cannot open the store's file; check [store] url and the folder's rights", subject=name, cause=error) from error


def set_up(connection: sqlite3.Connection, record: object) -> None:
    """Prepare a new connection (a listener of SQLAlchemy's ``connect``); transactions are begun by ``engine`` alone.

    32 MB of cache: with SQLite's 2 MB, a large issue's unordered reader ids go to the disk and back page by page.
    """
    _ = record
    connection.isolation_level = None
    for pragma in ("synchronous = FULL", "foreign_keys = ON", "secure_delete = ON", "cache_size = -32768"):
        connection.execute(f"PRAGMA {pragma}").close()


def trust_references(connection: Any) -> None:  # noqa: ANN401 - SQLAlchemy does not say what a driver's connection is
    """Let this connection break foreign keys; works only outside a transaction."""
    connection.execute("PRAGMA foreign_keys = OFF").close()


def set_wal(path: Path, *, busy_seconds: float) -> None:
    """Switch the file to write-ahead logging, which it then remembers; raises ``StoreError`` when it cannot."""
    try:
        with closing(sqlite3.connect(path, timeout=busy_seconds)) as connection:
            mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    except sqlite3.Error as error:
        raise _failed(path, error) from error
    if mode != "wal":
        raise StoreError("this file system allows no write-ahead log; put the store on a local disk", subject=str(path))


def is_busy(error: Any) -> bool:  # noqa: ANN401 - whatever a driver raised
    """Whether SQLite says that somebody else holds the lock (also in its extended codes)."""
    return isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY


@contextmanager
def setup_lock(path: Path, *, busy_seconds: float) -> Iterator[None]:
    """Hold the file's setup lock (``<name>.lock``): one process at a time migrates; raises ``StoreBusyError``."""
    lock = FileLock(f"{path}.lock", timeout=busy_seconds, mode=0o600)
    try:
        with lock:
            yield
    except Timeout as error:
        raise StoreBusyError("another process is migrating the store; try again in a moment", subject=str(path)) from error


def back_up(path: Path, target: Path) -> None:
    """Copy the store as it is committed now, while others go on; the copy appears whole, mode 0600, or not at all."""
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    make_file(str(partial))
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
            source.backup(copy)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        partial.unlink(missing_ok=True)
        raise _failed(target, error) from error


def vacuum(path: Path) -> None:
    """Write the file anew without what was deleted, and empty its log; raises ``StoreBusyError`` while others use it."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    except sqlite3.Error as error:
        raise _failed(path, error) from error


def keep_newest(path: Path, keep: int) -> None:
    """Remove all but the ``keep`` newest automatic back-ups of a store."""
    found = sorted(path.parent.glob(f"{path.name}.backup-*"), key=lambda backup: backup.stat().st_mtime_ns, reverse=True)
    for backup in found[max(keep, 0) :]:
        backup.unlink(missing_ok=True)


def _failed(path: Path, error: Exception) -> StoreError:
    if is_busy(error):
        return StoreBusyError(subject=str(path), cause=error)
    return StoreError("this is no store that can be read, or the disk refuses", subject=str(path), cause=error)
