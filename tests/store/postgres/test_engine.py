"""The engine for a server: what it means for the store that a server is somewhere else, and that others use it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from bot.domain.notices import SettingsChanged
from bot.domain.outages import Unwritable
from bot.domain.outcome import follow_outcome
from bot.errors import DatabaseNewer, DatabaseUnusable, StoreBusy, StoreDamaged, StoreUnwritable
from bot.store.address import ServerAddress
from bot.store.database import Database, open_database
from bot.store.postgres.connection import SETTINGS
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.engines.databases import OnServer, on_server
from tests.engines.raw import connect
from tests.patience import PATIENCE

pytestmark = pytest.mark.postgres
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
GUILD = 7


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    ends = time.monotonic() + PATIENCE
    while not await holds():
        assert time.monotonic() < ends
        await asyncio.sleep(0.02)


@pytest.fixture
async def opened(database: ServerAddress) -> AsyncGenerator[Database]:
    async with open_database(database) as made:
        yield made


@pytest.fixture
async def other(database: ServerAddress) -> AsyncGenerator[Store]:
    """Another process."""
    async with open_store(database) as made:
        yield made


# What is set, and how things compare


async def test_each_connection_has_what_the_statements_need(opened: Database) -> None:
    for session in opened.readers:
        for name, value in SETTINGS.items():
            sql = "SELECT setting FROM pg_settings WHERE lower(name) = :name"
            assert [row[0] for row in await session.fetch(sql, {"name": name})] == [value], name


async def test_text_is_in_the_order_of_its_code_points(opened: Database) -> None:
    names = ["B", "a", "Z", "z", "É", "é", "ß", "😀", "ﬀ", " ", "-"]
    async with opened.transaction() as writer:
        for number, name in enumerate(names):
            sql = "INSERT INTO person (id, layer, key, name) VALUES (:id, 99, :name, :name)"
            await writer.fetch(sql, {"id": 10**15 + number, "name": name})
    rows = await opened.reader.fetch("SELECT name FROM person WHERE layer = :layer ORDER BY name", {"layer": 99})
    assert [row[0] for row in rows] == sorted(names)
    rows = await opened.reader.fetch(
        "SELECT name FROM person WHERE layer = 99 AND name < :end ORDER BY key", {"end": "a"}
    )
    assert [row[0] for row in rows] == [" ", "-", "B", "Z"]


async def test_every_integer_has_64_bits_and_every_text_its_own_order(opened: Database) -> None:
    sql = """
        SELECT table_name || '.' || column_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name <> 'alembic_version' AND (
            data_type IN ('integer', 'smallint')
            OR data_type IN ('text', 'character varying') AND COALESCE(collation_name, '') <> 'C')
    """
    tables = "SELECT table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
    rows = await opened.reader.fetch(f"{sql} AND table_name IN ({tables})", {})
    assert [row[0] for row in rows] == []


# What other processes change


async def test_a_change_of_another_process_is_heard_of(store: Store, other: Store) -> None:
    async def zone() -> bool:
        return (await store.reading().servers.get(GUILD)).timezone == "Asia/Tokyo"

    async with other.writing() as gateways:
        await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
    await until(zone)


async def test_what_is_kept_is_forgotten_when_another_process_changes_it(opened: Database, other: Store) -> None:
    heard: list[frozenset[str]] = []
    forgotten: list[bool] = []
    opened.memory.forget_copies = lambda: forgotten.append(True)
    changed = opened.memory.changed
    opened.memory.changed = lambda tables: (heard.append(frozenset(tables)), changed(tables))[1]  # pyright: ignore[reportAttributeAccessIssue]
    async with other.writing() as gateways:
        await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
    await until(lambda: asyncio.sleep(0, bool(heard)))
    assert heard == [frozenset({"server"})]
    assert forgotten == [True]


async def test_any_change_of_another_process_is_news_once(opened: Database, other: Store) -> None:
    await opened.has_changed_elsewhere()
    assert not await opened.has_changed_elsewhere()
    async with opened.transaction() as writer:
        await writer.fetch("UPDATE server SET changed_at = changed_at", {})
    assert not await opened.has_changed_elsewhere()
    async with other.writing() as gateways:
        await gateways.leases.take("a turn", "somebody", NOW, NOW + timedelta(minutes=1))
    await until(opened.has_changed_elsewhere)
    assert not await opened.has_changed_elsewhere()


async def test_the_size_of_a_database_is_known(opened: Database) -> None:
    assert await opened.size() > 1_000_000


async def test_several_queries_see_the_same_moment(database: ServerAddress, opened: Database, other: Store) -> None:
    counted: tuple[str, dict[str, object]] = "SELECT COUNT(*) FROM lease", {}
    patiently: tuple[str, dict[str, object]] = "SELECT set_config('lock_timeout', '60s', true)", {}
    with closing(connect(database)) as raw:
        raw.execute("SELECT pg_advisory_lock(4711)")
        reading = asyncio.ensure_future(
            opened.readers[0].fetch_together([counted, patiently, ("SELECT pg_advisory_xact_lock(4711)", {}), counted])
        )
        await until(lambda: asyncio.sleep(0, bool(raw.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchall())))
        async with other.writing() as gateways:
            await gateways.leases.take("a turn", "somebody", NOW, NOW + timedelta(minutes=1))
        raw.execute("SELECT pg_advisory_unlock(4711)")
        ((before,),), _, _, ((after,),) = await reading
    ((then,),) = await opened.readers[0].fetch(*counted)
    assert (before, after, then) == (0, 0, 1)


async def test_nobody_hears_of_what_is_undone(opened: Database, other: Store) -> None:
    heard: list[object] = []
    opened.memory.changed_by_others = heard.append  # pyright: ignore[reportAttributeAccessIssue]
    opened._engine.on_change_elsewhere(heard.append)  # pyright: ignore[reportPrivateUsage]
    with suppress(ZeroDivisionError):
        async with other.writing() as gateways:
            await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
            raise ZeroDivisionError
    async with other.writing() as gateways:
        await gateways.servers.set_log_channel(1, 2, NOW)
    await until(lambda: asyncio.sleep(0, bool(heard)))
    assert heard == [frozenset({"server"})]


# Trouble


async def test_a_row_that_another_transaction_holds_makes_it_busy(database: ServerAddress, opened: Database) -> None:
    async with opened.transaction() as writer:
        await writer.fetch("UPDATE show SET title = title", {})
        async with open_database(database) as beside:
            with pytest.raises(StoreBusy):
                await retitle(beside)


async def retitle(on: Database) -> None:
    async with on.transaction(alone=False) as claiming:
        await claiming.fetch("UPDATE show SET title = title", {})


async def test_a_transaction_waits_for_one_of_another_process_and_then_gives_up(
    database: ServerAddress, opened: Database
) -> None:
    async with opened.transaction(), open_database(database) as beside:
        with pytest.raises(StoreBusy):
            async with beside.transaction(0.2):
                pass
    async with open_database(database) as beside, beside.transaction(0.2):
        pass


async def test_of_two_that_wait_for_each_other_one_is_busy(database: ServerAddress, opened: Database) -> None:
    sql = "UPDATE folding SET reached = reached", "UPDATE show SET title = title"

    async def change(on: Database, first: str, second: str, *, alone: bool) -> bool:
        try:
            async with on.transaction(alone=alone) as writer:
                await writer.fetch(first, {})
                await met.wait()
                await writer.fetch(second, {})
        except StoreBusy:
            return False
        return True

    met = asyncio.Barrier(2)
    async with open_database(database) as beside:
        done = await asyncio.gather(change(opened, *sql, alone=True), change(beside, *reversed(sql), alone=False))
    assert sorted(done) in ([False, True], [False, False])


async def test_a_failure_that_was_ignored_saves_nothing(opened: Database) -> None:
    session = opened._engine.lane(alone=True).session  # pyright: ignore[reportPrivateUsage]
    outcome = follow_outcome()
    await session.begin(PATIENCE, alone=True)
    session.note(SettingsChanged(GUILD))
    await session.fetch("UPDATE show SET title = 'x'", {})
    with pytest.raises(asyncpg.UniqueViolationError):
        await session.fetch("INSERT INTO show (id, layer, key, title) SELECT id, layer, key, title FROM show", {})
    with pytest.raises(RuntimeError, match="undone"):
        await session.commit()
    assert outcome.is_nothing
    assert await opened.reader.fetch("SELECT title FROM show WHERE title = 'x'", {}) == []


async def test_a_table_that_is_gone_is_damage(database: ServerAddress, opened: Database) -> None:
    with closing(connect(database)) as raw:
        raw.execute("DROP TABLE typed")
    with pytest.raises(StoreDamaged):
        await opened.reader.fetch("SELECT * FROM typed", {})


# A server that goes away


@pytest.fixture(scope="module")
def fragile() -> Generator[OnServer]:
    """A server that may be killed."""
    with on_server(durable=True) as made:
        yield made


@pytest.fixture
def lost(fragile: OnServer) -> Generator[ServerAddress]:
    address = fragile.empty()
    migrate(address)
    yield address
    fragile.forget(address)


async def test_readers_and_writers_come_back_after_the_server_was_killed(
    fragile: OnServer, lost: ServerAddress
) -> None:
    async with open_store(lost) as store:
        async with store.writing() as gateways:
            await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
        fragile.server.kill()
        with pytest.raises(StoreUnwritable) as caught:
            await store.reading().servers.get(GUILD)
        assert caught.value.why is Unwritable.UNREACHABLE
        assert "can't be reached" in str(caught.value)
        with pytest.raises(StoreUnwritable):
            async with store.writing():
                pass
        assert store.health.outage is not None
        await asyncio.to_thread(fragile.server.start)
        assert (await store.reading().servers.get(GUILD)).timezone == "Asia/Tokyo"
        async with store.writing() as gateways:
            await gateways.servers.set_timezone(GUILD, "UTC", NOW)
        assert store.health.outage is None


async def test_a_transaction_that_the_server_took_with_it_is_undone_and_says_so(
    fragile: OnServer, lost: ServerAddress
) -> None:
    async with open_store(lost) as store:

        async def save() -> None:
            async with store.writing() as gateways:
                await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
                fragile.server.kill()
                await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)

        outcome = follow_outcome()
        with pytest.raises(StoreUnwritable, match="did not work"):
            await save()
        assert outcome.is_nothing
        await asyncio.to_thread(fragile.server.start)
        assert (await store.reading().servers.get(GUILD)).timezone == "UTC"


async def test_a_commit_without_an_answer_is_in_doubt(fragile: OnServer, lost: ServerAddress) -> None:
    async with open_store(lost) as store:

        async def save() -> None:
            async with store.writing() as gateways:
                await gateways.servers.set_timezone(GUILD, "Asia/Tokyo", NOW)
                store._database._engine.announce = announced_and(fragile.server.kill)  # pyright: ignore

        outcome = follow_outcome()
        with pytest.raises(StoreUnwritable, match="not known whether this was saved"):
            await save()
        assert not outcome.is_nothing
        await asyncio.to_thread(fragile.server.start)


def announced_and(then: Callable[[], None]) -> Callable[..., Awaitable[None]]:
    async def announce(*_: object) -> None:
        then()

    return announce


async def test_what_was_not_heard_while_the_server_was_away_is_forgotten(
    fragile: OnServer, lost: ServerAddress
) -> None:
    async with open_database(lost) as opened:
        engine = opened._engine  # pyright: ignore[reportPrivateUsage]
        await engine.changed_elsewhere()
        assert not await engine.changed_elsewhere()
        fragile.server.kill()
        await asyncio.to_thread(fragile.server.start)
        await until(engine.changed_elsewhere)

        async def is_heard_again() -> bool:
            return not await engine.changed_elsewhere()

        await until(is_heard_again)


async def test_a_connection_that_the_server_ended_is_opened_again(opened: Database, database: ServerAddress) -> None:
    with closing(connect(database)) as raw:
        raw.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    " AND datname = current_database()")  # fmt: skip
    await asyncio.gather(*(session.fetch("SELECT 1", {}) for session in opened.readers))
    async with opened.transaction() as writer:
        await writer.fetch("SELECT 1", {})
    assert opened.health.outage is None


# Databases that can't be used


def test_a_database_that_is_not_there_is_explained(database: ServerAddress) -> None:
    missing = ServerAddress(database.url.replace("/casefile_", "/nowhere_"))
    with pytest.raises(DatabaseUnusable, match="no such database"):
        migrate(missing)


def test_a_server_that_does_not_answer_is_explained() -> None:
    with pytest.raises(DatabaseUnusable, match="Check DATABASE, and the server"):
        migrate(ServerAddress("postgresql://casefile@/casefile?host=/nowhere"))


def test_a_database_of_another_program_is_left_alone(databases: OnServer) -> None:
    address = databases.empty()
    with closing(connect(address)) as raw:
        raw.execute("CREATE TABLE recipe (id INT)")
    with pytest.raises(DatabaseUnusable, match="another program"):
        migrate(address)
    databases.forget(address)


def test_a_later_version_that_leaves_no_room_is_left_alone(database: ServerAddress) -> None:
    with closing(connect(database)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.execute("UPDATE oldest_schema SET version = '9998'")
    with pytest.raises(DatabaseNewer, match="9999"):
        migrate(database)


def test_a_later_version_that_leaves_room_is_used_as_it_is(database: ServerAddress) -> None:
    with closing(connect(database)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    assert not migrate(database)
    with closing(connect(database)) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall()[0][0] == "9999"


def test_what_is_missing_is_said(database: ServerAddress) -> None:
    with closing(connect(database)) as raw:
        raw.execute("ALTER TABLE typed DROP COLUMN field_5")
    with pytest.raises(DatabaseUnusable, match="its table typed has no column field_5"):
        migrate(database)


def test_a_database_in_another_encoding_is_refused(databases: OnServer) -> None:
    address = databases.empty("ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'")
    with pytest.raises(DatabaseUnusable, match="must have UTF8"):
        migrate(address)
    databases.forget(address)


async def test_two_that_start_at_the_same_time_upgrade_one_after_the_other(databases: OnServer) -> None:
    address = databases.empty()
    done = await asyncio.gather(*(asyncio.to_thread(migrate, address) for _ in range(3)))
    assert any(done)
    assert not migrate(address)
    databases.forget(address)


async def test_a_pack_that_was_just_loaded_is_counted(loaded_database: ServerAddress) -> None:
    """Without counts some statements are planned so badly that an answer takes seconds."""
    with closing(connect(loaded_database)) as raw:
        uncounted = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname IN ('about', 'alias', 'fact', 'head')"
        assert raw.execute(f"{uncounted} AND reltuples <= 0").fetchall() == []
