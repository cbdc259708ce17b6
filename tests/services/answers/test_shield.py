"""Two stores that differ only in what a boundary covers give the same answers, completions and everything on them."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager, closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Fact, Kind, Show
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.domain.shield import Outline, Scope, Shield, Sight
from bot.domain.views import Veil, View
from bot.errors import UserError
from bot.services.answers.answers import Answers
from bot.services.answers.in_words import InWords
from bot.services.kit import ReadingKit
from bot.services.names.completions import Completions
from bot.services.names.finder import Query
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from bot.ui.answers.in_words import heard_card
from bot.ui.answers.render import render
from bot.ui.answers.sources import sources_card
from bot.ui.card import Card
from tests.engines.raw import connect
from tests.helpers.answers import GUILD, LOADED_AT, TODAY, loader
from tests.helpers.random_show import SEASONS, random_pack
from tests.questions.asking import TUNED, entries

BOUNDARIES = (
    NOTHING,
    Boundary(1, 1),
    Boundary(1, 3),
    Boundary(1, 13),
    Boundary.of_season(1),
    Boundary(2, 7),
    Boundary.of_season(2),
    Boundary(3, 12),
    EVERYTHING,
)
_MOST_PAGES = 12
_EVERY_THING, _EVERY_QUESTION = 3, 20
"""How many of the things, and of the questions in words, one is asked about: with each boundary others."""


def outline(fact: Fact) -> Outline:
    """What the rule looks at, from the fact itself and not from rows."""
    scopes = [Scope(episode.code.season, episode.code) for episode in fact.episodes]
    of_episodes = {scope.season for scope in scopes}
    scopes += [Scope(season) for season in fact.seasons if season not in of_episodes]
    said = [claim.published.last for claim in fact.claims if claim.published]
    spoils = [each for each in (fact.spoils, fact.character.spoils if fact.character else None) if each]
    return Outline(fact.kind, fact.billing, tuple(scopes), tuple(spoils), min(said, default=None))


async def all_facts(store: Store, show: int) -> list[Fact]:
    facts = store.reading().facts
    return [fact for kind in Kind for fact in await facts.of_kind(GUILD, show, kind, 5_000)]


async def sight_of(store: Store, show: int, upto: Boundary) -> Sight:
    return Sight(upto, *await store.calendar(GUILD, show))


def change_what_is_covered(path: Path, facts: Iterable[Fact], sight: Sight) -> int:
    """Take facts out of a database, and give those that stay, and episodes, other words where these are covered."""
    covered = 0
    with closing(connect(path)) as database, database:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("INSERT INTO person (id, layer, key, name) VALUES (1, 0, 'another', 'Another Name')")
        for fact in facts:
            kept = sight.kept(outline(fact))
            if kept is None:
                covered += 1
                if covered % 2:
                    database.execute("DELETE FROM fact WHERE id = ?", (fact.id,))
                else:  # it is about somebody else, and says something else
                    database.execute("UPDATE credit SET person_id = 1 WHERE revision_id = ?", (fact.revision_id,))
                    database.execute("UPDATE revision SET statement = 'Another' WHERE fact_id = ?", (fact.id,))
        for row, season, number in database.execute(
            "SELECT e.id, s.number, e.number FROM episode e JOIN season s ON s.id = e.season_id"
        ).fetchall():
            code = EpisodeCode(season, number)
            if not sight.shows_title(code):
                database.execute("UPDATE episode SET title = 'Another title' WHERE id = ?", (row,))
                labelled = "UPDATE alias SET name = ?, folded = 'another' WHERE thing_id = ? AND name LIKE '%·%'"
                database.execute(labelled, (f"{code} · Another", row))
            if not sight.has_seen(code):
                database.execute("UPDATE episode SET synopsis = 'Another', synopsis_credit = 'X' WHERE id = ?", (row,))
    return covered


def as_sent(card: Card) -> str:
    return json.dumps(
        [card.embed.to_dict(), card.view.to_components()], sort_keys=True, default=str, ensure_ascii=False
    )


class Asker:
    """Asks everything there is to ask of a copy."""

    def __init__(self, readable: Any, shield: Shield) -> None:
        self.kit = ReadingKit(readable, lambda: LOADED_AT)
        self.answers = Answers(self.kit)
        self.veil = Veil(shield, has_more=True, own=shield.upto)

    async def questions(self, show: int, things: Iterable[Thing]) -> list[Question]:
        found = [Question(topic, show, thing) for thing in things for topic in _topics(thing)]
        found += [Question(Topic.CAST, show, EVERYONE, season) for season in (None, 1, 2, 3, 4)]
        found += [Question(Topic.SEASON, show, None, season) for season in (0, 1, 2, 3, 4)]
        found += [Question(Topic.NEWS, show, None, season) for season in (None, 1, 2, 3, 4)]
        found += [Question(Topic.NEXT, show), Question(Topic.CREW, show)]
        return [*found, *(Question(each.topic, show, each.thing, each.season, date(2018, 1, 1)) for each in found[::9])]

    async def said(self, question: Question) -> list[str]:
        """Every page of an answer, with who said so; or why there is none."""
        said: list[str] = []
        for page in range(_MOST_PAGES):
            try:
                answer = await self.answers.again(GUILD, question.at(page), TODAY)
            except UserError as error:
                return [*said, str(error)]
            view = View(answer, self.veil)
            said += [as_sent(render(view, 1)), as_sent(sources_card(view, 1))]
            if not getattr(answer, "more", False):
                break
        return said

    async def typed(self, topic: Topic, text: str) -> str:
        try:
            return as_sent(render(View(await self.answers.ask(topic, Query(GUILD, TODAY, text)), self.veil), 1))
        except UserError as error:
            return str(error)

    async def completed(self, text: str) -> str:
        completions = Completions(self.kit.readable, self.kit.finder)
        found = [
            await complete(Query(GUILD, TODAY, text))
            for complete in (completions.cast, completions.director, completions.episode, completions.about)
        ]
        return str(found)

    async def in_words(self, text: str) -> str:
        try:
            return as_sent(heard_card(await InWords(self.kit, self.answers).ask(GUILD, text, TODAY), self.veil, 1))
        except UserError as error:
            return str(error)


def _topics(thing: Thing) -> tuple[Topic, ...]:
    match thing.what:
        case What.PERSON:
            return Topic.CAST, Topic.DIRECTOR, Topic.WRITER, Topic.NEWS
        case What.CHARACTER:
            return Topic.CAST, Topic.NEWS
        case What.EPISODE:
            return Topic.EPISODE, Topic.DIRECTOR, Topic.WRITER, Topic.NEWS, Topic.SYNOPSIS
        case What.SEASON:
            return Topic.DIRECTOR, Topic.WRITER, Topic.EPISODES
        case _:
            return ()


def things_in(facts: Iterable[Fact], calendar: Iterable[EpisodeCode], episodes: dict[EpisodeCode, int]) -> list[Thing]:
    found: dict[Thing, None] = {}
    for fact in facts:
        found |= dict.fromkeys(Thing(What.PERSON, person.id) for person in fact.people)
        if fact.character:
            found[Thing(What.CHARACTER, fact.character.id)] = None
    found |= dict.fromkeys(Thing(What.EPISODE, episodes[code]) for code in calendar)
    found |= dict.fromkeys(Thing(What.SEASON, code.season) for code in calendar)
    return list(found)


async def show_of(store: Store) -> Show:
    show = await store.reading().names.show_of_server(GUILD)
    assert show is not None
    return show


@asynccontextmanager
async def two_stores(database: Path, upto: Boundary) -> AsyncGenerator[tuple[Store, Store, int, int]]:
    """Two open stores that differ only in what a boundary covers, the show, and how many facts it covers."""
    other = database.with_name("other.db")
    async with open_store(database) as store:
        show = await show_of(store)
        facts, sight = await all_facts(store, show.id), await sight_of(store, show.id, upto)
        shutil.copyfile(database, other)
        covered = change_what_is_covered(other, facts, sight)
        async with open_store(other) as changed:
            yield store, changed, show.id, covered


async def assert_same(
    database: Path, upto: Boundary, names: Iterable[str], questions: Iterable[str], turn: int
) -> None:
    """Ask two stores that differ only in what is covered the same, and compare all that is sent."""
    async with two_stores(database, upto) as (store, changed, show, covered):
        assert bool(covered) is (upto != EVERYTHING)
        shield = Shield(upto, opens=bool(turn % 2))
        one, other = [Asker(await each.screened(GUILD, show, shield), shield) for each in (store, changed)]
        calendar, _ = await store.calendar(GUILD, show)
        rows = {code: await store.reading().catalogue.episode(GUILD, show, code) for code in calendar}
        things = things_in(
            await all_facts(store, show), calendar, {code: row.episode.id for code, row in rows.items() if row}
        )
        for question in await one.questions(show, things[turn % _EVERY_THING :: _EVERY_THING]):
            assert await one.said(question) == await other.said(question), question
        for name in names:
            assert await one.completed(name) == await other.completed(name), name
            for topic in (Topic.CAST, Topic.DIRECTOR, Topic.EPISODE, Topic.NEWS):
                assert await one.typed(topic, name) == await other.typed(topic, name), (topic, name)
        for asked in questions:
            assert await one.in_words(asked) == await other.in_words(asked), asked


@pytest.mark.sqlite  # they copy files
@pytest.mark.parametrize("upto", BOUNDARIES, ids=str)
async def test_what_is_covered_changes_nothing(database: Path, upto: Boundary) -> None:
    turn = BOUNDARIES.index(upto)
    names = "kil tri a al s0 2x season je the Jessica Trsih Hogart Walkr Gretna".split()
    asked = [each.asked for each in entries(TUNED) if each.show == "jessica-jones"][turn::_EVERY_QUESTION]
    await assert_same(database, upto, names, asked, turn)


@pytest.mark.sqlite
@pytest.mark.parametrize("seed", range(6))
async def test_what_is_covered_changes_nothing_of_made_up_shows(tmp_path: Path, seed: int) -> None:
    database = tmp_path / "made-up.db"
    (tmp_path / "pack.toml").write_text(random_pack(seed), "utf-8")
    migrate(database)
    async with open_store(database) as store:
        await loader(store).load(tmp_path / "pack.toml")
    uptos = [NOTHING, *(Boundary(season, number) for season in SEASONS for number in (1, 3)), Boundary.of_season(1)]
    asked = ["who is in it", "who directed s1e1", "what's new", "how many episodes has season 2", "who plays amber"]
    for turn, upto in enumerate(Random(seed).sample(uptos, 3)):
        (tmp_path / str(turn)).mkdir()
        copied = shutil.copyfile(database, tmp_path / str(turn) / "casefile.db")
        await assert_same(copied, upto, "a ambr ember fjord s0 quay".split(), asked, turn)


@pytest.mark.parametrize("upto", BOUNDARIES, ids=str)
async def test_nothing_open_is_missing(database: Path, upto: Boundary) -> None:
    async with open_store(database) as store:
        show = await show_of(store)
        sight = await sight_of(store, show.id, upto)
        copy = await store.screened(GUILD, show.id, Shield(upto, opens=True))
        whole = {fact.id: fact for fact in await all_facts(store, show.id)}
        facts = copy.reading().facts
        shown = {f.id: f for kind in Kind for f in await facts.of_kind(GUILD, show.id, kind, 5_000)}
        assert set(shown) == {fact.id for fact in whole.values() if sight.kept(outline(fact)) is not None}
        for fact in shown.values():
            full = whole[fact.id]
            assert (fact.statement, fact.people, fact.billing, fact.state) == (
                full.statement, full.people, full.billing, full.state,
            )  # fmt: skip
            assert len(fact.claims) == len(full.claims)
            assert set(fact.seasons) <= set(full.seasons)
            assert fact.spoils is None
