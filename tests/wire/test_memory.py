"""The memory that a start takes, measured from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.processor import peak_megabytes
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import BotProcess
from tests.wire.test_stopping_early import STATUS

pytestmark = pytest.mark.skipif(not STATUS.exists(), reason="NOT CHECKED: needs /proc")


async def test_the_first_start_takes_hardly_more_than_a_later_one(discord: LoopbackDiscord, tmp_path: Path) -> None:
    took: list[float] = []
    for start in ("first", "later"):
        env = {"DATABASE": str(tmp_path / "casefile.db")}
        async with BotProcess(discord, tmp_path / "log", env=env, expect_commands=start == "first") as bot:
            took.append(peak_megabytes(bot.pid))
    first, later = took
    assert first <= 1.05 * later
