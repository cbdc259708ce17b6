"""What is said of a bot whose store is slow, or can't be asked at all."""

import asyncio
from pathlib import Path
from typing import Any

import aiosqlite
import pytest

from bot.app import open_app
from bot.monitoring.connections import Connections
from bot.monitoring.state import State
from tests.conftest import PACKS
from tests.patience import PATIENCE

SHORT = 0.05
"""Seconds."""


def connected() -> Connections:
    connections = Connections(lambda: 0.0)
    connections.opened(0)
    return connections


async def test_a_store_that_hangs_is_not_asked_again_before_it_answers(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, goes_on, asked = aiosqlite.Connection.execute_fetchall, asyncio.Event(), 0

    async def hang(raw: aiosqlite.Connection, *arguments: Any) -> object:
        nonlocal asked
        asked += 1
        await goes_on.wait()
        return await real(raw, *arguments)

    async with open_app(database, PACKS) as client:
        state, patient = State(client, connected(), SHORT), State(client, connected(), PATIENCE)
        with monkeypatch.context() as patching:
            patching.setattr(aiosqlite.Connection, "execute_fetchall", hang)
            for _ in range(5):
                assert await state.troubles() == ["The store did not answer within 0.05 seconds."]
            assert asked == 1
            assert (await state.look()).store is None
        goes_on.set()
        assert await patient.troubles() == []
        assert (await patient.look()).store is not None


async def test_a_store_that_can_t_be_asked_makes_the_bot_unready(database: Path) -> None:
    async with open_app(database, PACKS) as client:
        state = State(client, connected(), PATIENCE)
        assert await state.troubles() == []
    [trouble] = await state.troubles()
    assert trouble.startswith("The store does not answer: ")


async def test_the_store_and_the_connection_are_looked_at_together(database: Path) -> None:
    async with open_app(database, PACKS) as client:
        state = State(client, Connections(lambda: 0.0), PATIENCE)
        assert await state.troubles() == ["Not connected to Discord within the last two minutes: shard 0."]


async def test_many_who_ask_at_once_all_hear_that_it_is_ready(database: Path) -> None:
    async with open_app(database, PACKS) as client:
        state = State(client, connected(), PATIENCE)

        async def ask_often() -> list[list[str]]:
            return [await state.troubles() for _ in range(20)]

        answers = await asyncio.gather(*(ask_often() for _ in range(50)))
    assert all(troubles == [] for asked in answers for troubles in asked)
