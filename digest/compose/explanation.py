"""Why a reader gets a story, or does not, in sentences for ``digest explain``.

It asks the same functions that compose asks, so it cannot say what is not so.
"""

from __future__ import annotations

from datetime import datetime

from digest.compose.blend import nearness, paced, value
from digest.compose.draft import draft
from digest.compose.eligibility import obstacle
from digest.compose.preference import weight
from digest.model import Candidate, Draft, Edition, Group, Issue, Place, StoryId

_PLACES = {Place.LEAD: "leads the digest", Place.SECTION: "is told", Place.BRIEF: "is a brief, for the budget of words is used up"}


def explain(issue: Issue, group: Group, edition: Edition, story: StoryId, *, now: datetime, source_cap: int = 4) -> str:
    """Sentences on one story for the readers of ``group``; ``now`` is the issue's slot."""
    found = next((candidate for candidate in issue.candidates if candidate.story.id == story), None)
    if found is None:
        return f"Out: issue {issue.id} has no story {story!r}; it was not in the store, or not within the window, when the issue was made."
    against = obstacle(found, group, edition, now)
    if against:
        return f"Out: {against}"
    drafted = draft(issue, group, edition, now=now, look=edition.template, source_cap=source_cap)
    return " ".join((_verdict(drafted, found), _worth(found, group, edition, now)))


def _verdict(drafted: Draft, candidate: Candidate) -> str:
    for section in drafted.sections:
        for shown in section.stories:
            if shown.story == candidate.story.id:
                under = f" under {section.title!r}" if section.title else ""
                update = ", marked as an update" if shown.is_update else ""
                return f"In: it {_PLACES[shown.place]}{under}{update}."
    return (
        f"Left out: it is eligible, but the digest shows {len(drafted.shown)} of {drafted.eligible} stories and others came before it."
        " It returns when it grows."
    )


def _worth(candidate: Candidate, group: Group, edition: Edition, now: datetime) -> str:
    worth = value(candidate, group.preference, paced(edition, group, now), now)
    wanted = weight(candidate.story, group.preference)
    tongue = ", told in his language" if nearness(candidate.story, group.preference) > 1 else ""
    parts = "; ".join(f"{part.name} {part.points:.2f} ({part.reason})" for part in candidate.score.parts)
    return f"Worth {worth:.2f} to the reader, tag weight {wanted:g}{tongue}. In the issue {candidate.score.value:.2f}: {parts}."
