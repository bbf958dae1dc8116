"""Trying an address out before it becomes a source: what is there, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from digest.gather.feeds import FeedGatherer
from digest.gather.manners import duration
from digest.model import Gathering, Source, SourceId
from digest.ports import Fetch


def probe(url: str, fetch: Fetch, now: datetime) -> Gathering:
    """Ask an address as if it were a new source; a page that announces a feed is followed. Never raises.

    The source of the answer bears the address to configure: the feed's, where a page was given, or where it moved to.
    """
    source = Source(id=SourceId(url), kind="feed", url=url)
    (gathering,) = FeedGatherer(fetch).gather((source,), {}, now)
    found = gathering.state.url or gathering.state.moved_to or url
    return replace(gathering, source=replace(source, url=found))


def findings(gathering: Gathering, now: datetime) -> tuple[str, ...]:
    """What a probe found, as lines for the operator."""
    source, state, entries = gathering.source, gathering.state, gathering.entries
    if gathering.failure:
        return (gathering.failure.what,)
    dated = [entry.published for entry in entries if entry.published]
    lines = [f"feed: {state.title or 'without a title'}", f"entries: {len(entries)}"]
    if source.url != source.id:
        lines.append(f"its address is {source.url}; use that one")
    if dated:
        lines.append(f"newest: {max(dated):%Y-%m-%d %H:%M} UTC, {_age(max(dated), now)}")
    if len(dated) < len(entries):
        lines.append(f"without a date: {len(entries) - len(dated)}, which count as old at the first fetch")
    return (*lines, f"next check: {state.next_reason}")


def _age(moment: datetime, now: datetime) -> str:
    return f"{duration((now - moment).total_seconds())} ago" if moment <= now else "not yet reached"
