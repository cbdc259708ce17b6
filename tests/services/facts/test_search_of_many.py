"""The search for a fact to edit costs the same, however many facts a server has."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.store.store import open_store
from tests.engines.raw import connect
from tests.helpers.facts import MOD, Desk
from tests.store.layers import SERVER
from tests.store.statements import Recorder, Run

SEASON = "SELECT s.id, s.show_id FROM season s WHERE s.layer = 0 AND s.number = 2"
FIRST, A_MANY = 1 << 60, 800
TYPED = ("", "se", "season 2", "s2 women", "trish", "S02E07", "cast", "rumour 7", "zz qq")


def add_facts(database: Path, first: int, count: int) -> None:
    """News about the second season, and roles in it, that a server has of its own."""
    with closing(connect(database)) as connection, connection:
        season, show = connection.execute(SEASON).fetchone()
        (source,) = connection.execute("SELECT MIN(id) FROM source").fetchone()
        (person,) = connection.execute("SELECT MIN(id) FROM person").fetchone()
        for id_ in range(first, first + count):
            kind, words = ("news", f"Rumour {id_ - FIRST} of the set.") if id_ % 2 else ("cast", None)
            connection.execute(
                "INSERT INTO fact (id, show_id, layer, key, kind) VALUES (?, ?, ?, ?, ?)",
                (id_, show, SERVER, f"own-{id_}", kind),
            )
            connection.execute(
                "INSERT INTO revision (id, fact_id, layer, number, change, made_at, statement, billing)"
                " VALUES (?, ?, ?, 1, 'add', '2026-01-01T00:00:00+00:00', ?, ?)",
                (id_, id_, SERVER, words, None if words else "guest"),
            )
            connection.execute("INSERT INTO scope (revision_id, position, season_id) VALUES (?, 0, ?)", (id_, season))
            if not words:
                connection.execute("INSERT INTO credit VALUES (?, 0, ?)", (id_, person))
            connection.execute(
                "INSERT INTO claim (revision_id, position, source_id, weight, supports, counts_from)"
                " VALUES (?, 0, ?, 1, 1, '2026-01-01')",
                (id_, source),
            )
            connection.execute("INSERT INTO head VALUES (?, ?, ?, ?, ?, NULL)", (id_, SERVER, id_, show, kind))
        connection.execute("INSERT INTO about SELECT DISTINCT v.* FROM about_row v WHERE v.fact_id >= ?", (first,))


async def searched(database: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Run]]:
    """The statements behind each text that is typed, when nothing has been read yet."""
    ran: dict[str, list[Run]] = {}
    recorder = Recorder()
    with monkeypatch.context() as patching:
        recorder.begin(patching)
        for text in TYPED:
            async with open_store(database) as store:
                recorder.take()
                assert len(await Desk(store).search.complete(MOD, text)) <= 25
                ran[text] = recorder.take()
    return ran


def steps(database: Path, runs: list[Run]) -> int:
    """The instructions of SQLite's own machine that these statements take."""
    taken = 0

    def count() -> None:
        nonlocal taken
        taken += 1

    with closing(connect(database)) as connection:
        connection.set_progress_handler(count, 1)
        for run in runs:
            if not run.sql.startswith("PRAGMA"):
                connection.execute(run.sql, dict(run.parameters)).fetchall()
    return taken


@pytest.mark.sqlite  # counts what SQLite does
async def test_it_does_not_grow_with_the_facts_of_a_server(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_facts(database, FIRST, A_MANY)
    few = {text: steps(database, runs) for text, runs in (await searched(database, monkeypatch)).items()}
    add_facts(database, FIRST + A_MANY, 3 * A_MANY)
    many = {text: steps(database, runs) for text, runs in (await searched(database, monkeypatch)).items()}
    assert {text: (few[text], many[text]) for text in TYPED if many[text] > 1.1 * few[text]} == {}


async def test_what_was_retired_is_found_among_many(database: Path) -> None:
    async with open_store(database) as store:
        desk = Desk(store)
        retired = await desk.key("season-2-repercussions")
        await desk.history.retire(MOD, retired, "A test")
    add_facts(database, FIRST, A_MANY)
    async with open_store(database) as store:
        (match,) = [match for match in await Desk(store).search.complete(MOD, "kilg kill") if match.fact.id == retired]
        assert match.retired
