"""How it goes on with a show and who makes it, in /season, /cast and /news, as a fan sees them."""

from pathlib import Path

import pytest

from tests.cogs.facts.actions import RUMOUR, add
from tests.cogs.world import Seen, World, look, seen
from tests.ui.reading import in_the_open

OVER = "One ended the show with season 3"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Only the show that came to an end."""
    folder = tmp_path / "packs-of-the-test"
    folder.mkdir()
    (folder / "lamp.toml").write_bytes((Path(__file__).parent / "lamp.toml").read_bytes())
    return folder


@pytest.fixture
async def world(world: World) -> World:
    """Both servers have chosen that show."""
    for moderator, channel in ((world.moderator, world.channel), (world.far_moderator, world.far_channel)):
        await moderator.slash(channel, "setup show", show="Lamp")
    return world


async def season(world: World, number: int, **options: str) -> Seen:
    return seen(await world.fan.slash(world.channel, "season", number=number, **options))


async def test_there_is_no_season_after_the_last(world: World) -> None:
    card = await season(world, 4)
    assert card.title == "There is no season 4"
    lines = card.description.split("\n")
    assert lines == [OVER, "✅ **Confirmed** · Uma Reyes, 18 Feb 2019"]
    assert card.labels[:2] == ["News", "Sources"]
    assert not [label for label in card.labels if label.endswith("?")]  # no gap of a season that there is not
    assert "“Over”" in seen(await world.fan.click(card.message, label="Sources")).body
    news = seen(await world.fan.click(card.message, label="News"))
    assert OVER in news.body
    assert (await season(world, 9)).title == "There is no season 9"


async def test_the_last_season_is_said_to_be_the_last(world: World) -> None:
    card = await season(world, 3)
    assert card.title == "Season 3 began on 14 June 2019"
    assert f"\nIt is the last: {OVER} ✅ · Uma Reyes, 18 Feb 2019" in card.description
    assert "renewed" not in card.body
    assert card.labels[:6] == ["Cast", "Directors", "Writers", "Episodes", "News", "Sources"]
    assert "The show was renewed for season 3" in seen(await world.fan.click(card.message, label="Sources")).body


async def test_an_earlier_season_says_nothing_of_the_end(world: World) -> None:
    card = await season(world, 2)
    assert OVER not in card.body
    assert "the last" not in card.body


async def test_on_a_day_before_it_was_said_there_was_no_end(world: World) -> None:
    card = await season(world, 4, as_of="2018-06-01")
    assert card.description.startswith("▫️ **Not announced** · no date")
    assert OVER not in card.body
    before = await season(world, 3, as_of="2018-06-01")
    assert "The show was renewed for season 3" in before.description
    assert OVER not in before.body


async def test_a_rumoured_end_is_said_to_be_a_rumour(world: World) -> None:
    card = await season(world, 4, as_of="2018-12-24")
    lines = card.description.split("\n")
    assert lines[0].startswith("▫️ **Not announced** · no date")
    assert lines[1].startswith("The show was cancelled 💬 · [Gossip]")
    assert "Nobody has confirmed that." in lines[2]
    assert "💬 rumoured" in card.footer
    assert "no season" not in card.body
    # The season that is on its way is no last one by a rumour.
    assert "is the last" not in (await season(world, 3, as_of="2018-12-24")).description


async def test_a_fact_that_places_a_later_season_leaves_the_question_open(world: World) -> None:
    await add(world.moderator, world.channel, "release", {"where": "season 5", "released": "2027"})
    assert (await season(world, 4)).title == "Lamp, season 4"
    assert "is the last" not in (await season(world, 3)).description
    far = seen(await world.far_fan.slash(world.far_channel, "season", number=4))
    assert far.title == "There is no season 4"


async def test_a_rumour_of_a_later_season_changes_nothing(world: World) -> None:
    await add(world.moderator, world.channel, "release", {"where": "season 5", "released": "2027"}, RUMOUR)
    assert (await season(world, 4)).title == "There is no season 4"


async def test_a_show_that_comes_back_goes_on(world: World) -> None:
    await add(world.moderator, world.channel, "renewal", {"state": "renewed", "where": "season 4"}, NEW)
    card = await season(world, 4)
    assert card.title == "Lamp, season 4"
    assert "The show was renewed for season 4 📰 · [Two]" in card.description


NEW = {"outlet": "Two", "url": "https://two.example/back", "published": "2025-05-05", "weight": "reported"}


async def test_an_end_that_spoils_is_behind_spoiler_marks(world: World) -> None:
    ended = {"state": "ended", "statement": "The lamp goes out for good", "spoils": "S03E01"}
    await add(world.moderator, world.channel, "renewal", ended, NEW)
    card = await season(world, 4)
    for said in ("no season", "lamp goes out", "two.example"):
        assert said not in in_the_open(card.body)
        assert said not in card.bare
    assert "||There is no season 4: The lamp goes out for good||" in card.description
    assert "Not announced" in card.description  # a shorter card would give it away
    assert "lamp goes out" not in in_the_open(seen(await world.fan.slash(world.channel, "news")).body)


def made_by(card: Seen) -> str:
    (line,) = [line for line in card.description.splitlines() if line.startswith("**Made by**")]
    return line


async def test_who_makes_a_season_is_on_its_card(world: World) -> None:
    assert made_by(await season(world, 2)) == (
        "**Made by** Bea Okonkwo (creator ✅, showrunner) and Ada Moreau (executive producer ✅)"
    )
    last = await season(world, 3)
    assert made_by(last).endswith(" and 1 more")
    sources = await world.fan.click(last.message, label="Sources")
    text = seen(sources).body
    while any(button.label == "Next ›" and not button.disabled for button in seen(sources).buttons):
        await world.fan.click(seen(sources).message, label="Next ›")
        text += seen(sources).body
    assert "Cay Lindqvist: Lamp lighter, season 3" in text


@pytest.mark.parametrize("typed", ["bea okonkwo", "Okonkwo", "bea"])
async def test_somebody_who_only_makes_the_show_is_found(world: World, typed: str) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who=typed))
    assert card.title == "Bea Okonkwo · Lamp"
    assert card.description.splitlines() == [
        "Creator of the show",
        "Showrunner of seasons 1 and 2 📰",
        "✅ **Confirmed** · [One](https://one.example/second), 10 Jan 2016",
    ]
    assert seen(await world.fan.click(card.message, label="Sources")).body.count("Bea Okonkwo") == 3
    await world.fan.click(card.message, label="Next ›")
    second = look(world.channel.history()[0])
    assert second.description.startswith("Executive producer of the show, with Ada Moreau\n")


async def test_somebody_who_acts_and_makes_shows_both(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Ada Moreau"))
    assert card.title == "Ada Moreau plays The Keeper"
    role, job, _ = card.description.splitlines()
    assert role == "Main cast, season 1"
    assert job == "Executive producer of the show, with Bea Okonkwo"


async def test_jobs_of_one_season(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Okonkwo", season=2))
    lines = card.description.splitlines()
    assert lines[lines.index("Creator of the show") + 1] == "*In which seasons is not on record.*"
    assert any(line.startswith("Showrunner of seasons 1 and 2") for line in lines)
    nothing = seen(await world.fan.slash(world.channel, "cast", who="Cay Lindqvist", season=1))
    assert "No part for Cay Lindqvist in season 1 is on record." in nothing.description


async def test_jobs_count_from_the_day_they_were_known(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Bea Okonkwo", as_of="2017-01-01"))
    assert "Creator of the show" in card.description
    assert "Showrunner of seasons 1 and 2" in card.description
    assert "Executive producer" not in card.description


@pytest.mark.parametrize(("command", "option"), [("cast", "who"), ("news", "about"), ("fact add", "person")])
async def test_completions_have_those_who_make_the_show(world: World, command: str, option: str) -> None:
    others = {"kind": "crew"} if command == "fact add" else {}
    (choice,) = await world.moderator.autocomplete(world.channel, command, option, "okon", **others)
    assert choice["name"] == "Bea Okonkwo (crew)"
    if command != "fact add":
        found = seen(await world.fan.slash(world.channel, command, **{option: choice["value"]}))
        assert "Bea Okonkwo" in found.title


async def test_both_kinds_are_news(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "news"))
    lines = card.description.splitlines()
    assert lines[lines.index(f"• {OVER}") - 1].startswith("✅ **18 Feb 2019** · Uma Reyes in [One]")
    assert lines[lines.index("• The show was cancelled") - 1].startswith("💬 **30 Nov 2018** · [Gossip]")
    assert "Ada Moreau and Bea Okonkwo are executive producers" in card.body
    of_season = seen(await world.fan.slash(world.channel, "news", season=2))
    assert "The show was renewed for season 2" in of_season.body
    about = seen(await world.fan.slash(world.channel, "news", about="Bea Okonkwo"))
    assert "Bea Okonkwo is the creator" in about.body


async def test_a_fact_is_found_by_its_state_and_by_its_job(world: World) -> None:
    (found,) = await world.moderator.autocomplete(world.channel, "fact show", "fact", "cancelled")
    assert found["name"].startswith("The show was cancelled")
    names = [
        each["name"]
        for each in await world.moderator.autocomplete(world.channel, "fact show", "fact", "okonkwo producer")
    ]
    assert names == ["Ada Moreau and Bea Okonkwo are executive producers"]
    assert await world.fan.autocomplete(world.channel, "fact show", "fact", "cancelled") == []
