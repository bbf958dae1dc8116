"""Bring a store up to this version of digest when it is opened.

Every store names the revision of its tables. If that is ours, opening costs one query. If it is older, the migrations
between run in one transaction, under a lock, so that of many processes that start together one does the work and the
others wait; a SQLite store that holds something is copied first, to ``<name>.backup-<revision>`` beside it (a
PostgreSQL database is backed up by its operator: ``pg_dump``). If it is not known here, a newer digest made it, and
nothing is touched.

Alembic is imported only when there is something to do.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table, text

from digest.errors import SchemaError
from digest.store import sqlite
from digest.store.engine import Database

REVISIONS = ("0001", "0002")
"""Every revision there ever was, oldest first; the last one is that of ``tables``."""

SCRIPTS = Path(__file__).parent / "migrations"
_LOCK = 0x64_69_67_65_73_74
"""Key of PostgreSQL's advisory lock: the word digest."""


def migrate(database: Database, *, backups: int, busy_seconds: float) -> None:
    """Make the store ours; raises ``SchemaError`` for one from a newer digest, ``StoreBusyError`` when another process is at it."""
    path = Path(database.engine.url.database or "")
    with sqlite.setup_lock(path, busy_seconds=busy_seconds) if database.is_sqlite else nullcontext():
        if database.is_sqlite:
            sqlite.set_wal(path, busy_seconds=busy_seconds)
        with database.read() as connection:
            found = revision(connection)
        if found == REVISIONS[-1]:
            return
        if found and database.is_sqlite:
            sqlite.back_up(path, path.with_name(f"{path.name}.backup-{found}"))
        _upgrade(database)
        if database.is_sqlite:
            sqlite.keep_newest(path, backups)


def revision(connection: Connection) -> str:
    """The revision the store says it has, empty for an empty one; raises ``SchemaError`` when we do not know it."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar() or ""
    if found and found not in REVISIONS:
        raise SchemaError(f"upgrade digest: a newer one made this store (revision {found}, this one knows {REVISIONS[-1]})")
    return found


def _upgrade(database: Database) -> None:
    with database.rebuild() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if revision(connection) != REVISIONS[-1]:
            run_scripts(connection)


def run_scripts(connection: Connection, to: str = "head") -> None:
    """Run the migrations up to ``to`` in the connection's transaction."""
    from alembic import command  # noqa: PLC0415 - costs a tenth of a second, and opening is common while migrating is rare
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    command.upgrade(config, to)
