"""The frame of a group's digest: subject, preheader, and the cards around its stories."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from digest.model import Card, CardKey, CardRequest, Digest, DigestId, Draft, Edition, Issue, Piece, Source, SourceId
from digest.render.context import everywhere, footer_values, more_values, popular_values, summary_of, tags_values
from digest.render.encode import QUOTED, Encodings
from digest.render.extras import other_tags, popular
from digest.render.filters import shorten
from digest.render.links import clean_link
from digest.render.look import Look
from digest.render.plate import Values
from digest.text import plain

SUBJECT = (10, 70)
"""Characters, least and most: shorter looks like spam, longer is cut on a phone."""
PREHEADER = (30, 200)
OTHERS = 4
"""Headlines after the first that a preheader may name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Who publishes; stands in the footer of every mail."""

    name: str
    """Of the whole instance, as in From."""
    operator: str = ""
    postal_address: str = ""
    """Many laws ask for it in bulk mail."""
    list_name: str = ""
    """As readers know the list; empty = the edition's ``list``."""
    pictures: str = "lead"
    """``none``, ``lead`` or ``sections``: which stories show theirs."""
    base_url: str = ""
    """Public address of the web pages, without a slash at its end; empty = there are none, and nothing links to them."""

    @property
    def archive(self) -> str:
        """Where all issues are; empty when there are no web pages."""
        return f"{self.base_url}/archive" if self.base_url else ""

    def web(self, issue: Issue) -> str:
        """Where the issue is read in a browser; empty when there are no web pages."""
        return f"{self.archive}/{issue.edition}/{issue.slot:%Y-%m-%d}" if self.base_url else ""


_NO_TITLES: Mapping[str, str] = MappingProxyType({})
_NO_CARDS: Mapping[CardKey, Card] = MappingProxyType({})
_Wanted = tuple[Piece, tuple[str, ...], Callable[[], Values]]
"""A piece, its words, and what it is told if it must be printed."""


def frame(
    look: Look,
    draft: Draft,
    issue: Issue,
    edition: Edition,
    *,
    imprint: Imprint,
    sources: Mapping[SourceId, Source] | None = None,
    titles: Mapping[str, str] = _NO_TITLES,
    encodings: Encodings = QUOTED,
    known: Mapping[CardKey, Card] = _NO_CARDS,
) -> tuple[Digest, tuple[Card, ...]]:
    """The digest of a draft and its own cards: open, more of each section, left out, popular and tags (if any), footer, close.

    The digest's ``cards`` are in order, the empty key standing once, after the opening, for the reader's masthead.
    ``sources`` say whose sentences the preheader may quote; without them it quotes nobody. ``titles`` are what tags
    are called in the group's language, ``encodings`` those of the digest's other cards; cards that are ``known``
    from other digests of the issue are not printed again. Raises ``RenderError``.
    """
    language = draft.group.preference.language
    list_name = imprint.list_name or edition.list
    headlines = _headlines(draft, issue, title=edition.title, list_name=list_name, sources=sources)
    subject, preheader = _lines(look, headlines, spare=(plain(edition.title), plain(imprint.name), plain(list_name)))
    opening = everywhere(language) | {"subject": subject, "preheader": preheader, "title": plain(edition.title)}
    printed = partial(_printed, look, draft, known=known, encodings=encodings)
    told, more = _told(draft, clean_link(imprint.web(issue)), printed)
    pieces: tuple[_Wanted, ...] = (
        (Piece.OPEN, (subject, preheader), lambda: opening),
        *_below(draft, issue, imprint, titles),
        (Piece.FOOTER, (edition.title, list_name), partial(_footer, language, edition, imprint, list_name)),
        (Piece.CLOSE, (), partial(everywhere, language)),
    )
    first, *last = (printed(piece, words, values=values) for piece, words, values in pieces)
    keys = (first.key, CardKey(""), *told, *(card.key for card in last))
    return _digest(draft, issue, subject=subject, preheader=preheader, keys=keys), (first, *more, *last)


