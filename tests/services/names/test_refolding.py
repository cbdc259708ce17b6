"""Names that an earlier version stored: found by their old keys at once, by all spellings once they are folded anew."""

import asyncio
import gzip
import shutil
import sys
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from bot.domain.answers import CastAnswer
from bot.domain.facts import Kind
from bot.domain.moderation import FactWords
from bot.domain.names import FOLDING
from bot.services.names.finder import Query
from bot.services.servers.doctor import Doctor
from bot.services.shows.loader import PackLoader
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from tests.cli.command import environment
from tests.conftest import LOADED_AT, PACK, ROOT, TODAY
from tests.engines.raw import connect
from tests.helpers.facts import MOD, SERVER_A, SERVER_B, Desk
from tests.helpers.first_names import fold_all, fold_as_before
from tests.helpers.imports import GAZETTE, files
from tests.patience import PATIENCE
from tests.store.statements import statements

pytestmark = pytest.mark.sqlite  # the version that stored them knew only files

PREVIOUS = ROOT / "tests" / "previous_release" / "database.sql.gz"
HEAD = 'format = 1\nshow = { id = "jessica-jones", title = "Jessica Jones" }\n'
IMPORT = (
    HEAD
    + GAZETTE
    + """people = { zo = { name = "Zoë Øster", also = ["كريم الحلو"] } }
characters = { droid = { name = "C-3PO" } }
seasons = [{ number = 4 }]
[[facts]]
id = "s4-droid"
kind = "cast"
season = 4
people = ["zo"]
character = "droid"
claims = [{ source = "gazette", published = 2019-03-02 }]
"""
)
# From the pack, an import, and a server's own facts: how a name was found before, and how it is found now.
EVERYBODY = [
    (SERVER_A, "J.R. Ramirez", ("J.R. Ramirez", "jr ramirez"), ("j r ramirez", "jrramirez")),
    (SERVER_A, "Carrie-Anne Moss", ("carrie anne moss",), ("carrieanne", "carrieannemoss")),
    (SERVER_A, "Zoë Øster", ("zoe oster", "كريم الحلو"), ("Zoe Oester", "کریم الحلو", "zoeoster")),
    (SERVER_A, "C-3PO", ("c 3po", "C-3PO"), ("c3po",)),
    (SERVER_A, "Jürgen Müller", ("Jurgen Muller", "müller"), ("Juergen Mueller", "mueller")),
    (SERVER_A, "Sinéad O'Malley", ("sinead omalley",), ("sinead o malley", "o malley")),
    (SERVER_B, "يحيى العلي", ("يحيى العلي",), ("یحیی العلی", "يحيي العلي")),
    (SERVER_B, "髙橋 一生", ("髙橋 一生",), ("高橋一生", "高橋")),
]


@pytest.fixture(scope="module")
def before(loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a pack, an import and two servers' own facts, as the earlier version left it."""
    path = tmp_path_factory.mktemp("before") / "casefile.db"
    shutil.copyfile(loaded_database, path)

    async def fill() -> None:
        async with open_store(path) as store:
            desk = Desk(store)
            await files(store).take(IMPORT, MOD)
            own = ["Jürgen Müller as Sinéad O'Malley", "Jürgen Müller"]
            await desk.add(Kind.CAST, FactWords(people=own[0], where="season 2", billing="guest"))
            await desk.add(Kind.WRITER, FactWords(people=own[1], where="S02E07"))
            far = replace(MOD, guild=SERVER_B)
            await desk.add(Kind.CAST, FactWords(people="يحيى العلي as 髙橋 一生", where="season 2"), caller=far)

    asyncio.run(fill())
    fold_as_before(path, {"کریم الحلو": "كريم الحلو"})
    return path


@pytest.fixture
def database(before: Path, tmp_path: Path) -> Path:
    path = tmp_path / "casefile.db"
    shutil.copyfile(before, path)
    return path


async def missed(store: Store, new: bool = True) -> list[tuple[str, str]]:
    """Who is not found, and by what: by what was typed before and, if `new`, by what can be typed now."""
    answers = Desk(store).answers
    found: list[tuple[str, str]] = []
    for guild, name, old, added in EVERYBODY:
        for typed in (*old, *(added if new else ())):
            answer = await answers.cast(Query(guild, TODAY, typed))
            if not isinstance(answer, CastAnswer) or answer.who.name != name:
                found.append((name, typed))
    return found


async def faults(store: Store) -> list[str]:
    return [fault async for checked in Doctor(store.reading(), lambda: LOADED_AT).examine() for fault in checked.faults]


def state(database: Path) -> tuple[int, int, int]:
    with closing(connect(database)) as connection:
        return connection.execute("SELECT version, reached, until FROM folding").fetchone()


def names(database: Path) -> set[tuple[object, ...]]:
    with closing(connect(database)) as connection:
        return set(
            connection.execute(
                "SELECT show_id, layer, shelf, thing_id, name, folded, word, known_from, spoils FROM alias"
            )
        )


async def test_old_keys_answer_until_the_names_are_folded_anew_and_afterwards_all_spellings_do(database: Path) -> None:
    async with open_store(database) as store:
        assert await missed(store, new=False) == []
        assert await missed(store) != []
        assert await faults(store) == []
        assert await fold_all(store) > 5
        assert await missed(store) == []
        assert await faults(store) == []
    version, reached, until = state(database)
    assert (version, reached) == (FOLDING, until)


async def test_names_that_are_folded_anew_are_those_that_are_stored_now(database: Path, loaded_database: Path) -> None:
    changed = Path(shutil.copyfile(loaded_database, database.with_name("pack.db")))
    fold_as_before(changed, {})
    async with open_store(changed) as store:
        await fold_all(store)
    # Of names that a pack has beside the one that is shown, only the keys are stored.
    new, old = names(changed), names(loaded_database)
    assert {row for row in old if row[4] == "Carrie-Anne Moss"} >= {row for row in new if row[4] == "Carrie-Anne Moss"}
    assert new <= old


async def test_a_second_run_and_a_start_with_new_names_have_nothing_to_do(database: Path) -> None:
    async with open_store(database) as store:
        await fold_all(store)
        before = names(database)
        assert await fold_all(store) == 1
    assert names(database) == before


@pytest.mark.parametrize("seed", range(3))
async def test_killed_at_any_moment_it_goes_on_where_it_was(database: Path, seed: int) -> None:
    chance, reached = Random(seed), [0]
    for _ in range(4):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.helpers.first_names", str(database), env=environment()
        )
        async with asyncio.timeout(PATIENCE):
            while process.returncode is None and state(database)[1] == reached[-1]:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
        await asyncio.sleep(chance.random() * 0.1)
        if process.returncode is None:
            process.kill()
        await process.wait()
        reached.append(state(database)[1])
        async with open_store(database) as store:
            assert await missed(store, new=False) == []
    assert reached == sorted(reached)
    async with open_store(database) as store:
        await fold_all(store)
        assert await missed(store) == []
        assert await faults(store) == []


