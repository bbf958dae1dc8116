from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from build import subscriber
from fakes import HOUR, House, ScriptedTransport, news

from digest.errors import ConfigError, RecipientRefusedError, SenderRefusedError, TemporaryError
from digest.model import Outcome, Status, Turn
from digest.pipeline import hand_over, recover
from digest.pipeline.holding import LEASE
from digest.store import open_store

PEOPLE = ("ada", "ben", "cem")


@pytest.fixture
def house(tmp_path):
    made = House(tmp_path, *map(subscriber, PEOPLE))
    made.transport = ScriptedTransport()
    made.tell(*news(3))
    made.publish()
    yield made
    made.store.close()


def refuse(code="550", enhanced="5.1.1"):
    return {"status": Status.REFUSED, "code": int(code), "enhanced": enhanced, "reason": "no such mailbox"}


def message_ids(house):
    return [message.content.split(b"Message-ID: ")[1].split(b"\r\n")[0] for message in house.transport.messages]


def test_everybody_is_sent_one_mail_and_settled(house):
    report = hand_over(house.parts)
    assert report.counts == {"accepted": 3}
    assert report.failures == ()
    assert sorted(house.transport.recipients) == [f"{name}@example.org" for name in PEOPLE]
    assert house.statuses() == {name: ["accepted"] for name in PEOPLE}


def test_a_second_run_sends_nothing_and_opens_no_connection(house):
    hand_over(house.parts)
    assert hand_over(house.parts).counts == {}
    assert house.transport.opened == 1


def test_a_refused_recipient_is_named_suppressed_and_stops_nobody(house):
    house.transport.answers["ben"] = refuse()
    report = hand_over(house.parts)
    assert report.counts == {"accepted": 2, "refused": 1}
    assert [(failure.subject, failure.kind) for failure in report.failures] == [("ben@example.org", "refused")]
    assert house.store.readers.suppressed() == {"ben@example.org"}


def test_a_refusal_that_is_our_fault_suppresses_nobody(house):
    house.transport.answers["ben"] = refuse(enhanced="5.7.1")
    hand_over(house.parts)
    assert house.store.readers.suppressed() == frozenset()


def test_a_deferred_mail_waits_and_no_connection_is_opened_before_its_time(house):
    house.transport.answers["cem"] = {"status": Status.DEFERRED, "code": 451, "reason": "greylisted"}
    assert [failure.kind for failure in hand_over(house.parts).failures] == ["deferred"]
    house.now += timedelta(minutes=4)
    assert hand_over(house.parts).counts == {}
    assert house.transport.opened == 1
    house.now += timedelta(minutes=1)
    del house.transport.answers["cem"]
    assert hand_over(house.parts).counts == {"accepted": 1}


def test_an_address_that_no_mail_can_carry_stops_nobody(house):
    def links(who):
        if who == subscriber("ben").id:
            raise RecipientRefusedError("this address needs a server that knows SMTPUTF8", subject="ben@example.org")
        return {"unsubscribe": "mailto:x@example.org", "preferences": ""}

    report = hand_over(house.wired(links=links))
    assert report.counts == {"accepted": 2, "refused": 1}
    assert "SMTPUTF8" in report.failures[0].what


@pytest.mark.parametrize("error", [TemporaryError("the server is down"), SenderRefusedError("who are you?")])
@pytest.mark.parametrize("moment", ["open", "send"])
def test_a_server_that_takes_nothing_leaves_the_queue_as_it_was(house, error, moment):
    house.transport.answers[moment] = error
    report = hand_over(house.parts)
    assert [(failure.subject, failure.kind) for failure in report.failures] == [("transport", type(error).__name__)]
    assert house.statuses() == {name: ["queued"] for name in PEOPLE}
    assert {row.attempts for row in house.store.deliveries.find()} == {0}
    del house.transport.answers[moment]
    assert hand_over(house.parts).counts == {"accepted": 3}


