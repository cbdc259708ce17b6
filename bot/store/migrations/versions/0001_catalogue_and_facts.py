"""The catalogue, facts with their revisions and claims, packs, and what a server has chosen.

`layer` is 0 for the shared base that packs fill, and otherwise the Discord id of the server whose own row it is.
Times are ISO text in UTC, dates ISO text, and yes or no is 1 or 0, so that both engines read the same rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# Our own ids: 64 bits everywhere; SQLite calls that INTEGER and then needs no second index for the key.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _ref(target: str, *, nullable: bool = False, name: str | None = None) -> sa.Column[int]:
    column = name or f"{target}_id"
    return sa.Column(column, ID, sa.ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _layer() -> sa.Column[int]:
    return sa.Column("layer", sa.BigInteger, nullable=False)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=nullable)


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def _yes_or_no(column: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} IN (0, 1)", name=f"{column}_is_yes_or_no")


def upgrade() -> None:
    _catalogue()
    _facts()
    _names()
    _servers()
    op.execute(FACT_ROW)


def _catalogue() -> None:
    op.create_table(
        "show",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _layer(),
        _text("key"),
        _text("title"),
        _text("network", nullable=True),
        _text("imdb", nullable=True),
        sa.Column("tvmaze", sa.BigInteger, nullable=True),
        sa.UniqueConstraint("layer", "key", name="show_key"),
    )
    op.create_table(
        "season",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("show"),
        _layer(),
        _number("number"),
        _number("episodes", nullable=True),
        sa.UniqueConstraint("show_id", "layer", "number", name="season_number"),
    )
    op.create_table(
        "episode",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("season"),
        _layer(),
        _number("number"),
        _text("title", nullable=True),
        _text("aired", nullable=True),
        _number("runtime", nullable=True),
        _text("imdb", nullable=True),
        sa.UniqueConstraint("season_id", "layer", "number", name="episode_number"),
    )
    op.create_table(
        "person",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _layer(),
        _text("key"),
        _text("name"),
        sa.UniqueConstraint("layer", "key", name="person_key"),
    )
    op.create_table(
        "character",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("show"),
        _layer(),
        _text("key"),
        _text("name"),
        _number("prominence"),
        _ref("episode", nullable=True, name="spoils_id"),
        sa.UniqueConstraint("show_id", "layer", "key", name="character_key"),
    )
    op.create_index("character_by_prominence", "character", ["show_id", "prominence", "id"])
    op.create_table(
        "source",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _layer(),
        _text("key"),
        _text("outlet"),
        _text("title", nullable=True),
        _text("url", nullable=True),
        sa.UniqueConstraint("layer", "key", name="source_key"),
    )
    op.create_table(
        "episode_source",
        _ref("episode"),
        _text("detail"),
        _ref("source"),
        sa.PrimaryKeyConstraint("episode_id", "detail", "source_id"),
        _one_of("detail", "title", "runtime", "imdb"),
        sqlite_with_rowid=False,
    )


def _facts() -> None:
    op.create_table(
        "fact",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("show"),
        _layer(),
        _text("key"),
        _text("kind"),
        sa.UniqueConstraint("show_id", "layer", "key", name="fact_key"),
        _one_of("kind", "cast", "director", "writer", "release", "news"),
    )
    op.create_table(
        "revision",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("fact"),
        _layer(),
        _number("number"),
        _text("change"),
        _text("made_at"),
        sa.Column("made_by", sa.BigInteger, nullable=True),
        _text("reason", nullable=True),
        sa.Column("base_revision_id", ID, sa.ForeignKey("revision.id"), nullable=True),
        sa.Column("retired", sa.Integer, nullable=False, server_default="0"),
        _text("statement", nullable=True),
        _ref("character", nullable=True),
        _text("billing", nullable=True),
        _text("released", nullable=True),
        _number("set_size", nullable=True),
        _ref("episode", nullable=True, name="spoils_id"),
        _ref("fact", nullable=True, name="settled_by"),
        _text("outcome", nullable=True),
        sa.UniqueConstraint("fact_id", "layer", "number", name="revision_number"),
        _one_of("change", "pack", "add", "edit", "claim", "retire", "restore", "undo", "import"),
        _one_of("billing", "main", "recurring", "guest", "supporting"),
        _one_of("outcome", "settled", "refuted"),
        _yes_or_no("retired"),
        sa.CheckConstraint("(settled_by IS NULL) = (outcome IS NULL)", name="outcome_has_its_fact"),
    )
    op.create_index("revision_by_character", "revision", ["character_id"])
    op.create_table(
        "credit",
        _ref("revision"),
        _number("position"),
        _ref("person"),
        sa.PrimaryKeyConstraint("revision_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("credit_by_person", "credit", ["person_id"])
    op.create_table(
        "scope",
        _ref("revision"),
        _number("position"),
        _ref("season"),
        _ref("episode", nullable=True),
        sa.PrimaryKeyConstraint("revision_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("scope_by_season", "scope", ["season_id"])
    op.create_index("scope_by_episode", "scope", ["episode_id"])
    op.create_table(
        "claim",
        _ref("revision"),
        _number("position"),
        _ref("source"),
        _number("weight"),
        _number("supports"),
        _text("published", nullable=True),
        _text("counts_from"),
        _text("speaker", nullable=True),
        _text("via", nullable=True),
        _text("note", nullable=True),
        sa.PrimaryKeyConstraint("revision_id", "position"),
        sa.CheckConstraint("weight IN (1, 2, 3)", name="weight_is_known"),
        _yes_or_no("supports"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "head",
        _ref("fact"),
        _layer(),
        _ref("revision"),
        _ref("show"),
        _text("kind"),
        _text("latest_news", nullable=True),
        sa.PrimaryKeyConstraint("fact_id", "layer"),
        sa.UniqueConstraint("revision_id", name="head_revision"),
        sqlite_with_rowid=False,
    )
    op.create_index("head_by_kind", "head", ["show_id", "kind"])
    op.create_index("head_by_news", "head", ["show_id", "latest_news"])


def _names() -> None:
    op.create_table(
        "alias",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("show"),
        _layer(),
        _text("shelf"),
        sa.Column("thing_id", ID, nullable=False),
        _text("name"),
        _text("folded"),
        _number("word"),
        _text("known_from"),
        _number("spoils"),
        _yes_or_no("spoils"),
    )
    op.create_index("alias_by_name", "alias", ["show_id", "shelf", "folded"])
    op.create_index(
        "alias_of_shows",
        "alias",
        ["folded"],
        sqlite_where=sa.text("shelf = '0 show'"),
        postgresql_where=sa.text("shelf = '0 show'"),
    )


def _servers() -> None:
    op.create_table(
        "pack",
        sa.Column("key", sa.Text, primary_key=True),
        _ref("show"),
        _text("digest"),
        _text("loaded_at"),
    )
    op.create_table(
        "server",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _ref("show", nullable=True),
        sa.Column("timezone", sa.Text, nullable=False, server_default="UTC"),
        _text("changed_at"),
    )
    op.create_table(
        "command_sync",
        sa.Column("application_id", sa.BigInteger, primary_key=True, autoincrement=False),
        _text("digest"),
    )


# One row for each pairing of a revision's people, places and claims: everything that an answer shows of a fact.
FACT_ROW = """
CREATE VIEW fact_row AS
SELECT
    r.id AS revision_id, f.id AS fact_id, f.kind, f.show_id, s.title AS show_title,
    r.statement, r.billing, r.released, r.set_size, r.settled_by, r.outcome, r.retired,
    spoilt_season.number AS spoils_season, spoilt.number AS spoils_number,
    ch.id AS character_id, ch.name AS character_name,
    hidden_season.number AS character_spoils_season, hidden.number AS character_spoils_number,
    cr.position AS credit_position, p.id AS person_id, p.name AS person_name,
    sc.position AS scope_position, se.number AS scope_season,
    e.id AS episode_id, e.number AS episode_number, e.title AS episode_title, e.aired AS episode_aired,
    cl.position AS claim_position, cl.weight, cl.supports, cl.published, cl.counts_from, cl.speaker, cl.via, cl.note,
    so.id AS source_id, so.outlet, so.title AS source_title, so.url AS source_url
FROM revision r
JOIN fact f ON f.id = r.fact_id
JOIN show s ON s.id = f.show_id
JOIN claim cl ON cl.revision_id = r.id
JOIN source so ON so.id = cl.source_id
LEFT JOIN credit cr ON cr.revision_id = r.id
LEFT JOIN person p ON p.id = cr.person_id
LEFT JOIN scope sc ON sc.revision_id = r.id
LEFT JOIN season se ON se.id = sc.season_id
LEFT JOIN episode e ON e.id = sc.episode_id
LEFT JOIN character ch ON ch.id = r.character_id
LEFT JOIN episode hidden ON hidden.id = ch.spoils_id
LEFT JOIN season hidden_season ON hidden_season.id = hidden.season_id
LEFT JOIN episode spoilt ON spoilt.id = r.spoils_id
LEFT JOIN season spoilt_season ON spoilt_season.id = spoilt.season_id
"""
