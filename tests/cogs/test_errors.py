"""What a person sees when something fails, and what the log says about it."""

import asyncio
import logging
import re
import sqlite3
from pathlib import Path
from typing import Any, cast

import asyncpg
import discord
import pytest
from simcord import InteractionResult

from bot import replies
from bot.answering import Answering
from bot.client import Casefile
from cogs.shared import responding
from tests.cogs.world import World, refused, seen
from tests.engines.raw import connect

OF_ENGINES = (sqlite3.Error, asyncpg.PostgresError)
SORRY = "Something went wrong on our side; nothing was changed."


def damage(database: Path) -> None:
    """Let every answer fail in a way that nobody has foreseen: there is a number too large for 64 bits."""
    with connect(database) as connection:
        connection.execute("ALTER TABLE about RENAME TO sound")
        connection.execute("CREATE VIEW about AS SELECT * FROM sound WHERE abs(-9223372036854775807 - 1) <> layer")


def reference_in(words: str) -> str:
    assert words.startswith(SORRY)
    found = re.search(r"the reference ([A-Z2-9]{6})\.", words)
    assert found is not None
    return found[1]


def logged(caplog: pytest.LogCaptureFixture, reference: str) -> logging.LogRecord:
    (record,) = [entry for entry in caplog.records if reference in entry.getMessage()]
    return record


@pytest.mark.simcord(check_errors=False)
async def test_a_failure_in_a_command_is_answered_once_with_a_reference_that_the_log_has(
    world: World, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damage(database)
    answer = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    assert answer.ephemeral
    record = logged(caplog, reference_in(answer.content))
    assert record.levelno == logging.ERROR
    assert "cast failed" in record.getMessage()
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], OF_ENGINES)


@pytest.mark.simcord(check_errors=False)
async def test_what_failed_is_not_shown_in_the_open(world: World, database: Path) -> None:
    damage(database)
    answer = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    for word in ("overflow", "out of range", "sqlite", "postgres", "bigint"):
        assert word not in answer.content.lower()
    assert world.channel.history(viewer=world.other_fan) == []


@pytest.mark.simcord(check_errors=False)
async def test_an_error_that_a_handler_of_the_command_answered_is_not_answered_again(world: World) -> None:
    bot = world.env.bot
    assert isinstance(bot, Casefile)
    cog = bot.get_cog("AnswersCog")
    assert cog is not None
    (cast,) = [
        command
        for command in cog.walk_app_commands()
        if isinstance(command, discord.app_commands.Command) and command.name == "cast"
    ]

    @cast.error
    async def handled(  # pyright: ignore[reportUnusedFunction]
        _: object, interaction: discord.Interaction, error: discord.app_commands.AppCommandError
    ) -> None:
        await bot.failures.answer(interaction, error)

    result = await world.fan.slash(world.channel, "cast", who="Trish", as_of="foo")
    assert "is not a day that can be read" in seen(result).content
    assert result.followups == []


async def test_two_failures_have_two_references(world: World, database: Path) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    damage(database)
    first = seen(await world.fan.click(card.message, label="Sources"))
    second = seen(await world.fan.click(card.message, label="Sources"))
    assert reference_in(first.content) != reference_in(second.content)


async def test_a_failure_of_a_button_is_answered_too(
    world: World, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked = await world.fan.slash(world.channel, "cast", who="everyone")
    which = await world.fan.slash(world.channel, "cast", who="Walker")
    damage(database)
    results: list[InteractionResult] = [
        await world.fan.click(seen(asked).message, label="Next ›"),
        await world.fan.click(seen(asked).message, label="Sources"),
        await world.fan.select(seen(which).message, [seen(which).options[0].value]),
    ]
    for result in results:
        answer = seen(result)
        assert answer.ephemeral
        assert isinstance((logged(caplog, reference_in(answer.content)).exc_info or (None, None))[1], OF_ENGINES)


@pytest.mark.simcord(check_errors=False)
async def test_completions_that_fail_are_none_and_the_next_ones_work(world: World, database: Path) -> None:
    with connect(database) as connection:
        connection.execute("ALTER TABLE alias RENAME TO gone")
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri") == []
    with connect(database) as connection:
        connection.execute("ALTER TABLE gone RENAME TO alias")
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri") != []


async def test_completions_for_more_than_any_name_are_none(world: World) -> None:
    for command, option in (("cast", "who"), ("director", "of"), ("episode", "episode"), ("news", "about")):
        assert await world.fan.autocomplete(world.channel, command, option, "x" * 300) == []
    assert await world.fan.autocomplete(world.channel, "cast", "show", "x" * 300) == []


async def test_completions_of_a_show_that_is_not_on_record_are_none(world: World) -> None:
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri", show="Nope") == []


@pytest.mark.simcord(check_errors=False)
async def test_an_answer_that_discord_refuses_is_followed_by_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=500)
    answer = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    assert answer.ephemeral
    assert logged(caplog, reference_in(answer.content))


@pytest.mark.simcord(check_errors=False)
async def test_an_interaction_that_can_not_be_answered_at_all_raises_nothing(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=2)
    world.env.inject_error("POST", "/webhooks/*", status=404, code=10015)
    result = await world.fan.slash(world.channel, "cast", who="Trish")
    assert result.response is None
    assert any("did not arrive" in record.getMessage() for record in caplog.records)
    assert all("failed" in str(error) or "10062" in str(error) for error in world.env.errors)
    assert seen(await world.fan.slash(world.channel, "cast", who="Trish")).title == "Rachael Taylor plays Trish Walker"


async def test_a_button_that_can_not_be_answered_raises_nothing(world: World, caplog: pytest.LogCaptureFixture) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    world.env.inject_error("POST", "/interactions/*/callback", status=404, code=10062, times=2)
    world.env.inject_error("POST", "/webhooks/*", status=404, code=10015)
    result = await world.fan.click(card.message, label="Sources")
    assert result.response is None
    assert any("did not arrive" in record.getMessage() for record in caplog.records)


async def test_a_foreseen_refusal_is_not_logged_as_an_error(world: World, caplog: pytest.LogCaptureFixture) -> None:
    refused(world, await world.fan.slash(world.channel, "cast", who="Trish", as_of="foo"))
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


class Expired:
    """An interaction that Discord no longer knows."""

    message = None

    def __init__(self) -> None:
        self.response = self
        self.client = self
        self.answering = Answering()
        self.extras: dict[str, object] = {}

    async def defer(self, **_: object) -> None:
        raise ConnectionResetError


async def test_what_takes_long_is_not_said_to_have_failed_because_discord_did_not_hear_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replies, "IN_TIME", 0)

    async def work() -> str:
        await asyncio.sleep(0.05)
        return "Saved"

    assert await responding.in_time(cast(Any, Expired()), work()) == "Saved"
