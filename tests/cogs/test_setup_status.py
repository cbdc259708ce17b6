"""/setup moderators, /setup log and /setup status with its buttons."""

from contextlib import closing
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle

from bot.app import open_app
from bot.client import Casefile
from bot.domain.revisions import ProposalState
from bot.domain.servers import Found, Trouble
from bot.domain.spoilers import ServerBoundaries
from bot.store.store import open_store
from bot.ui.setup import status_card
from tests.cogs.world import Seen, World, refused, seen
from tests.conftest import PACKS
from tests.engines.raw import connect

ONLY_MANAGERS = "Only members who can manage this server can do that."
STEPS = ["Choose the show", "Choose the time zone", "Choose moderators", "Choose a log channel"]


def guild_of(world: World) -> discord.Guild:
    guild = world.env.bot.get_guild(world.guild.id)
    assert guild is not None
    return guild


def channel_of(world: World, channel: ChannelHandle) -> discord.TextChannel:
    found = world.env.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


def closed_channel(world: World, **denied: bool) -> ChannelHandle:
    """A channel in which the bot lacks these permissions."""
    me = world.guild.me
    assert me is not None
    return world.guild.create_text_channel("closed", overwrites={me: discord.PermissionOverwrite(**denied)})


def choices(database: Path, guild: int) -> tuple[int | None, int | None]:
    with closing(connect(database)) as connection:
        sql = "SELECT moderator_role, log_channel FROM server WHERE guild_id = ?"
        return connection.execute(sql, (guild,)).fetchone() or (None, None)


async def status(world: World) -> Seen:
    return seen(await world.moderator.slash(world.channel, "setup status"))


async def test_the_moderators_role_is_chosen(world: World, database: Path) -> None:
    role = world.guild.create_role("Keepers")
    answer = seen(await world.moderator.slash(world.channel, "setup moderators", role=role))
    assert answer.ephemeral
    assert "Keepers" in answer.description
    assert choices(database, world.guild.id) == (role.id, None)
    assert choices(database, world.far_channel.id) == (None, None)
    assert "Keepers" in (await status(world)).value("Moderators")


async def test_everybody_can_not_be_a_moderator(world: World, database: Path) -> None:
    words = refused(
        world, await world.moderator.slash(world.channel, "setup moderators", role=world.guild.default_role)
    )
    assert "everybody would be a moderator" in words
    assert choices(database, world.guild.id) == (None, None)


async def test_a_role_that_a_bot_brought_along_is_refused(world: World, database: Path) -> None:
    managed = world.guild.create_role("Robots", managed=True)
    words = refused(world, await world.moderator.slash(world.channel, "setup moderators", role=managed))
    assert words.startswith("Discord or a bot gives that role to members")
    assert choices(database, world.guild.id) == (None, None)


async def test_the_log_is_chosen(world: World, database: Path) -> None:
    log = world.guild.create_text_channel("log")
    answer = seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    assert answer.ephemeral
    assert "log**" in answer.description
    assert choices(database, world.guild.id) == (None, log.id)
    assert log.history() == []


async def test_a_thread_can_be_the_log(world: World, database: Path) -> None:
    thread = await channel_of(world, world.channel).create_thread(
        name="log", type=discord.ChannelType.public_thread, auto_archive_duration=60
    )
    (handle,) = world.channel.threads
    seen(await world.moderator.slash(world.channel, "setup log", channel=handle))
    assert choices(database, world.guild.id) == (None, thread.id)
    assert "posted in **\\#" in (await status(world)).value("Log")


async def test_in_a_thread_the_permission_for_threads_counts(world: World, database: Path) -> None:
    closed = closed_channel(world, send_messages_in_threads=False)
    await channel_of(world, closed).create_thread(
        name="log", type=discord.ChannelType.public_thread, auto_archive_duration=60
    )
    (handle,) = closed.threads
    words = refused(world, await world.moderator.slash(world.channel, "setup log", channel=handle))
    assert "**Send Messages in Threads**" in words
    assert choices(database, world.guild.id) == (None, None)


