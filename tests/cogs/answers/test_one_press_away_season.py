"""What a card of a season, of what is next or of the news leaves out is behind one button."""

import pytest

from tests.cogs.world import Seen, World, seen


async def behind(world: World, card: Seen, label: str) -> str:
    """All pages that a button opens."""
    opened = await world.fan.click(card.message, label=label)
    text: list[str] = []
    for _ in range(60):
        page = seen(opened)
        text.append(f"{page.title}\n{page.body}")
        if not any(button.label == "Next ›" and not button.disabled for button in page.buttons):
            break
        await world.fan.click(page.message, label="Next ›")
    return "\n".join(text)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Cast", ["Jeremy Bobb", "Gregory Sallinger"]),
        ("Directors", ["Sarah Boyd"]),
        ("Writers", ["Who wrote season 3?"]),
        ("Episodes", ["AKA Everything"]),
        ("News", ["Shooting for season 3 is meant to be over when March ends.", "Since settled"]),
        (
            "Sources",
            [
                "Netflix orders a third season.",
                "“",
                "The episode of season 3 that Krysten Ritter directs is the third.",
                "Reported 27 June 2018 and confirmed 28 June 2018",
                "Scott Reynolds runs season 3 together with Melissa Rosenberg.",
                "Melissa Rosenberg is an executive producer of the show.",
            ],
        ),
    ],
)
async def test_what_left_the_card_of_a_season(world: World, label: str, words: list[str]) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=3))
    shown = await behind(world, card, label)
    for each in words:
        assert each in shown


async def test_what_left_the_card_of_what_is_next(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "next"))
    sources = await behind(world, card, "Sources")
    for each in ("Reported 28 May 2019 and confirmed", "· 18 February 2019", "“"):
        assert each in sources
    assert "AKA Everything" in await behind(world, card, "About S03E13")


async def test_the_sources_of_a_page_of_news_begin_with_its_first_item(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", season=3))
    for _ in range(3):
        first = next(line for line in card.description.splitlines() if line.startswith("• "))
        sources = seen(await world.fan.click(card.message, label="Sources"))
        assert sources.fields[0][1].splitlines()[0] == first.removeprefix("• ")
        if not any(button.label == "Next ›" and not button.disabled for button in card.buttons):
            break
        card = seen(await world.fan.click(card.message, label="Next ›"))


async def test_whom_an_outlet_repeats_is_among_the_sources_of_news(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news", about="Krysten Ritter", season=3))
    assert "repeating" not in card.body
    assert "superbromovies.com, repeating Deadline" in await behind(world, card, "Sources")
