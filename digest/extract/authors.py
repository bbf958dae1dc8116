# ruff: noqa: RUF001 - marks and words of many languages are what these expressions look for
"""Who wrote an article: people first, as the page states or shows it.

Stated names (JSON-LD with its references followed, meta elements, the *written by* of sharing cards) come first, but a
publisher's own name stated as author gives way to a person whom a byline names. Bylines are elements named after
authors, then short lines that begin with *by*; the nearest to the heading counts, and none among comments or in forms.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from digest.extract.tree import has_few
from digest.text import fold, plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
)
_CARD = re.compile(r"written by|verfasst von|geschrieben von|écrit par|escrito por|scritto da|geschreven door|autor", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:ein |blog)?(?:beitrag|artikel) von|text von|written by|posted by|geschrieben von|verfasst von|eingestellt von|"
    r"view all posts by|zeige alle beiträge von|all posts by|por el|texto:? de|by|von|par|por|di|door|auteurs?|autor(?:in|en|es)?|authors?|"
    r"text|words|redaktion:|przez|автор)\s*:?\s+",
    re.IGNORECASE,
)
_LINE = re.compile(
    r"(?i:(?:by|von|par|por|di|door):?|text(?: von)?:?|autor(?:in|en)?:?|auteur ?:|author:|words:|redaktion:|(?:blog )?beitrag von|"
    r"artikel von|posted by|written by)\s+"
    r"((?:[^\W\d_][\w.'’-]*)(?:[ ,&]+(?:(?:and|und|et|y|e|en|i|van|von|de|der|del|da)\s+)?[^\W\d_a-zà-ÿ][\w.'’-]*){1,5})\Z"
)
_OPENS = re.compile(r"\s{0,99}(?:by|von|par|por|di|door|text|aut|words|reda|blog|beitr|artikel|posted|written)", re.IGNORECASE)
_NO_NAME = re.compile(
    r"https?:|www\.|\w@|\bw?p?admin\b|\badministrator\b|wordpressadmin|\d{4}|\d:\d\d|\bsa(?:gt|ys)\b|erforderlich|required|^beitrag|\*|"
    r"^(?:alle|all|about|name|e-?mail|follow|folgen|por|von|by|guest|gast|user|über|more|mehr|share|teilen|comments?|kommentare?|"
    r"artikel von)\Z|"
    r"^(?:alle|all|about|über|more from|mehr von|edited|posted|publi\w+|veröffentlicht|erstellt|updated|aktualisiert)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?:|www\.|\w@\w", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:[|•·]|[,(–-]\s*(?=\d)|\s(?=\d{1,2}[./ ])|\s@\w|\b(?:am|on|le|el|il|op)\s+\d|\bAlle Artikel\b).*\Z", re.DOTALL)
_HOST = re.compile(r"\S+\.[a-z]{2,4}", re.IGNORECASE)
_LONGEST = 60
_NAMED = re.compile(
    r"author|byline|\bautor|redakteur|verfasser|auteur|writer|journalist|contributor|posted-?by|\bvcard\b|username|itemposter|full-name",
    re.IGNORECASE,
)
_NAME_PLACES = re.compile(r"\bfn\b|author[-_]*name|\bname\b", re.IGNORECASE)
_NOT_HERE = re.compile(
    r"comment(?!ary)|reply|related|recommend|teaser|sidebar|widget|footer|disqus|respond|menu|most-|latest|bio\b", re.IGNORECASE
)
_ELSEWHERE = frozenset({"form", "nav", "aside"})
_NAME_ELEMENTS = frozenset(
    ["a", "span", "strong", "b", "p", "div", "li", "ul", "em", "i", "h2", "h3", "h4", "h5", "h6", "address", "cite", "small", "dd"]
)
_MOST_ELEMENTS = 8_000
_MOST_BYLINES = 12
_LONGEST_BYLINE = 200
_LONGEST_STATED = 1_000
_CLASS = 300
_MOST_INNER = 4
_SHORT = 80


def author_of(tree: HtmlElement, meta: Mapping[str, str], graph: Mapping[str, object], people: Mapping[str, Mapping[str, object]]) -> str:
    """The names, divided by ``; ``, empty where none is told.

    ``meta`` by name in lower case; ``graph`` is the article's JSON-LD, ``people`` the page's objects by their ``@id``.
    """
    sites = {fold(meta.get("og:site_name", "")), _publisher(graph, people)} - {""}
    stated = [name for name, is_person in _in_graph(graph.get("author"), people) if is_person and not _is_site(name, sites)]
    if not stated:
        stated = [name for name in _in_meta(meta) if not _is_site(name, sites)][:1]
    if not stated:
        stated = list(islice(_bylines(tree), 1))
    if not stated:
        stated = [name for name, _ in _in_graph(graph.get("author"), people)] or list(_in_meta(meta))[:1]
    return "; ".join(dict.fromkeys(stated))


def _is_site(name: str, sites: Collection[str]) -> bool:
    return fold(name) in sites or _HOST.fullmatch(name) is not None


def _publisher(graph: Mapping[str, object], people: Mapping[str, Mapping[str, object]]) -> str:
    return next((fold(name) for name, _ in _in_graph(graph.get("publisher"), people)), "")


def _in_graph(value: object, people: Mapping[str, Mapping[str, object]]) -> Iterator[tuple[str, bool]]:
    """Names in a JSON-LD value and whether each is a person's; references are followed once."""
    for each in value if isinstance(value, list) else [value]:
        said = people.get(str(each.get("@id")), each) if isinstance(each, dict) and "name" not in each else each
        names = said.get("name") if isinstance(said, dict) else said
        is_person = not (isinstance(said, dict) and "Organization" in str(said.get("@type")))
        for one in names if isinstance(names, list) else [names]:
            if isinstance(one, str) and (name := name_in(one)):
                yield name, is_person


