"""Where store tests run: a SQLite file always, PostgreSQL when ``DIGEST_TEST_POSTGRES`` names an empty database.

Making tables takes longer than most tests, so it happens once a place; every test gets its rows fresh.
"""

from __future__ import annotations

import atexit
import os
import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from digest.store import open_store
from digest.store.tables import metadata

POSTGRES = os.environ.get("DIGEST_TEST_POSTGRES", "")
PLACES = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)
MACHINE = "machine-1"


@cache
def _template():
    folder = Path(mkdtemp(prefix="digest-store-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    open_store(f"sqlite:///{folder / 'empty.db'}", machine=MACHINE).close()
    return folder / "empty.db"


@cache
def _tables_on_postgres():
    open_store(POSTGRES, machine=MACHINE).close()


def fresh_url(place, folder):
    """The address of a store with our tables and no rows."""
    if place == "sqlite":
        shutil.copy(_template(), folder / "digest.db")
        return f"sqlite:///{folder / 'digest.db'}"
    _tables_on_postgres()
    empty_postgres()
    return POSTGRES


def empty_postgres():
    import psycopg

    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {', '.join(table.name for table in metadata.sorted_tables)} RESTART IDENTITY")
        connection.execute("INSERT INTO counters (name, value) VALUES ('revision', 0)")


def fresh_store(place, folder, **given):
    return open_store(fresh_url(place, folder), **{"machine": MACHINE} | given)
