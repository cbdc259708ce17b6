"""Something else than Discord answers the bot's process; and Discord refuses its token."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback.calls import Reply
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.loopback.strangers import UNAUTHORIZED, empty, others, page, said
from tests.wire.test_casefile import casefile, check_integrity

REFUSED, UNREACHABLE = 5, 6


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (page(401), UNREACHABLE),
        (empty(401), UNREACHABLE),
        (others(401, {"message": "Log in first", "code": 0}), UNREACHABLE),
        (page(404), UNREACHABLE),
        (page(200), UNREACHABLE),
        (said(0, status=403), UNREACHABLE),
        (said(40333), UNREACHABLE),
        (UNAUTHORIZED, REFUSED),
        (said(40001), REFUSED),
    ],
)
async def test_only_discord_can_refuse_the_token_at_the_start(
    discord: LoopbackDiscord, database: Path, reply: Reply, code: int
) -> None:
    discord.refuse("GET", "/users/@me", reply=reply)
    process = casefile(discord, database, wait=False)
    assert await started_and_ended(process) == code
    assert ("does not accept the token" in process.output) is (code == REFUSED)
    assert "Traceback" not in process.output


@pytest.mark.parametrize(("reply", "code"), [(page(404), UNREACHABLE), (said(50035), REFUSED)])
async def test_commands_that_discord_refuses_are_no_trouble_on_the_way(
    discord: LoopbackDiscord, database: Path, reply: Reply, code: int
) -> None:
    discord.refuse("PUT", "/commands", reply=reply)
    process = casefile(discord, database, wait=False)
    assert await started_and_ended(process) == code
    assert "Traceback" not in process.output


async def test_a_token_that_is_refused_while_the_bot_runs_ends_it_in_words(
    discord: LoopbackDiscord, database: Path
) -> None:
    """Whatever it sends with the token, here the answer to a mention."""
    async with casefile(discord, database) as process:
        discord.refuse("POST", "/messages", reply=UNAUTHORIZED)
        await discord.say(f"<@{discord.state.application.id}>")
        assert await process.wait_ended() == REFUSED
    assert "Casefile can't continue. Discord does not accept the token." in process.output
    assert "Traceback" not in process.output
    check_integrity(database)


async def started_and_ended(process: BotProcess) -> int:
    """The exit code of a process that can't start."""
    await process.start()
    try:
        return await process.wait_ended()
    finally:
        await process.stop()
