"""Cards: a story, a heading, a masthead printed and encoded once, however many digests hold it.

An issue has as many cards as it has stories, languages and places, not as many as it has readers: a group's digest is
a join of them. So nothing in a card may depend on the reader or on the hour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from digest.errors import RenderError
from digest.model import Candidate, Card, CardRequest, Issue, IssueId, Piece, Place, Source, SourceId, StoryId
from digest.render.context import masthead_values, section_values, story_values
from digest.render.look import Look


def cards(look: Look, requests: Iterable[CardRequest], issue: Issue, *, sources: Mapping[SourceId, Source]) -> tuple[Card, ...]:
    """The section and story cards asked for, in order, each once.

    A source's ``use`` says what may be shown: ``title`` the headline only, else the summary too. Raises
    ``RenderError`` when a template fails or a story is not in the issue.
    """
    candidates = {told.story.id: told for told in issue.candidates}
    wanted = {request.key: request for request in requests}
    return tuple(_card(look, request, candidates, sources) for request in wanted.values())


def masthead(look: Look, *, issue: IssueId, edition_title: str, city: str, local_date: date, language: str) -> Card:
    """The masthead of readers in one city on one date; an unknown city (empty) leaves no gap."""
    words = (edition_title, city, local_date.isoformat())
    request = CardRequest(issue=issue, look=look.name, language=language, piece=Piece.MASTHEAD, words=words)
    return look.card(request.key, Piece.MASTHEAD, masthead_values(language, title=edition_title, city=city, day=local_date))


def _card(look: Look, request: CardRequest, candidates: Mapping[StoryId, Candidate], sources: Mapping[SourceId, Source]) -> Card:
    if request.piece is Piece.SECTION:
        tag, title = request.words
        return look.card(request.key, Piece.SECTION, section_values(request.language, tag=tag, title=title))
    if request.piece is not Piece.STORY:
        raise RenderError("only sections and stories are asked for here; frame() makes the rest", subject=request.piece)
    told = candidates.get(request.story)
    if told is None:
        raise RenderError("the issue has no such story", subject=request.story)
    place = request.place or Place.SECTION
    values = story_values(request.language, told, place=place, is_update=request.is_update, sources=sources)
    return look.card(request.key, Piece.STORY, values)
