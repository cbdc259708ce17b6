"""Every failed start ends with words on standard error and its own exit code."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import PACKS, ROOT, Ended, casefile, contents, locked_out, refused
from tests.loopback.loopback import LoopbackDiscord
from tests.patience import soon

BROKEN = """
format = 1
[show]
id = "broken"
title = "Broken"
netwrk = "A slip"
[[seasons]]
number = 1
[[episodes]]
code = "S01E01"
aired = "someday"
[[facts]]
id = "who-directed"
kind = "director"
episode = "episode one"
claims = []
"""
FAULTS = (
    "show › netwrk: is not a key",
    "episodes › S01E01 › aired: ",
    "facts › who-directed › episode: ",
    "facts › who-directed › claims: ",
)
DANGLING = """
format = 1
[show]
id = "dangling"
title = "Dangling"
[[facts]]
id = "who-directed"
kind = "director"
season = 4
people = ["nobody"]
claims = [{ source = "nowhere" }]
"""
REFERENCES = (
    "facts › who-directed › season: 4 is not among the seasons",
    "facts › who-directed › people: nobody is not among the people",
    "facts › who-directed › claims › no. 1 › source: nowhere is not among the sources",
)


def closed_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def sqlite_file(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


async def run_on(discord: LoopbackDiscord, database: Path, token: str) -> str:
    ended = await casefile(
        database.parent, "run",
        DISCORD_TOKEN=token, DISCORD_API_BASE=discord.api_base, DATABASE=str(database),
    )  # fmt: skip
    return refused(ended, 5)


async def test_no_token_to_run_with(tmp_path: Path) -> None:
    for token in ("", "  "):
        refused(await casefile(tmp_path, "run", DISCORD_TOKEN=token), 2, "DISCORD_TOKEN is empty", ".env", "demo")
    assert contents(tmp_path) == []


async def test_a_wrong_token(database: Path) -> None:
    async with LoopbackDiscord() as discord:
        said = await run_on(discord, database, "not-the-right-one")
    assert "does not accept the token" in said
    assert "DISCORD_TOKEN" in said
    assert "not-the-right-one" not in said


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (4004, "DISCORD_TOKEN"),
        (4010, "DISCORD_API_BASE"),
        (4011, "more servers than Discord serves over as few connections"),
        (4012, "Update Casefile"),
        (4013, "does not know the intents"),
        (4014, "refuses the intents"),
    ],
)
async def test_a_gateway_that_closes_for_good_says_what_to_do(database: Path, code: int, words: str) -> None:
    async with LoopbackDiscord(refuse_with=code) as discord:
        said = await run_on(discord, database, discord.token)
    assert words in said


async def test_no_way_to_discord_ends_soon(database: Path) -> None:
    address = f"http://127.0.0.1:{closed_port()}/api/v10"

    async def run() -> Ended:
        return await casefile(
            database.parent, "run", DISCORD_TOKEN="a.b.c", DISCORD_API_BASE=address, DATABASE=str(database)
        )

    ended = await soon(run, 10)
    refused(ended, 6, "can't be reached", "network", "DISCORD_API_BASE")


@pytest.mark.parametrize("command", ["run", "demo", "migrate"])
async def test_every_setting_that_cannot_be_read_is_named(tmp_path: Path, command: str) -> None:
    ended = await casefile(tmp_path, command, LOG_LEVEL="loud", DEMO_PORT="99999", DISCORD_API_BASE="nonsense")
    said = refused(ended, 2, "LOG_LEVEL: ", "DEMO_PORT: ", "DISCORD_API_BASE: ", ".env.example")
    assert "DATABASE:" not in said.replace("DEMO_DATABASE:", "DATABASE:")


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_folder_in_place_of_the_database(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    ended = await casefile(tmp_path, command, DATABASE=str(folder), DISCORD_TOKEN="a.b.c")
    refused(ended, 3, "folder.db", "DATABASE")


async def test_a_file_that_is_not_a_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("Dear diary, today I watched season two again, all of it.\n" * 20)
    before = path.read_bytes()
    refused(await casefile(tmp_path, "migrate", DATABASE=str(path)), 3, "notes.db", "not a database")
    assert path.read_bytes() == before


async def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    sqlite_file(path, "CREATE TABLE diary (entry TEXT)")
    before = path.read_bytes()
    refused(await casefile(tmp_path, "migrate", DATABASE=str(path)), 3, "other.db", "another program", "DATABASE")
    assert path.read_bytes() == before


async def test_a_database_of_a_later_version(database: Path) -> None:
    sqlite_file(
        database,
        "UPDATE alembic_version SET version_num = '9999'",
        "UPDATE oldest_schema SET version = '9998'",
    )
    ended = await casefile(database.parent, "run", DATABASE=str(database), DISCORD_TOKEN="a.b.c")
    refused(ended, 3, database.name, "later version", "9999", "Update Casefile")
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]


@pytest.mark.parametrize(("content", "faults"), [(BROKEN, FAULTS), (DANGLING, REFERENCES)], ids=["form", "reference"])
async def test_a_broken_pack_is_reported_fault_by_fault(tmp_path: Path, content: str, faults: tuple[str, ...]) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    (packs / "show.toml").write_text(content, encoding="utf-8")
    ended = await casefile(tmp_path, "run", PACKS=str(packs), DISCORD_TOKEN="a.b.c")
    said = refused(ended, 4, "show.toml", f"{len(faults)} faults", *faults)
    assert sum(line.startswith("  ") for line in said.splitlines()) == len(faults)


async def test_a_broken_pack_leaves_what_was_loaded_before(database: Path) -> None:
    packs = database.parent / "packs"
    packs.mkdir()
    (packs / "jessica-jones.toml").write_text(BROKEN, encoding="utf-8")
    count = "SELECT count(*), max(number) FROM revision"
    with closing(sqlite3.connect(database)) as connection:
        before = connection.execute(count).fetchone()
        refused(
            await casefile(database.parent, "run", PACKS=str(packs), DATABASE=str(database), DISCORD_TOKEN="a.b.c"), 4
        )
        assert connection.execute(count).fetchone() == before
    assert before[0] > 0


async def test_a_demo_whose_port_is_taken(database: Path) -> None:
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        ended = await casefile(
            database.parent, "demo", "--no-browser", DEMO_PORT=str(port), DEMO_DATABASE=str(database)
        )
    refused(ended, 7, str(port), "in use", "DEMO_PORT")


async def test_a_folder_of_packs_that_is_missing(tmp_path: Path) -> None:
    missing, database = tmp_path / "nowhere", tmp_path / "casefile.db"
    for command in ("run", "demo"):
        ended = await casefile(
            tmp_path, command, PACKS=str(missing), DISCORD_TOKEN="a.b.c",
            DATABASE=str(database), DEMO_DATABASE=str(database),
        )  # fmt: skip
        refused(ended, 2, f"PACKS names {missing}", "not a folder")
    assert contents(tmp_path) == []


async def test_a_folder_of_packs_that_can_t_be_read_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    folder, nobody = tmp_path / "packs", f"http://127.0.0.1:{closed_port()}"
    folder.mkdir(mode=0)
    for command in (("run",), ("packs", "check"), ("doctor",)):
        ended = await locked_out(tmp_path, *command, PACKS=str(folder), DISCORD_TOKEN="a.b.c", DISCORD_API_BASE=nobody)
        assert "Traceback" not in ended.err
        assert ended.code == 2
        assert f"PACKS names {folder}, which can't be read: Permission denied" in ended.out + ended.err


async def test_settings_that_this_user_may_not_read(tmp_path: Path) -> None:
    os.close(os.open(tmp_path / ".env", os.O_CREAT, 0))
    refused(await locked_out(tmp_path, "run"), 2, "The file .env can't be read: Permission denied.")
    ended = await locked_out(tmp_path, "doctor")
    assert (ended.code, ended.err) == (2, "")
    assert "The file .env can't be read: Permission denied." in ended.out


async def test_a_pipe_among_the_packs_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pack.toml")
    ended = await casefile(tmp_path, "packs", "check", PACKS=str(tmp_path))
    assert ended.code == 4
    assert "the file: is a pipe" in ended.err


async def test_a_demo_without_the_packages_that_it_needs(tmp_path: Path) -> None:
    # A module that is None in sys.modules is one that cannot be imported.
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['simcord'] = None\n", encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), str(ROOT)))
    ended = await casefile(tmp_path, "demo", "--no-browser", DEMO_PORT="0", PYTHONPATH=path)
    refused(ended, 2, "The demo needs packages that are not installed", "make run", "DISCORD_TOKEN")
    assert [name for name in contents(tmp_path) if name.endswith(".db")] == []


@pytest.mark.parametrize("token", ["a.b\x07c", "a.b\nc", "a.b c", "a.b\u2026c"])
async def test_a_token_with_characters_that_no_token_has(tmp_path: Path, token: str) -> None:
    ended = await casefile(tmp_path, "run", DISCORD_TOKEN=token)
    said = refused(ended, 2, "DISCORD_TOKEN: ", "copy it again")
    assert token not in said
    assert contents(tmp_path) == []


async def test_two_broken_packs_are_both_reported(tmp_path: Path) -> None:
    packs = tmp_path / "packs"
    packs.mkdir()
    for name, content in (("one", BROKEN), ("two", DANGLING)):
        (packs / f"{name}.toml").write_text(content, encoding="utf-8")
    ended = await casefile(tmp_path, "run", PACKS=str(packs), DISCORD_TOKEN="a.b.c")
    refused(ended, 4, "one.toml", "two.toml", "7 faults", *FAULTS, *REFERENCES)


async def test_two_packs_of_one_show(database: Path) -> None:
    packs = database.parent / "packs"
    packs.mkdir()
    for name in ("jessica-jones", "copy-of-it"):
        shutil.copyfile(PACKS / "jessica-jones.toml", packs / f"{name}.toml")
    ended = await casefile(database.parent, "run", PACKS=str(packs), DATABASE=str(database), DISCORD_TOKEN="a.b.c")
    refused(ended, 4, "copy-of-it.toml", "jessica-jones is the show of jessica-jones.toml too")


async def test_a_database_of_another_program_that_keeps_its_versions_alike(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    sqlite_file(
        path,
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)",
        "INSERT INTO alembic_version VALUES ('0001')",
        "CREATE TABLE diary (entry TEXT)",
    )
    before = path.read_bytes()
    said = refused(
        await casefile(tmp_path, "migrate", DATABASE=str(path)), 3, "other.db", "another program", "DATABASE"
    )
    assert "later version" not in said
    assert path.read_bytes() == before


@pytest.mark.parametrize("command", ["run", "migrate"])
async def test_a_database_that_another_program_is_writing(database: Path, command: str) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = await casefile(database.parent, command, DATABASE=str(database), DISCORD_TOKEN="a.b.c")
        other.execute("ROLLBACK")
    refused(ended, 3, database.name, "is being written by another program")
