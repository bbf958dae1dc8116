"""Cutting a draft to a size in bytes, story by story.

Mail programs clip long mails (Gmail at 102 kB of HTML), so a digest has a size budget. Only whole stories go, those
that are worth least to the readers first, and a heading goes with its last story. The lead stays. A section counts
what it loses among the stories of its tag that are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from digest.model import CardKey, Draft, Section, StoryId


def fit(drafted: Draft, sizes: Mapping[CardKey, int], budget: int) -> Draft:
    """The draft with as few of its lowest stories dropped as bring its cards within ``budget`` bytes.

    ``sizes`` holds the size in bytes of every card in ``drafted.requests``. When the lead alone is larger than the
    budget, the lead alone remains.
    """
    total = size(drafted, sizes)
    for story in reversed(drafted.order[1:]):
        if total <= budget:
            break
        drafted = _without(drafted, story)
        total = size(drafted, sizes)
    return drafted


def size(drafted: Draft, sizes: Mapping[CardKey, int]) -> int:
    """Bytes of the draft's cards together."""
    return sum(sizes[request.key] for request in drafted.requests)


def _without(drafted: Draft, story: StoryId) -> Draft:
    cut = (_cut(section, story) for section in drafted.sections)
    return replace(
        drafted,
        sections=tuple(section for section in cut if section.stories),
        order=tuple(other for other in drafted.order if other != story),
    )


def _cut(section: Section, story: StoryId) -> Section:
    kept = tuple(shown for shown in section.stories if shown.story != story)
    lost = len(section.stories) - len(kept)
    return replace(section, stories=kept, more=section.more + lost if section.tag else 0)
