"""Column types: instants that sort, words that every database takes.

Instants are aware UTC. SQLite keeps them as text of one width (``2026-11-20T06:00:00.000000Z``), which sorts as the
instants do; PostgreSQL as ``timestamptz``. A naive datetime is refused, whichever way it goes.

Text from feeds may hold what no database takes: NUL (PostgreSQL refuses it) and lone surrogates (UTF-8 cannot write
them). Both become U+FFFD, so that one hostile entry never loses an intake.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import TIMESTAMP, Dialect, String, Text, TypeDecorator

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def writable(text: str) -> str:
    """The text with NUL and lone surrogates replaced by U+FFFD; all else as it is."""
    if "\x00" not in text and text.isascii():
        return text
    return _UNWRITABLE.sub("\ufffd", text)


class Words(TypeDecorator[str]):
    """Text of any length, whoever wrote it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Make it writable."""
        _ = dialect
        return None if value is None else writable(value)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, to the microsecond."""

    impl = String(27)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:  # noqa: ANN401 - a type of text or a type of datetimes
        """Text on SQLite, ``timestamptz`` elsewhere."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(27))
        return dialect.type_descriptor(TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | datetime | None:
        """Refuse naive ones; raises ``ValueError``."""
        if value is None:
            return None
        instant = _aware(value)
        return written(instant) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: str | datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC again."""
        _ = dialect
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        return None if value is None else _aware(value)


def written(instant: datetime) -> str:
    """An aware UTC datetime as text of one width."""
    return f"{instant.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(f"a naive datetime cannot be stored: {value.isoformat()}")
    return value if value.tzinfo is UTC else value.astimezone(UTC)
