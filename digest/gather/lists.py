"""The gatherer of page lists: an index page whose links are the entries, each new one with the text of its own page.

Which links: those that the source's CSS selector finds, else those that repeat. Links of a listing stand in equal
surroundings, so links are grouped by the elements they stand in; a group of three or more whose texts read like
headlines, outside of navigation, is taken for a listing. A link's date is that of a ``<time>`` beside it.
Source: HTML Living Standard §4.5.14 (time), Selectors Level 3.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from statistics import fmean
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from lxml import etree, html

from digest.errors import FetchError, ParseError
from digest.gather.entries import believed
from digest.gather.pages import page_of
from digest.gather.parsing.charset import decode, media_of
from digest.gather.parsing.markup import web_link
from digest.gather.parsing.moments import instant
from digest.gather.visit import MAX_LINKS, asked, gathered
from digest.model import Entry, Gathering, Source, SourceId, SourceState
from digest.ports import Fetch, Response
from digest.text import plain

ACCEPT = "text/html, application/xhtml+xml"
_MEDIA = frozenset({"", "text/html", "application/xhtml+xml"})
_APART = frozenset({"nav", "header", "footer", "aside", "form"})
"""What stands in these is no listing, unless a selector says so."""
_LEAST_LINKS = 3
_HEADLINE = 20
"""Letters that the texts of a listing's links have on average; a letter of a script without blanks counts three."""
_WIDE = "\u2e80"
_DEPTH = 6
_MAX_SEEN = 5_000
_MAX_TITLE = 300


class Link(NamedTuple):
    """One link of an index page."""

    url: str
    title: str
    published: datetime | None = None


class ListGatherer:
    """The port ``Gatherer`` for sources of kind ``list``."""

    def __init__(self, fetch: Fetch) -> None:
        """Gather through ``fetch``."""
        self.fetch = fetch

    def gather(self, sources: Sequence[Source], states: Mapping[SourceId, SourceState], now: datetime) -> tuple[Gathering, ...]:
        """Ask those of the index pages whose time has come; an entry a link, at most 200, nothing where the page did not change."""

        def read(source: Source, state: SourceState, answer: Response) -> list[Entry]:
            return [_entry(source, link, now, is_first=not state.is_primed) for link in _links_of(source, answer)]

        visits = asked(self.fetch, sources, states, now, accept=ACCEPT)
        return tuple(_with_page(gathered(visit, read, now), visit[2]) for visit in visits)


def links(page: str, url: str, *, select: str = "") -> tuple[Link, ...]:
    """The links of an index page in its order, each address once; ``select`` is a CSS selector for them or what they stand in."""
    root = _root(page)
    if root is None:
        return ()
    base = next((web_link(each.get("href") or "", url) for each in root.iter("base") if each.get("href")), "") or url
    chosen = _selected(root, select) if select else _repeated(root, base)
    found: dict[str, Link] = {}
    for anchor in chosen:
        link = _link(anchor, base)
        known = found.get(link.url)
        if link.url and not _is_same_page(link.url, url) and (known is None or len(known.title) < len(link.title)):
            found[link.url] = link
    return tuple(islice((link for link in found.values() if link.title), MAX_LINKS))


def _with_page(gathering: Gathering, answer: Response | FetchError) -> Gathering:
    """The gathering with the page itself where it gave links: other things stand on it, too."""
    return replace(gathering, page=page_of(answer)) if gathering.entries else gathering


def _links_of(source: Source, answer: Response) -> tuple[Link, ...]:
    content_type = answer.headers.get("content-type", "")
    if media_of(content_type) not in _MEDIA:
        raise ParseError(f"this is no page with links but {media_of(content_type)[:80]}")
    found = links(decode(answer.body, content_type), answer.url, select=source.select)
    if not found and source.select:
        raise ParseError(f"nothing on the page is found by select = {source.select!r}; look at the page's source and change it")
    if not found:
        raise ParseError('no links repeat on the page as in a listing; name them with select = "…"')
    return found


