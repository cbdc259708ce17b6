"""Bringing a database file to the newest schema, or refusing it in words."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import DatabaseNewer, DatabaseUnusable
from bot.store import schema
from bot.store.schema import migrate, versions
from tests.store.later import MIGRATIONS, Later

pytestmark = pytest.mark.sqlite


@contextmanager
def connected(path: Path) -> Generator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
        connection.commit()
    finally:
        connection.close()


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with connected(path) as connection:
        return connection.execute(sql).fetchall()


def tables(path: Path) -> set[object]:
    return {name for (name,) in ask(path, "SELECT name FROM sqlite_master")}


def test_an_absent_file_is_made_and_found_current_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "casefile.db"
    assert migrate(path)
    before = path.read_bytes()
    assert not migrate(path)
    assert path.read_bytes() == before
    assert ask(path, "SELECT version_num FROM alembic_version") == [(versions()[-1],)]


def test_an_empty_file_is_taken_for_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "casefile.db"
    path.touch()
    assert migrate(path)
    assert "fact" in tables(path)


def test_the_versions_are_those_that_alembic_knows_in_its_order() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert versions() == tuple(reversed(known))


def test_a_database_of_a_later_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "casefile.db"
    migrate(path)
    with connected(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("UPDATE oldest_schema SET version = '9998'")
    before = path.read_bytes()
    with pytest.raises(DatabaseNewer, match=r"later version of Casefile \(its schema is 9999\).*Update Casefile"):
        migrate(path)
    assert path.read_bytes() == before


def test_a_database_of_a_later_version_that_leaves_room_for_this_one_is_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "casefile.db"
    migrate(path)
    with connected(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE server ADD COLUMN colour TEXT")
    assert not migrate(path)
    assert ask(path, "SELECT version_num FROM alembic_version") == [("9999",)]
    with connected(path) as connection:
        connection.execute("ALTER TABLE server DROP COLUMN moderator_role")
    with pytest.raises(DatabaseUnusable, match="its table server has no column moderator_role"):
        migrate(path)


def columns(path: Path) -> dict[str, dict[str, bool]]:
    """The columns of each table; whether a new row needs a value for it."""
    named = [str(name) for name in tables(path)]
    return {
        table: {str(row[1]): bool(row[3]) and row[4] is None for row in ask(path, f"PRAGMA table_info({table})")}
        for table in named
    }


def test_migrations_only_add_to_the_oldest_schema_that_may_be_in_use(tmp_path: Path, later: Later) -> None:
    """A process of an earlier release goes on beside the new one: what it reads is there, what it writes is taken."""
    newest, oldest = tmp_path / "newest.db", tmp_path / "oldest.db"
    schema.upgrade(newest)
    ((version,),) = ask(newest, "SELECT version FROM oldest_schema")
    assert version in versions()
    for path in (later.folder / "versions").glob("[0-9]*.py"):
        if path.name[:4] > str(version):
            path.unlink()
    schema.upgrade(oldest)
    before, after = columns(oldest), columns(newest)
    assert len(before) > 40
    gone = [f"{table}.{each}" for table, known in before.items() for each in known if each not in after.get(table, {})]
    assert gone == []
    new = {table: {each: after[table][each] for each in after[table] if each not in before[table]} for table in before}
    assert [f"{table}.{each}" for table, added in new.items() for each, is_needed in added.items() if is_needed] == []


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Remember the milk. " * 100, "utf-8")
    with pytest.raises(DatabaseUnusable, match=r"can't be used: file is not a database"):
        migrate(path)
    assert path.read_text("utf-8") == "Remember the milk. " * 100


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with connected(path) as connection:
        connection.execute("CREATE TABLE invoice (id INTEGER)")
    with pytest.raises(DatabaseUnusable, match="another program"):
        migrate(path)
    assert tables(path) == {"invoice"}


def test_a_folder_in_place_of_the_file_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable, match=r"can't be used: .*Check that"):
        migrate(tmp_path)


def test_a_file_in_place_of_the_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(DatabaseUnusable, match=r"can't be used: .*Check that"):
        migrate(tmp_path / "data" / "casefile.db")


def test_an_older_database_is_brought_up_with_what_is_in_it(tmp_path: Path, later: Later) -> None:
    path = tmp_path / "casefile.db"
    migrate(path)
    with connected(path) as connection:
        connection.execute("INSERT INTO server (guild_id, changed_at) VALUES (1, '2026-01-01T00:00:00+00:00')")
    newest = later.add("op.add_column('server', sa.Column('colour', sa.Text))")
    assert migrate(path)
    assert ask(path, "SELECT guild_id, colour FROM server") == [(1, None)]
    assert ask(path, "SELECT version_num FROM alembic_version") == [(newest,)]


def test_a_migration_that_fails_half_way_leaves_everything_as_it_was(tmp_path: Path, later: Later) -> None:
    path = tmp_path / "casefile.db"
    migrate(path)
    before = (tables(path), ask(path, "SELECT version_num FROM alembic_version"))
    later.add("op.create_table('whole', sa.Column('id', sa.Integer))")
    later.add("op.create_table('half', sa.Column('id', sa.Integer))", "op.execute('INSERT INTO nowhere VALUES (1)')")
    with pytest.raises(DatabaseUnusable, match="no such table: nowhere"):
        migrate(path)
    assert (tables(path), ask(path, "SELECT version_num FROM alembic_version")) == before


def test_a_migration_that_breaks_off_leaves_the_data_as_it_was(tmp_path: Path, later: Later) -> None:
    path = tmp_path / "casefile.db"
    migrate(path)
    with connected(path) as connection:
        connection.execute("INSERT INTO server (guild_id, changed_at) VALUES (1, '2026-01-01T00:00:00+00:00')")
    later.add("op.execute('DELETE FROM server')", "raise RuntimeError('power cut')")
    with pytest.raises(RuntimeError, match="power cut"):
        migrate(path)
    assert ask(path, "SELECT guild_id FROM server") == [(1,)]


def test_rebuilding_a_table_keeps_the_rows_that_belong_to_it(database: Path, later: Later) -> None:
    before = {
        table: ask(database, f"SELECT * FROM {table} ORDER BY 1, 2")
        for table in ("season", "episode", "fact", "revision", "claim", "credit", "scope", "head", "alias")
    }
    later.add(
        "view = op.get_bind().exec_driver_sql(\"SELECT sql FROM sqlite_master WHERE name = 'fact_row'\").scalar_one()",
        "op.execute('DROP VIEW fact_row')",
        "with op.batch_alter_table('show', recreate='always') as batch:",
        "    batch.add_column(sa.Column('colour', sa.Text))",
        "op.execute(view)",
    )
    assert migrate(database)
    assert ask(database, "SELECT colour FROM show") == [(None,)]
    assert before["season"]
    assert before["claim"]
    for table, rows in before.items():
        assert ask(database, f"SELECT * FROM {table} ORDER BY 1, 2") == rows, table


def test_a_migration_that_orphans_rows_is_noticed(database: Path, later: Later) -> None:
    later.add("op.execute('DELETE FROM show')")
    before = ask(database, "SELECT COUNT(*) FROM show")
    for _ in range(2):
        with pytest.raises(DatabaseUnusable, match="rows would belong to nothing"):
            migrate(database)
    assert ask(database, "SELECT COUNT(*) FROM show") == before
