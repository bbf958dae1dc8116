"""What a feed's head asks of its readers and where its older entries are, read beside either road.

``skipHours`` and ``skipDays`` (RSS 2.0) are looked for in the bytes, for broken documents have them too; the older page
is a link ``prev-archive`` of an archived feed or ``next`` of a paged one (RFC 5005), in Atom or as ``atom:link`` in RSS.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

_HOURS = re.compile(rb"<skipHours>(.{0,2000}?)</skipHours>", re.IGNORECASE | re.DOTALL)
_HOUR = re.compile(rb"<hour>\s*(\d{1,2})\s*</hour>", re.IGNORECASE)
_DAYS = re.compile(rb"<skipDays>(.{0,2000}?)</skipDays>", re.IGNORECASE | re.DOTALL)
_DAY = re.compile(rb"<day>\s*(mon|tues|wednes|thurs|fri|satur|sun)day\s*</day>", re.IGNORECASE)
_WEEK = (b"mon", b"tues", b"wednes", b"thurs", b"fri", b"satur", b"sun")
_LINK = "{http://www.w3.org/2005/Atom}link"
_OLDER = ("prev-archive", "next")


def skipped_hours(document: bytes) -> tuple[int, ...]:
    """Hours of the day, UTC, in which a feed asks not to be asked."""
    found = _HOURS.search(document) if b"skipHours>" in document else None
    return tuple(int(hour) for hour in _HOUR.findall(found[1])) if found else ()


def skipped_days(document: bytes) -> tuple[int, ...]:
    """Days of the week, Monday 0, on which a feed asks not to be asked."""
    found = _DAYS.search(document) if b"skipDays>" in document else None
    return tuple(_WEEK.index(day.lower()) for day in _DAY.findall(found[1])) if found else ()


def older_page(root: etree._Element | None) -> str:
    """Where the entries before these are, as written; empty when the document does not say."""
    if root is None:
        return ""
    heads = (root, *root.iterchildren("channel"))
    named = {each.get("rel", "").lower(): each.get("href", "").strip() for head in heads for each in head.iterchildren(_LINK)}
    return next((named[kind] for kind in _OLDER if named.get(kind)), "")
