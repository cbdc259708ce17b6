"""Each way to read facts, compared with a plain model of small databases that hypothesis makes up."""

from __future__ import annotations

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Fact, Kind, Weight
from bot.domain.matching import NameMatch, NameRole
from bot.domain.questions import Thing, What
from bot.store.gateways.checkups import CheckupGateway
from bot.store.gateways.facts import FactGateway, NewsFilter, Overview
from bot.store.gateways.names import NameGateway, shelf
from bot.store.gateways.revisions import BASE
from bot.store.schema import migrate
from tests.engines.raw import connect
from tests.store import small_world as world
from tests.store.plain_facts import PlainFacts
from tests.store.small_names import NAMES, TYPED, Name, PlainNames, fill_names
from tests.store.small_world import DAYS, LAYERS, MADE_AT, OTHER_SHOW, SHOW, STORIES, Direct, Story, Words

pytestmark = pytest.mark.sqlite  # they make rows with what only SQLite's SQL has, or copy files

PEOPLE = [person for layer in LAYERS for person in world.PEOPLE[layer]]
CHARACTERS = [character for layer in LAYERS for character in world.CHARACTERS[layer]]
EPISODES = [episode for season in world.SEASONS for episode, *_ in season.episodes]
SHOWS, SEASONS, CODES = (SHOW, OTHER_SHOW), (1, 2, 3), (EpisodeCode(1, 1), EpisodeCode(1, 2), EpisodeCode(2, 1))
MANY = 1000


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Generator[sqlite3.Connection]:
    """The two shows without facts."""
    path = tmp_path_factory.mktemp("small") / "casefile.db"
    migrate(path)
    with closing(connect(path)) as connection:
        world.fill_catalogue(connection)
        connection.commit()
        yield connection


