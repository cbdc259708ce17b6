"""Boundaries where a server has two shows on record."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.questions import Thing, What
from bot.services.names.finder import pick
from tests.cogs.answers.test_boundaries import HIDDEN, ask, has_seen, may_be_told, words
from tests.cogs.answers.test_mentions import mention, said
from tests.cogs.world import World, refused, seen
from tests.conftest import PACK
from tests.engines.raw import connect

OTHER = "Harbour Lights"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Jessica Jones, and a show that no server has chosen."""
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copyfile(PACK, folder / PACK.name)
    shutil.copyfile(Path(__file__).parents[1] / "second.toml", folder / "harbour-lights.toml")
    return folder


async def is_about(world: World, show: str) -> None:
    seen(await world.moderator.slash(world.channel, "setup show", show=show))


async def test_naming_another_show_uncovers_nothing(world: World, database: Path) -> None:
    await is_about(world, "Jessica Jones")
    await may_be_told(world, "S01E03", channel=world.channel)
    with closing(connect(database)) as connection:
        (alisa,) = connection.execute("SELECT id FROM character WHERE name = 'Alisa Jones'").fetchone()
    picked = pick(Thing(What.CHARACTER, alisa))
    said_no = refused(world, await world.fan.slash(world.channel, "cast", who=picked, show=OTHER))
    assert "another show" in said_no


async def test_a_question_in_words_about_another_show_keeps_to_that_show_s_boundary(world: World) -> None:
    await is_about(world, OTHER)
    await has_seen(world, world.fan, "S01E03", show="Jessica Jones")
    card = await ask(world, "ask", question="who plays Kilgrave in Jessica Jones")
    assert card.ephemeral
    assert HIDDEN in card.description
    unknown = [
        words(await ask(world, "ask", question=f"who plays {name} in Jessica Jones")) for name in ("Gelden", "Zorblax")
    ]
    assert unknown[0] == unknown[1]
    in_full = await ask(world, "ask", question="who plays Erik Gelden in Jessica Jones")
    assert in_full.labels[-1] == "Show it"
    assert HIDDEN in in_full.description


async def test_another_show_is_understood_where_the_own_has_a_boundary(world: World) -> None:
    await is_about(world, "Jessica Jones")
    await has_seen(world, world.fan, "S01E03")
    card = await ask(world, "ask", question="who plays The Keeper in Harbour Lights")
    assert card.title == "Ada Moss plays The Keeper"
    await world.fan.send(world.channel, f"{mention(world)} who plays The Keeper in Harbour Lights")
    assert said(world)[-1].embeds[0].title == "Ada Moss plays The Keeper"


async def test_another_show_is_answered_about_in_full_where_only_the_own_has_a_boundary(world: World) -> None:
    await is_about(world, "Jessica Jones")
    asked = "who is in season 1 of Harbour Lights?"
    before = words(await ask(world, "ask", question=asked))
    assert "Ada Moss" in before
    await has_seen(world, world.fan, "S01E03")
    assert words(await ask(world, "ask", question=asked)) == before
