"""The right time: a wall time in the reader's zone as an instant, and which one is next. Pure.

A wall time that does not exist (the clock is put forward over it) is the first instant after the gap; one that exists
twice (put back) is the first of the two; on a date that does not exist at all (Apia, 2011-12-30) there is none. So every
existing local date has exactly one instant for a time, later than that of the date before. Zones come from the IANA
database through ``zoneinfo`` (PEP 615, whose ``fold`` tells the two readings of an ambiguous time apart).

A day has an *ordinal* for each of its times, from 0, the earliest first. Reader, edition, local date and ordinal name an
issue's place once and for all: whoever changes zone or hour is never served the same one twice, nor a date behind
the last one served.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from digest.model import Due, Edition, Subscriber, SubscriberId

Served: TypeAlias = Collection[tuple[date, int]]
"""Local dates and ordinals that a reader has had of an edition."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = timedelta(days=1)
_REACH = 10
"""Days to look through: a week, the date before, the last one served, one that does not exist."""


@lru_cache(maxsize=65_536)
def instant(day: date, wall: str, zone: str) -> datetime | None:
    """When the clocks of ``zone`` show ``wall`` (``HH:MM``) on ``day``, in UTC; None when the date does not exist there."""
    wanted = datetime.combine(day, time.fromisoformat(wall), tzinfo=ZoneInfo(zone))
    found = wanted.astimezone(UTC)
    if found.astimezone(wanted.tzinfo).replace(tzinfo=None, fold=0) == wanted.replace(tzinfo=None):
        return found
    return _after_gap(wanted)


def next_due(subscriber: Subscriber, edition: Edition, after: datetime, served: Served = ()) -> Due | None:
    """The first due time strictly after ``after`` that he has not had; None while he is paused without an end.

    His own times and days come before the edition's. ``pause_until`` is the first date on which he is served again.
    Times of one day that fall on one instant (both in a gap) are due once.
    """
    if subscriber.status != "active":
        return None
    first = max((day for day, _ in served), default=date.min)
    first = max(first, subscriber.pause_until or first)
    upcoming = _upcoming(
        subscriber.send_at or edition.send_at, subscriber.days or edition.days, subscriber.timezone, after=after, first=first
    )
    for day, ordinal, at in upcoming:
        if (day, ordinal) not in served:
            return Due(subscriber=subscriber.id, edition=edition.name, instant=at, local_date=day, ordinal=ordinal)
    return None


def latest_slot(edition: Edition, zone: str, now: datetime) -> datetime | None:
    """The latest time the edition was due at or before ``now``, by its own times and days in ``zone``; None if never within days."""
    today = _local_date(now, zone)
    for day in (today - _DAY * count for count in range(_REACH + 1)):
        if edition.days and DAYS[day.weekday()] not in edition.days:
            continue
        past = [at for _, at in _of_day(edition.send_at, day, zone) if at <= now]
        if past:
            return max(past)
    return None


def ordinal_of(edition: Edition, zone: str, slot: datetime) -> int:
    """Which of the day's times a slot of the edition is, from 0."""
    day = _local_date(slot, zone)
    return next((ordinal for ordinal, at in _of_day(edition.send_at, day, zone) if at == slot), 0)


def classify(due: Due, now: datetime, catch_up_seconds: float) -> Literal["now", "missed"]:
    """Whether what is due is served now, be it late, or was missed: overdue by more than ``catch_up_seconds``."""
    return "missed" if now - due.instant > timedelta(seconds=catch_up_seconds) else "now"


def spread(subscriber: SubscriberId, seconds: int) -> timedelta:
    """A reader's own offset in [0, ``seconds``), always the same, so that not all mails leave at one instant."""
    if seconds <= 0:
        return timedelta()
    drawn = int.from_bytes(hashlib.blake2b(subscriber.encode(), digest_size=8, person=b"digest.spread").digest())
    return timedelta(milliseconds=drawn % (seconds * 1000))


def dates_around(now: datetime) -> tuple[date, ...]:
    """Every local date that clocks somewhere show at ``now``, or may have been served early: two days either side."""
    today = now.astimezone(UTC).date()
    return tuple(today + _DAY * offset for offset in range(-2, 3))


def _dates(first: date, count: int) -> Iterator[date]:
    """Days from ``first`` on, to the end of the calendar at most."""
    return (date.fromordinal(number) for number in range(first.toordinal(), min(first.toordinal() + count, date.max.toordinal())))


@lru_cache(maxsize=8_192)
def _upcoming(
    times: tuple[str, ...], days: frozenset[str], zone: str, *, after: datetime, first: date
) -> tuple[tuple[date, int, datetime], ...]:
    """What is due after an instant, from a date on: readers of equal hours in one zone share the answer."""
    yesterday = _local_date(after, zone) - _DAY  # a gap may push yesterday's time into today
    on = (day for day in _dates(max(yesterday, first), _REACH) if not days or DAYS[day.weekday()] in days)
    return tuple((day, ordinal, at) for day in on for ordinal, at in _of_day(times, day, zone) if at > after)


def _local_date(at: datetime, zone: str) -> date:
    """What calendars in ``zone`` show."""
    return at.astimezone(ZoneInfo(zone)).date()


def _of_day(times: tuple[str, ...], day: date, zone: str) -> Iterator[tuple[int, datetime]]:
    """Ordinals and instants of a day's times, earliest first."""
    for ordinal, wall in enumerate(sorted(set(times))):
        at = instant(day, wall, zone)
        if at is not None:
            yield ordinal, at


def _after_gap(wanted: datetime) -> datetime | None:
    """The first instant after the gap that ``wanted`` falls into; None when the gap swallows the whole date.

    PEP 495: in a gap, ``fold=1`` reads the time by the offset after it and lands before it, ``fold=0`` the other way round.
    """
    zone = wanted.tzinfo
    before, after = (int(wanted.replace(fold=fold).timestamp()) for fold in (1, 0))
    low, high = before, after
    offset = datetime.fromtimestamp(before, zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if datetime.fromtimestamp(middle, zone).utcoffset() == offset else (low, middle)
    first = datetime.fromtimestamp(high, zone)
    last_before = datetime.fromtimestamp(low, zone)
    return None if last_before.date() < wanted.date() < first.date() else first.astimezone(UTC)
