"""A server whose moderators have imported a season with 20,000 roles, and some news."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
from pathlib import Path

from bot.services.access import Caller
from bot.store.store import open_store
from tests.bench.large import Names
from tests.helpers.imports import files
from tests.loopback.world import Guild

SEASON = 4
_NEWS = 20
"""To so many roles there is a piece of news."""


def generate(shipped: Path, target: Path, roles: int) -> None:
    """Write the store: a copy of the shipped one in which the first sample guild has imported so many roles."""
    shutil.copyfile(shipped, target)
    asyncio.run(_import(target, roles))


async def _import(database: Path, roles: int) -> None:
    guild = Guild.sample(1)
    caller = Caller(guild.id, guild.moderator.id, manages=True)
    async with open_store(database) as store:
        made = files(store)
        for content in (_pack(_roles(roles), roles), _pack(_news(roles // _NEWS), 0)):
            await made.take(json.dumps(content, indent=0), caller, "file.json")


def _pack(facts: list[dict[str, object]], roles: int) -> dict[str, object]:
    names = Names(11)
    return {
        "format": 1,
        "show": {"id": "jessica-jones", "title": "Jessica Jones"},
        "sources": {"gazette": {"outlet": "Harbour Gazette"}},
        "people": {f"p{number}": {"name": names.full()} for number in range(roles)},
        "characters": {f"c{number}": {"name": names.full()} for number in range(roles)},
        "seasons": [{"number": SEASON}],
        "facts": facts,
    }


def _roles(count: int) -> list[dict[str, object]]:
    billings = random.Random(12).choices(("main", "recurring", "guest"), k=count)
    return [
        {
            "id": f"s4-role-{number}", "kind": "cast", "season": SEASON, "people": [f"p{number}"],
            "character": f"c{number}", "billing": billings[number], "claims": [_claim()],
        }
        for number in range(count)
    ]  # fmt: skip


def _news(count: int) -> list[dict[str, object]]:
    names = Names(13)
    return [
        {
            "id": f"s4-news-{number}", "kind": "news", "season": SEASON,
            "statement": f"{names.full()} visits {names.word()}.", "claims": [_claim()],
        }
        for number in range(count)
    ]  # fmt: skip


def _claim() -> dict[str, object]:
    return {"source": "gazette", "published": "2020-03-02"}
