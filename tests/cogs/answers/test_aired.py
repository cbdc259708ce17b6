"""What is missing: of what has not aired nobody has said, of what has aired it is not on record."""

import pytest

from tests.cogs.facts.actions import add
from tests.cogs.world import World, seen

ANNOUNCED, ON_RECORD = "▫️ **Not announced**", "▪️ **Not on record**"


@pytest.mark.parametrize(("as_of", "look"), [("2019-06-13", ANNOUNCED), ("2019-06-14", ON_RECORD), (None, ON_RECORD)])
async def test_a_director_is_announced_until_the_episode_airs(world: World, as_of: str | None, look: str) -> None:
    options = {"as_of": as_of} if as_of else {}
    card = seen(await world.fan.slash(world.channel, "director", of="3x05", **options))
    assert look in card.description.splitlines()


async def test_an_episode_says_of_each_part_which_it_is(world: World) -> None:
    await add(world.moderator, world.channel, "cast", {"people": "Ann Newcomer as The Stranger", "where": "S04E01"})
    to_come = seen(await world.fan.slash(world.channel, "episode", episode="S04E01"))
    assert to_come.title == "S04E01: title not announced"
    for part in ("Air date", "Director", "Writer"):
        assert f"**{part}** ▫️ not announced" in to_come.description.splitlines()
    aired = seen(await world.fan.slash(world.channel, "episode", episode="S03E05"))
    assert "**Director** ▪️ not on record" in aired.description.splitlines()


async def test_a_server_that_moves_an_air_date_moves_what_has_aired(world: World) -> None:
    await add(world.moderator, world.channel, "cast", {"people": "Ann Newcomer as The Stranger", "where": "S04E01"})
    card = seen(await world.fan.slash(world.channel, "director", of="4x01"))
    assert card.description.startswith(ANNOUNCED)
    await add(world.moderator, world.channel, "release", {"released": "2025-12-31", "where": "S04E01"})
    card = seen(await world.fan.slash(world.channel, "director", of="4x01"))
    assert card.title == "Who directed S04E01?"
    assert card.description.startswith(ON_RECORD)
    elsewhere = seen(await world.far_fan.slash(world.far_channel, "director", of="4x01"))
    assert "No episode **S04E01** is on record." in elsewhere.description


async def test_a_season_that_is_out_has_a_cast_that_is_not_on_record(world: World) -> None:
    await add(world.moderator, world.channel, "release", {"released": "2025-12-31", "where": "season 4"})
    season = seen(await world.fan.slash(world.channel, "season", number=4))
    assert f"{ON_RECORD} · no directors or cast" in season.description
    cast = seen(await world.fan.slash(world.channel, "cast", who="everyone", season=4))
    assert cast.description.startswith(f"{ON_RECORD}\nNo cast of season 4 is on record.")
    before = seen(await world.fan.slash(world.channel, "cast", who="Trish", season=4, as_of="2025-12-30"))
    assert before.description == f"{ANNOUNCED}\nNobody has said who plays Trish Walker in season 4."
    today = seen(await world.fan.slash(world.channel, "cast", who="Trish", season=4))
    assert today.description == f"{ON_RECORD}\nWho plays Trish Walker in season 4 is not on record here."


async def test_news_and_lists_of_directors_say_which_it_is(world: World) -> None:
    none = seen(await world.fan.slash(world.channel, "news", season=9))
    assert none.description == f"{ANNOUNCED}\nNobody has said anything of that kind."
    denied = seen(await world.fan.slash(world.channel, "news", season=1, status="denied"))
    assert denied.description == f"{ON_RECORD}\nNothing of that kind is on record."
    early = seen(await world.fan.slash(world.channel, "director", of="season 3", as_of="2017-01-01"))
    assert (early.title, early.description) == ("Who directs season 3?", ANNOUNCED)
    late = seen(await world.fan.slash(world.channel, "director", of="season 3"))
    assert "**E05** ▪️ not on record" in late.description.splitlines()


async def test_the_help_explains_both(world: World) -> None:
    page = seen(await world.fan.slash(world.channel, "help"))
    legend = seen(await world.fan.click(page.message, label="What the signs mean")).description
    assert f"{ANNOUNCED} · it has not aired, and nobody has said yet" in legend
    assert f"{ON_RECORD} · it has aired, but Casefile doesn't have it" in legend
