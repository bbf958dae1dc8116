"""What is told: articles, the stories they make, their scores and summaries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from digest.model.identity import ArticleId, SourceId, StoryId
from digest.model.source import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """One tag of an article, and who gave it."""

    tag: str
    by: str
    """``source``, ``category`` or ``rule: …``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The clean text of one entry.

    Its id is a hash of the canonical URL it came with (of source and GUID where it had none) and stays for life; GUIDs
    and later addresses are aliases of it, the fingerprint of the content stands beside it.
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
    visits: int = 0
    """How often its page was asked for."""
    popular: int = 0
    """The best place it had in its site's block of most popular articles, 1 the top; 0 = in none."""

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
    source: SourceId = SourceId("")
    """Who published it first: another source's entry for the same address is a copy, not an edit."""
    visits: int = 0
    """How often its page was asked for."""
    is_backlog: bool = False
    """As ``Article.is_backlog``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A name beside its id by which an article is known: a GUID of one source, its address after a move, its title and day."""

    name: str
    """A hash (``extract.names_of``); names the same article until it is given to another."""
    article: ArticleId
    source: SourceId
    """Whose name it is; an article has one alias a source and kind, the newest."""
    kind: str
    """``guid``, ``address`` or ``title``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A line that pages of a site have in common, or may have: what repeats is the site's chrome, not an article's text."""

    site: str
    """As ``Article.site``."""
    line: str
    """A hash of the line, folded."""
    pages: int = 1
    """On how many new pages it stood."""
    seen: datetime
    """When the last of them was gathered."""


Texts = Mapping[str, Mapping[str, int]]
"""In how many texts each stem stands, by language and stem; the stem ``""`` stands in every text of its language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What one day's articles taught of one stem: how common it is, and which stories it is found by."""

    day: date
    """In UTC, the day of the intake."""
    language: str
    """Two letters, empty where it is not known."""
    stem: str
    texts: int = 0
    """New texts that hold it."""
    stories: tuple[StoryId, ...] = ()
    """Those whose articles of the day it is telling for."""


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
    voices: int = 1
    """Independent sources that tell it: a wire copy in five papers is one voice."""
    news: tuple[Sentence, ...] = ()
    """The sentences that brought its last facts, newest first: what an update opens with."""

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
