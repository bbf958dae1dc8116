"""The database itself: locks, files, addresses, errors, and the plans of the queries that must not grow."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from build import NOW, article, delivery, issue, story
from sqlalchemy import event, literal, select, text
from sqlalchemy.exc import DBAPIError
from stores import MACHINE, PLACES, POSTGRES, fresh_store, fresh_url

from digest.errors import ConflictError, StoreBusyError, StoreError
from digest.model import Consent, Due, SubscriberId, Suppression
from digest.store import open_store, tables
from digest.store.columns import Instant
from digest.store.engine import _is_busy, connect
from digest.store.sqlite import back_up, set_wal


@pytest.fixture(params=PLACES)
def store(request, tmp_path):
    with fresh_store(request.param, tmp_path) as opened:
        yield opened


def test_store_that_is_locked_is_busy(tmp_path):
    with fresh_store("sqlite", tmp_path, busy_seconds=0.05) as store, closing(sqlite3.connect(tmp_path / "digest.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreBusyError):
            store.readers.remember_good({"a": "b"})
        assert store.readers.last_good() == {}
        with pytest.raises(StoreBusyError):
            store.vacuum()
        other.rollback()
        store.readers.remember_good({"a": "b"})


@pytest.mark.skipif(not POSTGRES, reason="DIGEST_TEST_POSTGRES names no database")
def test_row_that_is_locked_on_postgresql_is_busy(tmp_path):
    url = fresh_url("postgresql", tmp_path)
    with open_store(url, busy_seconds=0.05) as store, open_store(url) as other, other._database.write() as connection:
        connection.execute(select(tables.counters).with_for_update())
        with pytest.raises(StoreBusyError):
            store.articles.save(states=[], articles=[], stories=[])


def test_reading_does_not_wait_for_writing(store):
    told = story(article())
    store.articles.save(states=[], articles=told.articles, stories=[told])
    with store._database.write() as connection:
        connection.execute(tables.stories.update().values(voices=7))
        assert store.articles.story(told.id).voices == 1
    assert store.articles.story(told.id).voices == 7


def test_snapshot_does_not_see_what_is_committed_meanwhile(store):
    with store._database.read() as connection:
        assert connection.execute(select(tables.last_good)).all() == []
        store.readers.remember_good({"a": "b"})
        assert connection.execute(select(tables.last_good)).all() == []


def test_threads_share_a_store(store):
    errors = []

    def remember(number):
        try:
            store.readers.remember_good({f"{number}.toml": "x"})
        except StoreError as error:
            errors.append(error)

    threads = [threading.Thread(target=remember, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(store.readers.last_good()) == 8


def test_file_is_for_the_owner_alone(tmp_path):
    path = tmp_path / "new" / "digest.db"
    with open_store(f"sqlite:///{path}") as store:
        store.readers.remember_good({"a": "b"})
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}
    path.chmod(0o644)
    open_store(f"sqlite:///{path}").close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_every_commit_is_durable(tmp_path):
    with fresh_store("sqlite", tmp_path) as store, store._database.read() as connection:
        pragmas = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "foreign_keys")}
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("url", ["", "digest.db", "sqlite://", "sqlite:///:memory:", "mysql://root:hunter2@host/db", "http://x"])
def test_address_of_no_store_is_explained_and_not_shown(url):
    with pytest.raises(StoreError, match=r"sqlite:///data/digest\.db") as caught:
        open_store(url)
    assert "hunter2" not in str(caught.value)


def test_plain_postgresql_address_means_psycopg():
    database = connect("postgresql://ada@localhost/digest", busy_seconds=1)
    assert database.engine.url.drivername == "postgresql+psycopg"
    database.close()


def test_database_that_does_not_answer_is_a_store_error():
    with pytest.raises(StoreError):
        open_store("postgresql://nobody@127.0.0.1:9/none")


def test_file_that_is_no_database_is_a_store_error(tmp_path):
    path = tmp_path / "digest.db"
    path.write_text("Dear diary, " * 500)
    with pytest.raises(StoreError):
        open_store(f"sqlite:///{path}")


def test_folder_that_cannot_be_made_is_a_store_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="rights"):
        open_store(f"sqlite:///{tmp_path}/file/digest.db")


def test_store_in_memory_of_sqlite_has_no_log(tmp_path, monkeypatch):
    class Stubborn(sqlite3.Connection):
        def execute(self, *given):
            return super().execute("SELECT 'delete'")

    real = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: real(*given, **named, factory=Stubborn))
    with pytest.raises(StoreError, match="local disk"):
        set_wal(tmp_path / "digest.db", busy_seconds=1)


def test_errors_name_no_values(store):
    twice = tables.suppressions.insert().values([{"address": "canary@example.org", "reason": "", "at": NOW}] * 2)
    with pytest.raises(ConflictError) as caught, store._database.write() as connection:
        connection.execute(twice)
    assert "canary" not in str(caught.value)


def test_naive_datetime_is_refused(store):
    with pytest.raises(StoreError, match="naive"):
        store.readers.plan([Due(subscriber=SubscriberId("x"), edition="daily", instant=NOW.replace(tzinfo=None), local_date=NOW.date())])


def test_instants_come_back_aware_and_empty_ones_empty(store):
    local = NOW.astimezone().replace(microsecond=7)
    with store._database.read() as connection:
        assert connection.execute(select(literal(local, Instant))).scalar() == local
        assert connection.execute(select(literal(None, Instant))).scalar() is None


def test_other_errors_are_store_errors(store):
    with pytest.raises(StoreError), store._database.write() as connection:
        connection.execute(text("SELECT * FROM nowhere"))


def test_postgresql_says_busy_in_five_letters():
    class AnswerError(Exception):
        sqlstate = "55P03"

    assert _is_busy(DBAPIError("", {}, AnswerError()))
    assert not _is_busy(DBAPIError("", {}, ValueError()))


def test_copy_elsewhere_may_not_send_until_adopted(tmp_path):
    url = fresh_url("sqlite", tmp_path)
    with open_store(url, machine="machine-2") as copied:
        assert not copied.instance_is_ours()
        copied.adopt()
        assert copied.instance_is_ours()
    with open_store(url, machine=MACHINE) as old:
        assert not old.instance_is_ours()


def test_store_remembers_that_it_was_made_for_replaying(tmp_path):
    url = f"sqlite:///{tmp_path / 'digest.db'}"
    open_store(url, replay=True, now=NOW, machine=MACHINE).close()
    with open_store(url, replay=False) as again:
        assert again.instance().is_replay
        assert (again.instance().created, again.instance().machine) == (NOW, MACHINE)


def test_back_up_is_a_store_of_its_own(store, tmp_path):
    store.readers.remember_good({"a": "b"})
    target = tmp_path / "copy.db"
    if not store._database.is_sqlite:
        with pytest.raises(StoreError, match="pg_dump"):
            store.back_up(target)
        return
    store.back_up(target)
    with open_store(f"sqlite:///{target}", machine=MACHINE) as copy:
        assert copy.readers.last_good() == {"a": "b"}


def test_back_up_that_fails_leaves_nothing(tmp_path):
    broken = tmp_path / "broken.db"
    broken.write_text("no database " * 500)
    with pytest.raises(StoreError):
        back_up(broken, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == [broken]


def test_erased_address_leaves_no_trace_in_the_files(store, tmp_path):
    name, canary = "canary-7f3a", "canary-7f3a@example.org"
    number = issue()
    store.issues.save(number, digests=[], cards=[], deliveries=[delivery(name, due=NOW + timedelta(days=n)) for n in range(1)])
    store.readers.suppress(Suppression(email=canary, reason="unsubscribed", at=NOW))
    store.readers.record_consent(Consent(email=canary, at=NOW, how="form"))
    store.readers.remember_good({f"{name}.toml": canary})
    store.readers.erase(SubscriberId(f"id-{name}"), canary, files=[f"{name}.toml"])
    store.vacuum()
    for file in tmp_path.iterdir():
        content = file.read_bytes().lower()
        assert name.encode() not in content, file


def plans_of(store, act):
    """The plans of every SELECT and UPDATE that ``act`` runs."""
    seen = []
    listen = (store._database.engine, "before_cursor_execute", lambda _c, _k, statement, values, *_: seen.append((statement, values)))
    event.listen(*listen)
    act()
    event.remove(*listen)
    with store._database.read() as connection:
        return " ".join(
            str(row)
            for said, values in seen
            if said[:6] == "SELECT"
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", values)
        )


def test_leasing_walks_the_index_of_what_waits(tmp_path):
    with fresh_store("sqlite", tmp_path) as store:
        plan = plans_of(store, lambda: store.deliveries.lease("me", now=NOW, until=NOW, limit=9))
        assert "USING INDEX ix_deliveries_waiting " in plan
        assert "TEMP B-TREE" not in plan
        plan = plans_of(store, lambda: store.deliveries.lease("me", now=NOW, until=NOW, limit=9, issue=issue().id))
        assert "USING INDEX ix_deliveries_waiting_issue " in plan
        assert "TEMP B-TREE" not in plan
        for act in (store.deliveries.next_due, lambda: store.readers.due(NOW), lambda: store.issues.unsettled("daily")):
            assert "SCAN" not in plans_of(store, act).replace("SCAN deliveries USING", "")
        assert "(edition=? AND local_date=?" in plans_of(store, lambda: store.issues.served("daily", [NOW.date()]))
        assert "(edition=? AND local_date=?" in plans_of(store, lambda: store.issues.mailed([NOW.date()]))
