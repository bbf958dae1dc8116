"""What is so old that nobody asks for it any more is forgotten, or the store would grow for ever.

An article, story or issue is kept for the longest window of the editions and ninety days more: far longer than it can be
news or tell what a reader had. With an issue go its deliveries, and the names and addresses in them. Suppressions and
consent are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from digest.model import Edition
from digest.pipeline.parts import Parts

KEPT = timedelta(days=90)
"""Beyond the longest window."""
_BATCHES = 200
"""Transactions of one go at most, each short, so that others get their turn; the next day takes the rest."""


def forget(parts: Parts, editions: Sequence[Edition], now: datetime) -> int:
    """Forget what is older than anybody needs; how many issues and articles."""
    window = max((edition.window_seconds for edition in editions), default=0)
    before = now - timedelta(seconds=window) - KEPT
    issues = 0
    for _ in range(_BATCHES):
        gone = parts.store.issues.forget_older(before)
        issues += gone
        if not gone:
            break
    articles = parts.store.articles.forget_older(before)
    if issues or articles:
        parts.log.info("forgotten", issues=issues, articles=articles, before=before.isoformat())
    return issues + articles
