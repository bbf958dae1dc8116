"""What a group may be shown: which stories are new to it, and which of them are updates.

A story is eligible when its revision is above the mark of the readers' last digest, it changed within the edition's
window, and nothing they or the edition said keeps it out. One they have seen comes back only as an *update*: when its
facts, not its copies, are newer than their last digest. Articles that were there before we began to watch a source
(backlog) are for recognising, never news: a story led by one or made of them only stays out. So does one whose articles
were all published before the window, whenever we saw them: a new source's feed may go back for years.

A story's language keeps nobody from it: who reads several feeds reads their languages; the preference's language is
that of the words around the stories, and only moves stories told in it up (``blend``). Whoever wants one language alone
makes an edition of such sources.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from digest.compose.history import is_seen, is_update
from digest.compose.preference import muted_by, refused_tag
from digest.model import Candidate, Edition, Group, Issue, Story


def eligible(issue: Issue, group: Group, edition: Edition, now: datetime) -> tuple[tuple[Candidate, bool], ...]:
    """The candidates this group may be shown, in the issue's order, each with whether it is an update.

    ``now`` is the issue's slot.
    """
    return tuple(
        (candidate, is_update(candidate.story, group.history))
        for candidate in issue.candidates
        if not obstacle(candidate, group, edition, now)
    )


def obstacle(candidate: Candidate, group: Group, edition: Edition, now: datetime) -> str:
    """Why a candidate is not for this group, as a sentence; empty when it is."""
    story = candidate.story
    return obstacle_for_all(story, edition, now) or _from_history(story, group) or _from_reader(candidate, group)


def obstacle_for_all(story: Story, edition: Edition, now: datetime) -> str:
    """Why a story is for no reader of the edition, as a sentence; empty when it may be for some."""
    return _from_time(story, edition, now) or _from_edition(story, edition)


def _from_time(story: Story, edition: Edition, now: datetime) -> str:
    if all(article.is_backlog for article in story.articles) or story.lead.is_backlog:
        return "It was there before its source was first read, so it is no news."
    since = now - timedelta(seconds=edition.window_seconds)
    if all(article.published and article.published < since for article in story.articles):
        return f"All of it was published before {since:%Y-%m-%d}, where the window of edition {edition.name!r} begins."
    if story.updated < since:
        return f"It last changed at {story.updated:%Y-%m-%d %H:%M} UTC, before the window of edition {edition.name!r}."
    return ""


def _from_history(story: Story, group: Group) -> str:
    if is_seen(story, group.history) and not is_update(story, group.history):
        return "The reader has had it, and it has no new facts since."
    if story.revision <= group.history.mark:
        return "It has not changed since the reader's last digest."
    return ""


def _from_edition(story: Story, edition: Edition) -> str:
    if edition.tags and story.tag_names.isdisjoint(edition.tags):
        return f"It has none of the tags of edition {edition.name!r} ({', '.join(edition.tags)})."
    return ""


def _from_reader(candidate: Candidate, group: Group) -> str:
    tag = refused_tag(candidate.story, group.preference)
    if tag:
        return f"It is tagged {tag!r}, which the reader weighted 0."
    mute = muted_by(candidate, group.preference, is_update=is_update(candidate.story, group.history))
    return f"The reader mutes {mute!r}." if mute else ""
