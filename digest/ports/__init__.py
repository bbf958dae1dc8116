"""The seams: what may be swapped, and the least it must do.

A part imports only the types it names here and in ``model``; its options come from its own config table as
keyword arguments of its constructor. Everything is synchronous and exchanges finished batches: concurrency
lives inside ``fetch``, ``gather``, ``deliver`` and ``schedule`` and does not show.

Not swappable on purpose: Jinja2 and premailer (swap the template), the order of stages, the types, TOML,
Message-ID and unsubscribe headers, the table of delivery statuses.
"""

from __future__ import annotations

from digest.ports.fetching import Fetch, Request, Response
from digest.ports.making import (
    Directory,
    Gatherer,
    IssueSummariser,
    Pictures,
    Ranker,
    Session,
    Summariser,
    Tagger,
    Transport,
    WeatherSource,
)
from digest.ports.recording import Journal, Journals, Wait, Witness
from digest.ports.storing import ArticleStore, DeliveryStore, IssueStore, ReaderStore, Settlement, Store

__all__ = [
    "ArticleStore",
    "DeliveryStore",
    "Directory",
    "Fetch",
    "Gatherer",
    "IssueStore",
    "IssueSummariser",
    "Journal",
    "Journals",
    "Pictures",
    "Ranker",
    "ReaderStore",
    "Request",
    "Response",
    "Session",
    "Settlement",
    "Store",
    "Summariser",
    "Tagger",
    "Transport",
    "Wait",
    "WeatherSource",
    "Witness",
]
