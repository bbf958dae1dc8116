"""Asking the sources of one kind that has no feeds: who is due, what came, what did not change, and what went wrong.

What a kind of source has of its own is only how it reads an answer. Whatever goes wrong there ends with its source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from digest.errors import FetchError, ParseError, SourceError
from digest.gather import manners
from digest.model import Entry, Failure, Gathering, Source, SourceId, SourceState
from digest.ports import Fetch, Request, Response
from digest.text import plain

MAX_LINKS = 200
"""Entries that one visit may give."""

Asked = tuple[Source, SourceState, Response | FetchError]


def asked(
    fetch: Fetch, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime, *, accept: str
) -> Iterator[Asked]:
    """Ask those of the sources whose time has come, all at once; each with what was known of it and its answer, in order."""
    due = manners.due(sources, states, now)
    known = [manners.before(source, states.get(source.id)) for source in due]
    requests = [
        Request(url=manners.address(source, state), headers=(("Accept", accept), *manners.conditions(state)))
        for source, state in zip(due, known, strict=True)
    ]
    yield from zip(due, known, fetch.get_all(requests), strict=True)


def gathered(visit: Asked, read: Callable[[Source, SourceState, Response], Sequence[Entry]], now: datetime) -> Gathering:
    """What an answer gives: nothing where it did not change, what ``read`` makes of it, or a failure."""
    source, state, answer = visit
    if isinstance(answer, FetchError):
        return failed(visit, answer, now)
    try:
        body_hash = sha256(answer.body).hexdigest()
        if answer.status == HTTPStatus.NOT_MODIFIED or body_hash == state.body_hash:
            return Gathering(source=source, state=manners.answered(state, answer, now, body_hash=state.body_hash))
        entries = tuple(read(source, state, answer))[:MAX_LINKS]
    except SourceError as error:
        return failed(visit, error, now)
    except Exception as error:  # noqa: BLE001 - hostile text reaches errors of libraries nobody listed; it must harm only itself
        return failed(visit, ParseError("it cannot be read", cause=plain(f"{type(error).__name__}: {error}")[:200]), now)
    return Gathering(source=source, state=manners.answered(state, answer, now, body_hash=body_hash), entries=entries)


def failed(visit: Asked, error: SourceError, now: datetime) -> Gathering:
    """A source that gave nothing: its failure, and when it is tried again."""
    source, state, _ = visit
    words = ": ".join(part for part in (error.what, error.cause) if part)
    failure = Failure(subject=source.url, what=words, kind=type(error).__name__)
    return Gathering(source=source, state=manners.failed(state, error, now), failure=failure)
