"""Facts that can't both hold, and the order in which to show them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certainty import best_attested, known_on, rivals
from bot.domain.facts import Fact, Kind, Known, Outcome
from tests.domain.builders import DAY, confirmation, credit, denial, release, report, rumour

LATER = DAY + timedelta(days=30)


def known(*facts: Fact) -> tuple[Known, ...]:
    return known_on(facts, LATER)


def test_two_directors_of_one_episode_are_rivals() -> None:
    assert rivals(credit(1, "Ann"), credit(2, "Bea"))


def test_a_shared_credit_is_one_fact_and_no_rival_of_itself() -> None:
    shared = credit(1, "Ann", "Bea")
    assert not rivals(shared, shared)
    assert rivals(shared, credit(2, "Ann"))


def test_the_same_credit_twice_is_no_contradiction() -> None:
    assert not rivals(credit(1, "Ann"), credit(2, "Ann"))


def test_directors_of_two_episodes_are_no_rivals() -> None:
    assert not rivals(credit(1, "Ann"), credit(2, "Bea", episode=2))


def test_a_director_and_a_writer_are_no_rivals() -> None:
    assert not rivals(credit(1, "Ann"), credit(2, "Bea", kind=Kind.WRITER))


def test_a_statement_about_a_set_contradicts_no_member() -> None:
    everyone = replace(credit(1), statement="Women direct all episodes.", set_size=13)
    assert not rivals(everyone, credit(2, "Bea"))


def test_two_directors_named_for_a_whole_season_are_no_rivals() -> None:
    left, right = (replace(fact, episodes=()) for fact in (credit(1, "Ann"), credit(2, "Bea")))
    assert not rivals(left, right)


@pytest.mark.parametrize("kind", [Kind.CAST, Kind.NEWS])
def test_roles_and_news_never_rule_each_other_out(kind: Kind) -> None:
    assert not rivals(credit(1, "Ann", kind=kind), credit(2, "Bea", kind=kind))


def test_two_release_dates_are_rivals() -> None:
    assert rivals(release(1, "2018-03-08"), release(2, "2018-04-01"))


def test_a_date_within_a_vaguer_one_refines_it_and_is_no_rival() -> None:
    assert not rivals(release(1, "early 2018"), release(2, "2018-03-08"))


def test_dates_of_two_seasons_are_no_rivals() -> None:
    assert not rivals(release(1, "2018-03-08"), release(2, "2019-06-14", season=3))


facts = st.one_of(
    st.builds(credit, st.integers(1, 4), st.sampled_from(["Ann", "Bea"]), episode=st.integers(1, 2)),
    st.builds(release, st.integers(5, 9), st.sampled_from(["2018", "2018-03", "2018-04"]), season=st.integers(1, 2)),
)


@given(facts, facts)
def test_rivalry_is_mutual_and_never_with_itself(left: Fact, right: Fact) -> None:
    assert rivals(left, right) == rivals(right, left)
    assert not rivals(left, left)


def test_the_best_attested_of_rivals_comes_first() -> None:
    rumoured, denied = credit(1, "Ann", claims=(rumour(),)), credit(2, "Bea", claims=(denial(),))
    reported, confirmed = credit(3, "Cat", claims=(report(),)), credit(4, "Dee", claims=(confirmation(),))
    ordered = best_attested(known(rumoured, denied, reported, confirmed))
    assert [each.fact for each in ordered] == [confirmed, reported, rumoured, denied]


def test_of_rivals_equally_certain_the_one_with_more_origins_comes_first() -> None:
    single = credit(1, "Ann", claims=(rumour("A", LATER),))
    two = credit(2, "Bea", claims=(rumour("B"), rumour("C")))
    assert [known.fact for known in best_attested(known(single, two))] == [two, single]


def test_of_rivals_equally_attested_the_newer_comes_first() -> None:
    old, new = credit(1, "Ann", claims=(report("A"),)), credit(2, "Bea", claims=(report("B", LATER),))
    assert [known.fact for known in best_attested(known(old, new))] == [new, old]


def test_what_was_refuted_comes_last() -> None:
    refuted, current = release(1, "2018-03"), release(2, "2018-04")
    sure = replace(refuted, claims=(confirmation(),), outcome=Outcome.REFUTED, settled_by=2)
    assert [each.fact for each in best_attested(known(sure, current))] == [current, sure]


def test_before_the_refutation_was_known_a_fact_is_as_certain_as_it_was() -> None:
    refuted, rival = release(1, "2018-03"), release(2, "2018-04")
    sure = replace(refuted, claims=(confirmation(),), outcome=Outcome.REFUTED, settled_by=3)
    assert [each.fact for each in best_attested(known(sure, rival))] == [sure, rival]


def test_only_facts_that_somebody_had_spoken_of_are_known() -> None:
    early, late = credit(1, "Ann"), credit(2, "Bea", claims=(report(day=LATER),))
    assert [each.fact for each in known_on((early, late), DAY)] == [early]
    assert [each.fact for each in known_on((late, early), LATER)] == [late, early]
