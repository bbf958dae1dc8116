"""Laws of time, over every zone there is."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from build import edition, subscriber
from hypothesis import given
from hypothesis import strategies as st

from digest.schedule.due import instant, latest_slot, next_due, spread

zones = st.sampled_from(sorted(zoneinfo.available_timezones() - {"Factory", "localtime"}))
walls = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59))
days = st.dates(date(2000, 1, 1), date(2037, 12, 31))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is the next argument
weekdays = st.frozensets(st.sampled_from(("mon", "tue", "wed", "thu", "fri", "sat", "sun")), max_size=7)


@given(zones, days, walls)
def test_every_existing_date_has_exactly_one_instant_and_they_increase(zone, day, wall):
    found = [instant(day + timedelta(days=offset), wall, zone) for offset in range(5)]
    existing = [at for at in found if at]
    assert len(existing) >= 4
    assert all(earlier < later for earlier, later in pairwise(existing))


@given(zones, days, walls)
def test_an_instant_shows_the_wall_time_or_stands_right_after_a_gap(zone, day, wall):
    at = instant(day, wall, zone)
    if at is None:
        return
    local = at.astimezone(zoneinfo.ZoneInfo(zone))
    if local.strftime("%H:%M") == wall and local.date() == day:
        earlier = [local - timedelta(hours=hours / 4) for hours in range(1, 9)]
        assert local.fold == 0 or all(other.fold for other in earlier if other.replace(tzinfo=None) == local.replace(tzinfo=None))
    else:
        just_before = (at - timedelta(seconds=1)).astimezone(local.tzinfo)
        wanted = datetime.fromisoformat(f"{day} {wall}")
        assert just_before.replace(tzinfo=None) < wanted < local.replace(tzinfo=None)


@given(st.lists(zones, min_size=2, max_size=6), st.lists(walls, min_size=1, max_size=3), weekdays, instants)
def test_moving_never_gives_the_same_date_and_ordinal_twice_nor_goes_back(homes, times, on, start):
    now, had = start, []
    for home in homes:
        reader = subscriber(timezone=home, send_at=tuple(times), days=on)
        for _ in range(3):
            due = next_due(reader, edition(), now, set(had))
            assert due.instant > now
            assert (due.local_date, due.ordinal) not in had
            assert not had or due.local_date >= had[-1][0]
            now = due.instant
            had.append((due.local_date, due.ordinal))


@given(zones, walls, weekdays, instants)
def test_the_latest_slot_is_due_and_nothing_lies_between_it_and_now(zone, wall, on, now):
    daily = edition(send_at=(wall,), days=on)
    slot = latest_slot(daily, zone, now)
    assert slot <= now
    assert next_due(subscriber(timezone=zone), daily, slot).instant > now


@given(st.text(max_size=40), st.integers(-5, 100_000))
def test_an_offset_lies_within_the_spread(name, seconds):
    assert timedelta() <= spread(name, seconds) <= timedelta(seconds=max(seconds, 0))
