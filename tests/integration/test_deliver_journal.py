"""The journal's file: what stands in it, torn lines, a full disk, rotation, other processes' files."""

from __future__ import annotations

import errno
import os
import re
from datetime import timedelta

import pytest
from build import NOW, delivery, issue
from stores import fresh_store

from digest.deliver.journal import FileJournal, Remains, line
from digest.deliver.journals import FileJournals
from digest.errors import ConflictError, StoreError
from digest.model import Outcome, Status, Turn

MINUTE = timedelta(minutes=1)
ONE, TWO = Turn(1, 1), Turn(2, 1)


def outcome(turn, status=Status.ACCEPTED, **given):
    return Outcome(delivery=turn.delivery, status=status, **given)


@pytest.fixture
def journal(tmp_path):
    made = FileJournal(tmp_path / "a.journal", "me", is_synced=True)
    yield made
    made.close()


def content(tmp_path):
    return (tmp_path / "a.journal").read_bytes()


def test_numbers_only_and_for_the_owner_alone(journal, tmp_path):
    journal.intend([ONE])
    journal.answer([(ONE, outcome(ONE, Status.REFUSED, code=550, enhanced="5.1.1", reason="no ada@example.org here"))])
    lines = content(tmp_path).decode().splitlines()
    assert [told[:-9] for told in lines] == ["digest-journal 1 me", "? 1.1", "- 1.1 550 5.1.1"]
    assert all(re.fullmatch(r".* [0-9a-f]{8}", told) for told in lines)
    assert (tmp_path / "a.journal").stat().st_mode & 0o077 == 0


def test_last_word_counts(journal, tmp_path):
    journal.intend([ONE, TWO])
    journal.withdraw([ONE])
    journal.intend([ONE])
    journal.answer([(TWO, outcome(TWO, Status.DEFERRED, code=451)), (ONE, outcome(ONE, Status.IN_DOUBT))])
    found = Remains(content(tmp_path))
    assert (found.owner, found.is_whole) == ("me", True)
    assert found.outcomes[ONE] is None
    assert (found.outcomes[TWO].status, found.outcomes[TWO].code) == (Status.DEFERRED, 451)


def test_a_torn_last_line_was_never_finished(tmp_path):
    whole = line("digest-journal 1 me") + line("? 1.1")
    for length in range(len(line("? 2.1"))):
        found = Remains(whole + line("? 2.1")[:length])
        assert (found.is_whole, set(found.outcomes)) == (True, {ONE})


@pytest.mark.parametrize("damage", [b"? 2.1 00000000\n", b"\x00\x00\x00\n", b"\xff\xfe 1\n", b"nonsense\n"])
def test_a_damaged_line_leaves_nothing_certain(damage):
    assert not Remains(line("digest-journal 1 me") + damage + line("? 1.1")).is_whole


def test_what_a_later_version_may_write_is_passed_over():
    assert Remains(line("digest-journal 1 me") + line("= something new") + line("? 1.1")).outcomes == {ONE: None}


def test_a_full_disk_forbids_every_further_dot(journal, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(StoreError, match="make room"):
            journal.intend([ONE])
    with pytest.raises(StoreError, match="make room"):
        journal.intend([ONE])


def test_an_answer_that_cannot_be_written_forbids_the_next_intent(journal, monkeypatch):
    journal.intend([ONE])
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
        journal.answer([(ONE, outcome(ONE))])
    with pytest.raises(StoreError, match="no more is sent"):
        journal.intend([TWO])


def test_a_sync_that_fails_forbids_the_dot(journal, monkeypatch):
    def broken(_):
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fdatasync", broken)
    with pytest.raises(StoreError):
        journal.intend([ONE])


def test_a_short_write_is_finished_or_an_error(journal, tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, told: write(file, told[:3]) if len(told) > 12 else write(file, told))
    journal.intend([ONE])
    assert Remains(content(tmp_path)).outcomes == {ONE: None}


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(StoreError, match="make room"):
        FileJournal(tmp_path / "missing" / "a.journal", "me", is_synced=True)


def test_a_grown_file_is_replaced_by_what_is_open(tmp_path):
    journal = FileJournal(tmp_path / "a.journal", "me", is_synced=True, large=2_000)
    journal.intend([ONE, TWO])
    journal.answer([(TWO, outcome(TWO))])
    for number in range(3, 300):
        turn = Turn(number, 1)
        journal.intend([turn])
        journal.answer([(turn, outcome(turn))])
        journal.forget([turn])
    assert len(content(tmp_path)) < 2_100
    found = Remains(content(tmp_path))
    assert found.outcomes[ONE] is None
    assert found.outcomes[TWO].status is Status.ACCEPTED
    journal.finish()
    journal.close()
    assert [*tmp_path.iterdir()] == []


def test_a_fence_written_while_the_file_is_replaced_is_seen(journal, tmp_path, monkeypatch):
    journal.intend([ONE])
    before, make = journal._file, journal._make

    def fenced():
        made = make()
        os.write(before, b"\n! taken over\n")
        return made

    monkeypatch.setattr(journal, "_make", fenced)
    journal._replace()
    with pytest.raises(ConflictError):
        journal.intend([TWO])


# ---------------------------------------------------------------- other processes' files


@pytest.fixture
def ledger(tmp_path):
    with fresh_store("sqlite", tmp_path) as store:
        store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery(name) for name in ("ada", "ben")])
        yield store


