"""Which stories matter most today: named signals, their weights, and scores that explain themselves.

``SignalRanker`` scores, ``order`` sorts, ``pool`` bounds what an issue carries, ``rank_record`` is the same as a filter
for other programs.
"""

from __future__ import annotations

from digest.rank.blend import SignalRanker, order
from digest.rank.caps import pool
from digest.rank.record import rank_record

__all__ = ["SignalRanker", "order", "pool", "rank_record"]