def _printed(
    look: Look,
    draft: Draft,
    piece: Piece,
    words: tuple[str, ...],
    *,
    values: Callable[[], Values],
    known: Mapping[CardKey, Card],
    encodings: Encodings,
) -> Card:
    key = _key(draft, piece, words)
    return known.get(key) or look.card(key, piece, values(), encodings)


def _told(draft: Draft, web: str, printed: Callable[..., Card]) -> tuple[list[CardKey], list[Card]]:
    """The keys of all sections' cards, in order, and those cards among them that say how many more a section could have had."""
    language = draft.group.preference.language
    keys: list[CardKey] = []
    made: list[Card] = []
    for section, requests in zip(draft.sections, draft.laid, strict=True):
        keys += [request.key for request in requests]
        if section.more > 0 and section.title:
            values = partial(more_values, language, title=section.title, count=section.more, web=web)
            made.append(printed(Piece.MORE, (section.title, str(section.more)), values=values))
            keys.append(made[-1].key)
    return keys, made


def _below(draft: Draft, issue: Issue, imprint: Imprint, titles: Mapping[str, str]) -> Iterator[_Wanted]:
    """What stands between the stories and the footer, each only where there is something to say."""
    language = draft.group.preference.language
    if draft.left_out > 0:
        said = {"count": draft.left_out, "web": clean_link(imprint.web(issue))}
        yield Piece.LEFT_OUT, (str(draft.left_out),), lambda: everywhere(language) | said
    if told := popular(draft, issue):
        yield Piece.POPULAR, tuple(candidate.story.id for candidate in told), partial(popular_values, language, told)
    if tags := other_tags(draft, issue, titles):
        named = [titles[tag] for tag in tags]
        yield Piece.TAGS, tags, partial(tags_values, language, named, has_preferences=bool(imprint.base_url))


def _footer(language: str, edition: Edition, imprint: Imprint, list_name: str) -> Values:
    return footer_values(
        language,
        title=edition.title,
        list_name=list_name,
        name=imprint.name,
        operator=imprint.operator,
        postal_address=imprint.postal_address,
        archive=imprint.archive,
        has_preferences=bool(imprint.base_url),
    )


def _digest(draft: Draft, issue: Issue, *, subject: str, preheader: str, keys: tuple[CardKey, ...]) -> Digest:
    return Digest(
        id=DigestId(f"{issue.id}/{draft.group.key[:16]}"),
        issue=issue.id,
        group=draft.group.key,
        subject=subject,
        preheader=preheader,
        sections=draft.sections,
        cards=keys,
        left_out=draft.left_out,
        format=draft.group.preference.format,
        language=draft.group.preference.language,
        mark=issue.mark,
    )


def _key(draft: Draft, piece: Piece, words: tuple[str, ...]) -> CardKey:
    language = draft.group.preference.language
    return CardRequest(issue=draft.issue, look=draft.look, language=language, piece=piece, words=words).key


def _headlines(draft: Draft, issue: Issue, *, title: str, list_name: str, sources: Mapping[SourceId, Source] | None) -> Values:
    """What ``subject.txt`` is told; of the summary only what its sources allow."""
    shown = draft.shown
    first = issue.by_story.get(shown[0].story) if shown else None
    return everywhere(draft.group.preference.language) | {
        "headline": plain(shown[0].title) if shown else plain(title),
        "more": max(len(shown) - 1, 0),
        "others": tuple(plain(story.title) for story in shown[1 : OTHERS + 1]),
        "summary": summary_of(first, sources, is_update=shown[0].is_update) if first and sources is not None else "",
        "title": plain(title),
        "list": plain(list_name),
    }


def _lines(look: Look, headlines: Values, *, spare: tuple[str, ...]) -> tuple[str, str]:
    """Subject and preheader, each brought to its length with what else there is to say."""
    subject = _fit(look.line("subject", headlines), SUBJECT, spare)
    return subject, _fit(look.line("preheader", headlines), PREHEADER, (str(headlines["summary"]), *spare))


def _fit(line: str, bounds: tuple[int, int], spare: tuple[str, ...]) -> str:
    least, most = bounds
    for more in spare:
        if len(line) < least and more and more not in line:
            line = f"{line} · {more}" if line else more
    return shorten(line, most)