def journals(tmp_path, store, *gone):
    return FileJournals(tmp_path / "journal", store.deliveries, store.readers, is_synced=False, is_gone=gone.__contains__)


def statuses(store):
    return {row.subscriber.removeprefix("id-"): row.status for row in store.deliveries.find()}


def test_a_lease_without_journal_is_in_doubt_when_its_owner_is_gone_or_its_time_over(tmp_path, ledger):
    ledger.deliveries.lease("gone", now=NOW, until=NOW + MINUTE, limit=1)
    ledger.deliveries.lease("elsewhere", now=NOW, until=NOW + MINUTE, limit=1)
    journals(tmp_path, ledger, "gone").recover(NOW)
    assert statuses(ledger) == {"ada": Status.IN_DOUBT, "ben": Status.LEASED}
    journals(tmp_path, ledger).recover(NOW + MINUTE)
    assert set(statuses(ledger).values()) == {Status.IN_DOUBT}


def test_a_damaged_journal_leaves_what_it_does_not_name_in_doubt(tmp_path, ledger):
    every = journals(tmp_path, ledger)
    with every.open("one") as journal:
        ledger.deliveries.lease(journal.owner, now=NOW, until=NOW + MINUTE, limit=9)
    (path,) = (tmp_path / "journal").glob("*.journal")
    path.write_bytes(path.read_bytes() + b"garbage\n")
    every.recover(NOW)
    assert set(statuses(ledger).values()) == {Status.IN_DOUBT}


def test_files_of_dead_processes_that_say_nothing_are_swept_and_others_stay(tmp_path, ledger):
    every = journals(tmp_path, ledger)
    with every.open("dead"):
        pass
    (tmp_path / "journal" / "half.draft").write_bytes(b"")
    with every.open("alive"):
        every.recover(NOW)
        assert [path.name for path in (tmp_path / "journal").iterdir()] == ["alive.2.journal"]


def test_an_unreadable_journal_is_told(tmp_path, ledger):
    every = journals(tmp_path, ledger)
    ledger.deliveries.lease("one.1", now=NOW, until=NOW + MINUTE, limit=9)
    (tmp_path / "journal" / "one.1.journal").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be read"):
        every.recover(NOW)


def test_a_journal_that_is_replaced_while_it_is_opened_is_opened_again(tmp_path, ledger, monkeypatch):
    every = journals(tmp_path, ledger)
    with every.open("one") as journal:
        lease = ledger.deliveries.lease(journal.owner, now=NOW, until=NOW + MINUTE, limit=1)
        journal.intend([Turn(lease.deliveries[0].id, lease.epoch)])
        flock, is_first = __import__("fcntl").flock, [True]

        def slow(*given):
            if is_first.pop() if is_first else False:
                monkeypatch.undo()
                journal._replace()
            return flock(*given)

        monkeypatch.setattr("fcntl.flock", slow)
        every.recover(NOW + MINUTE)
        assert statuses(ledger) == {"ada": Status.IN_DOUBT, "ben": Status.QUEUED}
        with pytest.raises(ConflictError):
            journal.intend([Turn(lease.deliveries[0].id, lease.epoch)])
