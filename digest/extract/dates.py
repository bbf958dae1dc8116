"""Which dates are believed.

A date more than a day ahead of the moment it was seen, or before 1990, is none (clocks and templates of publishers
are wrong often enough); a believed date that lies a little ahead is kept as published, for ``Article.when`` never
goes beyond the moment it was seen. Nothing here reads a clock.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

AHEAD = timedelta(hours=24)
"""How far a publisher's clock may be ahead of ours."""
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def believed(when: datetime | None, seen: datetime) -> datetime | None:
    """The date in UTC, or None when there is none to believe; ``seen`` is when it was gathered."""
    if when is None:
        return None
    aware = when.replace(tzinfo=UTC) if when.tzinfo is None else when
    try:
        moment = aware.astimezone(UTC)
    except OverflowError:
        return None
    return moment if EARLIEST <= moment <= seen + AHEAD else None


def read_date(text: str) -> datetime | None:
    """An ISO 8601 date or instant as pages write it in their metadata; None when it is not one. Naive means UTC."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return _read_day(text.strip()[:10])
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def _read_day(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
