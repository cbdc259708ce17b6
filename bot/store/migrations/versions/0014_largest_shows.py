"""An index by which PostgreSQL finds a name among those of the largest shows; SQLite needs none for it."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("alias_by_show", "alias", ["show_id", "folded", "shelf"])
