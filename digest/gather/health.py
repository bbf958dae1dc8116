"""How a source fares: what its history says, and which of it the operator has not been told. Pure.

=========  ======================================================================================================
dead       five failures in a row, and no answer for a day
gone       the server says that it will never come back (410)
page       a web page comes in place of the feed
moved      it lives elsewhere for good; config.toml still has the old address
silent     it answers, but nothing new came for four of its usual times, and for three days at least
shrunk     its document has less than a third of the entries it usually has
gap        nothing of the last visit is in it any more: entries may have been missed between
=========  ======================================================================================================

An alert is told once, remembered in ``SourceState.alerted`` as long as it holds, and told again only after it had
cleared. A source that publishes in bursts is judged by the time from burst to burst, so weekends and weekly papers are
no silence.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from digest.gather.entries import believed
from digest.gather.manners import duration
from digest.model import Entry, Gathering, SourceId, SourceState

DEAD_FAILURES = 5
DEAD_AFTER = timedelta(days=1)
SILENT_TIMES = 4
SILENT_AFTER = timedelta(days=3)
SHRUNK_TO = 3
"""One in so many of its usual entries is too few."""
_LEAST_SIZE = 6
"""Of a smaller document nothing can be said."""
_LISTINGS = frozenset({"feed", "list", "sitemap"})
_BURST = timedelta(hours=12)
_WEEK = timedelta(days=7)
_MEMORY = 0.9
"""How much of its usual size a source keeps at each visit: a change for good is the usual after some twenty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One source just asked, and what was known of it and of its entries before."""

    gathering: Gathering
    before: SourceState | None
    fresh: int
    """How many of its entries no earlier visit gave."""

    @property
    def is_listing(self) -> bool:
        """Whether the source shows its latest entries, so that their number and their going tell something."""
        return self.gathering.source.kind in _LISTINGS

    @property
    def is_read(self) -> bool:
        """Whether a document was read: not a failure, a "not modified" or an equal body."""
        known = self.before.body_hash if self.before else ""
        return self.gathering.failure is None and self.gathering.state.body_hash != known


def examined(visits: Sequence[Visit], now: datetime) -> tuple[tuple[SourceState, ...], tuple[str, ...]]:
    """The sources' states with their health, and a line for every alert that is new."""
    states: list[SourceState] = []
    notes: list[str] = []
    for visit in visits:
        state = _updated(visit, now)
        alerts = _alerts(visit, state, now)
        told = set(state.alerted.split())
        notes += [f"{state.source}: {words}" for name, words in alerts.items() if name not in told]
        states.append(replace(state, alerted=" ".join(sorted(alerts))))
    return tuple(states), tuple(notes)


def coverage(states: Mapping[SourceId, SourceState], visits: Sequence[Visit]) -> str:
    """What a run covered, in one line: how many of those asked answered, what they gave, and who is silent.

    ``states`` are those of all configured sources after the run; silence is a matter of all, not of those just asked.
    """
    answered = sum(visit.gathering.failure is None for visit in visits)
    entries = sum(len(visit.gathering.entries) for visit in visits)
    fresh = sum(visit.fresh for visit in visits)
    silent = sorted(source for source, state in states.items() if "silent" in state.alerted.split())
    line = f"{answered:,} of {len(visits):,} sources answered, {entries:,} entries, {fresh:,} new"
    return f"{line}; silent: {', '.join(silent)}" if silent else line


def usual_time(dates: Collection[datetime]) -> int:
    """The usual time from one burst of entries to the next, in seconds; 0 when the dates do not tell."""
    starts: list[datetime] = []
    for date in sorted(dates):
        if not starts or date - starts[-1] > _BURST:
            starts.append(date)
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(starts)]
    return int(median(gaps)) if gaps else 0


def weekly(dates: Collection[datetime]) -> float:
    """Entries a week; 0.0 when the dates do not tell."""
    span = (max(dates) - min(dates)) if dates else timedelta()
    return round((len(dates) - 1) * _WEEK / span, 1) if span else 0.0


def _updated(visit: Visit, now: datetime) -> SourceState:
    """The state after the visit, with what its document told."""
    state = visit.gathering.state
    if visit.gathering.failure:
        return state
    state = replace(state, answered=now)
    if not visit.is_read:
        return state
    entries = visit.gathering.entries
    dates = [date for date in (believed(entry.published, now) for entry in entries) if date]
    return replace(
        state,
        newest=_newest(state.newest, dates, entries, now if visit.fresh else None),
        usual_seconds=usual_time(dates) or state.usual_seconds,
        weekly=weekly(dates) or state.weekly,
        size=_usual_size(state.size, len(entries)),
    )


def _newest(known: datetime | None, dates: Collection[datetime], entries: Sequence[Entry], seen: datetime | None) -> datetime | None:
    """The latest of the dates; where an entry has none, what is new is as new as its first sight."""
    undated = seen if seen and len(dates) < len(entries) else None
    moments = [moment for moment in (known, max(dates, default=None), undated) if moment]
    return max(moments, default=None)


def _usual_size(known: int, size: int) -> int:
    return size if size >= known else round(known * _MEMORY + size * (1 - _MEMORY))


def _alerts(visit: Visit, state: SourceState, now: datetime) -> dict[str, str]:
    """What holds now, by name, each in words that say what to do."""
    failure = visit.gathering.failure
    found = {
        "gone": _gone(state),
        "dead": _dead(state, now),
        "page": failure.what if failure and failure.kind == "WebPageError" else "",
        "moved": f"it moved for good to {state.url}; put that address into config.toml" if state.url else "",
        "silent": _silent(state, now),
        "shrunk": _shrunk(visit, state),
        "gap": _gap(visit, state),
    }
    return {name: words for name, words in found.items() if words}


def _gone(state: SourceState) -> str:
    return "it is gone for good (410) and not asked again; remove it, or give it a new address" if state.status == "gone" else ""


def _dead(state: SourceState, now: datetime) -> str:
    if state.status == "gone" or state.failures < DEAD_FAILURES or (state.answered and now - state.answered < DEAD_AFTER):
        return ""
    since = f"for {duration((now - state.answered).total_seconds())}" if state.answered else "ever"
    return f"it did not answer {since}, {state.failures} failures in a row; the last: {state.error}"


def _silent(state: SourceState, now: datetime) -> str:
    if not (state.newest and state.usual_seconds) or state.failures:
        return ""
    patience = max(timedelta(seconds=SILENT_TIMES * state.usual_seconds), SILENT_AFTER)
    if now - state.newest <= patience:
        return ""
    usual = duration(state.usual_seconds)
    return f"it answers, but nothing new came since {state.newest:%Y-%m-%d}; usually something comes every {usual}"


def _shrunk(visit: Visit, state: SourceState) -> str:
    """A document that was not read again is as it was."""
    was = visit.before.size if visit.before else 0
    size = len(visit.gathering.entries)
    if not (visit.is_read and visit.is_listing):
        return "it has few entries" if "shrunk" in state.alerted.split() else ""
    is_few = was >= _LEAST_SIZE and size * SHRUNK_TO < was
    return f"it has {size} {'entry' if size == 1 else 'entries'} where it usually has {was}" if is_few else ""


def _gap(visit: Visit, state: SourceState) -> str:
    if not (visit.is_read and visit.is_listing):
        return "entries may have been missed" if "gap" in state.alerted.split() else ""
    entries = len(visit.gathering.entries)
    is_gap = visit.before is not None and visit.before.size > 0 and 0 < entries <= visit.fresh
    return "nothing of the last visit is in it any more, so entries between may have been missed" if is_gap else ""
