"""What a page declares of itself: title, author, date, section, tags, language.

Sources, in the order they are asked: JSON-LD with schema.org's Article types, Open Graph, Dublin Core and other meta
elements, then the markup's own habits (``rel=author``, ``time datetime``, ``h1``). A title is what the page's heading
and its ``title`` element agree on; site names hung behind it are cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from digest.extract.authors import author_of
from digest.extract.clean import language_named
from digest.extract.picture import page_image
from digest.extract.titles import title_of
from digest.extract.walls import is_declared_locked
from digest.model import Image
from digest.text import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LD_LIMIT = 400_000
"""Characters of one JSON-LD block that are still read."""
_LD_DEPTH = 6
_LONGEST_META = 10_000
_LD_BLOCKS = 30
_ARTICLE = re.compile(r"Article|Posting|Report\b|Review\b|Recipe\b|WebPage\b")
_MAIN_ARTICLE = re.compile(r"Article|Posting|Report\b")
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
    objects = _ld_objects(tree)
    graph = _article_graph(objects, url)
    people = {str(found["@id"]): found for found in objects if "@id" in found and "name" in found}
    return Declared(
        title=title_of(tree, meta, headline=_text(graph.get("headline")), url=url),
        author=author_of(tree, meta, graph, people),
        date=_date(meta, graph),
        section=plain(unescape(_text(graph.get("articleSection")) or meta.get("article:section", ""))),
        tags=_tags(meta, graph),
        language=language_named(tree.get("lang", ""), meta.get("og:locale", ""), _text(graph.get("inLanguage"))),
        text=unescape(_text(graph.get("articleBody"))),
        image=page_image(meta, graph, url),
        is_locked=is_declared_locked(meta, graph),
    )


def metas(tree: HtmlElement) -> dict[str, str]:
    """The meta elements by name, property or itemprop in lower case; the first of a name wins."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "")[:_LONGEST_META].strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _contents(tree: HtmlElement, name: str) -> list[str]:
    return [plain(element.get("content") or "") for element in tree.iter("meta") if element.get("property") == name]


def _ld_objects(tree: HtmlElement) -> list[Mapping[str, object]]:
    """Every JSON-LD object of the page, nested ones too."""
    scripts = (script for script in tree.iter("script") if "ld+json" in (script.get("type") or ""))
    return [found for script in islice(scripts, _LD_BLOCKS) for found in _objects(_loaded(script.text or ""))]


def _article_graph(objects: Sequence[Mapping[str, object]], url: str) -> Mapping[str, object]:
    """The JSON-LD object of the page's own article; empty without one."""
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


# ---------------------------------------------------------------- author, date, tags


def _date(meta: Mapping[str, str], graph: Mapping[str, object]) -> str:
    """What is declared as the publication; meta elements that only say *date* often mean the last change (``dated`` has them)."""
    return next((meta[name] for name in _DATE_NAMES if name in meta), "") or _text(graph.get("datePublished"))


def _tags(meta: Mapping[str, str], graph: Mapping[str, object]) -> tuple[str, ...]:
    words = graph.get("keywords") or meta.get("news_keywords") or meta.get("keywords") or ""
    listed = words if isinstance(words, list) else str(words).split(",")
    return tuple(dict.fromkeys(name for name in (plain(unescape(str(word)))[:64] for word in listed[:20]) if name))
