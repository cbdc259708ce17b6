"""What the store keeps in memory changes no answer, whatever is written, by this process or another."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.facts import Kind
from bot.domain.moderation import FactWords, NewFact
from bot.domain.shards import Present
from bot.errors import UserError
from bot.services.access import Caller
from bot.services.files.importing import Importing
from bot.services.names.finder import Query
from bot.services.servers.choices import Choices
from bot.services.servers.doctor import Doctor
from bot.services.servers.housekeeping import Housekeeping
from bot.services.servers.installation import Privacy
from bot.services.shows.loader import PackLoader
from bot.store.database import open_database
from bot.store.schema import migrate
from bot.store.store import Gateways, Store, open_store, screens_of
from tests.helpers.facts import FAN, MOD, MOD_OF_B, POLYGON, RUMOUR, SERVER_A, SERVER_B, VARIETY, Clock, Desk
from tests.helpers.looptime import LoopTime, moving_looptime

SEEN_AFTER = 1.0
"""Seconds by which another process's change is seen."""
BEGUN_AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
PAST = "2018-03-10"

PACK = """format = 1
[show]
id = "harbour"
title = "The Harbour"
[sources]
tor = { outlet = "tor.com", published = 2018-02-01 }
var = { outlet = "Variety" }
[people]
ann = { name = "Ann Lee" }
bea = { name = "Bea Kay" }
cy = { name = "Cy Moss" }
[characters]
keeper = { name = "The Keeper" }
pilot = { name = "The Pilot" }
[[seasons]]
number = 1
[[seasons]]
number = 2
[[episodes]]
code = "S01E01"
title = "Low Tide"
aired = 2018-03-01
[[episodes]]
code = "S01E02"
[[facts]]
id = "keeper-1"
kind = "cast"
season = 1
people = ["ann"]
character = "keeper"
billing = "main"
claims = [{ source = "tor" }]
[[facts]]
id = "keeper-2"
kind = "cast"
season = 2
people = ["ann"]
character = "keeper"
claims = [{ source = "var" }, { source = "tor", denies = true }]
[[facts]]
id = "pilot"
kind = "cast"
episode = "S01E01"
people = ["bea"]
character = "pilot"
billing = "guest"
claims = [{ source = "var" }]
[[facts]]
id = "first"
kind = "director"
episode = "S01E01"
people = ["bea"]
claims = [{ source = "tor" }]
[[facts]]
id = "second"
kind = "director"
episode = "S01E02"
people = ["bea", "cy"]
claims = [{ source = "var" }]
[[facts]]
id = "return"
kind = "release"
season = 2
released = "early 2019"
claims = [{ source = "tor" }]
[[facts]]
id = "news"
kind = "news"
season = 2
people = ["ann"]
statement = "There is a second season."
claims = [{ source = "tor" }]
"""
CHANGES = (
    ("The Harbour", "Harbour Lights"),
    ("Ann Lee", "Ann Leigh"),
    ("The Keeper", "The Watchman"),
    ('name = "The Pilot"', 'name = "The Pilot", spoils = "S01E02"'),
    ("Low Tide", "High Tide"),
    ("aired = 2018-03-01", "aired = 2018-03-15"),
    ('outlet = "Variety"', 'outlet = "Variety", title = "Scoop"'),
    ('id = "second"\nkind = "director"', 'id = "second"\nkind = "writer"'),
    ('id = "first"', 'id = "premiere"'),
    ('released = "early 2019"', "released = 2019-03-01"),
)
"""What another version of the pack may say instead."""
OTHER_PACK = """format = 1
[show]
id = "lantern"
title = "Lantern"
[sources]
tor = { outlet = "tor.com", published = 2018-02-01 }
[people]
ann = { name = "Ann Lee" }
[[seasons]]
number = 1
[[facts]]
id = "news"
kind = "news"
people = ["ann"]
statement = "It is made."
claims = [{ source = "tor" }]
"""
_GAZETTE = 'sources = { gazette = { outlet = "Gazette", url = "https://gazette.example/a" } }\n'
FILES = (
    'format = 1\nshow = { id = "harbour", title = "The Harbour" }\n'
    + _GAZETTE
    + """people = { dot = { name = "Dot Vale" } }
characters = { captain = { name = "Captain Vale", spoils = "S03E01" } }
seasons = [{ number = 3, episodes = 2 }]
episodes = [{ code = "S03E01", title = "The Ferry" }]
[[facts]]
id = "captain"
kind = "cast"
episode = "S03E01"
people = ["dot"]
character = "captain"
claims = [{ source = "gazette", published = 2018-03-02 }]
[[facts]]
id = "news"
kind = "news"
season = 2
statement = "A second season is certain."
settled_by = "captain"
claims = [{ source = "gazette" }]
""",
    'format = 1\nshow = { id = "tug", title = "Tug" }\n'
    + _GAZETTE
    + """[[facts]]
id = "news"
kind = "news"
statement = "A show of the server's own."
claims = [{ source = "gazette" }]
""",
)


