"""Sources that may share one list: files keep that, and files of before it say nothing about it."""

from pathlib import Path

import pytest

from bot.domain.imports import Format
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.shows.loader import PackLoader
from bot.store.store import Store
from tests.helpers.answers import write_pack
from tests.helpers.facts import MOD, MOD_OF_B, SERVER_A, SERVER_B, Desk

NEWS = """[[facts]]
id = "news"
kind = "news"
statement = "There is a list."
claims = [{ source = "fiction" }, { source = "chronique" }, { source = "var" }]
"""
SHARING = """[sources.fiction]
outlet = "Fictionbox"
url = "https://fictionbox.example/list"
origin = "The Brazilian list"
[sources.chronique]
outlet = "Chronique"
origin = "The Brazilian list"
"""


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> Desk:
    desk = Desk(store)
    await desk.choose_small_show(tmp_path, NEWS, catalogue=SHARING)
    return desk


async def origins(desk: Desk, guild: int) -> dict[str, str | None]:
    fact = await desk.seen(await desk.key("news"), guild)
    assert fact is not None
    return {claim.source.outlet: claim.source.origin for claim in fact.claims}


@pytest.mark.parametrize("form", list(Format))
async def test_an_export_keeps_which_sources_may_share_a_list(desk: Desk, form: Format) -> None:
    shared = {"Fictionbox": "The Brazilian list", "Chronique": "The Brazilian list", "Variety": None}
    assert await origins(desk, SERVER_A) == shared
    made = await Exporting(desk.kit).export(MOD, form)
    importing = Importing(desk.kit)
    assert (await importing.prepare(MOD, made.filename, made.content)).batch is None
    # A source of another name for the list is another source, and stays one when it comes back.
    text = made.content.decode("utf-8-sig").replace("The Brazilian list", "Another list")
    preview = await importing.prepare(MOD_OF_B, made.filename, text.encode())
    assert preview.batch is not None
    await importing.take(MOD_OF_B, preview.batch)
    assert await origins(desk, SERVER_B) == {**shared, "Fictionbox": "Another list", "Chronique": "Another list"}
    assert await origins(desk, SERVER_A) == shared
    again = await Exporting(desk.kit).export(MOD_OF_B, form)
    assert (await importing.prepare(MOD_OF_B, again.filename, again.content)).batch is None


@pytest.mark.parametrize("form", list(Format))
async def test_a_file_of_before_changes_no_origin(store: Store, tmp_path: Path, form: Format) -> None:
    desk = Desk(store)
    before = "\n".join(line for line in SHARING.splitlines() if not line.startswith("origin"))
    await desk.choose_small_show(tmp_path, NEWS, catalogue=f"{before}\n")
    made = await Exporting(desk.kit).export(MOD, form)
    desk.clock.move(hours=1)
    assert await PackLoader(desk.kit).load(write_pack(tmp_path, NEWS, catalogue=SHARING))
    preview = await Importing(desk.kit).prepare(MOD, made.filename, made.content)
    assert (preview.batch, preview.newer, preview.same) == (None, 0, 1)
    assert (await origins(desk, SERVER_A))["Chronique"] == "The Brazilian list"
