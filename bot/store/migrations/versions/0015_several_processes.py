"""Several processes on one database: leases, the shards whose servers were noted, the oldest schema for them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """What uses an earlier schema, from 0013 on, may go on beside what uses this one: nothing is taken away."""
    op.create_table(
        "lease",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
    )
    op.create_table(
        "shard_census",
        sa.Column("application_id", ID, nullable=False),
        sa.Column("shards", sa.Integer, nullable=False),
        sa.Column("shard_id", sa.Integer, nullable=False),
        sa.Column("taken_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("application_id", "shards", "shard_id"),
    )
    op.add_column("backer", sa.Column("notice_begun_at", sa.Text))
    oldest = op.create_table("oldest_schema", sa.Column("version", sa.Text, primary_key=True))
    op.bulk_insert(oldest, [{"version": "0013"}])
