"""The bot on a virtual Discord, on the test's own database."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from simcord import Env

from bot.app import open_app
from bot.client import Casefile
from bot.web.addresses import MayReach, is_public
from tests.cogs.feeds.actions import Site, open_site
from tests.cogs.world import World, build
from tests.conftest import PACKS


@pytest.fixture
def packs() -> Path:
    """The folder of packs that the bot starts with; a module may take another."""
    return PACKS


@pytest.fixture
def may_reach() -> MayReach:
    """The addresses that feeds may be read from; a module may allow those of this machine."""
    return is_public


@pytest.fixture
async def simcord_bot(database: Path, packs: Path, may_reach: MayReach) -> AsyncGenerator[Casefile]:
    """The bot as it is put together for a host, but that it sends its commands at each start."""
    async with open_app(database, packs, always_sync=True, may_reach=may_reach) as client:
        yield client


@pytest.fixture
async def site() -> AsyncGenerator[Site]:
    """A site with a feed, on this machine."""
    async with open_site() as opened:
        yield opened


@pytest.fixture
def world(simcord_env: Env) -> World:
    """Two servers on the virtual Discord, where the clock begins on 1 January 2026."""
    return build(simcord_env)
