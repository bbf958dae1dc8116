# ruff: noqa: RUF001 - marks and quotes of many languages are what these expressions look for
"""What a page declares of itself: title, author, date, section, tags, language.

Sources, in the order they are asked: JSON-LD with schema.org's Article types, Open Graph, Dublin Core and other meta
elements, then the markup's own habits (``rel=author``, ``time datetime``, ``h1``). A title is what the page's heading
and its ``title`` element agree on; site names hung behind it are cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from digest.extract.clean import language_named
from digest.extract.picture import page_image
from digest.extract.walls import is_declared_locked
from digest.model import Image
from digest.text import fold, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LD_LIMIT = 400_000
"""Characters of one JSON-LD block that are still read."""
_LD_DEPTH = 6
_ARTICLE = re.compile(r"Article|Posting|Report\b|Review\b|Recipe\b|WebPage\b")
_MAIN_ARTICLE = re.compile(r"Article|Posting|Report\b")
_SEPARATOR = re.compile(r"\s+[|–—»·•:\-]\s+|\s*[|»]\s*|\s+::\s+")
_BY = re.compile(
    r"(?:by|von|par|por|di|door|autor(?:in)?|author|text|written by|posted by|geschrieben von|eingestellt von|"
    r"artikel von:?|view all posts by|zeige alle beiträge von|all posts by|przez|автор)\s*:?\s+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?://|www\.|@|\badmin\b|\bredaktion\b|\d{4}|\bsa(?:gt|ys)\b|erforderlich|required|^beitrag|^(?:alle|all|about)\b", re.IGNORECASE
)
_LONGEST_NAME = 60
_AUTHOR_PLACES = (
    '//a[@rel="author"]|//*[@itemprop="author"]//*[@itemprop="name"]|//*[@itemprop="author"]',
    '//*[contains(concat(" ", @class, " "), " author ")]//a|//*[contains(@class, "byline")]//a|//*[contains(@class, "author-name")]',
    '//*[contains(@class, "author")]|//*[contains(@class, "byline")]',
)
_DATE_NAMES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a page says of its article; empty where it says nothing."""

    title: str = ""
    author: str = ""
    """Names divided by ``; ``."""
    date: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    language: str = ""
    text: str = ""
    """JSON-LD's ``articleBody``."""
    image: Image | None = None
    is_locked: bool = False
    """It says of itself that only some may read it."""


def declared(tree: HtmlElement, meta: Mapping[str, str], url: str = "") -> Declared:
    """Read what the page declares; ``meta`` as ``metas`` gives it, ``url`` tells its own JSON-LD from that of others."""
    graph = _article_graph(tree, url)
    return Declared(
        title=_title(tree, meta, graph),
        author=_author(tree, meta, graph),
        date=_date(meta, graph),
        section=plain(unescape(_text(graph.get("articleSection")) or meta.get("article:section", ""))),
        tags=_tags(meta, graph),
        language=language_named(tree.get("lang", ""), meta.get("og:locale", ""), _text(graph.get("inLanguage"))),
        text=unescape(_text(graph.get("articleBody"))),
        image=page_image(meta, graph, url),
        is_locked=is_declared_locked(meta, graph),
    )


def titles_of(tree: HtmlElement, facts: Declared) -> frozenset[str]:
    """Every wording of the title, folded: what is no news in the first lines of its text."""
    found = [facts.title, *_headings(tree), _first(tree, "//title"), *_contents(tree, "og:title")]
    pieces = [piece for title in found for piece in (title, *_SEPARATOR.split(title))]
    return frozenset(fold(piece) for piece in pieces if len(piece) > 1)


