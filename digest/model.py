"""The words of digest as immutable types. Standard library only.

Read from top to bottom this is the pipeline: a *source* publishes *entries*; an entry becomes an
*article*; articles about one event make a *story*; an *issue* freezes ranked stories; a *group* of
subscribers with equal preference, mark and history gets one *digest* of it, joined from *cards*; each
subscriber's copy is a *delivery*. Every instant is an aware ``datetime`` in UTC; every sequence is a
tuple; equal values are equal objects and hash alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Generic, NewType, TypeVar

SourceId = NewType("SourceId", str)
ArticleId = NewType("ArticleId", str)
StoryId = NewType("StoryId", str)
IssueId = NewType("IssueId", str)
DigestId = NewType("DigestId", str)
CardKey = NewType("CardKey", str)
SubscriberId = NewType("SubscriberId", str)
DeliveryId = NewType("DeliveryId", int)

T = TypeVar("T")


# ---------------------------------------------------------------- results of a stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One feed, page, entry or recipient that failed, as a line of the report."""

    subject: str
    """What failed: a source's address, a file, an address."""
    what: str
    """The sentence for the operator."""
    kind: str = "error"
    """Which error of the tree, by class name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch(Generic[T]):
    """What a stage finished and what it could not."""

    items: tuple[T, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did: counts by name, and everything that failed."""

    counts: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    """Lines for the operator that are no failures: a thin issue, a late one."""

    def __add__(self, other: Report) -> Report:
        """Join two reports: counts add up, failures and notes follow one another."""
        counts = dict(self.counts)
        for name, count in other.counts.items():
            counts[name] = counts.get(name, 0) + count
        return Report(counts=counts, failures=self.failures + other.failures, notes=self.notes + other.notes)


# ---------------------------------------------------------------- gather


class Use(StrEnum):
    """How much of a publisher's text may be shown."""

    TITLE = "title"
    EXCERPT = "excerpt"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A place we gather from: one feed, one page list, one folder."""

    id: SourceId
    kind: str
    """Name of the gatherer in the registry: ``feed``, ``folder``, ``page``."""
    url: str
    """Absolute http(s) address, or for a folder its path."""
    title: str = ""
    tags: frozenset[str] = frozenset()
    weight: float = 1.0
    """The operator's trust, 0 to 3."""
    language: str = ""
    """BCP 47, empty when the feed shall tell."""
    use: Use = Use.EXCERPT


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What must survive a restart for a source to be asked politely."""

    source: SourceId
    url: str = ""
    """Where it lives now, when it moved for good; empty = as configured."""
    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""
    checked: datetime | None = None
    """The last attempt."""
    next_check: datetime | None = None
    next_reason: str = ""
    failures: int = 0
    """Consecutive."""
    error: str = ""
    status: str = "new"
    """``new``, ``ok``, ``moved``, ``error``, ``gone`` or ``busy``."""
    moved_to: str = ""
    moved_seen: int = 0
    """How often in a row ``moved_to`` was announced."""
    title: str = ""
    """As the feed calls itself."""
    is_primed: bool = False
    """True after the first successful fetch; undated entries of the first fetch count as old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture that belongs to an article."""

    url: str
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One item as its source published it: sanitised, nothing decided yet."""

    source: SourceId
    guid: str = ""
    link: str = ""
    """Absolute; the original, tracking parameters and all; empty when the entry has none."""
    title: str = ""
    """Plain text."""
    content: str = ""
    """The longest text published: sanitised HTML, or plain text as ``media`` says."""
    media: str = "text/html"
    author: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    categories: tuple[str, ...] = ()
    language: str = ""
    image: Image | None = None
    comments: int | None = None
    """How many comments the feed says it has."""
    seen: datetime
    """When we gathered it."""
    is_backlog: bool = False
    """Undated, and from a source's first fetch: older than anything we know."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """What asking one source gave: its entries, and what to remember for the next time."""

    source: Source
    state: SourceState
    entries: tuple[Entry, ...] = ()
    failure: Failure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A linked page as fetched."""

    url: str
    """After redirects."""
    content: bytes
    media: str = "text/html"
    charset: str = ""
    """As the server said it; empty when it did not."""


