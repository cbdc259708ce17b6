"""What is only proposed is in no answer; what takes effect is copied whole; older databases lose nothing."""

import inspect
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind
from bot.domain.questions import Thing, What
from bot.domain.revisions import ChangeKind, Handled, Made, ProposalState
from bot.store import schema
from bot.store.gateways.facts import FactGateway, NewsFilter
from bot.store.gateways.proposals import Typed
from bot.store.gateways.revisions import BASE, Scopes
from bot.store.schema import migrate
from bot.store.store import Gateways, Store, open_store
from tests.conftest import TODAY
from tests.engines.raw import connect
from tests.store.layers import MADE_AT, OTHER_SERVER, SERVER, revise, show_id

pytestmark = pytest.mark.sqlite  # they make rows with what only SQLite's SQL has, or copy files

FIRST_ID = 2**61
MIGRATIONS = Path(schema.__file__).parent / "migrations"
MADE = Made(ChangeKind.EDIT, MADE_AT, by=OTHER_SERVER, reason="A test")


async def base_facts(store: Store) -> dict[int, Fact]:
    return await store.reading().revisions.base_facts(await show_id(store))


async def scopes(gateways: Gateways, fact: Fact) -> Scopes:
    spoils = await gateways.catalogue.episode(BASE, fact.show.id, fact.spoils) if fact.spoils else None
    return Scopes(await gateways.catalogue.season_ids(fact.show.id), spoils.episode.id if spoils else None)


def asking(facts: FactGateway, show: int, some: Fact) -> dict[str, list[Callable[[int], Awaitable[object]]]]:
    """Every question that can be asked of the facts of a show, by the gateway's method that answers it."""
    assert some.character is not None
    person, character = some.people[0].id, some.character.id
    things = [Thing(What.PERSON, person), Thing(What.CHARACTER, character), Thing(What.SEASON, 2), EpisodeCode(2, 7)]
    window = {"most": 1000, "skip": 0}
    narrowed = [NewsFilter(), NewsFilter(person), NewsFilter(character), NewsFilter(season=2)]
    return {
        "cast_of_character": [lambda guild: facts.cast_of_character(guild, character)],
        "cast_named": [
            lambda guild, key=key: facts.cast_named(guild, show, key, TODAY, lambda found: found[0], 100)
            for key in ("trish walker", "rachael taylor")
        ],
        "credits_of_person": [
            lambda guild, kind=kind: facts.credits_of_person(guild, show, person, kind) for kind in Kind
        ],
        "work_of_person": [lambda guild: facts.work_of_person(guild, show, person)],
        "cast_of_show": [lambda guild: facts.cast_of_show(guild, show, TODAY, **window)],
        "cast_of_season": [lambda guild: facts.cast_of_season(guild, show, 2, TODAY, **window)],
        "cast_of_no_season": [lambda guild: facts.cast_of_no_season(guild, show)],
        "credits_of_season": [lambda guild, kind=kind: facts.credits_of_season(guild, show, 2, kind) for kind in Kind],
        "about_later_seasons": [lambda guild: facts.about_later_seasons(guild, show, 1, TODAY, 1000)],
        "renewals": [lambda guild: facts.renewals(guild, show)],
        "overview_of_season": [lambda guild: facts.overview_of_season(guild, show, 2, TODAY, 25)],
        "releases_from": [lambda guild: facts.releases_from(guild, show, 2)],
        "of_episode": [lambda guild: facts.of_episode(guild, show, EpisodeCode(2, 7))],
        "news": [lambda guild, about=about: facts.news(guild, show, TODAY, about, 1000) for about in narrowed],
        "by_id": [lambda guild: facts.by_id(guild, (some.id, FIRST_ID))],
        "about": [lambda guild, thing=thing: facts.about(guild, show, thing, 1000) for thing in things],
        "of_kind": [lambda guild, kind=kind: facts.of_kind(guild, show, kind, 1000) for kind in Kind],
        "of_kind_about": [
            lambda guild, thing=thing, kind=kind: facts.of_kind_about(guild, show, thing, kind, 1000)
            for thing in (Thing(What.SEASON, 2), EpisodeCode(2, 7))
            for kind in Kind
        ],
        "in_words": [lambda guild, kind=kind: facts.in_words(guild, show, kind, 1000) for kind in Kind],
        "retired": [lambda guild: facts.retired(guild, show, 1000)],
        "stale": [lambda guild: facts.stale(guild, show, MADE_AT + timedelta(days=366), most=1000)],
        "behind_base": [lambda guild: facts.behind_base(guild, 1000)],
    }


