"""Indexes for PostgreSQL: for names that are looked up shelf by shelf, and for shows of a server's own.

SQLite finds both by what it has. The index that goes would be taken for the names of a shelf too, and reads all that
begin with a letter.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("alias_by_show", "alias")
        op.create_index("alias_by_key", "alias", ["folded", "show_id"])
        op.create_index("show_of_servers", "show", ["layer"], postgresql_where=sa.text("layer <> 0"))
