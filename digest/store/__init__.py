"""Everything durable: articles and stories, issues, the ledger of deliveries, what is known of readers.

``open_store(url)`` gives a ``SqlStore`` with one attribute an aggregate; each method is one transaction. One file a
concern: ``tables`` what is stored, ``codec`` how values become text, ``engine`` and ``sqlite`` the database,
``migrate`` its versions, ``articles``, ``issues`` (with ``history``), ``deliveries`` and ``readers`` the aggregates.
"""

from __future__ import annotations

from digest.store.store import Instance, SqlStore, open_store

__all__ = ["Instance", "SqlStore", "open_store"]
