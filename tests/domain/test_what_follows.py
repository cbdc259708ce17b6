"""How it goes on after a season."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certainty import known_on
from bot.domain.facts import Fact, Kind, State
from bot.domain.renewals import is_ending, what_follows
from tests.domain.builders import DAY, confirmation, release, report, rumour


def renewal(number: int, state: State, *seasons: int, days: int = 0, guess: bool = False) -> Fact:
    claim = (rumour if guess else confirmation)(day=DAY + timedelta(days))
    fact = replace(release(number, "2018"), kind=Kind.RENEWAL, released=None, seasons=seasons, state=state)
    return replace(fact, claims=(claim,))


def follows(*facts: Fact, season: int = 3) -> int | None:
    found = what_follows(known_on(facts, DAY + timedelta(400)), season)
    return found.fact.id if found else None


def test_the_newest_sure_fact_counts() -> None:
    ended, ordered = renewal(1, State.ENDED), renewal(2, State.ORDERED, 4, days=5)
    assert follows(ended, ordered) == 2
    assert follows(ended, replace(ordered, claims=(rumour(day=DAY + timedelta(5)),))) == 1
    assert follows(replace(ended, claims=(report(day=DAY + timedelta(9)),)), ordered) == 1
    assert follows() is None


@pytest.mark.parametrize(
    ("state", "seasons", "ending"),
    [
        (State.ENDED, (), True),
        (State.CANCELLED, (), True),
        (State.CANCELLED, (4,), True),
        (State.FINAL_SEASON, (3,), True),
        (State.FINAL_SEASON, (), True),
        (State.FINAL_SEASON, (4,), False),
        (State.RENEWED, (4,), False),
        (State.ON_HIATUS, (), False),
        (State.FINISHED, (3,), False),
    ],
)
def test_what_is_an_end(state: State, seasons: tuple[int, ...], ending: bool) -> None:
    (known,) = known_on((renewal(1, state, *seasons),), DAY)
    assert is_ending(known, 3) is ending


def test_what_was_said_of_an_earlier_season_says_nothing_of_what_follows() -> None:
    assert follows(renewal(1, State.RENEWED, 3)) is None
    assert follows(renewal(1, State.RENEWED, 4)) == 1


@given(
    st.lists(
        st.tuples(st.sampled_from(State), st.lists(st.integers(1, 5), max_size=1), st.integers(0, 300), st.booleans()),
        max_size=6,
    )
)
def test_what_follows_is_sure_and_of_the_newest_day_or_the_end(said: list[tuple[State, list[int], int, bool]]) -> None:
    facts = tuple(
        renewal(number, state, *seasons, days=days, guess=guess)
        for number, (state, seasons, days, guess) in enumerate(said, start=1)
    )
    sure = [days for _, _, days, guess in said if not guess]
    found = follows(*facts)
    if found is not None:
        _, _, days, guess = said[found - 1]
        assert not guess
        assert days == max(sure) or is_ending(known_on(facts, DAY + timedelta(400))[found - 1], 3)


def test_a_last_season_is_the_end_while_it_is_made() -> None:
    final, made = renewal(1, State.FINAL_SEASON, 3), renewal(2, State.IN_PRODUCTION, 3, days=5)
    assert follows(final, made) == 1
    assert follows(final, replace(made, seasons=(4,))) == 2
