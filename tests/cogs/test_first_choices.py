"""Each option that completes offers something before anything is typed: useful first choices."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord import app_commands

from bot.client import Casefile
from bot.web.addresses import MayReach
from tests.cogs.announcements.actions import announced
from tests.cogs.feeds.actions import Site, follow, reach_all
from tests.cogs.world import World, seen
from tests.conftest import PACK


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """Two shows; one has nothing but a single role."""
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copyfile(PACK, folder / PACK.name)
    shutil.copyfile(Path(__file__).with_name("second.toml"), folder / "harbour-lights.toml")
    return folder


@pytest.fixture
def may_reach() -> MayReach:
    return reach_all


def completing(bot: Casefile) -> Iterator[tuple[str, str]]:
    """Each command's options that complete."""
    for command in bot.tree.walk_commands():
        if isinstance(command, app_commands.Command):
            yield from ((command.qualified_name, each.name) for each in command.parameters if each.autocomplete)


async def test_every_completion_offers_first_choices(world: World, site: Site) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    seen(await world.moderator.slash(world.channel, "setup show", show="Jessica Jones"))
    await announced(world, world.channel)
    await follow(world, site.say("Jessica Jones returns"))
    options = list(completing(bot))
    empty = [
        (command, option)
        for command, option in options
        if not await world.moderator.autocomplete(world.channel, command, option, "")
    ]
    assert empty == []
    assert len(options) > 30


async def test_facts_complete_where_a_show_has_nothing_but_a_role(world: World) -> None:
    seen(await world.moderator.slash(world.channel, "setup show", show="Harbour Lights"))
    (fact,) = await world.moderator.autocomplete(world.channel, "fact show", "fact", "")
    assert "Ada Moss" in fact["name"]
    assert await world.moderator.autocomplete(world.channel, "fact show", "fact", "zz") == []


async def test_time_zones_begin_with_those_where_many_people_live(world: World) -> None:
    offered = await world.moderator.autocomplete(world.channel, "setup timezone", "zone", "")
    assert [choice["value"] for choice in offered[:2]] == ["UTC", "America/New_York"]
