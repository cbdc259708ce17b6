"""/writer as a fan sees it: the same answers as /director has."""

from tests.cogs.world import World, refused, seen


async def test_an_episode_says_who_wrote_it(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "writer", of="3x01"))
    assert card.title == "Melissa Rosenberg wrote S03E01"
    assert card.labels == ["Melissa Rosenberg", "Sources", "Suggest a correction"]
    person = seen(await world.fan.click(card.message, label="Melissa Rosenberg"))
    assert person.title == "Melissa Rosenberg wrote 5 episodes"
    smile = "**S01E13** AKA Smile, with Jamie King and Scott Reynolds · *sources disagree*"
    assert person.description.splitlines()[1] == smile


async def test_an_episode_without_a_writer_says_so_and_leads_to_its_season(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "writer", of="S01E01"))
    assert card.title == "Who wrote S01E01?"
    assert card.description.startswith("“AKA Ladies Night”\n▪️ **Not on record**\nKnown in season 1: ")
    season = seen(await world.fan.click(card.message, label="Writers"))
    assert season.title == "Who wrote season 1?"
    assert "**E01** ▪️ not on record" in season.description
    assert "directed" not in season.body


async def test_as_of_a_day_before_it_aired_nobody_had_said(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "writer", of="3x01", as_of="2019-01-01"))
    assert card.title == "Who writes S03E01?"
    assert card.description == "▫️ **Not announced**"


async def test_somebody_who_wrote_nothing_is_no_writer(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "writer", of="Krysten Ritter"))
    assert "No writer, episode or season called **“Krysten Ritter”** is on record." in card.description


async def test_completions_offer_writers_and_answer_when_picked(world: World) -> None:
    (choice,) = await world.fan.autocomplete(world.channel, "writer", "of", "rosenb")
    assert choice["name"] == "Melissa Rosenberg (writer)"
    card = seen(await world.fan.slash(world.channel, "writer", of=choice["value"]))
    assert card.title == "Melissa Rosenberg wrote 5 episodes"


async def test_a_day_to_come_is_refused(world: World) -> None:
    assert "has not come yet" in refused(world, await world.fan.slash(world.channel, "writer", of="3x01", as_of="2027"))
