"""Stored boundaries: who reads them, what removes them, and that no statement walks through a whole table."""

import re
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.spoilers import WHOLE_SERVER
from bot.store.statements import statements
from bot.store.store import Store
from tests.engines.raw import connect, keep_references
from tests.store.layers import OTHER_SERVER, SERVER, show_id
from tests.store.plans import whole_walks
from tests.store.rows_of import rows

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FAN, OTHER_FAN = 2**61 + 1, 2**61 + 2
CHANNEL, CATEGORY = 2**60 + 1, 2**60 + 2
UPTO = Boundary(1, 3)


async def test_a_members_boundary_is_theirs_alone_and_may_change(store: Store) -> None:
    show = await show_id(store)
    async with store.writing() as gateways:
        await gateways.boundaries.set_member(FAN, show, UPTO, NOW)
        await gateways.boundaries.set_member(FAN, show, Boundary.of_season(2), NOW)
        await gateways.boundaries.set_member(OTHER_FAN, show, EVERYTHING, NOW)
    reading = store.reading().boundaries
    assert await reading.member(FAN, show) == Boundary.of_season(2)
    assert await reading.member(OTHER_FAN, show) == EVERYTHING
    assert await reading.member(3, show) is None
    assert [(each.show.id, each.upto) for each in await reading.of_member(FAN)] == [(show, Boundary.of_season(2))]
    async with store.writing() as gateways:
        assert await gateways.boundaries.forget_member(FAN, show)
        assert not await gateways.boundaries.forget_member(FAN, show)
    assert await reading.member(FAN, show) is None
    assert await reading.member(OTHER_FAN, show) == EVERYTHING


async def test_each_place_of_each_server_has_its_own(store: Store) -> None:
    show = await show_id(store)
    async with store.writing() as gateways:
        await gateways.boundaries.set_place(SERVER, CHANNEL, show, UPTO, NOW)
        await gateways.boundaries.set_place(SERVER, WHOLE_SERVER, show, NOTHING, NOW)
        await gateways.boundaries.set_place(OTHER_SERVER, CATEGORY, show, EVERYTHING, NOW)
        await gateways.boundaries.set_days(SERVER, 3, NOW)
    reading = store.reading().boundaries
    assert await reading.places(SERVER, show) == {CHANNEL: UPTO, WHOLE_SERVER: NOTHING}
    assert await reading.places(OTHER_SERVER, show) == {CATEGORY: EVERYTHING}
    assert (await reading.days(SERVER), await reading.days(OTHER_SERVER)) == (3, None)
    assert [each.place for each in await reading.of_server(SERVER)] == [WHOLE_SERVER, CHANNEL]
    assert await reading.places_after(0, 0, 9) == ((OTHER_SERVER, CATEGORY), (SERVER, CHANNEL))
    assert await reading.places_after(0, 0, 1) == ((OTHER_SERVER, CATEGORY),)
    assert await reading.places_after(OTHER_SERVER, CATEGORY, 9) == ((SERVER, CHANNEL),)
    async with store.writing() as gateways:
        await gateways.boundaries.forget_place(SERVER, CHANNEL)
        await gateways.boundaries.forget_place(SERVER, WHOLE_SERVER)  # no channel
        await gateways.boundaries.set_days(SERVER, None, NOW)
    assert await reading.places(SERVER, show) == {WHOLE_SERVER: NOTHING}
    assert await reading.days(SERVER) is None


async def test_a_deleted_show_takes_its_boundaries_with_it(store: Store, database: Path) -> None:
    async with store.writing() as gateways:
        show = await show_id(store)
        await gateways.boundaries.set_place(SERVER, CHANNEL, show, UPTO, NOW)
        await gateways.boundaries.set_member(FAN, show, UPTO, NOW)
    with closing(connect(database)) as connection:
        keep_references(connection)
        insert = "INSERT INTO show (id, layer, key, title) VALUES (77, 0, 'other', 'Other')"
        connection.execute(insert)
        connection.execute("INSERT INTO seen VALUES (?, 77, 1, 1, '')", (FAN,))
        connection.execute("INSERT INTO boundary VALUES (1, 0, 77, 1, 1, '')")
        connection.execute("DELETE FROM show WHERE id = 77")
        connection.commit()
    assert [row[:2] for row in rows(database, "seen")] == [(FAN, show)]
    assert [row[:3] for row in rows(database, "boundary")] == [(SERVER, CHANNEL, show)]


@pytest.mark.parametrize(
    ("upto", "codes"),
    [
        (NOTHING, [(1, 1), (1, 2), (1, 3)]),
        (Boundary(1, 12), [(1, 13), (2, 1), (2, 2)]),
        (Boundary.of_season(2), [(3, 1), (3, 2), (3, 3)]),
        (Boundary(3, 12), [(3, 13)]),
        (EVERYTHING, []),
    ],
)
async def test_the_next_episodes_are_those_beyond_a_boundary(
    store: Store, upto: Boundary, codes: list[tuple[int, int]]
) -> None:
    found = await store.reading().boundaries.episodes_after(SERVER, await show_id(store), upto, 3)
    assert list(found) == [EpisodeCode(*code) for code in codes]


PAGED = {"places_after"}
"""Reads a page of the table, and is asked for one after the other."""


@pytest.mark.sqlite  # reads SQLite's plans
def test_no_statement_walks_a_large_table_whole(loaded_database: Path) -> None:
    with closing(connect(loaded_database)) as connection:
        found = {
            statement.name: walks
            for statement in statements("boundaries")
            if statement.name not in PAGED
            and (walks := whole_walks(connection, statement.sql, dict.fromkeys(_parameters(statement.sql), 1)))
        }
        assert found == {}
        # What deleting a show looks up.
        for table in ("seen", "boundary"):
            assert whole_walks(connection, f"SELECT 1 FROM {table} WHERE show_id = 5", {}) == []


def _parameters(sql: str) -> list[str]:
    return re.findall(r":(\w+)", sql)
