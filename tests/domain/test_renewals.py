"""How it goes on with a show, and what its end means for its seasons."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certainty import contradictory, known_on, rivals
from bot.domain.facts import Claim, Fact, Kind, Known, Outcome, State
from bot.domain.renewals import Ending, Verdict, course_of, end_of, ending_for, is_there
from tests.domain.builders import confirmation, credit, denial, release, renewal, report, rumour

NEVER = date(2100, 1, 1)
NO_SUCH, LAST, RUMOURED = Verdict.NO_SUCH_SEASON, Verdict.LAST, Verdict.RUMOURED


def day(number: int) -> date:
    """A day, counted from some day."""
    return date(2019, 1, 1) + timedelta(days=number)


def said(number: int, state: State, on: int, season: int | None = None) -> Fact:
    """A report of one day."""
    return renewal(number, state, season, (report(day=day(on)),))


def known(facts: Iterable[Fact], on: date = NEVER) -> tuple[Known, ...]:
    return known_on(facts, on)


def season_3(text: str = "2019-06-14") -> Fact:
    return release(90, text, season=3)


def verdict(season: int, *facts: Fact, on: date = NEVER, later: bool = False) -> Verdict | None:
    ending = ending_for(known(facts, on), season, on, later=later)
    return ending.verdict if ending else None


def test_the_newest_answers_and_the_earlier_ones_are_its_history() -> None:
    ordered, filmed, renewed = (
        said(3, State.ORDERED, 1, 3),
        said(1, State.IN_PRODUCTION, 5, 3),
        said(2, State.RENEWED, 3),
    )
    course = course_of(known((ordered, filmed, renewed)), 3)
    assert [each.fact for each in course.current] == [filmed]
    assert [each.fact for each in course.earlier] == [ordered]
    assert course_of(known((ordered, filmed, renewed))).state is State.RENEWED


def test_a_rumour_does_not_answer_however_new() -> None:
    rumoured = renewal(2, State.CANCELLED, None, (rumour(day=day(9)),))
    course = course_of(known((said(1, State.RENEWED, 1), rumoured)))
    assert course.state is State.RENEWED
    assert [each.fact for each in course.unsure] == [rumoured]


def test_what_was_denied_does_not_answer() -> None:
    denied = renewal(2, State.CANCELLED, None, (report(day=day(2)), denial(day=day(3))))
    assert course_of(known((said(1, State.RENEWED, 1), denied))).state is State.RENEWED
    assert course_of(known((said(1, State.RENEWED, 1), denied), day(2))).state is State.CANCELLED


def test_what_another_refuted_does_not_answer() -> None:
    refuted = replace(said(2, State.CANCELLED, 5), outcome=Outcome.REFUTED, settled_by=1)
    assert course_of(known((said(1, State.RENEWED, 1), refuted))).state is State.RENEWED
    assert course_of(known((refuted,))).state is State.CANCELLED


def test_it_is_the_deciding_claims_day_that_counts() -> None:
    again = renewal(1, State.RENEWED, None, (report("Variety", day(1)), confirmation("Netflix", day(8))))
    assert course_of(known((again, said(2, State.ON_HIATUS, 4)))).state is State.RENEWED
    assert course_of(known((again, said(2, State.ON_HIATUS, 4)), day(5))).state is State.ON_HIATUS


def test_two_of_one_day_that_can_not_both_hold_are_rivals() -> None:
    cancelled, renewed = said(1, State.CANCELLED, 1), said(2, State.RENEWED, 1)
    assert rivals(cancelled, renewed)
    assert contradictory(course_of(known((cancelled, renewed))).current)


@pytest.mark.parametrize(
    "other",
    [said(2, State.RENEWED, 2), said(2, State.RENEWED, 1, 3), said(2, State.ENDED, 1), said(1, State.RENEWED, 1)],
)
def test_others_are_no_rivals(other: Fact) -> None:
    """Of another day, of another scope, of a state that can hold as well, or the same fact."""
    assert not rivals(said(1, State.CANCELLED, 1), other)
    assert not contradictory(known((said(1, State.CANCELLED, 1), other)))


def test_whether_two_are_rivals_may_depend_on_the_day() -> None:
    """Until the cancellation is confirmed on another day, both are of one day."""
    cancelled = renewal(1, State.CANCELLED, None, (report(day=day(1)), confirmation(day=day(5))))
    facts = cancelled, said(2, State.RENEWED, 1)
    assert contradictory(known(facts, day(1)))
    assert not contradictory(known(facts, day(5)))


def test_crew_are_never_rivals() -> None:
    left, right = (
        replace(credit(n, who, kind=Kind.CREW), episodes=(), job="Composer") for n, who in ((1, "A"), (2, "B"))
    )
    assert not rivals(left, right)


@pytest.mark.parametrize("state", [State.CANCELLED, State.ENDED, State.FINAL_SEASON])
@pytest.mark.parametrize("scope", [None, 3])
def test_after_the_last_season_there_is_none(state: State, scope: int | None) -> None:
    end = said(1, state, 5, scope)
    assert verdict(4, end) is NO_SUCH
    assert verdict(7, end) is NO_SUCH
    assert verdict(3, end, season_3()) is LAST
    assert verdict(3, end, season_3(), later=True) is None
    assert verdict(4, end, release(91, "2021", season=4)) is (LAST if scope is None else None)


def test_before_anybody_said_so_nothing_had_ended() -> None:
    end = said(1, State.ENDED, 5)
    assert verdict(4, end, on=day(4)) is None
    assert verdict(4, end, on=day(5)) is NO_SUCH


def test_a_rumoured_end_is_a_rumour() -> None:
    end = renewal(1, State.CANCELLED, 3, (rumour(day=day(5)),))
    assert verdict(4, end) is RUMOURED
    assert verdict(3, end) is RUMOURED
    assert verdict(2, end) is None
    assert verdict(4, end, said(2, State.RENEWED, 6)) is None
    assert verdict(4, end, later=True) is None


def test_a_denied_end_is_none() -> None:
    assert verdict(4, renewal(1, State.ENDED, None, (rumour(day=day(1)), denial(day=day(2))))) is None


def test_a_season_that_was_cancelled_is_none() -> None:
    cancelled = said(2, State.CANCELLED, 5, 4)
    assert verdict(4, said(1, State.RENEWED, 1, 4), cancelled) is NO_SUCH
    assert verdict(5, cancelled) is NO_SUCH
    assert verdict(3, cancelled, season_3()) is LAST


def test_a_show_that_was_cancelled_with_a_season_ends_with_it() -> None:
    cancelled = said(1, State.CANCELLED, 5, 3)
    assert verdict(3, cancelled, season_3("2018-06-14")) is LAST
    assert verdict(3, cancelled, season_3("2019-06-14"), on=day(6)) is None


@pytest.mark.parametrize("again", [said(2, State.RENEWED, 9), said(2, State.ORDERED, 9, 4)])
def test_a_show_that_came_back_has_not_ended(again: Fact) -> None:
    ended = said(1, State.ENDED, 5)
    assert end_of(known((ended, again))) is None
    assert verdict(4, ended, again) is None
    assert verdict(4, ended, again, on=day(8)) is NO_SUCH


@pytest.mark.parametrize("state", [State.RENEWED, State.IN_PRODUCTION, State.FINISHED])
def test_a_last_season_is_the_last_while_it_is_made(state: State) -> None:
    final, made = said(1, State.FINAL_SEASON, 5, 3), said(2, state, 9, 3)
    assert course_of(known((final, made)), 3).state is state
    assert verdict(3, final, made) is LAST
    assert verdict(4, final, made) is NO_SUCH


def test_a_season_is_there_once_a_fact_is_sure_of_it() -> None:
    assert not is_there((), 3)
    assert is_there(known((season_3(),)), 3)
    assert not is_there(known((season_3(),)), 2)
    assert not is_there(known((replace(season_3(), claims=(rumour(),)),)), 3)
    assert not is_there(known((replace(season_3(), kind=Kind.NEWS, statement="Season 3"),)), 3)
    assert is_there(known((said(1, State.ORDERED, 1, 3),)), 3)
    assert not is_there(known((said(1, State.ORDERED, 1, 3), said(2, State.CANCELLED, 2, 3))), 3)


def _claims(day_numbers: list[tuple[str, int]]) -> tuple[Claim, ...]:
    kinds = {"confirmed": confirmation, "reported": report, "rumoured": rumour, "denied": denial}
    return tuple(kinds[kind](day=day(number)) for kind, number in day_numbers)


claims = st.lists(
    st.tuples(st.sampled_from(["confirmed", "reported", "rumoured", "denied"]), st.integers(0, 4)),
    min_size=1,
    max_size=3,
).map(_claims)
stories = st.lists(
    st.tuples(st.sampled_from(State), st.sampled_from([None, 2, 3]), claims), max_size=6
).map(lambda said: [renewal(number, *each) for number, each in enumerate(said, start=1)])  # fmt: skip
scopes = st.sampled_from([None, 2, 3])


@given(stories, scopes, st.integers(0, 5))
def test_a_course_has_each_known_fact_of_its_scope_once(facts: list[Fact], scope: int | None, on: int) -> None:
    of_day = known(facts, day(on))
    course = course_of(of_day, scope)
    every = [*course.current, *course.earlier, *course.unsure]
    own = [each for each in of_day if each.fact.seasons == (() if scope is None else (scope,))]
    assert sorted(each.fact.id for each in every) == [each.fact.id for each in own]
    assert bool(course.current) == any(each.certainty.status.is_sure for each in own)
    assert all(each.certainty.status.is_sure for each in (*course.current, *course.earlier))


@given(stories, scopes, st.integers(0, 5))
def test_what_answers_is_as_new_as_any_other(facts: list[Fact], scope: int | None, on: int) -> None:
    course = course_of(known(facts, day(on)), scope)
    days = [each.certainty.decisive.counts_from for each in (*course.current, *course.earlier)]
    assert all(left >= right for left, right in pairwise(days))
    assert len(set(days[: len(course.current)])) <= 1
    assert len(set(days)) < 2 or days[len(course.current) - 1] > days[len(course.current)]


@given(stories, st.integers(0, 5), st.integers(1, 4), st.permutations(range(6)))
def test_the_order_of_facts_makes_no_difference(facts: list[Fact], on: int, season: int, order: list[int]) -> None:
    of_day = known(facts, day(on))
    other = tuple(of_day[at] for at in order if at < len(of_day))
    assert end_of(of_day) == end_of(other)
    assert course_of(of_day, season) == course_of(other, season)


@given(stories, st.integers(0, 5), st.integers(1, 5), st.booleans())
def test_no_season_is_said_not_to_be_unless_somebody_is_sure_of_the_end(
    facts: list[Fact], on: int, season: int, later: bool
) -> None:
    of_day = known(facts, day(on))
    ending = ending_for(of_day, season, day(on), later=later)
    if ending is None:
        return
    assert not later
    assert ending.known.fact.state in (State.CANCELLED, State.ENDED, State.FINAL_SEASON)
    sure = ending.known.certainty.status.is_sure
    assert sure == (ending.verdict is not Verdict.RUMOURED)
    assert ending != Ending(Verdict.NO_SUCH_SEASON, ending.known) or not is_there(of_day, season)


@given(stories, stories)
def test_rivalry_is_mutual_and_of_one_day(left: list[Fact], right: list[Fact]) -> None:
    for one in left:
        for other in (replace(fact, id=fact.id + 10) for fact in right):
            assert rivals(one, other) == rivals(other, one)
            if rivals(one, other):
                assert one.seasons == other.seasons
                assert one.state is not other.state
