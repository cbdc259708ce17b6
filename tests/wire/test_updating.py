"""What the log says after an update."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot import __version__
from bot.domain.releases import read_change_log
from tests.conftest import ROOT
from tests.loopback.loopback import LoopbackDiscord
from tests.wire.test_casefile import casefile

RELEASES = read_change_log((ROOT / "docs" / "CHANGELOG.md").read_text(encoding="utf-8"))


def ran_before(database: Path, version: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(
            "INSERT INTO installation (id, version, since) VALUES (1, ?, '2026-01-01T00:00:00Z')", (version,)
        )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (None, []),
        (__version__, []),
        (
            "0.0.1",
            [f"New since 0.0.1, with {each.version}: {change}" for each in RELEASES[::-1] for change in each.changes],
        ),
        ("999.0.0", ["The version that ran before was newer: 999.0.0."]),
    ],
)
async def test_the_start_says_what_changed_once(
    discord: LoopbackDiscord, database: Path, before: str | None, said: list[str]
) -> None:
    if before:
        await asyncio.to_thread(ran_before, database, before)
    for lines in (said, []):
        bot = casefile(discord, database, name=f"log{len(lines)}")
        bot.log.unlink(missing_ok=True)
        async with bot:
            about = await discord.slash("about")
        assert f"This is Casefile {__version__}." in bot.output
        found = re.findall(r"bot\.app: ((?:New since|The version that ran).*)", bot.output)
        assert found == lines
        fields = {field["name"]: field["value"] for field in about.embeds[0]["fields"]}
        assert fields["Version"] == __version__
