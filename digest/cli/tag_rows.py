"""What ``digest tags list`` counts: articles, where their tags come from, and readers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from digest.model import Article, Subscriber


def tag_rows(articles: Iterable[Article], readers: Iterable[Subscriber], declared: Collection[str]) -> list[dict[str, Any]]:
    """A row a tag that an article has, a reader names or the configuration declares: most articles first."""
    by: defaultdict[str, Counter[str]] = defaultdict(Counter)
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for tagging in article.tags:
            by[tagging.tag][tagging.by.partition(":")[0]] += 1
            sources[tagging.tag].add(article.source)
    wanted, refused = _wishes(readers)
    rows = [
        {
            "tag": tag,
            "articles": by[tag].total(),
            "sources": len(sources[tag]),
            "by": dict(by[tag].most_common()),
            "wanted": wanted[tag],
            "refused": refused[tag],
        }
        for tag in {*by, *wanted, *refused, *declared}
    ]
    return sorted(rows, key=lambda row: (-row["articles"], row["tag"]))


def _wishes(readers: Iterable[Subscriber]) -> tuple[Counter[str], Counter[str]]:
    """How many readers want each tag, and how many refuse it."""
    weights = [(tag, weight) for reader in readers for tag, weight in reader.preference.tags]
    return Counter(tag for tag, weight in weights if weight > 0), Counter(tag for tag, weight in weights if weight == 0)
