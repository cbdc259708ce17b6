"""What a start imports, and what is imported only when somebody needs it, without holding up others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import PACKS, run_module
from tests.web.tvmaze_server import tvmaze_server

HEAVY = {
    "alembic", "sqlalchemy",  # only the process that runs migrations
    "dateparser", "regex",  # tables with any columns
    "bs4", "soupsieve", "feedparser",
    "rich",  # the command line
    "aiosql",  # tests
}  # fmt: skip
FOUND = {"score": 1.2, "show": {"id": 7, "name": "Salt &amp; <i>Sand</i>"}}


async def imported(folder: Path, database: Path, what: str = "", tvmaze: str = "") -> tuple[set[str], set[str]]:
    """What a process has imported that opened the bot and did something, and what of it held up the event loop."""
    ended = await run_module("tests.helpers.starting", folder, str(database), str(PACKS), what, tvmaze)
    assert ended.code == 0, ended.err
    everything, on_loop = json.loads(ended.out)
    return set(everything), set(on_loop)


async def test_neither_the_first_start_nor_a_later_one_imports_what_only_some_need(tmp_path: Path) -> None:
    database = tmp_path / "casefile.db"
    for _ in ("first", "later"):
        everything, _ = await imported(tmp_path, database)
        assert "discord" in everything
        assert everything & HEAVY == set()


@pytest.mark.parametrize(("what", "needed"), [("announce", set[str]()), ("look up", {"bs4"})])
async def test_what_is_needed_later_is_imported_beside_the_event_loop(
    tmp_path: Path, loaded_database: Path, what: str, needed: set[str]
) -> None:
    database = tmp_path / "casefile.db"
    shutil.copyfile(loaded_database, database)
    async with tvmaze_server({"/search/shows?q=Tidewater": [FOUND]}) as tvmaze:
        everything, on_loop = await imported(tmp_path, database, what, tvmaze.url)
    assert needed <= everything
    assert on_loop & HEAVY == set()
