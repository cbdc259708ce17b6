"""What moderators do: proposed changes and suggestions, imports, the log, second looks, and who may.

A revision without a number is only proposed and in no answer; it gets its number when it takes effect.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _ref(target: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=nullable)


def _discord_id(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def upgrade() -> None:
    op.execute("DROP VIEW fact_row")
    _imports()
    _revisions()
    _staging()
    op.execute(FACT_ROW)
    _proposals()
    _servers()
    _servers_own_rows()
    _members()
    _housekeeping()


def _imports() -> None:
    op.create_table(
        "batch",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("show", "show_id"),
        _discord_id("layer"),
        _text("filename"),
        _text("made_at"),
        _discord_id("made_by", nullable=True),
        _text("taken_at", nullable=True),
        _ref("batch", "undoes_id", nullable=True),
    )
    op.create_index("batch_by_layer", "batch", ["layer"])


def _staging() -> None:
    """What a prepared import stores about its revisions, and the names that it gives to things."""
    op.create_table(
        "staged",
        sa.Column(
            "revision_id", ID, sa.ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
        _ref("revision", "opened_on_id", nullable=True),
        sa.Column("conflict", sa.Integer, nullable=False),
        sa.CheckConstraint("conflict IN (0, 1)", name="conflict_is_yes_or_no"),
    )
    op.create_index("staged_by_opened_on", "staged", ["opened_on_id"])
    op.create_table(
        "staged_name",
        _ref("batch", "batch_id"),
        sa.Column("thing_id", ID, nullable=False),
        _text("name"),
        sa.PrimaryKeyConstraint("batch_id", "thing_id", "name"),
        sqlite_with_rowid=False,
    )
    _staged_details()


def _staged_details() -> None:
    """What an import says of the server's own seasons, episodes and characters: theirs once it is taken."""
    for thing, *columns in (
        ("season", sa.Column("episodes", sa.Integer)),
        (
            "episode", _text("title", nullable=True), _text("aired", nullable=True), sa.Column("runtime", sa.Integer),
            _text("imdb", nullable=True),
        ),
        ("character", sa.Column("spoils_id", ID), sa.Column("spoilt_before_id", ID)),
    ):  # fmt: skip
        op.create_table(
            f"staged_{thing}",
            _ref("batch", "batch_id"),
            sa.Column(f"{thing}_id", ID, nullable=False),
            *columns,
            sa.PrimaryKeyConstraint("batch_id", f"{thing}_id"),
            sqlite_with_rowid=False,
        )
    op.create_table(
        "staged_source",
        _ref("batch", "batch_id"),
        sa.Column("episode_id", ID, nullable=False),
        _text("detail"),
        sa.Column("source_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "episode_id", "detail", "source_id"),
        sqlite_with_rowid=False,
    )


def _revisions() -> None:
    with op.batch_alter_table("revision", copy_from=_revision_as_it_was()) as table:
        table.alter_column("number", existing_type=sa.Integer, nullable=True)
        table.add_column(sa.Column("follows", sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("batch_id", ID, nullable=True))
        table.create_foreign_key("revision_batch", "batch", ["batch_id"], ["id"], ondelete="CASCADE")
        table.create_check_constraint("follows_is_yes_or_no", "follows IN (0, 1)")
    servers_own = sa.text("layer <> 0")
    op.create_index(
        "revision_of_servers", "revision", ["layer", "made_at"], sqlite_where=servers_own, postgresql_where=servers_own
    )
    # A server's rows are deleted with it; without these each row's deletion would look through whole tables.
    for column in ("batch_id", "base_revision_id", "settled_by", "spoils_id"):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"revision_by_{column}", "revision", [column], sqlite_where=given, postgresql_where=given)
    op.create_index("claim_by_source", "claim", ["source_id"])


def _revision_as_it_was() -> sa.Table:
    """The table of the first version; SQLite does not report its checks to Alembic."""
    changes = ("pack", "add", "edit", "claim", "retire", "restore", "undo", "import")
    return sa.Table(
        "revision",
        sa.MetaData(),
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _ref("fact", "fact_id"),
        _discord_id("layer"),
        sa.Column("number", sa.Integer, nullable=False),
        _text("change"),
        _text("made_at"),
        _discord_id("made_by", nullable=True),
        _text("reason", nullable=True),
        sa.Column("base_revision_id", ID, sa.ForeignKey("revision.id"), nullable=True),
        sa.Column("retired", sa.Integer, nullable=False, server_default="0"),
        _text("statement", nullable=True),
        _ref("character", "character_id", nullable=True),
        _text("billing", nullable=True),
        _text("released", nullable=True),
        sa.Column("set_size", sa.Integer, nullable=True),
        _ref("episode", "spoils_id", nullable=True),
        _ref("fact", "settled_by", nullable=True),
        _text("outcome", nullable=True),
        sa.UniqueConstraint("fact_id", "layer", "number", name="revision_number"),
        _one_of("change", *changes),
        _one_of("billing", "main", "recurring", "guest", "supporting"),
        _one_of("outcome", "settled", "refuted"),
        sa.CheckConstraint("retired IN (0, 1)", name="retired_is_yes_or_no"),
        sa.CheckConstraint("(settled_by IS NULL) = (outcome IS NULL)", name="outcome_has_its_fact"),
        sa.Index("revision_by_character", "character_id"),
    )


def _one_of(column: str, *words: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def _proposals() -> None:
    op.create_table(
        "proposal",
        sa.Column(
            "revision_id", ID, sa.ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
        _discord_id("guild_id"),
        _text("state"),
        sa.Column("suggested", sa.Integer, nullable=False),
        _ref("revision", "opened_on_id", nullable=True),
        _ref("revision", "carries_out_id", nullable=True),
        _ref("revision", "became_id", nullable=True),
        _discord_id("handled_by", nullable=True),
        _text("handled_at", nullable=True),
        _text("answer", nullable=True),
        _one_of("state", "draft", "open", "accepted", "rejected", "dropped"),
        sa.CheckConstraint("suggested IN (0, 1)", name="suggested_is_yes_or_no"),
    )
    op.create_index("proposal_by_state", "proposal", ["guild_id", "state", "revision_id"])
    op.create_index("proposal_by_outcome", "proposal", ["became_id"])
    op.create_table(
        "backer",
        _ref("revision", "revision_id"),
        _discord_id("user_id"),
        _text("told_at", nullable=True),
        sa.PrimaryKeyConstraint("revision_id", "user_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("backer_by_user", "backer", ["user_id"])
    op.create_table(
        "blocked",
        _discord_id("guild_id"),
        _discord_id("user_id"),
        _discord_id("blocked_by"),
        _text("blocked_at"),
        sa.PrimaryKeyConstraint("guild_id", "user_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "second_look",
        _discord_id("guild_id"),
        _ref("fact", "fact_id"),
        _discord_id("looked_by"),
        _text("looked_at"),
        sa.PrimaryKeyConstraint("guild_id", "fact_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "typed",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _discord_id("guild_id"),
        _discord_id("user_id"),
        _text("form"),
        _text("typed_at"),
        *(_text(f"field_{number}", nullable=True) for number in range(1, 6)),
    )
    op.create_index("typed_by_time", "typed", ["typed_at"])


def _servers() -> None:
    op.add_column("server", _discord_id("moderator_role", nullable=True))
    op.add_column("server", _discord_id("log_channel", nullable=True))
    op.add_column("server", _text("left_at", nullable=True))
    op.create_table(
        "log_line",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        _discord_id("guild_id"),
        _ref("revision", "revision_id", nullable=True),
        _ref("batch", "batch_id", nullable=True),
        _text("made_at"),
        _discord_id("channel_id", nullable=True),
        _discord_id("message_id", nullable=True),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
    )
    op.create_index("log_line_by_server", "log_line", ["guild_id", "id"])
    op.create_index("log_line_by_revision", "log_line", ["revision_id"])
    waiting = sa.text("message_id IS NULL")
    op.create_index("log_line_waiting", "log_line", ["id"], sqlite_where=waiting, postgresql_where=waiting)


def _servers_own_rows() -> None:
    servers_own = sa.text("layer <> 0")
    for table, columns in (("alias", ["thing_id", "layer"]), ("head", ["layer"])):
        op.create_index(f"{table}_of_servers", table, columns, sqlite_where=servers_own, postgresql_where=servers_own)
    # People who are mentioned for the first time keep all the names that the base has of them.
    op.create_index("alias_by_thing", "alias", ["thing_id"])
    op.create_index("source_by_outlet", "source", ["outlet"])


def _members() -> None:
    """What somebody did, wherever it was: so that a member can have it removed."""
    for table, column in (("revision", "made_by"), ("batch", "made_by"), ("proposal", "handled_by")):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"{table}_by_member", table, [column], sqlite_where=given, postgresql_where=given)
    for table, column in (("second_look", "looked_by"), ("blocked", "blocked_by"), ("typed", "user_id")):
        op.create_index(f"{table}_by_member", table, [column])


def _housekeeping() -> None:
    """What is deleted after a while, and what its deletion would otherwise look for through whole tables."""
    servers_own = sa.text("layer <> 0")
    for table in ("season", "episode", "character", "fact", "alias"):
        op.create_index(f"{table}_by_layer", table, ["layer"], sqlite_where=servers_own, postgresql_where=servers_own)
    for table, column in (
        ("proposal", "opened_on_id"),
        ("proposal", "carries_out_id"),
        ("batch", "undoes_id"),
        ("log_line", "batch_id"),
        ("character", "spoils_id"),
    ):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"{table}_by_{column}", table, [column], sqlite_where=given, postgresql_where=given)
    op.create_index("second_look_by_fact", "second_look", ["fact_id"])
    op.create_index("episode_source_by_source", "episode_source", ["source_id"])
    op.create_index("log_line_by_time", "log_line", ["made_at"])
    unsaved = sa.text("state IN ('draft', 'dropped')")
    op.create_index("proposal_unsaved", "proposal", ["revision_id"], sqlite_where=unsaved, postgresql_where=unsaved)


# One row for each pairing of a revision's people, places and claims. What is only proposed may have no claim yet.
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
