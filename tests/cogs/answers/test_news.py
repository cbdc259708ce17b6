"""/news as a fan sees it."""

import pytest
from simcord import OptionError

from tests.cogs.world import Seen, World, refused, seen


def items_of(card: Seen) -> list[tuple[str, str]]:
    """Each item of a page of news, with the heading that it is below."""
    found: list[tuple[str, str]] = []
    heading = ""
    for line in card.description.splitlines():
        if line.startswith("• "):
            found.append((heading, line))
        elif not line.startswith("↪"):
            heading = line
    return found


async def all_pages(world: World, **options: str | int) -> str:
    asked = await world.fan.slash(world.channel, "news", **options)
    text = [seen(asked).description]
    while any(button.label == "Next ›" and not button.disabled for button in seen(asked).buttons):
        await world.fan.click(seen(asked).message, label="Next ›")
        text.append(seen(asked).description)
    return "\n".join(text)


async def test_news_is_shown_newest_first_with_status_and_source(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news"))
    assert card.title == "News"
    assert card.description.startswith(
        "📰 **2019** · verifiedtasks.com\n• Nobody has announced who directs in season 3."
    )
    assert "📰 reported" in card.footer
    assert "page 1 of" in card.footer


async def test_the_pages_of_news_lead_back_to_the_oldest(world: World) -> None:
    asked = await world.fan.slash(world.channel, "news", season=2, as_of="2016-12-01")
    card = seen(asked)
    text = card.description
    while any(button.label == "Next ›" and not button.disabled for button in card.buttons):
        await world.fan.click(card.message, label="Next ›")
        card = seen(asked)
        text += f"\n{card.description}"
    assert 0 < text.index("**November 2016**") < text.index("**October 2016**")
    assert "All 13 episodes are directed by women." in text
    assert "2018" not in text


async def test_news_is_narrowed_to_a_person_and_a_status(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", status="confirmed"))
    assert card.title == "News about Krysten Ritter: confirmed only"
    items = items_of(card)
    assert items[0][0].startswith("✅ **14 Jun 2019** · ")
    assert all(heading.startswith("✅") for heading, _ in items)
    assert all("Ritter" in said for _, said in items)


async def test_a_report_that_was_confirmed_later_says_both(world: World) -> None:
    options = {"about": "Krysten Ritter", "season": 3}
    settled = "↪ Since settled: Krysten Ritter directed S03E02"
    said = (
        "✅ **27 Jun 2018** · reported by superbromovies.com and 1 more\n"
        f"• Krysten Ritter directs one episode of season 3.\n{settled}"
    )
    assert said in await all_pages(world, **options)


async def test_rumours_alone_can_be_asked_for(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", status="rumoured"))
    assert card.title == "News: rumoured only"
    assert items_of(card)
    assert all(heading.startswith("💬") for heading, _ in items_of(card))


async def test_news_of_a_season_that_nobody_spoke_of_is_not_announced(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", season=9))
    assert card.title == "News of season 9"
    assert "Not announced" in card.description
    assert card.labels == ["Season 1", "Season 2", "Season 3"]


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
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", season=3, as_of="2018-12-31"))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.ephemeral
    assert "superbromovies.com, repeating Deadline · 27 June 2018" in sources.body
