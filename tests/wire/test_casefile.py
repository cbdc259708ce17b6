"""Casefile as its own process, on a loopback Discord."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.invite import invite_link
from tests.loopback.answers import Answer
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.openapi import DOCUMENT
from tests.loopback.process import ROOT, BotProcess
from tests.loopback.world import Application, Json
from tests.patience import PATIENCE, TRIES

TRISH = "Rachael Taylor plays Trish Walker"
FAILURE = "Something went wrong"
ONE_SECOND = 1.0
IN_COMMON = pytest.mark.asyncio(loop_scope="module")


def casefile(
    discord: LoopbackDiscord, database: Path, *, log_level: str = "INFO", name: str = "casefile", wait: bool = True
) -> BotProcess:
    """The bot in the database's folder, where it finds no developer's `.env`."""
    env = {
        "DATABASE": str(database),
        "PACKS": str(ROOT / "data"),
        "LOG_LEVEL": log_level,
        "PYTHONPATH": str(ROOT),
    }
    return BotProcess(discord, database.parent / f"{name}.log", env=env, cwd=database.parent, wait=wait)


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that runs for several tests; none changes what the others see."""

    discord: LoopbackDiscord
    database: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    database = tmp_path_factory.mktemp("running") / "casefile.db"
    shutil.copyfile(loaded_database, database)
    async with LoopbackDiscord() as discord, casefile(discord, database):
        yield Running(discord, database)
        assert discord.unknown_routes == []
        assert discord.schema_faults == []


@pytest.fixture
async def bot(discord: LoopbackDiscord, database: Path) -> AsyncIterator[BotProcess]:
    """A bot of the test's own."""
    async with casefile(discord, database) as process:
        yield process


def puts(discord: LoopbackDiscord) -> list[str]:
    return [call.path for call in discord.requests if call.method == "PUT"]


def title(answer: Answer) -> str:
    return answer.embeds[0]["title"]


def button(answer: Answer, label: str) -> str:
    """The custom id of a button by its label."""
    buttons: list[Json] = [item for row in answer.components for item in row["components"]]
    return next(item["custom_id"] for item in buttons if label in item.get("label", ""))


def answers_to_mentions(discord: LoopbackDiscord) -> list[str]:
    """The titles of the cards with which the bot replied."""
    replies = [message for message in discord.messages() if message["author"]["bot"] and "message_reference" in message]
    return [embed["title"] for message in replies for embed in message["embeds"]]


