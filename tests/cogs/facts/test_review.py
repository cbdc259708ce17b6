"""What waits for moderators: what nobody touched for long, what the pack has newer words for, what members suggest."""

from pathlib import Path

import pytest

from bot.app import open_app
from tests.cogs.facts.actions import (
    NEW_YEAR,
    RUMOUR,
    add,
    add_keeper,
    assert_nobody_is_pinged,
    card,
    edit,
    fact_of,
    id_in,
    pick,
    press,
    query,
    save,
    snapshot,
    suggest,
    words,
)
from tests.cogs.world import World, seen
from tests.conftest import PACK, PACKS

WOMEN = "All 13 episodes are directed by women."
NEWER = "Every one of the 13 episodes is directed by a woman."
OURS = "Women direct it all."


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The shipped pack with other words for one of its facts."""
    folder = tmp_path / "newer"
    folder.mkdir()
    text = PACK.read_text("utf-8")
    assert text.count(WOMEN) == 1
    (folder / PACK.name).write_text(text.replace(WOMEN, NEWER), "utf-8")
    return folder


async def rumour(world: World, database: Path, statement: str = "Season 9 is made.") -> str:
    """A rumour that nobody touched for long; the value that picks it."""
    fields = {"statement": statement, "where": "season 9"}
    fact = fact_of(card(await add(world.moderator, world.channel, "news", fields, RUMOUR)))
    query(database, "UPDATE revision SET made_at = '2025-06-01T00:00:00+00:00' WHERE layer <> 0")
    return fact


async def test_where_nothing_waits_it_says_so(world: World) -> None:
    shown = card(await world.moderator.slash(world.channel, "fact review"))
    assert "Nothing needs a second look" in shown.description
    assert shown.buttons == []


async def test_a_rumour_that_nobody_touched_is_opened_and_put_off(world: World, database: Path) -> None:
    moderator = await add_keeper(world)
    await rumour(world, database)
    listed = card(await moderator.slash(world.channel, "fact review"))
    assert listed.names == ["Not touched for 90 days: 1"]
    assert "Season 9 is made." in listed.body
    shown = card(await moderator.select(listed.message, [listed.options[0].value]))
    assert shown.description == "Season 9 is made."
    after = card(await moderator.click(shown.message, label="Still so"))
    assert "Nothing needs a second look" in after.description
    assert "Season 9 is made." in seen(await world.fan.slash(world.channel, "news", season=9)).body


async def test_a_rumour_that_somebody_corrected_no_longer_waits(world: World, database: Path) -> None:
    fact = await rumour(world, database)
    await save(world.moderator, await edit(world.moderator, world.channel, fact, spoils="S02E13"))
    assert card(await world.moderator.slash(world.channel, "fact review")).names == []


async def test_the_list_has_pages_and_each_leads_to_its_facts(world: World, database: Path) -> None:
    for thing in ("A film", "Two books", "Comics", "A game", "Her podcast", "Hotels"):
        await rumour(world, database, f"{thing} is to come.")
    first = card(await world.moderator.slash(world.channel, "fact review"))
    assert first.names == ["Not touched for 90 days: 6"]
    assert len(first.options) == 5
    second = card(await world.moderator.click(first.message, label="Next ›"))
    assert len(second.options) == 1
    shown = card(await world.moderator.select(second.message, [second.options[0].value]))
    assert "to come." in shown.description
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    second = card(await world.moderator.click(listed.message, label="Next ›"))
    assert card(await world.moderator.click(second.message, label="‹ Back")).options == first.options


async def test_what_is_rumoured_and_spoils_is_hidden_in_the_list(world: World, database: Path) -> None:
    fields = {"statement": "SECRET ending.", "where": "season 9", "spoils": "S02E13"}
    await add(world.moderator, world.channel, "news", fields, RUMOUR)
    query(database, "UPDATE revision SET made_at = '2025-06-01T00:00:00+00:00' WHERE layer <> 0")
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    assert "SECRET" not in listed.bare
    assert "||SECRET ending.||" in listed.body


@pytest.mark.parametrize(
    ("label", "kept", "title", "by_role"),
    [("Take the shared words", NEWER, "Brought back", True), ("Keep ours", OURS, "Saved", False)],
)
async def test_where_the_pack_has_newer_words_either_can_stand(
    world: World, database: Path, newer: Path, label: str, kept: str, title: str, by_role: bool
) -> None:
    moderator = await add_keeper(world) if by_role else world.moderator
    fact = await pick(moderator, world.channel, "all 13 women")
    await save(moderator, await edit(moderator, world.channel, fact, statement=OURS))
    async with open_app(database, newer, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert OURS in seen(await world.fan.slash(world.channel, "director", of="season 2")).body
        assert NEWER in seen(await world.far_fan.slash(world.far_channel, "director", of="season 2")).body
        listed = card(await moderator.slash(world.channel, "fact review"))
        assert listed.names == ["The shared facts have newer words: 1"]
        shown = card(await moderator.select(listed.message, [listed.options[0].value]))
        assert "The shared facts have newer words" in shown.names
        buttons = {label: id_in(shown, label) for label in ("Take the shared words", "Keep ours")}
        done = card(await moderator.click(shown.message, label=label))
        assert done.title == title
        assert kept in seen(await world.fan.slash(world.channel, "director", of="season 2")).body
        assert card(await moderator.slash(world.channel, "fact review")).names == []
        before = snapshot(database)
        decided = f"This was already handled by <@{moderator.id}> on {NEW_YEAR}: decided."
        for other in buttons.values():
            assert words(await press(world, moderator, world.channel, other)) == decided
        assert snapshot(database) == before
        undone = card(await moderator.slash(world.channel, "fact undo", fact=fact))
        assert undone.title == "Taken back"
        assert OURS in seen(await world.fan.slash(world.channel, "director", of="season 2")).body
        waiting = card(await moderator.slash(world.channel, "fact review"))
        assert waiting.names == ["The shared facts have newer words: 1"]
        await world.env.shutdown()


async def test_a_draft_over_the_packs_words_meets_its_newer_ones(world: World, database: Path, newer: Path) -> None:
    shown = card(await edit(world.moderator, world.channel, "all 13 women", spoils="S02E13"))
    async with open_app(database, newer, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        both = card(await world.moderator.click(shown.message, label="Save"))
        assert both.title == "Somebody was faster"
        assert "Casefile changed this fact" in both.description
        assert card(await world.moderator.click(both.message, label="Make my change to that")).title == "Saved"
        body = seen(await world.fan.slash(world.channel, "director", of="season 2")).body
        assert f"||{NEWER}||" in body
        await world.env.shutdown()


async def test_everything_that_waits_is_in_one_list(world: World, database: Path) -> None:
    await rumour(world, database)
    await suggest(world.fan, world.channel, "A talk.")
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    assert listed.names == ["Not touched for 90 days: 1", "Suggestions: 1"]
    assert [option.label[0] for option in listed.options] == ["⏳", "💡"]
    assert world.fan.name in listed.value("Suggestions: 1")
    assert_nobody_is_pinged(world)


async def test_the_list_works_after_a_restart(world: World, database: Path) -> None:
    await rumour(world, database)
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        shown = card(await world.moderator.select(listed.message, [listed.options[0].value]))
        assert card(await world.moderator.click(shown.message, label="Still so")).names == []
        await world.env.shutdown()


async def test_of_two_who_open_the_same_suggestion_the_second_sees_what_was_decided(world: World) -> None:
    await suggest(world.fan, world.channel, "A talk.")
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    theirs = card(await world.admin.slash(world.channel, "fact review"))
    shown = card(await world.moderator.select(listed.message, [listed.options[0].value]))
    card(await world.moderator.click(shown.message, label="Approve"))
    late = card(await world.admin.select(theirs.message, [theirs.options[0].value]))
    assert late.title == "Suggestion approved"
    assert late.labels == ["The fact"]
