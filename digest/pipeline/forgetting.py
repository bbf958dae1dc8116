"""What is so old that nobody asks for it any more is forgotten, or the store would grow for ever.

An article, story or issue is kept for the longest window of the editions and ninety days more: far longer than it can be
news or tell what a reader had. With an issue go its deliveries, and the names and addresses in them. Suppressions and
consent are kept. A copy of a picture goes when the last issue that showed it has gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from digest.model import Edition
from digest.pipeline.parts import Parts

KEPT = timedelta(days=90)
"""Beyond the longest window."""
_GRACE = timedelta(days=7)
"""A copy is known to be shown from when its issue was printed; what is forgotten goes by the slot, and a slow day takes the rest."""
_BATCHES = 200
"""Transactions of one go at most, each short, so that others get their turn; the next day takes the rest."""


def forget(parts: Parts, editions: Sequence[Edition], now: datetime) -> int:
    """Forget what is older than anybody needs; how many issues, articles and files of pictures."""
    window = max((edition.window_seconds for edition in editions), default=0)
    before = now - timedelta(seconds=window) - KEPT
    issues = 0
    for _ in range(_BATCHES):
        gone = parts.store.issues.forget_older(before)
        issues += gone
        if not gone:
            break
    articles = parts.store.articles.forget_older(before)
    files = parts.pictures.forget_older(before - _GRACE) if parts.pictures else 0
    if issues or articles or files:
        parts.log.info("forgotten", issues=issues, articles=articles, files=files, before=before.isoformat())
    return issues + articles + files
