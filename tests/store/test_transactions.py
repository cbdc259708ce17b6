"""Transactions: whole or not at all, and never lost to each other."""

import asyncio
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import pytest

from bot.errors import DatabaseUnusable
from bot.store.store import Store, open_store
from tests.engines.raw import connect
from tests.patience import PATIENCE

GUILD = 2**63 - 1
NOW = datetime(2026, 1, 1, tzinfo=UTC)


async def lengthen(store: Store, letter: str) -> None:
    """Read, wait a moment, then write what follows from it."""
    async with store.writing() as gateways:
        before = await gateways.servers.synced_commands(1) or ""
        await asyncio.sleep(0.03)
        await gateways.servers.set_synced_commands(1, before + letter)


async def test_two_programs_that_read_then_write_lose_nothing(database: Path) -> None:
    async with open_store(database) as first, open_store(database) as second:
        await asyncio.gather(*(lengthen(store, letter) for letter in "ab" for store in (first, second)))
        assert sorted(await first.reading().servers.synced_commands(1) or "") == ["a", "a", "b", "b"]


async def test_many_tasks_that_read_then_write_lose_nothing(store: Store) -> None:
    await asyncio.gather(*(lengthen(store, letter) for letter in "abcdef"))
    assert sorted(await store.reading().servers.synced_commands(1) or "") == list("abcdef")


async def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    async def fail() -> None:
        async with store.writing() as gateways:
            await gateways.servers.set_timezone(GUILD, "Europe/Berlin", NOW)
            await gateways.servers.set_synced_commands(1, "digest")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert (await store.reading().servers.get(GUILD)).timezone == "UTC"
    assert await store.reading().servers.synced_commands(1) is None
    await lengthen(store, "a")  # the connection can be used again
    assert await store.reading().servers.synced_commands(1) == "a"


async def test_a_refused_statement_undoes_the_whole_transaction(store: Store) -> None:
    async def fail() -> None:
        async with store.writing() as gateways:
            await gateways.servers.set_timezone(GUILD, "Europe/Berlin", NOW)
            await gateways.servers.set_show(GUILD, 404, NOW)

    with pytest.raises((sqlite3.IntegrityError, asyncpg.ForeignKeyViolationError), match=r"(?i)foreign key"):
        await fail()
    assert (await store.reading().servers.get(GUILD)).timezone == "UTC"


async def test_a_cancelled_transaction_is_undone_and_frees_the_writer(store: Store) -> None:
    begun = asyncio.Event()

    async def dwell() -> None:
        async with store.writing() as gateways:
            await gateways.servers.set_synced_commands(1, "half")
            begun.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(dwell())
    await begun.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(lengthen(store, "a"), PATIENCE)
    assert await store.reading().servers.synced_commands(1) == "a"


async def test_reading_sees_no_transaction_before_it_is_whole(store: Store) -> None:
    async with store.writing() as gateways:
        await gateways.servers.set_synced_commands(1, "new")
        assert [await store.reading().servers.synced_commands(1) for _ in range(3)] == [None] * 3
        assert await gateways.servers.synced_commands(1) == "new"
    assert [await store.reading().servers.synced_commands(1) for _ in range(3)] == ["new"] * 3


async def test_reading_does_not_wait_for_a_transaction_of_another_program(database: Path, store: Store) -> None:
    other = connect(database, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        read = store.reading().servers.get(GUILD)
        assert (await asyncio.wait_for(read, PATIENCE)).timezone == "UTC"
    finally:
        other.close()


async def test_what_was_written_is_there_after_a_restart(database: Path) -> None:
    async with open_store(database) as store:
        await lengthen(store, "a")
    async with open_store(database) as store:
        assert await store.reading().servers.synced_commands(1) == "a"


async def test_a_file_that_can_not_be_opened_is_refused_in_words(tmp_path: Path) -> None:
    before = {*threading.enumerate()}
    with pytest.raises(DatabaseUnusable, match="can't be used: unable to open"):
        async with open_store(tmp_path):
            pass
    # The thread of the connection that failed reports to the loop once more.
    for thread in {*threading.enumerate()} - before:
        await asyncio.to_thread(thread.join, PATIENCE)
        assert not thread.is_alive()
