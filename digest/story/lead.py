"""Which article speaks for its story.

Whole text goes before a teaser, and anything before backlog; among equals the most *central* article leads, the one
most like all the others, for it tells what they agree on; then the earliest. A story of two has no centre, so its
earlier article leads. The lead that stands is kept until another is clearly more central, for a story that changes its
face every hour is hard to recognise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from digest.model import Article, ArticleId
from digest.story.similarity import Vector, dot

_CLEARLY = 1.25
"""How many times as central as the standing lead another must be."""


def lead_first(
    articles: Sequence[Article], vectors: Mapping[ArticleId, Vector], *, standing: ArticleId | None = None
) -> tuple[Article, ...]:
    """The articles with their lead first, the others by time and id; ``standing`` is the lead so far, if any."""
    if len(articles) == 1:
        return tuple(articles)
    centrality = _centrality(articles, vectors)
    if standing in centrality:
        centrality[standing] *= _CLEARLY
    lead = min(articles, key=lambda article: (_rank(article), -centrality[article.id], in_time(article)))
    return (lead, *sorted((article for article in articles if article is not lead), key=in_time))


def in_time(article: Article) -> tuple[float, str]:
    """What orders articles: effective time, then id."""
    return article.when.timestamp(), article.id


def _rank(article: Article) -> int:
    """0 for whole text, 1 for a teaser, 2 for a bare title, 3 more for backlog."""
    text = 1 if article.is_teaser else 0
    return (text if article.text.strip() else 2) + 3 * article.is_backlog


def _centrality(articles: Sequence[Article], vectors: Mapping[ArticleId, Vector]) -> dict[ArticleId | None, float]:
    """Mean likeness of each to the others, rounded so that the order of summing cannot decide."""
    total: defaultdict[str, float] = defaultdict(float)
    for article in articles:
        for stem, weight in vectors[article.id].items():
            total[stem] += weight
    others = max(1, len(articles) - 1)
    own = {article.id: dot(vectors[article.id], vectors[article.id]) for article in articles}
    return {article.id: round((dot(vectors[article.id], total) - own[article.id]) / others, 9) for article in articles}
