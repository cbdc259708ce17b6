"""A server chooses another show while nobody looks for news: what is confirmed after that is posted, once."""

from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.app import open_app
from bot.client import Casefile
from bot.domain.announcements import Place
from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.packs.imdb.files import find_files
from bot.services.access import Caller
from bot.services.shows.imdb.reading import ImdbReading
from bot.services.shows.lookups import LOOK_UP
from bot.store.imdb.library import open_library
from bot.store.store import Store, open_store
from bot.web.tvmaze import Site
from tests.cogs.posts.test_corrections import Now, bot_of, news_on
from tests.cogs.world import World, let_pass, seen
from tests.conftest import PACK
from tests.helpers.facts import Desk
from tests.helpers.news import CONFIRMED
from tests.packs.imdb.rows import SHOW as IMDB_SHOW
from tests.packs.imdb.rows import write_folder
from tests.web.tvmaze_server import SHOW, tidewater, tvmaze_server

Choose: TypeAlias = Callable[[World], Awaitable[None]]


async def by_name(world: World, show: str = "Tidewater") -> None:
    seen(await world.moderator.slash(world.channel, "setup show", show=show))


async def from_tvmaze(world: World) -> None:
    found = await world.moderator.slash(world.channel, "setup show", show=f"{LOOK_UP}Tidewater")
    assert found.response is not None
    await world.moderator.select(found.response, [str(SHOW)])


async def from_tvmaze_on_record(world: World) -> None:
    """A show that was fetched before is just chosen."""
    await from_tvmaze(world)
    await by_name(world, "Jessica Jones")
    await from_tvmaze(world)


async def from_imdb(world: World) -> None:
    seen(await world.moderator.slash(world.channel, "setup show", show=f"imdb:{IMDB_SHOW}"))


class ServersDesk(Desk):
    """Keeps facts of the show that the server has chosen."""

    def __init__(self, store: Store, world: World) -> None:
        super().__init__(store, Now(world))
        self._guild = world.guild.id

    async def show(self) -> int:
        chosen = (await self.store.reading().servers.get(self._guild)).show
        assert chosen is not None
        return chosen.id


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    shutil.copyfile(PACK, folder / PACK.name)
    return folder


@pytest.fixture
async def simcord_bot(database: Path, packs: Path, tmp_path: Path) -> AsyncGenerator[Casefile]:
    library = tmp_path / "imdb.db"
    with open_library(library, writing=True) as opened:
        ImdbReading(opened, find_files(write_folder(tmp_path / "files")), lambda _: None, lambda: False).read()
    async with tvmaze_server(tidewater()) as tvmaze:
        site = Site(tvmaze.url, 0, 0)
        async with open_app(database, packs, always_sync=True, tvmaze=site, imdb_library=library) as client:
            yield client


@pytest.mark.parametrize("choose", [by_name, from_tvmaze, from_tvmaze_on_record, from_imdb])
async def test_news_that_was_confirmed_before_the_next_look_is_posted_once(
    world: World, database: Path, choose: Choose
) -> None:
    if choose is by_name:
        await add_second_show(world)
    channel = world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    bot = bot_of(world)
    await world.env.advance_time(30)
    await bot.announcer.stop()
    await bot.watcher.stop()
    await choose(world)
    moderator = Caller(world.guild.id, world.moderator.id, manages=True)
    async with open_store(database) as store:
        words = FactWords(statement="The second season is ordered.")
        await ServersDesk(store, world).add(Kind.NEWS, words, CONFIRMED, caller=moderator)
    assert channel.history() == []
    bot.announcer.start()
    bot.watcher.start()
    await let_pass(world.env, 20 * 60)
    (post,) = channel.history()
    assert "The second season is ordered." in (post.embeds[0].description or "")


async def add_second_show(world: World) -> None:
    """A second show on record, so that the first must be chosen."""
    services = bot_of(world).services
    await services.shows.lookups.bring(SHOW)
    await services.servers.choices.choose_show(world.guild.id, "Jessica Jones", services.clock().date())
