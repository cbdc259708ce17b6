"""Cards agree with each other, and begin where the reader is."""

from tests.cogs.facts.actions import LINK, add
from tests.cogs.world import Seen, World, seen


async def sources_of(world: World, card: Seen) -> list[str]:
    return [value.splitlines()[0] for _, value in seen(await world.fan.click(card.message, label="Sources")).fields]


def about(sources: list[tuple[str, str]], claim: str) -> list[str]:
    """The lines below the one claim among the sources that begins so."""
    (found,) = [value for _, value in sources if value.startswith(claim)]
    return found.splitlines()[1:]


async def test_a_season_says_what_was_settled_and_refuted_later(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=3))
    # What recorded credits settled or refuted is among the sources of the directors, with what became of it.
    assert "directs one episode" not in card.body
    assert "is the third" not in card.body
    directors = seen(await world.fan.click(card.message, label="Directors"))
    sources = seen(await world.fan.click(directors.message, label="Sources")).fields
    assert "↪ Since settled: Krysten Ritter directed S03E02" in about(sources, "Krysten Ritter directs one episode")
    assert "↪ Since refuted: Krysten Ritter directed S03E02" in about(sources, "The episode of season 3 that")
    news = seen(await world.fan.click(card.message, label="News")).description.splitlines()
    nobody = news.index("• Nobody has announced who directs in season 3.")
    assert news[nobody + 1] == "↪ Since settled: Michael Lehmann directed S03E01"


async def test_a_season_of_a_past_day_knows_nothing_of_what_settled_it_later(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=3, as_of="2018-12-31"))
    assert "**Directors** Krysten Ritter directs one episode of season 3." in card.description
    assert "Since" not in card.body


async def test_an_episode_says_what_was_refuted_of_its_season(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="S03E05"))
    sources = seen(await world.fan.click(card.message, label="Sources")).fields
    assert "↪ Since settled: Krysten Ritter directed S03E02" in about(sources, "Krysten Ritter directs one episode")
    assert "↪ Since refuted: Krysten Ritter directed S03E02" in about(sources, "The episode of season 3 that")


def said_on(card: Seen) -> list[str]:
    """What is said on a page of news."""
    return [line.removeprefix("• ") for line in card.description.splitlines() if line.startswith("• ")]


async def test_sources_of_a_page_begin_with_what_it_shows(world: World) -> None:
    asked = await world.fan.slash(world.channel, "news", about="Krysten Ritter")
    first = seen(asked)
    assert (await sources_of(world, first))[0] == said_on(first)[0]
    await world.fan.click(first.message, label="Next ›")
    second = seen(asked)
    assert "page 2 of" in second.footer
    listed = await sources_of(world, second)
    shown = list(dict.fromkeys(said_on(second)))
    assert listed[: len(shown)] == shown[: len(listed)]


async def test_sources_of_a_persons_second_page_begin_there(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="Jessica Jones")
    if "page 1 of" not in seen(asked).footer:
        for season, billing in enumerate(("recurring", "guest", "supporting"), 4):
            words = {"people": "Krysten Ritter as Jessica Jones", "where": f"season {season}", "billing": billing}
            await add(world.moderator, world.channel, "cast", words)
        asked = await world.fan.slash(world.channel, "cast", who="Jessica Jones")
    await world.fan.click(seen(asked).message, label="Next ›")
    second = seen(asked)
    listed = await sources_of(world, second)
    assert second.description.splitlines()[0].split(", ")[1] in listed[0]


async def test_sources_of_the_second_page_of_a_list_are_of_its_people(world: World) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    await world.fan.click(seen(asked).message, label="Next ›")
    second = seen(asked)
    (first, *_) = await sources_of(world, second)
    assert first.split(" plays ")[0] in second.description.splitlines()[1]


async def test_an_outlet_is_named_once_and_no_word_is_doubled(world: World) -> None:
    claims = (
        {"outlet": "Wikipedia", "url": f"{LINK}/one", "published": "2025-12-01"},
        {"outlet": "wikipedia", "url": f"{LINK}/two", "published": "2025-12-01"},
    )
    await add(world.moderator, world.channel, "news", {"statement": "A page grows."}, *claims)
    news = seen(await world.fan.slash(world.channel, "news"))
    lines = news.description.splitlines()
    heading = lines[lines.index("• A page grows.") - 1]
    assert heading.startswith("📰 **")
    assert heading.count("ikipedia]") == 1
    assert "more" not in heading


def headings_of(card: Seen) -> list[str]:
    return [line for line in card.description.splitlines() if line[0] not in "•↪"]


async def test_undated_news_comes_after_dated_news(world: World) -> None:
    words = {"statement": "Nobody knows when.", "where": "season 2"}
    await add(world.moderator, world.channel, "news", words, {"outlet": "Variety", "url": LINK})
    asked = await world.fan.slash(world.channel, "news", season=2)
    card = seen(asked)
    headings = headings_of(card)
    while any(button.label == "Next ›" and not button.disabled for button in card.buttons):
        await world.fan.click(card.message, label="Next ›")
        card = seen(asked)
        headings += headings_of(card)
    undated = next(at for at, heading in enumerate(headings) if "**Undated**" in heading)
    assert undated > 5
    assert all("**Undated**" in heading for heading in headings[undated:])
