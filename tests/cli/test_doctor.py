"""`python -m bot doctor`: every kind of fault in words, with what to do; and nothing is changed."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.cli.discord_checkup import COMMANDS
from bot.store.store import open_store
from tests.cli.command import Ended, casefile
from tests.loopback.loopback import LoopbackDiscord
from tests.store.layers import SERVER, revise, season_news

KRYSTEN = "folded = 'krysten ritter'"
WRONG = [
    ("UPDATE head SET kind = 'news' WHERE kind = 'writer'", "newest revision", "filed under another show or kind"),
    ("DELETE FROM head WHERE kind = 'writer'", "newest revision", "no revision is marked as the newest"),
    ("UPDATE revision SET number = NULL WHERE number = 1", "newest revision", "another revision is the newest"),
    ("DELETE FROM about WHERE kind = 'writer'", "facts are about", "it is missing where it should be found"),
    (
        "UPDATE about SET rank = 9 WHERE fact_id = (SELECT MIN(fact_id) FROM about)",
        "facts are about",
        "it is found where it is no longer",
    ),
    (f"DELETE FROM alias WHERE {KRYSTEN}", "Names", "Jessica Jones: the actor “Krysten Ritter”"),
    (f"UPDATE alias SET known_from = '2020-01-01' WHERE {KRYSTEN}", "Names", "the actor “Krysten Ritter”"),
    (f"UPDATE alias SET thing_id = 1 WHERE {KRYSTEN}", "Names", "the actor “Krysten Ritter”"),
    ("DELETE FROM alias WHERE folded = 's02e07'", "Names", "the episode “S02E07"),
    ("UPDATE alias SET shelf = 'nonsense'", "Facts", "Jessica Jones: the facts can't be read"),
    ("UPDATE claim SET counts_from = 'never'", "Facts", "Jessica Jones: the facts can't be read (ValueError"),
    ("DELETE FROM person", "What rows refer to", "refer to missing rows of person"),
    ("DROP INDEX claim_by_source", "Tables, columns and indexes", "it has no index on claim (source_id)"),
    ("DROP TABLE typed", "Tables, columns and indexes", "it has no table typed"),
    ("UPDATE alembic_version SET version_num = '0004'", "The schema", "it has version 0004"),
    ("DROP TABLE alembic_version", "The schema", "it can't be read: no such table: alembic_version"),
]


@contextmanager
def changed(path: Path) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(path)) as connection, connection:
        yield connection


async def doctor(database: Path) -> Ended:
    before = await asyncio.to_thread(database.read_bytes)
    ended = await examined(database)
    assert await asyncio.to_thread(database.read_bytes) == before
    return ended


async def examined(database: Path) -> Ended:
    """Examine it with a Discord in which all is well."""
    async with LoopbackDiscord(check=False) as discord:
        discord.state.sync(None, [{"name": name, "type": 1} for name in COMMANDS])
        ended = await casefile(
            database.parent, "doctor",
            DATABASE=str(database), DISCORD_TOKEN=discord.token, DISCORD_API_BASE=discord.api_base,
        )  # fmt: skip
    assert "Traceback" not in ended.err
    return ended


def section(ended: Ended, about: str) -> str:
    """What was found about one thing."""
    (start,) = [place for place, line in enumerate(ended.out.splitlines()) if about in line and line.endswith(":")]
    lines = ended.out.splitlines()[start + 1 :]
    end = next(place for place, line in enumerate(lines) if "What to do:" in line)
    return "\n".join(lines[: end + 1])


async def test_of_a_sound_database_all_is_well(database: Path) -> None:
    ended = await doctor(database)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.count("nothing is wrong.") == 8 + 3
    assert ended.out.endswith("All is well.\n")


async def test_a_server_that_does_not_answer_is_one_thing_that_is_wrong(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "doctor", DATABASE="postgresql://casefile:secret@127.0.0.1:1/casefile")
    assert "The database" in ended.out
    assert "postgresql://casefile:***@127.0.0.1:1/casefile can't be used" in ended.out
    assert "whether its server runs" in ended.out
    assert "The disk" not in ended.out
    assert (ended.code, "secret" in ended.out + ended.err) == (3, False)


async def test_it_looks_at_what_a_running_bot_has_written_also_through_a_link(database: Path) -> None:
    link = database.with_name("link.db")
    link.symlink_to(database)
    async with open_store(database) as store:
        with changed(database) as other:
            other.execute("DELETE FROM alias WHERE folded = 's02e07'")
        ended = await examined(link)
        assert store.health.outage is None
    assert ended.code == 3
    assert "the episode “S02E07" in ended.out


async def test_it_looks_at_what_a_running_bot_has_written(database: Path) -> None:
    async with open_store(database) as store:
        fact = next(iter((await season_news(store, SERVER)).values()))
        async with store.changing() as gateways:
            await revise(gateways, fact, SERVER, "Another statement")
        assert (await examined(database)).code == 0
        async with store.changing() as gateways:
            await gateways.servers.set_synced_commands(1, "meanwhile")


@pytest.mark.parametrize(("sql", "about", "words"), WRONG)
async def test_each_fault_is_named_with_what_to_do(database: Path, sql: str, about: str, words: str) -> None:
    with changed(database) as connection:
        connection.execute(sql)
    ended = await doctor(database)
    assert ended.code == 3
    found = section(ended, about)
    assert words in found
    assert "What to do: " in found
    assert "All is well" not in ended.out


async def test_an_older_revision_that_is_shown_as_the_newest(database: Path) -> None:
    async with open_store(database) as store:
        fact = next(iter((await season_news(store, SERVER)).values()))
        async with store.changing() as gateways:
            first = await revise(gateways, fact, SERVER, "First")
            await revise(gateways, fact, SERVER, "Second")
    with changed(database) as connection:
        connection.execute("UPDATE head SET revision_id = ? WHERE layer = ?", (first.revision_id, SERVER))
    found = section(await doctor(database), "newest revision")
    assert f"of server {SERVER}: another revision is the newest" in found


async def test_somebody_in_a_servers_fact_who_is_not_found_there(database: Path) -> None:
    async with open_store(database) as store:
        fact = next(fact for fact in (await season_news(store, SERVER)).values() if fact.people)
        async with store.changing() as gateways:
            own = await revise(gateways, fact, SERVER, "Ours")
    with changed(database) as connection:
        connection.execute("INSERT INTO person (id, layer, key, name) VALUES (1, ?, 'x', 'Nobody Known')", (SERVER,))
        connection.execute("UPDATE credit SET person_id = 1 WHERE revision_id = ?", (own.revision_id,))
    assert "Jessica Jones: “Nobody Known”" in section(await doctor(database), "Names")


async def test_a_post_that_will_never_be_sent(database: Path) -> None:
    with changed(database) as connection:
        connection.execute(
            "INSERT INTO announcement (id, guild_id, kind, state, text, title, image_url, link, late, made_by, made_at,"
            " changed_by, changed_at) VALUES (7, 1, 'once', 'active', 'x', '', '', '', 'send', 1, '', 1, '')"
        )
        connection.execute(
            "INSERT INTO delivery (id, announcement_id, guild_id, channel_id, forum, occurrence, due_at, try_at, state)"
            " VALUES (8, 7, 1, 2, 0, 'x', '', '', 'sending')"
        )
    assert "the post 8 of server 1: nothing says when it is tried again" in section(await doctor(database), "Posts:")


async def test_damaged_pages_are_found(database: Path) -> None:
    with changed(database) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claim_by_source'").fetchone()
    content = bytearray(await asyncio.to_thread(database.read_bytes))
    content[(page - 1) * 4096 : page * 4096] = bytes(4096)
    await asyncio.to_thread(database.write_bytes, content)
    ended = await doctor(database)
    assert ended.code == 3
    assert "sqlite3 casefile.db .recover" in section(ended, "The file")


async def test_what_it_prints_is_bounded(database: Path) -> None:
    with changed(database) as connection:
        connection.execute("DELETE FROM alias")
    found = section(await doctor(database), "Names").splitlines()
    assert len(found) == 20 + 2
    assert found[-2].strip() == "and more"


async def test_a_file_that_is_none_or_no_database(tmp_path: Path) -> None:
    ended = await casefile(tmp_path, "doctor", DATABASE="nowhere.db")
    assert (ended.code, ended.err) == (3, "")
    assert "The database nowhere.db can't be used: No such file" in ended.out
    (tmp_path / "notes.txt").write_text("Remember the milk. " * 100)
    ended = await casefile(tmp_path, "doctor", DATABASE="notes.txt")
    assert (ended.code, ended.err) == (3, "")
    assert "file is not a database" in ended.out
