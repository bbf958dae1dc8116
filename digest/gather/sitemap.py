"""The gatherer of sitemaps: the newest addresses a site names, above all those of its news sitemap.

An index is followed one step, to its newest sitemaps, those for news first. What has a news record gives title and
date; of the others only the address is known, so the entry is called by the words in it, until its page gives a title, and dated by
nobody. The text comes from the linked page. Packed files (``.xml.gz``) are unpacked under the limits of every body.
Source: sitemaps.org/protocol.html, Google's news sitemap 0.9.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from lxml import etree

from digest.errors import FetchError, ParseError
from digest.fetch.body import Body
from digest.gather.entries import believed
from digest.gather.parsing.markup import web_link
from digest.gather.parsing.moments import instant
from digest.gather.visit import MAX_LINKS, Asked, asked, failed, gathered
from digest.model import Entry, Gathering, Source, SourceId, SourceState
from digest.ports import Fetch, Request, Response
from digest.text import plain
from digest.text.addresses import address_words

ACCEPT = "application/xml, text/xml, application/gzip;q=0.9, */*;q=0.5"
MAX_SITEMAPS = 5
"""Of an index, asked in one round."""
_MAX_RECORDS = 50_000
_MAX_BYTES = 10_000_000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One address that a sitemap names."""

    url: str
    changed: datetime | None = None
    title: str = ""
    published: datetime | None = None
    language: str = ""
    keywords: tuple[str, ...] = ()


class SitemapGatherer:
    """The port ``Gatherer`` for sources of kind ``sitemap``."""

    def __init__(self, fetch: Fetch) -> None:
        """Gather through ``fetch``."""
        self.fetch = fetch

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Ask those of the sitemaps whose time has come; their 200 newest addresses, nothing where they did not change."""
        return tuple(self._gathering(visit, now) for visit in asked(self.fetch, sources, states, now, accept=ACCEPT))

    def _gathering(self, visit: Asked, now: datetime) -> Gathering:
        try:
            whole, is_index = self._followed(visit)
        except (FetchError, ParseError) as error:
            return failed(visit, error, now)

        def read(source: Source, state: SourceState, answer: Response) -> list[Entry]:
            return [_entry(source, record, now, is_first=not state.is_primed) for record in _newest(records(answer.body, answer.url))]

        found = gathered(whole, read, now)
        # an index may stay the same while its sitemaps change, so no server is to answer that it did
        return replace(found, state=replace(found.state, etag="", last_modified="")) if is_index else found

    def _followed(self, visit: Asked) -> tuple[Asked, bool]:
        """The visit with a body that can be read: unpacked, and for an index its sitemaps in one; and whether it was one."""
        source, state, answer = visit
        if isinstance(answer, FetchError) or not answer.body:
            return visit, False
        body = unpacked(answer.body)
        inner = sitemaps(body, answer.url)
        if not inner:
            return (source, state, replace(answer, body=body)), False
        answers = self.fetch.get_all([Request(url=url, headers=(("Accept", ACCEPT),)) for url in inner])
        came = [each for each in answers if isinstance(each, Response)]
        if not came:
            raise next(each for each in answers if isinstance(each, FetchError))
        return (source, state, replace(answer, body=_joined(came))), True


def unpacked(body: bytes) -> bytes:
    """The body, of a gzip file what is in it; raises ``FetchError`` at the limits of every body."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    opened = Body(cap=_MAX_BYTES, is_packed=True)
    opened.add(body)
    return opened.finish()


def sitemaps(body: bytes, url: str) -> tuple[str, ...]:
    """The sitemaps to follow, if this is an index: those for news first, then the newest; empty when it is none."""
    root = _root(body)
    if _name(root) != "sitemapindex":
        return ()
    named = [(_words(each, "loc"), _instant(each, "lastmod")) for each in islice(root.iterfind("{*}sitemap"), _MAX_RECORDS)]
    ordered = sorted(named, key=lambda pair: ("news" in pair[0].lower(), pair[1] or _EARLIEST), reverse=True)
    found = tuple(dict.fromkeys(link for link in (_location(place, url) for place, _ in ordered) if link))[:MAX_SITEMAPS]
    if not found:
        raise ParseError("the sitemap index names no sitemaps")
    return found


def records(body: bytes, url: str) -> Iterator[Record]:
    """What a sitemap, or several joined, names; raises ``ParseError`` when it is none."""
    root = _root(body)
    if _name(root) not in {"urlset", "sitemaps"}:
        raise ParseError("this is no sitemap: it has no <urlset> and no <sitemapindex>")
    for each in islice(root.iter("{*}url"), _MAX_RECORDS):
        link = _location(_words(each, "loc"), url)
        if link:
            yield _record(each, link)


def _record(element: etree._Element, link: str) -> Record:
    news = element.find("{*}news")
    changed = _instant(element, "lastmod")
    if news is None:
        return Record(url=link, changed=changed)
    keywords = (plain(word) for word in _words(news, "keywords").split(",")[:20])
    return Record(
        url=link,
        changed=changed,
        title=plain(_words(news, "title"))[:300],
        published=_instant(news, "publication_date"),
        language=plain(_words(news, "publication/{*}language"))[:35],
        keywords=tuple(word for word in keywords if word),
    )


def _newest(found: Iterable[Record]) -> list[Record]:
    """The newest 200, each address once, newest first; those without any date keep their order behind the dated."""
    once = {record.url: record for record in found}
    return sorted(once.values(), key=lambda record: record.published or record.changed or _EARLIEST, reverse=True)[:MAX_LINKS]


def _entry(source: Source, record: Record, now: datetime, *, is_first: bool) -> Entry:
    published = believed(record.published, now)
    return Entry(
        source=source.id,
        guid=record.url,
        link=record.url,
        title=record.title or address_words(record.url),
        published=published,
        categories=record.keywords,
        language=source.language or record.language,
        seen=now,
        is_backlog=is_first and published is None,
    )


def _root(body: bytes) -> etree._Element:
    if b"<!DOCTYPE" in body[:100_000].replace(b"\0", b"").upper():
        raise ParseError("the sitemap has a document type, which is not read")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: etree._Element | None = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError("the sitemap is broken XML", cause=plain(str(error))[:200]) from error
    if root is None:
        raise ParseError("this is no sitemap: it has no <urlset> and no <sitemapindex>")
    return root


def _joined(answers: Sequence[Response]) -> bytes:
    """Several sitemaps as one document; one that cannot be read is left out, as long as another can."""
    whole, refused = etree.Element("sitemaps"), ParseError("the sitemap index leads to no sitemap")
    for answer in answers:
        try:
            inner = _root(unpacked(answer.body))
        except (ParseError, FetchError) as error:
            refused = ParseError(error.what, subject=answer.url, cause=error.cause)
            continue
        if _name(inner) == "urlset":
            whole.append(inner)
    if not len(whole):
        raise refused
    return etree.tostring(whole)


def _location(place: str, url: str) -> str:
    return web_link(place, url) if place else ""


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _words(element: etree._Element, path: str) -> str:
    return (element.findtext(f"{{*}}{path}") or "").strip()


def _instant(element: etree._Element, path: str) -> datetime | None:
    text = _words(element, path)[:60]
    return instant(text) if text else None
