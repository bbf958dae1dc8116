"""Cards: a story, a heading, a masthead printed and encoded once, however many digests hold it.

An issue has as many cards as it has stories, languages and places, not as many as it has readers: a group's digest is
a join of them. So nothing in a card may depend on the reader or on the hour. All cards of one language are encoded
alike, as is smaller for them together; the frame and the masthead follow (``encodings_of``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType

from digest.errors import RenderError
from digest.model import (
    Candidate,
    Card,
    CardKey,
    CardRequest,
    Encoding,
    Image,
    Issue,
    IssueId,
    Piece,
    Place,
    Source,
    SourceId,
    StoryId,
    Weather,
)
from digest.render.context import masthead_values, quoted_image, section_values, story_values
from digest.render.encode import MARK, QUOTED, Encodings, smaller
from digest.render.look import Look
from digest.render.plate import Values

Titles = Callable[[str], Mapping[str, str]]
"""What tags are called, by language."""
PICTURES = ("none", "lead", "sections")
"""No story, the lead, or also the first of each section."""
_NONE: Mapping[str, str] = MappingProxyType({})


def _untitled(_: str) -> Mapping[str, str]:
    return _NONE


def cards(
    look: Look,
    requests: Iterable[CardRequest],
    issue: Issue,
    *,
    sources: Mapping[SourceId, Source],
    titles: Titles = _untitled,
    pictures: str = "lead",
) -> tuple[Card, ...]:
    """The section and story cards asked for, in order, each once.

    A source's ``use`` says what may be shown: ``title`` the headline only, else the summary too; ``titles`` what tags
    are called in a language; ``pictures`` (one of ``PICTURES``) which stories show theirs: the reader's program fetches
    it from the publisher, who learns that a mail was opened. Raises ``RenderError`` when a template fails or a story is
    not in the issue.
    """
    candidates = issue.by_story
    wanted = {request.key: request for request in requests}
    printed = {
        key: look.print(request.piece, _values(request, candidates, sources, (titles(request.language), pictures)))
        for key, request in wanted.items()
    }
    chosen = {
        language: _smaller(printed[key] for key, request in wanted.items() if request.language == language)
        for language in {request.language for request in wanted.values()}
    }
    return tuple(look.encode(key, printed[key], chosen[request.language]) for key, request in wanted.items())


def pictured(
    requests: Iterable[CardRequest], issue: Issue, *, sources: Mapping[SourceId, Source], pictures: str = "lead"
) -> Mapping[StoryId, Image]:
    """The pictures that ``cards`` would show for these requests, wherever they are and however large, by story."""
    shown = {request.story for request in requests if request.piece is Piece.STORY and _is_pictured(request, pictures)}
    found = ((told.story.id, quoted_image(told.story.lead, sources)) for told in issue.candidates if told.story.id in shown)
    return {story: image for story, image in found if image}


def encodings_of(requests: Iterable[CardRequest], made: Mapping[CardKey, Card]) -> Mapping[str, Encodings]:
    """How the cards of each language were encoded, for all that is to be joined with them."""
    found: dict[str, tuple[bytes, bytes]] = {}
    for request in requests:
        card, (html, text) = made[request.key], found.get(request.language, (b"", b""))
        found[request.language] = (html or card.html, text or card.text)
    return {language: Encodings(html=_read(html), text=_read(text)) for language, (html, text) in found.items()}


def masthead(
    look: Look,
    *,
    issue: IssueId,
    edition_title: str,
    city: str,
    local_date: date,
    language: str,
    weather: Weather | None = None,
    web: str = "",
    encodings: Encodings = QUOTED,
) -> Card:
    """The masthead of readers in one city on one date.

    An unknown city or weather leaves no gap; ``web`` is the issue's own address, empty when it has none.
    """
    values = masthead_values(language, title=edition_title, city=city, day=local_date, weather=weather, web=web)
    words = (edition_title, city, local_date.isoformat(), *(str(values[name]) for name in ("temperature", "sky", "credit")))
    request = CardRequest(issue=issue, look=look.name, language=language, piece=Piece.MASTHEAD, words=words)
    return look.card(request.key, Piece.MASTHEAD, values, encodings)


def _read(chunk: bytes) -> Encoding:
    return Encoding.BASE64 if chunk.startswith(MARK) else Encoding.QUOTED


def _smaller(printed: Iterable[tuple[str, str]]) -> Encodings:
    pairs = tuple(printed)
    return Encodings(html=smaller([html for html, _ in pairs]), text=smaller([text for _, text in pairs]))


def _values(
    request: CardRequest, candidates: Mapping[StoryId, Candidate], sources: Mapping[SourceId, Source], shown: tuple[Mapping[str, str], str]
) -> Values:
    """What a card is told; ``shown``: the tags' titles, and which stories have pictures."""
    titles, pictures = shown
    if request.piece is Piece.SECTION:
        tag, title = request.words
        return section_values(request.language, tag=tag, title=title)
    if request.piece is not Piece.STORY:
        raise RenderError("only sections and stories are asked for here; frame() makes the rest", subject=request.piece)
    told = candidates.get(request.story)
    if told is None:
        raise RenderError("the issue has no such story", subject=request.story)
    return story_values(
        request.language,
        told,
        place=request.place or Place.SECTION,
        is_update=request.is_update,
        is_pictured=_is_pictured(request, pictures),
        sources=sources,
        titles=titles,
    )


def _is_pictured(request: CardRequest, pictures: str) -> bool:
    return (request.place is Place.LEAD and pictures != "none") or (request.is_first and pictures == "sections")
