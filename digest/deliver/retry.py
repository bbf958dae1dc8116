"""What a server's answer means, when to try again, and whom never to mail again.

Replies are read by their enhanced code (RFC 3463) first, since texts are prose; only a reply without a telling code
is read by its words. The classes say *whose* matter it is: the recipient's (``recipient_gone``, ``soft``), ours
(``policy``, ``content``), or nobody's (``rate``, ``temporary``). A person is suppressed at once only for the codes
that say that the mailbox or its domain does not exist; a block list or a DMARC failure is our fault and never his.

Deferred deliveries wait 5, 15, 30 minutes, 1, 2, 4 hours, then every 4 hours (RFC 5321 §4.5.4.1 wants patience;
greylisting servers, 451 4.7.1, answer to a first retry after five minutes at the earliest), and are given up after
five days. That the next issue ends the waiting is the store's matter (``expire``).

Pure: ``now`` comes in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from digest.model import Delivery, DeliveryId, Outcome, Status, Suppression
from digest.ports import Settlement

GIVE_UP_AFTER = timedelta(days=5)
"""Of waiting for the next try, all tries together: an issue by hand may have a slot of days ago, and its mails are patient too."""

WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 30, 60, 120, 240))
"""Before the first retry, the second …; the last one repeats."""

GONE = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
"""Bad mailbox, bad system, bad syntax, moved without forwarding, null MX (RFC 3463 §3.2, RFC 7505)."""

_OURS = frozenset({"5.1.7", "5.1.8", "5.1.9"})
_TOO_BIG = "5.3.4"
_RATE = re.compile(r"\brate\b|rate.?limit|\btoo (?:many|much|fast)\b|throttl", re.IGNORECASE)
_POLICY = re.compile(
    r"spam|dmarc|\bspf\b|dkim|policy|black.?list|block.?list|\bblocked\b|reputation|spamhaus|\bdenied\b|\bPTR\b|unsolicited", re.IGNORECASE
)
_SIZE = re.compile(r"message (?:size|is too (?:big|large))|size limit|too large|maximum.{0,20}size", re.IGNORECASE)


class ReplyClass(StrEnum):
    """Whose matter a refusal is."""

    RECIPIENT_GONE = "recipient_gone"
    """The mailbox or its domain does not exist: suppress at once."""
    SOFT = "soft"
    """His mailbox's matter, may change: suppress after three issues over a week."""
    POLICY = "policy"
    """Ours: reputation, authentication, spam; never suppress the person."""
    CONTENT = "content"
    """Ours: this message as such is refused; stop the edition."""
    RATE = "rate"
    """We are too fast for that domain; no fault of the person."""
    TEMPORARY = "temporary"


def kind(code: int, enhanced: str, text: str) -> ReplyClass:
    """Class of a reply: ``code`` as 550 (0 = none came), ``enhanced`` as ``5.1.1`` or empty, ``text`` the words."""
    if 400 <= code < 500:  # noqa: PLR2004  the reply's first digit
        return _kind_for_now(enhanced, text)
    return _kind_by_code(enhanced) or _kind_by_words(code, text)


def _kind_for_now(enhanced: str, text: str) -> ReplyClass:
    return ReplyClass.RATE if enhanced == "4.7.0" or _RATE.search(text) else ReplyClass.TEMPORARY


def _kind_by_code(enhanced: str) -> ReplyClass | None:
    if enhanced in GONE:
        return ReplyClass.RECIPIENT_GONE
    if enhanced in _OURS or enhanced.startswith("5.7."):
        return ReplyClass.POLICY
    if enhanced == _TOO_BIG or enhanced.startswith("5.6."):
        return ReplyClass.CONTENT
    # 5.0.0 says nothing, and 5.5.0 is what large providers answer for a missing mailbox: these are read by their words
    return ReplyClass.SOFT if enhanced.startswith(("5.1.", "5.2.", "5.4.")) else None


def _kind_by_words(code: int, text: str) -> ReplyClass:
    if code and _POLICY.search(text):
        return ReplyClass.POLICY
    if code == 552 and _SIZE.search(text):  # noqa: PLR2004  RFC 5321 §4.2.3: exceeded storage allocation
        return ReplyClass.CONTENT
    return ReplyClass.SOFT


def retry_at(attempts: int, now: datetime) -> datetime:
    """When to try again after ``attempts`` earlier answered attempts and one more just now."""
    return now + WAITS[min(max(attempts, 0), len(WAITS) - 1)]


def waited(attempts: int) -> timedelta:
    """How long the waits after so many answered attempts are together."""
    return sum(WAITS[:attempts], timedelta()) + max(0, attempts - len(WAITS)) * WAITS[-1]


def settlements(
    outcomes: Sequence[Outcome], deliveries: Sequence[Delivery], now: datetime, *, give_up_after: timedelta = GIVE_UP_AFTER
) -> tuple[Settlement, ...]:
    """What to record: a deferred one gets its next due instant, or ends as ``expired`` when that would be too late.

    ``deliveries`` as they were leased (any order); their ``attempts`` count the answered attempts before this one.
    """
    leased = {delivery.id: delivery for delivery in deliveries}
    return tuple(_settlement(outcome, leased, now, give_up_after) for outcome in outcomes)


def _settlement(outcome: Outcome, leased: dict[DeliveryId, Delivery], now: datetime, give_up_after: timedelta) -> Settlement:
    if outcome.status is not Status.DEFERRED:
        return Settlement(outcome=outcome)
    delivery = leased[outcome.delivery]
    due = retry_at(delivery.attempts, now)
    if waited(delivery.attempts + 1) > give_up_after:
        return Settlement(outcome=replace(outcome, status=Status.EXPIRED, reason=f"given up, still deferred: {outcome.reason}"))
    return Settlement(outcome=outcome, due=due)


def suppressions(outcomes: Sequence[Outcome], deliveries: Sequence[Delivery], now: datetime) -> tuple[Suppression, ...]:
    """The addresses that must not get mail any more: their servers say that the mailbox or the domain does not exist."""
    leased = {delivery.id: delivery for delivery in deliveries}
    return tuple(
        Suppression(email=leased[outcome.delivery].email, reason=f"{outcome.enhanced} {outcome.reason}".strip(), at=now)
        for outcome in outcomes
        if outcome.status is Status.REFUSED and kind(outcome.code, outcome.enhanced, outcome.reason) is ReplyClass.RECIPIENT_GONE
    )
