from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from build import NOW, subscriber
from fakes import HOUR, House, ScriptedTransport, news

from digest.errors import ConfigError, ConflictError, RecipientRefusedError, SenderRefusedError, StoreBusyError, StoreError, TemporaryError
from digest.model import Status
from digest.pipeline import hand_over
from digest.pipeline.holding import LEASE, held

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


def test_a_server_that_answers_nobody_ends_the_run_and_is_a_failure(house):
    house.transport.answers |= {name: {"status": Status.QUEUED, "reason": "the server closed"} for name in PEOPLE[1:]}
    house.transport.answers["ada"] = {"status": Status.IN_DOUBT, "reason": "lost"}
    report = hand_over(house.parts)
    assert [(failure.kind, failure.what) for failure in report.failures] == [
        ("in-doubt", "lost"),
        ("TemporaryError", "what is left stays queued: lost"),
    ]
    assert house.statuses() == {"ada": ["in-doubt"], "ben": ["queued"], "cem": ["queued"]}


def test_a_server_that_gives_up_half_way_is_tried_with_the_rest(house):
    house.transport.answers["cem"] = {"status": Status.QUEUED, "reason": "too busy"}
    assert hand_over(house.parts).counts == {"accepted": 2, "queued": 2}
    assert house.statuses()["cem"] == ["queued"]


# ---------------------------------------------------------------- crashes


class Crash(BaseException):
    """As if the process ended here."""


def crash(_messages):
    raise Crash


def crashed(house, owner="here:2:b"):
    parts = house.wired(owner=owner)
    house.transport.before = crash
    with pytest.raises(Crash):
        hand_over(parts)
    house.transport.before = lambda _messages: None


def test_a_crash_after_the_intent_is_sent_again_with_the_same_message_id_and_a_note(house):
    crashed(house)
    house.gone.add("here:2:b")
    report = hand_over(house.parts)
    assert report.counts == {"accepted": 3}
    assert report.notes == ("3 in doubt, their answers were never read: sent again with the same Message-ID",)
    assert len(set(message_ids(house))) == 3


def test_a_mail_that_is_sent_again_is_the_same_byte_for_byte(house):
    handed = []
    house.transport.before = handed.extend
    hand_over(house.parts)
    with house.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET status = 'in-doubt'")
    hand_over(house.parts)
    assert sorted(mail.content for mail in handed[:3]) == sorted(mail.content for mail in handed[3:])


def test_what_a_living_process_holds_is_left_to_it_until_its_time_is_over(house):
    crashed(house)
    assert hand_over(house.parts).counts == {}
    house.now += LEASE
    assert hand_over(house.parts).counts == {"accepted": 3}


def test_a_crash_before_the_intent_is_no_doubt(house):
    def links(_who):
        raise Crash

    with pytest.raises(Crash):
        hand_over(house.wired(owner="here:2:b", links=links))
    house.gone.add("here:2:b")
    report = hand_over(house.parts)
    assert (report.counts, report.notes) == ({"accepted": 3}, ())


def test_a_process_never_takes_itself_for_gone(house):
    house.gone.add(house.parts.owner)
    house.transport.before = crash
    with pytest.raises(Crash):
        hand_over(house.parts)
    house.transport.before = lambda _messages: None
    assert hand_over(house.parts).counts == {}


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
    house.gone.add("here:2:b")
    crashed(house, "here:3:c")
    house.gone.add("here:3:c")
    assert hand_over(house.parts).counts == {"accepted": 3}


# ---------------------------------------------------------------- leases


def test_a_lease_that_another_recovered_still_counts_what_was_accepted(house):
    def another(_messages):
        house.store.deliveries.recover(house.now + HOUR)

    house.transport.before = another
    assert hand_over(house.parts).counts == {"accepted": 3}
    assert house.statuses() == {name: ["accepted"] for name in PEOPLE}
    assert [(event, fields["recorded"]) for _, event, fields in house.log.lines if event == "answered_late"] == [("answered_late", 3)]


def test_a_lease_that_is_lost_before_anything_is_sent_ends_the_run(house):
    def links(_who):
        house.now += HOUR
        return {"unsubscribe": "mailto:x@example.org", "preferences": ""}

    with pytest.raises(ConflictError):
        hand_over(house.wired(links=links))
    assert house.transport.messages == []
    assert hand_over(house.parts).counts == {"accepted": 3}


def test_a_queued_delivery_without_its_digest_is_an_error_and_goes_back(house):
    with house.store._database.write() as connection:
        connection.exec_driver_sql("UPDATE deliveries SET digest = NULL")
    with pytest.raises(StoreError, match="changed by hand"):
        hand_over(house.parts)
    assert house.statuses() == {name: ["queued"] for name in PEOPLE}


class Renewing:
    """The ledger's ``renew`` alone: raises what is left of ``errors``, and says when it was called often enough."""

    def __init__(self, *errors):
        self.errors = list(errors)
        self.until = []
        self.is_enough = threading.Event()

    def renew(self, _lease, until):
        self.until.append(until)
        if self.errors:
            raise self.errors.pop(0)
        self.is_enough.set()


def test_a_lease_is_renewed_as_long_as_a_slow_server_takes(house):
    lease = house.store.deliveries.lease("x", now=NOW, until=NOW + LEASE, limit=9)
    ledger = Renewing(StoreBusyError("busy"))
    parts = house.wired(store=type("Store", (), {"deliveries": ledger}))
    with held(parts, lease, every=0.001):
        assert ledger.is_enough.wait(10)
    assert set(ledger.until) == {NOW + LEASE}
    assert "lease_not_renewed" in [event for _, event, _ in house.log.lines]


def test_a_lost_lease_is_renewed_no_more(house):
    lease = house.store.deliveries.lease("x", now=NOW, until=NOW + LEASE, limit=9)
    ledger = Renewing(ConflictError("lost"))
    logged = threading.Event()
    house.log.warning = lambda event, **_: logged.set() if event == "lease_lost" else None
    with held(house.wired(store=type("Store", (), {"deliveries": ledger}), log=house.log), lease, every=0.001):
        assert logged.wait(10)
    assert len(ledger.until) == 1


def test_one_issue_is_sent_when_only_it_is_asked_for(house):
    house.publish("weekly@1", name="weekly")
    assert hand_over(house.parts, "weekly@1").counts == {"accepted": 3}
    assert {row.issue for row in house.store.deliveries.find(status=Status.QUEUED)} == {"daily@1"}
