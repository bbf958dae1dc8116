# ruff: noqa: RUF001 - headings in many scripts are what these expressions look for
"""What a site's readers read most: the places in its block of most popular articles.

Index pages and articles' own pages bear such a block: a heading (*Most read*, *Meistgelesen*, *Les plus lus*) and a list
of titles beneath, best first. Its links, or its lines where the page came as plain text, are the only word a
publisher gives on popularity beside counted comments. Only links to the page's own site count: nobody says what is
popular elsewhere. Pure; hostile pages meet the limits of ``tree``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from digest.errors import ExtractError
from digest.extract.boilerplate import is_invitation, is_notice
from digest.extract.identity import address_name, canonical_url, site_of
from digest.extract.tree import decoded, read_tree
from digest.model import Article, ArticleId, Page, SourceId
from digest.text import fold, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST = 10
"""Of a block that are read."""
_WORDS = (
    r"(?:the\s)?(?:most|top)[\s-](?:popular|read|viewed|shared|commented|discussed|clicked)|popular\s(?:now|articles|stories|news|posts)|"
    r"meist\s?gelesene?[nr]?|am\smeisten\sgelesen|meist\s?geklickt|beliebteste|(?:les\s|articles\s(?:les\s)?)?plus\s(?:lus|populaires)|"
    r"(?:lo|los|las|el)\smás\s(?:leíd[oa]s?|vistos?|popular(?:es)?)|(?:as\s|os\s)?mais\s(?:lid[oa]s|vist[oa]s|populares)|"
    r"(?:i\s|le\s)?più\s(?:lett[ie]|popolari)|meest\sgelezen|best\sgelezen|mest\s(?:lest|læste?|läst|läste)|luetuimmat|"
    r"najczęściej\sczytane|najpopularniejsze|nejčtenější|en\sçok\sokunan(?:lar)?|самое\s(?:читаемое|популярное)|популярное|"
    r"найпопулярніше|найчитаніше|الأكثر\sقراءة|הנקראות\sביותר|人気記事|アクセスランキング|热门文章|最多阅读|가장\s많이\s본"
)
_HEADING = re.compile(rf"\W*(?:{_WORDS})(?:[\s:·|-]+[^\W\d_]+){{0,4}}\W*", re.IGNORECASE)
_LONGEST_HEADING = 60
_HINTS = (
    *("popul", "most read", "most-read", "most view", "most-view", "most share", "most comment", "most discuss", "most click", "top "),
    *("gelesen", "geklickt", "beliebt", "plus lu", "más le", "más visto", "mais lid", "mais vist", "più lett", "gelezen", "mest l"),
    *("luetuim", "czytan", "čtenější", "okunan", "читаем", "популяр", "читані", "قراءة", "הנקראות", "人気記事", "ランキング", "热门文章"),
    *("最多阅读", "많이"),
)
"""One of these stands on every page with a block; looking for them takes a tenth of the time that the expression takes."""
_MOST_ABOVE, _MOST_LINKS = 4, 40
"""Elements from a heading up to what holds its list, and links in that: more is the page, not a block."""
_LEAST_LINKS, _MOST_HEADINGS = 2, 5
"""Of a block · that are tried on one page."""
_SHORTEST, _LONGEST = 12, 200
"""Characters of a title in a block."""
_NUMBER = re.compile(r"\s*(?:#?\d{1,2}[.):]?\s+)?")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One line of a block."""

    rank: int
    """1 is the top."""
    name: str
    """The name of its address (``address_name``); empty where only its title is known."""
    site: str
    title: str


def most_popular(page: Page) -> tuple[Ranked, ...]:
    """The places of the page's first block of most popular articles; empty when it has none or cannot be read."""
    text = decoded(page.content, page.charset)
    folded = text.lower()
    if not any(hint in folded for hint in _HINTS):
        return ()
    site = site_of(canonical_url(page.url), SourceId(""))
    if page.media == "text/plain":
        titles = list(_lines(text))
        found = titles if len(titles) >= _LEAST_LINKS else []
        return tuple(Ranked(rank=rank, name="", site=site, title=title) for rank, title in enumerate(found, 1))
    try:
        tree = read_tree(text, url=page.url)
    except ExtractError:  # whoever wants its text reports it
        return ()
    return tuple(_linked(tree, page.url, site))


