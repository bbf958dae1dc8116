"""What stands below the stories: the most popular of them, and tags that these readers did not name.

Neither adds a story: *most popular* repeats titles of the digest by what its feeds count (comments), so limits, mutes and
memory hold as they are; *other tags* only says what else there was.
"""

from __future__ import annotations

from collections.abc import Mapping

from digest.model import Candidate, Draft, Issue
from digest.render.links import clean_link

POPULAR = 5
"""Titles in the list of the most popular."""
TAGS = 8
_ENOUGH_POPULAR = 3
_ENOUGH_SHOWN = 6
"""A shorter digest would only repeat itself."""
_SIGNAL = "popularity"
_LONGEST_LINK = 400
"""Characters: what repeats may not cost a story its place."""


def popular(draft: Draft, issue: Issue) -> tuple[Candidate, ...]:
    """The draft's most popular stories, best first; empty when too few of them are counted at all."""
    shown = {story.story for story in draft.shown}
    counted = [(_points(told), told) for story in shown if (told := issue.by_story.get(story)) and _points(told) > 0 and _is_short(told)]
    if len(shown) < _ENOUGH_SHOWN or len(counted) < _ENOUGH_POPULAR:
        return ()
    counted.sort(key=lambda pair: (-pair[0], pair[1].story.id))
    return tuple(told for _, told in counted[:POPULAR])


def other_tags(draft: Draft, issue: Issue, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Tags with a title that the issue has stories of, the readers did not name, and no section here bears."""
    known = {tag for tag, _ in draft.group.preference.tags} | {section.tag for section in draft.sections}
    counts = issue.tag_counts
    others = (tag for tag in counts if tag in titles and tag not in known)
    return tuple(sorted(others, key=lambda tag: (-counts[tag], tag))[:TAGS])


def _points(told: Candidate) -> float:
    return next((part.value for part in told.score.parts if part.name == _SIGNAL), 0.0)


def _is_short(told: Candidate) -> bool:
    return len(clean_link(told.story.lead.link)) <= _LONGEST_LINK
