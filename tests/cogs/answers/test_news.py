"""/news as a fan sees it."""

import pytest
from simcord import OptionError

from tests.cogs.world import World, refused, seen


async def test_news_is_shown_newest_first_with_status_and_source(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news"))
    assert card.title == "News"
    assert len(card.fields) == 5
    assert all("**" in value and " by " in value for _, value in card.fields)
    assert "14 June 2019" in card.names
    assert "page 1 of" in card.footer


async def test_the_pages_of_news_lead_back_to_the_oldest(world: World) -> None:
    asked = await world.fan.slash(world.channel, "news", season=2, as_of="2016-12-01")
    card = seen(asked)
    fields = list(card.fields)
    while any(button.label == "Next ›" and not button.disabled for button in card.buttons):
        await world.fan.click(card.message, label="Next ›")
        card = seen(asked)
        fields += card.fields
    assert fields[0][0] == "October 2016"
    assert any("All 13 episodes are directed by women." in value for _, value in fields)
    assert "2018" not in "".join(name + value for name, value in fields)


async def test_news_is_narrowed_to_a_person_and_a_status(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", status="confirmed"))
    assert card.title == "News about Krysten Ritter: confirmed only"
    assert card.names[0] == "14 June 2019"
    assert all("✅ **Confirmed**" in value for _, value in card.fields)
    assert all("Ritter" in value for _, value in card.fields)


async def test_a_report_that_was_confirmed_later_says_both(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", season=3))
    first = card.value("27 June 2018")
    assert "reported by superbromovies.com, repeating Deadline" in first
    assert "*Reported then, confirmed now.*" in first
    assert "↪ Since settled: Krysten Ritter directed S03E02" in first


async def test_rumours_alone_can_be_asked_for(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", status="rumoured"))
    assert card.title == "News: rumoured only"
    assert card.fields
    assert all("💬 **Rumoured**" in value for _, value in card.fields)


async def test_news_of_a_season_that_nobody_spoke_of_is_not_announced(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", season=9))
    assert card.title == "News of season 9"
    assert "Not announced" in card.description
    assert card.buttons == []


async def test_an_unknown_name_says_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Zorblax"))
    assert "Nobody and nothing called **“Zorblax”** is on record." in card.description


async def test_a_status_that_is_none_is_not_accepted(world: World) -> None:
    with pytest.raises(OptionError):
        await world.fan.slash(world.channel, "news", status="certain")


async def test_a_day_to_come_is_refused(world: World) -> None:
    assert "has not come yet" in refused(world, await world.fan.slash(world.channel, "news", as_of="2026-06-01"))


async def test_what_news_is_about_completes(world: World) -> None:
    offered = await world.fan.autocomplete(world.channel, "news", "about", "krysten")
    assert "Krysten Ritter (actor)" in [choice["name"] for choice in offered]
    card = seen(await world.fan.slash(world.channel, "news", about=offered[0]["value"]))
    assert card.title == "News about Krysten Ritter"


async def test_the_sources_of_news_name_outlets(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", season=3))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.ephemeral
    assert "superbromovies.com, repeating Deadline · 27 June 2018" in sources.body
