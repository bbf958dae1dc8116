"""What Alembic runs to migrate: everything happens on the connection, and in the transaction, of ``store.migrate``."""

from __future__ import annotations

from alembic import context

from digest.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
