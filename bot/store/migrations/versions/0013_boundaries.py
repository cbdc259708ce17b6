"""How far members have watched each show, how far answers in a server's channels go, and after how many days."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """A boundary goes with its show. `place_id` is a channel or a category of Discord's, or 0: the whole server."""
    op.create_table(
        "seen",
        sa.Column("user_id", ID, nullable=False),
        sa.Column("show_id", ID, sa.ForeignKey("show.id", ondelete="CASCADE"), nullable=False),
        *_upto(),
        sa.PrimaryKeyConstraint("user_id", "show_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("seen_of_show", "seen", ["show_id"])
    op.create_table(
        "boundary",
        sa.Column("guild_id", ID, nullable=False),
        sa.Column("place_id", ID, nullable=False),
        sa.Column("show_id", ID, sa.ForeignKey("show.id", ondelete="CASCADE"), nullable=False),
        *_upto(),
        sa.PrimaryKeyConstraint("guild_id", "place_id", "show_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("boundary_of_show", "boundary", ["show_id"])
    op.add_column("server", sa.Column("spoiler_days", sa.Integer))


def _upto() -> tuple[sa.Column[int], sa.Column[int], sa.Column[str]]:
    return (
        sa.Column("season", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.Text, nullable=False),
    )