def ranks_of(ranked: Iterable[Ranked], articles: Iterable[Article]) -> dict[ArticleId, int]:
    """The best place of each of the articles that stands in a block, by its address, else by its site and title."""
    by_name: dict[str, int] = {}
    by_title: dict[tuple[str, str], int] = {}
    for each in ranked:
        by_name[each.name] = min(each.rank, by_name.get(each.name, each.rank))
        title = (each.site, fold(each.title))
        by_title[title] = min(each.rank, by_title.get(title, each.rank))
    found: dict[ArticleId, int] = {}
    for article in articles:
        rank = by_name.get(address_name(article.url) or article.id) or by_title.get((article.site, fold(article.title)))
        if rank:
            found[article.id] = rank
    return found


def _lines(text: str) -> Iterator[str]:
    """The titles below a heading in plain text, up to what is no title."""
    rest = iter([line for line in map(str.strip, text.splitlines()) if line])
    if next((line for line in rest if _is_heading(line)), None):
        titles = (_NUMBER.sub("", plain(line), count=1) for line in rest)
        yield from islice(takewhile(_is_title, titles), MOST)


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and bool(_HEADING.fullmatch(" ".join(text.split())))


def _is_title(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not (is_invitation(text) or is_notice(text))


def _linked(tree: HtmlElement, url: str, site: str) -> Iterator[Ranked]:
    headings = (each for each in tree.iter() if isinstance(each.tag, str) and _is_heading(each.text or ""))
    blocks = (_block(heading, url, site) for heading in islice(headings, _MOST_HEADINGS))
    found = next((block for block in blocks if block), {})
    for rank, (name, title) in enumerate(islice(found.items(), MOST), 1):
        yield Ranked(rank=rank, name=name, site=site, title=title)


def _block(heading: HtmlElement, url: str, site: str) -> dict[str, str]:
    """The links below a heading, by the names of their addresses, with their texts; empty when there is no list of them."""
    for around in islice(heading.iterancestors(), _MOST_ABOVE):
        anchors = list(islice(_below(around, heading), _MOST_LINKS + 1))
        if len(anchors) > _MOST_LINKS or around.tag in {"body", "html"}:
            return {}
        found = _own(anchors, url, site)
        if len(found) >= _LEAST_LINKS:
            return found
    return {}


def _below(around: HtmlElement, heading: HtmlElement) -> Iterator[HtmlElement]:
    """The links in an element that follow a heading of it, up to the next heading that is none of its own list."""
    is_below = False
    for each in around.iter():
        if each is heading:
            is_below = True
        elif is_below and each.tag in _HEADINGS and not _is_of_link(each):
            return
        elif is_below and each.tag == "a" and each.get("href"):
            yield each


def _is_of_link(element: HtmlElement) -> bool:
    """Whether a heading is a link's title."""
    return any(each.tag == "a" for each in element.iterancestors()) or next(element.iter("a"), None) is not None


def _own(anchors: Iterable[HtmlElement], url: str, site: str) -> dict[str, str]:
    """Links to articles of the page's own site, each address once, with the longest of its texts."""
    found: dict[str, str] = {}
    for anchor in anchors:
        link = _absolute(anchor.get("href") or "", url)
        name, title = address_name(link), plain(" ".join(str(text) for text in anchor.itertext()))[:_LONGEST]
        if name and site_of(link, SourceId("")) == site:
            found[name] = max(found.get(name, ""), title, key=len)
    return {name: title for name, title in found.items() if len(title) >= _SHORTEST}


def _absolute(href: str, url: str) -> str:
    try:
        return canonical_url(urljoin(url, href.strip()))
    except ValueError:
        return ""
