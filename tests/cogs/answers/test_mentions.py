"""Questions in words: `/ask`, and messages that mention the bot."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord import ChannelHandle

from bot import answering
from bot.app import open_app
from bot.domain.in_words import Heard
from bot.services.answers.in_words import InWords
from tests.cogs.facts.actions import bot_of
from tests.cogs.test_setup_status import channel_of
from tests.cogs.world import World, build, let_pass, look, seen
from tests.conftest import PACKS


def mention(world: World) -> str:
    assert world.env.bot.user is not None
    return world.env.bot.user.mention


def said(world: World, channel: ChannelHandle | None = None) -> list[discord.Message]:
    """What the bot said in the channel, the latest last."""
    assert world.env.bot.user is not None
    bot = world.env.bot.user.id
    return [message for message in (channel or world.channel).history() if message.author.id == bot]


def limited(world: World, **denied: bool) -> ChannelHandle:
    """A channel where the bot lacks some permissions."""
    me = world.guild.me
    assert me is not None
    return world.guild.create_text_channel("limited", overwrites={me: discord.PermissionOverwrite(**denied)})


def waits(world: World, channel: ChannelHandle | None = None) -> list[list[str]]:
    """The reactions to the messages of members, oldest first."""
    assert world.env.bot.user is not None
    bot = world.env.bot.user.id
    messages = [each for each in (channel or world.channel).history() if each.author.id != bot]
    return [[str(reaction.emoji) for reaction in message.reactions] for message in messages]


async def test_a_question_in_words_is_answered_with_the_command_s_card(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "ask", question="who plays trish?"))
    assert card.title == "Rachael Taylor plays Trish Walker"
    assert card.footer.startswith("Understood: Cast, Trish Walker · Jessica Jones · ")
    assert not card.ephemeral


async def test_what_is_not_understood_is_said_to_the_one_who_asked(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "ask", question="who plays Batman?"))
    assert card.ephemeral
    assert "Batman" not in f"{card.title}{card.description}"


async def test_a_mention_is_answered_as_a_reply(world: World) -> None:
    asked = await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    (answer,) = said(world)
    assert answer.reference is not None
    assert answer.reference.message_id == asked.id
    assert answer.embeds[0].title == "Rachael Taylor plays Trish Walker"


async def test_a_reply_goes_on_from_the_question_before(world: World) -> None:
    await world.fan.send(world.channel, f"{mention(world)} what is known about season 2?")
    (answer,) = said(world)
    await world.other_fan.send(world.channel, "and season 3?", reply_to=answer)
    titles = [message.embeds[0].title for message in said(world)]
    assert titles == ["Season 2 came out on 8 March 2018", "Season 3 came out on 14 June 2019"]


TITLE = "Rachael Taylor plays Trish Walker"
NOTHING = "Ask me something else"


async def test_a_private_question_is_answered_to_the_one_who_asked(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "ask", question="who plays trish?", private=True))
    assert card.ephemeral
    assert card.title == TITLE
    assert world.channel.history(viewer=world.other_fan) == []


async def test_what_is_not_understood_offers_three_questions_that_work(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "ask", question="**who** plays Batman, <@123>?"))
    assert card.ephemeral
    assert card.labels == ["Who is in it?", "What comes next?", "What's new?"]
    assert all(word not in f"{card.bare}{card.body}" for word in ("Batman", "123", "**"))
    titles = [seen(await world.fan.click(card.message, label=label)).title for label in card.labels]
    assert titles == ["The cast of Jessica Jones", "No more episodes: S03E13 was the last", "News"]


@pytest.mark.parametrize(
    ("options", "is_private"),
    [
        ({"question": "who plays trish?"}, False),
        ({"question": "who plays trish?", "private": True}, True),
        ({"question": "who plays Batman?", "private": True}, True),
        ({"question": "who plays Batman?"}, True),
    ],
)
async def test_an_answer_that_was_promised_first_is_seen_by_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch, options: dict[str, object], *, is_private: bool
) -> None:
    monkeypatch.setattr(answering, "_PROMISED_AT_ONCE", 0)
    result = await world.fan.slash(world.channel, "ask", **options)
    messages = [*([result.response] if result.response else []), *result.followups]
    assert [look(message).ephemeral for message in messages][-1] is is_private
    assert len(world.channel.history(viewer=world.other_fan)) == (0 if is_private else 1)


async def test_a_mention_pings_nobody(world: World) -> None:
    await world.fan.send(world.channel, f"{mention(world)} who plays trish? {world.other_fan.mention}")
    (answer,) = said(world)
    assert answer.mentions == []
    assert not answer.mention_everyone
    assert answer.content == ""


async def test_a_mention_that_is_not_understood_gets_three_buttons(world: World) -> None:
    await world.fan.send(world.channel, f"{mention(world)} who plays Batman?")
    (answer,) = said(world)
    card = look(answer)
    assert card.title == NOTHING
    assert card.labels == ["Who is in it?", "What comes next?", "What's new?"]
    assert seen(await world.fan.click(answer, label="Who is in it?")).title == "The cast of Jessica Jones"


async def test_a_day_that_has_not_come_is_refused_in_words(world: World) -> None:
    await world.fan.send(world.channel, f"{mention(world)} who plays trish as of 2099?")
    (answer,) = said(world)
    assert answer.content.startswith("2099 has not come yet")


async def test_a_reply_without_a_word_to_the_bot_gets_nothing_if_not_understood(world: World) -> None:
    await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    (answer,) = said(world)
    await let_pass(world.env, 5)
    for words in ("lol", "as of 2099?", "who plays Batman?"):
        await world.fan.send(world.channel, words, reply_to=answer)
        await let_pass(world.env, 5)
    assert len(said(world)) == 1
    assert waits(world) == [[]] * 4
    await world.fan.send(world.channel, f"{mention(world)} lol", reply_to=answer)
    assert look(said(world)[-1]).title == NOTHING


async def test_a_reply_to_somebody_else_stands_alone(world: World) -> None:
    talk = await world.other_fan.send(world.channel, "season 2 is on")
    await world.fan.send(world.channel, "who plays trish?", reply_to=talk)
    assert said(world) == []
    await world.fan.send(world.channel, f"{mention(world)} who plays trish?", reply_to=talk)
    assert [message.embeds[0].title for message in said(world)] == [TITLE]
    await let_pass(world.env, 5)
    await world.fan.send(world.channel, f"{mention(world)} and season 3?", reply_to=talk)
    assert said(world)[-1].embeds[0].title == "Season 3 came out on 14 June 2019"


async def test_a_reply_to_a_post_of_the_bot_stands_alone(world: World) -> None:
    post = await channel_of(world, world.channel).send("A post")
    await world.fan.send(world.channel, "who plays trish?", reply_to=post)
    assert [message.embeds[0].title for message in said(world)[1:]] == [TITLE]
    await let_pass(world.env, 5)
    await world.fan.send(world.channel, "and season 3?", reply_to=post)
    assert said(world)[-1].embeds[0].title == "Season 3 came out on 14 June 2019"


async def test_a_reply_to_a_card_without_buttons_stands_alone(world: World) -> None:
    card = discord.Embed(title="A card")
    post = await channel_of(world, world.channel).send(embed=card)
    await world.fan.send(world.channel, "is she in season 3?", reply_to=post)
    assert len(said(world)) == 1
    await let_pass(world.env, 5)
    await world.fan.send(world.channel, f"{mention(world)} is she in season 3?", reply_to=post)
    assert look(said(world)[-1]).title == NOTHING


async def test_a_member_is_answered_once_in_three_seconds(world: World) -> None:
    for _ in range(2):
        await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    assert len(said(world)) == 1
    assert waits(world) == [[], ["⏳"]]
    await world.other_fan.send(world.channel, f"{mention(world)} who plays trish?")
    assert len(said(world)) == 2
    await let_pass(world.env, 5)
    await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    assert len(said(world)) == 3


async def test_a_channel_has_five_answers_in_ten_seconds(world: World) -> None:
    fans = [world.guild.add_member(world.env.create_user(f"fan-{number}")) for number in range(7)]
    for fan in fans[:6]:
        await fan.send(world.channel, f"{mention(world)} who plays trish?")
    assert len(said(world)) == 5
    assert waits(world)[-1] == ["⏳"]
    elsewhere = world.guild.create_text_channel("elsewhere")
    await fans[6].send(elsewhere, f"{mention(world)} who plays trish?")
    assert len(said(world, elsewhere)) == 1


@pytest.mark.parametrize("denied", ["add_reactions", "read_message_history"])
async def test_where_it_may_not_react_too_many_questions_get_nothing(world: World, denied: str) -> None:
    channel = limited(world, **{denied: False})
    for _ in range(2):
        await world.fan.send(channel, f"{mention(world)} who plays trish?")
    assert len(said(world, channel)) == 1
    assert waits(world, channel) == [[], []]


async def test_without_the_history_it_answers_without_a_reply(world: World) -> None:
    channel = limited(world, read_message_history=False)
    await world.fan.send(channel, f"{mention(world)} who plays trish?")
    (answer,) = said(world, channel)
    assert answer.reference is None
    assert answer.embeds[0].title == TITLE


async def test_without_embeds_it_answers_in_plain_text(world: World) -> None:
    channel = limited(world, embed_links=False)
    await world.fan.send(channel, f"{mention(world)} who plays trish?")
    (answer,) = said(world, channel)
    assert answer.embeds == []
    assert answer.content.split("\n")[0] == f"**{TITLE}**"
    assert "-# Understood: Cast, Trish Walker" in answer.content


async def test_where_it_may_not_write_it_is_silent(world: World) -> None:
    channel = limited(world, send_messages=False)
    await world.fan.send(channel, f"{mention(world)} who plays trish?")
    await world.fan.send(channel, f"{mention(world)} who plays trish?")
    assert said(world, channel) == []
    assert waits(world, channel) == [[], []]


@pytest.mark.parametrize("may_write", [True, False])
async def test_in_a_thread_the_permission_for_threads_counts(world: World, *, may_write: bool) -> None:
    channel = limited(world, send_messages=not may_write, send_messages_in_threads=may_write)
    await world.other_fan.send(channel, "hello")
    thread = await world_thread(world, channel)
    await world.fan.send(thread, f"{mention(world)} who plays trish?")
    assert [message.embeds[0].title for message in said(world, thread)] == ([TITLE] if may_write else [])


async def world_thread(world: World, channel: ChannelHandle) -> ChannelHandle:
    """A public thread of the channel."""
    await channel_of(world, channel).create_thread(
        name="thread", type=discord.ChannelType.public_thread, auto_archive_duration=60
    )
    (thread,) = channel.threads
    return thread


async def test_a_question_that_is_deleted_meanwhile_is_answered_all_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask: Callable[..., Awaitable[Heard]] = InWords.ask

    async def slow(in_words: InWords, *arguments: Any) -> Heard:
        async for question in channel_of(world, world.channel).history(limit=1):
            await question.delete()
        return await ask(in_words, *arguments)

    monkeypatch.setattr(InWords, "ask", slow)
    await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    (answer,) = said(world)
    assert answer.embeds[0].title == TITLE
    assert world.env.errors == []


async def test_bots_pings_of_everyone_and_roles_are_ignored(world: World) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))
    await robot.send(world.channel, f"{mention(world)} who plays trish?")
    await world.admin.send(world.channel, "@everyone who plays trish?")
    await world.admin.send(world.channel, "@here who plays trish?")
    await world.fan.send(world.channel, "who plays trish?")
    await world.fan.send(world.channel, "Casefile, who plays trish?")
    assert said(world) == []


async def test_an_edited_message_is_not_answered_again(world: World) -> None:
    asked = await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    plain = await world.other_fan.send(world.channel, "who plays jeri?")
    await let_pass(world.env, 20)
    await world.fan.edit(asked, f"{mention(world)} who plays kilgrave?")
    await world.other_fan.edit(plain, f"{mention(world)} who plays jeri?")
    assert [message.embeds[0].title for message in said(world)] == [TITLE]


async def test_the_buttons_of_an_answer_in_words_outlive_a_restart(world: World, database: Path) -> None:
    await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
    await world.other_fan.send(world.channel, f"{mention(world)} who wrote and directed 1x01?")
    sources, either = said(world)
    nothing = seen(await world.fan.slash(world.channel, "ask", question="who plays Batman?"))
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert seen(await world.fan.click(sources, label="Sources")).title == "Who said so"
        assert seen(await world.fan.click(either, label="Director")).title == "S.J. Clarkson directed S01E01"
        assert seen(await world.fan.click(nothing.message, label="What's new?")).title == "News"
        await world.env.shutdown()


async def test_with_mentions_off_it_hears_no_messages(database: Path) -> None:
    async with open_app(database, PACKS, always_sync=True, hears_mentions=False) as client:
        assert not client.intents.guild_messages
        async with simcord.run(client) as env:
            world = build(env)
            await world.fan.send(world.channel, f"{mention(world)} who plays trish?")
            assert said(world) == []
            assert client.get_cog("MentionsCog") is None
            assert seen(await world.fan.slash(world.channel, "ask", question="who plays trish?")).title == TITLE


async def test_with_mentions_on_it_asks_for_no_text_of_other_messages(world: World) -> None:
    intents = bot_of(world).intents
    assert intents.guild_messages
    assert not intents.message_content
    assert not intents.dm_messages
