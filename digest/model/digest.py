"""What is printed: drafts, cards, digests and the sheets joined from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, partial
from hashlib import sha256

from digest.model.identity import ArticleId, CardKey, DigestId, IssueId, StoryId
from digest.model.subscriber import Group


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
    more: int = 0
    """Eligible stories of the tag that the digest leaves out; each is counted in one section at most."""


class Encoding(StrEnum):
    """How a part of a mail is transfer-encoded (RFC 2045); the values are the header's."""

    QUOTED = "quoted-printable"
    BASE64 = "base64"


class Piece(StrEnum):
    """What a card is a piece of; the blocks of a look's ``body.html`` bear these names."""

    OPEN = "open"
    """Document head, preheader, everything before the masthead; ``words`` = subject, preheader."""
    MASTHEAD = "masthead"
    """``words`` = edition title, city, local date (ISO), weather as said."""
    SECTION = "section"
    """A section's heading; ``words`` = tag, title."""
    STORY = "story"
    MORE = "more"
    """Below a section that left stories out; ``words`` = title, how many."""
    LEFT_OUT = "left_out"
    """``words`` = how many."""
    POPULAR = "popular"
    """Titles of the most popular of its stories; ``words`` = their ids."""
    TAGS = "tags"
    """Tags that these readers did not name; ``words`` = the tags."""
    FOOTER = "footer"
    """``words`` = edition title, list."""
    CLOSE = "close"


@dataclass(frozen=True, kw_only=True)  # no slots: its key is asked again and again
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
    is_first: bool = False
    """Whether a story heads its section: there it may have a picture."""
    words: tuple[str, ...] = ()

    @cached_property
    def key(self) -> CardKey:
        """A stable hash of everything in the request."""
        told = (self.story, self.revision, self.place, self.is_update, self.is_first)
        parts = (self.issue, self.look, self.language, self.piece, *told, *self.words)
        return CardKey(sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32])


@dataclass(frozen=True, kw_only=True)  # no slots: its requests are asked again and again
class Draft:
    """What a group shall read, before its size in bytes is known and its subject written."""

    issue: IssueId
    look: str
    group: Group
    sections: tuple[Section, ...]
    eligible: int
    """Stories the group could have had; shown + left out."""
    order: tuple[StoryId, ...] = ()
    """Its stories, best for these readers first: what must give way to a size goes from the end."""

    @property
    def shown(self) -> tuple[Shown, ...]:
        """Every story in it, in order."""
        return tuple(story for section in self.sections for story in section.stories)

    @property
    def left_out(self) -> int:
        """Eligible stories that are not shown."""
        return self.eligible - len(self.shown)

    @cached_property
    def requests(self) -> tuple[CardRequest, ...]:
        """The cards of its sections and stories, in order."""
        return tuple(request for wanted in self.laid for request in wanted)

    @cached_property
    def laid(self) -> tuple[tuple[CardRequest, ...], ...]:
        """The cards of each of its sections."""
        return tuple(map(self.requests_of, self.sections))

    def requests_of(self, section: Section) -> tuple[CardRequest, ...]:
        """The cards of one of its sections: the heading, if it has one, then its stories."""
        wanted = partial(CardRequest, issue=self.issue, look=self.look, language=self.group.preference.language)
        heading = (wanted(piece=Piece.SECTION, words=(section.tag, section.title)),) if section.title else ()
        return heading + tuple(
            wanted(
                piece=Piece.STORY,
                story=shown.story,
                revision=shown.revision,
                place=shown.place,
                is_update=shown.is_update,
                is_first=place == 0 and shown.place is Place.SECTION,
            )
            for place, shown in enumerate(section.stories)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A piece of the mail rendered, inlined and transfer-encoded once.

    ``html`` and ``text`` are quoted-printable or base64 and end with CRLF; each may be empty. Slots stand in them
    between NULs, which neither encoding has (``render/encode.py`` says how); a base64 chunk begins with a mark.
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
    before: bytes = b""
    """In base64 only: what stands before it on its line, not encoded, for three bytes make four letters together."""
    after: bytes = b""
    """In base64 only: what follows it on its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A digest as joined cards: transfer-encoded chunks with slots between them, ready for any number of recipients."""

    digest: DigestId
    subject: str
    language: str
    html: tuple[bytes | Slot, ...]
    """Empty for ``format = "text"``."""
    text: tuple[bytes | Slot, ...]
    html_encoding: Encoding = Encoding.QUOTED
    text_encoding: Encoding = Encoding.QUOTED
