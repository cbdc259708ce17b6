"""Names for what columns hold (posted, notified, covered, logged), and cards in logs that must be drawn again."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

# Both engines rename a column by the same statement; Alembic would rebuild the whole table for it on SQLite.
_RENAMED = (
    ("backer", "told_at", "notified_at"),
    ("announcement", "told_until", "covered_until"),
    ("subscription", "told_trouble_at", "trouble_logged_at"),
)


def upgrade() -> None:
    for table, old, new in _RENAMED:
        op.execute(f"ALTER TABLE {table} RENAME COLUMN {old} TO {new}")
    op.drop_index("told_fact_by_fact", "told_fact")
    op.rename_table("told_fact", "posted_fact")
    op.create_index("posted_fact_by_fact", "posted_fact", ["fact_id"])
    _outdated_cards()


def _outdated_cards() -> None:
    """`changes`: how often what a suggestion's card shows has changed since the card was drawn."""
    op.add_column("log_line", sa.Column("changes", sa.Integer, nullable=False, server_default="0"))
    outdated = sa.text("changes > 0")
    op.create_index("log_line_outdated", "log_line", ["id"], sqlite_where=outdated, postgresql_where=outdated)