async def trish(store: Store) -> Fact:
    heads = await store.reading().revisions.base_heads(await show_id(store))
    return (await base_facts(store))[heads["s2-trish-walker"].fact]


async def all_answers(store: Store) -> dict[tuple[str, int, int], object]:
    """What every query gives in two servers and in the base."""
    questions = asking(store.reading().facts, await show_id(store), await trish(store))
    return {
        (name, number, guild): await ask(guild)
        for name, asked in questions.items()
        for number, ask in enumerate(asked)
        for guild in (BASE, SERVER, OTHER_SERVER)
    }


async def propose_over_everything(store: Store) -> None:
    """For each of the base's facts a proposal with other words, and a new fact of each kind that says the same."""
    some = await trish(store)
    async with store.writing() as gateways:
        new_id = FIRST_ID
        for fact in (await base_facts(store)).values():
            new_id += 1
            words = replace(fact, revision_id=new_id, statement="Proposed", people=some.people)
            await gateways.revisions.propose(words, SERVER, MADE, await scopes(gateways, fact), over=fact.revision_id)
        for kind in Kind:
            new_id += 2
            fact = replace(some, id=new_id - 1, revision_id=new_id, kind=kind, statement="New")
            await gateways.revisions.add_fact(fact.id, fact.show.id, SERVER, f"f-{new_id}", kind)
            await gateways.revisions.propose(fact, SERVER, MADE, await scopes(gateways, fact))
            await gateways.proposals.add(new_id, SERVER, ProposalState.OPEN, suggested=True)


async def test_every_query_of_facts_is_asked(store: Store) -> None:
    queries = {name for name, _ in inspect.getmembers(FactGateway, inspect.isfunction) if not name.startswith("_")}
    assert set(asking(store.reading().facts, await show_id(store), await trish(store))) == queries


async def test_what_is_only_proposed_is_in_no_answer_at_all(store: Store) -> None:
    before = await all_answers(store)
    empty = {name for (name, _, guild), found in before.items() if guild == SERVER and found}
    assert {name for name, _, _ in before} - empty == {"retired", "cast_of_no_season", "behind_base"}
    await propose_over_everything(store)
    assert await all_answers(store) == before


async def test_what_is_only_proposed_is_in_no_history_and_puts_nothing_behind_the_base(store: Store) -> None:
    some = await trish(store)
    await propose_over_everything(store)
    gateways = store.reading()
    assert [revision.own for revision in await gateways.revisions.history(SERVER, some.id, most=10)] == [False]
    assert await gateways.revisions.own(SERVER, some.id, 10) == ()
    current = await gateways.revisions.current(SERVER, some.id)
    assert current is not None
    assert current.fact == some
    assert await gateways.facts.behind_base(SERVER, 10) == ()


async def test_a_proposal_takes_no_number_from_what_is_current(store: Store) -> None:
    some = await trish(store)
    await propose_over_everything(store)
    async with store.writing() as gateways:
        await revise(gateways, some, SERVER, "First")
        await revise(gateways, some, SERVER, "Second")
    own = await store.reading().revisions.own(SERVER, some.id, 10)
    assert [revision.number for revision in own] == [2, 1]


# Copies


