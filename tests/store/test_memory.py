"""What a store keeps in memory is never older than what was committed, whatever happens at the same moment."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.domain.facts import Kind, Show
from bot.store.connection import Connection, Parameters, Row
from bot.store.gateways.revisions import BASE
from bot.store.store import Gateways, Store, open_store
from tests.helpers.looptime import LoopTime, moving_looptime
from tests.patience import PATIENCE
from tests.store.layers import OTHER_SERVER, SERVER, show_id

pytestmark = pytest.mark.sqlite  # they reach into its connections; tests/store/postgres has the like

OLD, NEW = "Jessica Jones", "The Defender"
SEEN_AFTER = 1.0
"""Seconds by which another process's change is seen."""

_new_ids = count(2**62)


@pytest.fixture
async def time() -> AsyncGenerator[LoopTime]:
    with moving_looptime() as moving:
        yield moving


@pytest.fixture
async def other(database: Path) -> AsyncGenerator[Store]:
    """The same database, open in another process."""
    async with open_store(database) as opened:
        yield opened


async def titles(store: Store) -> set[str]:
    """The show's title, as a fact and two servers have it."""
    show = await show_id(store)
    facts = await store.reading().facts.of_kind(SERVER, show, Kind.NEWS, 3)
    chosen = [await store.reading().names.show_of_server(guild) for guild in (SERVER, OTHER_SERVER)]
    return {fact.show.title for fact in facts} | {each.title for each in chosen if each}


async def retitle(gateways: Gateways, title: str = NEW) -> None:
    show = await gateways.names.show_of_server(BASE)
    assert show is not None
    row = await gateways.exports.show(BASE, show.id)
    assert row is not None
    await gateways.packs.save_show(replace(row, show=Show(next(_new_ids), title)))


async def save(store: Store, title: str = NEW) -> None:
    async with store.writing() as gateways:
        await retitle(gateways, title)


async def test_a_change_is_seen_at_once(store: Store) -> None:
    assert await titles(store) == {OLD}
    await save(store)
    assert await titles(store) == {NEW}


async def test_what_was_read_around_the_commit_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[set[str]] = []

    async def read(_: Connection) -> None:
        seen.append(await titles(store))

    assert await titles(store) == {OLD}
    around(monkeypatch, "COMMIT", before=read, after=read)
    await save(store)
    assert seen[0] == {OLD}
    assert await titles(store) == {NEW}


