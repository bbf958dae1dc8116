"""The right time: gaps, folds, dates that do not exist, moves between zones, pauses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from build import edition, subscriber

from digest.model import Due, SubscriberId
from digest.schedule.due import classify, dates_around, instant, latest_slot, next_due, spread


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "wall", "zone", "expected"),
    [
        ("2026-11-20", "07:00", "UTC", "2026-11-20T07:00"),
        ("2026-11-20", "07:00", "Asia/Kathmandu", "2026-11-20T01:15"),
        ("2026-03-29", "01:30", "Europe/London", "2026-03-29T01:00"),  # gap: 02:00 BST
        ("2026-03-29", "01:00", "Europe/London", "2026-03-29T01:00"),
        ("2026-03-29", "00:59", "Europe/London", "2026-03-29T00:59"),
        ("2026-10-25", "01:30", "Europe/London", "2026-10-25T00:30"),  # fold: the first
        ("2026-10-25", "02:00", "Europe/London", "2026-10-25T02:00"),
        ("2026-04-24", "00:30", "Africa/Cairo", "2026-04-23T22:00"),  # gap at midnight: 01:00
        ("2018-11-04", "00:00", "America/Sao_Paulo", "2018-11-04T03:00"),  # gap at midnight: 01:00
        ("2024-03-30", "23:30", "America/Nuuk", "2024-03-31T01:00"),  # gap over midnight: 00:00 of the next date
        ("2011-12-29", "23:59", "Pacific/Apia", "2011-12-30T09:59"),
        ("2011-12-31", "00:00", "Pacific/Apia", "2011-12-30T10:00"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:30"),  # a gap of half an hour: 02:30
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:00"),
    ],
)
def test_a_wall_time_is_one_instant(day, wall, zone, expected):
    assert instant(date.fromisoformat(day), wall, zone) == utc(expected)


@pytest.mark.parametrize("wall", ["00:00", "07:00", "23:59"])
def test_a_date_that_does_not_exist_has_no_instant(wall):
    assert instant(date(2011, 12, 30), wall, "Pacific/Apia") is None


def test_the_day_a_date_is_skipped_the_next_one_is_due():
    reader = subscriber(timezone="Pacific/Apia", send_at=("07:00",))
    due = next_due(reader, edition(), utc("2011-12-29T20:00"))
    assert due.local_date == date(2011, 12, 31)


def test_monday_is_not_lost_over_a_gap_weekend():
    reader = subscriber(timezone="Europe/London", send_at=("00:00",), days=frozenset({"mon", "tue", "wed", "thu", "fri"}))
    due = next_due(reader, edition(), utc("2026-03-27T12:00"))
    assert (due.instant, due.local_date) == (utc("2026-03-29T23:00"), date(2026, 3, 30))


def test_a_time_that_exists_twice_is_due_once():
    reader = subscriber(timezone="Europe/London", send_at=("01:30",))
    first = next_due(reader, edition(), utc("2026-10-24T12:00"))
    assert first.instant == utc("2026-10-25T00:30")
    assert next_due(reader, edition(), first.instant).instant == utc("2026-10-26T01:30")


def test_two_times_in_one_gap_are_due_once():
    reader = subscriber(timezone="Europe/London", send_at=("01:15", "01:45"))
    first = next_due(reader, edition(), utc("2026-03-28T12:00"))
    second = next_due(reader, edition(), first.instant, {(first.local_date, first.ordinal)})
    assert (first.ordinal, second.local_date) == (0, date(2026, 3, 30))


def test_a_time_pushed_past_midnight_is_found_from_the_next_date():
    reader = subscriber(timezone="America/Nuuk", send_at=("23:30",))
    due = next_due(reader, edition(), utc("2024-03-31T00:59"))
    assert (due.instant, due.local_date) == (utc("2024-03-31T01:00"), date(2024, 3, 30))


def test_what_is_due_now_is_not_next():
    reader = subscriber(send_at=("07:00",))
    assert next_due(reader, edition(), utc("2026-11-20T07:00")).instant == utc("2026-11-21T07:00")
    assert next_due(reader, edition(), utc("2026-11-20T06:59")).instant == utc("2026-11-20T07:00")


def test_a_reader_without_times_and_days_takes_the_editions():
    weekly = edition("weekly", send_at=("08:30",), days=frozenset({"sat"}))
    due = next_due(subscriber(), weekly, utc("2026-11-20T12:00"))
    assert due == Due(subscriber=SubscriberId("id-ada"), edition="weekly", instant=utc("2026-11-21T08:30"), local_date=date(2026, 11, 21))


def test_a_readers_own_times_and_days_come_first():
    weekly = edition("weekly", send_at=("08:30",), days=frozenset({"sat"}))
    due = next_due(subscriber(send_at=("21:00",), days=frozenset({"mon"})), weekly, utc("2026-11-20T12:00"))
    assert due.instant == utc("2026-11-23T21:00")


def test_several_times_a_day_count_from_the_earliest():
    reader = subscriber(send_at=("19:00", "07:00"))
    morning = next_due(reader, edition(), utc("2026-11-20T00:00"))
    evening = next_due(reader, edition(), morning.instant, {(morning.local_date, 0)})
    assert (morning.ordinal, morning.instant.hour, evening.ordinal, evening.instant.hour) == (0, 7, 1, 19)


def test_a_paused_reader_is_not_due():
    assert next_due(subscriber(status="paused"), edition(), utc("2026-11-20T00:00")) is None


def test_a_pause_ends_by_itself():
    reader = subscriber(pause_until=date(2027, 1, 7), timezone="Asia/Kathmandu")
    assert next_due(reader, edition(), utc("2026-11-20T00:00")).local_date == date(2027, 1, 7)
    assert next_due(reader, edition(), utc("2027-02-01T00:00")).local_date == date(2027, 2, 1)


def test_a_pause_to_the_end_of_the_calendar_is_never_due():
    assert next_due(subscriber(pause_until=date.max), edition(), utc("2026-11-20T00:00")) is None


def test_who_moves_west_is_not_served_the_same_date_again():
    served = {(date(2026, 11, 21), 0)}  # 07:00 in Auckland
    reader = subscriber(timezone="Pacific/Honolulu", send_at=("10:00",))
    due = next_due(reader, edition(), utc("2026-11-20T18:00"), served)
    assert due.local_date == date(2026, 11, 22)


def test_who_changes_the_hour_is_not_served_the_same_date_again():
    reader = subscriber(send_at=("09:00",))
    due = next_due(reader, edition(), utc("2026-11-20T07:00"), {(date(2026, 11, 20), 0)})
    assert due.local_date == date(2026, 11, 21)


def test_who_was_served_early_is_due_the_next_day():
    due = next_due(subscriber(), edition(), utc("2026-11-20T05:00"), {(date(2026, 11, 20), 0)})
    assert due.local_date == date(2026, 11, 21)


def test_the_latest_slot_is_today_or_the_last_day_it_was_due():
    weekly = edition(send_at=("08:30", "18:00"), days=frozenset({"sat"}))
    assert latest_slot(edition(), "Europe/Oslo", utc("2026-11-20T06:00")) == utc("2026-11-20T06:00")
    assert latest_slot(edition(), "Europe/Oslo", utc("2026-11-20T05:59")) == utc("2026-11-19T06:00")
    assert latest_slot(weekly, "UTC", utc("2026-11-20T12:00")) == utc("2026-11-14T18:00")
    assert latest_slot(weekly, "UTC", utc("2026-11-21T12:00")) == utc("2026-11-21T08:30")


def test_an_edition_without_times_has_no_slot():
    assert latest_slot(edition(send_at=()), "UTC", utc("2026-11-20T12:00")) is None
    assert next_due(subscriber(), edition(send_at=()), utc("2026-11-20T12:00")) is None


def test_late_is_served_until_the_catch_up_is_over():
    due = Due(subscriber=SubscriberId("a"), edition="daily", instant=utc("2026-11-20T07:00"), local_date=date(2026, 11, 20))
    assert classify(due, utc("2026-11-20T07:00"), 3600) == "now"
    assert classify(due, utc("2026-11-20T08:00"), 3600) == "now"
    assert classify(due, utc("2026-11-20T08:00:01"), 3600) == "missed"


def test_readers_are_spread_evenly_and_stay_where_they_are():
    offsets = [spread(SubscriberId(f"id-{number}"), 600) for number in range(2000)]
    assert all(timedelta() <= offset < timedelta(seconds=600) for offset in offsets)
    assert 250 < sum(offset.total_seconds() for offset in offsets) / 2000 < 350
    assert spread(SubscriberId("id-1"), 600) == offsets[1]
    assert spread(SubscriberId("id-1"), 0) == timedelta()


def test_dates_around_cover_every_zone():
    assert dates_around(utc("2026-11-20T06:00"))[0] == date(2026, 11, 18)
    assert dates_around(utc("2026-11-20T06:00"))[-1] == date(2026, 11, 22)
