"""The right time: when each reader is due (``due``, ``plan``: pure), and what calls for work then (``ticker``, ``lock``)."""

from __future__ import annotations

from digest.schedule.by_hand import explained, previewed, publish_now, send_test
from digest.schedule.due import classify, dates_around, instant, latest_slot, next_due, spread
from digest.schedule.lock import claim
from digest.schedule.plan import Plan, plan
from digest.schedule.rounds import Rounds, plan_readers, publish_due, ticking

__all__ = [
    "Plan",
    "Rounds",
    "claim",
    "classify",
    "dates_around",
    "explained",
    "instant",
    "latest_slot",
    "next_due",
    "plan",
    "plan_readers",
    "previewed",
    "publish_due",
    "publish_now",
    "send_test",
    "spread",
    "ticking",
]