@contextmanager
def filled(catalogue: sqlite3.Connection, stories: Sequence[Story]) -> Generator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        catalogue.backup(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        asyncio.run(world.fill(connection, stories))
        yield connection


def ids(facts: Sequence[Fact]) -> list[int]:
    return [fact.revision_id for fact in facts]


def parts(overview: Overview) -> tuple[set[int], list[int], int]:
    assert len({*ids(overview.facts)}) == len(overview.facts)
    assert ids(overview.facts) == sorted(ids(overview.facts))
    return {*ids(overview.facts)}, ids(overview.of_show), overview.roles


@settings(max_examples=40)
@given(STORIES)
def test_facts_are_read_as_the_plain_model_reads_them(catalogue: sqlite3.Connection, stories: list[Story]) -> None:
    async def check(connection: sqlite3.Connection) -> None:
        executor, plain = Direct(connection), PlainFacts(connection)
        facts = FactGateway(executor)
        for guild in LAYERS:
            await check_things(facts, plain, guild)
            await check_places(facts, plain, guild)
            await check_news(facts, plain, guild)
            await check_lists(facts, plain, guild, len(stories))
        assert await CheckupGateway(executor).of_about(5) == ()
        assert await CheckupGateway(executor).of_heads(5) == ()

    with filled(catalogue, stories) as connection:
        asyncio.run(check(connection))


def cast_of_first_season(billing: Billing | None, *, character: int | None = None) -> Story:
    words = Words(
        people=(0,), character=character, billing=billing, season=0, episodes=(), is_of_season=True, is_of_show=False,
        claims=((0, False, Weight.RUMOURED),), settled_by=None, statement=None, retired=False, then=2,
    )  # fmt: skip
    return Story(SHOW, BASE, Kind.CAST, ((BASE, words),), reviewed=0)


def test_the_first_roles_of_a_season_are_those_first_called_main_cast(catalogue: sqlite3.Connection) -> None:
    """An older fact of a role that says nothing of its billing does not bring the role forward."""
    before, named, after = (
        cast_of_first_season(None),
        cast_of_first_season(Billing.MAIN, character=0),
        cast_of_first_season(Billing.MAIN),
    )
    with filled(catalogue, (before, named, after)) as connection:
        facts, plain = FactGateway(Direct(connection)), PlainFacts(connection)
        for most, expected in ((1, {101}), (2, {100, 101, 102})):
            overview = asyncio.run(facts.overview_of_season(BASE, SHOW, 1, DAYS[0], most))
            assert ({fact.id for fact in overview.facts}, overview.roles) == (expected, 2)
            assert parts(overview) == plain.overview_of_season(BASE, SHOW, 1, DAYS[0], most)


async def check_things(facts: FactGateway, plain: PlainFacts, guild: int) -> None:
    for character in CHARACTERS:
        assert ids(await facts.cast_of_character(guild, character)) == plain.cast_of_character(guild, character)
    for show, person, kind in product((None, SHOW), PEOPLE, (Kind.CAST, Kind.DIRECTOR, Kind.NEWS)):
        found = await facts.credits_of_person(guild, show, person, kind)
        assert ids(found) == plain.credits_of_person(guild, show, person, kind)
    for show, person in product((None, SHOW), PEOPLE):
        assert ids(await facts.work_of_person(guild, show, person)) == plain.work_of_person(guild, show, person)
    things = [*(Thing(What.PERSON, each) for each in PEOPLE), *(Thing(What.CHARACTER, each) for each in CHARACTERS)]
    for show, thing, most in product(
        SHOWS, (*things, *(Thing(What.SEASON, each) for each in SEASONS), *CODES), (2, MANY)
    ):
        assert ids(await facts.about(guild, show, thing, most)) == plain.about(guild, show, thing, most)


async def check_places(facts: FactGateway, plain: PlainFacts, guild: int) -> None:
    for show in SHOWS:
        assert ids(await facts.cast_of_no_season(guild, show)) == plain.cast_of_no_season(guild, show)
        for code in CODES:
            assert parts(await facts.of_episode(guild, show, code)) == plain.of_episode(guild, show, code)
        for code, kind in product(CODES, Kind):
            some = await facts.of_kind_about(guild, show, code, kind, MANY)
            assert sorted(ids(some)) == plain.of_kind_about(guild, show, code, kind)
        for season, kind in product(SEASONS, Kind):
            found = await facts.credits_of_season(guild, show, season, kind)
            assert ids(found) == plain.credits_of_season(guild, show, season, kind)
    for season, day in product(SEASONS, DAYS):
        every = plain.about_later_seasons(guild, SHOW, season, day)
        assert ids(await facts.about_later_seasons(guild, SHOW, season, day, MANY)) == every
        some = ids(await facts.about_later_seasons(guild, SHOW, season, day, 2))
        assert set(some) <= set(every)
        assert bool(some) == bool(every)
    for season, day in product((None, *SEASONS), DAYS):
        for most in (1, 3, MANY):
            await check_pages(facts, plain, guild, season, day, most)
    for season, day, most in product(SEASONS, DAYS, (1, MANY)):
        overview = await facts.overview_of_season(guild, SHOW, season, day, most)
        assert parts(overview) == plain.overview_of_season(guild, SHOW, season, day, most)


async def check_pages(
    facts: FactGateway, plain: PlainFacts, guild: int, season: int | None, day: date, most: int
) -> None:
    """Each page is the model's, and the page after the last is empty."""
    skip = 0
    while True:
        window = {"most": most, "skip": skip}
        if season is None:
            page = await facts.cast_of_show(guild, SHOW, day, **window)
            assert ids(page) == plain.cast_of_show(guild, SHOW, day, **window)
        else:
            page = await facts.cast_of_season(guild, SHOW, season, day, **window)
            assert ids(page) == plain.cast_of_season(guild, SHOW, season, day, **window)
        if not page:
            return
        skip += most


async def check_news(facts: FactGateway, plain: PlainFacts, guild: int) -> None:
    things = (None, *PEOPLE, *CHARACTERS, *EPISODES)
    filters = [NewsFilter(thing, season) for thing, season in product(things, (None, 1, 2))]
    for about, day, most in product(filters, (DAYS[0], DAYS[-1]), (2, MANY)):
        assert ids(await facts.news(guild, SHOW, day, about, most)) == plain.news(guild, SHOW, day, about, most)


async def check_lists(facts: FactGateway, plain: PlainFacts, guild: int, stories: int) -> None:
    every = [100 + number for number in range(stories)][::-1]
    assert ids(await facts.by_id(guild, every)) == plain.by_id(guild, every)
    for most in (2, MANY):
        assert list(await facts.behind_base(guild, most)) == plain.behind_base(guild, most)
    for show, most in product(SHOWS, (2, MANY)):
        for hours, skip in product((30, 200), (0, 1)):
            asked = guild, show, MADE_AT + timedelta(hours=hours)
            assert list(await facts.stale(*asked, most=most, skip=skip)) == plain.stale(*asked, most=most, skip=skip)
        assert ids(await facts.retired(guild, show, most)) == plain.retired(guild, show, most)
        assert ids(await facts.renewals(guild, show)) == plain.renewals(guild, show)
        for kind in Kind:
            assert ids(await facts.in_words(guild, show, kind, most)) == plain.in_words(guild, show, kind, most)
            assert ids(await facts.of_kind(guild, show, kind, most)) == plain.of_kind(guild, show, kind, most)


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
@settings(max_examples=40)
@given(STORIES, NAMES)
def test_names_and_their_roles_are_found_as_the_plain_model_finds_them(
    catalogue: sqlite3.Connection, engine: str, stories: list[Story], named: list[Name]
) -> None:
    """By the statements for each engine, which SQLite takes all."""

    async def check(connection: sqlite3.Connection) -> None:
        executor = Direct(connection, is_on_file=engine == "sqlite")
        names, facts = NameGateway(executor), FactGateway(executor)
        plain_names, plain_facts = PlainNames(named), PlainFacts(connection)
        for guild, key, day in product(LAYERS, TYPED, (DAYS[0], DAYS[-1])):
            for hidden, most in product((False, True), (2, MANY)):
                await check_names(names, plain_names, guild, key, day, hidden=hidden, most=most)
            await check_roles(facts, plain_facts, plain_names, guild, key, day)

    with filled(catalogue, stories) as connection:
        fill_names(connection, named)
        asyncio.run(check(connection))


async def check_names(
    names: NameGateway, plain: PlainNames, guild: int, key: str, day: date, *, hidden: bool, most: int
) -> None:
    roles = (NameRole.ACTOR, NameRole.CHARACTER)
    found = Counter(await names.beginning(guild, SHOW, roles, key, day, hidden=hidden, most=most))
    exact = plain.exact(guild, roles, key, day, hidden=hidden)
    beginning = plain.beginning(guild, roles, key, day, hidden=hidden)
    if most == MANY:
        assert found == Counter(name.match for name in (*exact, *beginning))
    else:
        # Among those on one shelf with one key it may take any.
        best = [(name.shelf, name.folded) for name in (*exact[:most], *beginning[:most])]
        assert Counter((shelf(match.prominence, match.role), match.folded) for match in found) == Counter(best)
        assert found <= Counter(name.match for name in (*exact, *beginning))


async def check_roles(
    facts: FactGateway, plain: PlainFacts, names: PlainNames, guild: int, key: str, day: date
) -> None:
    """Whichever name is chosen among those with roles or jobs, all of them come with it."""
    roles = (NameRole.ACTOR, NameRole.CHARACTER, NameRole.CREW)
    hits = (*names.exact(guild, roles, key, day, hidden=True), *names.beginning(guild, roles, key, day, hidden=True))
    expected: dict[NameMatch, list[int]] = {}
    for name in hits:
        played = [seen for seen in plain.current(guild) if seen.kind in ("cast", "crew") and seen.show == SHOW]
        if found := sorted(seen.revision for seen in played if name.thing in (seen.character, *seen.people)):
            expected[name.match] = found
    offered: list[NameMatch] = []

    def refuse(matches: Sequence[NameMatch]) -> None:
        offered.extend(matches)

    assert await facts.cast_named(guild, SHOW, key, day, refuse, MANY) is None
    assert {*offered} == {*expected}
    for match, revisions in expected.items():
        named = await facts.cast_named(guild, SHOW, key, day, lambda _, match=match: match, MANY)
        assert named is not None
        assert (named[0], ids(named[1])) == (match, revisions)
