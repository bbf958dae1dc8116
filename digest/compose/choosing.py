"""Which of the eligible stories a digest shows: the lead, the best by value, no source too often, no wish forgotten.

*Lead*: the best story that at least two independent voices tell, unless the best of all is worth more than twice as
much; a single-source story leads only then, or when there is no other.
*Cap*: no site speaks for more than ``source_cap`` stories while others have something left; it yields before a place
would stay empty, so a digest of one feed is full.
*Reserve*: a tag the reader named with a weight of 1 or more is there when there is a story of it, though the big tags
would fill the digest; at most a third of the places is kept for this.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from digest.compose.offer import Choice
from digest.model import Preference

_ENOUGH_VOICES = 2
_LEAD_SHARE = 0.5
_RESERVED_SHARE = 3


def choose(ranked: Sequence[Choice], preference: Preference, limit: int, source_cap: int) -> list[Choice]:
    """At most ``limit`` of the ranked choices: the lead first, then in rank order."""
    if not ranked or limit <= 0:
        return []
    lead = _lead(ranked)
    others = [choice for choice in ranked if choice is not lead]
    chosen = [lead, *_capped(others, Counter([lead.story.lead.site]), limit - 1, source_cap)]
    kept = _reserve(chosen, ranked, preference, limit // _RESERVED_SHARE)
    return [lead, *_in_order(kept, others)]


def _lead(ranked: Sequence[Choice]) -> Choice:
    best = ranked[0]
    told = (choice for choice in ranked if choice.story.voices >= _ENOUGH_VOICES)
    found = next(told, best)
    return found if found.value >= best.value * _LEAD_SHARE else best


def _capped(others: Sequence[Choice], spoken: Counter[str], places: int, cap: int) -> list[Choice]:
    """The best others for these places; those beyond their site's cap only fill what stays empty."""
    within: list[Choice] = []
    beyond: list[Choice] = []
    for choice in others:
        if len(within) == places:
            return within
        site = choice.story.lead.site
        (within if spoken[site] < cap else beyond).append(choice)
        spoken[site] += 1
    return _in_order((within + beyond)[:places], others)


def _reserve(chosen: list[Choice], ranked: Sequence[Choice], preference: Preference, places: int) -> list[Choice]:
    """The chosen with the last places given to wished tags that none of them has."""
    wished = [tag for tag, weight in sorted(preference.tags, key=lambda pair: (-pair[1], pair[0])) if weight >= 1]
    kept = list(chosen)
    for tag in wished:
        niche = next((choice for choice in ranked if tag in choice.tags), None)
        if places and niche and not _is_told(tag, kept) and (victim := _victim(kept, wished)):
            kept[kept.index(victim)] = niche
            places -= 1
    return kept


def _is_told(tag: str, kept: Iterable[Choice]) -> bool:
    return any(tag in choice.tags for choice in kept)


def _victim(kept: list[Choice], wished: Sequence[str]) -> Choice | None:
    """The lowest choice but the lead whose going takes no wished tag with it."""
    bearers = Counter(tag for choice in kept for tag in choice.tags if tag in wished)
    spare = [choice for choice in kept[1:] if all(bearers[tag] != 1 for tag in choice.tags)]
    return min(spare, key=lambda choice: (choice.value, choice.id), default=None)


def _in_order(kept: Iterable[Choice], ranked: Sequence[Choice]) -> list[Choice]:
    ids = {choice.id for choice in kept}
    return [choice for choice in ranked if choice.id in ids]
