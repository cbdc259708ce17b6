"""A role that is on record for the show as a whole: shown everywhere, and never as if its seasons were known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.domain.answer_facts import facts_in
from bot.domain.answers import CastAnswer, CastList, EpisodeAnswer, SeasonAnswer
from bot.domain.facts import Billing, Kind
from bot.domain.imports import Format
from bot.domain.moderation import FactWords
from bot.domain.questions import Question
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.names.finder import Query
from bot.services.shows.loader import PackLoader
from bot.store.store import Store
from tests.helpers.answers import answers, write_pack
from tests.helpers.facts import MOD, SERVER_A, VARIETY, Desk
from tests.helpers.views import render

FIRST_AIRED = date(2019, 3, 1)
CATALOGUE = """
[characters]
keeper = { name = "The Keeper" }
pilot = { name = "The Pilot" }
"""
FACTS = (
    """[[facts]]
id = "keeper"
kind = "cast"
people = ["ann"]
character = "keeper"
billing = "main"
claims = [{ source = "var" }]
""",
    """[[facts]]
id = "pilot-1"
kind = "cast"
season = 1
people = ["bea"]
character = "pilot"
billing = "main"
claims = [{ source = "var" }]
""",
    """[[facts]]
id = "pilot"
kind = "cast"
people = ["bea"]
character = "pilot"
billing = "main"
claims = [{ source = "var" }]
""",
)


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> Desk:
    """The server's show is a small one whose first episode aired on FIRST_AIRED."""
    made = Desk(store)
    path = write_pack(tmp_path, *FACTS, catalogue=CATALOGUE)
    first = 'code = "S01E01"\n'
    path.write_text(path.read_text("utf-8").replace(first, f"{first}aired = {FIRST_AIRED}\n"), "utf-8")
    await PackLoader(made.kit).load(path)
    async with store.writing() as gateways:
        [(show, _, _)] = await gateways.names.shows_beginning(SERVER_A, "the small show", 5)
        await gateways.servers.set_show(SERVER_A, show.id, made.clock())
    return made


def asked(desk: Desk, text: str = "", season: int | None = None, as_of: str | None = None) -> Query:
    return Query(SERVER_A, desk.clock.today, text, season, None, as_of)


async def cast(desk: Desk, text: str, season: int | None = None) -> CastAnswer:
    answer = await answers(desk.store).cast(asked(desk, text, season))
    assert isinstance(answer, CastAnswer), answer
    return answer


def body(answer: CastAnswer | CastList | EpisodeAnswer | SeasonAnswer) -> str:
    embed = render(answer, 1).embed
    return "\n".join([embed.description or "", *(f"{field.name}\n{field.value}" for field in embed.fields)])


async def test_it_answers_by_actor_and_by_character(desk: Desk) -> None:
    for text in ("Ann Lee", "The Keeper"):
        answer = await cast(desk, text)
        assert [(role.person.name, role.character and role.character.name) for role in answer.roles] == [
            ("Ann Lee", "The Keeper")
        ]
        assert "Main cast of the show" in body(answer)
        assert "not on record" not in body(answer)


async def test_asked_for_a_season_the_answer_says_that_its_seasons_are_not_known(desk: Desk) -> None:
    answer = await cast(desk, "Ann Lee", season=2)
    assert len(answer.roles) == 1
    assert "In which seasons is not on record." in body(answer)


async def test_where_the_season_is_known_the_whole_show_adds_nothing(desk: Desk) -> None:
    (role,) = (await cast(desk, "Bea Kay", season=1)).roles
    assert [part.fact.seasons for part in role.parts] == [(1,)]
    (role,) = (await cast(desk, "Bea Kay", season=2)).roles
    assert [part.fact.seasons for part in role.parts] == [()]
    (role,) = (await cast(desk, "Bea Kay")).roles
    assert [part.fact.seasons for part in role.parts] == [(), (1,)]


