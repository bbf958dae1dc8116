"""What replies mean, when to try again, and who is never mailed again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from build import NOW, delivery

from digest.deliver.retry import ReplyClass, kind, retry_at, settlements, suppressions
from digest.model import DeliveryId, Outcome, Status


def outcome(number=1, status=Status.DEFERRED, code=451, enhanced="4.7.1", reason="greylisted"):
    return Outcome(delivery=DeliveryId(number), status=status, code=code, enhanced=enhanced, reason=reason)


@pytest.mark.parametrize(
    ("code", "enhanced", "text", "expected"),
    [
        (550, "5.1.1", "user unknown", ReplyClass.RECIPIENT_GONE),
        (550, "5.1.2", "no such host", ReplyClass.RECIPIENT_GONE),
        (501, "5.1.3", "bad address", ReplyClass.RECIPIENT_GONE),
        (550, "5.1.6", "moved", ReplyClass.RECIPIENT_GONE),
        (556, "5.1.10", "null MX", ReplyClass.RECIPIENT_GONE),
        (550, "5.1.1", "blocked? no: unknown", ReplyClass.RECIPIENT_GONE),
        (552, "5.2.2", "mailbox full", ReplyClass.SOFT),
        (550, "5.2.1", "disabled", ReplyClass.SOFT),
        (554, "5.4.4", "no route", ReplyClass.SOFT),
        (554, "5.4.14", "loop", ReplyClass.SOFT),
        (550, "5.0.0", "no", ReplyClass.SOFT),
        (550, "5.5.0", "mailbox unavailable", ReplyClass.SOFT),
        (550, "5.1.0", "address rejected", ReplyClass.SOFT),
        (550, "", "user unknown", ReplyClass.SOFT),
        (0, "", "the address cannot stand in an envelope", ReplyClass.SOFT),
        (552, "", "quota exceeded", ReplyClass.SOFT),
        (550, "5.7.1", "relaying denied", ReplyClass.POLICY),
        (550, "5.7.26", "unauthenticated", ReplyClass.POLICY),
        (553, "5.1.8", "sender's domain", ReplyClass.POLICY),
        (553, "5.1.7", "sender's address", ReplyClass.POLICY),
        (554, "", "Message rejected as SPAM", ReplyClass.POLICY),
        (550, "5.0.0", "DMARC check failed", ReplyClass.POLICY),
        (554, "5.0.0", "your address is on a blocklist", ReplyClass.POLICY),
        (552, "5.3.4", "too big", ReplyClass.CONTENT),
        (552, "", "message size exceeds the limit", ReplyClass.CONTENT),
        (554, "5.6.0", "malformed", ReplyClass.CONTENT),
        (451, "4.7.1", "greylisted, come back", ReplyClass.TEMPORARY),
        (450, "4.2.1", "busy", ReplyClass.TEMPORARY),
        (421, "", "shutting down", ReplyClass.TEMPORARY),
        (450, "4.7.0", "slow down", ReplyClass.RATE),
        (451, "4.7.0", "", ReplyClass.RATE),
        (421, "4.3.2", "too many connections from you", ReplyClass.RATE),
        (450, "4.2.1", "receiving mail at a rate that", ReplyClass.RATE),
        (452, "4.1.1", "Too many recipients", ReplyClass.RATE),
        (451, "4.3.0", "separate trouble", ReplyClass.TEMPORARY),
    ],
)
def test_a_reply_is_whose_matter(code, enhanced, text, expected):
    assert kind(code, enhanced, text) is expected


def test_waits_grow_and_then_stay():
    waits = [(retry_at(attempts, NOW) - NOW).total_seconds() / 60 for attempts in range(8)]
    assert waits == [5, 15, 30, 60, 120, 240, 240, 240]


def test_greylisting_is_answered_after_five_minutes_and_not_before():
    (found,) = settlements((outcome(),), (delivery(id=DeliveryId(1)),), NOW)
    assert found.outcome.status is Status.DEFERRED
    assert found.due == NOW + timedelta(minutes=5)


def test_a_deferred_delivery_is_given_up_when_its_next_try_would_be_too_late():
    (found,) = settlements((outcome(),), (delivery(id=DeliveryId(1), attempts=34),), NOW)
    assert found.outcome.status is Status.EXPIRED
    assert found.due is None
    assert "greylisted" in found.outcome.reason
    (patient,) = settlements((outcome(),), (delivery(id=DeliveryId(1), attempts=34),), NOW, give_up_after=timedelta(days=6))
    assert patient.outcome.status is Status.DEFERRED
    (early,) = settlements((outcome(),), (delivery(id=DeliveryId(1), attempts=33),), NOW)
    assert early.outcome.status is Status.DEFERRED


def test_an_old_slot_shortens_nobodys_patience():
    (found,) = settlements((outcome(),), (delivery(id=DeliveryId(1)),), NOW + timedelta(days=6))
    assert found.due == NOW + timedelta(days=6, minutes=5)


def test_only_deferred_ones_wait():
    statuses = (Status.ACCEPTED, Status.REFUSED, Status.IN_DOUBT, Status.QUEUED)
    given = tuple(outcome(number, status) for number, status in enumerate(statuses, start=1))
    found = settlements(given, tuple(delivery(id=DeliveryId(number)) for number in (4, 3, 2, 1)), NOW)
    assert [(settled.outcome, settled.due) for settled in found] == [(one, None) for one in given]


def test_who_does_not_exist_is_suppressed_and_nobody_else():
    leased = tuple(delivery(f"r{number}", id=DeliveryId(number)) for number in range(1, 6))
    given = (
        outcome(1, Status.REFUSED, 550, "5.1.1", "unknown"),
        outcome(2, Status.REFUSED, 550, "5.7.1", "spam"),
        outcome(3, Status.REFUSED, 552, "5.2.2", "full"),
        outcome(4, Status.DEFERRED, 450, "4.1.1", "unknown for now"),
        outcome(5, Status.ACCEPTED, 250, "2.0.0", ""),
    )
    (found,) = suppressions(given, leased, NOW)
    assert (found.email, found.reason, found.at) == ("r1@example.org", "5.1.1 unknown", NOW)
