"""The gatherer of feeds: asks many at once, reads what changed as it comes, and never lets one harm another.

Answers are read while others are on their way, so the bodies of thousands of feeds are never in memory together. Those
that failed the last time are asked last, where their slowness holds up only one another. Large documents are parsed in
processes that can be killed (``parsers``). A web page that announces a feed is followed once, as long as the source has
never worked; the feed's address is then the source's. Where nothing of the last document is in the new one, the pages of
older entries that the feed names (RFC 5005) are read until one meets what is known.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from urllib.parse import urlsplit

from digest.errors import FetchError, ParseError, SourceError
from digest.gather import manners
from digest.gather.entries import Arrival, believed, entries_of, unrepeated
from digest.gather.parsing.markup import line, web_link
from digest.gather.parsing.parse import WebPageError
from digest.gather.parsing.parsers import ANSWERING, parsed
from digest.gather.parsing.published import Feed
from digest.isolate import PROCESSES, SMALL, Workers
from digest.model import Entry, Failure, Gathering, Source, SourceId, SourceState
from digest.ports import Fetch, Request, Response
from digest.text import plain

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
OLDER_PAGES = 5
"""How many pages of older entries are read over a gap."""
_WAITING = 8
"""Large documents in memory that wait for a process; then no further answer is taken."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What one answer gave."""

    gathering: Gathering
    page: WebPageError | None = None
    """A web page in place of the feed, which may announce one."""
    older: str = ""
    """Where older entries are, when there is a gap to close."""


class FeedGatherer:
    """The port ``Gatherer`` for sources of kind ``feed``."""

    def __init__(self, fetch: Fetch) -> None:
        """Gather through ``fetch``."""
        self.fetch = fetch

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Ask those of the sources whose time has come; one ``Gathering`` each, in the order given."""
        calls = [_call(source, states.get(source.id)) for source in manners.due(sources, states, now)]
        order = sorted(range(len(calls)), key=lambda place: calls[place].state.failures > 0)
        with Workers(ANSWERING) as workers, ThreadPoolExecutor(PROCESSES, thread_name_prefix="parse") as readers:
            round_ = _Round(fetch=self.fetch, workers=workers, readers=readers, now=now)
            first = dict(zip(order, round_.found([calls[place] for place in order]), strict=True))
            announced = round_.announced(calls, first)
            found = first | announced
            joined = round_.joined(calls, found)
        return tuple(joined.get(place, found[place].gathering) for place in range(len(calls)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """One call of ``gather``: with what it asks and reads."""

    fetch: Fetch
    workers: Workers
    readers: ThreadPoolExecutor
    now: datetime

    def found(self, calls: Sequence[Call]) -> list[_Found]:
        """What each call gave, in their order; large documents are read beside the others."""
        read: dict[int, _Found] = {}
        waiting: deque[tuple[int, Future[_Found]]] = deque()
        for place, answer in self.fetch.get_each([call.request for call in calls]):
            if isinstance(answer, Response) and len(answer.body) > SMALL:
                waiting.append((place, self.readers.submit(self._guarded, calls[place], answer)))
            else:
                read[place] = self._guarded(calls[place], answer)
            if len(waiting) > _WAITING:
                large, reading = waiting.popleft()
                read[large] = reading.result()
        read |= {place: reading.result() for place, reading in waiting}
        return [read[place] for place in range(len(calls))]

    def announced(self, calls: Sequence[Call], first: Mapping[int, _Found]) -> dict[int, _Found]:
        """The feeds that web pages announce: only where the source never worked, for a working one may show a page for an hour."""
        pages = {place: each.page for place, each in first.items() if each.page and not calls[place].state.is_primed}
        urls = {place: page.links[0] for place, page in pages.items() if page.links}
        again = {place: replace(calls[place], url=url) for place, url in urls.items()}
        return dict(zip(again, map(_adopted, again.values(), self.found(list(again.values()))), strict=True))

    def joined(self, calls: Sequence[Call], found: Mapping[int, _Found]) -> dict[int, Gathering]:
        """Over gaps: the gatherings with the entries of their older pages, page by page, all sources at once."""
        gaps = {place: _Gap(call=calls[place], gathering=each.gathering, url=each.older) for place, each in found.items() if each.older}
        open_gaps = list(gaps.values())
        for _ in range(OLDER_PAGES):
            answers = self.fetch.get_all([Request(url=gap.url, headers=(("Accept", ACCEPT),)) for gap in open_gaps])
            open_gaps = [gap for gap, answer in zip(open_gaps, answers, strict=True) if self._reads_on(gap, answer)]
            if not open_gaps:
                break
        return {place: gap.closed() for place, gap in gaps.items()}

    def _reads_on(self, gap: _Gap, answer: Response | FetchError) -> bool:
        """Whether there is still an older page to read."""
        gap.seen.add(gap.url)
        if isinstance(answer, FetchError):
            return False
        try:
            feed = self._parsed(answer)
        except ParseError:
            return False  # the gap stays, and is told
        return gap.takes(feed, answer.url, self.now)

    def _guarded(self, call: Call, answer: Response | FetchError) -> _Found:
        """As ``_gathered``, but whatever goes wrong with a document ends with its own source."""
        try:
            return self._gathered(call, answer)
        except Exception as error:  # noqa: BLE001 - hostile text reaches errors of libraries nobody listed; it must harm only itself
            broken = ParseError("the feed cannot be read", cause=plain(f"{type(error).__name__}: {error}")[:200])
            return _Found(gathering=refused(call, broken, self.now))

    def _gathered(self, call: Call, answer: Response | FetchError) -> _Found:
        """What one answer gives."""
        if isinstance(answer, FetchError):
            return _Found(gathering=refused(call, answer, self.now))
        body_hash = sha256(answer.body).hexdigest()
        if answer.status == HTTPStatus.NOT_MODIFIED and not call.state.body_hash:
            return _Found(gathering=refused(call, FetchError("the server says 304 Not Modified to one who has nothing yet"), self.now))
        if answer.status == HTTPStatus.NOT_MODIFIED or (body_hash == call.state.body_hash and answer.body):
            state = manners.answered(call.state, answer, self.now, body_hash=call.state.body_hash)
            return _Found(gathering=Gathering(source=call.source, state=state))
        try:
            feed = self._parsed(answer)
        except WebPageError as error:
            return _Found(gathering=refused(call, error, self.now), page=error)
        except ParseError as error:
            return _Found(gathering=refused(call, error, self.now))
        return _read(call, answer, feed, self.now)

    def _parsed(self, answer: Response) -> Feed:
        content_type, language = answer.headers.get("content-type", ""), answer.headers.get("content-language", "")
        return parsed(self.workers, answer.body, url=answer.url, content_type=content_type, language=language)


@dataclass(slots=True, kw_only=True)
class _Gap:
    """A source of which entries may have been missed, and what its older pages give."""

    call: Call
    gathering: Gathering
    url: str
    entries: list[Entry] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    is_closed: bool = False

    def takes(self, feed: Feed, url: str, now: datetime) -> bool:
        """Take an older page's entries; whether there is one before it that is worth asking for."""
        entries = entries_of(feed, Arrival(source=self.call.source, url=url, now=now, is_first=False))
        self.entries += entries
        self.is_closed = bool(entries) and not manners.has_gap(self.call.state, _keys(entries))
        self.url = _older(feed, url)
        return bool(entries and self.url and not self.is_closed and self.url not in self.seen)

    def closed(self) -> Gathering:
        """The gathering with what was found; without its note where the gap is closed."""
        state = replace(self.gathering.state, note="") if self.is_closed else self.gathering.state
        return replace(self.gathering, state=state, entries=tuple(unrepeated((*self.gathering.entries, *self.entries))))


