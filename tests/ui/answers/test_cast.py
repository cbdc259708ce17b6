"""Cards about the cast: parts that say the same are one line, and how sure it is, is said once."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.answers import CastAnswer, CastList, Role
from bot.domain.certainty import certainty_on
from bot.domain.codes import EpisodeCode
from bot.domain.facts import (
    Billing,
    Character,
    Claim,
    Episode,
    Fact,
    Kind,
    Known,
    Outcome,
    Person,
    Show,
    Source,
    Weight,
)
from bot.domain.questions import EVERYONE, Question, Thing, Topic, What
from bot.ui.card import Card
from tests.helpers.views import render, sources_card
from tests.ui.answers.worst import OPENER, STYLES, answers_of

SHOW = Show(1, "Lamp")
ANN, BEA = Person(2, "Ann Lee"), Person(3, "Bea Kay")
KEEPER, GHOST = Character(4, "The Keeper"), Character(5, "The Ghost", EpisodeCode(2, 3))
DAY = date(2020, 1, 1)


def known(number: int, *, weight: Weight = Weight.CONFIRMED, supports: bool = True, **fields: Any) -> Known:
    outlet = f"Outlet {number}"
    claims = (Claim(Source(number, outlet), weight, date(2019, 1, number), supports=supports),)
    fact = replace(Fact(number, number, Kind.CAST, SHOW, claims, people=(ANN,)), **fields)
    certainty = certainty_on(claims, DAY)
    assert certainty is not None
    return Known(fact, certainty)


def part(number: int, *seasons: int, **fields: Any) -> Known:
    defaults: dict[str, Any] = {"seasons": seasons, "character": KEEPER, "billing": Billing.MAIN}
    return known(number, **(defaults | fields))


def of_person(*roles: Role, jobs: tuple[Known, ...] = (), season: int | None = None, page: int = 0) -> CastAnswer:
    question = Question(Topic.CAST, SHOW.id, Thing(What.PERSON, ANN.id), season, page=page)
    return CastAnswer(question, SHOW, DAY, ANN, roles, jobs=jobs)


def of_all(*roles: Role, season: int | None = None) -> CastList:
    return CastList(Question(Topic.CAST, SHOW.id, EVERYONE, season), SHOW, DAY, roles, more=False)


def lines(card: Card) -> list[str]:
    return (card.embed.description or "").splitlines()


def footer(card: Card) -> str:
    return card.embed.footer.text or ""


def test_parts_that_say_the_same_are_one_line() -> None:
    card = render(of_person(Role(ANN, KEEPER, (part(1, 1), part(2, 2), part(3, 3)))), OPENER)
    assert card.embed.title == "Ann Lee plays The Keeper"
    assert lines(card) == ["Main cast, seasons 1 to 3", "✅ **Confirmed** · Outlet 1, undated, and 2 more"]


def test_parts_that_differ_are_lines_with_signs() -> None:
    parts = (
        part(1, 1),
        part(2, 2, billing=Billing.GUEST),
        part(3, 3, weight=Weight.RUMOURED, billing=None),
        part(4, 4, weight=Weight.RUMOURED, supports=False),
    )
    card = render(of_person(Role(ANN, KEEPER, parts)), OPENER)
    assert lines(card)[:3] == ["Main cast, season 1", "Guest, season 2", "Season 3 💬"]
    assert "💬 rumoured" in footer(card)
    second = render(of_person(Role(ANN, KEEPER, parts), page=1), OPENER)
    assert lines(second) == ["Main cast, season 4", "❌ **Denied** · Outlet 4, undated"]
    assert footer(second).endswith("page 2 of 2")


def test_seasons_and_episodes_are_on_one_line() -> None:
    episodes = tuple(Episode(n, EpisodeCode(2, n)) for n in (1, 2))
    parts = (part(1, 1), *(part(n + 1, 2, episodes=(episode,)) for n, episode in enumerate(episodes, 1)))
    card = render(of_person(Role(ANN, KEEPER, parts)), OPENER)
    assert lines(card)[0] == "Main cast, season 1 and S02E01 and S02E02"


def test_a_hidden_part_is_hidden_whole_and_not_taken_for_the_answer() -> None:
    spoils = EpisodeCode(2, 3)
    parts = (part(1, 1, weight=Weight.REPORTED), part(2, 2, spoils=spoils))
    card = render(of_person(Role(ANN, KEEPER, parts)), OPENER)
    assert lines(card) == [
        "Main cast, season 1",
        "||Main cast, season 2|| (spoils S02E03) ✅",
        "📰 **Reported** · Outlet 1, undated",
    ]
    alone = render(of_person(Role(ANN, KEEPER, parts[1:])), OPENER)
    assert alone.embed.title == "Ann Lee in Lamp"
    assert lines(alone)[0] == "||The Keeper · main cast, season 2|| (spoils S02E03)"


def test_a_part_that_was_not_named_is_left_to_sources_once_it_has_a_name() -> None:
    unnamed = known(1, seasons=(2,), weight=Weight.REPORTED, settled_by=2, outcome=Outcome.SETTLED)
    role = Role(ANN, GHOST, (part(2, 2, character=GHOST),))
    both = of_person(Role(ANN, None, (unnamed,)), role)
    assert lines(render(both, OPENER))[0] == "||The Ghost|| (spoils S02E03) · main cast, season 2"
    assert not any("not named" in line for line in lines(render(both, OPENER)))
    assert "Outlet 1" in str(sources_card(both, OPENER).embed.to_dict())
    # Where the part with the name is hidden as a whole, the open one stays.
    hidden = Role(ANN, GHOST, (part(2, 2, character=GHOST, spoils=EpisodeCode(2, 3)),))
    assert any("not named" in line for line in lines(render(of_person(Role(ANN, None, (unnamed,)), hidden), OPENER)))


def test_a_part_without_a_season_says_so_where_one_was_asked_about() -> None:
    role = Role(ANN, KEEPER, (part(1),))
    assert lines(render(of_person(role), OPENER))[0] == "Main cast of the show"
    assert lines(render(of_person(role, season=2), OPENER))[1] == "*In which seasons is not on record.*"


def test_each_job_is_a_line() -> None:
    jobs = (
        known(1, kind=Kind.CREW, job="Created by"),
        known(2, kind=Kind.CREW, job="show-runner", seasons=(1,)),
        known(3, kind=Kind.CREW, job="Showrunner", seasons=(2,)),
        known(4, kind=Kind.CREW, job="Lamp lighter", people=(ANN, BEA), seasons=(2,), weight=Weight.REPORTED),
    )
    card = render(of_person(jobs=jobs), OPENER)
    assert lines(card)[:3] == [
        "Creator of the show",
        "Showrunner of seasons 1 and 2",
        "Lamp lighter of season 2, with Bea Kay 📰",
    ]


def test_a_single_job_is_the_answer_as_it_was_worded() -> None:
    job = known(1, kind=Kind.CREW, job="showrunner", seasons=(2,), statement="Ann Lee takes over in season 2.")
    assert render(of_person(jobs=(job,)), OPENER).embed.title == "Ann Lee takes over in season 2"
    rumoured = known(2, kind=Kind.CREW, job="showrunner", statement="Ann Lee leaves.", weight=Weight.RUMOURED)
    assert render(of_person(jobs=(rumoured,)), OPENER).embed.title == "Ann Lee · Lamp"


def test_a_list_has_a_line_for_each_role_and_says_where_it_is_less_sure() -> None:
    less_sure = part(3, 3, weight=Weight.RUMOURED)
    guest = Role(BEA, GHOST, (part(4, 2, character=GHOST, billing=Billing.GUEST, people=(BEA,)),))
    card = render(of_all(Role(ANN, KEEPER, (part(1, 1), part(2, 2), less_sure)), guest), OPENER)
    assert lines(card)[1:] == [
        "**Ann Lee** · The Keeper *S1–2* (*S3* 💬)",
        "*Recurring and guest roles*",
        "**Bea Kay** · ||The Ghost|| (spoils S02E03), guest *S2*",
    ]
    assert "💬 rumoured" in footer(card)


def test_a_lists_hidden_roles_come_last_and_say_neither_billing_nor_seasons() -> None:
    hidden = Role(BEA, KEEPER, (part(1, 2, people=(BEA,), spoils=EpisodeCode(2, 3)),))
    shown = Role(ANN, KEEPER, (part(2, 1, billing=Billing.RECURRING),))
    card = render(of_all(hidden, shown), OPENER)
    assert lines(card)[1:] == [
        "*Other roles*",
        "**Ann Lee** · The Keeper, recurring *S1*",
        "||Bea Kay · The Keeper|| (spoils S02E03)",
    ]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", ["actor", "crew alone", "actor and crew", "character", "cast list"])
def test_however_long_everything_is_a_card_says_how_sure(style: str, name: str) -> None:
    card = render(answers_of(style)[name], OPENER)
    assert re.search(r"\*\*(Confirmed|Reported|Rumoured|Denied)\*\* · ", card.embed.description or "")