def parts(database: Path, revision: int) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is stored of what a revision says, without its own id."""
    connection = connect(database)
    connection.row_factory = sqlite3.Row
    try:
        found: dict[str, list[tuple[object, ...]]] = {}
        for table in ("credit", "scope", "claim"):
            rows = connection.execute(f"SELECT * FROM {table} WHERE revision_id = ? ORDER BY position", [revision])
            found[table] = [tuple(row[key] for key in row.keys() if key != "revision_id") for row in rows]  # noqa: SIM118
        [row] = connection.execute("SELECT * FROM revision WHERE id = ?", [revision]).fetchall()
        about = (
            "id", "layer", "number", "change", "made_at", "made_by", "reason", "base_revision_id", "retired",
            "follows", "batch_id",
        )  # fmt: skip
        found["revision"] = [tuple(row[key] for key in row.keys() if key not in about)]  # noqa: SIM118
        return found
    finally:
        connection.close()


async def test_a_copy_says_exactly_what_its_source_says(store: Store, database: Path) -> None:
    facts = list((await base_facts(store)).values())
    pairs: list[tuple[Fact, int]] = []
    async with store.writing() as gateways:
        for new_id, fact in enumerate(facts, start=FIRST_ID):
            source = await gateways.revisions.get(SERVER, fact.revision_id)
            assert source is not None
            await gateways.revisions.copy(source, new_id, SERVER, MADE, over=fact.revision_id)
            pairs.append((fact, new_id))
    for fact, new_id in pairs:
        assert parts(database, new_id) == parts(database, fact.revision_id)
    gateways = store.reading()
    seen = {
        fact.id: fact for kind in Kind for fact in await gateways.facts.of_kind(SERVER, facts[0].show.id, kind, 1000)
    }
    assert {fact.id: replace(fact, revision_id=0) for fact in seen.values()} == {
        fact.id: replace(fact, revision_id=0) for fact in facts
    }
    assert {fact.id: fact.revision_id for fact in seen.values()} == {fact.id: new_id for fact, new_id in pairs}


async def test_a_copy_says_who_made_it_when_why_and_over_what(store: Store) -> None:
    some = await trish(store)
    async with store.writing() as gateways:
        source = await gateways.revisions.get(SERVER, some.revision_id)
        assert source is not None
        await gateways.revisions.copy(source, FIRST_ID, SERVER, MADE, retired=True, over=some.revision_id)
    made = await store.reading().revisions.current(SERVER, some.id)
    assert made is not None
    assert (made.made, made.number, made.own, made.retired, made.over) == (MADE, 1, True, True, some.revision_id)


async def test_a_copy_that_follows_leaves_the_base_to_be_seen(store: Store) -> None:
    some = await trish(store)
    async with store.writing() as gateways:
        await revise(gateways, some, SERVER, "Ours")
        source = await gateways.revisions.base(some.id)
        assert source is not None
        await gateways.revisions.copy(source, FIRST_ID, SERVER, MADE, over=source.id, follows=True)
    assert await store.reading().revisions.current(SERVER, some.id) == source
    follows = await store.reading().revisions.get(SERVER, FIRST_ID)
    assert follows is not None
    assert (follows.follows, follows.number) == (True, 2)


async def test_a_copy_is_on_the_news_from_the_same_day(store: Store) -> None:
    before = await store.reading().facts.news(SERVER, await show_id(store), TODAY, NewsFilter(), 1000)
    async with store.writing() as gateways:
        for new_id, fact in enumerate(before, start=FIRST_ID):
            source = await gateways.revisions.get(SERVER, fact.revision_id)
            assert source is not None
            await gateways.revisions.copy(source, new_id, SERVER, MADE, over=fact.revision_id)
    after = await store.reading().facts.news(SERVER, await show_id(store), TODAY, NewsFilter(), 1000)
    assert [fact.id for fact in after] == [fact.id for fact in before]


# Proposals


async def proposal(store: Store, *, suggested: bool = True) -> int:
    """An open proposal over a fact of the pack."""
    some = await trish(store)
    async with store.writing() as gateways:
        await gateways.revisions.propose(
            replace(some, revision_id=FIRST_ID, statement="Proposed"), SERVER, MADE, await scopes(gateways, some)
        )
        await gateways.proposals.add(
            FIRST_ID, SERVER, ProposalState.OPEN, suggested=suggested, opened_on=some.revision_id
        )
        await gateways.proposals.add_backer(FIRST_ID, 7)
    return FIRST_ID


async def test_a_proposal_is_handled_once(store: Store) -> None:
    proposed = await proposal(store)
    handled = Handled(5, MADE_AT, "No")
    async with store.writing() as gateways:
        states = ProposalState.OPEN, ProposalState.REJECTED
        assert not await gateways.proposals.handle(OTHER_SERVER, proposed, *states, handled)
        assert await gateways.proposals.handle(SERVER, proposed, *states, handled)
        assert not await gateways.proposals.handle(SERVER, proposed, *states, Handled(6, MADE_AT))
    found = await store.reading().proposals.get(SERVER, proposed)
    assert found is not None
    assert (found.state, found.handled, found.backers) == (ProposalState.REJECTED, handled, (7,))


async def test_a_proposal_is_its_servers_alone(store: Store) -> None:
    proposed = await proposal(store)
    assert await store.reading().proposals.get(OTHER_SERVER, proposed) is None
    assert await store.reading().revisions.get(OTHER_SERVER, proposed) is None
    assert await store.reading().revisions.get(SERVER, proposed) is not None


async def test_what_somebody_typed_is_theirs_alone_and_comes_back_exactly(store: Store) -> None:
    typed = Typed("form:1", ("One", "", "Zwölf\n🦄"))
    async with store.writing() as gateways:
        await gateways.proposals.keep_typed(1, SERVER, 7, typed, MADE_AT)
    proposals = store.reading().proposals
    assert await proposals.typed(SERVER, 7, 1) == typed
    assert await proposals.typed(SERVER, 8, 1) is None
    assert await proposals.typed(OTHER_SERVER, 7, 1) is None


# From the first version

OLD_KIND = "CASE WHEN kind IN ('renewal', 'crew') THEN 'news' ELSE kind END"


@pytest.fixture
def first_version(tmp_path: Path, loaded_database: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of version 0001 with the shipped pack, a server's settings and its own revisions of each sort."""
    folder = tmp_path / "first"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__", "000[2-9]*", "00[1-9]?*"))
    path = tmp_path / "first.db"
    with monkeypatch.context() as patched:
        patched.setattr(schema, "_MIGRATIONS", folder)
        schema.upgrade(path)
    connection = connect(path)
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("ATTACH ? AS loaded", [str(loaded_database)])
        for table, columns in tables_of(connection).items():
            if table not in ("alembic_version", "server", "command_sync"):
                listed = ", ".join(columns)
                connection.execute("PRAGMA defer_foreign_keys = ON")
                # It had no renewals and no crew; such facts were news.
                known = listed.replace("kind", OLD_KIND) if table == "fact" else listed
                connection.execute(f"INSERT INTO {table} ({listed}) SELECT {known} FROM loaded.{table}")
        connection.executescript(OF_A_SERVER)
        connection.commit()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        connection.close()
    return path