def _entry(source: Source, link: Link, now: datetime, *, is_first: bool) -> Entry:
    published = believed(link.published, now)
    return Entry(
        source=source.id,
        guid=link.url,
        link=link.url,
        title=link.title,
        published=published,
        language=source.language,
        seen=now,
        is_backlog=is_first and published is None,
    )


def _root(page: str) -> html.HtmlElement | None:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _selected(root: html.HtmlElement, select: str) -> list[html.HtmlElement]:
    """The links that a selector names: the elements themselves, or the first link in each."""
    named = (element if element.tag == "a" else next(element.iter("a"), None) for element in root.cssselect(select))
    return [element for element in islice(named, _MAX_SEEN) if element is not None]


def _repeated(root: html.HtmlElement, base: str) -> list[html.HtmlElement]:
    """The links of every group that reads as a listing, in the order of the page; none when no group does."""
    groups: dict[tuple[str, ...], list[html.HtmlElement]] = defaultdict(list)
    anchors = [anchor for anchor in islice(root.iter("a"), _MAX_SEEN) if anchor.get("href") and not _is_apart(anchor)]
    for anchor in anchors:
        groups[_surroundings(anchor)].append(anchor)
    taken = {id(anchor) for group in groups.values() if _is_listing(group, base) for anchor in group}
    return [anchor for anchor in anchors if id(anchor) in taken]


def _surroundings(anchor: html.HtmlElement) -> tuple[str, ...]:
    """What a link stands in: names of elements with their first class, from the inside."""
    around = [anchor, *islice(anchor.iterancestors(), _DEPTH)]
    return tuple(f"{each.tag!s}.{next(iter((each.get('class') or '').split()), '')}" for each in around)


def _is_apart(anchor: html.HtmlElement) -> bool:
    return any(each.tag in _APART and not _is_of_article(each) for each in anchor.iterancestors())


def _is_of_article(element: html.HtmlElement) -> bool:
    """Whether a header is that of one article in a listing, not the page's."""
    return element.tag == "header" and any(each.tag in {"article", "li", "section"} for each in element.iterancestors())


def _is_listing(group: Sequence[html.HtmlElement], base: str) -> bool:
    titles = {link.url: link.title for link in (_link(anchor, base) for anchor in group) if link.url and _is_deep(link.url)}
    return len(titles) >= _LEAST_LINKS and fmean(map(_length, titles.values())) >= _HEADLINE


def _is_deep(url: str) -> bool:
    """Whether an address leads below a site's front page."""
    parts = urlsplit(url)
    return parts.path.strip("/") != "" or bool(parts.query)


def _length(title: str) -> int:
    return sum(3 if letter >= _WIDE else 1 for letter in title)


def _link(anchor: html.HtmlElement, base: str) -> Link:
    url = urldefrag(web_link(anchor.get("href") or "", base)).url
    return Link(url=url, title=_title(anchor), published=_date(anchor))


def _title(anchor: html.HtmlElement) -> str:
    """The heading in a link, else its text, else what it says of itself to those who do not see it."""
    heading = next(anchor.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    texts = (_text(heading), _text(anchor), anchor.get("aria-label") or "", anchor.get("title") or "", _alt(anchor))
    return next((text for text in (plain(each)[:_MAX_TITLE] for each in texts) if text), "")


def _text(element: html.HtmlElement | None) -> str:
    return " ".join(str(text) for text in element.itertext()) if element is not None else ""


def _alt(anchor: html.HtmlElement) -> str:
    return next((image.get("alt") or "" for image in anchor.iter("img")), "")


def _date(anchor: html.HtmlElement) -> datetime | None:
    """The date of the nearest ``<time>`` that stands with this link and no other."""
    for around in [anchor, *islice(anchor.iterancestors(), _DEPTH)]:
        if len({urldefrag(each.get("href") or "").url for each in islice(around.iter("a"), 50)}) > 1 or around.tag == "body":
            return None
        for time in around.iter("time"):
            return instant(plain(time.get("datetime") or _text(time))[:60])
    return None


def _is_same_page(link: str, url: str) -> bool:
    return link.rstrip("/") == urldefrag(url).url.rstrip("/")
