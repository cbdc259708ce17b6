"""/episode and /season as a fan sees them."""

import pytest
from simcord import OptionError

from tests.cogs.answers.article import ARTICLE
from tests.cogs.world import World, refused, seen

SEASON_2 = "Season 2 came out on 8 March 2018"


@pytest.mark.parametrize("typed", ["1x01", "S01E01", "s1e1", "101", "AKA Ladies Night", "ladies night"])
async def test_an_episode_is_found_by_code_and_by_title(world: World, typed: str) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode=typed))
    assert card.title == "S01E01 · AKA Ladies Night"
    aired, director, writer, sure = card.description.splitlines()
    assert aired == "**Air date** 20 November 2015 · 53 minutes"
    assert director == "**Director** S.J. Clarkson"
    assert writer == "**Writer** ▪️ not on record"
    assert sure.startswith("✅ **Confirmed** · ")
    assert card.footer.startswith("Jessica Jones · as of 1 January 2026")


async def test_contradicting_credits_stand_side_by_side(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="3x03"))
    assert "**Director** Anton Cropper or Lisa Randolph · *sources disagree*" in card.description


async def test_an_unrecorded_director_is_said_to_be_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="3x05"))
    assert "**Director** ▪️ not on record" in card.description
    assert "Krysten Ritter" not in card.description  # hers is another one


async def test_an_episode_leads_to_its_season_its_directors_and_its_sources(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="2x07"))
    assert card.labels[:4] == ["Cast", "Directors", "Writers", "Season 2"]
    assert card.labels[-2:] == ["Sources", "Suggest a correction"]
    assert seen(await world.fan.click(card.message, label="Season 2")).title == SEASON_2
    assert seen(await world.fan.click(card.message, label="Directors")).title == "Who directed season 2?"
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.title == "Who said so"
    assert "channelsuperhero.com “Reviews of seasons 1 and 2” · date not recorded" in sources.body


async def test_an_episode_that_is_not_on_record_says_so(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="9x99"))
    assert "No episode **S09E99** is on record." in card.description


async def test_a_misspelt_title_is_offered_as_a_button(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "episode", episode="Lady Nite"))
    assert card.labels == ["S01E01 · AKA Ladies Night"]
    assert seen(await world.fan.click(card.message, label=card.labels[0])).title == "S01E01 · AKA Ladies Night"


async def test_completions_of_titles_answer_when_picked(world: World) -> None:
    (choice,) = await world.fan.autocomplete(world.channel, "episode", "episode", "ladies")
    assert choice["name"] == "S01E01 · AKA Ladies Night"
    card = seen(await world.fan.slash(world.channel, "episode", episode=choice["value"]))
    assert card.title == "S01E01 · AKA Ladies Night"


async def test_a_season_as_of_a_past_day_knows_an_imprecise_date_only(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=2, as_of="2017-01-01"))
    assert card.title == "Season 2 comes out in early 2018"
    words, sure, *_ = card.description.splitlines()
    assert "The Defenders" in words
    assert sure == f"📰 **Reported** · {ARTICLE}, late 2016"
    assert "8 March 2018" not in card.body
    assert card.footer.startswith("Jessica Jones · as of 1 January 2017")


async def test_a_season_today_has_its_day_and_what_was_said_before(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=2))
    assert card.title == SEASON_2
    assert card.description.startswith("✅ **Confirmed** · ")
    assert "early 2018" in seen(await world.fan.click(card.message, label="Sources")).body


async def test_a_season_that_nobody_spoke_of_is_not_announced(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=9, as_of="2018-12-01"))
    assert card.description.startswith("▫️ **Not announced** · no date, directors or cast")


async def test_a_season_leads_to_directors_cast_and_news_of_the_same_day(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=2, as_of="2017-01-01"))
    for label, title in (
        ("Directors", "Who directs season 2?"),
        ("Cast", "The cast of Jessica Jones, season 2"),
        ("News", "News of season 2"),
        ("Sources", "Who said so"),
    ):
        answer = seen(await world.other_fan.click(card.message, label=label))
        assert answer.title == title
        assert "as of 1 January 2017" in answer.footer
        assert answer.ephemeral


async def test_a_season_number_that_cannot_be_is_not_accepted(world: World) -> None:
    for number in (-1, 10_000):
        with pytest.raises(OptionError):
            await world.fan.slash(world.channel, "season", number=number)


async def test_a_day_that_cannot_be_read_is_refused(world: World) -> None:
    words = refused(world, await world.fan.slash(world.channel, "season", number=2, as_of="soon"))
    assert "“soon” is not a day that can be read" in words


async def test_codes_and_months_keep_their_capitals_in_the_sources_of_a_season(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "season", number=2))
    listed = await world.fan.click(card.message, label="Sources")
    text = ""
    for _ in range(30):
        page = seen(listed)
        text += page.body
        if next(button for button in page.buttons if button.label == "Next ›").disabled:
            break
        await world.fan.click(page.message, label="Next ›")
    assert "S02E01: 8 March 2018" in text
    assert "Season 2: 8 March 2018" in text
