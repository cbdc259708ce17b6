"""What the command line and a start do where the store is on a server: what is about files is left out."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from bot.store.address import ServerAddress
from bot.wiring import open_services
from tests.cli.command import casefile
from tests.conftest import PACKS
from tests.engines.raw import connect

pytestmark = pytest.mark.postgres
MEMBER = 812_345_678_901_234_567


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def test_a_start_leaves_nothing_beside_a_database_on_a_server(
    database: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with open_services(database, PACKS) as services:
        await services.servers.privacy.forget(MEMBER)
    assert names_in(tmp_path) == []


async def test_the_doctor_examines_a_database_on_a_server(database: ServerAddress, tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "doctor", DATABASE=database.url)
    for about in ("Tables, columns and indexes", "What facts are about", "Names", "Posts that are due"):
        assert f"{about}: nothing is wrong" in ended.out
    for about in ("The file", "The disk", "The bot"):
        assert f"{about}:" not in ended.out
    with closing(connect(database)) as raw:
        raw.execute("DELETE FROM alias WHERE folded = 'krysten ritter'")
    ended = await casefile(tmp_path, "doctor", DATABASE=database.url)
    assert "the actor “Krysten Ritter”" in ended.out
    assert "psql casefile -c \"UPDATE pack SET digest = ''\"" in ended.out
