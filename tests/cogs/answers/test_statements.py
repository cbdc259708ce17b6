"""How many statements an answer takes, and that none of them walks a large table whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.store.address import Address, ServerAddress
from bot.store.postgres.connection import connect
from tests.bench import large
from tests.cogs.answers.asked import ASKED
from tests.engines.databases import Databases, on_engine
from tests.helpers.questions import open_asking
from tests.store.plans import whole_walks
from tests.store.postgres.plans import whole_reads
from tests.store.statements import Recorder, Run

COUNTS: dict[str, dict[str, tuple[int, int]]] = {
    "one show": {
        "near /cast who=Trish": (4, 1),
        "near /cast who=Walker": (12, 5),
        "near /cast who=Kristen Riter": (10, 2),
        "near /cast who=everyone": (4, 1),
        "near /cast who=…": (3, 0),
        "near /cast show=jes…": (1, 1),
        "near /director of=2x07": (5, 2),
        "near /director of=season 2": (7, 3),
        "near /director of=Ann Newcomer": (5, 1),
        "near /director of=sea…": (3, 0),
        "near /episode episode=2x07": (8, 4),
        "near /episode episode=AKA Smile": (7, 3),
        "near /episode episode=…": (3, 0),
        "near /episode episode=pilot": (8, 4),
        "near /writer of=season 2 finale": (7, 3),
        "near /next": (6, 3),
        "new /next": (8, 4),
        "near /season number=2": (6, 2),
        "near /news": (8, 2),
        "near /news about=Krysten Ritter": (6, 2),
        "near /news about=kry…": (3, 0),
        "new /cast who=Trish": (4, 1),
        "new /season number=2": (6, 2),
    },
    "two shows": {
        "near /cast who=Trish": (4, 1),
        "near /cast who=Trish season=2": (4, 1),
        "near /cast who=Trish as_of=2016-12-01": (4, 1),
        "near /cast who=Ines show=Night Ferry": (6, 3),
        "near /cast who=Walker": (12, 5),
        "near /cast who=Walker > Trish Walker": (1, 1),
        "near /cast who=Rachel Tailor": (8, 1),
        "near /cast who=Zorblax": (6, 1),
        "near /cast who=everyone": (4, 1),
        "near /cast who=everyone > Next ›": (2, 1),
        "near /cast who=everyone season=2": (4, 1),
        "near /cast who=Trish > Roles of Rachael Taylor": (1, 1),
        "near /cast who=Trish > Sources": (1, 1),
        "near /cast who=trish… > Trish Walker (character)": (2, 1),
        "near /cast who=…": (3, 0),
        "near /cast who=tri…": (3, 0),
        "near /cast who=krsten…": (6, 0),
        "near /cast show=Night Ferry who=ca…": (4, 2),
        "near /cast show=nig…": (1, 1),
        "near /director of=2x07": (5, 2),
        "near /director of=AKA Smile": (6, 2),
        "near /director of=season 2": (7, 3),
        "near /director of=season 2 > Sources": (3, 3),
        "near /director of=Anna Foerster": (5, 1),
        "near /director of=an…": (3, 0),
        "near /episode episode=2x07": (8, 4),
        "near /episode episode=AKA Smile": (7, 3),
        "near /episode episode=AKA Smile > Sources": (3, 3),
        "near /episode episode=smile…": (3, 0),
        "near /season number=2": (6, 2),
        "near /season number=2 > Sources": (2, 2),
        "near /season number=2 as_of=2017-01-01": (7, 3),
        "near /season number=9": (8, 4),
        "near /news": (8, 2),
        "near /news > Next ›": (2, 2),
        "near /news about=Kilgrave": (6, 2),
        "near /news about=S02E07": (6, 3),
        "near /news season=2": (6, 2),
        "near /news status=denied": (9, 3),
        "near /news about=kil…": (3, 0),
        "far /season number=3": (6, 3),
        "far /news": (4, 1),
        "new /cast who=Trish": (1, 0),
    },
}
"""The statements of each line's last command, completion or press: on a bot that has just started, and again.

