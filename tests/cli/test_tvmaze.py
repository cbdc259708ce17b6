"""`python -m bot import tvmaze`, against a TVmaze on loopback."""

from __future__ import annotations

import asyncio
import signal
import sqlite3
import sys
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any, cast

import pytest
from aiohttp import web

from tests.cli.command import Ended, casefile, environment, interruptible
from tests.patience import PATIENCE
from tests.web.tvmaze_server import SHOW, TvMazeServer, tidewater, tvmaze_server

_SEARCH = "/search/shows?q=Tidewater"
_CALLS = 9
"""So many it takes to take the show."""


@pytest.fixture
async def server() -> AsyncGenerator[TvMazeServer]:
    async with tvmaze_server(tidewater()) as running:
        yield running


async def take(folder: Path, server: TvMazeServer, what: str = str(SHOW)) -> Ended:
    return await casefile(folder, "import", "tvmaze", what, TVMAZE_URL=server.url)


def count(folder: Path, table: str, where: str = "1") -> int:
    with closing(sqlite3.connect(folder / "casefile.db")) as connection:
        return connection.execute(f"SELECT COUNT(*) FROM {table} WHERE {where}").fetchone()[0]


@asynccontextmanager
async def begun(tmp_path: Path, server: TvMazeServer) -> AsyncGenerator[asyncio.subprocess.Process]:
    """An import that is in the middle of it, and gets no further."""
    middle, ended = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        if len(server.calls) > _CALLS // 2:
            middle.set()
            await ended.wait()
            raise web.HTTPGone  # nobody waits for it any more

    server.before_each = hold
    with interruptible():
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "import", "tvmaze", "Tidewater",
            cwd=tmp_path,
            env=environment({"TVMAZE_URL": server.url}),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
    try:
        await asyncio.wait_for(middle.wait(), PATIENCE)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()
        server.before_each = None
        ended.set()


@pytest.fixture(params=[False, True], ids=["", "in the background"])
def in_background(request: pytest.FixtureRequest) -> Generator[bool]:
    """The tests run as a shell would run them in the background: Ctrl-C is ignored."""
    if not request.param:
        yield False
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield True
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("in_background")
async def test_stopped_in_the_middle_it_says_so_and_nothing_is_changed(server: TvMazeServer, tmp_path: Path) -> None:
    async with begun(tmp_path, server) as process:
        process.send_signal(signal.SIGINT)
        _, said = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert (process.returncode, said.decode()[:29]) == (130, "Stopped; nothing was changed.")
    assert count(tmp_path, "show", f"tvmaze = {SHOW}") == 0


async def test_killed_in_the_middle_the_store_is_whole_and_starting_again_finishes_it(
    server: TvMazeServer, tmp_path: Path
) -> None:
    async with begun(tmp_path, server) as process:
        process.kill()
        await process.wait()
    assert count(tmp_path, "show", f"tvmaze = {SHOW}") == 0
    assert count(tmp_path, "pragma_foreign_key_check") == 0
    fetched = count(tmp_path, "web_copy")
    assert fetched >= 3
    before = len(server.calls)

    taken = await take(tmp_path, server)
    assert (taken.code, taken.err) == (0, "")
    assert "Tidewater: seasons: 2, episodes: 3, specials: 1, people: 7, facts: 14." in taken.out
    assert "Added 14 facts, changed 0 and took 0 out of the answers." in taken.out
    assert len(server.calls) - before == _CALLS - fetched
    assert count(tmp_path, "show", f"tvmaze = {SHOW}") == 1

    again = await take(tmp_path, server)
    assert (again.code, again.err) == (0, "")
    assert "Nothing has changed." in again.out
    assert len(server.calls) - before == _CALLS - fetched


async def test_a_title_of_several_shows_ends_with_8_and_lists_them(server: TvMazeServer, tmp_path: Path) -> None:
    (found,) = cast(list[Any], tidewater()[_SEARCH])
    other = {"show": {"id": 7002, "name": "Tidewater", "premiered": "1984-05-05", "network": {"name": "BBC One"}}}
    server.put(_SEARCH, [found, other, {"show": {"id": 7003, "name": "Tidewater Tales"}}])
    ended = await take(tmp_path, server, "Tidewater")
    assert ended.code == 8
    assert "7001  Tidewater, 2019, Channel Nought, English, Running" in ended.err
    assert "7002  Tidewater, 1984, BBC One" in ended.err
    assert "7003" not in ended.err
    assert count(tmp_path, "show", "tvmaze >= 7001") == 0


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ("1370", "already on record from the pack jessica-jones"),
        ("Nothing Such", "TVmaze lists no show called “Nothing Such”"),
    ],
)
async def test_what_cannot_be_taken_ends_with_8(server: TvMazeServer, tmp_path: Path, what: str, words: str) -> None:
    server.put("/search/shows?q=Nothing+Such", [])
    ended = await take(tmp_path, server, what)
    assert ended.code == 8
    assert words in ended.err
    assert "Traceback" not in ended.err
