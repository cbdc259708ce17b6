"""Forms: all faults are shown at once, nothing must be typed twice, and a restart in between loses nothing."""

from pathlib import Path

import pytest
from simcord import InteractionResult

from bot.app import open_app
from tests.cogs.facts.actions import (
    POLYGON,
    VARIETY,
    add,
    add_keeper,
    add_news,
    assert_nobody_is_pinged,
    card,
    draft,
    edit,
    fact_of,
    form,
    in_words,
    save,
    send,
    stored_facts,
    words,
)
from tests.cogs.world import World, seen
from tests.conftest import PACKS

AGAIN = "Correct what I typed"


async def again(world: World, faulty: InteractionResult) -> InteractionResult:
    """The form that opens again from the words about its faults."""
    return await world.moderator.click(in_words(faulty).message, label=AGAIN)


async def test_every_fault_is_shown_at_once_and_the_form_opens_as_it_was_left(world: World, database: Path) -> None:
    before = stored_facts(database)
    opened = await world.moderator.slash(world.channel, "fact add", kind="cast")
    filled = {
        "people": "Ana Diaz as Zed",
        "where": "nowhere, S02E07 and thirteen",
        "billing": "guest",
        "spoils": "the end",
        "reason": "Because",
    }
    faulty = await send(world.moderator, opened, filled)
    lines = words(faulty).split("\n")
    assert any("“nowhere” is neither a season nor an episode" in line for line in lines)
    assert any("“thirteen” is neither" in line for line in lines)
    assert any("“the end” is no episode" in line for line in lines)
    assert form(await again(world, faulty)) == filled
    assert stored_facts(database) == before
    corrected = await send(world.moderator, await again(world, faulty), {"where": "S02E07", "spoils": ""})
    assert card(corrected).value("New") == "Ana Diaz plays Zed in S02E07 (guest)"
    assert card(corrected).value("Why") == "Because"


async def test_what_is_right_is_not_shown_as_a_fault(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="cast")
    fault = words(await send(world.moderator, opened, {"people": "Ana Diaz", "where": "nowhere"}))
    assert fault == "“nowhere” is neither a season nor an episode. Write “season 2” or “S02E07”."


async def test_every_fault_of_a_source_is_shown_at_once(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    shown = await send(world.moderator, opened, {"statement": "A talk."})
    opened = await world.moderator.click(card(shown).message, label="Add a source")
    filled = {"outlet": "", "url": "ftp://nothing", "speaker": "Ann", "published": "3018-01-01", "weight": "confirmed"}
    faulty = await send(world.moderator, opened, filled)
    faults = words(faulty)
    assert "The address can't be read" in faults
    assert "Name who published it" in faults
    assert "has not come yet" in faults
    assert form(await again(world, faulty)) == filled
    corrected = await send(world.moderator, await again(world, faulty), VARIETY)
    assert card(corrected).title == "Before you save"


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ({"outlet": "Variety", "weight": "reported"}, "Give the address (URL) of the source."),
        ({**VARIETY, "published": "soon"}, "soon"),
        ({**VARIETY, "url": "javascript:alert(1)"}, "The address can't be read"),
        ({**VARIETY, "url": "https://[x"}, "The address can't be read"),
        ({**VARIETY, "outlet": "x" * 205}, "longer than 200 characters"),
    ],
)
async def test_a_source_that_cant_be_taken_is_refused_in_words(world: World, claim: dict[str, str], fault: str) -> None:
    opened = await world.moderator.slash(world.channel, "fact source", fact="all 13 women")
    shown = await world.moderator.click(card(opened).message, label="Add a source")
    assert fault in words(await send(world.moderator, shown, claim))


