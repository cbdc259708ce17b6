"""Two moderators on one fact: neither overwrites what the other wrote without having seen it."""

import asyncio
from pathlib import Path

import pytest
from simcord import MemberActor

from bot.app import open_app
from bot.domain.moderation import Preview
from bot.services.access import Caller
from tests.cogs.facts.actions import (
    NEW_YEAR,
    VARIETY,
    add_keeper,
    add_news,
    bot_of,
    card,
    edit,
    form,
    id_in,
    pick,
    press,
    query,
    save,
    send,
    stored_facts,
    words,
)
from tests.cogs.world import World, seen
from tests.conftest import PACKS

CHOICES = ["Make my change to that", "Change mine", "Leave theirs"]


@pytest.fixture
async def keeper(world: World) -> MemberActor:
    return await add_keeper(world)


async def fact_and_news(world: World) -> str:
    return await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")


async def news(world: World) -> str:
    return seen(await world.fan.slash(world.channel, "news", season=9)).body


async def test_the_second_sees_both_versions_and_nothing_is_overwritten(
    world: World, keeper: MemberActor, database: Path
) -> None:
    fact = await fact_and_news(world)
    first = await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed.")
    second = await edit(keeper, world.channel, fact, spoils="S02E13")
    await save(world.moderator, first)
    before = stored_facts(database)
    both = card(await keeper.click(card(second).message, label="Save"))
    assert both.title == "Somebody was faster"
    assert world.moderator.name in both.description
    assert "Season 9 is filmed." in both.value("What it says now")
    assert "filmed" in both.value("They changed")
    assert "S02E13" in both.value("You would change")
    assert both.labels == CHOICES
    assert stored_facts(database) == before
    merged = card(await keeper.click(both.message, label="Make my change to that"))
    assert merged.title == "Saved"
    assert "||Season 9 is filmed.|| (spoils S02E13)" in await news(world)


