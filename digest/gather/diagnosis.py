"""A source examined as a doctor would: what is there, how it behaves, and what to do about it.

Three or four requests, all through the guarded client: the address, the same again with the validators it gave (does
it answer "not modified"?), the site's robots.txt, and where a page is no feed, the feed it names. Nothing is stored.
Sources: RFC 9110 §13, RFC 9309 (robots.txt).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from statistics import median
from urllib.parse import urljoin, urlsplit

from digest.errors import DigestError, FetchError
from digest.gather.lists import links
from digest.gather.manners import conditions
from digest.gather.parsing.charset import charset_of, decode
from digest.gather.parsing.markup import line
from digest.gather.parsing.published import Markup
from digest.gather.probe import findings, probe
from digest.gather.robots import MAX_BYTES, Robots, origin_of
from digest.gather.sitemap import records, sitemaps, unpacked
from digest.model import Entry, Gathering
from digest.ports import Fetch, Request, Response
from digest.text import plain

_ROOT = re.compile(r"<(?![?!])(?:\w+:)?(\w+)([^>]{0,2000})>")
_VERSION = re.compile(r"\bversion\s*=\s*[\"']([\w.]{1,10})")
_FULL_WORDS = 150
"""Words from which on a text is taken for a whole article."""
_SITEMAP = re.compile(r"(?im)^\s*sitemap:\s*(\S{1,2000})\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What an address is, in words."""

    gathering: Gathering
    kind: str
    """What came: ``RSS 2.0``, ``Atom``, ``JSON Feed``, ``web page``, ``sitemap`` …; empty when nothing did."""
    findings: tuple[str, ...]
    advice: tuple[str, ...]


@dataclass(slots=True)
class _Heard:
    """The port ``Fetch``, and what came over it."""

    fetch: Fetch
    responses: list[Response] = field(default_factory=list)

    def get(self, request: Request) -> Response:
        """Fetch one."""
        answer = self.fetch.get(request)
        self.responses.append(answer)
        return answer

    def get_each(self, requests: Sequence[Request]) -> Iterator[tuple[int, Response | FetchError]]:
        """Fetch many, each as it comes."""
        for place, answer in self.fetch.get_each(requests):
            self.responses += [answer] if isinstance(answer, Response) else []
            yield place, answer

    def get_all(self, requests: Sequence[Request]) -> tuple[Response | FetchError, ...]:
        """Fetch many."""
        answers = self.fetch.get_all(requests)
        self.responses += [answer for answer in answers if isinstance(answer, Response)]
        return answers


def diagnose(url: str, fetch: Fetch, now: datetime) -> Diagnosis:
    """Examine an address. Never raises: what went wrong is the gathering's failure and stands among the findings."""
    heard = _Heard(fetch)
    gathering = probe(url, heard, now)
    answer = heard.responses[-1] if heard.responses else None
    if answer is None:
        return Diagnosis(gathering=gathering, kind="", findings=findings(gathering, now), advice=tuple(_advice_without(gathering)))
    kind = kind_of(answer)
    if gathering.failure:
        return Diagnosis(gathering=gathering, kind=kind, findings=findings(gathering, now), advice=tuple(_other_ways(answer, kind, fetch)))
    told = (*_of_answer(answer, kind), *findings(gathering, now), *_of_entries(gathering), *_of_validators(gathering, answer, fetch))
    return Diagnosis(
        gathering=gathering, kind=kind, findings=(*told, *_of_robots(gathering, fetch)), advice=tuple(_advice(url, gathering, answer))
    )


def kind_of(answer: Response) -> str:
    """What a document is, by how it begins."""
    head = decode(answer.body[:20_000], answer.headers.get("content-type", "")).lstrip("\ufeff \t\r\n")
    if head.startswith("{"):
        return "JSON Feed" if "jsonfeed.org" in head else "JSON"
    found = _ROOT.search(head)
    name = found[1].lower() if found else ""
    version = _VERSION.search(found[2]) if found else None
    kinds = {"rss": f"RSS {version[1] if version else ''}".strip(), "feed": "Atom", "rdf": "RSS 1.0", "html": "web page"}
    return kinds.get(name) or {"urlset": "sitemap", "sitemapindex": "sitemap index", "opml": "OPML"}.get(name, "")


def _of_answer(answer: Response, kind: str) -> Iterator[str]:
    declared = charset_of(answer.headers.get("content-type", ""))
    yield f"kind: {kind or 'unknown'}, {len(answer.body):,} bytes"
    yield f"encoding: {declared or 'not said by the server; found in the document'}"


