"""Pages of the web as sources of their own (``linked`` visits those that articles link to).

``PageGatherer`` asks the page of a source and gives it as one entry whenever it changed; what in it is text is for
extract to say. A page is not sanitised here, for its structure
is what extraction works on; nothing of its markup goes further than that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from digest.errors import FetchError, ParseError, SourceError
from digest.gather import manners
from digest.gather.parsing.charset import charset_of, decode, media_of
from digest.model import Entry, Failure, Gathering, Page, Source, SourceId, SourceState
from digest.ports import Fetch, Request, Response

ACCEPT = "text/html, application/xhtml+xml, text/plain;q=0.9"
_MEDIA = {
    "": "text/html",
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
    "text/markdown": "text/plain",
}


class PageGatherer:
    """The port ``Gatherer`` for sources of kind ``page``."""

    def __init__(self, fetch: Fetch) -> None:
        """Gather through ``fetch``."""
        self.fetch = fetch

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Ask those of the pages whose time has come; one ``Gathering`` each, in order, with one entry where the page changed."""
        due = manners.due(sources, states, now)
        known = [manners.before(source, states.get(source.id)) for source in due]
        asked = [
            Request(url=manners.address(source, state), headers=(("Accept", ACCEPT), *manners.conditions(state)))
            for source, state in zip(due, known, strict=True)
        ]
        answers = self.fetch.get_all(asked)
        return tuple(_gathering(source, state, answer, now) for source, state, answer in zip(due, known, answers, strict=True))


def page_of(answer: Response | FetchError) -> Page:
    """What came as a page; raises ``FetchError`` or ``ParseError`` for what went wrong."""
    if isinstance(answer, FetchError):
        raise answer
    content_type = answer.headers.get("content-type", "")
    media = _MEDIA.get(media_of(content_type))
    if media is None:
        raise ParseError(f"this is no page but {media_of(content_type)[:80]}")
    if not answer.body.strip():
        raise ParseError("the page is empty")
    return Page(url=answer.url, content=answer.body, media=media, charset=charset_of(content_type))


def _gathering(source: Source, state: SourceState, answer: Response | FetchError, now: datetime) -> Gathering:
    if isinstance(answer, Response) and _is_unchanged(answer, state):
        return Gathering(source=source, state=manners.answered(state, answer, now, body_hash=state.body_hash))
    try:
        page = page_of(answer)
    except SourceError as error:
        return Gathering(source=source, state=manners.failed(state, error, now), failure=_failure(source.url, error))
    if not isinstance(answer, Response):  # pragma: no cover - page_of has raised it
        raise answer
    fresh = manners.answered(state, answer, now, body_hash=sha256(answer.body).hexdigest())
    return Gathering(source=source, state=fresh, entries=(_entry(source, page, now),))


def _is_unchanged(answer: Response, state: SourceState) -> bool:
    return answer.status == HTTPStatus.NOT_MODIFIED or sha256(answer.body).hexdigest() == state.body_hash


def _entry(source: Source, page: Page, now: datetime) -> Entry:
    """A page that is a source of its own is news when it changes: undated, but never backlog."""
    content = decode(page.content, f"{page.media}; charset={page.charset}" if page.charset else page.media)
    return Entry(source=source.id, guid=source.url, link=page.url, content=content, media=page.media, language=source.language, seen=now)


def _failure(subject: str, error: SourceError) -> Failure:
    return Failure(subject=subject, what=": ".join(part for part in (error.what, error.cause) if part), kind=type(error).__name__)
