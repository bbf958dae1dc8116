"""What a reader has seen, asked of a story.

Seen are the stories of the digests he got and every article in them: when two stories merge later, the merged one
has a new name but old articles, and still does not return.
"""

from __future__ import annotations

from digest.model import History, Story


def is_seen(story: Story, history: History) -> bool:
    """Whether the history holds the story itself or any of its articles."""
    return story.id in history.stories or not history.articles.isdisjoint(story.article_ids)


def is_update(story: Story, history: History) -> bool:
    """Whether a seen story has facts that came after the reader's last digest."""
    return is_seen(story, history) and story.facts_revision > history.mark


def merge(*histories: History) -> History:
    """One memory of several, as when two files turn out to be one reader: everything seen, the highest mark."""
    return History(
        digests=frozenset(digest for history in histories for digest in history.digests),
        mark=max((history.mark for history in histories), default=0),
        last=max((history.last for history in histories if history.last), default=None),
        stories=frozenset(story for history in histories for story in history.stories),
        articles=frozenset(article for history in histories for article in history.articles),
    )
