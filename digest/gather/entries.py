"""From what a feed says to ``Entry`` values: harmless, resolved, and with dates that can be believed.

A date more than 24 hours ahead or before 1990 is no date. An entry without one, from a source's first fetch, is
backlog: nobody can tell how old it is. Entries that repeat an earlier one of the same document are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from digest.gather.parsing.markup import bare_words, kept, line, web_link
from digest.gather.parsing.published import Feed, Markup, Published
from digest.gather.picture import lead_image
from digest.model import Entry, Image, Source
from digest.text import plain
from digest.text.pixels import is_pixel

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
AHEAD = timedelta(hours=24)
MAX_CATEGORIES = 50
MAX_MARKS = 300_000
"""Of ``<`` and ``&`` in the texts of one document; a sanitiser takes some seven microseconds for each."""
_MAX_TEXT = 50_000
_MAX_GUID = 1_000
_MAX_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """When and from where a document came."""

    source: Source
    url: str
    """Where it was fetched: what relative links are relative to."""
    now: datetime
    is_first: bool
    """Whether it is the source's first."""


def entries_of(feed: Feed, arrival: Arrival) -> tuple[Entry, ...]:
    """The entries of a feed in its order, none twice; what has neither title nor text nor link is left out."""
    base = web_link(feed.link, arrival.url) or arrival.url
    read = map(_lightened, feed.entries) if _is_dense(feed) else feed.entries
    made = (_entry(each, feed, arrival, base) for each in read)
    return tuple(unrepeated(entry for entry in made if entry.title or entry.content or entry.link))


def _is_dense(feed: Feed) -> bool:
    """Whether so much markup stands in a document that sanitising it would take many seconds."""
    texts = (text for each in feed.entries for text in (each.summary.text, each.content.text))
    return sum(text.count("<") + text.count("&") for text in texts) > MAX_MARKS


def _lightened(entry: Published) -> Published:
    """The entry's words as plain text, cut where nobody reads any more."""
    summary, content = (Markup(text=bare_words(each.text[:_MAX_TEXT]), media="text/plain") for each in (entry.summary, entry.content))
    return replace(entry, summary=summary, content=content)


def believed(moment: datetime | None, now: datetime) -> datetime | None:
    """A date, unless it is more than 24 hours ahead or before 1990."""
    return moment if moment and EARLIEST <= moment <= now + AHEAD else None


def _entry(entry: Published, feed: Feed, arrival: Arrival, base: str) -> Entry:
    link = web_link(entry.link, base) if entry.link else ""
    text = max((entry.content, entry.summary), key=lambda each: len(each.text))
    updated = believed(entry.updated, arrival.now)
    published = believed(entry.published, arrival.now) or updated
    return Entry(
        source=arrival.source.id,
        guid=plain(entry.guid)[:_MAX_GUID],
        link=link,
        title=line(entry.title),
        content=kept(text, link or base),
        media=text.media,
        author=line(Markup(text=entry.author))[:_MAX_NAME],
        published=published,
        updated=updated,
        categories=_categories(entry.categories),
        language=arrival.source.language or plain(entry.language or feed.language)[:35],
        image=_image(entry, text, link or base),
        comments=entry.comments,
        seen=arrival.now,
        is_backlog=published is None and arrival.is_first,
    )


def _categories(names: Iterable[str]) -> tuple[str, ...]:
    cleaned = (line(Markup(text=name))[:_MAX_NAME] for name in names)
    return tuple(dict.fromkeys(name for name in cleaned if name))[:MAX_CATEGORIES]


def _image(entry: Published, text: Markup, base: str) -> Image | None:
    """What the feed declares, else the first picture in the text; neither when it only watches the reader."""
    if entry.image and (url := web_link(entry.image.url, base)):
        told = Image(url=url, alt=plain(entry.image.alt), width=entry.image.width, height=entry.image.height)
        if not is_pixel(told.url, width=told.width, height=told.height):
            return told
    return lead_image(text, base)


def unrepeated(entries: Iterable[Entry]) -> Iterable[Entry]:
    """The entries, none twice. A GUID alone does not make a repetition: some feeds give all their entries the same one."""
    seen: set[tuple[str, ...]] = set()
    for entry in entries:
        key = (entry.guid, entry.link) if entry.guid or entry.link else ("", entry.title, entry.content)
        if key not in seen:
            seen.add(key)
            yield entry