async def test_who_leaves_theirs_can_take_it_up_again(world: World, keeper: MemberActor) -> None:
    fact = await fact_and_news(world)
    second = await edit(keeper, world.channel, fact, spoils="S02E13")
    await save(world.moderator, await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    both = card(await keeper.click(card(second).message, label="Save"))
    left = card(await keeper.click(both.message, label="Leave theirs"))
    assert left.title == "Thrown away"
    assert "Season 9 is filmed." in await news(world)
    again = card(await keeper.click(left.message, label="Open it again"))
    assert again.title == "Somebody was faster"
    assert again.labels == CHOICES
    assert card(await keeper.click(again.message, label="Make my change to that")).title == "Saved"
    assert "||Season 9 is filmed.||" in await news(world)


async def test_who_changes_theirs_finds_the_form_as_they_left_it(world: World, keeper: MemberActor) -> None:
    fact = await fact_and_news(world)
    second = await edit(keeper, world.channel, fact, statement="Season 9 is over.", reason="Because")
    await save(world.moderator, await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    both = card(await keeper.click(card(second).message, label="Save"))
    opened = await keeper.click(both.message, label="Change mine")
    assert form(opened)["statement"] == "Season 9 is over."
    assert form(opened)["reason"] == "Because"
    shown = await send(keeper, opened, {"statement": "Season 9 is nearly over."})
    again = card(shown)
    assert again.title == "Somebody was faster"
    assert card(await keeper.click(again.message, label="Make my change to that")).title == "Saved"
    assert "Season 9 is nearly over." in await news(world)


async def test_a_third_change_in_between_is_shown_too(world: World, keeper: MemberActor) -> None:
    fact = await fact_and_news(world)
    second = await edit(keeper, world.channel, fact, spoils="S02E13")
    await save(world.moderator, await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    both = card(await keeper.click(card(second).message, label="Save"))
    await save(world.admin, await edit(world.admin, world.channel, fact, statement="Season 9 is over."))
    again = card(await keeper.click(both.message, label="Make my change to that"))
    assert again.title == "Somebody was faster"
    assert "Season 9 is over." in again.value("What it says now")
    assert "||" not in await news(world)


async def test_a_source_beside_new_words_keeps_both(world: World, keeper: MemberActor) -> None:
    fact = await fact_and_news(world)
    listed = card(await keeper.slash(world.channel, "fact source", fact=fact))
    opened = await keeper.click(listed.message, label="Add a source")
    await save(world.moderator, await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    shown = await send(keeper, opened, {**VARIETY, "outlet": "Deadline", "url": "https://deadline.com/x"})
    both = card(shown)
    if both.title != "Somebody was faster":
        both = card(await keeper.click(both.message, label="Save"))
    assert both.title == "Somebody was faster"
    card(await keeper.click(both.message, label="Make my change to that"))
    body = await news(world)
    assert "Season 9 is filmed." in body
    assert "Deadline" in body


async def test_what_somebody_else_took_out_says_so_before_it_is_changed(world: World, keeper: MemberActor) -> None:
    fact = await fact_and_news(world)
    second = await edit(keeper, world.channel, fact, statement="Season 9 is filmed.")
    card(await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="A hoax"))
    both = card(await keeper.click(card(second).message, label="Save"))
    assert both.title == "Somebody was faster"
    assert "It was taken out of the answers." in both.value("They changed")
    card(await keeper.click(both.message, label="Leave theirs"))
    assert "Season 9" not in await news(world)


async def test_two_who_save_at_the_same_moment_make_one_revision_and_one_choice(
    world: World, keeper: MemberActor, database: Path
) -> None:
    fact = await fact_and_news(world)
    mine = card(await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    theirs = card(await edit(world.admin, world.channel, fact, statement="Season 9 is over."))
    # One click at a time is all that the virtual Discord knows, so the second comes by the service.
    draft = int(id_in(theirs, "Save").split(":")[1], 36)
    saving = bot_of(world).services.facts.editing.save(Caller(world.guild.id, world.admin.id, manages=True), draft)
    pressed, other = await asyncio.gather(world.moderator.click(mine.message, label="Save"), saving)
    conflicts = [card(pressed).title == "Somebody was faster", isinstance(other, Preview)]
    assert sorted(conflicts) == [False, True]
    sql = "SELECT COUNT(*) FROM revision WHERE number IS NOT NULL AND layer = ?"
    assert query(database, sql, world.guild.id) == [(2,)]


async def test_pressing_save_twice_saves_once(world: World, database: Path) -> None:
    fact = await fact_and_news(world)
    shown = card(await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    button = id_in(shown, "Save")
    await world.moderator.click(shown.message, label="Save")
    again = words(await press(world, world.moderator, world.channel, button))
    assert again == f"This was already handled by <@{world.moderator.id}> on {NEW_YEAR}: saved."
    sql = "SELECT COUNT(*) FROM revision WHERE number IS NOT NULL AND layer = ?"
    assert query(database, sql, world.guild.id) == [(2,)]


async def test_the_choice_can_be_made_after_a_restart(world: World, keeper: MemberActor, database: Path) -> None:
    fact = await fact_and_news(world)
    second = await edit(keeper, world.channel, fact, spoils="S02E13")
    await save(world.moderator, await edit(world.moderator, world.channel, fact, statement="Season 9 is filmed."))
    both = card(await keeper.click(card(second).message, label="Save"))
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert card(await keeper.click(both.message, label="Make my change to that")).title == "Saved"
        assert "||Season 9 is filmed.||" in await news(world)
        await world.env.shutdown()


async def test_two_buttons_that_undo_take_back_one_change(world: World, keeper: MemberActor) -> None:
    fact = await pick(keeper, world.channel, "all 13 women")
    await save(keeper, await edit(keeper, world.channel, fact, statement="Women direct it all."))
    mine, theirs = [
        card(await actor.slash(world.channel, "fact show", fact=fact)) for actor in (world.moderator, keeper)
    ]
    card(await world.moderator.click(mine.message, label="Undo the last change"))
    refusal = words(await keeper.click(theirs.message, label="Undo the last change"))
    assert refusal == f"This was already handled by <@{world.moderator.id}> on {NEW_YEAR}: undone."
