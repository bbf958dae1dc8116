"""All zones, five years, many times: exactly one instant a date; and what a day of a million readers costs."""

from __future__ import annotations

import time
import zoneinfo
from datetime import UTC, date, datetime, timedelta

import pytest
from build import edition, subscriber

from digest.schedule.due import instant, next_due

WALLS = ("00:00", "00:30", "01:30", "02:00", "02:30", "03:15", "07:00", "23:30", "23:59")
FIRST = date(2024, 1, 1)


@pytest.mark.bench
def test_every_zone_every_date_for_five_years():
    pairs = 0
    for zone in sorted(zoneinfo.available_timezones() - {"Factory", "localtime"}):
        for wall in WALLS:
            before = datetime(2000, 1, 1, tzinfo=UTC)
            for offset in range(5 * 365 + 2):
                at = instant.__wrapped__(FIRST + timedelta(days=offset), wall, zone)
                assert at is not None, (zone, wall, offset)
                assert at > before, (zone, wall, offset)
                before, pairs = at, pairs + 1
    print(f"{pairs:,} dates checked")


@pytest.mark.bench
def test_next_due_of_many_readers():
    zones = sorted(zoneinfo.available_timezones() - {"Factory", "localtime"})
    readers = [subscriber(f"r{number}", timezone=zones[number % len(zones)]) for number in range(20_000)]
    daily, now = edition(), datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    started = time.perf_counter()
    found = [next_due(reader, daily, now) for reader in readers]
    print(f"{(time.perf_counter() - started) / len(readers) * 1e6:.1f} us a reader, {len({due.instant for due in found})} instants")
    assert all(found)
