"""feedparser, wrapped: the road that reads everything, correct and slow; only it and ``moments`` (dates) know it.

Its own sanitiser and its resolving of links inside markup are off (nh3 does both, once). Dates are understood by
feedparser's own reading of some forty forms.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from digest.errors import ParseError
from digest.gather.parsing.moments import instant, of_tuple
from digest.gather.parsing.published import Enclosure, Feed, Markup, Published, category_names, declared_image, longest, names_of
from digest.text import plain


def read(document: bytes, *, language: str = "") -> Feed:
    """A feed from a UTF-8 document; raises ``ParseError`` when it is none.

    feedparser is not told where the document came from, for it would resolve GUIDs too, and they must not change when
    a feed moves.
    """
    import feedparser  # noqa: PLC0415 - a tenth of a second that only gathering pays

    headers = {"content-type": "application/xml; charset=utf-8", "content-language": language}
    try:
        parsed = feedparser.parse(io.BytesIO(document), response_headers=headers, resolve_relative_uris=False, sanitize_html=False)
    except Exception as error:  # hostile documents reach errors inside feedparser that nobody listed
        raise ParseError("the feed cannot be read", cause=plain(f"{type(error).__name__}: {error}")[:200]) from error
    entries = parsed.get("entries") or []
    if not (parsed.get("version") or entries or parsed.get("feed")):
        raise ParseError("this is no feed", cause=plain(str(parsed.get("bozo_exception", "")))[:200])
    feed = parsed.get("feed") or {}
    return Feed(
        title=_markup(feed.get("title_detail"), feed.get("title", "")),
        link=_text(feed.get("link")) or _text((feed.get("atom_link") or {}).get("href")),
        language=_text(feed.get("language")),
        updated=_moment(feed, "updated") or _moment(feed, "published"),
        ttl_seconds=_number(feed.get("ttl"), 60) or _update_period(feed),
        entries=tuple(_entry(entry, is_rss=str(parsed.get("version", "")).startswith("rss")) for entry in entries),
    )


def looks_like_html(text: str) -> bool:
    """The guess of feedparser whether a text that should be plain is HTML after all."""
    from feedparser.mixin import _FeedParserMixin  # noqa: PLC0415 - feedparser offers its guess under no public name

    return bool(_FeedParserMixin.looks_like_html(text))


def has_meaning(space: str, prefix: str | None, name: str) -> bool:
    """Whether feedparser does more with an element than keep it under its own name."""
    from feedparser.mixin import _FeedParserMixin  # noqa: PLC0415 - as above

    known = {uri.lower(): short for uri, short in _FeedParserMixin.namespaces.items()}
    short = known.get(space.lower(), prefix or "").lower()
    return hasattr(_FeedParserMixin, f"_start_{short}_{name.lower()}" if short else f"_start_{name.lower()}")


def _entry(entry: Mapping[str, Any], *, is_rss: bool) -> Published:
    updated = _moment(entry, "updated")
    published = _moment(entry, "published") or _moment(entry, "created")
    enclosures = tuple(_enclosures(entry))
    return Published(
        guid=_text(entry.get("id")),
        link=_text(entry.get("link")),
        title=_markup(entry.get("title_detail"), entry.get("title", "")),
        summary=_markup(entry.get("summary_detail"), entry.get("summary", "")),
        content=longest([_markup(each, "") for each in entry.get("content") or ()]),
        author=_authors(entry),
        published=published or (updated if is_rss else None),  # dc:date is all that RSS 1.0 has
        updated=updated,
        categories=category_names([(_text(tag.get("term")), None, _text(tag.get("label"))) for tag in entry.get("tags") or ()]),
        enclosures=enclosures,
        image=declared_image(entry.get("media_content") or (), entry.get("media_thumbnail") or (), enclosures),
        comments=_comments(entry),
        language=_language(entry),
    )


def _authors(entry: Mapping[str, Any]) -> str:
    return names_of(_text(entry.get("author")), [_text(each.get("name")) for each in entry.get("authors") or () if each])


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    """A date as feedparser read it, or as we do where it could not."""
    return of_tuple(_own(entry, f"{name}_parsed")) or instant(_text(_own(entry, name)))


def _own(entry: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - whatever feedparser stored
    """A key the entry itself has: feedparser's own look-up passes ``published`` off as ``updated``, with a warning."""
    return dict.get(entry, key) if isinstance(entry, dict) else None


def _markup(detail: Mapping[str, Any] | None, text: str) -> Markup:
    if not detail:
        return Markup(text=_text(text))
    media = "text/plain" if detail.get("type") == "text/plain" else "text/html"
    return Markup(text=_text(detail.get("value")) or _text(text), media=media, base=_text(detail.get("base")))


def _enclosures(entry: Mapping[str, Any]) -> Iterable[Enclosure]:
    for each in entry.get("enclosures") or ():
        if address := _text(each.get("href") or each.get("url")):
            yield Enclosure(url=address, media=_text(each.get("type")))


def _comments(entry: Mapping[str, Any]) -> int | None:
    said = _text(entry.get("slash_comments") or entry.get("thr_total"))
    return int(said[:9]) if said.isascii() and said.isdigit() else None


def _language(entry: Mapping[str, Any]) -> str:
    details = [entry.get("title_detail"), *(entry.get("content") or ()), entry.get("summary_detail")]
    return next((_text(each.get("language")) for each in details if each and each.get("language")), "")


def _update_period(feed: Mapping[str, Any]) -> int:
    """RSS 1.0 syndication: ``updateFrequency`` times in each ``updatePeriod``."""
    period = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800}.get(_text(feed.get("sy_updateperiod")).lower(), 0)
    return period // max(_number(feed.get("sy_updatefrequency"), 1), 1)


def _number(value: object, unit: int) -> int:
    text = str(value or "").strip()
    return int(text[:9]) * unit if text.isascii() and text.isdigit() else 0


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