async def test_two_that_write_meanwhile_lose_nothing(database: Path, tmp_path: Path) -> None:
    async with open_store(database) as store, open_store(database) as second:
        desk, other = Desk(store), Desk(second, seed=11)
        newer = tmp_path / PACK.name
        newer.write_text(PACK.read_text("utf-8").replace('"J.R. Ramirez"', '"J.R. Ramírez"'), "utf-8")
        far = replace(MOD, guild=SERVER_B)
        ada = (
            HEAD.replace("format", "format")
            + GAZETTE
            + (
                "seasons = [{ number = 2 }]\n"
                'people = { ada = { name = "Ada Brännström" }, zo = { name = "Zoë Øster" } }\n'
                '[[facts]]\nid = "ada"\n'
                'kind = "writer"\nseason = 2\npeople = ["ada", "zo"]\nclaims = [{ source = "gazette" }]\n'
            )
        )
        await asyncio.gather(
            fold_all(store),
            fold_all(second, seed=4),
            PackLoader(desk.kit).load(newer),
            files(second).take(ada, far),
            other.add(Kind.CAST, FactWords(people="Jürgen Müller as D'Arcy", where="season 3")),
        )
        await fold_all(store)
        assert [name for name in await missed(store) if name[0] != "J.R. Ramirez"] == []
        for typed, who in (("d arcy", "D'Arcy"), ("j r ramirez", "J.R. Ramírez")):
            answer = await desk.answers.cast(desk.asked(typed))
            assert isinstance(answer, CastAnswer)
            assert answer.who.name == who
        assert await writers(desk, "Braennstroem", SERVER_B) == ["Ada Brännström"]
        assert await faults(store) == []


async def writers(desk: Desk, typed: str, guild: int) -> Iterable[str]:
    return [
        choice.label.removesuffix(" (writer)") for choice in await desk.completions.person(desk.asked(typed, guild))
    ]


async def test_each_piece_takes_a_hundred_rows(database: Path) -> None:
    with closing(connect(database)) as connection:
        (rows,) = connection.execute("SELECT COUNT(*) FROM alias WHERE shelf <> '0 season'").fetchone()
    async with open_store(database) as store:
        assert await fold_all(store) == -(-rows // 100)


@pytest.mark.parametrize(
    "name", ["folding.names_of", "catalogue_writer.forget_base_aliases_of", "catalogue_writer.base_aliases_of"]
)
def test_the_names_of_a_thing_are_read_and_replaced_without_those_of_its_show(database: Path, name: str) -> None:
    """A show may have very many names, and folding a hundred rows goes through about thirty things."""
    with closing(connect(database)) as connection:
        parameters = {"show": 1, "layer": 0, "thing": 1}
        steps = connection.execute(f"EXPLAIN QUERY PLAN {dict(statements())[name]}", parameters).fetchall()
    assert [step for *_, step in steps] == ["SEARCH alias USING INDEX alias_by_thing (thing_id=?)"]


async def test_the_database_of_the_previous_release_is_folded_anew(tmp_path: Path) -> None:
    path = tmp_path / "casefile.db"
    with closing(connect(path)) as connection:
        connection.executescript(gzip.decompress(PREVIOUS.read_bytes()).decode())
        before = connection.execute("SELECT folded, thing_id, layer FROM alias WHERE word = 0").fetchall()
    migrate(path)
    assert state(path) == (1, 0, 0)
    async with open_store(path) as store:
        assert await fold_all(store) > 1
        assert await faults(store) == []
    with closing(connect(path)) as connection:
        after = set(connection.execute("SELECT folded, thing_id, layer FROM alias WHERE word = 0"))
    assert set(before) <= after


def test_a_new_database_has_nothing_to_fold_anew(tmp_path: Path) -> None:
    migrate(tmp_path / "new.db")
    assert state(tmp_path / "new.db") == (FOLDING, 0, 0)
