"""A group's digest before it is rendered: what it shows, where, and how much of it is told.

The budget of words is of the whole digest: in rank order every story whose summary still fits is told, the others are
briefs, title only. The lead always tells. What is eligible and not shown is counted, so that the digest can say so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from digest.compose.choosing import choose
from digest.compose.offer import Choice, Offer
from digest.compose.sections import lay_out
from digest.model import Draft, Edition, Group, Issue, Place, Preference, StoryId
from digest.text import count_words

_NO_TITLES: Mapping[str, str] = MappingProxyType({})


def draft(
    issue: Issue,
    group: Group,
    edition: Edition,
    *,
    now: datetime,
    look: str,
    tag_titles: Mapping[str, str] = _NO_TITLES,
    source_cap: int = 4,
) -> Draft:
    """What ``group`` gets of ``issue``; ``now`` is the issue's slot, ``look`` the template's name.

    ``tag_titles`` are headings by tag in the group's language; ``source_cap`` how many stories one site may lead while
    others have something left.
    """
    return draft_of(Offer(issue, edition, now), group, look=look, tag_titles=tag_titles, source_cap=source_cap)


def draft_of(offer: Offer, group: Group, *, look: str, tag_titles: Mapping[str, str] = _NO_TITLES, source_cap: int = 4) -> Draft:
    """As ``draft``, of an offer that many groups share."""
    edition, ranked = offer.edition, offer.choices(group)
    chosen = choose(ranked, group.preference, _limit(group.preference, edition), source_cap)
    shown = {choice.id for choice in chosen}
    sections = lay_out(
        chosen,
        _places(chosen, _words(group.preference, edition)),
        group.preference,
        edition,
        tag_titles=tag_titles,
        left_out=[choice for choice in ranked if choice.id not in shown],
    )
    return Draft(
        issue=offer.issue.id,
        look=look,
        group=group,
        sections=sections,
        eligible=len(ranked),
        order=tuple(choice.id for choice in chosen),
    )


def is_thin(drafted: Draft, edition: Edition) -> bool:
    """Whether it shows fewer stories than the edition is sent for."""
    return len(drafted.shown) < edition.min_stories


def _limit(preference: Preference, edition: Edition) -> int:
    return edition.max_stories if preference.max_stories is None else preference.max_stories


def _words(preference: Preference, edition: Edition) -> int:
    return edition.words if preference.words is None else preference.words


def _places(chosen: Sequence[Choice], words: int) -> dict[StoryId, Place]:
    """How each is told within so many words of summaries."""
    places: dict[StoryId, Place] = {}
    for choice in chosen:
        length = count_words(choice.candidate.told(is_update=choice.is_update).text)
        is_told = not places or length <= words
        words -= length if is_told else 0
        places[choice.id] = (Place.SECTION if places else Place.LEAD) if is_told else Place.BRIEF
    return places
