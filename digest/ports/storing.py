"""Everything durable, one aggregate a protocol. Each method is one transaction."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from digest.model import (
    Alias,
    Article,
    ArticleId,
    Card,
    CardKey,
    Consent,
    Delivery,
    DeliveryId,
    Digest,
    DigestId,
    Due,
    History,
    Issue,
    IssueId,
    Known,
    Lease,
    Outcome,
    SiteLine,
    SourceId,
    SourceState,
    Status,
    Story,
    StoryId,
    SubscriberId,
    Suppression,
    Term,
    Texts,
    Turn,
)


class ArticleStore(Protocol):
    """Articles, stories and what is remembered of sources."""

    def states(self) -> Mapping[SourceId, SourceState]:
        """What is remembered of every source."""
        ...

    def known(self, names: Collection[str]) -> Mapping[str, Known]:
        """What the names (ids and aliases) stand for, those that stand for a stored article; of the two the alias counts."""
        ...

    def stored(self, ids: Collection[ArticleId]) -> Mapping[ArticleId, Article]:
        """Those of ``ids`` that are stored, whole."""
        ...

    def titled(self, titles: Collection[str], since: datetime) -> Mapping[tuple[str, str], ArticleId]:
        """Articles since then (effective time) that bear one of these titles to the letter, by site and title."""
        ...

    def living(self, since: datetime) -> tuple[Story, ...]:
        """Stories updated at or after ``since``, oldest first, with all their articles."""
        ...

    def repeated(self, sites: Collection[str], pages: int) -> Mapping[str, frozenset[str]]:
        """Of each of the sites that has any, the lines (hashes) that stood on at least so many of its pages."""
        ...

    def save(
        self,
        *,
        states: Sequence[SourceState],
        articles: Sequence[Article],
        stories: Sequence[Story],
        aliases: Sequence[Alias] = (),
        popular: Mapping[ArticleId, int] = ...,
        lines: Sequence[SiteLine] = (),
        terms: Sequence[Term] = (),
        since: int | None = None,
    ) -> int:
        """Store an intake in one transaction: a crash loses either all or nothing.

        ``since`` is the mark of the stories these were folded into: raises ``ConflictError``, and stores nothing, when
        others have stored stories after it, for these would undo what joined there.

        ``lines`` add to what is known of a site; a line that stood on fewer than three pages and has not been seen for
        two weeks before the site's newest is forgotten.

        ``terms`` add to what is known of their days; two weeks later they are forgotten.

        ``aliases`` replace earlier ones of their article, source and kind; ``popular`` are places (1 the top) that known or
        given articles have on their sites, of which the best stays.

        ``articles`` are new or edited (an edit keeps ``seen``); ``stories`` are new or changed, get the next
        numbers of the revision sequence (and ``facts_revision`` where they add facts). Returns the mark after it.
        """
        ...

    def candidates(self, since: datetime) -> tuple[tuple[Story, ...], int]:
        """Stories updated at or after ``since`` and the mark, read in one transaction."""
        ...

    def texts_with(self, stems: Collection[str], since: date) -> Texts:
        """By language and stem, in how many new texts from this day on it stood; the stem ``""`` stands in all."""
        ...

    def telling(self, stems: Collection[str], since: date) -> tuple[tuple[Term, ...], int]:
        """What the days from this one on taught of the stems that lead to stories, and the mark, read in one transaction."""
        ...

    def named(self, stories: Collection[StoryId], articles: Collection[ArticleId], since: datetime) -> tuple[Story, ...]:
        """Of these stories, and those that hold one of the articles, what was updated at or after ``since``, oldest first."""
        ...

    def story(self, story: StoryId) -> Story | None:
        """One story."""
        ...

    def recent(self, limit: int) -> tuple[tuple[Article, StoryId | None], ...]:
        """The newest articles by effective time, each with its story."""
        ...

    def rename_tags(self, names: Mapping[str, str], *, is_trial: bool = False) -> int:
        """Articles with a tag of ``names`` get the new name, with the provenance they had; how many had one (a trial changes none)."""
        ...

    def forget_older(self, before: datetime) -> int:
        """Drop stories last updated before ``before``, dated articles (in no story) and site lines seen before it; how many articles."""
        ...


class IssueStore(Protocol):
    """Issues, their digests and cards."""

    def save(
        self,
        issue: Issue,
        *,
        digests: Sequence[Digest],
        cards: Sequence[Card],
        deliveries: Sequence[Delivery],
        plan: Sequence[Due] = (),
        is_newest: bool = False,
    ) -> int:
        """The point of no return: all of it and the readers' next due times in one transaction.

        Where it ``is_newest``, whatever still waits of the edition for a reader who is queued here is given up, of any
        slot: what it told is told here.

        Returns how many deliveries were stored: one whose reader already has one for the edition, local date and
        ordinal is left out, and so is a second one to the same address. Raises ``ConflictError`` when the issue exists.
        """
        ...

    def issue(self, issue: IssueId) -> Issue | None:
        """One issue with its candidates."""
        ...

    def exists(self, issue: IssueId) -> bool:
        """Whether the issue is stored."""
        ...

    def issues(self, edition: str = "", limit: int = 20) -> tuple[Issue, ...]:
        """The newest issues first, candidates left out."""
        ...

    def digest(self, digest: DigestId) -> Digest | None:
        """One digest."""
        ...

    def cards(self, keys: Collection[CardKey]) -> Mapping[CardKey, Card]:
        """Those of ``keys`` that are stored."""
        ...

    def histories(self, edition: str, since: datetime) -> Mapping[SubscriberId, History]:
        """What every reader got (accepted or in doubt) of the edition's issues with a slot at or after ``since``."""
        ...

    def forget_older(self, before: datetime, limit: int = ...) -> int:
        """Drop up to ``limit`` issues with a slot before ``before`` and all of theirs, unless somebody still waits; how many."""
        ...

    def unsettled(self, edition: str) -> frozenset[SubscriberId]:
        """Readers with a leased delivery of the edition: they wait until it settles."""
        ...

    def served(self, edition: str, dates: Collection[date]) -> frozenset[tuple[SubscriberId, date, int]]:
        """Which (reader, local date, ordinal) have a delivery of the edition already."""
        ...

    def mailed(self, dates: Collection[date]) -> Mapping[tuple[SubscriberId, date], int]:
        """How many mails of any edition each reader got, or is to get, on each of these local dates."""
        ...

    def largest(self, edition: str, before: date) -> int:
        """The most recipients any of the edition's last seven dates before this one had; 0 when there is none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """An outcome and what follows from it."""

    outcome: Outcome
    due: datetime | None = None
    """When to try again, for a deferred one."""


class DeliveryStore(Protocol):
    """The ledger: every delivery's status, changed only as ``deliver/status.py`` allows."""

    def lease(self, owner: str, *, now: datetime, until: datetime, limit: int, issue: IssueId | None = None) -> Lease | None:
        """Lease what is due, oldest first; None when nothing is.

        Suppressions are asked again here: such rows end as ``suppressed`` and are not in the lease.
        """
        ...

    def intend(self, owner: str, turns: Sequence[Turn], now: datetime) -> None:
        """Write down that these may arrive from now on, where no journal of the machine's does.

        Raises ``ConflictError`` when one of them is no longer leased so, or its time is over; nothing is written then.
        """
        ...

    def withdraw(self, owner: str, turns: Sequence[Turn]) -> None:
        """Take such intents back: the messages were certainly not sent."""
        ...

    def renew(self, lease: Lease, until: datetime) -> Lease:
        """Hold what is not settled yet until ``until``; raises ``ConflictError`` when nothing of it is held any more."""
        ...

    def settle(self, lease: Lease, settlements: Sequence[Settlement], now: datetime, *, is_after_crash: bool = False) -> None:
        """Record outcomes; raises ``ConflictError`` when the lease is lost (nothing is recorded then).

        What its server brought into doubt a second time is marked, so that nobody sends it again by himself; what a
        crash of ours did is not.
        """
        ...

    def answer_late(self, lease: Lease, accepted: Sequence[DeliveryId], now: datetime) -> int:
        """An answer read after the lease was recovered: in doubt becomes accepted, unless queued again meanwhile; how many."""
        ...

    def holders(self) -> Mapping[str, datetime]:
        """Who holds leases now, and until when the last of them: be that over or not."""
        ...

    def held_by(self, owner: str) -> tuple[Lease, ...]:
        """What an owner has leased and not settled, one lease an epoch."""
        ...

    def recover(self, now: datetime, gone: Collection[str] = ()) -> Mapping[Status, int]:
        """Fold expired leases, and at once those of owners that are ``gone`` for certain.

        With intent they are in doubt, without queued again. Counts by new status.
        """
        ...

    def resend(self, issue: IssueId | None, now: datetime) -> int:
        """Queue what is in doubt again, marked as such; how many. What came into doubt a second time by its server is left alone."""
        ...

    def resolve(
        self, status: Status, now: datetime, *, issue: IssueId | None = None, emails: Collection[str] | None = None
    ) -> tuple[Delivery, ...]:
        """What an operator knows of deliveries in doubt: ``accepted``, or ``queued`` to be sent again; which were changed.

        Of one issue or all, of these addresses or all. Raises ``ConflictError`` for another status.
        """
        ...

    def expire(self, edition: str, before: datetime, subscribers: Collection[SubscriberId] | None = None) -> int:
        """Give up what is still deferred or queued of the edition's issues with an earlier slot, of these readers or all; how many."""
        ...

    def cancel(self, issue: IssueId, reason: str = ...) -> int:
        """Stop what of an issue is queued or deferred; how many."""
        ...

    def report_back(self, delivery: DeliveryId, status: Status, reason: str, now: datetime) -> bool:
        """What came back later, ``bounced`` or ``complained``; whether that changed anything."""
        ...

    def counts(self, issue: IssueId) -> Mapping[Status, int]:
        """How many deliveries of the issue stand how."""
        ...

    def next_due(self, issue: IssueId | None = None) -> datetime | None:
        """When the next queued or deferred delivery is due; None when there is none."""
        ...

    def find(self, *, issue: IssueId | None = None, status: Status | None = None, limit: int = 100) -> tuple[Delivery, ...]:
        """Deliveries, newest issue first."""
        ...


