"""Which thing a typed name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import NameMatch, NameRole, choose, narrow, prefix_bounds, rank
from bot.domain.names import fold, suffixes

MAIN, RECURRING, GUEST = 0, 1, 2


def match(
    number: int, name: str, prominence: int = RECURRING, role: NameRole = NameRole.CHARACTER, word: int = 0
) -> NameMatch:
    return NameMatch(role, number, name, suffixes(fold(name))[word], word, prominence)


def test_an_exact_name_wins_over_a_more_prominent_one_that_only_begins_so() -> None:
    ann, anna = match(1, "Ann", GUEST), match(2, "Anna", MAIN)
    assert choose("ann", (anna, ann)) == (ann,)


def test_a_name_turned_round_is_exact_too() -> None:
    clarkson, other = match(1, "S.J. Clarkson"), match(2, "S.J. Clarkson-Smith", MAIN)
    assert choose("Clarkson, SJ", (other, clarkson)) == (clarkson,)


def test_a_last_name_alone_is_not_exact() -> None:
    trish = match(1, "Trish Walker", MAIN, word=1)
    ben = match(2, "Ben Walker", MAIN, word=1)
    assert choose("walker", (trish, ben)) == (trish, ben)


def test_the_only_match_in_the_main_cast_wins() -> None:
    trish, dorothy = match(1, "Trish Walker", MAIN, word=1), match(2, "Dorothy Walker", word=1)
    assert choose("walk", (dorothy, trish)) == (trish,)


def test_several_in_the_main_cast_are_a_tie_with_all_the_others_after_them() -> None:
    first, second, guest = match(1, "Jess", MAIN), match(2, "Jeri", MAIN), match(3, "Jean", GUEST)
    assert choose("je", (guest, first, second)) == (second, first, guest)


def test_nobody_in_the_main_cast_is_a_tie() -> None:
    first, second = match(1, "Jean", GUEST), match(2, "Jeff")
    assert choose("je", (first, second)) == (second, first)


def test_two_people_of_one_name_are_a_tie() -> None:
    actor = match(1, "Steve McQueen", role=NameRole.ACTOR)
    other = match(2, "Steve McQueen", MAIN, role=NameRole.ACTOR)
    assert set(choose("steve mcqueen", (actor, other))) == {actor, other}


def test_a_thing_with_several_matching_names_is_there_once() -> None:
    assert choose("k", (match(1, "Kilgrave", MAIN), match(1, "Kevin Thompson", MAIN))) == (
        match(1, "Kevin Thompson", 0),
    )


def test_somebody_who_acts_and_directs_is_one_thing() -> None:
    roles = (NameRole.ACTOR, NameRole.DIRECTOR)
    assert len(choose("krysten ritter", [match(1, "Krysten Ritter", MAIN, role) for role in roles])) == 1


@pytest.mark.parametrize("role", [NameRole.EPISODE, NameRole.SEASON, NameRole.DIRECTOR])
def test_only_the_cast_has_a_main_cast(role: NameRole) -> None:
    first, second = match(1, "Smile", MAIN, role), match(2, "Smirk", RECURRING, role)
    assert choose("smi", (first, second)) == (first, second)


def test_nothing_means_nothing() -> None:
    assert choose("x", ()) == ()


matches = st.lists(
    st.builds(
        match,
        st.integers(1, 5),
        st.sampled_from(["Ann", "Anna", "Ann Bee", "Bea"]),
        st.integers(0, 3),
        st.sampled_from(NameRole).filter(lambda role: role is not NameRole.SHOW),
    ),
    max_size=8,
)


@given(st.sampled_from(["a", "ann", "bea", "ann bee"]), matches)
def test_each_thing_is_offered_once_and_nothing_is_made_up(typed: str, found: list[NameMatch]) -> None:
    chosen = choose(typed, found)
    assert len({match.thing for match in chosen}) == len(chosen)
    assert {*chosen} <= {*found}
    assert bool(chosen) == bool(found)


@given(matches)
def test_ranking_puts_the_prominent_first_and_depends_on_no_order(found: list[NameMatch]) -> None:
    ranked = rank(found)
    assert [match.prominence for match in ranked] == sorted(match.prominence for match in found)
    assert [match.name for match in rank(reversed(found))] == [match.name for match in ranked]


def test_narrowing_keeps_names_in_which_each_typed_word_begins_a_word() -> None:
    ritter, other = match(1, "Krysten Ritter"), match(2, "Tex Ritter")
    assert narrow("k ritter", (other, ritter)) == [ritter]


keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(keys, keys)
def test_a_key_lies_between_the_bounds_of_a_prefix_if_it_begins_with_it(prefix: str, key: str) -> None:
    low, high = prefix_bounds(prefix)
    assert low <= prefix + key < high or (prefix + key).startswith(high)
    assert (low <= key < high) == key.startswith(prefix) or key.startswith(high)
