"""Episodes by their place: pilot, premiere, finale, latest, next."""

import pytest

from tests.cogs.facts.actions import add, card
from tests.cogs.world import World, refused, seen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("pilot", "S01E01"),
        ("premiere", "S01E01"),
        ("season 2 premiere", "S02E01"),
        ("first episode of season 3", "S03E01"),
        ("season 2 finale", "S02E13"),
        ("last episode of season 2", "S02E13"),
        ("finale", "S03E13"),
        ("latest", "S03E13"),
    ],
)
async def test_an_episode_is_found_by_its_place(world: World, typed: str, code: str) -> None:
    found = seen(await world.fan.slash(world.channel, "episode", episode=typed))
    assert found.title.startswith(f"{code} · ")


async def test_every_command_understands_places(world: World) -> None:
    director = seen(await world.fan.slash(world.channel, "director", of="finale"))
    assert director.title == "Neasa Hardiman directed S03E13"
    writer = seen(await world.fan.slash(world.channel, "writer", of="season 3 premiere"))
    assert writer.title == "Melissa Rosenberg wrote S03E01"
    news = seen(await world.fan.slash(world.channel, "news", about="the finale"))
    assert news.title == "News about S03E13"
    await world.fan.slash(world.channel, "suggest", text="It is long.", source="Variety", about="the pilot")
    queue = card(await world.moderator.slash(world.channel, "fact review"))
    suggested = card(await world.moderator.select(queue.message, [queue.options[0].value]))
    await world.moderator.click(suggested.message, label="Approve")
    pilot = seen(await world.fan.slash(world.channel, "episode", episode="S01E01"))
    assert "It is long." in seen(await world.fan.click(pilot.message, label="News")).body


async def test_places_are_those_of_the_day_that_is_asked_about(world: World) -> None:
    latest = seen(await world.fan.slash(world.channel, "director", of="latest", as_of="2018-06-01"))
    assert latest.title == "Uta Briesewitz directed S02E13"
    upcoming = seen(await world.fan.slash(world.channel, "director", of="next", as_of="2018-01-01"))
    assert upcoming.title == "Who directs S02E01?"
    assert "Start at the Beginning" not in upcoming.description
    early = seen(await world.fan.slash(world.channel, "director", of="season 2 finale", as_of="2017-01-01"))
    assert early.title == "Nothing found in Jessica Jones"
    assert "S02E13" not in early.body


async def test_where_there_is_no_such_episode_that_is_said(world: World) -> None:
    for typed in ("next", "season 9 finale", "latest episode of season 9"):
        none = seen(await world.fan.slash(world.channel, "episode", episode=typed))
        assert none.description.startswith(f"No episode on record is meant by **“{typed}”**.")
        assert none.labels == ["Season 1", "Season 2", "Season 3"]
    words = refused(
        world, await world.fan.slash(world.channel, "suggest", text="It is long.", source="Variety", about="next")
    )
    assert "Pick who or what it is about from the list" in words


async def test_a_title_and_a_name_win_over_a_place(world: World) -> None:
    await add(world.moderator, world.channel, "director", {"people": "Finale", "where": "S02E07"})
    person = seen(await world.fan.slash(world.channel, "director", of="finale"))
    assert person.title == "Finale directed 1 episode"
    assert seen(await world.fan.slash(world.channel, "episode", episode="finale")).title.startswith("S03E13 · ")
