"""What is durable, table by table.

Three groups: what was gathered (``sources``, ``articles``, ``aliases``, ``site_lines``, ``stories``, ``terms``,
``story_articles``), what was published and
how it went (``issues``, ``frozen_stories``, ``candidates``, ``digests``, ``cards``, ``deliveries``), and what is known
of readers and of the store itself (``plan``, ``suppressions``, ``last_good``, ``consents``, ``counters``,
``instance``). Nested values are JSON text, written and read by ``codec``. The migrations build exactly this; a test
compares.

What came from outside is ``Words``; plain ``Text`` is what we made ourselves (keys, names from the configuration).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    literal_column,
)

from digest.store.columns import Instant, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Number = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite numbers rows by itself only where the type is called INTEGER."""

counters = Table(
    "counters",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", BigInteger, nullable=False),
    comment="The one sequence of story revisions: a locked row, for database sequences do not count in order of commit.",
)

# ---------------------------------------------------------------- gathered

sources = Table(
    "sources",
    metadata,
    Column("source", Words, primary_key=True),
    Column("url", Words, nullable=False),
    Column("etag", Words, nullable=False),
    Column("last_modified", Words, nullable=False),
    Column("body_hash", Words, nullable=False),
    Column("checked", Instant),
    Column("next_check", Instant),
    Column("next_reason", Words, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("error", Words, nullable=False),
    Column("status", Words, nullable=False),
    Column("moved_to", Words, nullable=False),
    Column("moved_seen", Integer, nullable=False),
    Column("title", Words, nullable=False),
    Column("is_primed", Boolean, nullable=False),
    Column("interval_seconds", Integer, nullable=False),
    Column("skip_hours", Integer, nullable=False),
    Column("skip_days", Integer, nullable=False),
    Column("configured", Words, nullable=False),
    Column("latest", Words, nullable=False),
    Column("note", Words, nullable=False),
    Column("answered", Instant),
    Column("newest", Instant),
    Column("usual_seconds", Integer, nullable=False),
    Column("weekly", Float, nullable=False),
    Column("size", Integer, nullable=False),
    Column("alerted", Words, nullable=False),
    comment="What is remembered of every source.",
)

articles = Table(
    "articles",
    metadata,
    Column("id", Words, primary_key=True),
    Column("source", Words, nullable=False),
    Column("guid", Words, nullable=False),
    Column("url", Words, nullable=False),
    Column("link", Words, nullable=False),
    Column("site", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("author", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("category", Words, nullable=False),
    Column("categories", Words, nullable=False),
    Column("tags", Words, nullable=False),
    Column("published", Instant),
    Column("seen", Instant, nullable=False),
    Column("effective", Instant, nullable=False),
    Column("fingerprint", Words, nullable=False),
    Column("entry_hash", Words, nullable=False),
    Column("image", Words),
    Column("comments", Integer),
    Column("is_teaser", Boolean, nullable=False),
    Column("is_backlog", Boolean, nullable=False),
    Column("visits", Integer, nullable=False),
    Column("popular", Integer, nullable=False),
    Index(None, "effective"),
    comment="The clean text of every entry; an edit keeps seen. effective: when published, at the latest when seen.",
)

aliases = Table(
    "aliases",
    metadata,
    Column("name", Words, primary_key=True),
    Column("article", Words, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("source", Words, nullable=False),
    Column("kind", Text, nullable=False),
    Index(None, "article"),
    comment="Names beside their ids by which articles are known: GUIDs, addresses after a move; the newest of a source and kind.",
)

site_lines = Table(
    "site_lines",
    metadata,
    Column("site", Words, primary_key=True),
    Column("line", Text, primary_key=True),
    Column("pages", Integer, nullable=False),
    Column("seen", Instant, nullable=False),
    comment="Hashes of lines that pages of a site have in common: what stands on three or more is its chrome.",
)

stories = Table(
    "stories",
    metadata,
    Column("id", Words, primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("facts_revision", BigInteger, nullable=False),
    Column("first_seen", Instant, nullable=False),
    Column("updated", Instant, nullable=False),
    Column("voices", Integer, nullable=False),
    Column("news", Words, nullable=False),
    Index(None, "updated"),
    comment="One event each; it lives and grows.",
)

terms = Table(
    "terms",
    metadata,
    Column("stem", Words, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("language", Words, primary_key=True),
    Column("texts", Integer, nullable=False),
    Column("stories", Words, nullable=False),
    Index(None, "day"),
    sqlite_with_rowid=False,
    comment="What each day taught of a stem: in how many new texts it stands (the empty one: in all), and which stories it leads to.",
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("article", Words, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    Column("story", Words, ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Index(None, "story", "position"),
    comment="Which story an article belongs to: exactly one, or none. Position 0 leads.",
)

# ---------------------------------------------------------------- published

issues = Table(
    "issues",
    metadata,
    Column("id", Words, primary_key=True),
    Column("edition", Words, nullable=False),
    Column("slot", Instant, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("created", Instant, nullable=False),
    Index(None, "edition", "slot"),
    comment="Numbers of editions.",
)

frozen_stories = Table(
    "frozen_stories",
    metadata,
    Column("key", Text, primary_key=True),
    Column("content", Words, nullable=False),
    comment="Stories as issues saw them, by hash of the content: many issues share one.",
)

candidates = Table(
    "candidates",
    metadata,
    Column("issue", Words, ForeignKey("issues.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("frozen", Text, ForeignKey("frozen_stories.key"), nullable=False),
    Column("value", Float, nullable=False),
    Column("parts", Words, nullable=False),
    Column("summary", Words, nullable=False),
    Column("renewed", Words),
    Index(None, "frozen"),
    comment="An issue's ranked stories, best first, with their scores and summaries.",
)

digests = Table(
    "digests",
    metadata,
    Column("id", Words, primary_key=True),
    Column("issue", Words, ForeignKey("issues.id", ondelete="CASCADE"), nullable=False),
    Column("group_key", Words, nullable=False),
    Column("subject", Words, nullable=False),
    Column("preheader", Words, nullable=False),
    Column("sections", Words, nullable=False),
    Column("cards", Words, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("format", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Index(None, "issue"),
    comment="An issue as a group gets it.",
)

cards = Table(
    "cards",
    metadata,
    Column("key", Text, primary_key=True),
    Column("html", LargeBinary, nullable=False),
    Column("text", LargeBinary, nullable=False),
    Column("html_size", Integer, nullable=False),
    comment="Pieces of mail, rendered and encoded.",
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Number, primary_key=True),
    Column("issue", Text, ForeignKey("issues.id"), nullable=False),
    Column("edition", Text, nullable=False),
    Column("subscriber", Text, nullable=False),
    Column("email", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("digest", Text, ForeignKey("digests.id")),
    Column("masthead", Text, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("reason", Words, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("resent", Integer, nullable=False, server_default="0"),
    Column("due", Instant, nullable=False),
    Column("owner", Text, nullable=False, server_default=""),
    Column("epoch", BigInteger, nullable=False, server_default="0"),
    Column("until", Instant),
    Column("intended", Instant),
    Column("settled", Instant),
    Column("code", Integer, nullable=False, server_default="0"),
    Column("enhanced", Words, nullable=False, server_default=""),
    Index(None, "digest"),
    UniqueConstraint("issue", "subscriber"),
    UniqueConstraint("edition", "local_date", "subscriber", "ordinal", name="uq_deliveries_reader_day"),
    comment="The ledger: one issue for one reader, and how it went.",
)

WAITING = deliveries.c.status.in_([literal_column("'queued'"), literal_column("'deferred'")])
"""May be leased. Literals, not parameters: only so a planner sees that the partial index serves."""
LEASED = deliveries.c.status == literal_column("'leased'")
"""Somebody sends it."""

for _name, _columns, _where in (
    ("ix_deliveries_waiting", (deliveries.c.due, deliveries.c.id), WAITING),
    ("ix_deliveries_waiting_issue", (deliveries.c.issue, deliveries.c.due, deliveries.c.id), WAITING),
    ("ix_deliveries_leased", (deliveries.c.until,), LEASED),
):
    Index(_name, *_columns, sqlite_where=_where, postgresql_where=_where)

# ---------------------------------------------------------------- readers, and the store itself

plan = Table(
    "plan",
    metadata,
    Column("subscriber", Words, primary_key=True),
    Column("edition", Words, primary_key=True),
    Column("instant", Instant, nullable=False),
    Column("local_date", Date, nullable=False),
    Column("ordinal", Integer, nullable=False),
    Index(None, "instant"),
    comment="When each reader's next issue of each edition is due.",
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("address", Words, primary_key=True),
    Column("reason", Words, nullable=False),
    Column("at", Instant, nullable=False),
    comment="Addresses that must not get mail, folded by address_key; beats everything.",
)

last_good = Table(
    "last_good",
    metadata,
    Column("file", Words, primary_key=True),
    Column("content", Words, nullable=False),
    comment="The last version of every subscriber file that could be read.",
)

consents = Table(
    "consents",
    metadata,
    Column("id", Number, primary_key=True),
    Column("address", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("how", Words, nullable=False),
    Column("wording", Words, nullable=False),
    Column("network", Words, nullable=False),
    Index(None, "address"),
    comment="When and how somebody said yes; rows are added, never changed.",
)

instance = Table(
    "instance",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("machine", Words, nullable=False),
    Column("created", Instant),
    Column("is_replay", Boolean, nullable=False),
    comment="One row: which machine may send from this store.",
)
