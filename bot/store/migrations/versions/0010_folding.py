"""By which version of `bot.domain.names.fold` the names are stored, and how far they are folded anew."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Names up to the id `until` are folded anew, and are done up to `reached`; later ones are of this version."""
    op.create_table(
        "folding",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("reached", ID, nullable=False),
        sa.Column("until", ID, nullable=False),
    )
    # A new database has no names of the first version.
    op.execute(
        "INSERT INTO folding (version, reached, until) "
        "SELECT CASE WHEN EXISTS (SELECT 1 FROM alias) THEN 1 ELSE 2 END, 0, 0"
    )
