"""Readers who get the same digest, so that it is composed, rendered and stored once.

A group is everybody with equal content preference, equal mark and an equal set of digests got within the window.
City, hour, days, name and address are not in the preference, so they part nobody. (Grouping by the set of digests
instead of by the chain of days keeps the number of groups small when readers miss single days.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from digest.model import DigestId, Group, History, Preference, Subscriber, SubscriberId

_NOTHING = History()
_WEEK = 7


def groups(subscribers: Sequence[Subscriber], histories: Mapping[SubscriberId, History]) -> tuple[Group, ...]:
    """The groups these subscribers fall into, sorted by key; a subscriber without a history has got nothing yet.

    The order of ``subscribers`` changes nothing: members stand sorted by id.
    """
    members: dict[tuple[Preference, int, frozenset[DigestId]], list[Subscriber]] = {}
    for subscriber in subscribers:
        history = histories.get(subscriber.id, _NOTHING)
        members.setdefault((subscriber.preference, history.mark, history.digests), []).append(subscriber)
    return tuple(sorted((_group(found, histories) for found in members.values()), key=lambda group: group.key))


def _group(found: list[Subscriber], histories: Mapping[SubscriberId, History]) -> Group:
    found.sort(key=lambda subscriber: subscriber.id)
    history = histories.get(found[0].id, _NOTHING)
    preference = found[0].preference
    rhythm = 1 if history.digests else min(map(_rhythm, found))
    return Group(key=_key(preference, history), preference=preference, history=history, subscribers=tuple(found), rhythm_days=rhythm)


def _rhythm(subscriber: Subscriber) -> int:
    """Days from one of his digests to the next, on average."""
    return round(_WEEK / (len(subscriber.days) or _WEEK))


def _key(preference: Preference, history: History) -> str:
    """Stable over processes and machines, unlike ``hash``: 32 hexadecimal digits of SHA-256."""
    return sha256(repr((preference, history.mark, sorted(history.digests))).encode()).hexdigest()[:32]
