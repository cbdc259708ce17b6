"""Shows from elsewhere (whose data they are, lookups, copies of what was fetched), and feeds with their stories."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _id() -> sa.Column[int]:
    return sa.Column("id", ID, primary_key=True, autoincrement=False)


def _ref(target: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=nullable)


def _discord_id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default="0")


def _yes_or_no(name: str) -> tuple[sa.Column[int], sa.CheckConstraint]:
    return _number(name), sa.CheckConstraint(f"{name} IN (0, 1)", name=f"{name}_is_yes_or_no")


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def upgrade() -> None:
    _shows()
    _announcements()
    _feeds()
    _stories()


def _shows() -> None:
    op.execute("DROP VIEW fact_row")
    op.add_column("show", _text("credit", nullable=True))
    op.execute(FACT_ROW)
    for column in ("tvmaze", "imdb"):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"show_by_{column}", "show", [column], sqlite_where=given, postgresql_where=given)
    op.create_table(
        "web_copy",
        sa.Column("url", sa.Text, primary_key=True),
        _text("etag", nullable=True),
        _text("last_modified", nullable=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        _text("fetched_at"),
    )
    op.create_index("web_copy_by_time", "web_copy", ["fetched_at"])
    op.create_table(
        "lookup",
        _id(),
        _discord_id("guild_id"),
        sa.Column("tvmaze", sa.BigInteger, nullable=False),
        _text("title"),
        _text("state"),
        _discord_id("asked_by"),
        _text("asked_at"),
        _one_of("state", "running", "done", "failed", "cancelled"),
    )
    op.create_index("lookup_by_server", "lookup", ["guild_id", "asked_at"])
    op.create_index("lookup_by_member", "lookup", ["asked_by"])
    op.create_index("lookup_by_time", "lookup", ["asked_at"])


def _announcements() -> None:
    """One more kind: the links of a feed."""
    with op.batch_alter_table("announcement") as announcement:
        announcement.drop_constraint("kind_is_known", type_="check")
        announcement.create_check_constraint(
            "kind_is_known", "kind IN ('once', 'repeat', 'news', 'countdown', 'digest', 'feed')"
        )


def _feeds() -> None:
    """A feed is read once for all servers that follow it; `feed_mark` identifies items that were seen before."""
    op.create_table(
        "feed",
        _id(),
        _text("url"),
        _text("title"),
        _text("etag", nullable=True),
        _text("last_modified", nullable=True),
        _number("every_minutes"),
        _text("next_look"),
        _text("lease_until", nullable=True),
        _text("read_at", nullable=True),
        _number("failures"),
        _text("failing_since", nullable=True),
        _text("trouble", nullable=True),
        sa.UniqueConstraint("url", name="feed_url"),
    )
    op.create_index("feed_by_look", "feed", ["next_look"])
    op.create_table(
        "feed_mark",
        _ref("feed", "feed_id"),
        _text("mark"),
        _text("seen_at"),
        sa.PrimaryKeyConstraint("feed_id", "mark"),
        sqlite_with_rowid=False,
    )
    op.create_index("feed_mark_by_time", "feed_mark", ["feed_id", "seen_at"])
    op.create_table(
        "subscription",
        _id(),
        _ref("feed", "feed_id"),
        _discord_id("guild_id"),
        sa.Column("announcement_id", ID, sa.ForeignKey("announcement.id", ondelete="SET NULL"), nullable=True),
        *_yes_or_no("paused"),
        *_yes_or_no("fresh"),
        _text("told_trouble_at", nullable=True),
        _discord_id("made_by"),
        _text("made_at"),
        _discord_id("changed_by"),
        sa.UniqueConstraint("guild_id", "feed_id", name="subscription_once"),
    )
    op.create_index("subscription_by_feed", "subscription", ["feed_id"])
    op.create_index("subscription_by_maker", "subscription", ["made_by"])
    op.create_index("subscription_by_changer", "subscription", ["changed_by"])
    given = sa.text("announcement_id IS NOT NULL")
    op.create_index(
        "subscription_by_announcement", "subscription", ["announcement_id"], sqlite_where=given, postgresql_where=given
    )


def _stories() -> None:
    """A story is a suggestion that came from feeds; each item that reports it is one of its sources."""
    op.create_table(
        "story",
        sa.Column(
            "revision_id", ID, sa.ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
        _discord_id("guild_id"),
        _text("found_at"),
    )
    op.create_index("story_by_server", "story", ["guild_id", "found_at"])
    op.create_index("story_by_time", "story", ["found_at"])
    op.create_table(
        "story_item",
        _id(),
        sa.Column("story_id", ID, sa.ForeignKey("story.revision_id", ondelete="CASCADE"), nullable=False),
        sa.Column("subscription_id", ID, sa.ForeignKey("subscription.id", ondelete="SET NULL"), nullable=True),
        _text("outlet"),
        _text("title"),
        _text("summary", nullable=True),
        _text("url", nullable=True),
        _text("published", nullable=True),
        _text("found_at"),
    )
    op.create_index("story_item_by_story", "story_item", ["story_id"])
    given = sa.text("subscription_id IS NOT NULL")
    op.create_index(
        "story_item_by_subscription", "story_item", ["subscription_id"], sqlite_where=given, postgresql_where=given
    )


FACT_ROW = """
CREATE VIEW fact_row AS
SELECT
    r.id AS revision_id, f.id AS fact_id, f.kind, f.show_id, s.title AS show_title, s.credit AS show_credit,
    r.statement, r.billing, r.released, r.set_size, r.settled_by, r.outcome, r.retired,
    spoilt_season.number AS spoils_season, spoilt.number AS spoils_number,
    ch.id AS character_id, ch.name AS character_name,
    hidden_season.number AS character_spoils_season, hidden.number AS character_spoils_number,
    cr.position AS credit_position, p.id AS person_id, p.name AS person_name,
    sc.position AS scope_position, se.number AS scope_season,
    e.id AS episode_id, e.number AS episode_number, e.title AS episode_title, e.aired AS episode_aired,
    cl.position AS claim_position, cl.weight, cl.supports, cl.published, cl.counts_from, cl.speaker, cl.via, cl.note,
    so.id AS source_id, so.outlet, so.title AS source_title, so.url AS source_url
FROM revision r
JOIN fact f ON f.id = r.fact_id
JOIN show s ON s.id = f.show_id
LEFT JOIN claim cl ON cl.revision_id = r.id
LEFT JOIN source so ON so.id = cl.source_id
LEFT JOIN credit cr ON cr.revision_id = r.id
LEFT JOIN person p ON p.id = cr.person_id
LEFT JOIN scope sc ON sc.revision_id = r.id
LEFT JOIN season se ON se.id = sc.season_id
LEFT JOIN episode e ON e.id = sc.episode_id
LEFT JOIN character ch ON ch.id = r.character_id
LEFT JOIN episode hidden ON hidden.id = ch.spoils_id
LEFT JOIN season hidden_season ON hidden_season.id = hidden.season_id
LEFT JOIN episode spoilt ON spoilt.id = r.spoils_id
LEFT JOIN season spoilt_season ON spoilt_season.id = spoilt.season_id
"""
