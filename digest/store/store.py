"""The store as one object: four aggregates on one database, and which machine may send from it.

A copied or restored store would mail everybody a second time. So a store remembers the machine it was made on, and
``instance_is_ours`` is False on any other until an operator adopts it there (peers that skipped this: listmonk#1801,
a restored snapshot that sent again).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, select, text, update

from digest.errors import StoreError
from digest.store import sqlite, tables
from digest.store.articles import SqlArticles
from digest.store.deliveries import SqlDeliveries
from digest.store.engine import Database, connect, insert_new
from digest.store.issues import SqlIssues
from digest.store.migrate import migrate
from digest.store.readers import SqlReaders


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Which machine a store belongs to, and what it is for."""

    machine: str
    """As the app named it when the store was made or adopted."""
    created: datetime | None
    """None when the app gave no time."""
    is_replay: bool
    """Made for replaying: takes ``--now``, may send only to this machine."""


class SqlStore:
    """The port ``Store``, on SQLite or PostgreSQL; safe to share between threads."""

    def __init__(self, database: Database, *, machine: str = "") -> None:
        """Put the aggregates on ``database``; ``machine`` is the one we run on."""
        self._database = database
        self._machine = machine
        self.articles = SqlArticles(database)
        self.issues = SqlIssues(database)
        self.deliveries = SqlDeliveries(database)
        self.readers = SqlReaders(database)

    def instance(self) -> Instance:
        """Which machine the store belongs to."""
        with self._database.read() as connection:
            row = connection.execute(select(tables.instance)).one()
        return Instance(machine=row.machine, created=row.created, is_replay=row.is_replay)

    def instance_is_ours(self) -> bool:
        """Whether the store belongs to the machine it was opened on: only then may it send."""
        return self.instance().machine == self._machine

    def adopt(self) -> None:
        """From now on the store belongs to the machine it was opened on."""
        with self._database.write() as connection:
            connection.execute(update(tables.instance).values(machine=self._machine))

    @property
    def is_shared(self) -> bool:
        """Whether other machines may use the same store: it is a server, no file."""
        return not self._database.is_sqlite

    def back_up(self, target: Path) -> None:
        """Copy the store to ``target``, mode 0600, while others go on; raises ``StoreError`` on PostgreSQL (use pg_dump)."""
        if not self._database.is_sqlite:
            raise StoreError("back a PostgreSQL store up with pg_dump")
        sqlite.back_up(Path(self._database.engine.url.database or ""), target)

    def vacuum(self) -> None:
        """Give the space of what was deleted back, and leave no trace of it in the file or its log."""
        if self._database.is_sqlite:
            sqlite.vacuum(Path(self._database.engine.url.database or ""))
        else:
            with self._database.bare() as connection:
                connection.execute(text("VACUUM"))

    def close(self) -> None:
        """Give every connection back."""
        self._database.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()


def open_store(
    url: str, *, backups: int = 3, machine: str = "", replay: bool = False, now: datetime | None = None, busy_seconds: float = 5.0
) -> SqlStore:
    """Open the store at ``url``, make it where there is none, migrate it where it is older.

    ``sqlite:///data/digest.db`` or ``postgresql://name@host/database``. ``backups``: how many automatic back-ups are
    kept. ``machine``, ``replay`` and ``now`` are remembered when the store is made; ``busy_seconds``: how long to wait
    for others. Raises ``StoreBusyError``, ``SchemaError`` (a newer digest made it) or ``StoreError``.
    """
    database = connect(url, busy_seconds=busy_seconds)
    try:
        migrate(database, backups=backups, busy_seconds=busy_seconds)
        with database.read() as connection:
            is_known = connection.execute(select(tables.instance.c.id)).first() is not None
        if not is_known:
            with database.write() as connection:
                _sign(connection, machine=machine, replay=replay, now=now)
    except BaseException:
        database.close()
        raise
    return SqlStore(database, machine=machine)


def _sign(connection: Connection, *, machine: str, replay: bool, now: datetime | None) -> None:
    row = {"id": 1, "machine": machine, "created": now, "is_replay": replay}
    connection.execute(insert_new(connection, tables.instance), row)
