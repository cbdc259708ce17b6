"""A store that is copied is the same in both places, whichever engines they are on."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.errors import BadInput
from bot.store import copying
from bot.store.address import Address
from bot.store.copying import copy_store
from bot.store.schema import migrate
from tests.engines.databases import Databases
from tests.engines.raw import connect

GUILD = 2**62


def nothing(*_: object) -> None:
    """Nobody looks on."""


@pytest.fixture
def filled(database: Address) -> Address:
    """Also with what refers to later rows, and values at their limits."""
    with closing(connect(database)) as raw:
        ids = [row[0] for row in raw.execute("SELECT id FROM revision ORDER BY id DESC LIMIT 2").fetchall()]
        raw.execute("UPDATE revision SET base_revision_id = ? WHERE id = ?", (ids[0], ids[1]))
        raw.execute("INSERT INTO server (guild_id, timezone, changed_at) VALUES (?, 'é 😀 ''%', '')", (GUILD,))
        raw.execute("INSERT INTO web_copy (url, body, fetched_at) VALUES ('u', ?, '')", (bytes(range(256)),))
        raw.execute("UPDATE folding SET reached = 5")
        raw.commit()
    return database


@pytest.fixture
def empty(databases: Databases) -> Generator[Address]:
    address = databases.empty()
    yield address
    databases.forget(address)


async def test_a_store_goes_from_one_engine_to_the_other_and_back(
    filled: Address, empty: Address, tmp_path: Path
) -> None:
    there = await copy_store(filled, tmp_path / "there.db", nothing)
    back = await copy_store(tmp_path / "there.db", empty, nothing)
    assert there == back
    counts = {copied.table: copied.rows for copied in there}
    assert counts["server"] == counts["web_copy"] == counts["folding"] == 1
    assert counts["revision"] > 200
    assert len({copied.digest for copied in there if copied.rows}) == sum(copied.rows > 0 for copied in there)
    with closing(connect(empty)) as raw:
        ((zone, body),) = raw.execute("SELECT timezone, body FROM server CROSS JOIN web_copy").fetchall()
    assert (zone, bytes(body)) == ("é 😀 '%", bytes(range(256)))
    assert not migrate(empty), "the copy lacks something of the schema"


async def test_where_both_are_the_same_already_nothing_is_changed(filled: Address, empty: Address) -> None:
    assert await copy_store(filled, empty, nothing) == await copy_store(filled, empty, nothing)


async def test_what_has_something_else_in_it_stays_as_it_is(filled: Address, empty: Address) -> None:
    migrate(empty)
    with closing(connect(empty)) as raw:
        raw.execute("INSERT INTO server (guild_id, timezone, changed_at) VALUES (1, 'UTC', '')")
        raw.commit()
    with pytest.raises(BadInput, match="something else in it"):
        await copy_store(filled, empty, nothing)
    with closing(connect(empty)) as raw:
        assert raw.execute("SELECT COUNT(*) FROM show").fetchone()[0] == 0


async def test_after_an_interruption_it_is_started_again(filled: Address, empty: Address) -> None:
    def interrupt(table: str, done: int, count: int) -> None:
        if table == "revision" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await copy_store(filled, empty, interrupt)
    with closing(connect(empty)) as raw:
        assert raw.execute("SELECT COUNT(*) FROM show").fetchone()[0] == 0
    assert {copied.rows for copied in await copy_store(filled, empty, nothing)} != {0}


async def test_progress_counts_up_to_all_rows(filled: Address, empty: Address, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_PAGE", 50)
    steps: list[tuple[str, int, int]] = []

    def note(table: str, done: int, count: int) -> None:
        steps.append((table, done, count))

    copied = await copy_store(filled, empty, note)
    last = {table: (done, count) for table, done, count in steps}
    assert last == {each.table: (each.rows, each.rows) for each in copied}
    assert len([step for step in steps if step[0] == "claim"]) > 5


async def test_a_row_that_is_not_copied_is_noticed_and_nothing_is_kept(
    filled: Address, empty: Address, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = copying._digest  # pyright: ignore[reportPrivateUsage]
    seen: list[str] = []

    async def wrong(executor: object, table: object) -> tuple[int, str]:
        count, found = await digest(executor, table)  # pyright: ignore[reportArgumentType]
        seen.append(table.name)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
        return (count, found) if seen.count("claim") < 2 else (count - 1, found)

    monkeypatch.setattr(copying, "_digest", wrong)
    with pytest.raises(RuntimeError, match="claim was not copied"):
        await copy_store(filled, empty, nothing)
    with closing(connect(empty)) as raw:
        assert raw.execute("SELECT COUNT(*) FROM show").fetchone()[0] == 0


async def test_a_source_of_another_version_is_refused(filled: Address, empty: Address) -> None:
    with closing(connect(filled)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.commit()
    with pytest.raises(BadInput, match="another version"):
        await copy_store(filled, empty, nothing)


def test_the_command_says_what_it_copied(
    filled: Address, empty: Address, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = (getattr(address, "url", str(address)) for address in (filled, empty))
    assert main(["copy", source, target]) == 0
    written = capsys.readouterr().out
    assert "  server: 1 rows, " in written
    assert "are the same in both" in written
    assert main(["copy", source, source]) == BadInput.exit_code
    assert main(["copy", source, "postgresql:oops"]) == BadInput.exit_code


def test_a_source_that_is_not_there_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["copy", str(tmp_path / "none.db"), str(tmp_path / "new.db")]) != 0
    assert "none.db" in capsys.readouterr().err
