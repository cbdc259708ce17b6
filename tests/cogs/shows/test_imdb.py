"""/setup show with shows from the library of IMDb's titles."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from bot.app import open_app
from bot.client import Casefile
from bot.packs.imdb.files import find_files
from bot.services.shows.imdb.reading import ImdbReading
from bot.store.imdb.library import open_library
from tests.cogs.world import World, refused, seen
from tests.packs.imdb.rows import SHOW, write_folder


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "imdb.db"
    with open_library(path, writing=True) as opened:
        ImdbReading(opened, find_files(write_folder(tmp_path / "files")), lambda _: None, lambda: False).read()
    return path


@pytest.fixture
async def simcord_bot(database: Path, packs: Path, library: Path) -> AsyncGenerator[Casefile]:
    async with open_app(database, packs, always_sync=True, imdb_library=library) as client:
        yield client


async def test_a_show_of_the_library_is_offered_taken_and_answers(world: World) -> None:
    offered = await world.moderator.autocomplete(world.channel, "setup show", "show", "hafen")
    assert {"name": "Harbour Lights (2015) · IMDb", "value": f"imdb:{SHOW}"} in offered
    chosen = seen(await world.moderator.slash(world.channel, "setup show", show=f"imdb:{SHOW}"))
    assert "**Harbour Lights**" in chosen.description
    vale = seen(await world.fan.slash(world.channel, "cast", who="Inspector Vale"))
    assert vale.title == "Mira Solano plays Inspector Vale"
    assert "IMDb (https://www.imdb.com)" in vale.footer
    keeper = seen(await world.fan.slash(world.channel, "cast", who="keeper"))
    assert keeper.title == "Gus Tay plays The Keeper"
    episode = seen(await world.fan.slash(world.channel, "episode", episode="1x01"))
    assert "The Pier" in episode.title
    assert "2015" in episode.body
    assert "Self" in seen(await world.fan.slash(world.channel, "cast", who="everyone")).body


async def test_a_show_that_is_not_there_is_refused(world: World) -> None:
    words = refused(world, await world.moderator.slash(world.channel, "setup show", show="imdb:tt9999999"))
    assert "tt9999999 is not a series" in words


@pytest.mark.parametrize("content", [None, b"no database, but a text that somebody wrote there" * 100])
async def test_without_a_sound_library_nothing_is_offered_of_it(
    world: World, library: Path, content: bytes | None
) -> None:
    _replace(library, content)
    offered = await world.moderator.autocomplete(world.channel, "setup show", "show", "harbour")
    assert [choice["value"] for choice in offered] == ["tvmaze:harbour"]


def _replace(library: Path, content: bytes | None) -> None:
    library.unlink()
    if content is not None:
        library.write_bytes(content)
