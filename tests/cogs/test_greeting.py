"""The message with which the bot greets a server that it joined: once, where it may write, and never old servers."""

from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, Env, GuildHandle, run
from simcord.backend.serializers import guild_create_payload

from bot.app import open_app
from tests.cogs.facts.actions import bot_of
from tests.cogs.world import Seen, World, build, look
from tests.conftest import PACKS
from tests.engines.raw import connect
from tests.store.rows_of import rows


def invite(world: World, name: str = "New") -> GuildHandle:
    """A server that the bot may join."""
    return world.env.create_guild(name)


def forget(database: Path, guild: int) -> None:
    """As if the bot had not been in the server before: the virtual Discord makes each server with the bot in it."""
    with closing(connect(database)) as connection:
        connection.execute("DELETE FROM membership WHERE guild_id = ?", (guild,))
        connection.commit()


async def leave(world: World, guild: GuildHandle) -> None:
    world.env.backend.emit("GUILD_DELETE", {"id": str(guild.id)})
    await world.env.settle()


async def join(world: World, guild: GuildHandle, times: int = 1, **changed: Any) -> None:
    """Discord says, as often as this, that the bot joined a server."""
    backend = world.env.backend
    payload = {**guild_create_payload(backend, backend.get_guild(guild.id)), **changed}
    # Without the word a server is new to the bot; with it, it is one that an outage had hidden.
    payload = {key: value for key, value in payload.items() if key != "unavailable" or key in changed}
    for _ in range(times):
        backend.emit("GUILD_CREATE", payload)
    await world.env.settle()


async def enter(world: World, guild: GuildHandle, times: int = 1) -> None:
    """The bot joins a server for good."""
    await world.env.settle()
    await leave(world, guild)
    await join(world, guild, times)


async def reconnect(world: World) -> None:
    """The gateway connects with a new session."""
    cog: Any = bot_of(world).get_cog("GreetingCog")
    await cog.on_ready()
    await world.env.settle()


def greetings(*channels: ChannelHandle) -> list[Seen]:
    seen = [look(message) for channel in channels for message in channel.history()]
    return [message for message in seen if message.title == "Hello! I'm Casefile"]


def states(database: Path) -> dict[object, object]:
    return {row[0]: row[2] for row in rows(database, "membership")}


def make_first(world: World, guild: GuildHandle, channel: ChannelHandle) -> None:
    """Make this the server's system channel."""
    world.env.backend.get_guild(guild.id).system_channel_id = channel.id


def closed(guild: GuildHandle, name: str, **denied: bool) -> ChannelHandle:
    assert guild.me is not None
    return guild.create_text_channel(name, overwrites={guild.me: discord.PermissionOverwrite(**denied)})


async def test_a_server_is_greeted_in_its_system_channel_with_the_four_steps(world: World) -> None:
    guild = invite(world)
    first, second = guild.create_text_channel("first"), guild.create_text_channel("second")
    make_first(world, guild, second)
    await enter(world, guild)
    (greeting,) = greetings(second)
    assert not first.history()
    assert len(greeting.description.splitlines()) == 3
    assert "Mention me and ask in your own words" in greeting.description
    assert "/cast" in greeting.description
    assert "/help" in greeting.description
    assert greeting.labels == ["Choose the show", "Choose the time zone", "Choose moderators", "Choose a log channel"]
    assert not world.env.errors


@pytest.mark.parametrize("lacking", ["view_channel", "send_messages", "embed_links"])
async def test_where_it_may_not_write_the_first_channel_that_it_may_gets_it(world: World, lacking: str) -> None:
    guild = invite(world)
    system = closed(guild, "system", **{lacking: False})
    closed_too = closed(guild, "closed", **{lacking: False})
    open_one, another = guild.create_text_channel("open"), guild.create_text_channel("another")
    make_first(world, guild, system)
    await enter(world, guild)
    assert [len(greetings(channel)) for channel in (system, closed_too, open_one, another)] == [0, 0, 1, 0]


async def test_channels_without_a_category_come_before_those_in_one(world: World) -> None:
    guild = invite(world)
    within = guild.create_text_channel("within", category=guild.create_category("Talk"))
    above = guild.create_text_channel("above")
    await enter(world, guild)
    assert [len(greetings(channel)) for channel in (within, above)] == [0, 1]


async def test_where_it_may_write_nowhere_nothing_happens(world: World, database: Path) -> None:
    guild = invite(world)
    channel = closed(guild, "closed", send_messages=False)
    await enter(world, guild)
    assert not channel.history()
    assert states(database)[guild.id] == "done"
    assert not world.env.errors


async def test_a_channel_that_refuses_is_passed_over(world: World, database: Path) -> None:
    guild = invite(world)
    first, second = guild.create_text_channel("first"), guild.create_text_channel("second")
    world.env.inject_error("POST", f"/channels/{first.id}/messages", status=403, code=50013, message="No")
    await enter(world, guild)
    assert (len(greetings(first)), len(greetings(second))) == (0, 1)
    assert states(database)[guild.id] == "done"


