"""How it goes on with shows and seasons, who else makes them, and sources that may share one list."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_KINDS = ("cast", "director", "writer", "release", "news")


def upgrade() -> None:
    """`state`: what a renewal says; `job`: what the people of a crew do; `origin`: the list that sources may share."""
    op.execute("DROP VIEW fact_row")
    for table, column in (("revision", "state"), ("revision", "job"), ("source", "origin")):
        op.add_column(table, sa.Column(column, sa.Text, nullable=True))
    with op.batch_alter_table("fact", copy_from=_fact_as_it_was()) as table:
        table.drop_constraint("kind_is_known", type_="check")
        table.create_check_constraint("kind_is_known", _is_one_of(*_KINDS, "renewal", "crew"))
    op.execute(FACT_ROW)


def _fact_as_it_was() -> sa.Table:
    servers_own = sa.text("layer <> 0")
    return sa.Table(
        "fact",
        sa.MetaData(),
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("show_id", ID, sa.ForeignKey("show.id", ondelete="CASCADE"), nullable=False),
        sa.Column("layer", sa.BigInteger, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.UniqueConstraint("show_id", "layer", "key", name="fact_key"),
        sa.CheckConstraint(_is_one_of(*_KINDS), name="kind_is_known"),
        sa.Index("fact_by_layer", "layer", sqlite_where=servers_own, postgresql_where=servers_own),
    )


def _is_one_of(*kinds: str) -> str:
    return f"kind IN ({', '.join(repr(kind) for kind in kinds)})"


FACT_ROW = """
CREATE VIEW fact_row AS
SELECT
    r.id AS revision_id, f.id AS fact_id, f.kind, f.show_id, s.title AS show_title, s.credit AS show_credit,
    r.statement, r.billing, r.released, r.set_size, r.state, r.job, r.settled_by, r.outcome, r.retired,
    spoilt_season.number AS spoils_season, spoilt.number AS spoils_number,
    ch.id AS character_id, ch.name AS character_name,
    hidden_season.number AS character_spoils_season, hidden.number AS character_spoils_number,
    cr.position AS credit_position, p.id AS person_id, p.name AS person_name,
    sc.position AS scope_position, se.number AS scope_season,
    e.id AS episode_id, e.number AS episode_number, e.title AS episode_title, e.aired AS episode_aired,
    cl.position AS claim_position, cl.weight, cl.supports, cl.published, cl.counts_from, cl.speaker, cl.via, cl.note,
    so.id AS source_id, so.outlet, so.title AS source_title, so.url AS source_url, so.origin
FROM revision r
JOIN fact f ON f.id = r.fact_id
JOIN show s ON s.id = f.show_id
LEFT JOIN claim cl ON cl.revision_id = r.id
LEFT JOIN source so ON so.id = cl.source_id
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