async def answered_soon(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """The answer, which took less than a second at least once: what waits for the database does so each time."""
    slow: list[float] = []
    for _ in range(TRIES):
        answer = await ask()
        if answer.seconds < ONE_SECOND:
            return answer
        slow.append(answer.seconds)
    raise AssertionError(f"no answer took less than {ONE_SECOND} s, but {slow}")


async def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"not so within {seconds} s"
        await asyncio.sleep(0.02)


def check_integrity(database: Path) -> None:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


@contextlib.contextmanager
def held_database(database: Path) -> Generator[None]:
    """Another program in the middle of a write, and one in the middle of a long read."""
    with (
        contextlib.closing(sqlite3.connect(database, isolation_level=None)) as reader,
        contextlib.closing(sqlite3.connect(database, isolation_level=None)) as writer,
    ):
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM fact").fetchone()[0] > 0
        # In WAL the same as BEGIN IMMEDIATE; without WAL it would lock out every reader.
        writer.execute("BEGIN EXCLUSIVE")
        assert writer.execute("UPDATE fact SET id = id").rowcount > 0
        yield
        writer.execute("ROLLBACK")
        reader.execute("ROLLBACK")


async def test_a_first_start_makes_the_database_and_sends_the_commands(
    discord: LoopbackDiscord, tmp_path: Path
) -> None:
    database = tmp_path / "new" / "casefile.db"
    database.parent.mkdir()
    async with casefile(discord, database):
        answer = await discord.slash("cast", {"who": "Trish"})
    assert title(answer) == TRISH
    assert puts(discord) == [f"/applications/{discord.state.application.id}/commands"]
    names = {command["name"] for command in discord.commands()}
    assert {"cast", "director", "episode", "season", "news", "setup", "help", "about", "privacy"} <= names
    # No privileged intent: servers, and messages in them without their content.
    assert [identify["intents"] for identify in discord.identifies] == [1 << 0 | 1 << 9]


@IN_COMMON
async def test_the_invite_link_is_printed_at_the_start(running: Running) -> None:
    printed = running.database.parent / "casefile.log"
    line = f"To add me to a server, open {invite_link(Application.id)}\n"
    await until(lambda: line in printed.read_text(encoding="utf-8"))


@IN_COMMON
async def test_a_card_says_who_how_certain_and_who_said_so(running: Running) -> None:
    discord = running.discord
    answer = await answered_soon(lambda: discord.slash("cast", {"who": "Trish"}))
    card = answer.embeds[0]
    assert card["title"] == TRISH
    where, sure = card["description"].splitlines()
    assert where == "Main cast, seasons 1 to 3"
    assert sure.startswith("✅ **Confirmed** · ")
    assert "International Business Times Australia" in sure
    assert "late 2016" in sure
    assert card["footer"]["text"].startswith("Jessica Jones · as of ")
    assert not answer.ephemeral


@IN_COMMON
async def test_a_completion_means_what_it_shows(running: Running) -> None:
    discord = running.discord
    typed = await discord.autocomplete("cast", "who", "tri")
    chosen = typed.choices[0]
    assert chosen["name"] == "Trish Walker (character)"
    assert chosen["value"] != chosen["name"]
    by_id = await discord.slash("cast", {"who": chosen["value"]})
    by_name = await discord.slash("cast", {"who": "Trish Walker"})
    assert by_id.embeds == by_name.embeds
    assert by_id.components == by_name.components
    assert title(by_id) == TRISH


@IN_COMMON
async def test_sources_are_shown_to_the_member_who_presses(running: Running) -> None:
    discord = running.discord
    answer = await discord.slash("cast", {"who": "Trish"})
    sources = await discord.press(answer, button(answer, "Sources"), member=discord.guilds[0].moderator)
    assert sources.ephemeral
    assert "International Business Times Australia" in str(sources.embeds)
    assert title(answer) == TRISH


@IN_COMMON
async def test_pages_turn_there_and_back_for_the_member_who_asked(running: Running) -> None:
    discord = running.discord
    answer = await discord.slash("cast", {"who": "everyone"})
    first = answer.embeds
    await discord.press(answer, button(answer, "Next"))
    second = answer.embeds
    assert second != first
    refused = await discord.press(answer, button(answer, "Back"), member=discord.guilds[0].moderator)
    assert refused.ephemeral
    assert answer.embeds == second
    await discord.press(answer, button(answer, "Back"))
    assert answer.embeds == first


@IN_COMMON
async def test_a_mention_gets_an_answer_and_other_messages_nothing(running: Running) -> None:
    discord = running.discord
    await discord.say("who plays Trish?")
    await discord.say(f"<@{discord.state.application.id}> who plays Trish?")
    await until(lambda: bool(answers_to_mentions(discord)))
    assert answers_to_mentions(discord) == ["Rachael Taylor plays Trish Walker"]


@pytest.mark.usefixtures("bot")
async def test_a_dropped_connection_is_resumed_and_nothing_is_missed(discord: LoopbackDiscord) -> None:
    before = await discord.slash("cast", {"who": "Trish"})
    await discord.drop_gateway(resumable=True)
    missed = await discord.slash("cast", {"who": "Trish"})
    await discord.wait_ready()
    after = await discord.slash("cast", {"who": "Trish"})
    assert before.embeds == missed.embeds == after.embeds
    assert discord.gateway.resumes == 1
    assert len(discord.identifies) == 1


@pytest.mark.usefixtures("bot")
async def test_a_lost_session_is_replaced_by_a_new_one(discord: LoopbackDiscord) -> None:
    await discord.drop_gateway(resumable=False)
    await discord.wait_ready()
    assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
    assert discord.gateway.resumes == 0
    assert len(discord.identifies) == 2


async def test_buttons_of_an_earlier_process_work_after_a_restart(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database) as process:
        shown = await discord.slash("cast", {"who": "Trish"})
        everyone = await discord.slash("cast", {"who": "everyone"})
        first, earlier = everyone.embeds, process.pid
    async with casefile(discord, database) as process:
        assert process.pid != earlier
        sources = await discord.press(shown, button(shown, "Sources"))
        await discord.press(everyone, button(everyone, "Next"))
    assert "International Business Times Australia" in str(sources.embeds)
    assert everyone.embeds != first


async def test_unchanged_commands_are_sent_once_for_all_starts(discord: LoopbackDiscord, database: Path) -> None:
    for _ in range(2):
        async with casefile(discord, database):
            assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH
    assert len(discord.identifies) == 2
    assert len(puts(discord)) == 1


async def test_a_stopped_bot_ends_well_and_closes_its_database(discord: LoopbackDiscord, database: Path) -> None:
    log = database.with_name("casefile.db-wal")
    async with casefile(discord, database) as process:
        chosen = await discord.slash("setup timezone", {"zone": "Europe/Berlin"}, member=discord.guilds[0].moderator)
        assert "Europe/Berlin" in str(chosen.embeds)
        assert log.exists()
        assert await process.stop() == 0
    assert "Traceback" not in process.output
    assert not log.exists()
    check_integrity(database)


async def test_a_killed_bot_loses_nothing_that_it_confirmed(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database) as process:
        await discord.slash("setup timezone", {"zone": "Europe/Berlin"}, member=discord.guilds[0].moderator)
        assert await process.kill() < 0
        check_integrity(database)
        with contextlib.closing(sqlite3.connect(database)) as connection:
            assert connection.execute("SELECT timezone FROM server").fetchall() == [("Europe/Berlin",)]
        await process.start()
        assert title(await discord.slash("cast", {"who": "Trish"})) == TRISH


async def test_two_bots_started_at_once_share_a_new_database(discord: LoopbackDiscord, tmp_path: Path) -> None:
    database = tmp_path / "casefile.db"
    async with LoopbackDiscord(application=Application(id=1_100_000_000_000_000_101, name="Other")) as other:
        first, second = casefile(discord, database, name="one"), casefile(other, database, name="two")
        try:
            await asyncio.gather(first.start(), second.start())
            answers = [await there.slash("cast", {"who": "Trish"}) for there in (discord, other)]
            await discord.slash("setup timezone", {"zone": "Europe/Berlin"}, member=discord.guilds[0].moderator)
            await other.slash("setup show", {"show": "Jessica Jones"}, member=other.guilds[0].moderator)
        finally:
            ended = await asyncio.gather(first.stop(), second.stop())
        assert [title(answer) for answer in answers] == [TRISH, TRISH]
        assert ended == [0, 0]
        assert other.schema_faults == []
    with contextlib.closing(sqlite3.connect(database)) as connection:
        # Both bots are in a server of the same id: each kept what the other had set.
        rows = connection.execute("SELECT timezone, show_id IS NOT NULL FROM server").fetchall()
    assert rows == [("Europe/Berlin", 1)]
    check_integrity(database)


@IN_COMMON
async def test_answers_wait_for_nobody_who_reads_or_writes_the_database(running: Running) -> None:
    discord = running.discord
    with held_database(running.database):
        answer = await answered_soon(lambda: discord.slash("cast", {"who": "Trish"}))
        typed = await answered_soon(lambda: discord.autocomplete("cast", "who", "tri"))
        sources = await answered_soon(lambda: discord.press(answer, button(answer, "Sources")))
    assert title(answer) == TRISH
    assert typed.choices
    assert "International Business Times Australia" in str(sources.embeds)


async def test_the_log_never_has_the_token(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database, log_level="DEBUG") as process:
        await discord.slash("cast", {"who": "Trish"})
    assert "DEBUG" in process.output
    assert discord.token not in process.output


@IN_COMMON
async def test_every_request_fits_discords_own_description(running: Running) -> None:
    discord = running.discord
    if discord.schema is None:
        pytest.skip(f"NOT CHECKED: {DOCUMENT.name}, Discord's OpenAPI document, is absent, so no request was checked")
    await use_everything(discord)
    seen = {(call.method, call.path.split("/")[1]) for call in discord.requests if call.body is not None}
    assert seen == {("PUT", "applications"), ("POST", "interactions"), ("POST", "channels")}
    assert discord.schema_faults == []
    assert discord.unknown_routes == []


async def use_everything(discord: LoopbackDiscord) -> None:
    """Every command there is, its completions and buttons, a mention, and questions that can't be answered."""
    moderator = discord.guilds[0].moderator
    asked: dict[str, list[Json]] = {
        "cast": [{"who": "everyone"}, {"who": "Taylor", "season": 2, "as_of": "2016-12-01"}, {"who": "nobody at all"}],
        "director": [{"of": "2x07"}, {"of": "season 2", "as_of": "2016-12-31"}, {"of": "SJ Clarkson"}],
        "episode": [{"episode": "S01E01"}, {"episode": "AKA"}],
        "season": [{"number": 2}, {"number": 9}],
        "news": [{}, {"about": "Kilgrave", "season": 2}, {"as_of": "no day"}],
        "setup show": [{"show": "Jessica Jones"}, {"show": "Nothing"}],
        "setup timezone": [{"zone": "Europe/Berlin"}, {"zone": "Mars"}],
        "help": [{}],
        "about": [{}],
        "privacy": [{}],
    }
    assert {path.split()[0] for path in asked} <= {command["name"] for command in discord.commands()}
    for path, questions in asked.items():
        for options in questions:
            answer = await discord.slash(path, options, member=moderator)
            assert FAILURE not in answer.content
            for row in list(answer.components):
                # Turning a page changes the answer and its buttons, so that comes last.
                for item in sorted(row["components"], key=lambda item: item["custom_id"].startswith("turn:")):
                    await use(discord, answer, item)
    for path, option, typed in (
        ("cast", "who", ""),
        ("director", "of", "s"),
        ("episode", "episode", "2"),
        ("news", "about", "k"),
        ("setup show", "show", ""),
        ("setup timezone", "zone", "eu"),
    ):
        assert (await discord.autocomplete(path, option, typed, member=moderator)).choices
    await discord.say(f"<@{discord.state.application.id}> who plays Trish?")
    await until(lambda: bool(answers_to_mentions(discord)))


async def use(discord: LoopbackDiscord, answer: Answer, item: Json) -> None:
    """Press a button or pick the first option of a select."""
    moderator = discord.guilds[0].moderator
    if item.get("disabled"):
        return
    if "options" in item:
        used = await discord.select(answer, item["custom_id"], [item["options"][0]["value"]], member=moderator)
    else:
        used = await discord.press(answer, item["custom_id"], member=moderator)
    assert FAILURE not in used.content


async def test_a_token_that_was_reset_while_the_bot_ran_ends_it_in_words(
    discord: LoopbackDiscord, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with casefile(discord, database) as process:
        monkeypatch.setattr(discord.gateway, "_token", "a-new-one")
        await discord.drop_gateway(resumable=False)
        assert await process.wait_ended() == 5
    assert "Casefile can't continue. Discord does not accept the token." in process.output
    assert "Traceback" not in process.output
    check_integrity(database)