class ReaderStore(Protocol):
    """What the store remembers of readers beside their files: plan, suppressions, last good versions."""

    def plan(self, dues: Sequence[Due]) -> None:
        """Write the next due instant of (reader, edition) pairs, replacing what stood there."""
        ...

    def planned(self) -> Mapping[tuple[SubscriberId, str], Due]:
        """The whole plan."""
        ...

    def due(self, now: datetime) -> tuple[Due, ...]:
        """What is due at ``now``, oldest first."""
        ...

    def forget(self, pairs: Collection[tuple[SubscriberId, str]]) -> None:
        """Drop pairs from the plan: the reader is gone, or no longer on the list."""
        ...

    def suppressed(self) -> frozenset[str]:
        """Every suppressed address, as ``address_key`` folds it."""
        ...

    def suppressed_of(self, emails: Collection[str]) -> frozenset[str]:
        """Those of ``emails`` that are suppressed, as they are given."""
        ...

    def suppress(self, suppression: Suppression) -> None:
        """Never mail this address; the first reason stays."""
        ...

    def suppressions(self) -> tuple[Suppression, ...]:
        """Every suppression with its reason, oldest first; ``email`` is the folded address."""
        ...

    def unsuppress(self, email: str) -> bool:
        """Lift a suppression because its owner confirmed that he wants mail again; whether there was one."""
        ...

    def last_good(self) -> Mapping[str, str]:
        """The last version of every subscriber file that could be read, by file name."""
        ...

    def remember_good(self, files: Mapping[str, str], gone: Collection[str] = ()) -> None:
        """Keep these versions; drop those of files that no longer exist."""
        ...

    def record_consent(self, consent: Consent) -> None:
        """Add a record of consent; earlier ones stay."""
        ...

    def consents(self, email: str = "") -> tuple[Consent, ...]:
        """Every record, or those of one address, oldest first."""
        ...

    def erase(self, subscriber: SubscriberId, email: str, *, files: Collection[str] = ()) -> int:
        """Leave no trace of a person; how many deliveries were made anonymous."""
        ...


class Store(Protocol):
    """Everything durable, one aggregate an attribute. Each method is one transaction."""

    @property
    def articles(self) -> ArticleStore:
        """Articles, stories, source states."""
        ...

    @property
    def issues(self) -> IssueStore:
        """Issues, digests, cards."""
        ...

    @property
    def deliveries(self) -> DeliveryStore:
        """The ledger."""
        ...

    @property
    def readers(self) -> ReaderStore:
        """Plan, suppressions, last good versions."""
        ...

    def instance_is_ours(self) -> bool:
        """Whether the store belongs to the machine it was opened on: only then may it send."""
        ...

    def adopt(self) -> None:
        """From now on it belongs to the machine it was opened on."""
        ...

    def close(self) -> None:
        """Give every connection back."""
        ...
