"""The words of digest as immutable types. Standard library only.

Read from top to bottom this is the pipeline: a *source* publishes *entries*; an entry becomes an
*article*; articles about one event make a *story*; an *issue* freezes ranked stories; a *group* of
subscribers with equal preference, mark and history gets one *digest* of it, joined from *cards*; each
subscriber's copy is a *delivery*. Every instant is an aware ``datetime`` in UTC; every sequence is a
tuple; equal values are equal objects and hash alike.
"""

from __future__ import annotations

from digest.model.delivery import Delivery, Envelope, Lease, Message, Outcome, Status, Turn
from digest.model.digest import Card, CardRequest, Digest, Draft, Encoding, Piece, Place, Section, Sheet, Shown, Slot
from digest.model.identity import ArticleId, CardKey, DeliveryId, DigestId, IssueId, SourceId, StoryId, SubscriberId
from digest.model.issue import Candidate, Edition, Issue
from digest.model.report import Batch, Failure, Report
from digest.model.source import Entry, Gathering, Image, Page, Source, SourceState, Use
from digest.model.story import Alias, Article, Known, Score, Sentence, Signal, SiteLine, Story, Summary, Tagging, Term, Texts
from digest.model.subscriber import Consent, Due, Group, History, Preference, Subscriber, Suppression
from digest.model.weather import Sky, Weather

__all__ = [
    "Alias",
    "Article",
    "ArticleId",
    "Batch",
    "Candidate",
    "Card",
    "CardKey",
    "CardRequest",
    "Consent",
    "Delivery",
    "DeliveryId",
    "Digest",
    "DigestId",
    "Draft",
    "Due",
    "Edition",
    "Encoding",
    "Entry",
    "Envelope",
    "Failure",
    "Gathering",
    "Group",
    "History",
    "Image",
    "Issue",
    "IssueId",
    "Known",
    "Lease",
    "Message",
    "Outcome",
    "Page",
    "Piece",
    "Place",
    "Preference",
    "Report",
    "Score",
    "Section",
    "Sentence",
    "Sheet",
    "Shown",
    "Signal",
    "SiteLine",
    "Sky",
    "Slot",
    "Source",
    "SourceId",
    "SourceState",
    "Status",
    "Story",
    "StoryId",
    "Subscriber",
    "SubscriberId",
    "Summary",
    "Suppression",
    "Tagging",
    "Term",
    "Texts",
    "Turn",
    "Use",
    "Weather",
]
