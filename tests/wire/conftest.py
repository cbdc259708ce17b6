"""Fixtures for the tests that run a bot against the loopback Discord."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator

import pytest_asyncio

from .loopback import LoopbackDiscord


@pytest_asyncio.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    """A loopback Discord that afterwards must have seen nothing that Discord would refuse."""
    async with LoopbackDiscord() as served:
        yield served
        assert served.unknown_routes == []
        assert served.gateway.unknown_ops == []
        assert served.schema_faults == []
        if not served.checks_schema:
            warnings.warn("Discord's OpenAPI document is absent: no body checked", stacklevel=1)
