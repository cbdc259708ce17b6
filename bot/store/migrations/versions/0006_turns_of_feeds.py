"""Feeds are read in turns by server: what a server has under way, and when its last reading ended."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """`until`: the end of the lease of the feed that is being read in this place, then when that reading ended."""
    op.create_table(
        "feed_turn",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "place"),
        sqlite_with_rowid=False,
    )
