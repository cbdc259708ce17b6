"""Keys that begin with the layer, so that an answer touches the base's rows and the server's own, and no others.

The table `about` says what the current facts of each layer are about, apart from their history.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _lead_with_the_layer("head", "kind", "show_id", "kind", "fact_id")
    _lead_with_the_layer("head", "news", "show_id", "latest_news", "fact_id")
    _lead_with_the_layer("alias", "name", "show_id", "shelf", "folded")
    _lead_with_the_layer("character", "prominence", "show_id", "prominence", "id")
    _lead_with_the_layer("source", "outlet", "outlet")
    # The names of shows are searched without naming one.
    op.drop_index("alias_of_shows", "alias")
    of_shows = sa.text("shelf = '0 show'")
    op.create_index("alias_of_shows", "alias", ["layer", "folded"], sqlite_where=of_shows, postgresql_where=of_shows)
    retired = sa.text("retired = 1")
    op.create_index(
        "revision_retired", "revision", ["layer", "made_at"], sqlite_where=retired, postgresql_where=retired
    )
    for name, table in (("head_of_servers", "head"), ("alias_by_layer", "alias"), ("character_by_layer", "character")):
        op.drop_index(name, table)  # the new indexes serve as well
    _make_about()


def _lead_with_the_layer(table: str, by: str, *columns: str) -> None:
    op.drop_index(f"{table}_by_{by}", table)
    op.create_index(f"{table}_by_{by}", table, ["layer", *columns])


def _make_about() -> None:
    """`part`: 1 if the fact is about a part of the thing alone, which is an episode of the season.

    Roles have a `rank` by their billing, 0 for the main cast, and name their person and character. `known_from` is the
    day on which the first claim counts.
    """
    op.create_table(
        "about",
        sa.Column("layer", sa.BigInteger, nullable=False),
        sa.Column("thing_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("fact_id", sa.BigInteger, nullable=False),
        sa.Column("revision_id", sa.BigInteger, nullable=False),
        sa.Column("known_from", sa.Text, nullable=False),
        sa.Column("latest_news", sa.Text, nullable=True),
        sa.Column("person_id", sa.BigInteger, nullable=True),
        sa.Column("character_id", sa.BigInteger, nullable=True),
        sa.Column("settled_by", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("layer", "thing_id", "kind", "rank", "fact_id", "part"),
        sqlite_with_rowid=False,
    )
    dated = sa.text("latest_news IS NOT NULL")
    op.create_index(
        "about_by_news", "about", ["layer", "thing_id", "latest_news"], sqlite_where=dated, postgresql_where=dated
    )
    op.execute(f"CREATE VIEW about_row AS {' UNION ALL '.join(_about(*thing) for thing in _THINGS)}")
    op.execute("INSERT INTO about SELECT DISTINCT v.* FROM about_row v")


# The id of the thing, whether the fact is about a part of it alone, and where that is found beside the revision r.
_THINGS = (
    ("c.person_id", "0", "JOIN credit c ON c.revision_id = r.id"),
    ("r.character_id", "0", "WHERE r.character_id IS NOT NULL"),
    ("s.season_id", "CASE WHEN s.episode_id IS NULL THEN 0 ELSE 1 END", "JOIN scope s ON s.revision_id = r.id"),
    ("s.episode_id", "0", "JOIN scope s ON s.revision_id = r.id WHERE s.episode_id IS NOT NULL"),
    ("h.show_id", "0", "WHERE NOT EXISTS (SELECT 1 FROM scope s WHERE s.revision_id = r.id)"),
)


def _about(thing: str, part: str, where: str) -> str:
    return f"""
SELECT h.layer, {thing} AS thing_id, h.kind, {part} AS part,
    CASE WHEN h.kind <> 'cast' OR r.billing = 'main' THEN 0 WHEN r.billing IS NULL THEN 3
        WHEN r.billing = 'guest' THEN 2 ELSE 1 END AS rank,
    h.fact_id, h.revision_id,
    COALESCE((SELECT MIN(k.counts_from) FROM claim k WHERE k.revision_id = r.id), '9999-12-31') AS known_from,
    h.latest_news,
    CASE WHEN h.kind = 'cast' THEN (SELECT p.person_id FROM credit p WHERE p.revision_id = r.id AND p.position = 0) END
        AS person_id,
    r.character_id, r.settled_by
FROM head h JOIN revision r ON r.id = h.revision_id AND r.retired = 0 {where}"""
