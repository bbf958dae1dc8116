"""The frame of a group's digest: subject, preheader, and the cards around its stories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from digest.model import Card, CardKey, CardRequest, Digest, DigestId, Draft, Edition, Issue, Piece, Source, SourceId
from digest.render.context import everywhere, footer_values, summary_of
from digest.render.filters import shorten
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


def frame(
    look: Look,
    draft: Draft,
    issue: Issue,
    edition: Edition,
    *,
    imprint: Imprint,
    sources: Mapping[SourceId, Source] | None = None,
) -> tuple[Digest, tuple[Card, ...]]:
    """The digest of a draft and its own cards: open, left out (if any were), footer, close.

    The digest's ``cards`` are in order, the empty key standing once, after the opening, for the reader's masthead.
    ``sources`` say whose sentences the preheader may quote; without them it quotes nobody. Raises ``RenderError``.
    """
    language = draft.group.preference.language
    list_name = imprint.list_name or edition.list
    headlines = _headlines(draft, issue, title=edition.title, list_name=list_name, sources=sources)
    subject, preheader = _lines(look, headlines, spare=(plain(edition.title), plain(imprint.name), plain(list_name)))
    opening = everywhere(language) | {"subject": subject, "preheader": preheader, "title": plain(edition.title)}
    closing = footer_values(
        language,
        title=edition.title,
        list_name=list_name,
        name=imprint.name,
        operator=imprint.operator,
        postal_address=imprint.postal_address,
    )
    first = _card(look, draft, Piece.OPEN, words=(subject, preheader), values=opening)
    last = [
        *_left_out(look, draft),
        _card(look, draft, Piece.FOOTER, words=(edition.title, list_name), values=closing),
        _card(look, draft, Piece.CLOSE, words=(), values=everywhere(language)),
    ]
    keys = (first.key, CardKey(""), *(request.key for request in draft.requests), *(card.key for card in last))
    return _digest(draft, issue, subject=subject, preheader=preheader, keys=keys), (first, *last)


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


def _card(look: Look, draft: Draft, piece: Piece, *, words: tuple[str, ...], values: Values) -> Card:
    language = draft.group.preference.language
    request = CardRequest(issue=draft.issue, look=draft.look, language=language, piece=piece, words=words)
    return look.card(request.key, piece, values)


def _left_out(look: Look, draft: Draft) -> list[Card]:
    if draft.left_out < 1:
        return []
    values = everywhere(draft.group.preference.language) | {"count": draft.left_out}
    return [_card(look, draft, Piece.LEFT_OUT, words=(str(draft.left_out),), values=values)]


def _headlines(draft: Draft, issue: Issue, *, title: str, list_name: str, sources: Mapping[SourceId, Source] | None) -> Values:
    """What ``subject.txt`` is told; of the summary only what its sources allow."""
    shown = draft.shown
    first = next((told for told in issue.candidates if shown and told.story.id == shown[0].story), None)
    return everywhere(draft.group.preference.language) | {
        "headline": plain(shown[0].title) if shown else plain(title),
        "more": max(len(shown) - 1, 0),
        "others": tuple(plain(story.title) for story in shown[1 : OTHERS + 1]),
        "summary": summary_of(first, sources) if first and sources is not None else "",
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
