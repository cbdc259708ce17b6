"""/setup spoilers: how far answers go in a channel, a category or the whole server; and in /setup status."""

from contextlib import closing
from pathlib import Path

import discord
import pytest
from simcord import ChannelHandle

from bot.app import open_app
from bot.client import Casefile
from bot.domain.spoilers import MOST_OF_SERVER
from tests.cogs.world import Seen, World, refused, seen
from tests.conftest import PACKS
from tests.engines.raw import connect
from tests.store.rows_of import rows

ONLY_MANAGERS = "Only members who can manage this server can do that."
COMMAND = "setup spoilers"


async def choose(world: World, **options: object) -> Seen:
    card = seen(await world.moderator.slash(world.channel, COMMAND, **options))
    assert (card.ephemeral, card.title) == (True, "Spoilers")
    return card


async def listed(world: World) -> str:
    return seen(await world.moderator.slash(world.channel, "setup status")).value("Spoilers")


def places(database: Path) -> dict[int, tuple[object, object]]:
    return {row[1]: (row[3], row[4]) for row in rows(database, "boundary") if isinstance(row[1], int)}


def days(database: Path) -> list[object]:
    with closing(connect(database)) as connection:
        return [found for (found,) in connection.execute("SELECT spoiler_days FROM server")]


async def test_the_whole_server_gets_a_boundary_and_loses_it(world: World, database: Path) -> None:
    assert await listed(world) == "No boundary: answers cover everything on record. Set one with /setup spoilers."
    card = await choose(world, upto="S01E03")
    assert card.description.startswith("In this server, answers about **Jessica Jones** now go up to S01E03.")
    assert "A channel or a category with a boundary of its own keeps it." in card.description
    assert places(database) == {0: (1, 3)}
    assert await listed(world) == "Jessica Jones · S01E03 · the whole server"
    assert "is removed" in (await choose(world, upto="OFF")).description
    assert places(database) == {}
    assert "There is no boundary for **Jessica Jones** in this server" in (await choose(world, upto="off")).description


async def test_every_kind_of_channel_gets_one_of_its_own(world: World, database: Path) -> None:
    category = world.guild.create_category("Season 1")
    made: list[ChannelHandle] = [
        category,
        world.guild.create_text_channel("text", category=category),
        world.guild.create_forum_channel("forum"),
        world.guild.create_voice_channel("voice"),
        world.guild.create_news_channel("news"),
        world.guild.create_stage_channel("stage"),
    ]
    for channel in made:
        card = await choose(world, upto="season 1", channel=channel)
        assert card.description.startswith(f"In <#{channel.id}>, answers about **Jessica Jones** now go up to the end")
    await choose(world, upto="nothing")
    assert set(places(database)) == {0, *(channel.id for channel in made)}
    assert (await listed(world)).split("\n")[0] == "Jessica Jones · nothing · the whole server"
    assert f"Jessica Jones · season 1 · <#{category.id}>" in await listed(world)
    removed = await choose(world, upto="off", channel=category)
    assert f"in <#{category.id}> is removed: the category's or the server's counts, if any" in removed.description
    assert category.id not in places(database)


async def test_days_are_set_shown_and_removed(world: World, database: Path) -> None:
    card = await choose(world, days=3)
    assert card.description == (
        "In every channel, an episode stays covered until 3 days after it aired, whatever the boundary."
    )
    assert days(database) == [3]
    assert await listed(world) == "Everywhere, an episode stays covered until 3 days after it aired."
    shown = seen(await world.fan.slash(world.channel, "spoilers status")).value("In this channel")
    assert shown.startswith("An episode stays covered until 3 days after it aired.")
    both = await choose(world, upto="everything", days=1)
    assert "answers about **Jessica Jones** now cover everything" in both.description
    assert "until 1 day after" in both.description
    assert days(database) == [1]
    assert "no longer covered" in (await choose(world, days=0)).description
    assert days(database) == [None]
    assert await listed(world) == "Jessica Jones · everything · the whole server"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"upto": "S01E99"}, "“S01E99” of Jessica Jones is not on record."),
        ({"upto": "Zorblax"}, "I know no episode “Zorblax” of Jessica Jones."),
        ({"upto": "S01E03", "show": "Zorblax"}, "No show"),
        ({}, "Say how far with upto"),
        ({"show": "Jessica Jones", "days": 3}, "Say how far with upto"),
        ({"upto": "S01E03", "days": 3, "channel": True}, "Days hold for the whole server."),
        ({"days": 3, "channel": True}, "Days hold for the whole server."),
    ],
)
async def test_what_can_not_be_is_refused_in_words(
    world: World, database: Path, options: dict[str, object], words: str
) -> None:
    if "channel" in options:
        options = {**options, "channel": world.channel}
    assert words in refused(world, await world.moderator.slash(world.channel, COMMAND, **options))
    assert places(database) == {}
    assert days(database) in ([], [None])


