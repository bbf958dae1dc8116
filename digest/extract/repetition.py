"""What the pages of one site have in common: menus, appeals, *most popular*; found by nothing but repetition.

A line on three or more pages of a site is chrome, in whatever language. A batch shows that by itself; between batches
the store remembers hashes of lines with how many pages they stood on, so that a single new page comes out clean. Few
are worth remembering: chrome stands at the head and the tail of a page and is short, and what stood once in a batch of
three or more pages is no candidate. An edited entry is no new page; whoever counts leaves it out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from digest.model import SiteLine
from digest.text import fold

PAGES = 3
"""A line on so many pages of one site is chrome."""
LONGEST = 400
"""Characters; a longer paragraph on three pages is a story told again, not chrome."""
_HEAD, _TAIL = 5, 10
"""Lines of a page from its top and its end that are remembered."""


def line_key(line: str) -> str:
    """What a line is remembered by: a hash of it, folded, 64 bits in hex."""
    return sha256(fold(line).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def repeated_lines(pages: Iterable[Sequence[str]]) -> frozenset[str]:
    """Keys of the lines that stand on at least three of the pages given (each its lines, all of one site)."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({line_key(line) for line in page if _may_be_chrome(line)})
    return frozenset(line for line, count in counts.items() if count >= PAGES)


def site_lines(pages: Iterable[tuple[str, Sequence[str]]], seen: datetime) -> tuple[SiteLine, ...]:
    """What is to be remembered of new pages, each given as its site and its lines."""
    by_site: defaultdict[str, list[Sequence[str]]] = defaultdict(list)
    for site, lines in pages:
        by_site[site].append(lines)
    found: list[SiteLine] = []
    for site, batch in by_site.items():
        counts = Counter(key for lines in batch for key in _candidates(lines))
        least = 2 if len(batch) >= PAGES else 1
        found += [SiteLine(site=site, line=key, pages=count, seen=seen) for key, count in sorted(counts.items()) if count >= least]
    return tuple(found)


def chrome_of(sites: Iterable[str], known: Mapping[str, Collection[str]]) -> frozenset[str]:
    """All that is known as chrome of any of the sites."""
    return frozenset(key for site in set(sites) for key in known.get(site, ()))


def _candidates(lines: Sequence[str]) -> set[str]:
    told = [line for line in lines if _may_be_chrome(line)]
    return {line_key(line) for line in (*told[:_HEAD], *told[_HEAD:][-_TAIL:])}


def _may_be_chrome(line: str) -> bool:
    return len(line) <= LONGEST and any(map(str.isalnum, line))
