"""One plain entry, read as feedparser reads it: the inner loop of the fast road.

A table gives each element the function that notes what it says; an element is looked up once a document type, not once
an entry. The order in which a feed says things matters as it does to feedparser: a second description is content, the last
link counts, an entry's own title beats that of its picture. Sources: as ``quick``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

from digest.gather.parsing.moments import instant
from digest.gather.parsing.published import Enclosure, Markup, Published, category_names, declared_image, longest, mailed_name, names_of
from digest.gather.parsing.quick_text import (
    ATOM,
    RSS_1,
    LinkedText,
    UnplainError,
    follow_link,
    is_meaningless,
    joined,
    language_of,
    markup_of,
    said_by,
)

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
_MEDIA = "{http://search.yahoo.com/mrss/}"
_ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
_SLASH = "{http://purl.org/rss/1.0/modules/slash/}"
_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_THREAD = "{http://purl.org/syndication/thread/1.0}"


@dataclass(slots=True, kw_only=True)
class Record(LinkedText):
    """An entry as far as it has been read."""

    language: str
    guid: str = ""
    title: Markup | None = None
    title_language: str = ""
    is_titled: bool = False
    summary: Markup | None = None
    summary_language: str = ""
    is_summarised: bool = False
    """Whether there is a summary, be it only a copy of the content."""
    contents: list[Markup] = field(default_factory=list)
    content_languages: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    author: str = ""
    is_signed: bool = False
    """Whether an author was named as text, not as a person."""
    is_quoting: bool = False
    """Whether another source was named: after it feedparser believes another title."""
    dates: dict[str, str] = field(default_factory=dict)
    tags: list[tuple[str | None, str | None, str | None]] = field(default_factory=list)
    enclosures: list[Enclosure] = field(default_factory=list)
    pictures: list[dict[str, str]] = field(default_factory=list)
    thumbnails: list[dict[str, str]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)


Element = etree._Element  # noqa: SLF001 - lxml gives its element type no public name
Noting = Callable[[Record, Element], None]


def entry_of(item: Element, *, is_rss: bool, language: str) -> Published:
    """What an item or entry says; raises ``UnplainError``."""
    record = Record(is_rss=is_rss, language=language)
    if item.attrib:
        if not set(item.attrib) <= {"{http://www.w3.org/XML/1998/namespace}lang", _ABOUT}:
            raise UnplainError
        record.language, record.guid = language_of(item, language), item.get(_ABOUT, "").strip()
    for child in item:
        noting = _TABLE.get(child.tag)  # type: ignore[arg-type] # a comment's tag is no text, and in no table
        if noting is not None:
            noting(record, child)
        elif isinstance(child.tag, str):
            _noting(child.tag, child.prefix)(record, child)
    return _published(record)


def _published(record: Record) -> Published:
    dates = record.dates
    updated = instant(dates.get("updated", ""))
    published = instant(dates.get("published", "")) or instant(dates.get("created", ""))
    languages = (record.title_language, *record.content_languages, record.summary_language)
    return Published(
        guid=record.guid,
        link=record.link or "",
        title=record.title or Markup(),
        summary=record.summary or Markup(text=record.contents[0].text if record.contents else ""),
        content=longest(record.contents),
        author=names_of(record.author, record.authors),
        published=published or (updated if record.is_rss else None),
        updated=updated,
        categories=category_names(record.tags),
        enclosures=tuple(record.enclosures),
        image=declared_image(record.pictures, record.thumbnails, record.enclosures),
        comments=_count(record.comments.get("slash") or record.comments.get("thread") or ""),
        language=next(filter(None, languages), ""),
    )


def _count(said: str) -> int | None:
    return int(said[:9]) if said.isascii() and said.isdigit() else None


# ---------------------------------------------------------------- what elements say


def _title(record: Record, element: Element) -> None:
    if record.is_titled and record.is_quoting:
        raise UnplainError
    if record.is_titled:
        said_by(element)
        return
    _media_title(record, element)
    record.is_titled = bool(record.title and record.title.text)


def _media_title(record: Record, element: Element) -> None:
    if record.is_titled and record.is_quoting:
        raise UnplainError
    markup = markup_of(element, is_rss=record.is_rss, default="text/plain")
    if not record.is_titled:
        record.title, record.title_language = markup, language_of(element, record.language)


def _guid(record: Record, element: Element) -> None:
    said = (
        next((value for name, value in element.attrib.items() if str(name).lower() == "ispermalink"), "true") if element.attrib else "true"
    )
    is_link = said == "true"
    guid = said_by(element)
    record.guid = joined(guid) if is_link else guid
    if is_link and record.link is None:
        record.link = record.guid


def _summary(record: Record, element: Element) -> None:
    _describe(record, element, "text/plain")


def _description(record: Record, element: Element) -> None:
    _describe(record, element, "text/html")


def _describe(record: Record, element: Element, default: str) -> None:
    """A summary; a second one before any content is content."""
    if record.is_summarised and not record.contents:
        _content(record, element)
        return
    record.summary = markup_of(element, is_rss=record.is_rss, default=default)
    record.summary_language = language_of(element, record.language)
    if not record.summary.text and record.contents:
        raise UnplainError
    record.is_summarised = True


def _content(record: Record, element: Element) -> None:
    _add_content(record, element, "text/plain")


def _encoded(record: Record, element: Element) -> None:
    _add_content(record, element, "text/html")


def _add_content(record: Record, element: Element, default: str) -> None:
    record.contents.append(markup_of(element, is_rss=record.is_rss, default=default))
    record.content_languages.append(language_of(element, record.language))
    record.is_summarised = True


def _author(record: Record, element: Element) -> None:
    """A name as text, or Atom's person; what holds an address among its text is taken apart by feedparser alone."""
    if len(element):
        _person(record, element)
        return
    record.is_signed = True
    record.author = said_by(element)
    record.authors.append(record.author)
    if "@" in "".join(record.authors) and not (len(record.authors) == 1 and mailed_name(record.author)):
        raise UnplainError


