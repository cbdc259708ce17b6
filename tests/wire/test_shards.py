"""A bot with shards, in one process and in two, against the loopback Discord."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest_asyncio

from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT, BotProcess
from tests.loopback.world import Guild
from tests.wire.test_casefile import TRISH, title, until

COUNT = 4
GUILDS = [Guild.of_shard(shard, COUNT, number) for shard in range(COUNT) for number in (1, 2)]
GONE = [Guild.of_shard(shard, COUNT, 3).id for shard in range(COUNT)]
"""Servers in the database that the bot is no longer in."""
STAMP = "2026-01-01T00:00:00+00:00"


@pytest_asyncio.fixture
async def sharded() -> AsyncIterator[LoopbackDiscord]:
    """A Discord that asks for four shards and lets two of them in within five seconds."""
    async with discord(at_once=2) as served:
        yield served


@pytest_asyncio.fixture
async def generous() -> AsyncIterator[LoopbackDiscord]:
    """One that lets all four in at once."""
    async with discord(at_once=COUNT) as served:
        yield served


@asynccontextmanager
async def discord(at_once: int) -> AsyncGenerator[LoopbackDiscord]:
    async with LoopbackDiscord(GUILDS, shards=COUNT, at_once=at_once) as served:
        yield served
        assert served.unknown_routes == []
        assert served.gateway.unknown_ops == []
        assert served.schema_faults == []
        assert served.sharded.too_soon == []


def bot(
    discord: LoopbackDiscord, database: Path, shards: range | None = None, count: int = COUNT, *, wait: bool = True
) -> BotProcess:
    env = {"DATABASE": str(database), "PACKS": str(ROOT / "data"), "PYTHONPATH": str(ROOT)}
    name = "bot"
    if shards is not None:
        env |= {"SHARD_COUNT": str(count), "SHARD_IDS": f"{shards[0]}-{shards[-1]}"}
        name = f"bot{shards[0]}"
    return BotProcess(
        discord, database.parent / f"{name}.log", argv=(sys.executable, "-m", "bot", "run"), env=env,
        cwd=database.parent, shards=shards, wait=wait,
    )  # fmt: skip


def change(database: Path, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        connection.executemany(sql, rows)
        connection.commit()


def left(database: Path) -> set[int]:
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        return {guild for (guild,) in connection.execute("SELECT guild_id FROM server WHERE left_at IS NOT NULL")}


def greeted(database: Path) -> dict[int, str]:
    with closing(sqlite3.connect(database, timeout=30)) as connection:
        return dict(connection.execute("SELECT guild_id, greeting FROM membership").fetchall())


async def answers(discord: LoopbackDiscord, guilds: Sequence[Guild]) -> None:
    for guild in guilds:
        assert title(await discord.slash("cast", {"who": "Trish"}, guild=guild)) == TRISH


async def test_two_processes_share_the_servers_and_speak_of_their_own(sharded: LoopbackDiscord, database: Path) -> None:
    """Each process knows half of the servers; none of the other half is marked as left, or greeted."""
    stored = [(guild, STAMP) for guild in (*(guild.id for guild in GUILDS), *GONE)]
    change(database, "INSERT INTO server (guild_id, changed_at) VALUES (?, ?)", stored)
    async with AsyncExitStack() as stack:
        first = await stack.enter_async_context(bot(sharded, database, range(2)))
        await until(lambda: left(database) == set(GONE[:2]))
        asked = [call.path for call in sharded.requests if call.path.startswith("/guilds/")]
        assert sorted(asked) == sorted(f"/guilds/{guild}" for guild in GONE[:2])
        await answers(sharded, GUILDS[:4])
        second = await stack.enter_async_context(bot(sharded, database, range(2, COUNT)))
        await until(lambda: left(database) == set(GONE))
        await answers(sharded, GUILDS)
        # An application's first start greets nobody, shard by shard.
        await until(lambda: greeted(database) == {guild.id: "done" for guild in GUILDS})
        assert sum(call.method == "PUT" for call in sharded.requests) == 1  # the commands
        await sharded.leave(GUILDS[0])
        await until(lambda: left(database) == {*GONE, GUILDS[0].id})
        assert await first.stop() == 0
        assert await second.stop() == 0
        for process in (first, second):
            assert "Traceback" not in process.output
    assert sorted(identify["shard"][0] for identify in sharded.identifies) == [0, 1, 2, 3]


async def test_one_process_has_as_many_shards_as_discord_asks_for(generous: LoopbackDiscord, database: Path) -> None:
    """What happens to one shard touches that shard's servers alone."""
    change(database, "INSERT INTO server (guild_id, changed_at) VALUES (?, ?)", [(guild.id, STAMP) for guild in GUILDS])
    async with bot(generous, database) as process:
        await answers(generous, GUILDS)
        assert [sorted(identify["shard"]) for identify in generous.identifies].count([0, COUNT]) == 1
        others = [guild for guild in GUILDS if generous.sharded.of(guild.id) is not generous.sharded.shards[1]]
        gateway = generous.sharded
        # An outage: the session is lost, and Discord takes no new one.
        gateway.deaf.add(1)
        tries = len(gateway.opened)
        await generous.drop_gateway(resumable=False, shards=[1])
        await answers(generous, others)
        # A frame that can't be read ends the connection of its shard.
        await gateway.send_raw("not JSON", 2)
        await until(lambda: len(gateway.opened) > tries)
        await generous.wait_ready(shards=[2])
        await answers(generous, others)
        # While it was away, the bot was removed from a server of that shard; it notices once the shard is back.
        gone = next(guild for guild in GUILDS if guild not in others)
        await generous.leave(gone, tell=False)
        gateway.deaf.clear()
        await generous.wait_ready(shards=[1])
        await until(lambda: left(database) == {gone.id})
        await answers(generous, [guild for guild in GUILDS if guild != gone])
        assert await process.stop() == 0


async def test_a_number_of_shards_that_discord_refuses_is_said_in_words(
    sharded: LoopbackDiscord, database: Path
) -> None:
    process = bot(sharded, database, range(2), count=3, wait=False)
    async with process:
        assert await process.wait_ended() == 5
    assert "Check SHARD_COUNT and SHARD_IDS" in process.output
    assert "Traceback" not in process.output