def metas(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by name, property or itemprop in lower case; the first of a name wins."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _contents(tree: HtmlElement, name: str) -> list[str]:
    return [plain(element.get("content") or "") for element in tree.iter("meta") if element.get("property") == name]


def _article_graph(tree: HtmlElement, url: str) -> Mapping[str, object]:
    """The JSON-LD object of the page's own article; empty without one."""
    objects = [
        found for script in tree.iter("script") if "ld+json" in (script.get("type") or "") for found in _objects(_loaded(script.text or ""))
    ]
    articles = [found for found in objects if _ARTICLE.search(_text(found.get("@type")))]
    main = [found for found in articles if _MAIN_ARTICLE.search(_text(found.get("@type")))]
    own = [
        found
        for found in main
        if url
        and url.split("?", maxsplit=1)[0].rstrip("/") in json.dumps([found.get("url"), found.get("mainEntityOfPage"), found.get("@id")])
    ]
    return next(iter([*own, *main, *articles]), {})


def _loaded(text: str) -> object:
    if len(text) > _LD_LIMIT:
        return None
    try:
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->"), strict=False)
    except (ValueError, RecursionError):  # not JSON, or nested to hurt: the page's other metadata stand
        return None


def _objects(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    if depth > _LD_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        value = [inner for inner in value.values() if isinstance(inner, (dict, list))]
    if isinstance(value, list):
        for inner in value:
            yield from _objects(inner, depth + 1)


def _text(value: object) -> str:
    """A JSON-LD value as text: the first of a list, the name of an object."""
    if isinstance(value, list):
        return " ".join(item for item in value if isinstance(item, str)) or (_text(value[0]) if value else "")
    if isinstance(value, dict):
        return _text(value.get("name"))
    return value if isinstance(value, str) else ""


# ---------------------------------------------------------------- title


def _title(tree: HtmlElement, meta: Mapping[str, str], graph: Mapping[str, object]) -> str:
    shown = plain(_first(tree, "//title"))
    shared = plain(unescape(meta.get("og:title", ""))) or plain(unescape(meta.get("twitter:title", "")))
    site = fold(meta.get("og:site_name", ""))
    headings = _headings(tree)
    agreed = [heading for heading in headings if _opens(shown, heading) or _opens(shared, heading)]
    if agreed:
        return max(agreed, key=len)
    stated = shared or plain(unescape(_text(graph.get("headline"))))
    names = {site, *map(fold, headings)} - {""}
    if stated:
        return _without_site(stated, names, shown)
    return headings[0] if len(headings) == 1 and fold(headings[0]) not in fold(shown) else _without_site(shown, names, "")


def _headings(tree: HtmlElement) -> list[str]:
    found = (plain(heading.text_content()) for heading in tree.iter("h1"))
    return [heading for heading in found if heading]


def _opens(title: str, heading: str) -> bool:
    """Whether a heading is the title's beginning, or all of it."""
    folded = fold(heading)
    return bool(folded) and fold(title).startswith(folded)


def _without_site(title: str, names: set[str], shown: str) -> str:
    """The title without the site's name at either end."""
    pieces = [piece for piece in _SEPARATOR.split(title) if piece.strip()]
    if len(pieces) <= 1 or (not names and not shown):
        return title if shown or len(pieces) <= 1 else _longest_end(title, pieces)
    if fold(pieces[-1]) in names or (len(pieces[-1].split()) == 1 and "." in pieces[-1]):
        return title[: title.rfind(pieces[-1])].rstrip(" |–—»·•:-")
    if fold(pieces[0]) in names:
        return title[title.find(pieces[0]) + len(pieces[0]) :].lstrip(" |–—»·•:-")
    return title if shown else _longest_end(title, pieces)


def _longest_end(title: str, pieces: list[str]) -> str:
    """Of a title whose site is not known: without its last piece where that is short, else as it is."""
    return title[: title.rfind(pieces[-1])].rstrip(" |–—»·•:-") if len(pieces[-1]) < len(title) / 2 else title


def _first(tree: HtmlElement, path: str) -> str:
    return next((" ".join(element.text_content().split()) for element in tree.xpath(path)), "")


# ---------------------------------------------------------------- author, date, tags


def _author(tree: HtmlElement, meta: Mapping[str, str], graph: Mapping[str, object]) -> str:
    stated = _names(graph.get("author"))
    if not stated:
        given = (
            meta.get(name, "")
            for name in ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
        )
        stated = [name for name in map(_name, given) if name][:1]
    if not stated:
        found = (_name(element.text_content()) for path in _AUTHOR_PLACES for element in tree.xpath(path)[:5])
        stated = [name for name in found if name][:1]
    return "; ".join(dict.fromkeys(stated))


def _names(value: object) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [name for name in (_name(_text(item)) for item in found) if name]


def _name(text: str) -> str:
    """A person's name, or nothing."""
    name = plain(unescape(text)).strip(" ,;|-–:")
    name = _BY.sub("", name, count=1) if _BY.match(name) else name
    return "" if len(name) > _LONGEST_NAME or _NO_NAME.search(name) or not name[:1].isalpha() else name


def _date(meta: Mapping[str, str], graph: Mapping[str, object]) -> str:
    """What is declared as the publication; meta elements that only say *date* often mean the last change (``dated`` has them)."""
    return next((meta[name] for name in _DATE_NAMES if name in meta), "") or _text(graph.get("datePublished"))


def _tags(meta: Mapping[str, str], graph: Mapping[str, object]) -> tuple[str, ...]:
    words = graph.get("keywords") or meta.get("news_keywords") or meta.get("keywords") or ""
    listed = words if isinstance(words, list) else str(words).split(",")
    return tuple(dict.fromkeys(name for name in (plain(unescape(str(word)))[:64] for word in listed[:20]) if name))
