"""Opening a store of every age: empty, older, newer, being migrated by somebody else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from build import NOW, article, story
from sqlalchemy import text
from stores import MACHINE, PLACES, fresh_store

from digest.errors import SchemaError, StoreBusyError, StoreError
from digest.store import open_store
from digest.store.engine import connect
from digest.store.migrate import REVISIONS, SCRIPTS, revision, run_scripts
from digest.store.sqlite import keep_newest, setup_lock
from digest.store.tables import metadata


def url_of(path):
    return f"sqlite:///{path}"


def older_store(path, to="0001"):
    """A store as an older digest left it, with an article in it."""
    database = connect(url_of(path), busy_seconds=1)
    with database.write() as connection:
        run_scripts(connection, to)
    with database.write() as connection:
        connection.execute(text("INSERT INTO last_good (file, content) VALUES ('ada.toml', 'kept')"))
    database.close()


@pytest.mark.parametrize("place", PLACES)
def test_migrations_build_exactly_the_tables(place, tmp_path):
    with fresh_store(place, tmp_path) as store, store._database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []
        assert revision(connection) == REVISIONS[-1]


def test_every_script_is_listed():
    scripts = ScriptDirectory(str(SCRIPTS))
    assert tuple(script.revision for script in reversed(list(scripts.walk_revisions()))) == REVISIONS


def test_older_store_is_copied_then_migrated(tmp_path):
    path = tmp_path / "digest.db"
    older_store(path)
    with open_store(url_of(path), machine=MACHINE, now=NOW) as store:
        assert store.readers.last_good() == {"ada.toml": "kept"}
        assert store.readers.consents() == ()
        assert store.instance().created == NOW
    backup = tmp_path / "digest.db.backup-0001"
    assert backup.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert copy.execute("SELECT content FROM last_good").fetchall() == [("kept",)]


def test_new_store_needs_no_back_up_and_a_current_one_neither(tmp_path):
    for _ in range(2):
        open_store(url_of(tmp_path / "digest.db")).close()
    assert list(tmp_path.glob("*.backup-*")) == []


def test_only_the_newest_back_ups_are_kept(tmp_path):
    path = tmp_path / "digest.db"
    older_store(path)
    for number in range(3):
        (tmp_path / f"digest.db.backup-000{number}x").write_text("old")
    open_store(url_of(path), backups=1).close()
    assert [backup.name for backup in tmp_path.glob("*.backup-*")] == ["digest.db.backup-0001"]
    keep_newest(path, 0)
    assert list(tmp_path.glob("*.backup-*")) == []


def test_newer_store_is_left_alone(tmp_path):
    path = tmp_path / "digest.db"
    open_store(url_of(path)).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(SchemaError, match="upgrade digest"):
        open_store(url_of(path))


def test_migration_that_fails_changes_nothing(tmp_path):
    path = tmp_path / "digest.db"
    older_store(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE instance (oops TEXT)")
    with pytest.raises(StoreError):
        open_store(url_of(path))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'consents'").fetchone() == (0,)


def test_store_being_migrated_is_busy(tmp_path):
    path = tmp_path / "digest.db"
    with setup_lock(path, busy_seconds=1), pytest.raises(StoreBusyError, match="migrating"):
        open_store(url_of(path), busy_seconds=0.05)


def test_processes_that_open_together_migrate_once(tmp_path):
    path = tmp_path / "digest.db"
    older_store(path)
    script = f"from digest.store import open_store; open_store({url_of(path)!r}, busy_seconds=30).close()"
    started = [subprocess.Popen([sys.executable, "-c", script]) for _ in range(3)]
    assert [process.wait() for process in started] == [0, 0, 0]
    with open_store(url_of(path)) as store:
        told = story(article())
        assert store.articles.save(states=[], articles=told.articles, stories=[told]) == 1
    assert len(list(tmp_path.glob("*.backup-*"))) == 1
