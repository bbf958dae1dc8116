"""feedparser, wrapped: the road that reads everything, correct and slow; the only file that knows it.

Its own sanitiser and its resolving of links inside markup are off (nh3 does both, once). Dates are understood by
feedparser's own reading of some forty forms.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.errors import ParseError
from digest.gather.published import Enclosure, Feed, Markup, Published
from digest.model import Image
from digest.text import plain

_MAIL_FIRST = re.compile(r"\S{1,200}@\S{1,200}\s{1,5}\((.{1,200})\)")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
        updated=_instant(feed.get("updated_parsed")),
        ttl_seconds=_number(feed.get("ttl"), 60) or _update_period(feed),
        entries=tuple(_entry(entry, is_rss=str(parsed.get("version", "")).startswith("rss")) for entry in entries),
    )


def parse_date(text: str) -> datetime | None:
    """An instant from any of the forms dates take in feeds; None when it is none of them."""
    from feedparser.datetimes import _parse_date  # noqa: PLC0415 - feedparser offers its reading of dates under no public name

    try:
        return _instant(_parse_date(text))
    except Exception:  # noqa: BLE001 - its readers raise whatever struct_time and re do; what raises is no date
        return None


def _entry(entry: Mapping[str, Any], *, is_rss: bool) -> Published:
    updated = _instant(_own(entry, "updated_parsed"))
    published = _instant(_own(entry, "published_parsed")) or _instant(_own(entry, "created_parsed"))
    return Published(
        guid=_text(entry.get("id")),
        link=_text(entry.get("link")),
        title=_markup(entry.get("title_detail"), entry.get("title", "")),
        summary=_markup(entry.get("summary_detail"), entry.get("summary", "")),
        content=_longest(_markup(each, "") for each in entry.get("content") or ()),
        author=_authors(entry),
        published=published or (updated if is_rss else None),  # dc:date is all that RSS 1.0 has
        updated=updated,
        categories=_categories(entry),
        enclosures=tuple(_enclosures(entry)),
        image=_image(entry),
        comments=_comments(entry),
        language=_language(entry),
    )


def _authors(entry: Mapping[str, Any]) -> str:
    single = _text(entry.get("author"))
    if mailed := _MAIL_FIRST.fullmatch(single):
        return mailed[1]  # RSS 2.0: "ada@herald.example (Ada)", where feedparser takes long top-level domains apart
    names = [_text(each.get("name")) for each in entry.get("authors") or () if each]
    return ", ".join(dict.fromkeys(filter(None, names))) or single


def _categories(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """For people first (label), then for machines (term); addresses of taxonomies are no names."""
    named = [_text(tag.get(key)) for key in ("label", "term") for tag in entry.get("tags") or ()]
    return tuple(dict.fromkeys(name for name in named if name and "://" not in name))


def _own(entry: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - whatever feedparser stored
    """A key the entry itself has: feedparser's own look-up passes ``published`` off as ``updated``, with a warning."""
    return dict.get(entry, key) if isinstance(entry, dict) else None


def _markup(detail: Mapping[str, Any] | None, text: str) -> Markup:
    if not detail:
        return Markup(text=_text(text))
    media = "text/plain" if detail.get("type") == "text/plain" else "text/html"
    return Markup(text=_text(detail.get("value")) or _text(text), media=media, base=_text(detail.get("base")))


def _longest(texts: Iterable[Markup]) -> Markup:
    return max(texts, key=lambda each: len(each.text), default=Markup())


def _enclosures(entry: Mapping[str, Any]) -> Iterable[Enclosure]:
    for each in entry.get("enclosures") or ():
        if address := _text(each.get("href") or each.get("url")):
            yield Enclosure(url=address, media=_text(each.get("type")))


def _image(entry: Mapping[str, Any]) -> Image | None:
    """The picture a feed itself declares (Media RSS, else an enclosure), widest first."""
    declared = [each for each in entry.get("media_content") or () if _is_image(each)]
    enclosed = [{"url": each.url} for each in _enclosures(entry) if each.media.startswith("image/")]
    candidates = sorted(declared, key=_width, reverse=True) + list(entry.get("media_thumbnail") or ()) + enclosed
    for each in candidates:
        if address := _text(each.get("url")):
            return Image(url=address, width=_width(each), height=_number(each.get("height"), 1))
    return None


def _is_image(media: Mapping[str, Any]) -> bool:
    return media.get("medium") == "image" or str(media.get("type", "")).startswith("image/")


def _width(media: Mapping[str, Any]) -> int:
    return _number(media.get("width"), 1)


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


def _instant(value: Any) -> datetime | None:  # noqa: ANN401 - a struct_time or nothing
    try:
        return _EPOCH + timedelta(seconds=calendar.timegm(value)) if value else None
    except (ValueError, TypeError, OverflowError):
        return None