OF_A_SERVER = """
INSERT INTO server (guild_id, show_id, timezone, changed_at)
    SELECT 9223372036854775807, id, 'Europe/Berlin', '2026-01-01T00:00:00+00:00' FROM show LIMIT 1;
INSERT INTO server (guild_id, show_id, timezone, changed_at) VALUES (1, NULL, 'UTC', '2026-01-01T00:00:00+00:00');
INSERT INTO command_sync (application_id, digest) VALUES (9223372036854775806, 'abc');
CREATE TEMP TABLE base AS SELECT r.* FROM revision r JOIN head h ON h.revision_id = r.id LIMIT 5;
INSERT INTO revision (id, fact_id, layer, number, change, made_at, made_by, reason, base_revision_id, retired,
        statement, character_id, billing, released, set_size, spoils_id, settled_by, outcome)
    SELECT id + 4611686018427387904, fact_id, 9223372036854775807, 1, 'edit', '2099-02-01T00:00:00+00:00',
        4611686018427387905, 'Because', id, id % 2, 'Ours', character_id, billing, released, set_size,
        (SELECT MAX(id) FROM episode), (SELECT MIN(id) FROM fact), 'refuted'
    FROM base;
INSERT INTO claim (revision_id, position, source_id, weight, supports, published, counts_from, speaker, via, note)
    SELECT c.revision_id + 4611686018427387904, c.position, c.source_id, c.weight, c.supports, c.published,
        c.counts_from, c.speaker, c.via, c.note
    FROM claim c JOIN base b ON b.id = c.revision_id;
INSERT INTO head (fact_id, layer, revision_id, show_id, kind, latest_news)
    SELECT h.fact_id, 9223372036854775807, h.revision_id + 4611686018427387904, h.show_id, h.kind, h.latest_news
    FROM head h JOIN base b ON b.id = h.revision_id;
"""


