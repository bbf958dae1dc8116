"""When a page says that its article was published.

What is declared is believed first (``metadata`` reads it); a day in the address (``/2026/11/20/``) is the site's own
and wins where it differs. Only where neither is there, the page is looked at: ``time`` elements, elements named after
dates, and short lines, of which the one nearest to the heading counts; then the description, then an instant of the
last change. **The day of the visit is never claimed** on the word of a line: pages print today's date in their
mastheads. Only an attribute that machines read may say today. Nothing here reads a clock; ``latest`` is the visit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from digest.extract.calendar_days import LONGEST, days_in
from digest.extract.dates import EARLIEST, read_date
from digest.extract.tree import has_few
from digest.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|\Z)")
_IN_PATH_BACKWARDS = re.compile(r"/[^/]{0,99}?(?<!\d)(0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-((?:19|20)\d\d)(?!\d)")
_ARCHIVED = re.compile(r"\Ahttps?://web\.archive\.org/web/\d+[a-z_]*/")
_NAMES = re.compile(
    r"date|datum|fecha|(?<!meta)data(?!\w*table)|\btime|publi|posted|stand\b|meta|info|calendar|author|byline|kicker", re.IGNORECASE
)
_OTHERS = re.compile(r"related|comment(?!ary)|recommend|most-?(?:read|popular)|latest|menu|reply|slider|swiper", re.IGNORECASE)
_ASIDE = re.compile(r"teaser|sidebar|footer|widget|event|copyright|caption", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_CHANGED = re.compile(r"modif|updat|aktualisiert|mise à jour|actualizad|aggiornat|bijgewerkt|обновлен|geändert", re.IGNORECASE)
_LOOKED_AT = frozenset(
    {
        "div",
        "span",
        "p",
        "li",
        "dd",
        "td",
        "small",
        "em",
        "abbr",
        "font",
        "i",
        "b",
        "strong",
        "section",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "nobr",
    }
)
_LINE = 120
"""Characters; a longer text is no line that tells a date."""
_OPENING = 40
"""Characters of a longer paragraph that may open with a date."""
_MOST_INNER = 12
"""Elements inside one that is still taken for a line."""
_FARTHEST = 400
"""Elements from the heading at which a date may stand."""
_BEFORE, _UNNAMED = 3, 25
"""A date before the heading counts as so many times as far away · and one in a line that nothing names, so many elements farther."""
_MOST_ELEMENTS = 20_000
_LOOSE = ("date", "dc.date.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date")
_DESCRIPTIONS = ("description", "og:description")
_CHANGES = ("article:modified_time", "og:updated_time", "last-modified", "datemodified", "dcterms.modified")


class Stated(NamedTuple):
    """What is known of the page before it is looked at."""

    meta: Mapping[str, str]
    """The meta elements by name in lower case."""
    url: str = ""
    title: str = ""
    date: str = ""
    """What the metadata state."""


class _Found(NamedTuple):
    """A day that stands on the page, and how far from the heading."""

    distance: int
    day: datetime
    is_for_machines: bool


def date_of(tree: HtmlElement, page: Stated, *, latest: datetime | None = None) -> datetime | None:
    """The instant (midnight in UTC where only a day is known) at which the article was published; None when nothing says so.

    ``latest`` is when the page was visited: a later date, or one before 1990, is none.
    """
    language = (tree.get("lang") or "")[:12]
    stated = _believable(_read(page.date, language), latest)
    named = _believable(day_in_address(page.url), latest)
    if named is not None:
        return stated if stated is not None and stated.date() == named.date() else named
    return stated or _shown(tree, page.title, language, latest) or _mentioned(page.meta, language, latest)


def day_in_address(url: str) -> datetime | None:
    """The day that an address names; None when it names none."""
    path = _ARCHIVED.sub("", url)[:LONGEST]
    if match := _IN_PATH.search(path):
        return read_date("-".join(match.groups()))
    backwards = _IN_PATH_BACKWARDS.search(path)
    return read_date("-".join(reversed(backwards.groups()))) if backwards else None


def _read(text: str, language: str) -> datetime | None:
    """A date as metadata give it: ISO 8601, else as people write it."""
    return (read_date(text) or next(days_in(text, language=language), None)) if text else None


def _believable(when: datetime | None, latest: datetime | None) -> datetime | None:
    is_past = when is not None and when >= EARLIEST and (latest is None or when <= latest + timedelta(days=1))
    return when if is_past else None


def _shown(tree: HtmlElement, title: str, language: str, latest: datetime | None) -> datetime | None:
    """The date that stands nearest to the heading."""
    body = tree.find("body")
    if body is None:
        return None
    elements = list(islice(body.iter(), _MOST_ELEMENTS))
    heading = _heading(elements, fold(title))
    near = range(max(0, heading - _FARTHEST // _BEFORE), min(len(elements), heading + _FARTHEST)) if heading else range(len(elements))
    around = frozenset(elements[heading].iterancestors())
    found = [each for at in near for each in _dates_at(elements[at], at - heading, language=language, around=around)]
    today = latest.date() if latest else None
    told = [each for each in found if _believable(each.day, latest) and (each.is_for_machines or each.day.date() != today)]
    return min(told).day if told else None


def _heading(elements: Sequence[HtmlElement], title: str) -> int:
    """Where the article's heading stands: the one that says its title, else the longest of the first rank, else the top."""
    headings = [(at, fold(element.text_content()[:LONGEST])) for at, element in enumerate(elements) if element.tag in _HEADINGS]
    same = next((at for at, text in headings if text and title and (title.startswith(text) or text.endswith(title))), None)
    if same is not None:
        return same
    return max(((len(text), -at) for at, text in headings if elements[at].tag == "h1"), default=(0, 0))[1] * -1