class Forgetful(Store):
    """Reads everything each time."""

    def reading(self) -> Gateways:
        return Gateways(self._database.reader)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody does; `which` chooses among what there is, and goes round."""

    does: str
    process: int
    by: Caller
    which: int
    changes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Ground:
    """Two processes on one database, and one that reads it without a memory."""

    desks: tuple[Desk, Desk]
    plain: Desk
    folder: Path
    time: LoopTime

    async def take(self, step: Step) -> None:
        """Do it, and check the answers then."""
        self.plain.clock.move(minutes=1)
        with suppress(UserError):  # such as that there is nothing to undo
            await DOES[step.does](self, self.desks[step.process], step)
        await self.check(step)

    async def check(self, step: Step) -> None:
        """Check that everybody gets the same answers, who acts at once."""
        expected = await everything(self.plain)
        assert await everything(self.desks[step.process]) == expected
        self.time.move(SEEN_AFTER)
        assert await everything(self.desks[1 - step.process]) == expected

    async def fact(self, step: Step) -> int:
        """The id of a fact of the server's show, retired ones among them. Raises NoShow."""
        guild, show, reading = step.by.guild, await self.show(step), self.plain.store.reading().facts
        found = [*await reading.retired(guild, show, 50)]
        for kind in Kind:
            found += await reading.of_kind(guild, show, kind, 50)
        return sorted(fact.id for fact in found)[step.which % len(found)]

    async def show(self, step: Step) -> int:
        """The server's show. Raises NoShow."""
        return (await self.plain.kit.finder.own_show(step.by.guild)).id


Asked: TypeAlias = Awaitable[object]


async def everything(desk: Desk) -> list[object]:
    """The answers to questions of all kinds, on two servers, today and as of a past day, and completions."""
    asked: list[Asked] = []
    for guild in (SERVER_A, SERVER_B):
        for as_of in (None, PAST):
            asked += _answers(desk, guild, as_of)
        asked += [desk.completions.show(guild, ""), desk.completions.cast(desk.asked("", guild))]
        asked += [desk.completions.director(desk.asked("", guild)), desk.completions.about(desk.asked("a", guild))]
    return [await _said(each) for each in asked]


def _answers(desk: Desk, guild: int, as_of: str | None) -> list[Asked]:
    def query(text: str = "", season: int | None = None) -> Query:
        return Query(guild, desk.clock.today, text, season, None, as_of)

    answers = desk.answers
    return [
        answers.cast(query("ann")), answers.cast(query("keeper")), answers.cast(query("everyone")),
        answers.cast(query("everyone", 1)), answers.director(query("S01E01")), answers.director(query("season 1")),
        answers.director(query("bea kay")), answers.episode(query("low tide")), answers.episode(query("1x02")),
        answers.season(query(season=2)), answers.season(query(season=3)), answers.news(query()),
        answers.news(query("ann")),
    ]  # fmt: skip


async def _said(asking: Asked) -> object:
    try:
        return await asking
    except UserError as error:
        return type(error), str(error)


# What is done


async def edit(ground: Ground, desk: Desk, step: Step) -> None:
    changes: tuple[dict[str, str], ...] = (
        {"statement": f"Words {step.which}."},
        {"where": "season 2"},
        {"where": "S01E02"},
        {"where": "S04E01"},
        {"spoils": "S01E02"},
        {"billing": "recurring"},
        {"people": "Eve Nova"},
    )
    fact = await ground.fact(step)
    preview = await desk.write(fact, step.by, **changes[step.which % len(changes)])
    await desk.editing.save(step.by, preview.proposal.id)


async def claim(ground: Ground, desk: Desk, step: Step) -> None:
    current = await desk.current(await ground.fact(step), step.by.guild)
    words = (VARIETY, POLYGON, RUMOUR)[step.which % 3]
    preview = await desk.editing.write_claim(step.by, current.id, None, words)
    await desk.editing.save(step.by, preview.proposal.id)


async def withdraw(ground: Ground, desk: Desk, step: Step) -> None:
    current = await desk.current(await ground.fact(step), step.by.guild)
    preview = await desk.editing.withdraw_claim(step.by, current.id, 0)
    await desk.editing.save(step.by, preview.proposal.id)


async def retire(ground: Ground, desk: Desk, step: Step) -> None:
    await desk.history.retire(step.by, await ground.fact(step), "Wrong")


async def restore(ground: Ground, desk: Desk, step: Step) -> None:
    await desk.history.restore(step.by, await ground.fact(step))


async def undo(ground: Ground, desk: Desk, step: Step) -> None:
    await desk.history.undo(step.by, await ground.fact(step))


async def add(ground: Ground, desk: Desk, step: Step) -> None:
    kind, words = (
        (Kind.CAST, FactWords(people="Ann Lee as The Stranger", where="season 1", billing="main")),
        (Kind.CAST, FactWords(people="Fay Quill as The Keeper", where="season 3")),
        (Kind.DIRECTOR, FactWords(people="Ann Lee", where="S01E01")),
        (Kind.NEWS, FactWords(statement="Ann Lee is back.", people="Ann Lee", where="season 2")),
    )[step.which % 4]
    draft = await desk.editing.write_new(step.by, NewFact(kind, await ground.show(step)), words)
    preview = await desk.editing.write_claim(step.by, draft.proposal.id, None, POLYGON)
    await desk.editing.save(step.by, preview.proposal.id)