def refused(call: Call, error: SourceError, now: datetime) -> Gathering:
    """A source that gave nothing: its failure, and when it is tried again."""
    failure = Failure(subject=call.source.url, what=_words(error), kind=type(error).__name__)
    return Gathering(source=call.source, state=manners.failed(call.state, error, now), failure=failure)


def _read(call: Call, answer: Response, feed: Feed, now: datetime) -> _Found:
    arrival = Arrival(source=call.source, url=answer.url, now=now, is_first=not call.state.is_primed)
    entries = entries_of(feed, arrival)
    keys = _keys(entries)
    has_gap = manners.has_gap(call.state, keys)
    dates = [date for date in (believed(entry.published or entry.updated, now) for entry in feed.entries) if date]
    tempo = manners.rhythm(dates, ttl_seconds=feed.ttl_seconds, skip_hours=feed.skip_hours, skip_days=feed.skip_days)
    state = manners.answered(call.state, answer, now, body_hash=sha256(answer.body).hexdigest(), tempo=tempo)
    told = replace(
        state,
        title=line(feed.title)[:_MAX_TITLE] or state.title,
        latest=manners.latest(keys) or state.latest,
        note=feed.flaw or ("nothing of the last visit is in it any more; entries may have been missed" if has_gap else ""),
    )
    older = _older(feed, answer.url) if has_gap else ""
    return _Found(gathering=Gathering(source=call.source, state=told, entries=entries), older=older)


def _keys(entries: Sequence[Entry]) -> list[str]:
    """By what an entry is known again."""
    return [entry.guid or entry.link or entry.title for entry in entries]


def _older(feed: Feed, url: str) -> str:
    """The page of older entries, if it is of the same host."""
    older = web_link(feed.older, url) if feed.older else ""
    return older if older and urlsplit(older).hostname == urlsplit(url).hostname else ""


def _call(source: Source, state: SourceState | None) -> Call:
    known = manners.before(source, state)
    return Call(source=source, state=known, url=manners.address(source, known))


def _adopted(call: Call, found: _Found) -> _Found:
    """What an announced feed gave; where it is one, its address is the source's from now on."""
    if found.gathering.failure:
        return found
    state = found.gathering.state
    return replace(found, gathering=replace(found.gathering, state=replace(state, url=state.url or call.url, status="moved")))


def _words(error: SourceError) -> str:
    """The sentence without its subject, which the failure names by itself."""
    return ": ".join(part for part in (error.what, error.cause) if part)
