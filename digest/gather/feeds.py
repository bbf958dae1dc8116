"""The gatherer of feeds: asks many at once, parses what changed, and never lets one harm another.

Sources are fetched in shards, so that the bodies of thousands of feeds are not in memory together; those that failed
the last time come last, where their slowness holds up only one another. A web page that announces a feed is followed
once, as long as the source has never worked; the feed's address is then the source's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus

from digest.errors import FetchError, ParseError, SourceError
from digest.gather import manners
from digest.gather.entries import Arrival, believed, entries_of
from digest.gather.markup import line
from digest.gather.parse import WebPageError, parse
from digest.gather.published import Feed
from digest.model import Failure, Gathering, Source, SourceId, SourceState
from digest.ports import Fetch, Request, Response
from digest.text import plain

SHARD = 256
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
_MAX_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One source about to be asked."""

    source: Source
    state: SourceState
    url: str

    @property
    def request(self) -> Request:
        """What is sent: the address and the conditions."""
        return Request(url=self.url, headers=(("Accept", ACCEPT), *manners.conditions(self.state)))


class FeedGatherer:
    """The port ``Gatherer`` for sources of kind ``feed``."""

    def __init__(self, fetch: Fetch) -> None:
        """Gather through ``fetch``."""
        self.fetch = fetch

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Ask those of the sources whose time has come; one ``Gathering`` each, in the order given."""
        calls = [_call(source, states.get(source.id)) for source in manners.due(sources, states, now)]
        done: dict[int, Gathering] = {}
        order = sorted(range(len(calls)), key=lambda place: calls[place].state.failures > 0)
        for places in _shards(order):
            gathered = self._shard([calls[place] for place in places], now)
            done.update(zip(places, gathered, strict=True))
        return tuple(done[place] for place in range(len(calls)))

    def _shard(self, calls: Sequence[Call], now: datetime) -> list[Gathering]:
        answers = self.fetch.get_all([call.request for call in calls])
        first = [guarded(call, answer, now) for call, answer in zip(calls, answers, strict=True)]
        return self._followed(calls, first, now)

    def _followed(self, calls: Sequence[Call], first: Sequence[Gathering | WebPageError], now: datetime) -> list[Gathering]:
        """The same with web pages replaced by the feeds they announce."""
        announced = {place: _announced(calls[place], page) for place, page in enumerate(first) if isinstance(page, WebPageError)}
        urls = {place: url for place, url in announced.items() if url}
        calls_again = {place: replace(calls[place], url=url) for place, url in urls.items()}
        answers = self.fetch.get_all([call.request for call in calls_again.values()])
        second = {
            place: _adopted(call, guarded(call, answer, now)) for (place, call), answer in zip(calls_again.items(), answers, strict=True)
        }
        return [_settled(calls[place], second.get(place, each), now) for place, each in enumerate(first)]


def guarded(call: Call, answer: Response | FetchError, now: datetime) -> Gathering | WebPageError:
    """As ``gathered``, but whatever goes wrong with a document ends with its own source."""
    try:
        return gathered(call, answer, now)
    except Exception as error:  # noqa: BLE001 - hostile text reaches errors of libraries nobody listed; it must harm only itself
        return refused(call, ParseError("the feed cannot be read", cause=plain(f"{type(error).__name__}: {error}")[:200]), now)


def gathered(call: Call, answer: Response | FetchError, now: datetime) -> Gathering | WebPageError:
    """What one answer gives; a web page in place of a feed is handed back as its error, for it may announce the feed."""
    if isinstance(answer, FetchError):
        return refused(call, answer, now)
    body_hash = sha256(answer.body).hexdigest()
    if answer.status == HTTPStatus.NOT_MODIFIED or (body_hash == call.state.body_hash and answer.body):
        state = manners.answered(call.state, answer, now, body_hash=call.state.body_hash)
        return Gathering(source=call.source, state=state)
    try:
        feed = parse(
            answer.body,
            url=answer.url,
            content_type=answer.headers.get("content-type", ""),
            language=answer.headers.get("content-language", ""),
        )
    except WebPageError as error:
        return error
    except ParseError as error:
        return refused(call, error, now)
    return _read(call, answer, feed, now)


def refused(call: Call, error: SourceError, now: datetime) -> Gathering:
    """A source that gave nothing: its failure, and when it is tried again."""
    failure = Failure(subject=call.source.url, what=_words(error), kind=type(error).__name__)
    return Gathering(source=call.source, state=manners.failed(call.state, error, now), failure=failure)


def _read(call: Call, answer: Response, feed: Feed, now: datetime) -> Gathering:
    arrival = Arrival(source=call.source, url=answer.url, now=now, is_first=not call.state.is_primed)
    dates = [date for date in (believed(entry.published or entry.updated, now) for entry in feed.entries) if date]
    tempo = manners.rhythm(dates, ttl_seconds=feed.ttl_seconds, skip_hours=feed.skip_hours)
    state = manners.answered(call.state, answer, now, body_hash=sha256(answer.body).hexdigest(), tempo=tempo)
    titled = replace(state, title=line(feed.title)[:_MAX_TITLE] or state.title)
    return Gathering(source=call.source, state=titled, entries=entries_of(feed, arrival))


def _call(source: Source, state: SourceState | None) -> Call:
    return Call(source=source, state=manners.before(source, state), url=manners.address(source, state))


def _announced(call: Call, page: WebPageError) -> str:
    """The feed to follow to: only where the source never worked, for a working one may show a page for an hour."""
    return page.links[0] if page.links and not call.state.is_primed else ""


def _adopted(call: Call, found: Gathering | WebPageError) -> Gathering | WebPageError:
    if isinstance(found, WebPageError) or found.failure:
        return found
    return replace(found, state=replace(found.state, url=found.state.url or call.url, status="moved"))


def _settled(call: Call, found: Gathering | WebPageError, now: datetime) -> Gathering:
    return refused(call, found, now) if isinstance(found, WebPageError) else found


def _words(error: SourceError) -> str:
    """The sentence without its subject, which the failure names by itself."""
    return ": ".join(part for part in (error.what, error.cause) if part)


def _shards(order: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(order), SHARD):
        yield order[start : start + SHARD]