async def suggest(ground: Ground, desk: Desk, step: Step) -> None:
    made = await desk.new_suggestions.in_words(FAN, f"News {step.which}.", "https://example.com/a", "Ann Lee")
    await desk.suggestions.approve(MOD, made.proposal.id)


async def take_import(ground: Ground, desk: Desk, step: Step) -> None:
    importing = Importing(desk.kit)
    preview = await importing.prepare(step.by, "file.toml", FILES[step.which % len(FILES)].encode())
    await ground.check(step)
    if preview.batch is not None:
        await importing.take(step.by, preview.batch)
        if step.which % 3 == 0:
            await ground.check(step)
            desk.clock.move(minutes=1)
            await importing.undo(step.by, preview.batch)


async def load(ground: Ground, desk: Desk, step: Step) -> None:
    text = PACK
    for change in step.changes:
        text = text.replace(*CHANGES[change])
    await _load(desk, ground.folder / "harbour.toml", text)


async def load_other(ground: Ground, desk: Desk, step: Step) -> None:
    await _load(desk, ground.folder / "lantern.toml", OTHER_PACK)


async def _load(desk: Desk, path: Path, text: str) -> None:
    await asyncio.to_thread(path.write_text, text, "utf-8")
    await PackLoader(desk.kit).load(path)


async def choose(ground: Ground, desk: Desk, step: Step) -> None:
    name = ("harbour", "lantern", "tug")[step.which % 3]
    await Choices(desk.kit).choose_show(step.by.guild, name, desk.clock.today)


async def said_to_be_gone(_: int) -> bool:
    return True


async def leave(ground: Ground, desk: Desk, step: Step) -> None:
    housekeeping = Housekeeping(desk.kit, 30)
    await housekeeping.left(step.by.guild)
    if step.which % 2 == 0:
        desk.clock.move(days=31)
        await housekeeping.forget_left(lambda: Present(ready=(0,)), said_to_be_gone)
        await housekeeping.clean()
    elif step.which % 3 == 0:
        await housekeeping.joined(step.by.guild)


async def forget_member(ground: Ground, desk: Desk, step: Step) -> None:
    await Privacy(desk.kit).forget(step.by.user)


DOES: dict[str, Callable[[Ground, Desk, Step], Awaitable[None]]] = {
    "edit": edit, "claim": claim, "withdraw": withdraw, "retire": retire, "restore": restore, "undo": undo,
    "add": add, "suggest": suggest, "import": take_import, "load": load, "load another": load_other,
    "choose": choose, "leave": leave, "forget": forget_member,
}  # fmt: skip
STEPS = st.lists(
    st.builds(
        Step,
        does=st.sampled_from((*DOES, "edit", "edit", "undo", "load", "load", "import", "choose")),
        process=st.integers(0, 1),
        by=st.sampled_from((MOD, MOD_OF_B)),
        which=st.integers(0, 20),
        changes=st.frozensets(st.integers(0, len(CHANGES) - 1), max_size=4),
    ),
    min_size=3,
    max_size=9,
)
CHOOSING = (
    Step("load another", 0, MOD, 0, frozenset()),
    Step("choose", 0, MOD, 0, frozenset()),
    Step("choose", 1, MOD_OF_B, 1, frozenset()),
)
"""With two shows, a server has one once it has chosen."""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the pack."""
    folder = tmp_path_factory.mktemp("harbour")
    path, clock = folder / "casefile.db", Clock()
    clock.now = BEGUN_AT

    async def fill() -> None:
        async with open_store(path, clock) as store:
            await _load(Desk(store, clock, seed=1), folder / "harbour.toml", PACK)

    migrate(path)
    asyncio.run(fill())
    return path


@settings(max_examples=20, report_multiple_bugs=False)
@given(st.sampled_from(((), CHOOSING)), STEPS)
@example((), (Step("load", 0, MOD, 0, frozenset({1})), Step("load another", 0, MOD, 0, frozenset())))
def test_answers_are_the_same_without_the_memory(harbour: Path, first: Sequence[Step], steps: Sequence[Step]) -> None:
    async def act(folder: Path) -> None:
        path, clock = folder / "casefile.db", Clock()
        clock.now = BEGUN_AT
        shutil.copyfile(harbour, path)
        with moving_looptime() as time:
            async with open_store(path, clock) as one, open_store(path, clock) as two, open_database(path) as third:
                threads = ThreadPoolExecutor(1)
                plain = Forgetful(third, screens_of(path, third, threads, threads), None)
                ground = Ground((Desk(one, clock, seed=2), Desk(two, clock, seed=3)), Desk(plain, clock), folder, time)
                for desk in (*ground.desks, ground.plain):
                    await everything(desk)
                for step in (*first, *steps):
                    await ground.take(step)
                async for checked in Doctor(plain.reading(), clock).examine():
                    assert checked.faults == ()

    with TemporaryDirectory() as folder:
        asyncio.run(act(Path(folder)))
