"""/next as a fan sees it, with what moderators add."""

from datetime import date, timedelta

import pytest

from tests.cogs.facts.actions import LINK, NEWER, add
from tests.cogs.world import World, seen

TODAY = date(2026, 1, 1)


async def release(world: World, where: str, released: str) -> None:
    await add(world.moderator, world.channel, "release", {"released": released, "where": where})


async def test_a_show_that_is_over_shows_its_last_episode_and_no_date_after_it(world: World) -> None:
    card = seen(await world.fan.slash(world.channel, "next"))
    assert card.title == "No more episodes: S03E13 was the last"
    first, status, *_ = card.description.splitlines()
    assert first == "**AKA Everything** aired on 14 June 2019."
    assert status.startswith("✅ **Confirmed** · [polygon.com](")
    assert "as of 1 January 2026" in card.footer
    assert card.labels == ["About S03E13", "Season 3", "Sources", "Suggest a correction"]
    about = seen(await world.fan.click(card.message, label="About S03E13"))
    assert about.title == "S03E13 · AKA Everything"


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "tomorrow"), (12, "in 12 days")])
async def test_the_next_episode_is_counted_in_days(world: World, days: int, words: str) -> None:
    day = TODAY + timedelta(days)
    await release(world, "S04E01", day.isoformat())
    await release(world, "S04E02", (day + timedelta(7)).isoformat())
    card = seen(await world.fan.slash(world.channel, "next"))
    assert card.title == f"S04E01 airs {words}"
    first, status = card.description.splitlines()
    assert first == f"On {day.day} January 2026"
    assert status.startswith("📰 **Reported** · [Variety](")
    assert "<t:" not in card.body
    elsewhere = seen(await world.far_fan.slash(world.far_channel, "next"))
    assert elsewhere.title == "No more episodes: S03E13 was the last"


async def test_days_are_counted_in_the_zone_of_the_server(world: World) -> None:
    await release(world, "S04E01", "2026-01-01")
    card = seen(await world.fan.slash(world.channel, "next"))
    assert "airs today" in card.title
    assert "as of 1 January 2026" in card.footer
    latest = seen(await world.fan.slash(world.channel, "episode", episode="latest"))
    assert latest.title.startswith("S04E01")
    await world.admin.slash(world.channel, "setup timezone", zone="Pacific/Pago_Pago")  # where it is the day before
    card = seen(await world.fan.slash(world.channel, "next"))
    assert "airs tomorrow" in card.title
    assert "as of 31 December 2025" in card.footer
    latest = seen(await world.fan.slash(world.channel, "episode", episode="latest"))
    assert latest.title.startswith("S03E13")


async def test_an_imprecise_date_is_said_as_it_is(world: World) -> None:
    await release(world, "season 4", "early 2028")
    card = seen(await world.fan.slash(world.channel, "next"))
    assert card.title == "Season 4 begins in early 2028"
    assert card.description.startswith("📰 **Reported** · ")
    assert "days" not in card.description


async def test_an_episode_without_a_date_is_next_and_says_so(world: World) -> None:
    await add(world.moderator, world.channel, "director", {"people": "Ann Newcomer", "where": "S04E01"})
    ended = seen(await world.fan.slash(world.channel, "next"))
    assert ended.title == "No more episodes: S03E13 was the last"
    await add(world.moderator, world.channel, "renewal", {"state": "renewed", "where": "season 4"}, NEWER)
    card = seen(await world.fan.slash(world.channel, "next"))
    assert card.title == "Next: S04E01"
    assert card.description.startswith("▫️ **Not announced** · no date for **S04E01**\n")


async def test_an_answer_that_is_asked_again_counts_from_its_own_day(world: World) -> None:
    await release(world, "S04E01", "2026-01-03")
    card = seen(await world.fan.slash(world.channel, "next"))
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert sources.names == ["📰 Reported · S04E01"]


async def renew(world: World, state: str, where: str = "", published: str = "2025-12-01") -> None:
    claim = {"outlet": "Netflix", "url": LINK, "published": published, "weight": "confirmed"}
    await add(world.moderator, world.channel, "renewal", {"state": state, "where": where}, claim)


@pytest.mark.parametrize(
    ("state", "where", "sentence"),
    [
        ("ended", "", "The show has ended"),
        ("cancelled", "", "The show was cancelled"),
        ("final season", "season 3", "Season 3 is the last"),
    ],
)
async def test_a_show_that_has_ended_says_so(world: World, state: str, where: str, sentence: str) -> None:
    await renew(world, state, where)
    card = seen(await world.fan.slash(world.channel, "next"))
    assert card.title == "No more episodes: S03E13 was the last"
    assert card.description.splitlines()[-1] == f"{sentence} · [Netflix]({LINK}), 1 Dec 2025"
    sources = seen(await world.fan.click(card.message, label="Sources"))
    assert len(sources.fields) == 2


async def test_what_is_said_last_counts(world: World) -> None:
    await renew(world, "ended", published="2025-12-01")
    await renew(world, "ordered", "season 4", "2025-12-20")
    card = seen(await world.fan.slash(world.channel, "next"))
    ordered, nothing = card.description.splitlines()[-2:]
    assert ordered.startswith("Season 4 was ordered · [Netflix](")
    assert nothing == "▫️ **Not announced** · no date for another episode"


async def test_a_last_season_that_is_still_to_come_is_no_end(world: World) -> None:
    await renew(world, "final season", "season 4")
    last, nothing = seen(await world.fan.slash(world.channel, "next")).description.splitlines()[-2:]
    assert last.startswith("Season 4 is the last · ")
    assert "Not announced" in nothing