def _of_entries(gathering: Gathering) -> Iterator[str]:
    lengths = [_words(entry) for entry in gathering.entries]
    if lengths:
        usual = int(median(lengths))
        what = "full text" if usual >= _FULL_WORDS else "teasers" if usual else "titles only"
        yield f"text: {what}, usually {usual} words"
    titles = sum(not entry.title for entry in gathering.entries)
    if titles:
        yield f"without a title: {titles}, which get their first words"


def _of_validators(gathering: Gathering, answer: Response, fetch: Fetch) -> Iterator[str]:
    """Whether the server can say "not modified", by asking it."""
    given = conditions(gathering.state)
    if not given:
        yield "validators: none, so it is sent whole every time"
        return
    names = " and ".join({"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}[name] for name, _ in given)
    try:
        again = fetch.get(Request(url=answer.url, headers=given))
    except FetchError as error:
        yield f"validators: {names}; asked again it failed: {error.what}"
        return
    works = "asked again it says not modified" if again.status == HTTPStatus.NOT_MODIFIED else "yet asked again it sends all anew"
    yield f"validators: {names}; {works}"


def _of_robots(gathering: Gathering, fetch: Fetch) -> Iterator[str]:
    """What robots.txt says of the linked pages, which are visited for full text."""
    link = next((entry.link for entry in gathering.entries if entry.link), "")
    if not link:
        return
    robots = Robots(fetch)
    robots.learn([link])
    yield f"robots.txt: linked pages may {'' if robots.allows(link) else 'not '}be visited"


def _robots(url: str, fetch: Fetch) -> str:
    """The site's robots.txt; empty when it has none that can be had."""
    try:
        answer = fetch.get(Request(url=f"{origin_of(url)}/robots.txt", max_bytes=MAX_BYTES))
    except FetchError:
        return ""
    return decode(answer.body, answer.headers.get("content-type", ""))


def _advice(url: str, gathering: Gathering, answer: Response) -> Iterator[str]:
    """What would make a feed that works work better."""
    found, entries = gathering.source.url, gathering.entries
    if found != url:
        yield f"put {found} into config.toml instead"
    elif answer.url != url:
        yield f"it redirects for now to {answer.url}; that may change, so keep the address"
    if urlsplit(found).scheme == "http":
        yield "it is asked over http, which anybody between can change; try https"
    if not entries:
        yield "the feed is empty; look on the site whether it has another"
    elif not any(entry.published for entry in entries):
        yield "no entry has a date, so an article counts as published when it is first seen"
    if entries and median(map(_words, entries)) < _FULL_WORDS:
        yield "its texts are short: full_text = true (the default) fetches the linked pages"


def _advice_without(gathering: Gathering) -> Iterator[str]:
    what = gathering.failure.what if gathering.failure else ""
    if " 404 " in f" {what} " or " 410 " in f" {what} ":
        yield "try the site's front page: digest sources test finds the feed that it names"
    elif " 401 " in f" {what} " or " 403 " in f" {what} ":
        yield "the server lets no programs in; ask its owner, naming the User-Agent of [gather] contact"
    elif "allow_private_addresses" not in what:
        yield "look whether the address opens in a browser, and try again later"


def _other_ways(answer: Response, kind: str, fetch: Fetch) -> Iterator[str]:
    """What else the address could be gathered as."""
    if kind.startswith("sitemap"):
        yield f'this is a sitemap: kind = "sitemap" gathers the {_count(answer)}pages it names'
        return
    if kind != "web page":
        yield "digest reads RSS, Atom and JSON Feed; look on the site for the address of its feed"
        return
    listed = links(decode(answer.body, answer.headers.get("content-type", "")), answer.url)
    if listed:
        yield f'{len(listed)} links repeat on it, the first "{listed[0].title[:60]}": kind = "list" would gather them'
    for place in _SITEMAP.findall(_robots(answer.url, fetch))[:3]:
        yield f'its robots.txt names a sitemap: kind = "sitemap", url = "{plain(urljoin(answer.url, place))}"'


def _count(answer: Response) -> str:
    try:
        body = unpacked(answer.body)
        return "" if sitemaps(body, answer.url) else f"{sum(1 for _ in records(body, answer.url)):,} "
    except DigestError:
        return ""


def _words(entry: Entry) -> int:
    return len(line(Markup(text=entry.content, media=entry.media)).split())
