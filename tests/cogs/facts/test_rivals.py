"""What contradicts a fact on record is pointed out before it is saved, with its status and who said so."""

from __future__ import annotations

from tests.cogs.facts.actions import (
    LINK,
    POLYGON,
    add,
    add_keeper,
    card,
    draft,
    edit,
    fact_of,
    keep_log,
    save,
    send,
    suggest,
)
from tests.cogs.world import World, look, seen

RIVAL = "This contradicts what is on record"


async def test_a_second_director_is_pointed_out_on_the_preview(world: World) -> None:
    keeper = await add_keeper(world)
    shown = await keeper.slash(world.channel, "fact add", kind="director")
    preview = card(await send(keeper, shown, {"people": "Zora Quillfeather", "where": "S02E02"}))
    rival = preview.value(RIVAL)
    assert "Minkie Spiro directed S02E02" in rival
    assert "**Confirmed**" in rival
    assert "Confirmed** · " in rival


async def test_it_is_saved_all_the_same_if_the_moderator_wants_it(world: World) -> None:
    fields = {"people": "Zora Quillfeather", "where": "S02E02"}
    assert card(await add(world.moderator, world.channel, "director", fields)).title == "Added"
    answer = seen(await world.fan.slash(world.channel, "director", of="2x02"))
    assert answer.title == "Sources disagree: who directed S02E02?"
    assert "**Zora Quillfeather**" in answer.description
    assert "**Minkie Spiro**" in answer.description


async def test_nothing_is_pointed_out_where_nothing_contradicts(world: World) -> None:
    for kind, fields in (
        ("director", {"people": "Zora Quillfeather", "where": "S03E05"}),
        ("director", {"people": "Minkie Spiro", "where": "S02E02"}),
        ("cast", {"people": "Zora Quillfeather as Trish Walker", "where": "season 2"}),
        ("news", {"statement": "Season 9 is made.", "where": "season 9"}),
    ):
        preview = card(await draft(world.moderator, world.channel, kind, fields))
        assert RIVAL not in preview.names, kind


async def test_an_edit_that_contradicts_another_fact_is_pointed_out(world: World) -> None:
    fields = {"people": "Zora Quillfeather", "where": "S03E05"}
    fact = fact_of(card(await add(world.moderator, world.channel, "director", fields)))
    preview = card(await edit(world.moderator, world.channel, fact, where="S02E02"))
    assert "Minkie Spiro directed S02E02" in preview.value(RIVAL)


async def test_another_date_is_pointed_out_and_a_vaguer_one_is_not(world: World) -> None:
    for released, is_rival in (("1 May 2019", True), ("2019", False)):
        fields = {"released": released, "where": "season 3"}
        preview = card(await draft(world.moderator, world.channel, "release", fields))
        assert (RIVAL in preview.names) is is_rival, released


async def test_a_rival_that_spoils_stays_hidden(world: World) -> None:
    fields = {"people": "SECRET Person", "where": "S03E05", "spoils": "S02E13"}
    await add(world.moderator, world.channel, "director", fields)
    shown = card(await draft(world.moderator, world.channel, "director", {"people": "Ana Diaz", "where": "S03E05"}))
    assert "||SECRET Person directed S03E05||" in shown.value(RIVAL)
    assert "SECRET" not in shown.bare


async def test_the_moderators_see_it_on_a_suggestion_and_on_its_draft(world: World) -> None:
    log = await keep_log(world)
    thanks = await suggest(world.fan, world.channel, "Zora Quillfeather directed S02E02")
    assert "director of S02E02" in thanks.description
    posted = look(log.history()[0])
    assert "Minkie Spiro directed S02E02" in posted.value(RIVAL)
    opened = await world.moderator.click(posted.message, label="Edit and approve")
    assert "Minkie Spiro directed S02E02" in card(await send(world.moderator, opened, {})).value(RIVAL)
    assert card(await world.moderator.click(posted.message, label="Approve")).title == "Added"
    assert RIVAL not in look(log.history()[0]).names


async def test_a_rival_that_came_in_since_is_shown_before_anything_is_saved(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "Zora Quillfeather directed S03E05")
    posted = look(log.history()[0])
    waits = await draft(world.moderator, world.channel, "director", {"people": "Cy Roe", "where": "S03E05"})
    await add(world.admin, world.channel, "director", {"people": "Ana Diaz", "where": "S03E05"}, POLYGON)
    shown = await world.moderator.click(posted.message, label="Approve")
    assert "Ana Diaz directed S03E05" in card(shown).value(RIVAL)
    answer = seen(await world.fan.slash(world.channel, "director", of="3x05"))
    assert "Zora" not in answer.body + answer.title
    assert (await save(world.moderator, shown)).title == "Added"
    shown = await world.moderator.click(card(waits).message, label="Save")
    assert card(shown).value("Not saved yet").startswith("See what it contradicts.")
    assert (await save(world.moderator, shown)).title == "Added"


async def test_a_fan_is_shown_no_contradiction_of_their_suggestion(world: World) -> None:
    thanks = card(
        await world.fan.slash(world.channel, "suggest", text="Zora Quillfeather directed S02E02", source=LINK)
    )
    assert RIVAL not in thanks.names
