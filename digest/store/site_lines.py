"""Lines that pages of a site have in common, counted over intakes, so that a single new page of a known site comes out clean.

Most lines that are counted never come again; they are forgotten two weeks after the site's newest, so that the table
holds what sites repeat and little else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, select

from digest.model import SiteLine
from digest.store.engine import chunks, insert, run_many
from digest.store.tables import site_lines

_ENOUGH = 3
"""Pages; a line on so many is kept for as long as it is seen."""
_PATIENCE = timedelta(days=14)


def repeated_lines(connection: Connection, sites: Collection[str], pages: int) -> Mapping[str, frozenset[str]]:
    """By site, the lines that stood on at least so many of its pages; sites without any are left out."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    wanted = select(site_lines.c.site, site_lines.c.line).where(site_lines.c.pages >= pages)
    for chunk in chunks(sorted(sites)):
        for row in connection.execute(wanted.where(site_lines.c.site.in_(chunk))):
            found[row.site].add(row.line)
    return {site: frozenset(lines) for site, lines in found.items()}


def save_lines(connection: Connection, lines: Sequence[SiteLine]) -> None:
    """Add to the counts, and forget what did not come again."""
    statement = insert(connection, site_lines)
    added = {"pages": site_lines.c.pages + statement.excluded.pages, "seen": statement.excluded.seen}
    counted = statement.on_conflict_do_update(index_elements=[site_lines.c.site, site_lines.c.line], set_=added)
    rows = [{"site": line.site, "line": line.line, "pages": line.pages, "seen": line.seen} for line in lines]
    run_many(connection, counted, rows)
    newest: dict[str, datetime] = {}
    for line in lines:
        newest[line.site] = max(line.seen, newest.get(line.site, line.seen))
    old = (site_lines.c.site == bindparam("of_site")) & (site_lines.c.pages < _ENOUGH) & (site_lines.c.seen < bindparam("before"))
    run_many(connection, delete(site_lines).where(old), [{"of_site": site, "before": seen - _PATIENCE} for site, seen in newest.items()])
