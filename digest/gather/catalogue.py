"""The starter catalogue: well-known feeds as facts, and which of them suit a tag, a language, a country.

``catalogue.csv`` beside this file has a line a feed: title, address, site, language (BCP 47), country of the publisher
(ISO 3166), tags. It is read when first asked for. What is suggested begins with feeds that bear most of the tags and
few others, and goes from site to site, so that the first ten are not one publisher's.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("catalogue.csv")


class Suggestion(NamedTuple):
    """One feed of the catalogue."""

    title: str
    url: str
    site: str
    """The publisher's front page."""
    language: str
    """BCP 47."""
    country: str
    """Where its publisher is: ISO 3166-1, two capital letters."""
    tags: tuple[str, ...]


@cache
def catalogue() -> tuple[Suggestion, ...]:
    """Every feed, in the order of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(
            Suggestion(title, url, site, language, country, tuple(tags.split())) for title, url, site, language, country, tags in lines
        )


def catalogue_tags() -> tuple[str, ...]:
    """Every tag that has feeds, those with most first."""
    counts = Counter(tag for feed in catalogue() for tag in feed.tags)
    return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))


def suggested(tags: Collection[str], *, language: str = "", country: str = "", limit: int = 20) -> tuple[Suggestion, ...]:
    """Feeds that bear one of the tags, best first.

    ``language`` means its regions and scripts too (``pt`` finds ``pt-BR``); empty language or country = any.
    """
    wanted = set(tags)
    found = [feed for feed in catalogue() if wanted & set(feed.tags) and _speaks(feed, language) and country.upper() in {"", feed.country}]
    best = sorted(found, key=lambda feed: (-len(wanted & set(feed.tags)), len(feed.tags)))
    return tuple(_from_site_to_site(best)[:limit])


def _speaks(feed: Suggestion, language: str) -> bool:
    return f"{feed.language}-".lower().startswith(f"{language}-".lower()) if language else True


def _from_site_to_site(feeds: Sequence[Suggestion]) -> list[Suggestion]:
    """The same, every site's first before any site's second."""
    turns: Counter[str] = Counter()
    placed = []
    for feed in feeds:
        placed.append((turns[feed.site], feed))
        turns[feed.site] += 1
    return [feed for _, feed in sorted(placed, key=lambda pair: pair[0])]
