"""The plan after files and the configuration changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from build import edition, subscriber

from digest.model import SubscriberId
from digest.schedule.due import next_due
from digest.schedule.plan import plan

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
TODAY = date(2026, 11, 20)


def planned(*dues):
    return {(due.subscriber, due.edition): due for due in dues}


def test_a_new_reader_is_planned_for_every_edition_of_his_lists():
    weekly, other = edition("weekly"), edition("other", list="elsewhere")
    made = plan([subscriber()], [edition(), weekly, other], {}, NOW)
    assert [due.edition for due in made.dues] == ["daily", "weekly"]
    assert made.forget == frozenset()


def test_what_is_right_is_not_written_again():
    due = next_due(subscriber(), edition(), NOW)
    made = plan([subscriber()], [edition()], planned(due), NOW)
    assert (made.dues, made.forget) == ((), frozenset())


def test_who_is_gone_or_left_the_list_or_paused_is_forgotten():
    people = [subscriber("ada"), subscriber("bob"), subscriber("eve")]
    dues = planned(*(next_due(person, edition(), NOW) for person in people))
    made = plan([subscriber("ada", lists=frozenset()), subscriber("bob", status="paused")], [edition()], dues, NOW)
    assert made.forget == {(SubscriberId(f"id-{name}"), "daily") for name in ("ada", "bob", "eve")}


def test_a_changed_hour_is_planned_anew():
    dues = planned(next_due(subscriber(), edition(), NOW))
    made = plan([subscriber(send_at=("21:00",))], [edition()], dues, NOW)
    assert [due.instant.hour for due in made.dues] == [21]


def test_who_was_served_today_is_planned_for_tomorrow_whatever_he_changes():
    moved = subscriber(send_at=("23:00",), timezone="Pacific/Honolulu")
    made = plan([moved], [edition()], {}, NOW, served={"daily": {(moved.id, TODAY, 0)}, "weekly": {(moved.id, TODAY + timedelta(1), 0)}})
    assert [due.local_date for due in made.dues] == [TODAY + timedelta(1)]


def test_what_is_due_already_is_left_for_the_ticker():
    overdue = next_due(subscriber(), edition(), NOW - timedelta(days=1))
    later = NOW + timedelta(hours=2)
    made = plan([subscriber(send_at=("21:00",))], [edition()], planned(overdue), later)
    assert (made.dues, made.forget) == ((), frozenset())


def test_what_was_due_is_planned_on_once_it_was_served():
    overdue = next_due(subscriber(), edition(), NOW)
    made = plan([subscriber()], [edition()], planned(overdue), NOW + timedelta(hours=2), served={"daily": {(subscriber().id, TODAY, 0)}})
    assert [due.local_date for due in made.dues] == [TODAY + timedelta(1)]


def test_a_pause_beats_what_is_due_already():
    overdue = next_due(subscriber(), edition(), NOW - timedelta(days=1))
    made = plan([subscriber(pause_until=date(2027, 1, 7))], [edition()], planned(overdue), NOW + timedelta(hours=2))
    assert [due.local_date for due in made.dues] == [date(2027, 1, 7)]


def test_what_is_due_of_a_date_behind_the_last_one_served_is_dropped():
    yesterday = next_due(subscriber(), edition(), NOW - timedelta(days=1))
    made = plan([subscriber()], [edition()], planned(yesterday), NOW, served={"daily": {(subscriber().id, TODAY, 0)}})
    assert [due.local_date for due in made.dues] == [TODAY + timedelta(1)]