async def test_a_fan_sets_none(world: World, database: Path) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    (setup,) = [command for command in await bot.tree.fetch_commands() if command.name == "setup"]
    world.guild.set_command_permissions(setup, {world.guild.default_role: True})
    assert refused(world, await world.fan.slash(world.channel, COMMAND, upto="S01E03")) == ONLY_MANAGERS
    assert refused(world, await world.fan.slash(world.channel, COMMAND, days=3)) == ONLY_MANAGERS
    assert places(database) == {}


async def test_the_other_server_keeps_its_own(world: World) -> None:
    await choose(world, upto="S01E03", days=2)
    far = seen(await world.far_moderator.slash(world.far_channel, "setup status"))
    assert far.value("Spoilers").startswith("No boundary")
    far = seen(await world.far_fan.slash(world.far_channel, "spoilers status"))
    assert far.value("In this channel").startswith("No boundary")


async def test_it_outlives_a_restart(world: World, database: Path) -> None:
    await choose(world, upto="S01E03", channel=world.channel)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert await listed(world) == f"Jessica Jones · S01E03 · <#{world.channel.id}>"
        await world.env.shutdown()


async def test_a_deleted_channels_boundary_goes_with_it_and_others_stay(world: World, database: Path) -> None:
    gone, kept = world.guild.create_text_channel("gone"), world.guild.create_text_channel("kept")
    for channel in (gone, kept):
        await choose(world, upto="S01E03", channel=channel)
    await choose(world, upto="season 1")
    found = world.env.bot.get_channel(gone.id)
    assert isinstance(found, discord.TextChannel)
    await found.delete()
    await world.env.settle()
    assert set(places(database)) == {0, kept.id}


async def test_a_channel_that_was_deleted_while_the_bot_was_away_is_noticed(world: World, database: Path) -> None:
    await choose(world, upto="S01E03", channel=world.channel)
    with closing(connect(database)) as connection:
        connection.execute("INSERT INTO boundary SELECT guild_id, 99, show_id, 1, 1, '' FROM boundary")
        connection.execute("INSERT INTO boundary SELECT 7, 99, show_id, 1, 1, '' FROM boundary WHERE place_id = 99")
        connection.commit()
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.env.settle()
        # The bot does not know whether a server that it does not see still has the channel.
        assert {(row[0], row[1]) for row in rows(database, "boundary")} == {
            (world.guild.id, world.channel.id),
            (7, 99),
        }
        await world.env.shutdown()


async def test_a_server_has_a_hundred_boundaries_and_the_status_counts_the_rest(world: World, database: Path) -> None:
    await choose(world, upto="season 1")
    with closing(connect(database)) as connection:
        for place in range(1, MOST_OF_SERVER):
            copied = "INSERT INTO boundary SELECT guild_id, ?, show_id, 1, 1, '' FROM boundary WHERE place_id = 0"
            connection.execute(copied, (place,))
        connection.commit()
    full = refused(world, await world.moderator.slash(world.channel, COMMAND, upto="season 1", channel=world.channel))
    assert full.startswith("This server has 100 spoiler boundaries, which is the limit.")
    await choose(world, upto="season 2")
    assert (await listed(world)).endswith(" more")
    assert len(places(database)) == MOST_OF_SERVER


async def test_what_is_typed_completes_with_off_and_no_title_that_the_moderator_has_not_watched(world: World) -> None:
    offered = [choice["name"] for choice in await world.moderator.autocomplete(world.channel, COMMAND, "upto", "")]
    assert offered[:3] == ["off", "nothing", "S01E01"]
    (only,) = await world.moderator.autocomplete(world.channel, COMMAND, "upto", "of")
    assert only["value"] == "off"
    (found,) = await world.moderator.autocomplete(world.channel, COMMAND, "upto", "1x02")
    assert found["name"] == "S01E02"
    assert await world.moderator.autocomplete(world.channel, COMMAND, "show", "jes")
