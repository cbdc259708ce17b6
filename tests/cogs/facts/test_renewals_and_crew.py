"""/fact add renewal and crew: how it goes on, and who makes a show, written by moderators."""

from pathlib import Path

import pytest

from tests.cogs.facts.actions import (
    NEWER,
    POLYGON,
    add,
    add_keeper,
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
from tests.cogs.world import World, refused, seen

ENDED = {"state": "ended", "where": "season 5", "statement": "Netflix ended the show with season 5"}
ORDERED = {"state": "ordered", "where": "season 5"}
RUNS = {"people": "Zora Quillfeather", "job": "Show-runner", "where": "season 1"}


async def test_a_renewal_is_written_and_answers(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="renewal")
    assert [*form(opened)] == ["state", "where", "statement", "spoils", "reason"]
    shown = await send(world.moderator, opened, ENDED)
    assert card(shown).value("New") == ENDED["statement"]
    await send(world.moderator, await world.moderator.click(card(shown).message, label="Add a source"), NEWER)
    saved = await save(world.moderator, shown)
    assert saved.title == "Added"
    card_of_6 = seen(await world.fan.slash(world.channel, "season", number=6))
    assert card_of_6.title == "There is no season 6"
    assert card_of_6.description.startswith("Netflix ended the show with season 5\n")
    assert "Reported** · [Variety](https://variety.com/2025/more), 1 Dec 2025" in card_of_6.description
    card_of_5 = seen(await world.fan.slash(world.channel, "season", number=5))
    assert "\nIt is the last: Netflix ended the show with season 5 📰 · [Variety]" in card_of_5.description
    far = seen(await world.far_fan.slash(world.far_channel, "season", number=6))
    assert "with season 5" not in far.description  # another server has not said so


async def test_a_job_is_written_and_found(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="crew")
    assert [*form(opened)] == ["people", "job", "where", "spoils", "reason"]
    await add(world.moderator, world.channel, "crew", RUNS)
    await add(world.moderator, world.channel, "crew", {"people": "Zora Quillfeather", "job": "Created by"}, POLYGON)
    found = seen(await world.fan.slash(world.channel, "cast", who="zora quillfeather"))
    assert found.title == "Zora Quillfeather · Jessica Jones"
    assert found.description.startswith("Creator of the show\nShowrunner of season 1\n")
    season = seen(await world.fan.slash(world.channel, "season", number=1)).description
    assert "Zora Quillfeather (creator 📰, showrunner 📰)" in season


@pytest.mark.parametrize("kind", ["renewal", "crew"])
async def test_fans_may_not_write_them(world: World, database: Path, kind: str) -> None:
    before = stored_facts(database)
    assert "moderator" in refused(world, await world.fan.slash(world.channel, "fact add", kind=kind))
    assert stored_facts(database) == before


async def test_a_keeper_may(world: World) -> None:
    keeper = await add_keeper(world)
    await add(keeper, world.channel, "crew", RUNS)
    await add(keeper, world.channel, "renewal", {"state": "on hiatus"})
    assert "The show is on hiatus" in seen(await world.fan.slash(world.channel, "season", number=4)).description


@pytest.mark.parametrize(
    ("kind", "filled", "faults"),
    [
        ("renewal", {"state": "ended", "where": "S02E07"}, ["about the show or a season, not about episodes"]),
        ("renewal", {"state": "ended", "where": "season 2, season 3"}, ["about the show or one season"]),
        ("renewal", {"state": "ended", "where": "the end", "spoils": "soon"}, ["“the end” is neither", "“soon” is no"]),
        ("crew", {"people": ",", "job": "Composer", "where": "S02E07"}, ["Name who it is", "not about episodes"]),
        ("crew", {"people": "Ann Lee", "job": "Composer", "where": "S02E07"}, ["not about episodes"]),
        ("crew", {"people": "Ann Lee, Ann Lee", "job": "Composer"}, ["named twice"]),
    ],
)
async def test_what_can_not_be_read_is_said_and_kept(
    world: World, database: Path, kind: str, filled: dict[str, str], faults: list[str]
) -> None:
    before = stored_facts(database)
    faulty = await send(world.moderator, await world.moderator.slash(world.channel, "fact add", kind=kind), filled)
    for fault in faults:
        assert fault in words(faulty)
    again = await world.moderator.click(in_words(faulty).message, label="Correct what I typed")
    assert {name: form(again)[name] for name in filled} == filled
    assert stored_facts(database) == before


async def test_a_correction_says_what_changed(world: World) -> None:
    renewal = fact_of(card(await add(world.moderator, world.channel, "renewal", ORDERED, NEWER)))
    shown = await edit(world.moderator, world.channel, renewal, state="in production")
    assert card(shown).value("Changed") == "How it goes on: ~~ordered~~ **in production**"
    assert "Its sources were about the earlier words" in card(shown).body
    await save(world.moderator, shown)
    course = seen(await world.fan.slash(world.channel, "season", number=5)).description
    assert "\nSeason 5 is in production " in course
    crew = fact_of(card(await add(world.moderator, world.channel, "crew", RUNS)))
    shown = await edit(world.moderator, world.channel, crew, job="Showrunner")
    assert "Its sources were" not in card(shown).body  # another way of naming the same job
    shown = await edit(world.moderator, world.channel, crew, job="Composer")
    assert card(shown).value("Changed") == "Job: ~~Show-runner~~ **Composer**"
    assert "Its sources were about the earlier words" in card(shown).body


TWIN = "This is already recorded as"


async def test_what_is_on_record_already_is_pointed_out(world: World) -> None:
    await add(world.moderator, world.channel, "crew", RUNS)
    await add(world.moderator, world.channel, "renewal", {"state": "renewed", "where": "season 6"})

    async def is_twin(kind: str, **fields: str) -> bool:
        return TWIN in card(await draft(world.moderator, world.channel, kind, fields, POLYGON)).names

    assert await is_twin("crew", **{**RUNS, "job": "show runner"})
    assert not await is_twin("crew", **{**RUNS, "job": "Executive producer"})
    assert await is_twin("renewal", state="renewed", where="season 6")
    assert not await is_twin("renewal", state="ordered", where="season 6")
    assert not await is_twin("renewal", state="renewed", where="season 7")


async def test_two_at_once_lose_nothing(world: World) -> None:
    fact = fact_of(card(await add(world.moderator, world.channel, "renewal", ORDERED, NEWER)))
    keeper = await add_keeper(world)
    mine = await edit(world.moderator, world.channel, fact, state="in production")
    theirs = await edit(keeper, world.channel, fact, state="finished")
    assert (await save(keeper, theirs)).title == "Saved"
    conflict = await save(world.moderator, mine)
    assert conflict.title == "Somebody was faster"
    assert conflict.value("They changed") == "How it goes on: ~~ordered~~ **finished**"
    assert conflict.value("You would change") == "How it goes on: ~~ordered~~ **in production**"
    over = card(await world.moderator.click(conflict.message, label="Make my change to that"))
    assert over.title == "Saved"
    course = seen(await world.fan.slash(world.channel, "season", number=5)).description
    assert "\nSeason 5 is in production " in course


async def test_two_add_the_same_person_at_once(world: World) -> None:
    keeper = await add_keeper(world)
    left = await draft(world.moderator, world.channel, "crew", RUNS)
    right = await draft(keeper, world.channel, "crew", {**RUNS, "job": "Creator", "where": ""})
    assert (await save(world.moderator, left)).title == "Added"
    assert (await save(keeper, right)).title == "Added"
    found = seen(await world.fan.slash(world.channel, "cast", who="Zora Quillfeather"))
    assert found.description.startswith("Creator of the show\nShowrunner of season 1\n")