def tables_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The tables of a database, each with its columns."""
    names = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: [column[1] for column in connection.execute(f"PRAGMA main.table_info({name})")]
        for (name,) in names
        if not name.startswith("sqlite_")
    }


def all_rows(path: Path, tables: dict[str, list[str]]) -> dict[str, list[tuple[object, ...]]]:
    connection = connect(path)
    try:
        return {
            table: sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)
            for table, columns in tables.items()
        }
    finally:
        connection.close()


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    connection = connect(path)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_a_database_of_the_first_version_keeps_every_row(first_version: Path) -> None:
    connection = sqlite3.connect(first_version)
    tables = tables_of(connection)
    connection.close()
    del tables["alembic_version"]
    before = all_rows(first_version, tables)
    assert all(before.values()), [table for table, rows in before.items() if not rows]
    assert migrate(first_version)
    after = all_rows(first_version, tables)
    for table, rows in before.items():
        assert after[table] == rows, table
    assert ask(first_version, "PRAGMA foreign_key_check") == []
    assert ask(first_version, "PRAGMA integrity_check") == [("ok",)]
    assert ask(first_version, "SELECT DISTINCT follows, batch_id FROM revision") == [(0, None)]


def test_a_database_of_the_first_version_gets_the_schema_of_a_new_one(first_version: Path, tmp_path: Path) -> None:
    migrate(first_version)
    new = tmp_path / "new.db"
    migrate(new)
    listed = "SELECT type, name, tbl_name FROM sqlite_master ORDER BY type, name"
    assert ask(first_version, listed) == ask(new, listed)
    words = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    old, fresh = [
        [sorted(str(sql).replace(",", "").split()) for (sql,) in ask(path, words)] for path in (first_version, new)
    ]
    assert old == fresh  # but for the order of a table's constraints, which means nothing


@pytest.mark.parametrize(
    "change",
    ["change = 'whim'", "billing = 'star'", "outcome = NULL", "retired = 2", "layer = NULL", "fact_id = NULL"],
)
def test_what_the_first_version_refused_is_refused_still(first_version: Path, change: str) -> None:
    migrate(first_version)
    with pytest.raises(sqlite3.IntegrityError):
        ask(first_version, f"UPDATE revision SET {change} WHERE layer <> 0")


def test_two_revisions_of_a_layer_have_never_the_same_number_but_many_have_none(first_version: Path) -> None:
    migrate(first_version)
    add = (
        "INSERT INTO revision (id, fact_id, layer, number, change, made_at) "
        "SELECT {id}, fact_id, layer, {number}, change, made_at FROM revision WHERE layer <> 0 AND number = 1 LIMIT 1"
    )
    connection = sqlite3.connect(first_version)
    try:
        connection.execute(add.format(id=1, number="NULL"))
        connection.execute(add.format(id=2, number="NULL"))
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(add.format(id=3, number=1))
    finally:
        connection.close()


async def test_a_database_of_the_first_version_gives_its_server_what_it_saw_before(first_version: Path) -> None:
    migrate(first_version)
    async with open_store(first_version) as store:
        [shown] = {fact.show.id for fact in (await base_facts(store)).values()}
        own = await store.reading().facts.retired(SERVER, shown, 100)
        seen = [
            fact
            for kind in Kind
            for fact in await store.reading().facts.of_kind(SERVER, shown, kind, 1000)
            if fact.statement == "Ours"
        ]
        assert len({fact.id for fact in (*own, *seen)}) == 5
        for fact in (*own, *seen):
            [newest, _] = await store.reading().revisions.history(SERVER, fact.id, most=5)
            assert (newest.number, newest.made.reason, newest.follows) == (1, "Because", False)
