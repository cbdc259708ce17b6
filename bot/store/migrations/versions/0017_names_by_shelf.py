"""On PostgreSQL names are now looked up shelf by shelf, and whole names by themselves; SQLite has the indexes for that.

The index that goes would be taken for those of a shelf too, and reads all that begin with a letter.
"""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("alias_by_show", "alias")
        op.create_index("alias_by_key", "alias", ["folded", "show_id"])
