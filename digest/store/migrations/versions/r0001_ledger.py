"""What was gathered, what was published and how it went, the plan and the suppressions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from digest.store.columns import Instant, Words

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WAITING = sa.text("status IN ('queued', 'deferred')")
LEASED = sa.text("status = 'leased'")


def upgrade() -> None:
    """Make the tables."""
    _make_articles()
    _make_cards()
    _make_counters()
    _make_frozen_stories()
    _make_issues()
    _make_last_good()
    _make_plan()
    _make_site_lines()
    _make_sources()
    _make_stories()
    _make_suppressions()
    _make_terms()
    _make_candidates()
    _make_digests()
    _make_aliases()
    _make_story_articles()
    _make_deliveries()
    op.execute("INSERT INTO counters (name, value) VALUES ('revision', 0)")


def _make_articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", Words, nullable=False),
        sa.Column("source", Words, nullable=False),
        sa.Column("guid", Words, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("link", Words, nullable=False),
        sa.Column("site", Words, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("text", Words, nullable=False),
        sa.Column("author", Words, nullable=False),
        sa.Column("language", Words, nullable=False),
        sa.Column("category", Words, nullable=False),
        sa.Column("categories", Words, nullable=False),
        sa.Column("tags", Words, nullable=False),
        sa.Column("published", Instant),
        sa.Column("seen", Instant, nullable=False),
        sa.Column("effective", Instant, nullable=False),
        sa.Column("fingerprint", Words, nullable=False),
        sa.Column("entry_hash", Words, nullable=False),
        sa.Column("image", Words),
        sa.Column("comments", sa.Integer),
        sa.Column("is_teaser", sa.Boolean, nullable=False),
        sa.Column("is_backlog", sa.Boolean, nullable=False),
        sa.Column("visits", sa.Integer, nullable=False),
        sa.Column("popular", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
        comment="The clean text of every entry; an edit keeps seen. effective: when published, at the latest when seen.",
    )
    op.create_index("ix_articles_effective", "articles", ["effective"])


def _make_cards() -> None:
    op.create_table(
        "cards",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("html", sa.LargeBinary, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("html_size", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_cards")),
        comment="Pieces of mail, rendered and encoded.",
    )


def _make_counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("value", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
        comment="The one sequence of story revisions: a locked row, for database sequences do not count in order of commit.",
    )


def _make_frozen_stories() -> None:
    op.create_table(
        "frozen_stories",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("content", Words, nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_frozen_stories")),
        comment="Stories as issues saw them, by hash of the content: many issues share one.",
    )


def _make_issues() -> None:
    op.create_table(
        "issues",
        sa.Column("id", Words, nullable=False),
        sa.Column("edition", Words, nullable=False),
        sa.Column("slot", Instant, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("created", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issues")),
        comment="Numbers of editions.",
    )
    op.create_index("ix_issues_edition_slot", "issues", ["edition", "slot"])


def _make_last_good() -> None:
    op.create_table(
        "last_good",
        sa.Column("file", Words, nullable=False),
        sa.Column("content", Words, nullable=False),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_last_good")),
        comment="The last version of every subscriber file that could be read.",
    )


def _make_plan() -> None:
    op.create_table(
        "plan",
        sa.Column("subscriber", Words, nullable=False),
        sa.Column("edition", Words, nullable=False),
        sa.Column("instant", Instant, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("subscriber", "edition", name=op.f("pk_plan")),
        comment="When each reader's next issue of each edition is due.",
    )
    op.create_index("ix_plan_instant", "plan", ["instant"])


def _make_site_lines() -> None:
    op.create_table(
        "site_lines",
        sa.Column("site", Words, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("seen", Instant, nullable=False),
        sa.PrimaryKeyConstraint("site", "line", name=op.f("pk_site_lines")),
        comment="Hashes of lines that pages of a site have in common: what stands on three or more is its chrome.",
    )


def _make_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("source", Words, nullable=False),
        sa.Column("url", Words, nullable=False),
        sa.Column("etag", Words, nullable=False),
        sa.Column("last_modified", Words, nullable=False),
        sa.Column("body_hash", Words, nullable=False),
        sa.Column("checked", Instant),
        sa.Column("next_check", Instant),
        sa.Column("next_reason", Words, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", Words, nullable=False),
        sa.Column("status", Words, nullable=False),
        sa.Column("moved_to", Words, nullable=False),
        sa.Column("moved_seen", sa.Integer, nullable=False),
        sa.Column("title", Words, nullable=False),
        sa.Column("is_primed", sa.Boolean, nullable=False),
        sa.Column("interval_seconds", sa.Integer, nullable=False),
        sa.Column("skip_hours", sa.Integer, nullable=False),
        sa.Column("skip_days", sa.Integer, nullable=False),
        sa.Column("configured", Words, nullable=False),
        sa.Column("latest", Words, nullable=False),
        sa.Column("note", Words, nullable=False),
        sa.Column("answered", Instant),
        sa.Column("newest", Instant),
        sa.Column("usual_seconds", sa.Integer, nullable=False),
        sa.Column("weekly", sa.Float, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("alerted", Words, nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_sources")),
        comment="What is remembered of every source.",
    )


def _make_stories() -> None:
    op.create_table(
        "stories",
        sa.Column("id", Words, nullable=False),
        sa.Column("revision", sa.BigInteger, nullable=False),
        sa.Column("facts_revision", sa.BigInteger, nullable=False),
        sa.Column("first_seen", Instant, nullable=False),
        sa.Column("updated", Instant, nullable=False),
        sa.Column("voices", sa.Integer, nullable=False),
        sa.Column("news", Words, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
        comment="One event each; it lives and grows.",
    )
    op.create_index("ix_stories_updated", "stories", ["updated"])


def _make_suppressions() -> None:
    op.create_table(
        "suppressions",
        sa.Column("address", Words, nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_suppressions")),
        comment="Addresses that must not get mail, folded by address_key; beats everything.",
    )


def _make_terms() -> None:
    op.create_table(
        "terms",
        sa.Column("stem", Words, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("language", Words, nullable=False),
        sa.Column("texts", sa.Integer, nullable=False),
        sa.Column("stories", Words, nullable=False),
        sa.PrimaryKeyConstraint("stem", "day", "language", name=op.f("pk_terms")),
        sqlite_with_rowid=False,
        comment="What each day taught of a stem: in how many new texts it stands (the empty one: in all), and which stories it leads to.",
    )
    op.create_index("ix_terms_day", "terms", ["day"])


def _make_candidates() -> None:
    op.create_table(
        "candidates",
        sa.Column("issue", Words, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("frozen", sa.Text, nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("parts", Words, nullable=False),
        sa.Column("summary", Words, nullable=False),
        sa.Column("renewed", Words),
        sa.ForeignKeyConstraint(["frozen"], ["frozen_stories.key"], name=op.f("fk_candidates_frozen")),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name=op.f("fk_candidates_issue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("issue", "position", name=op.f("pk_candidates")),
        comment="An issue's ranked stories, best first, with their scores and summaries.",
    )
    op.create_index("ix_candidates_frozen", "candidates", ["frozen"])


def _make_digests() -> None:
    op.create_table(
        "digests",
        sa.Column("id", Words, nullable=False),
        sa.Column("issue", Words, nullable=False),
        sa.Column("group_key", Words, nullable=False),
        sa.Column("subject", Words, nullable=False),
        sa.Column("preheader", Words, nullable=False),
        sa.Column("sections", Words, nullable=False),
        sa.Column("cards", Words, nullable=False),
        sa.Column("left_out", sa.Integer, nullable=False),
        sa.Column("format", Words, nullable=False),
        sa.Column("language", Words, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name=op.f("fk_digests_issue"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digests")),
        comment="An issue as a group gets it.",
    )
    op.create_index("ix_digests_issue", "digests", ["issue"])


def _make_aliases() -> None:
    op.create_table(
        "aliases",
        sa.Column("name", Words, nullable=False),
        sa.Column("article", Words, nullable=False),
        sa.Column("source", Words, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_aliases_article"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_aliases")),
        comment="Names beside their ids by which articles are known: GUIDs, addresses after a move; the newest of a source and kind.",
    )
    op.create_index("ix_aliases_article", "aliases", ["article"])


def _make_story_articles() -> None:
    op.create_table(
        "story_articles",
        sa.Column("article", Words, nullable=False),
        sa.Column("story", Words, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["article"], ["articles.id"], name=op.f("fk_story_articles_article"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name=op.f("fk_story_articles_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article", name=op.f("pk_story_articles")),
        comment="Which story an article belongs to: exactly one, or none. Position 0 leads.",
    )
    op.create_index("ix_story_articles_story_position", "story_articles", ["story", "position"])


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("issue", Words, nullable=False),
        sa.Column("edition", Words, nullable=False),
        sa.Column("subscriber", Words, nullable=False),
        sa.Column("email", Words, nullable=False),
        sa.Column("name", Words, nullable=False),
        sa.Column("digest", Words),
        sa.Column("masthead", Words, nullable=False),
        sa.Column("local_date", sa.Date, nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("reason", Words, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("resent", sa.Integer, nullable=False, server_default="0"),
        sa.Column("due", Instant, nullable=False),
        sa.Column("owner", Words, nullable=False, server_default=""),
        sa.Column("epoch", sa.BigInteger, nullable=False, server_default="0"),
        sa.Column("until", Instant),
        sa.Column("intended", Instant),
        sa.Column("settled", Instant),
        sa.Column("code", sa.Integer, nullable=False, server_default="0"),
        sa.Column("enhanced", Words, nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["digest"], ["digests.id"], name=op.f("fk_deliveries_digest")),
        sa.ForeignKeyConstraint(["issue"], ["issues.id"], name=op.f("fk_deliveries_issue")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("issue", "subscriber", name=op.f("uq_deliveries_issue_subscriber")),
        sa.UniqueConstraint("edition", "local_date", "subscriber", "ordinal", name=op.f("uq_deliveries_reader_day")),
        comment="The ledger: one issue for one reader, and how it went.",
    )
    op.create_index("ix_deliveries_digest", "deliveries", ["digest"])
    op.create_index("ix_deliveries_leased", "deliveries", ["until"], sqlite_where=LEASED, postgresql_where=LEASED)
    op.create_index("ix_deliveries_waiting", "deliveries", ["due", "id"], sqlite_where=WAITING, postgresql_where=WAITING)
    op.create_index("ix_deliveries_waiting_issue", "deliveries", ["issue", "due", "id"], sqlite_where=WAITING, postgresql_where=WAITING)
