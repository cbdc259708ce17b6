"""Questions in words: `/ask`, and messages that mention the bot."""

from __future__ import annotations

import discord

from tests.cogs.world import World, seen


def mention(world: World) -> str:
    assert world.env.bot.user is not None
    return world.env.bot.user.mention


def said(world: World) -> list[discord.Message]:
    """What the bot said in the channel, the latest last."""
    assert world.env.bot.user is not None
    bot = world.env.bot.user.id
    return [message for message in world.channel.history() if message.author.id == bot]


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
