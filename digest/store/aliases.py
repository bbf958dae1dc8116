"""Names beside their ids by which articles are known: GUIDs, addresses after a move, title and day.

An article has one alias a source and kind, the newest: a feed that makes up its GUIDs anew on every visit would fill
the table else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, select

from digest.model import Alias
from digest.store.engine import chunks, run_many, upsert
from digest.store.tables import aliases


def named(connection: Connection, names: Collection[str]) -> dict[str, str]:
    """The ids of the articles that bear these names as aliases, by name."""
    wanted = select(aliases.c.name, aliases.c.article)
    return {row.name: row.article for chunk in chunks(names) for row in connection.execute(wanted.where(aliases.c.name.in_(chunk)))}


def save_aliases(connection: Connection, given: Sequence[Alias]) -> None:
    """Give each name to its article, and drop the article's earlier ones of the same source and kind."""
    rows = [{"name": each.name, "article": each.article, "source": each.source, "kind": each.kind} for each in given]
    run_many(connection, upsert(connection, aliases), rows)
    is_earlier = (
        (aliases.c.article == bindparam("of_article"))
        & (aliases.c.source == bindparam("of_source"))
        & (aliases.c.kind == bindparam("of_kind"))
        & (aliases.c.name != bindparam("but"))
    )
    newest = [{"of_article": each.article, "of_source": each.source, "of_kind": each.kind, "but": each.name} for each in given]
    run_many(connection, delete(aliases).where(is_earlier), newest)
