"""Where nothing is found something is offered: near names, seasons, other shows, each with a button that asks."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from bot.app import open_app
from tests.cogs.sent import Sent
from tests.cogs.world import Seen, World, refused, seen
from tests.conftest import PACK
from tests.ui.reading import units

OPTIONS: dict[str, dict[str, Any]] = {
    "cast": {"who": "Trish"},
    "director": {"of": "1x01"},
    "writer": {"of": "1x01"},
    "episode": {"episode": "1x01"},
    "season": {"number": 1},
    "news": {},
    "next": {},
}
HOSTILE = ("@everyone <@666> <#666>", "\u202eבדיקה\u202c ZZ", "x**ZZ**x [ZZ](https://evil.example)", "||ZZ", "𝕫" * 100)


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Two shows."""
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copyfile(PACK, folder / PACK.name)
    shutil.copyfile(Path(__file__).parent.parent / "second.toml", folder / "harbour-lights.toml")
    return folder


@pytest.fixture
async def asking(world: World) -> World:
    """The server asks about Jessica Jones."""
    seen(await world.moderator.slash(world.channel, "setup show", show="Jessica Jones"))
    return world


async def asked(world: World, command: str, **options: Any) -> Seen:
    return seen(await world.fan.slash(world.channel, command, **options))


async def pressed(world: World, card: Seen, label: str) -> Seen:
    return seen(await (world.fan if card.ephemeral else world.other_fan).click(card.message, label=label))


@pytest.mark.parametrize(
    ("command", "options", "labels", "title"),
    [
        ("cast", {"who": "zz"}, ["The whole cast", "News"], "The cast of Jessica Jones"),
        ("cast", {"who": "zz", "season": 2}, ["The whole cast", "News"], "The cast of Jessica Jones, season 2"),
        ("director", {"of": "zz"}, ["Season 1", "Season 2", "Season 3"], None),
        ("writer", {"of": "9x09"}, ["Season 1", "Season 2", "Season 3"], None),
        ("episode", {"episode": "zz"}, ["Season 1", "Season 2", "Season 3"], "Season 1 came out on 20 November 2015"),
        ("episode", {"episode": "9x09"}, ["Season 1", "Season 2", "Season 3"], "Season 1 came out on 20 November 2015"),
        ("news", {"about": "zz"}, ["The whole cast", "News"], "The cast of Jessica Jones"),
    ],
)
async def test_where_nothing_is_near_something_wider_is_offered(
    asking: World, command: str, options: dict[str, Any], labels: list[str], title: str | None
) -> None:
    card = await asked(asking, command, **options)
    assert card.title == "Nothing found in Jessica Jones"
    assert card.labels == labels
    for label in labels:
        answer = await pressed(asking, card, label)
        assert not answer.title.startswith("Nothing found")
        if label == labels[0] and title:
            assert answer.title == title


@pytest.mark.parametrize("command", ["director", "writer", "episode", "news"])
async def test_a_code_that_is_not_on_record_is_answered_with_the_nearest(asking: World, command: str) -> None:
    option = {"director": "of", "writer": "of", "episode": "episode", "news": "about"}[command]
    card = await asked(asking, command, **{option: "2x99"})
    assert [label[:6] for label in card.labels] == ["S02E11", "S02E12", "S02E13", "Season"]
    for label in card.labels:
        assert (label[:6] if label.startswith("S02") else "eason 2") in str(await pressed(asking, card, label))


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("season", {"number": 9}),
        ("director", {"of": "season 9"}),
        ("writer", {"of": "s9"}),
        ("cast", {"who": "everyone", "season": 9}),
        ("news", {"season": 9}),
    ],
)
async def test_a_season_that_is_not_on_record_is_answered_with_those_that_are(
    asking: World, command: str, options: dict[str, Any]
) -> None:
    card = await asked(asking, command, **options)
    assert [label for label in card.labels if label.startswith("Season")] == ["Season 1", "Season 2", "Season 3"]
    answer = await pressed(asking, card, "Season 2")
    assert "eason 2" in answer.title
    assert "Season 3" not in answer.labels


async def test_somebody_who_is_not_in_a_season_is_asked_about_in_all(asking: World) -> None:
    card = await asked(asking, "cast", who="Kilgrave", season=9)
    answer = await pressed(asking, card, "In every season")
    assert answer.title == "David Tennant plays Kilgrave"


@pytest.mark.parametrize("command", OPTIONS)
async def test_an_unknown_show_is_answered_with_near_ones_that_answer_the_same_question(
    world: World, command: str, database: Path, packs: Path
) -> None:
    card = await asked(world, command, **OPTIONS[command], show="Jesica Jons")
    assert card.ephemeral
    assert card.title == "Which show?"
    assert card.labels == ["Jessica Jones"]
    there = await asked(world, command, **OPTIONS[command], show="Jessica Jones")
    async with open_app(database, packs, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        answer = await pressed(world, card, "Jessica Jones")
        assert (answer.title, answer.body) == (there.title, there.body)
        assert not answer.ephemeral
        await world.env.shutdown()


async def test_season_day_and_status_are_kept_for_the_other_show(world: World) -> None:
    card = await asked(world, "news", season=2, status="denied", as_of="2018-12-31", show="Jesica Jons")
    answer = await pressed(world, card, "Jessica Jones")
    there = await asked(world, "news", season=2, status="denied", as_of="2018-12-31", show="Jessica Jones")
    assert (answer.title, answer.body, answer.footer) == (there.title, there.body, there.footer)


async def test_where_no_show_is_near_the_servers_own_is_offered_or_those_on_record(world: World) -> None:
    card = await asked(world, "cast", who="Trish", show="zz")
    assert card.labels == ["Harbour Lights", "Jessica Jones"]
    seen(await world.moderator.slash(world.channel, "setup show", show="Jessica Jones"))
    card = await asked(world, "cast", who="Trish", show="zz")
    assert card.labels == ["Jessica Jones"]
    assert (await pressed(world, card, "Jessica Jones")).title == "Rachael Taylor plays Trish Walker"


async def test_a_bad_day_is_said_before_an_unknown_show(world: World) -> None:
    for command in ("cast", "director", "writer", "season", "news"):
        words = refused(
            world, await world.fan.slash(world.channel, command, **OPTIONS[command], show="zz", as_of="the other day")
        )
        assert "is not a day that can be read" in words
        assert "2016-12-01" in words


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
async def test_hostile_texts_are_offered_harmlessly(asking: World, text: str) -> None:
    sent = Sent(asking.env)
    sent.check()
    for options in ({"who": text}, {"who": text, "show": "Jesica Jons"}, {"who": "Trish", "show": text}):
        card = await asked(asking, "cast", **options)
        assert card.buttons
        assert all(units(button.custom_id) <= 100 for button in card.buttons)
        await pressed(asking, card, card.labels[0])
    assert sent.check() == 6


async def test_of_a_long_text_the_first_words_are_asked_about_the_other_show(world: World) -> None:
    card = await asked(world, "cast", who="Trish " + "x" * 190, show="Jesica Jons")
    assert (await pressed(world, card, "Jessica Jones")).title == "Nothing found in Jessica Jones"
    with_spaces = await asked(world, "cast", who="  Trish \n Walker ", show="Jesica Jons")
    assert (await pressed(world, with_spaces, "Jessica Jones")).title == "Rachael Taylor plays Trish Walker"