async def test_servers_that_are_there_at_an_upgrade_or_a_first_start_are_not_greeted(database: Path) -> None:
    async with open_app(database, PACKS, always_sync=True) as client:
        env = Env(client)
        world = build(env)
        await env.start()
        await env.settle()
        assert set(states(database).values()) == {"done"}
        async with open_app(database, PACKS, always_sync=True) as restarted:
            await env.restart_bot(restarted)
            await env.settle()
            assert not greetings(world.channel, world.far_channel)
            await env.shutdown()


async def test_an_upgrade_does_not_greet_what_discord_calls_new_during_the_start(database: Path) -> None:
    """At a start servers arrive one by one, also with the word that makes the library take them for new."""
    async with open_app(database, PACKS, always_sync=True) as client, run(client) as env:
        world = build(env)
        with closing(connect(database)) as connection:
            connection.executescript("DELETE FROM census; DELETE FROM membership;")
        await join(world, world.guild)
        assert not greetings(world.channel)
        await reconnect(world)
        assert not greetings(world.channel, world.far_channel)
        assert set(states(database).values()) == {"done"}


async def test_a_server_that_was_noted_before_the_start_is_not_greeted(world: World, database: Path) -> None:
    """So the demo does it, whose virtual server is a new one each time."""
    guild = invite(world)
    channel = guild.create_text_channel("talk")
    await world.env.settle()
    forget(database, guild.id)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        assert not await restarted.services.servers.greetings.found(guild.id)
        await world.env.restart_bot(restarted)
        await world.env.settle()
        assert not greetings(channel)
        await world.env.shutdown()


async def test_two_events_at_once_and_every_reconnect_greet_once(world: World) -> None:
    guild = invite(world)
    channel = guild.create_text_channel("talk")
    await enter(world, guild, times=3)
    await join(world, guild, times=2)
    world.env.backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
    await world.env.settle()
    await join(world, guild, unavailable=False)
    await reconnect(world)
    assert len(greetings(channel)) == 1


async def test_an_outage_greets_nobody(world: World) -> None:
    world.env.backend.emit("GUILD_DELETE", {"id": str(world.guild.id), "unavailable": True})
    await world.env.settle()
    await join(world, world.guild, unavailable=False)
    assert not greetings(world.channel)


async def test_leaving_and_joining_again_greets_again(world: World) -> None:
    guild = invite(world)
    channel = guild.create_text_channel("talk")
    await enter(world, guild)
    await world.env.advance_time(2)
    await enter(world, guild)
    assert len(greetings(channel)) == 2


async def test_a_server_joined_while_the_bot_was_off_is_greeted_at_the_start(world: World, database: Path) -> None:
    guild = invite(world)
    channel = guild.create_text_channel("talk")
    await world.env.settle()
    forget(database, guild.id)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.env.settle()
        assert len(greetings(channel)) == 1
        assert not greetings(world.channel, world.far_channel)
        await world.env.shutdown()


def interrupted(database: Path, guild: GuildHandle, at: datetime) -> None:
    with closing(connect(database)) as connection:
        connection.execute(
            "UPDATE membership SET greeting = 'begun', tried_at = ? WHERE guild_id = ?", (at.isoformat(), guild.id)
        )
        connection.commit()


@pytest.mark.parametrize("arrived", [True, False])
async def test_a_greeting_that_was_interrupted_arrives_once(world: World, database: Path, arrived: bool) -> None:
    guild = invite(world)
    channel = guild.create_text_channel("talk")
    if not arrived:
        world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=400, code=50109, message="No")
    await enter(world, guild)
    assert len(greetings(channel)) == arrived
    interrupted(database, guild, world.env.now() - timedelta(minutes=10))
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.env.settle()
        assert len(greetings(channel)) == 1
        assert states(database)[guild.id] == "done"
        await world.env.shutdown()


async def test_where_an_interrupted_greeting_can_not_be_looked_for_none_is_sent(world: World, database: Path) -> None:
    guild = invite(world)
    channel = closed(guild, "talk", read_message_history=False)
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=400, code=50109, message="No")
    await enter(world, guild)
    interrupted(database, guild, world.env.now() - timedelta(minutes=10))
    await bot_of(world).greeter.greet(guild.id)
    assert not greetings(channel)
    assert states(database)[guild.id] == "done"


async def test_trouble_is_tried_three_times_and_no_more(world: World, database: Path) -> None:
    guild = invite(world)
    channel = guild.create_text_channel("talk")
    world.env.inject_error("POST", f"/channels/{channel.id}/messages", status=400, code=50109, message="No", times=5)
    await enter(world, guild)
    for _ in range(4):
        assert states(database)[guild.id] == "begun"
        await world.env.advance_time(150)
        await reconnect(world)
        if states(database)[guild.id] == "done":
            break
    assert not greetings(channel)
    assert [row[3] for row in rows(database, "membership") if row[0] == guild.id] == [3]
    assert states(database)[guild.id] == "done"


async def test_where_mentions_are_off_it_invites_none(database: Path) -> None:
    async with (
        open_app(database, PACKS, always_sync=True, hears_mentions=False) as client,
        run(client) as env,
    ):
        world = build(env)
        guild = invite(world)
        channel = guild.create_text_channel("talk")
        await enter(world, guild)
        (greeting,) = greetings(channel)
        assert "Mention me" not in greeting.description
        assert "/ask" in greeting.description