With one show, no server has chosen it. With two, `near` and `far` have chosen theirs.
"""

WALKS = {
    "names.show_of_server": ["SEARCH s USING INDEX sqlite_autoindex_show_1 (layer=?)"],  # stops at the second show
}
"""The steps of a statement that walk most of a table."""

READS = {
    "names.show_of_server": ["show by show_key: (layer = 0)"],
}
"""The same on PostgreSQL."""
MANY = large.Size(shows=1_000, credits=10_000, largest_show=2_000, second_season=500)
MORE = """
INSERT INTO episode (id, season_id, layer, number, title)
SELECT ROW_NUMBER() OVER (), id, 0, 1000 + part, 'More' FROM season, generate_series(1, 10) part;
INSERT INTO server (guild_id, changed_at) SELECT part, '' FROM generate_series(1, 10000) part;
ANALYZE;
"""
"""Rows of what the large store has little of."""

_SOMETHING_ELSE = "new /cast show=x…"
_CHANGED_ELSEWHERE = "PRAGMA data_version"
"""Asked now and then, whatever is answered."""


@dataclass(frozen=True, slots=True)
class Bot:
    """Starts on a database of its own each time it is asked."""

    databases_by_name: dict[str, Address]
    databases: Databases
    no_packs: Path
    patching: pytest.MonkeyPatch

    async def runs(self, name: str, lines: Sequence[str], *, of_last: bool) -> list[list[Run]]:
        """What runs for each line in turn, or (`of_last`) for its last command, completion or press."""
        database = self.databases.copy(self.databases_by_name[name])
        found: list[list[Run]] = []
        async with open_asking(database, self.no_packs) as asking:
            await asking.ask(_SOMETHING_ELSE)  # what a start does in the background is done after that
            with self.patching.context() as patched:
                recorder = Recorder()
                recorder.begin(patched)
                if of_last:
                    asking.before.append(recorder.take)
                for line in lines:
                    await asking.ask(line)
                    found.append(recorder.take())
        assert {run.name for runs in found for run in runs if not run.is_in_file} <= {_CHANGED_ELSEWHERE}
        return [[run for run in runs if run.is_in_file] for runs in found]


@pytest.fixture
def bot(
    databases_by_name: dict[str, Address], databases: Databases, no_packs: Path, monkeypatch: pytest.MonkeyPatch
) -> Bot:
    return Bot(databases_by_name, databases, no_packs, monkeypatch)


@pytest.mark.parametrize("name", COUNTS)
async def test_an_answer_takes_few_statements(bot: Bot, name: str) -> None:
    found: dict[str, tuple[int, int]] = {}
    names: dict[str, list[str]] = {}
    for line in COUNTS[name]:
        first, again = await bot.runs(name, [line, line], of_last=True)
        found[line] = len(first), len(again)
        names[line] = [run.name for run in first]
    changed = {line: counts for line, counts in found.items() if counts != COUNTS[name][line]}
    assert changed == {}, "\n".join(f"{line}: {', '.join(names[line])}" for line in changed)


async def all_runs(bot: Bot) -> dict[str, Run]:
    """Each statement of all questions, by its name, as it was last run."""
    ran: dict[str, Run] = {}
    for name, lines in ASKED.items():
        ran |= {run.name: run for runs in await bot.runs(name, lines, of_last=False) for run in runs}
    assert len(ran) > 15
    return ran


@pytest.mark.sqlite
async def test_no_statement_of_an_answer_walks_a_large_table_whole(bot: Bot) -> None:
    ran = await all_runs(bot)
    with closing(sqlite3.connect(bot.databases_by_name["one show"])) as connection:  # type: ignore[arg-type]
        found = {name: whole_walks(connection, run.sql, run.parameters) for name, run in ran.items()}
    assert {name: walks for name, walks in found.items() if walks} == WALKS


@pytest.fixture(scope="module")
def large_database(
    files_by_name: dict[str, Path], databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Address:
    """One of the databases, with many more shows and credits in it."""
    file = tmp_path_factory.mktemp("large") / "casefile.db"
    large.generate(files_by_name["one show"], file, MANY)
    return on_engine(file, databases)


@pytest.mark.postgres
async def test_no_statement_of_an_answer_reads_a_large_table_whole_on_a_server(
    bot: Bot, large_database: ServerAddress
) -> None:
    ran = await all_runs(bot)
    raw = await connect(large_database)
    try:
        await raw.execute(MORE)
        found = {name: await whole_reads(raw, run.sql, run.parameters) for name, run in ran.items()}
    finally:
        await raw.close()
    assert {name: reads for name, reads in found.items() if reads} == READS