def _in_meta(meta: Mapping[str, str]) -> Iterator[str]:
    written = [meta.get(f"twitter:data{at}", "") for at in (1, 2) if _CARD.search(meta.get(f"twitter:label{at}", ""))]
    yield from filter(None, map(name_in, [*(meta.get(name, "") for name in _META), *written]))


def name_in(text: str) -> str:
    """A person's name, or nothing: without *by*, and without what follows it (a date, a role after a bar)."""
    name = plain(unescape(text[:_LONGEST_STATED])).strip(" ,;|-–:")
    if _ADDRESS.search(name):
        return ""
    name = _BY.sub("", name, count=1) if _BY.match(name) else name
    name = _AFTER.sub("", name).strip(" ,;|-–:")
    return "" if len(name) > _LONGEST or _NO_NAME.search(name) or not name[:1].isalpha() else name


def _bylines(tree: HtmlElement) -> Iterator[str]:
    """Names that bylines show: elements named after authors, then short lines that begin with *by*."""
    body = tree.find("body")
    elements = [] if body is None else [element for element in islice(body.iter(), _MOST_ELEMENTS) if element.tag in _NAME_ELEMENTS]
    around = frozenset(outer for heading in tree.iter("h1") for outer in heading.iterancestors())
    for element in islice(_own(filter(_is_named, elements), around), _MOST_BYLINES):
        yield from islice(filter(None, map(name_in, _told(element))), 1)
    lines = (element for element in elements if _OPENS.match(element.text or "") and _LINE.match(_line_of(element)))
    for element in islice(_own(lines, around), _MOST_BYLINES):
        yield from filter(None, [name_in(_line_of(element))])


def _line_of(element: HtmlElement) -> str:
    """The element's text where it is a short line, else nothing."""
    if not has_few(element, _MOST_INNER) or len(element.text or "") > _LONGEST_BYLINE:
        return ""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > _LONGEST_BYLINE:
            return ""
    line = plain(text)
    return line if len(line) <= _SHORT else ""


def _is_named(element: HtmlElement) -> bool:
    names = f"{element.get('class', '')[:_CLASS]} {element.get('id', '')[:_CLASS]} {element.get('itemprop', '')[:_CLASS]}"
    return element.get("rel") == "author" or _NAMED.search(names) is not None


def _own(elements: Iterable[HtmlElement], around: Collection[HtmlElement]) -> Iterator[HtmlElement]:
    """Those that belong to the article: in no form or menu, not among comments; what the heading stands in, too, is no such thing."""
    for element in elements:
        outside = list(takewhile(lambda outer: outer not in around, (element, *element.iterancestors())))
        names = (f"{outer.get('class', '')[:_CLASS]} {outer.get('id', '')[:_CLASS]}" for outer in outside)
        if not any(outer.tag in _ELSEWHERE for outer in outside) and not any(map(_NOT_HERE.search, names)):
            yield element


def _told(element: HtmlElement) -> Iterator[str]:
    """What may be the name in a byline: what is marked as one, a link's text, all of it."""
    for inner in element.iterdescendants():
        if inner.get("itemprop") == "name" or inner.get("rel") == "author" or _NAME_PLACES.search(inner.get("class", "")[:_CLASS]):
            yield inner.text_content()[:_LONGEST_BYLINE]
    links = islice(element.iter("a"), 3)
    yield from (link.text_content()[:_LONGEST_BYLINE] for link in links)
    yield element.text_content()[:_LONGEST_BYLINE]
