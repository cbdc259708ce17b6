"""The loopback Discord, tried with the smallest bot that discord.py can run."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.loopback.gateway import CLOSE_DISALLOWED_INTENTS
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.loopback.world import Guild, WireError
from tests.wire.test_casefile import until

pytestmark = pytest.mark.asyncio

BARE_BOT = (sys.executable, "-m", "tests.loopback.bare_bot")


def bare_bot(discord: LoopbackDiscord, folder: Path, **options: Any) -> BotProcess:
    return BotProcess(discord, folder / "bare_bot.log", argv=BARE_BOT, **options)


async def test_a_bot_gets_ready_and_answers(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with bare_bot(discord, tmp_path) as process:
        begun = time.perf_counter()
        answer = await discord.slash("cast", {"who": "trish"})
        took = time.perf_counter() - begun
        typed = await discord.autocomplete("cast", "who", "tri")
        assert process.resident_bytes > 1_000_000

    named = [command["name"] for command in discord.commands()]
    assert named == ["cast", "director", "episode", "season", "news", "ask"]
    assert discord.identifies[0]["intents"] == 1 << 0 | 1 << 9
    assert answer.type == 4
    assert answer.embeds[0]["title"] == "Patricia Walker"
    assert not answer.ephemeral
    assert 0 < answer.seconds <= took
    assert typed.type == 8
    assert len(typed.choices) == 10
    assert discord.messages() == [answer.message]
    assert process.returncode is not None


async def test_a_member_cannot_use_what_was_not_synced(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with bare_bot(discord, tmp_path):
        with pytest.raises(WireError, match="no command /crew"):
            await discord.slash("crew", {})
        with pytest.raises(WireError, match="no option 'whom'"):
            await discord.slash("cast", {"whom": "trish"})
        with pytest.raises(WireError, match="required options are missing"):
            await discord.slash("cast")


async def test_a_wrong_token_ends_the_process(discord: LoopbackDiscord, tmp_path: Path) -> None:
    wrong = {"DISCORD_TOKEN": "wrong"}
    async with bare_bot(discord, tmp_path, env=wrong, wait=False) as process:
        assert await process.wait_ended() != 0
    assert "LoginFailure" in process.output
    assert [call.status for call in discord.requests] == [401]
    assert discord.identifies == []


async def test_refused_intents_end_the_process(tmp_path: Path) -> None:
    async with (
        LoopbackDiscord(refuse_with=CLOSE_DISALLOWED_INTENTS) as discord,
        bare_bot(discord, tmp_path, wait=False) as process,
    ):
        assert await process.wait_ended() != 0
    assert "PrivilegedIntentsRequired" in process.output


async def test_a_resumed_session_gets_what_it_missed(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with bare_bot(discord, tmp_path):
        await discord.drop_gateway(resumable=True)
        missed = await discord.slash("cast", {"who": "trish"})
        await discord.wait_ready()
        after = await discord.slash("cast", {"who": "trish"})

    assert missed.embeds == after.embeds
    assert discord.gateway.resumes == 1
    assert len(discord.identifies) == 1


async def test_a_lost_session_is_identified_again(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with bare_bot(discord, tmp_path):
        await discord.drop_gateway(resumable=False)
        await discord.wait_ready()
        answer = await discord.slash("cast", {"who": "trish"})

    assert answer.embeds
    assert discord.gateway.resumes == 0
    assert len(discord.identifies) == 2


async def test_a_killed_bot_comes_back(discord: LoopbackDiscord, tmp_path: Path) -> None:
    async with bare_bot(discord, tmp_path) as process:
        first = process.pid
        assert await process.kill() == -9
        await process.start()
        assert process.pid != first
        assert (await discord.slash("cast", {"who": "trish"})).embeds


async def test_several_guilds_and_their_members(tmp_path: Path) -> None:
    guilds = (Guild.sample(1), Guild.sample(2))
    async with LoopbackDiscord(guilds) as discord, bare_bot(discord, tmp_path):
        other = guilds[1]
        answer = await discord.slash("cast", {"who": "a"}, guild=other, member=other.moderator)
    assert answer.interaction["guild_id"] == str(other.id)
    assert int(answer.interaction["member"]["permissions"]) & (1 << 5)
    assert discord.messages(other.channels[0]) == [answer.message]
    assert discord.messages(guilds[0].channels[0]) == []


async def test_a_burst_is_answered_in_full(tmp_path: Path) -> None:
    async with LoopbackDiscord(check=False) as discord, bare_bot(discord, tmp_path):
        burst = await discord.dispatch_many(lambda _: discord.slash_payload("cast", {"who": "trish"}), 100)
    assert burst.unanswered == 0
    assert len(burst.seconds) == 100
    assert burst.percentile(50) <= burst.percentile(99)
    assert burst.rate > 0


async def test_heartbeats_keep_the_session(tmp_path: Path) -> None:
    async with LoopbackDiscord(heartbeat_interval_ms=50) as discord, bare_bot(discord, tmp_path):
        before = discord.gateway.heartbeats
        await until(lambda: discord.gateway.heartbeats > before + 3)
        assert (await discord.slash("cast", {"who": "trish"})).embeds
        assert len(discord.identifies) == 1


async def test_an_unknown_route_is_refused_and_remembered() -> None:
    async with LoopbackDiscord() as discord, aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bot {discord.token}"}
        async with session.get(f"{discord.api_base}/guilds/1/widget", headers=headers) as response:
            assert response.status == 404
            assert await response.json() == {"message": "404: Not Found", "code": 0}
        async with session.get(f"{discord.api_base}/users/@me") as response:
            assert response.status == 401
    assert discord.unknown_routes == [("GET", "/guilds/1/widget")]