def test_a_transport_that_cannot_be_made_leaves_the_queue(house):
    def missing():
        raise ConfigError("the environment variable X is not set")

    with pytest.raises(ConfigError):
        hand_over(house.wired(transport=missing))
    assert house.statuses() == {name: ["queued"] for name in PEOPLE}


def test_a_server_that_gives_up_half_way_leaves_the_rest_queued(house):
    house.transport.answers["cem"] = {"status": Status.QUEUED, "reason": "too busy"}
    house.transport.answers["ben"] = {"status": Status.IN_DOUBT, "reason": "lost"}
    report = hand_over(house.parts)
    assert report.counts == {"accepted": 1, "in-doubt": 1, "queued": 1}
    assert [(failure.kind, failure.what) for failure in report.failures] == [("in-doubt", "lost")]
    assert house.statuses() == {"ada": ["accepted"], "ben": ["in-doubt"], "cem": ["queued"]}


def test_a_mail_that_the_server_will_not_take_stops_everything_before_the_first(house):
    house.transport.most_bytes = 500
    report = hand_over(house.parts)
    assert "takes 500 bytes" in report.failures[0].what
    assert house.transport.messages == []
    assert house.statuses() == {name: ["queued"] for name in PEOPLE}


def test_a_process_that_is_told_to_end_begins_nothing_new(house):
    handed = []

    def is_stopping():
        return len(handed) > 0

    def links(who):
        handed.append(who)
        return {"unsubscribe": "mailto:x@example.org", "preferences": ""}

    assert hand_over(house.wired(links=links, is_stopping=is_stopping)).counts == {"accepted": 1, "queued": 2}


# ---------------------------------------------------------------- crashes


class Crash(BaseException):
    """As if the process ended here."""


def crash(_messages):
    raise Crash


def crashed(house, *, is_intended=True, **given):
    """A process that ended without a word: what it left is its leases and its journal."""
    ledger, journals = house.store.deliveries, house.parts.journals
    manager = journals.open("here:2:b")
    journal = manager.__enter__()
    held = ledger.lease(journal.owner, now=house.now, until=house.now + LEASE, limit=9)
    if is_intended:
        journal.intend([Turn(row.id, held.epoch) for row in held.deliveries])
    with contextlib.suppress(Crash):
        manager.__exit__(Crash, Crash(), None)


def test_a_crash_after_the_intent_is_sent_again_with_the_same_message_id_and_a_note(house):
    crashed(house)
    report = hand_over(house.parts)
    assert report.counts == {"accepted": 3}
    assert report.notes == ("3 in doubt, their answers were never read: sent again with the same Message-ID",)
    assert len(set(message_ids(house))) == 3
    assert {row.resent for row in house.store.deliveries.find()} == {1}


def test_what_is_in_doubt_is_left_alone_and_named_where_that_is_wanted(house):
    crashed(house)
    report = hand_over(house.wired(resends_doubts=False))
    assert report.counts == {}
    assert report.notes == ("3 in doubt and left alone: ada@example.org, ben@example.org, cem@example.org; ask them, then: digest resolve",)
    assert house.statuses() == {name: ["in-doubt"] for name in PEOPLE}


def test_a_mail_that_is_sent_again_is_the_same_byte_for_byte(house):
    handed = []
    house.transport.before = handed.extend
    hand_over(house.parts)
    with house.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET status = 'in-doubt'")
    hand_over(house.parts)
    assert sorted(mail.content for mail in handed[:3]) == sorted(mail.content for mail in handed[3:])


def test_what_a_living_process_holds_is_left_to_it_until_its_time_is_over(house):
    with house.parts.journals.open("here:2:b") as journal:
        house.store.deliveries.lease(journal.owner, now=house.now, until=house.now + LEASE, limit=9)
        assert hand_over(house.parts).counts == {}
        house.now += LEASE
        assert hand_over(house.parts).counts == {"accepted": 3}


