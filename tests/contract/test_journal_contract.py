"""What every journal must do, whether it is a file or the ledger itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from build import NOW, delivery, issue
from stores import PLACES, fresh_store

from digest.deliver import FileJournals, LedgerJournals
from digest.errors import ConflictError
from digest.model import Outcome, Status, Turn
from digest.ports import Settlement

MINUTE = timedelta(minutes=1)
PEOPLE = ("ada", "ben", "cem", "dan")


@dataclass
class Room:
    """A ledger with four people's mails, and its journals."""

    store: object
    journals: object
    gone: set = field(default_factory=set)
    now: object = NOW

    def lease(self, journal, limit=9):
        return self.store.deliveries.lease(journal.owner, now=self.now, until=self.now + MINUTE, limit=limit)

    def statuses(self):
        return {row.subscriber.removeprefix("id-"): row.status for row in self.store.deliveries.find()}

    def settle(self, lease, outcomes):
        self.store.deliveries.settle(lease, [Settlement(outcome=each) for each in outcomes], self.now)


@pytest.fixture(params=["file, synced", "file", "ledger"])
def kind(request):
    return request.param


@pytest.fixture(params=PLACES)
def room(request, kind, tmp_path):
    with fresh_store(request.param, tmp_path) as store:
        store.issues.save(issue(), digests=[], cards=[], deliveries=[delivery(name) for name in PEOPLE])
        made = Room(store, None)
        if kind == "ledger":
            made.journals = LedgerJournals(store.deliveries, clock=lambda: made.now, is_gone=made.gone.__contains__)
        else:
            made.journals = FileJournals(
                tmp_path / "journal", store.deliveries, store.readers, is_synced="synced" in kind, is_gone=made.gone.__contains__
            )
        yield made


def turns(lease):
    return [Turn(row.id, lease.epoch) for row in lease.deliveries]


def outcome(turn, status=Status.ACCEPTED):
    return Outcome(delivery=turn.delivery, status=status)


def test_what_a_dead_process_had_is_told_apart(room):
    with room.journals.open("one") as journal:
        lease = room.lease(journal)
        ada, ben, cem, _ = turns(lease)
        journal.intend([ada])
        if journal.keeps_answers:
            journal.answer([(ada, outcome(ada))])
        else:
            room.settle(lease, [outcome(ada)])
        journal.intend([ben, cem])
        journal.withdraw([cem])
        room.gone.add(journal.owner)
    counts = room.journals.recover(room.now)
    assert room.statuses() == {"ada": Status.ACCEPTED, "ben": Status.IN_DOUBT, "cem": Status.QUEUED, "dan": Status.QUEUED}
    assert counts[Status.IN_DOUBT] == 1
    assert room.journals.recover(room.now) == {}


def test_what_a_living_process_has_within_its_time_is_its_own(room):
    with room.journals.open("one") as journal:
        lease = room.lease(journal)
        journal.intend(turns(lease)[:1])
        assert room.journals.recover(room.now) == {}
        journal.intend(turns(lease)[1:2])
    assert set(room.statuses().values()) == {Status.LEASED}


def test_who_let_its_time_run_out_is_taken_over_and_intends_nothing_more(room):
    with room.journals.open("one") as journal:
        lease = room.lease(journal)
        ada, ben, *_ = turns(lease)
        journal.intend([ada])
        room.now += MINUTE
        room.journals.recover(room.now)
        assert room.statuses() == {"ada": Status.IN_DOUBT, "ben": Status.QUEUED, "cem": Status.QUEUED, "dan": Status.QUEUED}
        for _ in range(2):
            with pytest.raises(ConflictError):
                journal.intend([ben])
        journal.answer([(ada, outcome(ada))])
        assert room.store.deliveries.answer_late(lease, [ada.delivery], room.now) == 1


def test_an_earlier_turn_says_nothing_about_the_next(room):
    with room.journals.open("one") as journal:
        first = room.lease(journal)
        journal.intend(turns(first))
        room.settle(first, [outcome(turn, Status.QUEUED) for turn in turns(first)])
        journal.forget(turns(first))
        room.lease(journal)
        room.gone.add(journal.owner)
    room.journals.recover(room.now)
    assert set(room.statuses().values()) == {Status.QUEUED}


def test_two_have_journals_of_their_own(room):
    with room.journals.open("one") as journal, room.journals.open("one") as other:
        assert journal.owner != other.owner
        mine, theirs = room.lease(journal, 1), room.lease(other, 1)
        journal.intend(turns(mine))
        other.intend(turns(theirs))


def test_recovering_twice_at_once_changes_each_once(room):
    with room.journals.open("one") as journal:
        journal.intend(turns(room.lease(journal)))
        room.gone.add(journal.owner)
    assert room.journals.recover(room.now)[Status.IN_DOUBT] == 4
    room.store.deliveries.resend(None, room.now)
    assert room.journals.recover(room.now) == {}
    assert set(room.statuses().values()) == {Status.QUEUED}


def test_a_finished_journal_leaves_nothing_behind(room, tmp_path):
    with room.journals.open("one") as journal:
        lease = room.lease(journal)
        room.settle(lease, [outcome(turn) for turn in turns(lease)])
        journal.forget(turns(lease))
        journal.finish()
    assert [*tmp_path.glob("journal/*")] == []
