"""Fixtures for the tests that run a bot against the loopback Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.loopback.loopback import LoopbackDiscord


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A loopback Discord that must not have received anything that Discord would refuse.

    Where Discord's own description is absent no body is checked; a test of its own is skipped and says so.
    """
    async with LoopbackDiscord() as served:
        yield served
        assert served.unknown_routes == []
        assert served.gateway.unknown_ops == []
        assert served.schema_faults == []