async def test_it_is_listed_apart_in_a_seasons_cast_list(desk: Desk) -> None:
    answer = await answers(desk.store).cast(asked(desk, "everyone", season=1))
    assert isinstance(answer, CastList)
    assert [role.person.name for role in answer.roles] == ["Bea Kay"]
    assert [role.person.name for role in answer.of_show] == ["Ann Lee"]
    assert "In which seasons is not on record." in body(answer)
    assert len(facts_in(answer)) == 2
    whole = await answers(desk.store).cast(asked(desk, "everyone"))
    assert isinstance(whole, CastList)
    assert {role.person.name for role in whole.roles} == {"Ann Lee", "Bea Kay"}
    assert whole.of_show == ()


async def test_it_is_listed_apart_on_the_cards_of_a_season_and_an_episode(desk: Desk) -> None:
    season = await answers(desk.store).season(asked(desk, season=1))
    episode = await answers(desk.store).episode(asked(desk, "1x01"))
    assert isinstance(season, SeasonAnswer)
    assert isinstance(episode, EpisodeAnswer)
    assert [role.person.name for role in season.of_show] == ["Ann Lee"]
    assert [role.person.name for role in episode.of_show] == ["Ann Lee"]
    assert "**Cast, seasons not on record:** Ann Lee" in body(season)
    (cast_button,) = [item for item in render(episode, 1).view.items if item.get("label") == "Cast"]
    question = Question.decode(cast_button["custom_id"].removeprefix("ask:"))
    pressed = await answers(desk.store).again(SERVER_A, question, desk.clock.today)
    assert isinstance(pressed, CastList)
    assert "📰 **Reported**" in body(pressed)
    assert "*Of the show · In which seasons is not on record.*\n**Ann Lee** · The Keeper" in body(pressed)
    for answer in (season, episode):
        assert {known.fact.character.name for known in facts_in(answer) if known.fact.character} >= {"The Keeper"}


async def test_what_has_no_date_counts_from_the_shows_first_air_date(desk: Desk, tmp_path: Path) -> None:
    (fact,) = await desk.store.reading().facts.cast_of_character(SERVER_A, await character(desk, "The Keeper"))
    assert {claim.counts_from for claim in fact.claims} == {FIRST_AIRED}
    before = (FIRST_AIRED - timedelta(days=1)).isoformat()
    season = await answers(desk.store).season(asked(desk, season=1, as_of=before))
    assert isinstance(season, SeasonAnswer)
    assert season.of_show == ()


async def test_a_moderator_writes_one_down_and_corrects_it(desk: Desk) -> None:
    undated = replace(VARIETY, published="")
    saved = await desk.add(Kind.CAST, FactWords(people="Cy Dale as The Cook", billing="main"), undated)
    fact = saved.revision.fact
    assert (fact.seasons, fact.billing) == ((), Billing.MAIN)
    assert [claim.counts_from for claim in fact.claims] == [FIRST_AIRED]
    edited = await desk.edit(fact.id, people="Cy Dale as The Baker")
    assert edited.revision.fact.seasons == ()
    assert edited.revision.fact.claims == fact.claims
    placed = await desk.edit(fact.id, where="season 2")
    assert placed.revision.fact.seasons == (2,)
    assert [role.person.name for role in (await cast(desk, "The Baker", season=2)).roles] == ["Cy Dale"]


@pytest.mark.parametrize("form", list(Format))
async def test_an_export_comes_back_without_a_change(desk: Desk, form: Format) -> None:
    await desk.add(Kind.CAST, FactWords(people="Cy Dale as The Cook", billing="main"), VARIETY)
    made = await Exporting(desk.kit).export(MOD, form)
    assert made.left_out == 0
    preview = await Importing(desk.kit).prepare(MOD, made.filename, made.content)
    assert (preview.batch, preview.same) == (None, made.facts)


async def character(desk: Desk, name: str) -> int:
    answer = await cast(desk, name)
    (role,) = answer.roles
    assert role.character is not None
    return role.character.id
