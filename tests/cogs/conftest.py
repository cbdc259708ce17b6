"""The bot on a virtual Discord, on the test's own database."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from simcord import Env

from bot.app import open_app
from bot.client import Casefile
from tests.cogs.world import World, build
from tests.conftest import PACKS


@pytest.fixture
def packs() -> Path:
    """The folder of packs that the bot starts with; a module may take another."""
    return PACKS


@pytest.fixture
async def simcord_bot(database: Path, packs: Path) -> AsyncGenerator[Casefile]:
    """The bot as it is put together for a host, but that it sends its commands at each start."""
    async with open_app(database, packs, always_sync=True) as client:
        yield client


@pytest.fixture
def world(simcord_env: Env) -> World:
    """Two servers on the virtual Discord, where the clock begins on 1 January 2026."""
    return build(simcord_env)
