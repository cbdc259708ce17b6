"""Announcements: what to post, where and when; a row for each post; and which facts each post showed."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _ref(target: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=nullable)


def _discord_id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _yes_or_no(name: str) -> tuple[sa.Column[int], sa.CheckConstraint]:
    column = sa.Column(name, sa.Integer, nullable=False, server_default="0")
    return column, sa.CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_is_yes_or_no")


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def upgrade() -> None:
    _announcements()
    _targets()
    _deliveries()
    _told()
    _log()


def _announcements() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _discord_id("guild_id"),
        _text("kind"),
        _text("state"),
        sa.Column("version", sa.Integer, nullable=False, server_default="1"),
        _ref("announcement", "replaces_id", nullable=True),
        sa.Column("replaces_version", sa.Integer, nullable=True),
        *(_text(name) for name in ("text", "title", "image_url", "link")),
        _discord_id("ping_role", nullable=True),
        *_yes_or_no("publish"),
        _text("late"),
        _text("due_at", nullable=True),
        _text("rule", nullable=True),
        _text("starts_on", nullable=True),
        _text("at_time", nullable=True),
        _ref("show", "show_id", nullable=True),
        sa.Column("season", sa.Integer, nullable=True),
        _text("status", nullable=True),
        *_yes_or_no("episodes"),
        _text("next_due", nullable=True),
        _text("told_until", nullable=True),
        _discord_id("made_by"),
        _text("made_at"),
        _discord_id("changed_by"),
        _text("changed_at"),
        _one_of("kind", "once", "repeat", "news", "countdown", "digest"),
        _one_of("state", "draft", "active", "paused", "done", "cancelled"),
        _one_of("late", "send", "skip"),
        _one_of("status", "confirmed", "reported", "rumoured", "denied"),
    )
    op.create_index("announcement_by_server", "announcement", ["guild_id", "state", "id"])
    due = sa.text("state = 'active' AND next_due IS NOT NULL")
    op.create_index("announcement_due", "announcement", ["next_due"], sqlite_where=due, postgresql_where=due)
    for column in ("replaces_id", "show_id"):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"announcement_by_{column}", "announcement", [column], sqlite_where=given, postgresql_where=given
        )
    for column in ("made_by", "changed_by"):
        op.create_index(f"announcement_{column}", "announcement", [column])
    gone = sa.text("state IN ('draft', 'done', 'cancelled')")
    op.create_index(
        "announcement_ended", "announcement", ["state", "changed_at"], sqlite_where=gone, postgresql_where=gone
    )


def _targets() -> None:
    op.create_table(
        "target",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("announcement", "announcement_id"),
        _discord_id("channel_id"),
        *_yes_or_no("forum"),
        *_yes_or_no("paused"),
        _text("trouble", nullable=True),
        _text("checked_at"),
        sa.UniqueConstraint("announcement_id", "channel_id", name="target_once"),
    )
    op.create_index("target_by_check", "target", ["checked_at"])


def _deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("announcement", "announcement_id"),
        _discord_id("guild_id"),
        _discord_id("channel_id"),
        *_yes_or_no("forum"),
        _text("occurrence"),
        _text("due_at"),
        _text("since", nullable=True),
        _text("state"),
        _text("try_at"),
        _text("lease_until", nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        *_yes_or_no("doubtful"),
        _text("first_try_at", nullable=True),
        _discord_id("message_id", nullable=True),
        _text("sent_at", nullable=True),
        _text("published_at", nullable=True),
        _text("reason", nullable=True),
        _ref("delivery", "corrects_id", nullable=True),
        sa.UniqueConstraint("announcement_id", "channel_id", "occurrence", name="delivery_once"),
        _one_of("state", "waiting", "sending", "publishing", "sent", "skipped", "failed"),
    )
    for name, where, columns in (
        ("unsent", "state IN ('waiting', 'sending')", ["channel_id", "due_at", "id"]),
        ("publishing", "state = 'publishing'", ["channel_id", "sent_at"]),
        ("published", "published_at IS NOT NULL", ["channel_id", "published_at"]),
        ("correcting", "corrects_id IS NOT NULL", ["corrects_id"]),
    ):
        some = sa.text(where)
        op.create_index(f"delivery_{name}", "delivery", columns, sqlite_where=some, postgresql_where=some)
    op.create_index("delivery_by_server", "delivery", ["guild_id", "id"])
    op.create_index("delivery_by_time", "delivery", ["due_at"])


def _told() -> None:
    """The facts that a post showed, each with its revision; and which facts an announcement of news is done with."""
    op.create_table(
        "delivery_fact",
        _ref("delivery", "delivery_id"),
        _ref("fact", "fact_id"),
        _ref("revision", "revision_id"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("delivery_id", "fact_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("delivery_fact_by_fact", "delivery_fact", ["fact_id"])
    op.create_index("delivery_fact_by_revision", "delivery_fact", ["revision_id"])
    op.create_table(
        "told_fact",
        _ref("announcement", "announcement_id"),
        _ref("fact", "fact_id"),
        sa.PrimaryKeyConstraint("announcement_id", "fact_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("told_fact_by_fact", "told_fact", ["fact_id"])


def _log() -> None:
    op.add_column("log_line", _text("words", nullable=True))
