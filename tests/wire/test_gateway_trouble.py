"""What the gateway sends and the library can't read: it is logged, without its content, and the bot goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback.loopback import LoopbackDiscord
from tests.wire.test_casefile import TRISH, casefile, title, until

SECRET = "what somebody wrote"
EVENTS = (
    "GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "CHANNEL_CREATE", "CHANNEL_UPDATE", "MESSAGE_CREATE",
    "GUILD_ROLE_CREATE", "GUILD_MEMBER_UPDATE", "THREAD_CREATE", "INTERACTION_CREATE", "GUILD_EMOJIS_UPDATE",
)  # fmt: skip


async def test_events_that_can_not_be_read_are_logged_and_skipped(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database) as process:
        for event in EVENTS:
            await discord.gateway.dispatch(event, {"id": SECRET, "guild_id": SECRET, "type": SECRET})
            await discord.gateway.dispatch(event, {})
        await discord.gateway.dispatch("NEVER_HEARD_OF", {"id": SECRET})
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        assert len(discord.identifies) == 1
        for event in EVENTS:
            assert f"An event of Discord's, {event}, can't be read and was skipped" in process.output
        assert await process.stop() == 0
    assert SECRET not in process.output
    assert "Traceback" not in process.output


async def test_messages_that_mention_nobody_are_not_read(discord: LoopbackDiscord, database: Path) -> None:
    """Nor are their edits and deletions: in a server where people talk, these are nearly all events."""
    another = {"id": "1", "username": SECRET}
    async with casefile(discord, database) as process:
        for mentions in ([], [another]):
            await discord.gateway.dispatch("MESSAGE_CREATE", {"id": SECRET, "mentions": mentions})
        for event in ("MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK"):
            await discord.gateway.dispatch(event, {"id": SECRET})
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        assert "can't be read" not in process.output
        own = discord.state.application.user()
        await discord.gateway.dispatch("MESSAGE_CREATE", {"id": SECRET, "mentions": [another, own]})
        await until(lambda: "MESSAGE_CREATE, can't be read" in process.output)


@pytest.mark.parametrize("frame", ["not JSON", "[]", '{"op": 10, "d": {}}', "7", '{"op": 0, "t": "READY", "d": 3}'])
async def test_a_frame_that_can_not_be_read_is_followed_by_a_new_connection(
    discord: LoopbackDiscord, database: Path, frame: str
) -> None:
    async with casefile(discord, database) as process:
        await discord.gateway.send_raw(frame)
        await until(lambda: len(discord.identifies) == 2)
        await discord.wait_ready()
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        assert "The connection to the gateway failed" in process.output
        assert await process.stop() == 0
    assert "Traceback" not in process.output


async def test_an_opening_without_what_belongs_in_it_is_asked_for_again(
    discord: LoopbackDiscord, database: Path
) -> None:
    discord.gateway.spoilt_openings = 2
    async with casefile(discord, database) as process:
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        assert len(discord.identifies) == 3
        assert process.output.count("The connection to the gateway failed") == 2


async def test_a_server_that_can_not_be_read_is_not_taken_for_an_empty_one(
    discord: LoopbackDiscord, database: Path
) -> None:
    """Half of what is sent of it was read, and would say that its roles and channels are gone."""
    guild, user = discord.guilds[0], discord.state.application.user()
    async with casefile(discord, database) as process:
        half = {**guild.payload(user, all_members=False), "unavailable": False, "roles": [{"id": SECRET}]}
        await discord.gateway.dispatch("GUILD_CREATE", half)
        answer = await discord.slash("setup status", member=guild.moderator)
        assert answer.content.startswith("Discord doesn't show me this server's roles and channels at the moment.")
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        await discord.gateway.dispatch("GUILD_CREATE", {**half, "roles": []})
        assert (await discord.slash("setup status", member=guild.moderator)).embeds
    assert "Traceback" not in process.output


async def test_a_gateway_that_sends_the_bot_away_again_and_again_is_not_asked_without_end(
    discord: LoopbackDiscord, database: Path
) -> None:
    async with casefile(discord, database) as process:
        discord.gateway.restless = True
        await discord.drop_gateway()
        await until(lambda: process.output.count("TooManyConnections") == 2)
        assert discord.gateway.resumes <= 100
        assert len(discord.identifies) <= 3
        discord.gateway.restless = False
        await discord.wait_ready()
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
        assert await process.stop() == 0
    assert "Traceback" not in process.output
