"""Posters of shows and synopses of episodes, each with whose it is."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """A staged import holds synopses too."""
    op.execute("DROP VIEW fact_row")
    for table, column in (
        ("show", "image"),
        ("show", "image_credit"),
        ("episode", "synopsis"),
        ("episode", "synopsis_credit"),
        ("staged_episode", "synopsis"),
        ("staged_episode", "synopsis_credit"),
    ):
        op.add_column(table, sa.Column(column, sa.Text, nullable=True))
    op.execute(FACT_ROW)


FACT_ROW = """
CREATE VIEW fact_row AS
SELECT
    r.id AS revision_id, f.id AS fact_id, f.kind, f.show_id, s.title AS show_title, s.credit AS show_credit,
    s.image AS show_image, s.image_credit AS show_image_credit,
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