@pytest.mark.parametrize(
    ("denied", "name"),
    [("view_channel", "View Channel"), ("send_messages", "Send Messages"), ("embed_links", "Embed Links")],
)
async def test_a_log_where_the_bot_may_not_write_is_refused_by_name(
    world: World, database: Path, denied: str, name: str
) -> None:
    closed = closed_channel(world, **{denied: False})
    words = refused(world, await world.moderator.slash(world.channel, "setup log", channel=closed))
    assert words.startswith(f"In <#{closed.id}> I lack ")
    assert f"**{name}**" in words
    assert words.endswith("Give me that there and run this again.")
    assert choices(database, world.guild.id) == (None, None)


@pytest.mark.parametrize(("command", "option"), [("setup moderators", "role"), ("setup log", "channel")])
async def test_a_fan_chooses_nothing(world: World, database: Path, command: str, option: str) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    (setup,) = [command for command in await bot.tree.fetch_commands() if command.name == "setup"]
    world.guild.set_command_permissions(setup, {world.guild.default_role: True})
    value = {"role": world.guild.create_role("Keepers"), "channel": world.channel}[option]
    assert refused(world, await world.fan.slash(world.channel, command, **{option: value})) == ONLY_MANAGERS
    assert refused(world, await world.fan.slash(world.channel, "setup status")) == ONLY_MANAGERS
    assert choices(database, world.guild.id) == (None, None)


async def test_the_status_of_a_server_that_chose_nothing(world: World) -> None:
    card = await status(world)
    assert card.ephemeral
    assert card.names == ["Show", "Time zone", "Moderators", "Log", "Spoilers", "Suggestions", "Hiding commands"]
    assert card.description == "All is well.\nSet up: ◻️ Show · ◻️ Time zone · ◻️ Moderators · ◻️ Log · 4 open"
    assert "**Jessica Jones**, the only one on record" in card.value("Show")
    assert card.value("Time zone").startswith("**UTC**")
    assert card.value("Log").startswith("There is no log.")
    assert card.value("Suggestions") == "None waiting. Nobody is blocked from suggesting."
    assert card.labels == STEPS


async def test_the_status_shows_which_steps_are_done_also_one_that_chose_the_default(world: World) -> None:
    await choose_both(world)
    card = await status(world)
    assert "◻️ Show · ◻️ Time zone · ✔️ Moderators · ✔️ Log · 2 open" in card.description
    seen(await world.moderator.slash(world.channel, "setup show", show="Jessica Jones"))
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="UTC"))
    card = await status(world)
    assert card.description == "All is well.\nSet up: ✔️ Show · ✔️ Time zone · ✔️ Moderators · ✔️ Log"
    assert card.labels == ["Stop the log", "Unset the moderators' role"]


async def test_the_status_says_how_to_hide_commands(world: World) -> None:
    words = (await status(world)).value("Hiding commands")
    assert "Server Settings → Integrations" in words
    for command in ("/fact", "/announce", "/feed"):
        assert command in words


async def test_the_status_says_that_a_show_must_be_chosen(world: World, database: Path) -> None:
    with closing(connect(database)) as other:
        other.execute("INSERT INTO show (id, layer, key, title) VALUES (1, 0, 'other', 'Another')")
        other.commit()
    card = await status(world)
    assert card.description.startswith("There is 1 thing to look at")
    assert "Run /setup show." in card.value("Show")


async def choose_both(world: World) -> tuple[int, ChannelHandle]:
    role, log = world.guild.create_role("Keepers"), world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup moderators", role=role))
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    return role.id, log


async def test_the_status_says_what_was_deleted(world: World) -> None:
    role_id, log = await choose_both(world)
    role = guild_of(world).get_role(role_id)
    assert role is not None
    await role.delete()
    await channel_of(world, log).delete()
    await world.env.settle()
    card = await status(world)
    assert card.description.startswith("There are 2 things to look at")
    assert "The role was deleted" in card.value("Moderators")
    assert "/setup moderators" in card.value("Moderators")
    assert "The channel was deleted" in card.value("Log")
    assert "/setup log" in card.value("Log")
    assert card.labels == [*STEPS[:2], "Stop the log", "Unset the moderators' role"]