@pytest.mark.parametrize("part", ["FROM fact_row", "FROM server v"])
async def test_what_was_being_read_during_the_commit_is_not_kept(
    store: Store, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    has_read, may_go_on = asyncio.Event(), asyncio.Event()

    async def wait(_: Connection) -> None:
        if not has_read.is_set():  # the change reads the same, and must not wait
            has_read.set()
            await may_go_on.wait()

    with monkeypatch.context() as patching:
        around(patching, part, after=wait)
        reading = asyncio.create_task(titles(store))
        await asyncio.wait_for(has_read.wait(), PATIENCE)
        await save(store)
        may_go_on.set()
        await reading
    assert await titles(store) == {NEW}


async def test_a_change_that_is_undone_is_never_seen(store: Store) -> None:
    async def fail() -> None:
        async with store.writing() as gateways:
            await retitle(gateways)
            [fact, *_] = await gateways.facts.of_kind(SERVER, await show_id(store), Kind.NEWS, 3)
            assert fact.show.title == NEW  # within the transaction
            assert await titles(store) == {OLD}
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert await titles(store) == {OLD}
    await save(store)
    assert await titles(store) == {NEW}


async def test_a_commit_that_failed_is_never_seen(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(_: Connection) -> None:
        raise sqlite3.OperationalError

    with monkeypatch.context() as patching:
        around(patching, "COMMIT", before=fail)
        with pytest.raises(sqlite3.OperationalError):
            await save(store)
    assert await titles(store) == {OLD}
    await save(store)
    assert await titles(store) == {NEW}


@pytest.mark.parametrize("times", [1, 2], ids=["cancelled", "cancelled twice"])
async def test_a_commit_that_ends_after_its_task_was_cancelled_is_seen(
    store: Store, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    assert await titles(store) == {OLD}
    monkeypatch.setattr("bot.store.kept.LOOK_EVERY", PATIENCE)  # a look would wait for the writing connection
    commits, may_commit = hold_commits(monkeypatch)
    saving = asyncio.create_task(save(store))
    await asyncio.to_thread(commits.wait, PATIENCE)
    for _ in range(times):
        saving.cancel()
        await asyncio.wait([saving], timeout=0.01)
    assert await titles(store) == {OLD}
    may_commit.set()
    with suppress(asyncio.CancelledError):
        await saving
    await save_nothing(store)  # its turn comes once the writing connection is done with the other
    assert await titles(store) == {NEW}


async def save_nothing(store: Store) -> None:
    async with store.writing():
        pass


# Another process


async def test_another_processs_change_is_seen_within_a_second(store: Store, other: Store, time: LoopTime) -> None:
    assert await titles(store) == {OLD}
    await save(other)
    time.move(SEEN_AFTER)
    assert await titles(store) == {NEW}
    await save(store, OLD)
    time.move(SEEN_AFTER)
    assert await titles(other) == {OLD}


async def test_it_is_seen_also_while_this_process_writes(store: Store, other: Store, time: LoopTime) -> None:
    for title in (NEW, OLD, NEW):
        await titles(store)
        await save(other, title)
        time.move(SEEN_AFTER)
        async with store.writing():
            assert await titles(store) == {title}
        assert await titles(store) == {title}


async def test_what_was_read_while_another_process_wrote_is_not_kept(
    store: Store, other: Store, time: LoopTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def change(_: Connection) -> None:
        patching.undo()
        await save(other)

    for part in ("FROM fact_row", "FROM server v"):
        await save(store, OLD)
        with monkeypatch.context() as patching:
            around(patching, part, after=change)
            await titles(store)
        time.move(SEEN_AFTER)
        assert await titles(store) == {NEW}


async def test_looks_that_are_cancelled_make_a_change_no_later(
    store: Store, other: Store, time: LoopTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hang(_: Connection) -> None:
        is_looking.set()
        await asyncio.Event().wait()

    assert await titles(store) == {OLD}
    await save(other)
    for _ in range(3):
        time.move(SEEN_AFTER / 2)
        is_looking = asyncio.Event()
        with monkeypatch.context() as patching:
            around(patching, "PRAGMA data_version", before=hang)
            reading = asyncio.create_task(titles(store))
            await asyncio.wait_for(is_looking.wait(), PATIENCE)
            reading.cancel()
            await asyncio.wait([reading])
    assert await titles(store) == {NEW}


async def test_a_look_does_not_wait_for_a_long_read(
    store: Store, time: LoopTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does the answer that looks, while this process writes and one of its reading connections is busy."""
    may_end = threading.Event()
    assert await titles(store) == {OLD}
    long = asyncio.create_task(wait_on_a_reader(store, monkeypatch, may_end))
    async with store.writing():
        for _ in range(3):
            time.move(SEEN_AFTER)
            assert await asyncio.wait_for(titles(store), PATIENCE / 4) == {OLD}
    may_end.set()
    await long


async def wait_on_a_reader(store: Store, monkeypatch: pytest.MonkeyPatch, may_end: threading.Event) -> None:
    real = aiosqlite.Connection.execute_fetchall

    async def slow(raw: Any, *arguments: object) -> object:
        monkeypatch.setattr(aiosqlite.Connection, "execute_fetchall", real)
        await raw.create_function("wait", 0, lambda: may_end.wait(PATIENCE))
        return await real(raw, "SELECT wait() AS shows, 0 AS facts")

    monkeypatch.setattr(aiosqlite.Connection, "execute_fetchall", slow)
    await store.reading().catalogue.counts()


def around(
    patching: pytest.MonkeyPatch,
    part: str,
    *,
    before: Callable[[Connection], Awaitable[None]] | None = None,
    after: Callable[[Connection], Awaitable[None]] | None = None,
) -> None:
    """Do something before or after each statement with this part."""
    real = Connection.fetch

    async def fetch(connection: Connection, sql: str, parameters: Parameters) -> list[Row]:
        if part not in sql:
            return await real(connection, sql, parameters)
        if before:
            await before(connection)
        rows = await real(connection, sql, parameters)
        if after:
            await after(connection)
        return rows

    patching.setattr(Connection, "fetch", fetch)


def hold_commits(monkeypatch: pytest.MonkeyPatch) -> tuple[threading.Event, threading.Event]:
    """Hold each COMMIT back within SQLite: an event for when one has begun, and one that lets them go on."""
    begun, may_go_on = threading.Event(), threading.Event()
    real = aiosqlite.Connection.execute_fetchall

    def hold(sql: str) -> None:
        if sql == "COMMIT":
            begun.set()
            may_go_on.wait(PATIENCE)

    async def fetch(raw: Any, sql: str, *parameters: object) -> object:
        if sql == "COMMIT":
            await raw.set_trace_callback(hold)
        return await real(raw, sql, *parameters)

    monkeypatch.setattr(aiosqlite.Connection, "execute_fetchall", fetch)
    return begun, may_go_on
