"""Manners: when a source is asked, how, and what is remembered of it. Pure: states in, states out.

* What the server gave as ETag and Last-Modified is sent back byte for byte.
* A feed is asked about twice in the median gap between its entries, at least daily, at most every 15 minutes, and up
  to 10 % later by a hash of its name, so that sources do not march in step.
* Cache-Control max-age, Expires, Retry-After, ttl, skipHours and skipDays are obeyed, each up to 24 hours.
* A failing source is asked ever less, to once a day; 410 stops it until the operator acts.
* A permanent redirect is believed at its second sighting; a new address that keeps failing is forgotten again, and so is
  all that was learned of a source when another address is configured for it.
* Where nothing of the last document is in the new one, entries may have been missed: a gap.

Every state says in words why the next check is when it is (``next_reason``). Sources: RFC 9110 §13 and §15.5.11,
RFC 9111 §5.2.2.1, RSS 2.0 (ttl, skipHours).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus
from itertools import pairwise
from statistics import median
from zlib import crc32

from digest.errors import FetchError, SourceError, UnaskedError
from digest.model import Source, SourceId, SourceState
from digest.ports import Response

SHORTEST = 15 * 60
LONGEST = 24 * 3_600
UNKNOWN_RHYTHM = 3_600
"""For a source whose entries tell no rhythm."""
JITTER = 0.1
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The next check of what is gone; whoever clears it (an operator who names the source) has it asked again."""
SIGHTINGS = 2
FORGET_MOVE_AFTER = 3
"""Failures in a row at an adopted address before the configured one is tried again."""
REMEMBERED = 40
"""Entries of the last document by which a gap is seen."""
_ALL_HOURS = (1 << 24) - 1
_ALL_DAYS = (1 << 7) - 1
_BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_AGE = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What a parsed document says about when to come again."""

    interval_seconds: int = 0
    """0 = it does not tell."""
    skip_hours: int = 0
    """As in ``SourceState``: one bit an hour."""
    skip_days: int = 0
    """Likewise: one bit a weekday."""


# ---------------------------------------------------------------- before asking


def is_due(state: SourceState | None, now: datetime) -> bool:
    """Whether a source may be asked: never asked, or its time has come; for one that is gone it never comes by itself."""
    return state is None or state.next_check is None or state.next_check <= now


def due(sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> list[Source]:
    """The sources that may be asked, in the order given; one with a new address is asked at once."""
    return [source for source in sources if is_due(before(source, states.get(source.id)), now)]


def address(source: Source, state: SourceState | None) -> str:
    """Where a source lives now."""
    return state.url if state and state.url else source.url


def conditions(state: SourceState | None) -> tuple[tuple[str, str], ...]:
    """The headers that let a server answer "not modified"."""
    if state is None or not state.body_hash:
        return ()
    named = (("If-None-Match", state.etag), ("If-Modified-Since", state.last_modified))
    return tuple((name, value) for name, value in named if value)


def before(source: Source, state: SourceState | None) -> SourceState:
    """What is known of a source at its configured address, if only its id and title."""
    if state is None or (state.configured and state.configured != source.url):
        return SourceState(source=source.id, configured=source.url, title=state.title if state else "")
    return replace(state, configured=source.url)


def latest(keys: Sequence[str]) -> str:
    """The first entries of a document, by their keys, as a state remembers them."""
    return " ".join(map(_short, keys[:REMEMBERED]))


def has_gap(state: SourceState, keys: Sequence[str]) -> bool:
    """Whether none of the entries remembered is among these."""
    known = set(state.latest.split())
    return bool(known and keys) and known.isdisjoint(map(_short, keys))


def _short(key: str) -> str:
    """Two keys in four thousand million look alike: one gap in as many would not be seen."""
    return f"{crc32(key.encode('utf-8', 'surrogatepass')):08x}"


def rhythm(dates: Sequence[datetime], *, ttl_seconds: int = 0, skip_hours: Sequence[int] = (), skip_days: Sequence[int] = ()) -> Rhythm:
    """How often to ask: half the median gap between entries, at least its ttl; within 15 minutes and 24 hours."""
    times = sorted(set(dates))
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(times)]
    natural = _clamp(median(gaps) / 2) if gaps else (UNKNOWN_RHYTHM if ttl_seconds else 0)
    hours = sum(1 << hour for hour in {hour % 24 for hour in skip_hours})
    days = sum(1 << day for day in {day % 7 for day in skip_days})
    return Rhythm(
        interval_seconds=max(natural, min(ttl_seconds, LONGEST)),
        skip_hours=0 if hours == _ALL_HOURS else hours,
        skip_days=0 if days == _ALL_DAYS else days,
    )


def answered(state: SourceState, response: Response, now: datetime, *, body_hash: str, tempo: Rhythm | None = None) -> SourceState:
    """The state after an answer that could be used; ``tempo`` is None when nothing new was parsed (304, equal body)."""
    known = tempo or Rhythm(interval_seconds=state.interval_seconds, skip_hours=state.skip_hours, skip_days=state.skip_days)
    kept = _moved(state, response)
    fresh = replace(
        kept,
        etag=_validator(response, "etag", state.etag),
        last_modified=_validator(response, "last-modified", state.last_modified),
        body_hash=body_hash,
        checked=now,
        failures=0,
        error="",
        interval_seconds=known.interval_seconds,
        skip_hours=known.skip_hours,
        skip_days=known.skip_days,
        is_primed=True,
    )
    when, why = _next_after_answer(fresh, response.headers, now)
    return replace(fresh, next_check=when, next_reason=why)


def failed(state: SourceState, error: SourceError, now: datetime) -> SourceState:
    """The state after a failure: asked ever less, or no more."""
    if isinstance(error, UnaskedError):
        return replace(state, next_check=now + timedelta(seconds=SHORTEST), next_reason="its site was too slow for more questions")
    status, wanted = (error.status, error.retry_after) if isinstance(error, FetchError) else (0, 0.0)
    failures = state.failures + 1
    missed = replace(state, checked=now, failures=failures, error=str(error), status="busy" if status in _BUSY else "error")
    if status == HTTPStatus.GONE and not state.url:
        why = "gone for good (410): not asked again; remove the source or give it a new address"
        return replace(missed, status="gone", next_check=NEVER, next_reason=why)
    if state.url and (failures >= FORGET_MOVE_AFTER or status == HTTPStatus.GONE):
        missed = replace(missed, url="", etag="", last_modified="", body_hash="")
    delay, why = _back_off(state, failures)
    if wanted > delay:
        delay, why = min(wanted, LONGEST), f"the server asked to be left alone for {duration(wanted)} (Retry-After)"
    return replace(missed, next_check=now + timedelta(seconds=_spread(state.source, delay, least=wanted)), next_reason=why)


def _back_off(state: SourceState, failures: int) -> tuple[float, str]:
    usual = _clamp(state.interval_seconds or UNKNOWN_RHYTHM)
    delay = min(usual * 2.0 ** min(failures - 1, 20), LONGEST)
    return delay, f"{failures} failure{'s' if failures > 1 else ''} in a row: next try after {duration(delay)}"


def _next_after_answer(state: SourceState, headers: Mapping[str, str], now: datetime) -> tuple[datetime, str]:
    natural = _clamp(state.interval_seconds or UNKNOWN_RHYTHM)
    tells = "its own rhythm" if state.interval_seconds else "nothing is known of its rhythm"
    delay, why = float(natural), f"every {duration(natural)}: {tells}"
    for seconds, name in _hints(headers, now):
        if seconds > delay:
            delay, why = seconds, f"the server asked for {duration(seconds)} ({name})"
    when = now + timedelta(seconds=_spread(state.source, delay, least=0.0))
    later = min(_past_skipped(when, state.skip_hours, state.skip_days), now + timedelta(seconds=LONGEST))
    return later, f"{why}; the feed asks not to be asked at that hour or day (skipHours, skipDays)" if later != when else why


def _hints(headers: Mapping[str, str], now: datetime) -> list[tuple[float, str]]:
    """What the server asks for, in seconds, at most 24 hours each."""
    caching = headers.get("cache-control", "")
    found = _MAX_AGE.search(caching)
    age = _AGE.match(headers.get("age", ""))
    fresh = float(found[1]) - (float(age[0]) if age else 0.0) if found else _until(headers.get("expires", ""), headers.get("date", ""), now)
    after = headers.get("retry-after", "").strip()
    wait = float(after[:9]) if after.isascii() and after.isdigit() else _until(after, headers.get("date", ""), now)
    named = ((fresh, "max-age" if found else "Expires"), (wait, "Retry-After"))
    return [(min(seconds, LONGEST), name) for seconds, name in named if seconds > 0]


def _until(value: str, sent: str, now: datetime) -> float:
    until = http_date(value)
    return (until - (http_date(sent) or now)).total_seconds() if until else 0.0


def http_date(value: str) -> datetime | None:
    """An HTTP date as an aware instant, None when it is none."""
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


def _moved(state: SourceState, response: Response) -> SourceState:
    """The state with its address as far as permanent redirects are believed."""
    if not response.moved_to:
        return replace(state, moved_to="", moved_seen=0, status="ok")
    seen = state.moved_seen + 1 if response.moved_to == state.moved_to else 1
    if seen < SIGHTINGS:
        return replace(state, moved_to=response.moved_to, moved_seen=seen, status="ok")
    return replace(state, url=response.moved_to, moved_to="", moved_seen=0, status="moved")


def _validator(response: Response, name: str, known: str) -> str:
    """A 304 that does not repeat a validator leaves the known one standing."""
    value = response.headers.get(name, "")
    return value or (known if response.status == HTTPStatus.NOT_MODIFIED else "")


def _past_skipped(when: datetime, hours: int, days: int) -> datetime:
    """The first instant from ``when`` on that the feed does not ask to be spared; a day later it is asked all the same."""
    for _ in range(24):
        moment = when.astimezone(UTC)
        if not (hours >> moment.hour & 1 or days >> moment.weekday() & 1):
            return when
        when = when.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return when


def _spread(source: SourceId, delay: float, *, least: float) -> float:
    """Up to 10 % later, by a hash of the name; never above a day, never below what the server asked for."""
    share = int.from_bytes(sha256(source.encode()).digest()[:4]) / 2**32
    return max(min(delay * (1 + JITTER * share), LONGEST), min(least, LONGEST))


def _clamp(seconds: float) -> int:
    return int(min(max(seconds, SHORTEST), LONGEST))


def duration(seconds: float) -> str:
    """Seconds as a person says them: ``45 s``, ``20 min``, ``1.5 h``."""
    if seconds < 90:  # noqa: PLR2004 - one and a half minutes is still told in seconds
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{round(seconds / 3_600, 1):g} h"  # noqa: PLR2004 - likewise for hours