def test_a_crash_before_the_intent_is_no_doubt(house):
    crashed(house, is_intended=False)
    report = hand_over(house.parts)
    assert (report.counts, report.notes) == ({"accepted": 3}, ())


def test_a_copy_of_an_installation_takes_nothing_up(house, tmp_path):
    crashed(house)
    with open_store(f"sqlite:///{tmp_path / 'digest.db'}", machine="another") as copied:
        recover(house.wired(store=copied))
        assert {row.status for row in copied.deliveries.find()} == {Status.LEASED}


def test_a_server_that_never_answers_gets_a_mail_twice_and_no_more(house):
    house.transport.answers |= {name: {"status": Status.IN_DOUBT, "reason": "lost"} for name in PEOPLE}
    for _ in range(4):
        hand_over(house.parts)
    assert len(house.transport.messages) == 6
    assert {row.reason for row in house.store.deliveries.find()} == {
        "in doubt a second time, after it was sent again: left alone, for its server may have it twice"
    }


def test_two_crashes_in_a_row_lose_nobody(house):
    crashed(house)
    recover(house.parts)
    house.store.deliveries.resend(None, house.now)
    crashed(house)
    assert hand_over(house.parts).counts == {"accepted": 3}
    assert {row.resent for row in house.store.deliveries.find()} == {2}


def test_answers_of_a_dead_process_count(house):
    manager = house.parts.journals.open("here:2:b")
    journal = manager.__enter__()
    held = house.store.deliveries.lease(journal.owner, now=house.now, until=house.now + LEASE, limit=9)
    turns = {row.email: Turn(row.id, held.epoch) for row in held.deliveries}
    journal.intend(list(turns.values()))
    answers = {"ada": Status.ACCEPTED, "ben": Status.DEFERRED, "cem": Status.REFUSED}
    for name, status in answers.items():
        turn = turns[f"{name}@example.org"]
        journal.answer([(turn, Outcome(delivery=turn.delivery, status=status, code=550, enhanced="5.1.1", reason="secret words"))])
    manager.__exit__(None, None, None)
    recover(house.parts)
    assert house.statuses() == {name: [str(status)] for name, status in answers.items()}
    assert house.store.readers.suppressed() == {"cem@example.org"}
    assert not [*(house.folder / "journal").iterdir()]


# ---------------------------------------------------------------- leases


def test_a_lease_that_another_took_over_sends_nothing_and_ends_the_run(house):
    taken_over = []

    def links(_who):
        if not taken_over:
            house.now += HOUR
            taken_over.append(recover(house.parts))
        return {"unsubscribe": "mailto:x@example.org", "preferences": ""}

    report = hand_over(house.wired(links=links))
    assert [(failure.subject, failure.kind) for failure in report.failures] == [("store", "ConflictError")]
    assert house.transport.messages == []
    assert hand_over(house.parts).counts == {"accepted": 3}


def test_an_answer_to_what_another_took_over_still_counts(house):
    def another(_messages):
        house.now += HOUR
        recover(house.parts)

    house.transport.before = another
    assert hand_over(house.parts).counts == {"accepted": 3}
    assert house.statuses() == {name: ["accepted"] for name in PEOPLE}
    assert [fields["recorded"] for _, event, fields in house.log.lines if event == "answered_late"] == [3]


def test_a_queued_delivery_without_its_digest_is_an_error_and_goes_back(house):
    with house.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET digest = NULL")
    report = hand_over(house.parts)
    assert "changed by hand" in report.failures[0].what
    assert house.statuses() == {name: ["queued"] for name in PEOPLE}


def test_one_issue_is_sent_when_only_it_is_asked_for(house):
    house.publish("weekly@1", name="weekly")
    assert hand_over(house.parts, "weekly@1").counts == {"accepted": 3}
    assert {row.issue for row in house.store.deliveries.find(status=Status.QUEUED)} == {"daily@1"}
