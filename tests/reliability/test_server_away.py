"""A bot that starts while the database's server is away, or loses it then: it waits, and each post arrives once."""

from __future__ import annotations

import asyncio
from collections.abc import Generator
from pathlib import Path

import pytest

from bot import app
from bot.errors import DatabaseUnreachable
from bot.settings import Settings
from bot.store.address import ServerAddress
from tests.engines.databases import OnServer, on_server
from tests.patience import PATIENCE
from tests.reliability.ground import SERVER, ground, guilds_with, now, until

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def fragile() -> Generator[OnServer]:
    """A server that may be killed."""
    with on_server(durable=True) as made:
        yield made


async def test_a_bot_that_starts_without_the_server_waits_for_it(fragile: OnServer, tmp_path: Path) -> None:
    SERVER.set(fragile)
    async with ground(tmp_path, guilds_with(4, 1)) as there:
        there.post_in([channel.id for channel in there.channels], now())
        bot = there.bot()
        await asyncio.to_thread(fragile.server.kill)
        async with there.running(bot, ready=False):
            try:
                await until(lambda: "The start is tried again" in bot.output, PATIENCE, "that the bot waits")
            finally:
                await asyncio.to_thread(fragile.server.start)
            await until(there.nothing_open, PATIENCE, "that everything was sent")
        assert there.faults() == []
        assert bot.returncode == 0


async def test_a_server_that_goes_while_the_bot_starts_is_waited_for(fragile: OnServer, tmp_path: Path) -> None:
    SERVER.set(fragile)
    async with ground(tmp_path, guilds_with(4, 1)) as there:
        there.post_in([channel.id for channel in there.channels], now())
        bot = there.bot()
        async with there.running(bot, ready=False):
            # By then it has read its packs, and has neither its commands nor its loops.
            await until(lambda: "This is Casefile" in bot.output, PATIENCE, "that the database was open", every=0.001)
            await asyncio.to_thread(fragile.server.kill)
            await asyncio.sleep(3)
            await asyncio.to_thread(fragile.server.start)
            there.pass_time(35)
            await until(there.nothing_open, PATIENCE, "that everything was sent")
        assert there.faults() == []
        assert bot.returncode == 0


async def test_the_wait_ends_and_a_supervisor_may_start_it_again(fragile: OnServer, tmp_path: Path) -> None:
    missing = fragile.server.address("casefile").url.replace("casefile-pg-", "casefile-nowhere-")
    settings = Settings(database=ServerAddress(missing), packs=tmp_path)
    with pytest.raises(DatabaseUnreachable, match="can't be used") as caught:
        await app.run(settings, patience=0)
    assert caught.value.exit_code == 9
