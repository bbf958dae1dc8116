"""When a source is asked again, and what is remembered of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from build import NOW, source
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FetchError, ParseError, UnaskedError
from digest.gather import is_due, manners
from digest.gather.manners import Rhythm, answered, conditions, failed, rhythm
from digest.model import SourceId, SourceState
from digest.ports import Response

HOUR = 3_600
STATE = SourceState(source=SourceId("herald"), body_hash="h", is_primed=True, interval_seconds=HOUR)
DATE = {"date": "Fri, 20 Nov 2026 06:00:00 GMT"}


def ok(*, headers=None, status=200, moved_to=""):
    return Response(url="https://herald.example/feed.xml", status=status, headers=headers or {}, body=b"x", moved_to=moved_to)


def wait(state):
    return (state.next_check - NOW).total_seconds()


def test_a_source_never_asked_is_due():
    assert is_due(None, NOW)
    assert is_due(SourceState(source=SourceId("x")), NOW)


def test_a_source_is_due_when_its_time_has_come():
    assert is_due(replace(STATE, next_check=NOW), NOW)
    assert not is_due(replace(STATE, next_check=NOW + timedelta(seconds=1)), NOW)


def test_validators_go_back_byte_for_byte():
    state = answered(STATE, ok(headers={"etag": 'W/"a  b"', "last-modified": "yesterday, about noon"}), NOW, body_hash="h2")
    assert conditions(state) == (("If-None-Match", 'W/"a  b"'), ("If-Modified-Since", "yesterday, about noon"))
    assert conditions(None) == conditions(replace(state, body_hash="")) == ()


def test_a_304_keeps_validators_it_does_not_repeat_and_a_200_drops_them():
    state = replace(STATE, etag='"1"', last_modified="m")
    assert answered(state, ok(status=304, headers={"etag": '"2"'}), NOW, body_hash="h").etag == '"2"'
    assert answered(state, ok(status=304), NOW, body_hash="h").last_modified == "m"
    assert answered(state, ok(), NOW, body_hash="h").etag == ""


def every(minutes, count=10):
    return [NOW - timedelta(minutes=minutes * n) for n in range(count)]


@pytest.mark.parametrize(
    ("dates", "ttl", "seconds"),
    [
        (every(120), 0, HOUR),
        (every(1), 0, 15 * 60),
        (every(100_000), 0, 24 * HOUR),
        (every(120), 3 * HOUR, 3 * HOUR),
        (every(120), 90 * HOUR, 24 * HOUR),
        ([], 0, 0),
        ([], 1_200, HOUR),
        ([NOW, NOW, NOW], 0, 0),
        ([NOW, NOW - timedelta(hours=4)], 0, 2 * HOUR),
    ],
)
def test_rhythm_is_half_the_median_gap(dates, ttl, seconds):
    assert rhythm(dates, ttl_seconds=ttl).interval_seconds == seconds


def test_skipping_every_hour_means_nothing():
    assert rhythm([], skip_hours=range(24)).skip_hours == 0
    assert rhythm([], skip_hours=[24, 3, 3]).skip_hours == 0b1001


def test_an_unknown_rhythm_is_an_hour():
    state = answered(SourceState(source=SourceId("x")), ok(), NOW, body_hash="h", tempo=Rhythm())
    assert HOUR <= wait(state) <= 1.1 * HOUR
    assert "nothing is known" in state.next_reason


def test_an_unchanged_body_keeps_the_rhythm():
    state = answered(replace(STATE, interval_seconds=2 * HOUR, skip_hours=8), ok(status=304), NOW, body_hash="h")
    assert (state.interval_seconds, state.skip_hours) == (2 * HOUR, 8)
    assert state.next_reason == "every 2 h: its own rhythm"


@pytest.mark.parametrize(
    ("headers", "seconds", "word"),
    [
        ({"cache-control": "public, max-age=7200"}, 7_200, "max-age"),
        ({"cache-control": "max-age=7200", "age": "1800"}, 5_400, "max-age"),
        ({"cache-control": "max-age=9999999"}, 24 * HOUR, "max-age"),
        ({"cache-control": "s-max-age=7200"}, HOUR, "rhythm"),
        ({"cache-control": "max-age=60"}, HOUR, "rhythm"),
        ({"expires": "Fri, 20 Nov 2026 09:00:00 GMT"} | DATE, 3 * HOUR, "Expires"),
        ({"expires": "Fri, 20 Nov 2026 09:00:00 GMT"}, 3 * HOUR, "Expires"),
        ({"expires": "0"}, HOUR, "rhythm"),
        ({"retry-after": "10000"}, 10_000, "Retry-After"),
        ({"retry-after": "Fri, 20 Nov 2026 10:00:00 GMT"} | DATE, 4 * HOUR, "Retry-After"),
    ],
)
def test_the_server_is_obeyed_up_to_a_day(headers, seconds, word):
    state = answered(STATE, ok(headers=headers), NOW, body_hash="h")
    assert seconds <= wait(state) <= min(1.1 * seconds, 24 * HOUR)
    assert word in state.next_reason


def test_skip_hours_are_skipped():
    state = answered(STATE, ok(), NOW, body_hash="h", tempo=Rhythm(interval_seconds=HOUR, skip_hours=1 << 7 | 1 << 8))
    assert state.next_check == NOW.replace(hour=9, minute=0)
    assert "skipHours" in state.next_reason


def test_failures_back_off_to_a_day():
    state, waits = STATE, []
    for _ in range(8):
        state = failed(state, FetchError("no"), NOW)
        waits.append(wait(state))
    assert all(earlier < later for earlier, later in pairwise(waits[:4]))
    assert waits[-1] == 24 * HOUR
    assert (state.failures, state.status, state.error) == (8, "error", "no")
    assert "8 failures in a row" in state.next_reason
    assert answered(state, ok(), NOW, body_hash="h").failures == 0


def test_a_failure_keeps_what_makes_the_next_question_conditional():
    state = failed(replace(STATE, etag='"1"'), ParseError("broken"), NOW)
    assert (state.etag, state.body_hash, state.is_primed) == ('"1"', "h", True)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_names_its_own_time(status):
    state = failed(STATE, FetchError("busy", status=status, retry_after=5 * HOUR), NOW)
    assert state.status == "busy"
    assert 5 * HOUR <= wait(state) <= 5.5 * HOUR
    assert "Retry-After" in state.next_reason


def test_gone_stops_the_source_and_tells_the_operator():
    state = failed(STATE, FetchError("gone", status=410), NOW)
    assert state.status == "gone"
    assert not is_due(state, NOW + timedelta(days=400))
    assert is_due(replace(state, next_check=None), NOW), "an operator who names the source has it asked"
    assert "remove the source" in state.next_reason


def test_a_move_is_believed_at_the_second_sighting():
    new = "https://new.example/feed"
    once = answered(STATE, ok(moved_to=new), NOW, body_hash="h")
    assert (once.url, once.moved_to, once.moved_seen) == ("", new, 1)
    assert manners.address(source(), once) == "https://herald.example/feed.xml"
    twice = answered(once, ok(moved_to=new), NOW, body_hash="h")
    assert (twice.url, twice.moved_to, twice.status) == (new, "", "moved")
    assert manners.address(source(), twice) == new
    assert answered(twice, ok(), NOW, body_hash="h").status == "ok"


def test_a_move_that_is_not_repeated_is_forgotten():
    once = answered(STATE, ok(moved_to="https://a.example/"), NOW, body_hash="h")
    assert answered(once, ok(), NOW, body_hash="h").moved_seen == 0
    other = answered(once, ok(moved_to="https://b.example/"), NOW, body_hash="h")
    assert (other.url, other.moved_to, other.moved_seen) == ("", "https://b.example/", 1)


def test_an_adopted_address_that_keeps_failing_is_given_up():
    state = replace(STATE, url="https://new.example/feed", etag="e")
    for _ in range(3):
        state = failed(state, FetchError("no"), NOW)
    assert (state.url, state.etag) == ("", "")
    gone = failed(replace(STATE, url="https://new.example/feed"), FetchError("gone", status=410), NOW)
    assert (gone.url, gone.status) == ("", "error")


@given(
    st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1)), max_size=30),  # noqa: DTZ001 - made aware below
    st.integers(0, 10**9),
    st.dictionaries(st.sampled_from(["cache-control", "expires", "retry-after", "age"]), st.text(max_size=40) | st.just("max-age=5000000")),
    st.integers(0, 40),
)
def test_the_next_check_is_always_within_15_minutes_and_a_day(dates, ttl, headers, failures):
    tempo = rhythm([date.replace(tzinfo=NOW.tzinfo) for date in dates], ttl_seconds=ttl)
    state = answered(replace(STATE, failures=failures), ok(headers=headers), NOW, body_hash="h", tempo=tempo)
    assert 900 <= wait(state) <= 86_400
    assert 900 <= wait(failed(replace(state, failures=failures), FetchError("x", retry_after=1e9), NOW)) <= 86_400
    assert state.next_reason


def test_durations_are_said_as_people_say_them():
    assert [manners.duration(seconds) for seconds in (45, 1_200, 5_400, 86_400)] == ["45 s", "20 min", "1.5 h", "24 h"]


def test_skip_days_are_skipped():
    """NOW is a Friday; the whole weekend is asked to be quiet."""
    evening = NOW.replace(hour=23)
    state = answered(STATE, ok(), evening, body_hash="h", tempo=Rhythm(interval_seconds=2 * HOUR, skip_days=1 << 5))
    assert state.next_check == NOW.replace(hour=23) + timedelta(days=1)  # a day at most, though Sunday would be later still
    state = answered(
        STATE, ok(), NOW.replace(hour=6) + timedelta(days=1), body_hash="h", tempo=Rhythm(interval_seconds=HOUR, skip_days=1 << 5)
    )
    assert state.next_check == NOW.replace(hour=0) + timedelta(days=2)
    assert "skipDays" in state.next_reason


def test_skipping_every_day_means_nothing():
    assert rhythm((), skip_days=range(7)).skip_days == 0
    assert rhythm((), skip_days=(0, 7)).skip_days == 1


def test_a_source_whose_turn_did_not_come_is_asked_soon_and_has_not_failed():
    state = failed(STATE, UnaskedError(), NOW)
    assert (state.failures, state.status) == (0, STATE.status)
    assert wait(state) == 15 * 60


def test_another_configured_address_forgets_what_was_learned_at_the_old_one():
    herald = source("herald", url="https://herald.example/new.xml")
    learned = replace(
        STATE, configured="https://herald.example/feed.xml", url="https://elsewhere.example/", etag='"1"', title="Herald", status="gone"
    )
    learned = replace(learned, next_check=manners.NEVER)
    known = manners.before(herald, learned)
    assert known == SourceState(source=SourceId("herald"), configured=herald.url, title="Herald")
    assert manners.address(herald, known) == herald.url
    assert manners.due([herald], {herald.id: learned}, NOW) == [herald]


def test_a_state_without_a_configured_address_is_believed():
    herald = source("herald")
    assert manners.before(herald, STATE) == replace(STATE, configured=herald.url)


def test_a_gap_is_seen_by_what_is_gone():
    state = replace(STATE, latest=manners.latest(["a", "b", "c"]))
    assert not manners.has_gap(state, ["x", "c"])
    assert manners.has_gap(state, ["x", "y"])
    assert not manners.has_gap(state, [])
    assert not manners.has_gap(STATE, ["x"])
    assert len(manners.latest([str(number) for number in range(500)]).split()) == manners.REMEMBERED