# ---------------------------------------------------------------- extract, tag, story


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """One tag of an article, and who gave it."""

    tag: str
    by: str
    """``source``, ``category`` or ``rule: …``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The clean text of one entry.

    Identity is the hash of the canonical URL (of source and GUID where there is no link); the GUID is only a
    hint, the fingerprint of the content stands beside it.
    """

    id: ArticleId
    source: SourceId
    guid: str = ""
    url: str = ""
    """Canonical."""
    link: str = ""
    """As published; what the reader clicks."""
    site: str = ""
    """Registrable host, lower case: who speaks. For a folder, the source's id."""
    title: str
    text: str = ""
    """Plain, paragraphs divided by an empty line."""
    author: str = ""
    language: str = ""
    category: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[Tagging, ...] = ()
    published: datetime | None = None
    """As the publisher says and we believe; None when he does not, never "now"."""
    seen: datetime
    """First seen; an edit never moves it."""
    fingerprint: str = ""
    """Hash of the folded title and text: equal for verbatim copies."""
    entry_hash: str = ""
    """Hash of what the feed published: equal means nothing to do."""
    image: Image | None = None
    comments: int | None = None
    is_teaser: bool = False
    """The text is only the feed's teaser; the page has more."""
    is_backlog: bool = False
    """Undated, from a source's first fetch: kept for recognising, never news."""

    @property
    def when(self) -> datetime:
        """The effective time: when it was published, at the latest when we saw it."""
        return min(self.published, self.seen) if self.published else self.seen

    @property
    def tag_names(self) -> frozenset[str]:
        """The tags without their provenance."""
        return frozenset(tagging.tag for tagging in self.tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store remembers of an article, enough to see whether an entry is new, edited or old."""

    id: ArticleId
    entry_hash: str
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One event: all articles about it, lead article first. It lives and grows."""

    id: StoryId
    articles: tuple[Article, ...]
    first_seen: datetime
    updated: datetime
    """When its last article joined or changed."""
    revision: int = 0
    """Number of this revision in the store's one sequence; 0 while it is not stored."""
    facts_revision: int = 0
    """The last revision that added facts; copies do not move it."""
    adds_facts: bool = True
    """Whether the revision not stored yet adds facts."""

    @property
    def lead(self) -> Article:
        """The article that speaks for the story."""
        return self.articles[0]

    @property
    def tag_names(self) -> frozenset[str]:
        """Every tag of every article."""
        return frozenset(tag for article in self.articles for tag in article.tag_names)

    @property
    def article_ids(self) -> tuple[ArticleId, ...]:
        """The ids of its articles, lead first."""
        return tuple(article.id for article in self.articles)


# ---------------------------------------------------------------- rank, summarise


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One named part of a score."""

    name: str
    value: float
    """0 to 1."""
    weight: float
    reason: str
    """In words, for ``digest explain``."""

    @property
    def points(self) -> float:
        """What this signal adds to the score."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A story's rank with its named parts; the parts' points sum to the value."""

    value: float
    parts: tuple[Signal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One whole sentence of a summary and the article it stands in."""

    text: str
    article: ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Short text for a story, its sentences' sources, and who wrote it."""

    sentences: tuple[Sentence, ...]
    by: str

    @property
    def text(self) -> str:
        """The sentences as one paragraph."""
        return " ".join(sentence.text for sentence in self.sentences)


# ---------------------------------------------------------------- publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A recurring digest as configured: *daily*, *weekly*."""

    name: str
    title: str
    list: str
    """The list whose subscribers get it."""
    send_at: tuple[str, ...] = ("07:00",)
    """Wall times ``HH:MM``; a subscriber's own come first."""
    days: frozenset[str] = frozenset()
    """``mon`` … ``sun``; empty = every day."""
    window_seconds: int = 8 * 86_400
    """No older story, and how far back history reaches."""
    period_seconds: int = 86_400
    """The reader's own period, for freshness: a day, a week."""
    tags: tuple[str, ...] = ()
    """Only stories with one of these; empty = all."""
    max_stories: int = 12
    min_stories: int = 1
    words: int = 600
    """Budget of the whole digest's summaries."""
    catch_up_seconds: int = 6 * 3_600
    spread_seconds: int = 0
    template: str = "daily"
    ranker: str = "signals"
    summariser: str = "lead"
    max_recipients: int = 0
    """0 = the ceiling learned from earlier issues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A story as an issue holds it: frozen, scored, summarised."""

    story: Story
    score: Score
    summary: Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One number of an edition: ranked stories, frozen."""

    id: IssueId
    """``edition@slot``; with ``--again`` an ordinal follows."""
    edition: str
    slot: datetime
    mark: int
    """The highest story revision it could see."""
    candidates: tuple[Candidate, ...]
    """Best first."""
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What a subscriber asked for as to content; hashable. Hour, days, city, name and address are not in it."""

    tags: tuple[tuple[str, float], ...] = ()
    """Weights by tag, sorted by tag; missing = 1.0, 0 = never, up to 3.0."""
    mute: tuple[str, ...] = ()
    """Words, and ``site:host``; sorted."""
    max_stories: int | None = None
    """None = the edition's."""
    words: int | None = None
    """None = the edition's; the whole digest's budget."""
    format: str = "html"
    """``html`` or ``text``."""
    language: str = "en"
    """BCP 47."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A person with an address on lists."""

    id: SubscriberId
    email: str
    """As written by him, checked."""
    name: str = ""
    status: str = "active"
    """``active`` or ``paused``; what the store knows (suppressed, unsubscribed) beats it."""
    lists: frozenset[str] = frozenset()
    timezone: str = "UTC"
    send_at: tuple[str, ...] = ()
    """Empty = the edition's."""
    days: frozenset[str] = frozenset()
    """Empty = the edition's."""
    pause_until: date | None = None
    city: str = ""
    preference: Preference = Preference()
    origin: str = ""
    """Where he is declared: a file's name, ``file.csv:17``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """An address that must not get mail; beats everything."""

    email: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """What a reader got of an edition within its window: the memory that decides what is new to him."""

    digests: frozenset[DigestId] = frozenset()
    mark: int = 0
    """Of the last digest he got; 0 = none."""
    stories: frozenset[StoryId] = frozenset()
    articles: frozenset[ArticleId] = frozenset()
    """Every article of those stories, so that a merge never repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Subscribers with equal content preference, mark and history: they get one digest."""

    key: str
    """Stable hash of preference, mark and history."""
    preference: Preference
    history: History
    subscribers: tuple[Subscriber, ...]


class Place(StrEnum):
    """Where in a digest a story stands; each has its own look."""

    LEAD = "lead"
    SECTION = "section"
    BRIEF = "brief"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A story in a digest."""

    story: StoryId
    revision: int
    place: Place
    is_update: bool = False
    title: str
    link: str
    articles: tuple[ArticleId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Stories of a digest under one tag; the lead section has none."""

    tag: str
    """Empty for the lead and for what belongs to no section."""
    title: str
    stories: tuple[Shown, ...]


class Piece(StrEnum):
    """What a card is a piece of; the blocks of a look's ``body.html`` bear these names."""

    OPEN = "open"
    """Document head, preheader, everything before the masthead; ``words`` = subject, preheader."""
    MASTHEAD = "masthead"
    """``words`` = edition title, city, local date (ISO)."""
    SECTION = "section"
    """A section's heading; ``words`` = tag, title."""
    STORY = "story"
    LEFT_OUT = "left_out"
    """``words`` = how many."""
    FOOTER = "footer"
    """``words`` = edition title, list."""
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRequest:
    """Which card is wanted; equal requests are one card."""

    issue: IssueId
    look: str
    """The edition's ``template``."""
    language: str
    piece: Piece
    story: StoryId = StoryId("")
    revision: int = 0
    place: Place | None = None
    is_update: bool = False
    words: tuple[str, ...] = ()

    @property
    def key(self) -> CardKey:
        """A stable hash of everything in the request."""
        parts = (self.issue, self.look, self.language, self.piece, self.story, self.revision, self.place, self.is_update, *self.words)
        return CardKey(sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32])


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a group shall read, before its size in bytes is known and its subject written."""

    issue: IssueId
    look: str
    group: Group
    sections: tuple[Section, ...]
    eligible: int
    """Stories the group could have had; shown + left out."""

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every story in it, in order."""
        return tuple(story for section in self.sections for story in section.stories)

    @property
    def left_out(self) -> int:
        """Eligible stories that are not shown."""
        return self.eligible - len(self.shown)

    @property
    def requests(self) -> tuple[CardRequest, ...]:
        """The cards of its sections and stories, in order."""
        return tuple(request for section in self.sections for request in self._of(section))

    def _of(self, section: Section) -> tuple[CardRequest, ...]:
        blank = CardRequest(issue=self.issue, look=self.look, language=self.group.preference.language, piece=Piece.STORY)
        heading = (replace(blank, piece=Piece.SECTION, words=(section.tag, section.title)),) if section.title else ()
        return heading + tuple(
            replace(blank, story=shown.story, revision=shown.revision, place=shown.place, is_update=shown.is_update)
            for shown in section.stories
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A piece of the mail rendered, inlined and transfer-encoded once.

    ``html`` and ``text`` are quoted-printable and end with CRLF; a slot stands in them as ``NUL name NUL``
    (quoted-printable has no NUL), always on a line of its own between soft breaks.
    """

    key: CardKey
    html: bytes
    text: bytes
    html_size: int
    """Decoded bytes, for the size budget."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """An issue as one group gets it."""

    id: DigestId
    issue: IssueId
    group: str
    subject: str
    preheader: str
    sections: tuple[Section, ...]
    cards: tuple[CardKey, ...]
    """In order. The place of the reader's masthead is the empty key, which stands exactly once."""
    left_out: int = 0
    """Eligible stories that did not fit; shown + left out = eligible."""
    format: str = "html"
    language: str = "en"
    mark: int

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every story in it, in order."""
        return tuple(story for section in self.sections for story in section.stories)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A hole in a sheet that is filled for each recipient."""

    name: str
    is_html: bool
    """Whether the value is escaped for HTML before it is encoded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A digest as joined cards: transfer-encoded chunks with slots between them, ready for any number of recipients."""

    digest: DigestId
    subject: str
    language: str
    html: tuple[bytes | Slot, ...]
    """Empty for ``format = "text"``."""
    text: tuple[bytes | Slot, ...]


# ---------------------------------------------------------------- deliver


class Status(StrEnum):
    """How a delivery stands; ``deliver/status.py`` holds the one table of changes."""

    QUEUED = "queued"
    LEASED = "leased"
    ACCEPTED = "accepted"
    DEFERRED = "deferred"
    REFUSED = "refused"
    IN_DOUBT = "in-doubt"
    SUPPRESSED = "suppressed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    BOUNCED = "bounced"
    COMPLAINED = "complained"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One issue for one subscriber, and how it went."""

    id: DeliveryId = DeliveryId(0)
    """Given by the store; 0 while it is not stored."""
    issue: IssueId
    edition: str
    subscriber: SubscriberId
    email: str
    name: str = ""
    digest: DigestId | None
    """None when nothing is to be sent: ``skipped``."""
    masthead: CardKey = CardKey("")
    local_date: date
    """The reader's own date of the issue."""
    ordinal: int = 0
    """Which of the day's times, from 0; ``--again`` counts on."""
    status: Status = Status.QUEUED
    reason: str = ""
    """Why it is skipped, refused, deferred: the server's words, or ours."""
    attempts: int = 0
    due: datetime
    """Not before."""
    slot: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """A batch of deliveries that one owner may send until an instant."""

    owner: str
    epoch: int
    """Grows with every lease of a row, so that a forgotten owner cannot settle (fencing)."""
    until: datetime
    deliveries: tuple[Delivery, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What SMTP sees: RFC 5321 reverse-path and forward-path, without angle brackets."""

    sender: str
    recipient: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A finished RFC 5322 mail: CRLF lines, not dot-stuffed."""

    delivery: DeliveryId
    envelope: Envelope
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a transport says became of one message."""

    delivery: DeliveryId
    status: Status
    """``accepted``, ``deferred``, ``refused``, ``in-doubt``, or ``queued`` when it was not tried."""
    code: int = 0
    """SMTP reply code, 0 when there is none."""
    enhanced: str = ""
    """RFC 3463 code, as ``5.1.1``."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When a subscriber's next issue of an edition is due."""

    subscriber: SubscriberId
    edition: str
    instant: datetime
    local_date: date
    ordinal: int = 0