def _dates_at(element: HtmlElement, offset: int, *, language: str, around: Collection[HtmlElement]) -> Iterator[_Found]:
    """The first date an element tells, if it is a line that may tell one."""
    if element.tag == "time":
        text, distance, is_read = element.get("datetime") or _line_of(element), 0, element.get("datetime") is not None
    elif element.tag in _LOOKED_AT and has_few(element, _MOST_INNER):
        text, is_read = _line_of(element), False
        distance = 0 if _is_named(element) else _UNNAMED
    else:
        return
    if not any(map(str.isdigit, text)):
        return
    day = (read_date(text) if is_read else None) or next(days_in(text, language=language, with_short_years=distance == 0), None)
    if day:
        changed = _FARTHEST if _CHANGED.search(f"{element.get('class', '')} {element.get('itemprop', '')} {text}") else 0
        far = offset if offset >= 0 else -offset * _BEFORE
        yield from (_Found(distance + changed + far + doubt, day, is_read) for doubt in _doubts(element, around))


def _doubts(element: HtmlElement, around: Collection[HtmlElement]) -> Iterator[int]:
    """How much farther the date counts for standing among other things; nothing where it is another article's or a reader's.

    ``around`` are the elements that the heading stands in, too: they are no other things.
    """
    doubt = 0
    for outer in (element, *element.iterancestors()):
        if outer in around or outer.tag == "body":
            break
        names = f"{outer.get('class', '')[:LONGEST]} {outer.get('id', '')[:LONGEST]}"
        if outer.tag == "nav" or _OTHERS.search(names):
            return
        if outer.tag in {"aside", "footer"} or _ASIDE.search(names):
            doubt += _UNNAMED * 2
    yield doubt


def _line_of(element: HtmlElement) -> str:
    """The element's text where it is a short line, else the few words it opens with."""
    text = ""
    for piece in element.itertext():
        text += piece.strip() + " "
        if len(text) > _LINE:
            return text[:_OPENING] if element.tag in {"p", "strong", "b"} else ""
    return text


def _is_named(element: HtmlElement) -> bool:
    outer = element.getparent()
    places = (element,) if outer is None or not has_few(outer, _MOST_INNER) else (element, outer)
    return any(_names_a_date(f"{place.get('class', '')[:LONGEST]} {place.get('id', '')[:LONGEST]}") for place in places)


@lru_cache(maxsize=4_096)
def _names_a_date(name: str) -> bool:
    return _NAMES.search(name) is not None


def _mentioned(meta: Mapping[str, str], language: str, latest: datetime | None) -> datetime | None:
    """What meta elements call a date without saying of what, else a day in the description, else the instant of the last change."""
    loosely = (moment for name in _LOOSE if (moment := _read(meta.get(name, ""), language)))
    described = (day for name in _DESCRIPTIONS for day in days_in(meta.get(name, ""), language=language))
    changed = (moment for name in _CHANGES if (moment := _read(meta.get(name, ""), language)))
    return next((when for when in (*loosely, *described, *changed) if _believable(when, latest)), None)
