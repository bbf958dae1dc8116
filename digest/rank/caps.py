"""How much an issue carries: the best stories, yet the best of every tag.

An issue is made once for all its readers and each gets a dozen stories of it, so it need not carry a whole week of
news. A bound by rank alone would starve whoever reads only a niche: hence a reserve a tag. What one digest shows, with
its cap a source, is decided in compose, a reader's wishes at hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.model import Score, Story
from digest.rank.blend import order


def pool(stories: Sequence[Story], scores: Sequence[Score], *, limit: int = 1000, per_tag: int = 50) -> tuple[int, ...]:
    """Indices of the stories an issue carries, best first: the ``limit`` best, and the ``per_tag`` best of each tag."""
    ranked = order(stories, scores)
    if len(ranked) <= limit:
        return ranked
    counts: Counter[str] = Counter()
    kept: list[int] = []
    for place, index in enumerate(ranked):
        tags = stories[index].tag_names
        if place < limit or any(counts[tag] < per_tag for tag in tags):
            kept.append(index)
            counts.update(tags)
    return tuple(kept)
