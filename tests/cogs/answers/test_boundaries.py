"""Answers, buttons and completions as far as those who see them have watched."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.cogs.answers.test_mentions import channel_of, mention, said
from tests.cogs.facts.actions import query
from tests.cogs.world import Seen, World, seen

HIDDEN = "Anything beyond S01E03 is hidden."


async def has_seen(world: World, member: MemberActor, upto: str, **options: Any) -> None:
    assert seen(await member.slash(world.channel, "spoilers seen", upto=upto, **options)).ephemeral


async def may_be_told(world: World, upto: str, **options: Any) -> None:
    """Set how far answers go in a channel, a category or the whole server."""
    assert seen(await world.moderator.slash(world.channel, "setup spoilers", upto=upto, **options)).ephemeral


async def ask(
    world: World,
    command: str = "cast",
    member: MemberActor | None = None,
    channel: ChannelHandle | None = None,
    **options: Any,
) -> Seen:
    return seen(
        await (member or world.fan).slash(channel or world.channel, command, **(options or {"who": "Kilgrave"}))
    )


def words(card: Seen) -> str:
    return f"{card.title}\n{card.description}\n{card.fields}\n{card.labels}"


async def press(card: Seen, member: MemberActor, label: str) -> Seen:
    result: InteractionResult = await member.click(card.message, label=label)
    return seen(result)


async def test_without_any_boundary_all_is_as_it_was(world: World) -> None:
    card = await ask(world)
    assert not card.ephemeral
    assert "season 3" in words(card).lower()
    assert "hidden" not in words(card)


async def test_what_lies_beyond_my_boundary_is_not_sent_and_others_are_not_told_how_far_i_am(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    mine, theirs = await ask(world), await ask(world, member=world.other_fan)
    assert mine.ephemeral
    assert HIDDEN in mine.description
    assert "season 2" not in words(mine).lower()
    assert "season 3" not in words(mine).lower()
    assert not theirs.ephemeral
    assert "hidden" not in words(theirs)
    assert "season 3" in words(theirs).lower()


async def test_a_channel_s_boundary_covers_for_all(world: World) -> None:
    await may_be_told(world, "S01E03", channel=world.channel)
    card = await ask(world)
    assert not card.ephemeral
    assert HIDDEN in card.description
    assert "season 3" not in words(card).lower()
    elsewhere = world.guild.create_text_channel("elsewhere")
    assert "season 3" in words(await ask(world, channel=elsewhere)).lower()


async def test_a_category_and_the_server_have_boundaries_and_the_nearest_counts(world: World) -> None:
    category = world.guild.create_category("Watching")
    within = world.guild.create_text_channel("within", category=category)
    await may_be_told(world, "season 2")
    await may_be_told(world, "S01E03", channel=category)
    assert HIDDEN in (await ask(world, channel=within)).description
    assert "Anything beyond season 2 is hidden." in (await ask(world)).description
    await may_be_told(world, "everything", channel=within)
    assert "hidden" not in words(await ask(world, channel=within))
    assert "||" not in words(await ask(world, channel=within, who="Alisa Jones"))


async def test_a_thread_follows_its_channel(world: World) -> None:
    await may_be_told(world, "S01E03", channel=world.channel)
    thread = await channel_of(world, world.channel).create_thread(name="talk", type=discord.ChannelType.public_thread)
    await world.fan.send(world.channel, "hello")
    handle = next(each for each in world.channel.threads if each.id == thread.id)
    assert HIDDEN in (await ask(world, channel=handle)).description


async def test_show_it_answers_whoever_presses_alone_and_behind_bars(world: World) -> None:
    await may_be_told(world, "S01E03", channel=world.channel)
    card = await ask(world)
    whole = await press(card, world.other_fan, "Show it")
    assert whole.ephemeral
    assert "season 3" in whole.description.lower()
    assert all(line.startswith("||") and line.endswith("||") for line in whole.description.split("\n"))
    assert whole.labels == []


async def test_a_boundary_that_moves_between_an_answer_and_a_press(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world)
    await has_seen(world, world.fan, "season 3")
    assert "season 3" in words(await press(card, world.fan, "Sources")).lower()
    await has_seen(world, world.fan, "S01E01")
    assert "season 3" not in words(await press(card, world.fan, "Sources")).lower()


async def test_a_button_of_a_public_answer_answers_with_the_boundary_of_who_presses(world: World) -> None:
    card = await ask(world)
    await has_seen(world, world.other_fan, "S01E03")
    theirs, mine = await press(card, world.other_fan, "Sources"), await press(card, world.fan, "Sources")
    assert "season 3" not in words(theirs).lower()
    assert "season 3" in words(mine).lower()


async def test_pages_keep_to_the_boundary_of_the_one_who_asked(world: World) -> None:
    await may_be_told(world, "season 1", channel=world.channel)
    card = await ask(world, who="everyone")
    while "Next ›" in card.labels and not card.buttons[card.labels.index("Next ›")].disabled:
        assert "S2" not in words(card)
        assert "Anything beyond season 1 is hidden." in card.description
        card = await press(card, world.fan, "Next ›")


async def test_two_members_with_different_boundaries_in_one_channel(world: World) -> None:
    await may_be_told(world, "season 2", channel=world.channel)
    await has_seen(world, world.fan, "S01E03")
    await has_seen(world, world.other_fan, "everything")
    mine, theirs = await ask(world), await ask(world, member=world.other_fan)
    assert (mine.ephemeral, theirs.ephemeral) == (True, False)
    assert HIDDEN in mine.description
    assert "Anything beyond season 2 is hidden." in theirs.description


async def test_i_have_seen_this_moves_my_boundary_there(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world, "episode", episode="S01E05")
    assert "I've seen this" in card.labels
    assert "AKA The Sandwich Saved Me" not in words(card)
    moved = await press(card, world.fan, "I've seen this")
    assert moved.ephemeral
    assert "S01E05" in words(moved)
    again = await ask(world, "episode", episode="S01E05")
    assert "AKA The Sandwich Saved Me" in words(again)
    assert "I've seen this" not in again.labels


async def test_i_have_seen_this_on_an_old_answer_takes_no_boundary_back(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world, "episode", episode="S01E05")
    await has_seen(world, world.fan, "S02E07")
    assert "S02E07" in words(await press(card, world.fan, "I've seen this"))
    assert "Anything beyond S02E07 is hidden." in (await ask(world)).description


async def test_the_next_episode_has_its_title(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    assert "AKA 99 Friends" in words(await ask(world, "episode", episode="S01E04"))


async def test_a_mention_is_answered_in_the_channel_and_covers_what_either_boundary_does(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    await world.fan.send(world.channel, f"{mention(world)} who plays kilgrave?")
    (answer,) = said(world)
    assert HIDDEN in (answer.embeds[0].description or "")
    assert "season 3" not in (answer.embeds[0].description or "").lower()


async def test_a_question_in_words_goes_to_one_alone_too(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world, "ask", question="who plays kilgrave")
    assert card.ephemeral
    assert HIDDEN in card.description


@pytest.mark.parametrize("name", ["Alisa", "Alisa Jonse", "Gelden", "Erik", "Zorblax"])
async def test_a_covered_name_is_as_unknown_as_one_that_nobody_has(world: World, name: str) -> None:
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world, who=name)
    assert card.title == "Nothing found in Jessica Jones"
    assert f"No actor or character called **“{name}”** is on record up to S01E03." in card.description
    assert HIDDEN in card.description
    assert "Show it" not in card.labels
    asked = await ask(world, "ask", question=f"who plays {name}?")
    assert "Show it" not in asked.labels


@pytest.mark.parametrize("name", ["Alisa Jones", "alisa jones", "Erik Gelden"])
async def test_a_covered_name_that_is_typed_in_full_can_be_shown(world: World, name: str) -> None:
    await has_seen(world, world.fan, "S01E03")
    for card in (await ask(world, who=name), await ask(world, "ask", question=f"do you know who plays {name}?")):
        assert card.title == "Nothing found in Jessica Jones"
        assert HIDDEN in card.description
        assert "S02" not in words(card) + card.footer
        whole = await press(card, world.fan, "Show it")
        assert whole.ephemeral
        assert "||" in whole.description
        assert name.title() in whole.description


@pytest.mark.parametrize("title", ["AKA Smile", "aka smile"])
async def test_a_covered_title_that_is_typed_in_full_is_known_by_its_code(world: World, title: str) -> None:
    await has_seen(world, world.fan, "S01E03")
    for card in (
        await ask(world, "director", of=title),
        await ask(world, "ask", question=f"who directed {title}?"),
        await ask(world, "episode", episode=title),
    ):
        assert "S01E13" in card.title
        assert "Michael Rymer" in words(card)
        assert "Smile" not in words(card)
    assert "Nothing found" in (await ask(world, "director", of="Smil")).title


async def test_news_about_a_covered_title_that_is_typed_in_full_is_asked_by_its_code(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    for card in (
        await ask(world, "news", about="AKA Smile"),
        await ask(world, "ask", question="any news about AKA Smile?"),
    ):
        assert "S01E13" in words(card) + card.footer
        assert "Smile" not in words(card) + card.footer
    assert "Nothing found" in (await ask(world, "news", about="AKA Smil")).title


async def test_completions_end_at_the_boundary(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    mine = await world.fan.autocomplete(world.channel, "cast", "who", "er")
    theirs = await world.other_fan.autocomplete(world.channel, "cast", "who", "er")
    assert len(mine) < len(theirs)
    offered = await world.fan.autocomplete(world.channel, "episode", "episode", "S01E0")
    titled = [str(choice["name"]) for choice in offered if " · " in str(choice["name"])]
    assert [title[:6] for title in titled] == ["S01E01", "S01E02", "S01E03", "S01E04"]


async def test_a_correction_is_suggested_of_what_i_see(world: World) -> None:
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world)
    listed = await press(card, world.fan, "Suggest a correction")
    assert "season 3" not in str(listed.message.components).lower()


async def test_days_alone_take_no_bars_away(world: World) -> None:
    assert seen(await world.moderator.slash(world.channel, "setup spoilers", days=3)).ephemeral
    card = await ask(world, who="Alisa Jones")
    assert "||" in words(card)
    assert "hidden" not in words(card)


async def test_a_page_that_covers_more_than_its_channel_is_shown_to_one_alone(world: World) -> None:
    card = await ask(world, who="everyone")
    assert not card.ephemeral
    await has_seen(world, world.fan, "S01E03")
    turned = await press(card, world.fan, "Next ›")
    assert turned.ephemeral
    assert "hidden" not in (world.channel.history()[-1].embeds[0].description or "")


async def test_a_boundary_whose_episode_is_gone_covers_also_where_the_channel_goes_less_far(
    world: World, database: Path
) -> None:
    await may_be_told(world, "S02E13", channel=world.channel)
    await has_seen(world, world.fan, "S03E12")
    assert "Janet McTeer" in words(await ask(world, member=world.other_fan, who="Alisa Jones"))
    query(database, "UPDATE seen SET number = 99")
    card = await ask(world, who="Alisa Jones")
    assert card.ephemeral
    assert "Janet McTeer" not in words(card)