async def test_faults_of_a_form_can_be_as_many_as_it_has_room_for(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    where = ", ".join(f"nowhere{place:02}" for place in range(18))
    faulty = await send(world.moderator, opened, {"statement": "A talk.", "where": where, "spoils": "the end"})
    assert "is neither a season nor an episode" in words(faulty)
    assert form(await again(world, faulty))["where"] == where


async def test_faults_that_fill_more_than_a_message_are_shown_all_the_same(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    where = ", ".join(f"no{place:02}" for place in range(30))
    faulty = await send(world.moderator, opened, {"statement": "A talk.", "where": where})
    assert "is neither a season nor an episode" in words(faulty)
    assert form(await again(world, faulty))["where"] == where


async def test_what_was_typed_outlives_a_restart(world: World, database: Path) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    filled = {"statement": "Season 9 is made.", "people": "", "where": "nowhere", "spoils": "", "reason": "Because"}
    faulty = await send(world.moderator, opened, filled)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        reopened = await again(world, faulty)
        assert form(reopened) == filled
        shown = card(await send(world.moderator, reopened, {"where": "season 9"}))
        assert shown.value("New") == "Season 9 is made."
        await world.env.shutdown()


async def test_every_form_and_button_still_counts_after_a_restart(world: World, database: Path) -> None:
    moderator, channel = world.moderator, world.channel
    keeper = await add_keeper(world)
    fact = await add_news(moderator, channel, "Season 9 is made.", where="season 9")
    other = await add_news(keeper, channel, "Another thing.", where="season 9")
    adding = await keeper.slash(channel, "fact add", kind="news")
    editing = await moderator.slash(channel, "fact edit", fact=fact)
    listed = card(await keeper.slash(channel, "fact source", fact=other))
    sourcing = await keeper.click(listed.message, label="Add a source")
    unsaved = await draft(keeper, channel, "news", {"statement": "A draft.", "where": "season 9"})
    shown = card(await moderator.slash(channel, "fact show", fact=fact))
    retiring = await moderator.click(shown.message, label="Take out")
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        new = await send(keeper, adding, {"statement": "Typed before.", "where": "season 9"})
        await send(keeper, await keeper.click(card(new).message, label="Add a source"), VARIETY)
        await save(keeper, new)
        await save(moderator, await send(moderator, editing, {"statement": "Season 9 is filmed."}))
        await save(keeper, await send(keeper, sourcing, POLYGON))
        await save(keeper, unsaved)
        body = seen(await world.fan.slash(channel, "news", season=9)).body
        for statement in ("Typed before.", "Season 9 is filmed.", "Another thing.", "Polygon", "A draft."):
            assert statement in body
        assert card(await send(moderator, retiring, {"reason": "A hoax"})).title == "Taken out of the answers"
        page = card(await keeper.slash(channel, "fact history", fact=fact))
        assert card(await keeper.click(page.message, label="Back to no. 1")).title == "Brought back"
        assert "Season 9 is made." in seen(await world.fan.slash(channel, "news", season=9)).body
        await world.env.shutdown()


async def test_a_form_keeps_nothing_in_memory(world: World) -> None:
    await add_news(world.moderator, world.channel, "Season 9 is made.")
    assert list(world.env.bot.persistent_views) == []


@pytest.mark.parametrize("reason", [" ", "\n \n"])
async def test_a_reason_of_nothing_but_blanks_is_none(world: World, reason: str) -> None:
    shown = card(await world.moderator.slash(world.channel, "fact show", fact="all 13 women"))
    opened = await world.moderator.click(shown.message, label="Take out")
    faulty = await send(world.moderator, opened, {"reason": reason})
    assert words(faulty).startswith("Give a reason")
    assert in_words(faulty).labels == [AGAIN]


async def test_a_statement_of_five_hundred_characters_is_kept_whole(world: World) -> None:
    long = ("Season nine is made in Queens with all of them again. " * 10)[:500].strip()
    fact = await add_news(world.moderator, world.channel, long, where="season 9", reason="R" * 500)
    assert form(await world.moderator.slash(world.channel, "fact edit", fact=fact))["statement"] == long
    await save(
        world.moderator, await edit(world.moderator, world.channel, fact, statement=("Other words. " * 40)[:499])
    )
    for command in ("show", "history", "source"):
        card(await world.moderator.slash(world.channel, f"fact {command}", fact=fact))


async def test_twenty_sources_fit_and_a_further_one_is_refused(world: World) -> None:
    claims = [
        {
            "outlet": f"Outlet {place} {'of the long name ' * 8}via Another {'with a name ' * 5}",
            "url": f"https://example.com/{place}/{'path/' * 25}",
            "speaker": "Somebody with ever so long a name " * 5,
            "published": "2018-03-08",
            "weight": "reported",
        }
        for place in range(20)
    ]
    statement = {"statement": "Word " * 99 + "word.", "where": "season 9"}
    made = await add(world.moderator, world.channel, "news", statement, *claims)
    fact = fact_of(card(made))
    for command in ("show", "history"):
        card(await world.moderator.slash(world.channel, f"fact {command}", fact=fact))
    listed = card(await world.moderator.slash(world.channel, "fact source", fact=fact))
    assert len(listed.options) == 20
    source = card(await world.moderator.select(listed.message, ["19"]))
    assert "Outlet 19" in source.body
    opened = await world.moderator.click(source.message, label="‹ All sources")
    opened = await world.moderator.click(card(opened).message, label="Add a source")
    assert words(await send(world.moderator, opened, VARIETY)).startswith("This fact has 20 sources already.")
    assert_nobody_is_pinged(world)


async def test_a_spoiling_fact_is_hidden_in_every_card_of_it(world: World) -> None:
    fact = await add_news(
        world.moderator, world.channel, "SECRET ending.", where="season 9", spoils="S02E13", reason="x"
    )
    for command in ("show", "history", "source"):
        shown = card(await world.moderator.slash(world.channel, f"fact {command}", fact=fact))
        assert "SECRET" not in shown.bare
        assert "||SECRET ending.||" in shown.body
    preview = card(await edit(world.moderator, world.channel, fact, statement="SECRET finale."))
    assert "SECRET" not in preview.bare
    offered = await world.moderator.autocomplete(world.channel, "fact show", "fact", "s")
    assert not [choice for choice in offered if "SECRET" in choice["name"]]