def _person(record: Record, element: Element) -> None:
    parts = {}
    for child in element:
        space, _, name = str(child.tag).rpartition("}")
        if f"{space}}}" == ATOM and name in {"name", "email", "uri", "url"}:
            parts[name] = said_by(child)
        elif not space or f"{space}}}" == ATOM or not isinstance(child.tag, str) or len(child):
            raise UnplainError
    name, email = parts.get("name", ""), parts.get("email", "")
    if record.authors and (record.is_signed or not (name or email)):
        raise UnplainError
    record.author = f"{name} ({email})" if name and email else name or email
    record.authors.append(name)


def _category(record: Record, element: Element) -> None:
    if element.attrib:
        _add_tag(record, element.get("term"), element.get("scheme", element.get("domain")), element.get("label"))
    value = said_by(element)
    if value and record.tags and not record.tags[-1][0]:
        _, scheme, label = record.tags[-1]
        record.tags[-1] = (value, scheme, label)
    elif value:
        _add_tag(record, value, None, None)


def _add_tag(record: Record, term: str | None, scheme: str | None, label: str | None) -> None:
    if (term or scheme or label) and (term, scheme, label) not in record.tags:
        record.tags.append((term, scheme, label))


def _media_keywords(record: Record, element: Element) -> None:
    _add_words(record, element, None)


def _itunes_keywords(record: Record, element: Element) -> None:
    _add_words(record, element, "http://www.itunes.com/")


def _add_words(record: Record, element: Element, scheme: str | None) -> None:
    for word in said_by(element).split(","):
        if word.strip():
            _add_tag(record, word.strip(), scheme, None)


def _link(record: Record, element: Element) -> None:
    follow_link(record, element)
    href = element.get("href") or element.get("url") or element.get("uri")
    if href and (element.get("rel") or "").lower() == "enclosure":
        record.enclosures.append(Enclosure(url=joined(href).strip(), media=(element.get("type") or "text/html").strip().lower()))


def _enclosure(record: Record, element: Element) -> None:
    if len(element):
        raise UnplainError
    href = (element.get("url") or element.get("uri") or element.get("href") or "").strip()
    if href:
        record.enclosures.append(Enclosure(url=href, media=(element.get("type") or "").strip().lower()))


def _dated(name: str) -> Noting:
    def note(record: Record, element: Element) -> None:
        record.dates[name] = said_by(element)

    return note


def _counted(name: str) -> Noting:
    def note(record: Record, element: Element) -> None:
        record.comments[name] = "" if element.attrib else said_by(element)

    return note


