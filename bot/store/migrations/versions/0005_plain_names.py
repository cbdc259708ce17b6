"""Columns and a table are named for what they hold: posted, notified, covered, logged."""

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
