"""/help, /about, /privacy, and what a mention of the bot gets."""

import pytest
from discord import app_commands

from bot.client import Casefile
from tests.cogs.world import World, seen
from tests.ui.reading import assert_discord_takes


async def test_help_names_every_command_that_there_is(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "help"))
    assert card.ephemeral
    there = {f"/{name}" for name in world.admin.available_commands(world.channel)}
    listed = {
        line.split("**")[1] for name in card.names for line in card.value(name).splitlines() if line.startswith("**/")
    }
    assert listed == there


async def test_help_describes_every_command_of_the_tree_in_its_own_words_and_keeps_the_limits(world: World) -> None:
    assert isinstance(world.env.bot, Casefile)
    card = seen(await world.fan.slash(world.channel, "help"))
    lines = [line for name in card.names for line in card.value(name).splitlines()]
    commands = [command for command in world.env.bot.tree.walk_commands() if isinstance(command, app_commands.Command)]
    assert len(commands) > 40
    for command in commands:
        assert f"**/{command.qualified_name}** · {command.description}" in lines
    assert_discord_takes({"footer": {"text": "-"}, **card.message.embeds[0].to_dict()}, [])


async def test_help_has_a_section_for_everyone_and_one_for_each_group(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "help"))
    groups = [name.split(":")[0] for name in card.names if name.startswith("/")]
    assert card.names[0] == "For everyone"
    assert groups == ["/announce", "/fact", "/feed", "/setup"]
    assert [name for name in card.names if "manage the server" in name] == [card.names[len(groups)]]


async def test_help_explains_every_sign(world: World) -> None:
    signs = seen(await world.fan.slash(world.channel, "help")).value("How sure an answer is")
    for word in ("Confirmed", "Reported", "Rumoured", "Denied", "Not announced"):
        assert f"**{word}**" in signs


async def test_about_counts_what_is_on_record(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "about"))
    assert card.title == "About Casefile"
    assert not card.ephemeral
    facts, show = card.value("On record").split(" facts about ")
    assert int(facts) > 200
    assert show == "1 show"


async def test_privacy_says_what_is_stored_and_what_is_not(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "privacy"))
    assert card.ephemeral
    assert card.names == ["Of a server", "Of a member", "Of forms", "Not stored"]
    assert "Your Discord id, and no name" in card.value("Of a member")
    assert "No messages and no questions" in card.value("Not stored")


async def test_help_is_there_in_direct_messages_and_questions_are_not(world: World) -> None:
    assert set(world.fan.user.available_commands()) == {"help", "about", "privacy"}
    assert seen(await world.fan.user.slash("help")).title == "Ask Casefile"


def mention(world: World) -> str:
    assert world.env.bot.user is not None
    return world.env.bot.user.mention


def answers(world: World) -> list[str]:
    assert world.env.bot.user is not None
    bot = world.env.bot.user.id
    return [message.content for message in world.channel.history() if message.author.id == bot]


async def test_a_mention_is_pointed_at_the_commands(world: World) -> None:
    await world.fan.send(world.channel, f"{mention(world)} who plays Trish?")
    (pointer,) = answers(world)
    for command in ("/cast", "/director", "/episode", "/season", "/news", "/help"):
        assert command in pointer


async def test_other_messages_are_left_alone(world: World) -> None:
    await world.fan.send(world.channel, "Who plays Trish?")
    await world.fan.send(world.channel, f"{world.other_fan.mention} do you know? casefile does")
    await world.fan.send(world.channel, "/cast Trish")
    assert answers(world) == []


async def test_a_second_mention_within_seconds_is_not_answered(world: World) -> None:
    await world.fan.send(world.channel, mention(world))
    await world.other_fan.send(world.channel, mention(world))
    assert len(answers(world)) == 1


async def test_another_channel_is_answered_all_the_same(world: World) -> None:
    elsewhere = world.guild.create_text_channel("elsewhere")
    await world.fan.send(world.channel, mention(world))
    await world.fan.send(elsewhere, mention(world))
    assert len(elsewhere.history()) == 2


async def test_a_mention_by_a_bot_is_left_alone(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, f"{mention(world)} hello")
    assert answers(world) == []


async def test_a_mention_where_the_bot_may_not_write_raises_nothing(world: World) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions")
    await world.fan.send(world.channel, mention(world))
    assert answers(world) == []


async def test_a_minute_later_a_mention_is_answered_again(world: World) -> None:
    await world.fan.send(world.channel, mention(world))
    await world.fan.send(world.channel, mention(world))
    assert len(answers(world)) == 1
    await world.env.advance_time(60)
    await world.fan.send(world.channel, mention(world))
    assert len(answers(world)) == 2


@pytest.mark.simcord(check_errors=False)
async def test_a_mention_that_discord_fails_to_take_an_answer_to_is_a_line_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/channels/*/messages", status=500, times=None)
    await world.fan.send(world.channel, mention(world))
    assert answers(world) == []
    (line,) = [record for record in caplog.records if record.levelname == "WARNING"]
    assert line.getMessage().startswith("on_message failed: HTTPException: 500")
    assert line.exc_info is None