def _picture(record: Record, element: Element) -> None:
    record.pictures.append(_attributes(element))
    _inside(record, element)


def _thumbnail(record: Record, element: Element) -> None:
    attributes = _attributes(element)
    said = said_by(element)
    record.thumbnails.append({"url": said, **attributes} if said else attributes)


def _attributes(element: Element) -> dict[str, str]:
    found = {str(name).lower(): str(value) for name, value in element.attrib.items()}
    return found | {name: found[name].lower() for name in ("type", "rel") if name in found}


def _inside(record: Record, element: Element) -> None:
    """What stands within a group or a picture of Media RSS speaks for the entry."""
    for child in element:
        if isinstance(child.tag, str):
            if not child.tag.startswith(_MEDIA):
                raise UnplainError
            _noting(child.tag, child.prefix)(record, child)


def _nothing(_record: Record, element: Element) -> None:
    """An element of which nothing is kept; what it holds may be more."""
    if len(element):
        raise UnplainError


def _source(record: Record, _element: Element) -> None:
    """Where an entry was taken from; its title and links are that one's."""
    record.is_quoting = True


def _quoted(_record: Record, _element: Element) -> None:
    """An element that keeps to itself whatever it holds."""


def _unplain(_record: Record, _element: Element) -> None:
    raise UnplainError


_OWN: dict[str, Noting] = {
    "title": _title,
    "link": _link,
    "guid": _guid,
    "id": _guid,
    "description": _description,
    "summary": _summary,
    "content": _content,
    "author": _author,
    "category": _category,
    "enclosure": _enclosure,
    "pubdate": _dated("published"),
    "published": _dated("published"),
    "issued": _dated("published"),
    "updated": _dated("updated"),
    "source": _source,
    "contributor": _quoted,
    "comments": _nothing,
    "rights": _nothing,
    "subtitle": _nothing,
    "generator": _nothing,
}
_OTHERS: dict[str, Noting] = {
    f"{_DC}creator": _author,
    f"{_DC}date": _dated("updated"),
    f"{_DC}subject": _category,
    **{f"{_DC}{name}": _nothing for name in ("contributor", "language", "publisher", "rights")},
    f"{_TERMS}issued": _dated("published"),
    f"{_TERMS}modified": _dated("updated"),
    f"{_TERMS}created": _dated("created"),
    f"{_CONTENT}encoded": _encoded,
    f"{_SLASH}comments": _counted("slash"),
    f"{_THREAD}total": _counted("thread"),
    f"{_THREAD}in-reply-to": _nothing,
    f"{_ITUNES}author": _author,
    f"{_ITUNES}summary": _summary,
    f"{_ITUNES}keywords": _itunes_keywords,
    **{
        f"{_ITUNES}{name}": _nothing
        for name in ("subtitle", "explicit", "duration", "image", "title", "episode", "episodetype", "season", "order")
    },
    f"{_MEDIA}group": _inside,
    f"{_MEDIA}content": _picture,
    f"{_MEDIA}thumbnail": _thumbnail,
    f"{_MEDIA}title": _media_title,
    f"{_MEDIA}description": _description,
    f"{_MEDIA}keywords": _media_keywords,
    **{
        f"{_MEDIA}{name}": _nothing
        for name in ("credit", "copyright", "rating", "text", "player", "starrating", "statistics", "restriction")
    },
    f"{_MEDIA}community": _quoted,
}
_LOWERED = _OTHERS | {f"{space.lower()}{name}": noting for name, noting in _OWN.items() for space in ("", ATOM, RSS_1)}

_USUAL = {
    f"{_ITUNES}episodeType": _nothing,
    f"{_MEDIA}starRating": _nothing,
    "pubDate": _OWN["pubdate"],
    **{f"{ATOM}{name}": noting for name, noting in _OWN.items()},
}
_TABLE = _LOWERED | _USUAL
"""Also in the spelling of the standards, so that one look-up finds nearly all."""


@lru_cache(maxsize=512)
def _noting(tag: str, prefix: str | None) -> Noting:
    """Who notes what an element says; names are compared in lower case, as feedparser does."""
    lowered = tag.lower()
    if found := _LOWERED.get(lowered):
        return found
    return _nothing if is_meaningless(tag, prefix) else _unplain
