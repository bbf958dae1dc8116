"""The database behind the store: short transactions, and foreign errors turned into ours.

Everything that differs between SQLite and PostgreSQL stands here and in ``sqlite``; the aggregates speak SQLAlchemy
Core that means the same on both.

A *read* is one snapshot that blocks nobody (SQLite: WAL; PostgreSQL: repeatable read). A *write* takes its lock at
once (SQLite: ``BEGIN IMMEDIATE``, so that two writers queue up instead of failing half-way) and is short. A write
that cannot get its lock in time raises ``StoreBusyError``, one that contradicts what is stored ``ConflictError``, and
everything else that a database can say ``StoreError``.

Sources: https://sqlite.org/wal.html, https://sqlite.org/lang_transaction.html; PostgreSQL manual, 13.2 and 13.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.dialects import sqlite as sqlite_dialect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, SQLAlchemyError

from digest.errors import ConflictError, StoreBusyError, StoreError
from digest.store import sqlite

T = TypeVar("T")

_PG_BUSY = frozenset({"55P03", "40001", "40P01", "57P03", "53300"})
"""lock_not_available, serialization_failure, deadlock_detected, cannot_connect_now, too_many_connections."""


class Database:
    """One engine; hands out transactions."""

    def __init__(self, engine: Engine) -> None:
        """Wrap ``engine``, as ``connect`` makes it."""
        self.engine = engine

    @property
    def is_sqlite(self) -> bool:
        """Whether it is one file on this machine."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot, read only."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with _translated(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction, committed at the end of the block, rolled back by any error."""
        with _translated(), self.engine.connect().execution_options(is_write=True) as connection, connection.begin():
            yield connection

    @contextmanager
    def rebuild(self) -> Iterator[Connection]:
        """A write that may rebuild tables: with foreign keys on, SQLite would empty what refers to a table that is replaced."""
        with _translated(), self.engine.connect().execution_options(is_write=True) as connection:
            if self.is_sqlite:
                sqlite.trust_references(connection.connection.driver_connection)
            with connection.begin():
                yield connection
            connection.invalidate()  # the next one checks references again

    @contextmanager
    def bare(self) -> Iterator[Connection]:
        """A connection outside any transaction, for upkeep."""
        with _translated(), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()


def connect(url: str, *, busy_seconds: float) -> Database:
    """Make the engine of an address; raises ``StoreError`` for one that is no SQLite file or PostgreSQL database."""
    address = _address(url)
    if address.drivername.startswith("sqlite"):
        return Database(_sqlite_engine(address, busy_seconds))
    milliseconds = int(busy_seconds * 1000)
    options = f"-c lock_timeout={milliseconds} -c timezone=UTC"
    return Database(create_engine(address, connect_args={"options": options}, pool_pre_ping=True))


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise _unknown() from error
    if address.drivername in {"postgresql", "postgres"}:
        return address.set(drivername="postgresql+psycopg")
    is_file = address.drivername in {"sqlite", "sqlite+pysqlite"} and address.database not in {None, "", ":memory:"}
    if not is_file and address.drivername != "postgresql+psycopg":
        raise _unknown()
    return address


def _unknown() -> StoreError:
    # the address itself is not shown: it may hold a password
    return StoreError("write [store] url as sqlite:///data/digest.db or postgresql://name@host/database")


def _sqlite_engine(address: URL, busy_seconds: float) -> Engine:
    sqlite.make_file(address.database or "")
    engine = create_engine(address, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", sqlite.set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("is_write") else "BEGIN")


@contextmanager
def _translated() -> Iterator[None]:
    """Database errors as ours; values never appear in them, for they may be somebody's address."""
    try:
        yield
    except IntegrityError as error:
        raise ConflictError("the store already holds something that contradicts this", cause=_first_line(error)) from error
    except DBAPIError as error:
        raise (StoreBusyError() if _is_busy(error) else StoreError("the database refused", cause=_first_line(error))) from error
    except SQLAlchemyError as error:
        raise StoreError("the store was asked for something it cannot do", cause=_first_line(error)) from error


def _first_line(error: SQLAlchemyError) -> str:
    # PostgreSQL shows the values on the second line, SQLAlchemy the parameters
    return str(getattr(error, "orig", None) or error).split("\n", maxsplit=1)[0]


def _is_busy(error: DBAPIError) -> bool:
    state = getattr(error.orig, "sqlstate", None)
    return sqlite.is_busy(error.orig) or state in _PG_BUSY


# ---------------------------------------------------------------- statements both dialects know under different names


def insert(connection: Connection, table: Table) -> sqlite_dialect.Insert | postgresql.Insert:
    """An INSERT that knows ``on_conflict_do_…`` in the connection's dialect."""
    return sqlite_dialect.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def upsert(connection: Connection, table: Table, *, keep: Sequence[str] = ()) -> Insert:
    """Insert, or replace every column but the primary key and those in ``keep``."""
    statement = insert(connection, table)
    fresh = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key and column.name not in keep}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=fresh)


def insert_new(connection: Connection, table: Table, on: Sequence[Any] = ()) -> Insert:
    """Insert, and leave out rows whose primary key (or the unique columns ``on``) is there already."""
    columns: list[Any] = list(on) or list(table.primary_key.columns)
    return insert(connection, table).on_conflict_do_nothing(index_elements=columns)


def run_many(connection: Connection, statement: Any, rows: Sequence[dict[str, Any]]) -> int:  # noqa: ANN401 - any statement of SQLAlchemy
    """Execute once a row, if there is any row; how many rows of the table it touched."""
    return connection.execute(statement, rows).rowcount if rows else 0


def chunks(values: Iterable[T], size: int = 5_000) -> Iterator[list[T]]:
    """Lists of at most ``size``: databases bound how many values one statement may name, and memory how many rows."""
    rest = iter(values)
    while chunk := list(islice(rest, size)):
        yield chunk
