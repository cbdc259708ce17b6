"""Asking questions in words of three shows, each of which a server has chosen, and comparing what comes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from bot.domain.ids import Ids
from bot.errors import UserError
from bot.services.answers.answers import Answers
from bot.services.answers.in_words import InWords
from bot.services.kit import Kit
from bot.services.shows.loader import PackLoader
from bot.store.schema import migrate
from bot.store.store import open_store
from tests.conftest import PACK, PACKS
from tests.questions.readings import REFUSED, Made, is_made_up, is_right, made_of

HERE = Path(__file__).parent
TUNED, ONCE = HERE / "tuned.json", HERE / "once.json"
"""Questions that the vocabulary was made with, and others that nothing was ever fitted to."""

ASKED_AT = datetime(2026, 11, 29, 12, tzinfo=UTC)
_PACKS = {
    "jessica-jones": PACK,
    "night-ferry": PACKS / "examples" / "night-ferry.toml",
    "kestrel-hollow": HERE / "imported.toml",
}
_TITLES = {"jessica-jones": "jessica jones", "night-ferry": "night ferry", "kestrel-hollow": "kestrel hollow"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, how it should be understood (any of several ways), and what it should say to yes or no."""

    show: str
    kind: str
    asked: str
    wanted: tuple[str, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, and what was made of it."""

    entry: Entry
    made: Made

    @property
    def is_right(self) -> bool:
        """Whether it was understood as it should be."""
        return is_right(self.made, self.entry.wanted, self.entry.says)

    @property
    def is_made_up(self) -> bool:
        """Whether it was answered with something else."""
        return is_made_up(self.made, self.entry.wanted)


@dataclass(frozen=True, slots=True)
class Figures:
    """How many of some questions were right, wrong, and made up; what is made up is wrong too."""

    right: int
    wrong: int
    made_up: int

    @property
    def share(self) -> float:
        """Per cent that were right."""
        return 100 * self.right / max(1, self.right + self.wrong)

    @property
    def is_enough(self) -> bool:
        """Whether at least 95 per cent were right, and nothing was made up."""
        return self.share >= 95 and not self.made_up


def entries(path: Path) -> list[Entry]:
    """The questions of a file."""
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return [
        Entry(
            each["show"],
            each["kind"],
            each["asked"],
            _several(each["reading"]),
            each.get("says", ""),
        )
        for each in found
    ]


def _several(reading: str | list[str]) -> tuple[str, ...]:
    return (reading,) if isinstance(reading, str) else tuple(reading)


async def ask_all(work: Path, questions: Sequence[Entry]) -> list[Outcome]:
    """Ask all questions, on a new database in the folder `work`."""
    async with _open(work / "casefile.db") as (in_words, guilds):
        return [Outcome(each, await _ask(in_words, guilds[each.show], each.asked)) for each in questions]


async def _ask(in_words: InWords, guild: int, text: str) -> Made:
    try:
        return made_of(await in_words.ask(guild, text, ASKED_AT.date()))
    except UserError:
        return Made((REFUSED,))


@asynccontextmanager
async def _open(path: Path) -> AsyncGenerator[tuple[InWords, dict[str, int]]]:
    """Open a database with the shows, and the server of each."""
    migrate(path)
    async with open_store(path, lambda: ASKED_AT) as store:
        kit = Kit(store, Ids(lambda: ASKED_AT, Random(1)), lambda: ASKED_AT)
        guilds: dict[str, int] = {}
        for guild, (show, pack) in enumerate(_PACKS.items(), start=1):
            await PackLoader(kit).load(pack)
            [(found, _, _)] = await store.reading().names.shows_beginning(0, _TITLES[show], 5)
            async with store.writing() as gateways:
                await gateways.servers.set_show(guild, found.id, ASKED_AT)
            guilds[show] = guild
        yield InWords(kit, Answers(kit)), guilds


def figures(outcomes: Iterable[Outcome]) -> Figures:
    """Count outcomes."""
    counted = Counter((outcome.is_right, outcome.is_made_up) for outcome in outcomes)
    right = sum(number for (is_right, _), number in counted.items() if is_right)
    return Figures(right, counted.total() - right, sum(n for (_, is_made_up), n in counted.items() if is_made_up))
