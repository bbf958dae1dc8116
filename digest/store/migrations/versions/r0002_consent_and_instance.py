"""Records of consent, and which machine may send from this store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from digest.store.columns import Instant, Words

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _make_consents()
    _make_instance()


def _make_consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("address", Words, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.Column("how", Words, nullable=False),
        sa.Column("wording", Words, nullable=False),
        sa.Column("network", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        comment="When and how somebody said yes; rows are added, never changed.",
    )
    op.create_index("ix_consents_address", "consents", ["address"])


def _make_instance() -> None:
    op.create_table(
        "instance",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("machine", Words, nullable=False),
        sa.Column("created", Instant),
        sa.Column("is_replay", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_instance")),
        comment="One row: which machine may send from this store.",
    )
