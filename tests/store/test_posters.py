"""Posters and synopses: a database of the version before is brought up, and keeps what it has."""

import shutil
from contextlib import closing
from pathlib import Path

from bot.store.schema import migrate, upgrade
from tests.engines.raw import connect
from tests.store.later import MIGRATIONS, Later


def test_a_database_of_before_gets_empty_columns_and_keeps_its_rows(tmp_path: Path, later: Later) -> None:
    newer = [path for path in (later.folder / "versions").glob("[0-9]*.py") if path.name[:4] > "0010"]
    for path in newer:
        path.unlink()
    database = tmp_path / "casefile.db"
    upgrade(database)
    with closing(connect(database)) as connection:
        connection.execute("INSERT INTO show (id, layer, key, title, credit) VALUES (1, 0, 'x', 'X', 'A credit')")
        connection.execute("INSERT INTO season (id, layer, show_id, number) VALUES (2, 0, 1, 1)")
        connection.execute("INSERT INTO episode (id, layer, season_id, number, title) VALUES (3, 0, 2, 1, 'One')")
        connection.execute("INSERT INTO fact (id, layer, show_id, key, kind) VALUES (4, 0, 1, 'f', 'news')")
        connection.execute(
            "INSERT INTO revision (id, fact_id, layer, number, change, made_at, retired, statement) "
            "VALUES (5, 4, 0, 1, 'pack', '2026-01-01T00:00:00+00:00', 0, 'Some words')"
        )
        connection.commit()
    for path in newer:
        shutil.copy(MIGRATIONS / "versions" / path.name, path)
    assert migrate(database)
    with closing(connect(database)) as connection:
        shows = connection.execute("SELECT title, credit, image, image_credit FROM show").fetchall()
        episodes = connection.execute("SELECT title, synopsis, synopsis_credit FROM episode").fetchall()
        facts = connection.execute("SELECT statement, show_credit, show_image FROM fact_row").fetchall()
    assert shows == [("X", "A credit", None, None)]
    assert episodes == [("One", None, None)]
    assert facts == [("Some words", "A credit", None)]