async def test_the_status_says_that_the_channel_could_not_be_looked_at(world: World) -> None:
    """A thread that is archived is not in the library's cache; something else than Discord answers for it."""
    log = await channel_of(world, world.channel).create_thread(
        name="log", type=discord.ChannelType.public_thread, auto_archive_duration=60
    )
    (handle,) = world.channel.threads
    seen(await world.moderator.slash(world.channel, "setup log", channel=handle))
    await log.edit(archived=True)
    world.env.inject_error("GET", f"/channels/{handle.id}", status=404, message="Not found")
    card = await status(world)
    assert card.description.startswith("There is 1 thing to look at")
    assert "could not look at the channel just now" in card.value("Log")
    assert "Every change is posted" in (await status(world)).value("Log")


async def test_the_status_names_a_permission_that_was_taken(world: World) -> None:
    _, log = await choose_both(world)
    await channel_of(world, log).set_permissions(guild_of(world).me, send_messages=False)
    await world.env.settle()
    value = (await status(world)).value("Log")
    assert "I lack **Send Messages**" in value


async def test_the_status_counts_what_waits(world: World, database: Path) -> None:
    await choose_both(world)
    guild = world.guild.id
    with closing(connect(database)) as other:
        other.execute("INSERT INTO blocked VALUES (?, 5, 6, '2026-01-01T00:00:00+00:00')", (guild,))
        other.execute(
            "INSERT INTO log_line (id, guild_id, made_at, attempts) VALUES (1, ?, '2026-01-01T00:00:00+00:00', 5)",
            (guild,),
        )
        (revision,) = other.execute("SELECT MIN(id) FROM revision").fetchone()
        other.commit()
    async with open_store(database) as store, store.writing() as gateways:
        await gateways.proposals.add(revision, guild, ProposalState.OPEN, suggested=True)
    card = await status(world)
    assert card.value("Suggestions") == "**1** waiting for a moderator. 1 member is blocked from suggesting."
    assert "1 line is not posted yet" in card.value("Log")


async def test_the_buttons_take_a_choice_back_also_after_a_restart(world: World, database: Path) -> None:
    role, _ = await choose_both(world)
    card = await status(world)
    assert card.labels == [*STEPS[:2], "Stop the log", "Unset the moderators' role"]
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        without_log = seen(await world.moderator.click(card.message, label="Stop the log"))
        assert without_log.labels == [*STEPS[:2], STEPS[3], "Unset the moderators' role"]
        assert choices(database, world.guild.id) == (role, None)
        without_both = seen(await world.moderator.click(without_log.message, label="Unset the moderators' role"))
        assert without_both.labels == STEPS
        assert choices(database, world.guild.id) == (None, None)
        await world.env.shutdown()


async def test_a_member_who_can_no_longer_manage_the_server_presses_in_vain(world: World, database: Path) -> None:
    role, log = await choose_both(world)
    card = await status(world)
    managing = next(role for role in guild_of(world).roles if role.name == "Moderators")
    await managing.edit(permissions=discord.Permissions.none())
    await world.env.settle()
    for label in ("Stop the log", "Unset the moderators' role"):
        refusal = seen(await world.moderator.click(card.message, label=label))
        assert (refusal.content, refusal.ephemeral) == (ONLY_MANAGERS, True)
    assert choices(database, world.guild.id) == (role, log.id)


async def test_a_fan_who_gets_at_the_buttons_presses_in_vain(world: World, database: Path) -> None:
    role, log = await choose_both(world)
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    shown = status_card(
        await bot.services.servers.choices.setup(world.guild.id),
        Found(role="Keepers", channel="log"),
        Trouble(),
        ServerBoundaries(),
    )
    await channel_of(world, world.channel).send(embed=shown.embed, view=shown.view)
    message = world.channel.last_message
    assert message is not None
    for label in ("Stop the log", "Unset the moderators' role"):
        refusal = seen(await world.fan.click(message, label=label))
        assert (refusal.content, refusal.ephemeral) == (ONLY_MANAGERS, True)
    assert choices(database, world.guild.id) == (role, log.id)
