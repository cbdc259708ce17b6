"""Whose posts must be looked at again, so that a change costs a look at its own server; indexes for such looks."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OF_FACTS = "kind IN ('news', 'digest', 'countdown')"


def upgrade() -> None:
    """`changes`: how often something changed; `looked`: up to which of these changes somebody has looked."""
    op.create_table(
        "look",
        sa.Column("layer", ID, nullable=False),
        sa.Column("show_id", ID, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("looked", sa.Integer, nullable=False, server_default="0"),
        sa.Column("looked_on", sa.Text, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("layer", "show_id"),
        sqlite_with_rowid=False,
    )
    _index("look_waiting", "look", ["layer", "show_id"], "changes > looked")
    # Everybody's posts are looked at once, and then once a day.
    op.execute("INSERT INTO look (layer, show_id, changes) VALUES (0, 0, 1)")
    _index("announcement_of_facts", "announcement", ["show_id", "guild_id"], OF_FACTS)
    _index("delivery_not_posted", "delivery", ["announcement_id"], "state IN ('failed', 'skipped')")
    _logs()
    _ended_announcements()


def _ended_announcements() -> None:
    """Their places are not checked any more, and so are in no check's way."""
    op.execute(
        "UPDATE target SET checked_at = '9999-12-31T00:00:00+00:00' WHERE announcement_id IN ("
        "SELECT id FROM announcement WHERE state IN ('done', 'cancelled'))"
    )


def _logs() -> None:
    """A server's lines are found by the server; those that were tried too often are in no loop's way."""
    op.drop_index("log_line_waiting", "log_line")
    op.drop_index("log_line_outdated", "log_line")
    _index("log_line_waiting", "log_line", ["guild_id", "id"], "message_id IS NULL AND attempts < 5")
    _index("log_line_outdated", "log_line", ["guild_id", "id"], "changes > 0 AND message_id IS NOT NULL")


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    some = sa.text(where)
    op.create_index(name, table, columns, sqlite_where=some, postgresql_where=some)
