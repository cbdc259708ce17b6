"""Feeds are read from this machine."""

import pytest

from bot.web.addresses import MayReach
from tests.cogs.feeds.actions import reach_all


@pytest.fixture
def may_reach() -> MayReach:
    return reach_all
