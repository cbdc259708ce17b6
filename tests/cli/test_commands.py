"""The commands that end by themselves: help, migrate and packs."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import __version__
from bot.store.schema import versions
from tests.cli.command import PACKS, casefile, contents
from tests.cli.test_refusals import BROKEN, DANGLING, FAULTS, REFERENCES

GOOD = PACKS / "jessica-jones.toml"


async def test_help_lists_every_command_even_with_bad_settings(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "--help", LOG_LEVEL="loud")
    assert (ended.code, ended.err) == (0, "")
    listed = {line.split()[0] for line in ended.out.splitlines() if line.startswith("    ")}
    assert {"run", "demo", "migrate", "packs"} <= listed


async def test_the_version(tmp_path: Path) -> None:
    assert (await casefile(tmp_path, "--version")).out.strip() == __version__


@pytest.mark.parametrize("arguments", [("nonsense",), ("packs",), ("run", "--fast")])
async def test_a_command_that_is_not_there(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = await casefile(tmp_path, *arguments)
    assert ended.code == 2
    assert "usage: python -m bot" in ended.err
    assert "Traceback" not in ended.err


async def test_migrating_twice_changes_the_database_once(tmp_path: Path) -> None:
    database = tmp_path / "new folder" / "casefile.db"
    newest = versions()[-1]
    first = await casefile(tmp_path, "migrate", DATABASE=str(database))
    assert (first.code, first.err) == (0, "")
    assert f"was brought to schema {newest}" in first.out
    made = database.read_bytes()
    second = await casefile(tmp_path, "migrate", DATABASE=str(database))
    assert (second.code, second.err) == (0, "")
    assert f"has schema {newest}" in second.out
    assert database.read_bytes() == made
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest,)]


async def test_checking_the_shipped_packs(tmp_path: Path) -> None:
    by_folder = await casefile(tmp_path, "packs", "check")
    assert (by_folder.code, by_folder.err) == (0, "")
    assert [f"{path}: no faults" in by_folder.out for path in sorted(PACKS.glob("*.toml"))] == [True]
    assert contents(tmp_path) == []


async def test_checking_good_and_broken_packs_reports_all(tmp_path: Path) -> None:
    for name, content in (("broken.toml", BROKEN), ("dangling.toml", DANGLING)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "latin.toml").write_bytes(b'title = "Caf\xe9"')
    (tmp_path / "cut.toml").write_text("format = 1\n[show\n", encoding="utf-8")
    names = ("broken.toml", "dangling.toml", "latin.toml", "cut.toml", "absent.toml")
    ended = await casefile(tmp_path, "packs", "check", *names, str(GOOD))
    assert ended.code == 4
    assert "Traceback" not in ended.err
    assert f"{GOOD}: no faults in " in ended.out
    for words in (*FAULTS, *REFERENCES, *names, "byte 13: is not UTF-8", "line 2, column 6", "No such file"):
        assert words in ended.err


async def test_checking_a_folder_without_packs(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "packs", "check", PACKS=str(tmp_path))
    assert ended.code == 2
    assert f"no pack in {tmp_path}" in ended.err


async def test_the_printed_schema_is_the_shipped_one(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "packs", "schema")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (PACKS / "pack.schema.json").read_text(encoding="utf-8")
    assert json.loads(ended.out)["title"] == "Casefile pack"


async def test_a_settings_value_that_is_empty_means_its_default(tmp_path: Path) -> None:
    ended = await casefile(
        tmp_path, "migrate", DATABASE="", LOG_LEVEL="", DEMO_PORT="", DEMO_DATABASE="", DISCORD_API_BASE="", PACKS=""
    )
    assert (ended.code, ended.err) == (0, "")
    assert "The database casefile.db was brought to schema" in ended.out
    assert (tmp_path / "casefile.db").is_file()


async def test_a_tilde_in_the_databases_name_is_the_home_folder(tmp_path: Path) -> None:
    home, folder = tmp_path / "home", tmp_path / "elsewhere"
    home.mkdir()
    folder.mkdir()
    ended = await casefile(folder, "migrate", DATABASE="~/casefile.db", HOME=str(home))
    assert (ended.code, ended.err) == (0, "")
    assert (home / "casefile.db").is_file()
    assert contents(folder) == []


@pytest.mark.parametrize("name", ["what?.db", "a?mode=ro&b#c.db", "100%.db", "a b%20c.db"])
async def test_a_database_may_have_characters_of_a_url_in_its_name(tmp_path: Path, name: str) -> None:
    for words in ("was brought to schema", "has schema"):
        ended = await casefile(tmp_path, "migrate", DATABASE=name)
        assert (ended.code, ended.err) == (0, "")
        assert f"The database {name} {words}" in ended.out
        assert contents(tmp_path) == [name]
