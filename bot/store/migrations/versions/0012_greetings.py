"""Which servers an application is in and how far each was greeted, and whether a server chose its time zone."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Nobody is greeted who is there already: the first census of an application notes its servers as greeted."""
    op.create_table("census", sa.Column("application_id", ID, primary_key=True), sa.Column("taken_at", sa.Text))
    op.create_table(
        "membership",
        sa.Column("guild_id", ID, primary_key=True),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("greeting", sa.Text, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default="0"),
        sa.Column("tried_at", sa.Text),
    )
    unfinished = sa.text("greeting <> 'done'")
    op.create_index(
        "membership_to_greet", "membership", ["since"], sqlite_where=unfinished, postgresql_where=unfinished
    )
    op.add_column("server", sa.Column("timezone_chosen", sa.Integer, nullable=False, server_default="0"))
    op.execute("UPDATE server SET timezone_chosen = 1 WHERE timezone <> 'UTC'")
