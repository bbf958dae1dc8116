"""What the plan should be after files or the configuration changed. Pure.

The store keeps the next due time of every reader and edition. After a change all of it is worked out anew and
compared: what differs is written, what stands for nobody is forgotten. What is due already is left for the ticker,
unless its reader is gone or paused: a reader who changes his hour at the very minute is served once, not never.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from digest.model import Due, Edition, Subscriber, SubscriberId
from digest.schedule.due import next_due

_NOTHING: Mapping[str, Collection[tuple[SubscriberId, date, int]]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to write and what to forget."""

    dues: tuple[Due, ...] = ()
    forget: frozenset[tuple[SubscriberId, str]] = frozenset()


def plan(
    subscribers: Iterable[Subscriber],
    editions: Iterable[Edition],
    planned: Mapping[tuple[SubscriberId, str], Due],
    now: datetime,
    *,
    served: Mapping[str, Collection[tuple[SubscriberId, date, int]]] = _NOTHING,
) -> Plan:
    """Changes that make ``planned`` right for these subscribers and editions.

    ``served`` holds, by edition, what ``IssueStore.served`` answers for ``due.dates_around(now)``. Leave suppressed and
    unsubscribed readers out of ``subscribers``: their pairs are forgotten.
    """
    had = _by_pair(served)
    wanted = {
        (person.id, edition.name): _wanted(
            person, edition, planned.get((person.id, edition.name)), now=now, had=had.get((person.id, edition.name), ())
        )
        for person, edition in _pairs(subscribers, tuple(editions))
    }
    dues = tuple(due for pair, due in wanted.items() if due and due != planned.get(pair))
    return Plan(dues=dues, forget=frozenset(pair for pair in planned if wanted.get(pair) is None))


def _by_pair(
    served: Mapping[str, Collection[tuple[SubscriberId, date, int]]],
) -> Mapping[tuple[SubscriberId, str], Collection[tuple[date, int]]]:
    """What each reader had of each edition."""
    had: dict[tuple[SubscriberId, str], list[tuple[date, int]]] = {}
    for edition, rows in served.items():
        for reader, day, ordinal in rows:
            had.setdefault((reader, edition), []).append((day, ordinal))
    return had


def _pairs(subscribers: Iterable[Subscriber], editions: tuple[Edition, ...]) -> Iterator[tuple[Subscriber, Edition]]:
    """Every reader with every edition of his lists."""
    return ((person, edition) for person in subscribers for edition in editions if edition.list in person.lists)


def _wanted(person: Subscriber, edition: Edition, stands: Due | None, *, now: datetime, had: Collection[tuple[date, int]]) -> Due | None:
    """The due time that should stand for the pair: after one that is not to be served the next is due, be it past as well."""
    if stands and stands.instant <= now and _still_holds(person, stands, had):
        return stands
    return next_due(person, edition, min(now, stands.instant) if stands else now, had)


def _still_holds(person: Subscriber, stands: Due, had: Collection[tuple[date, int]]) -> bool:
    """Whether what is due already is still to be served, or reported as missed."""
    is_paused = person.status != "active" or (person.pause_until is not None and stands.local_date < person.pause_until)
    is_behind = any(day > stands.local_date or (day, ordinal) == (stands.local_date, stands.ordinal) for day, ordinal in had)
    return not (is_paused or is_behind)
