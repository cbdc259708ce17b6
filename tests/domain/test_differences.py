"""What changed between two wordings, and merging what two people changed in the same one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.differences import ClaimChange, difference, merged, same
from bot.domain.facts import Billing, Character, Claim, Episode, Fact, Kind, Outcome, Person, Source, Weight
from tests.domain.builders import DAY, SHOW, claim, confirmation, credit, report, rumour

PEOPLE = [Person(1, "Ann Lee"), Person(2, "Bea Kay"), Person(3, "Ann Lee")]
EPISODES = [Episode(number, EpisodeCode(1, number)) for number in (1, 2)]

sources = st.builds(Source, id=st.integers(1, 3), outlet=st.sampled_from(["Variety", "Deadline", "Polygon"]))
claims = st.builds(
    Claim,
    source=sources,
    weight=st.sampled_from(Weight),
    counts_from=st.just(DAY),
    supports=st.booleans(),
    speaker=st.none() | st.sampled_from(["Melissa Rosenberg"]),
)
places = st.sampled_from(
    [((), ()), ((1,), ()), ((2,), ()), ((1, 2), ()), ((1,), (EPISODES[0],)), ((1,), tuple(EPISODES))]
)
settlements = st.sampled_from([(None, None), (7, Outcome.SETTLED), (7, Outcome.REFUTED), (8, Outcome.SETTLED)])


@st.composite
def wordings(draw: st.DrawFn) -> Fact:
    """Wordings of one fact; few values, so that two of them often agree in some."""
    seasons, episodes = draw(places)
    settled_by, outcome = draw(settlements)
    return Fact(
        id=1,
        revision_id=1,
        kind=Kind.NEWS,
        show=SHOW,
        claims=tuple(draw(st.lists(claims, max_size=4, unique=True))),
        statement=draw(st.none() | st.sampled_from(["One", "Two"])),
        people=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))),
        character=draw(st.none() | st.just(Character(1, "Trish Walker"))),
        billing=draw(st.none() | st.sampled_from(Billing)),
        seasons=seasons,
        episodes=episodes,
        released=draw(st.none() | st.sampled_from(["2018", "2018-03-08"]).map(PartialDate.parse)),
        set_size=draw(st.none() | st.just(13)),
        spoils=draw(st.none() | st.just(EpisodeCode(1, 13))),
        settled_by=settled_by,
        outcome=outcome,
    )


few = settings(max_examples=60)


def in_any_order(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=repr)


@few
@given(wordings(), wordings())
def test_where_they_changed_nothing_the_merge_is_mine(opened: Fact, mine: Fact) -> None:
    made = merged(opened, mine, opened)
    assert same(made, mine)
    assert replace(made, claims=()) == replace(mine, claims=())
    assert in_any_order(made.claims) == in_any_order(mine.claims)


@few
@given(wordings(), wordings())
def test_where_i_changed_nothing_the_merge_is_theirs(opened: Fact, theirs: Fact) -> None:
    assert merged(opened, opened, theirs) == theirs


@few
@given(wordings(), wordings())
def test_nothing_differs_just_where_all_that_a_fact_says_is_the_same(left: Fact, right: Fact) -> None:
    equal = replace(left, claims=()) == replace(right, claims=()) and set(left.claims) == set(right.claims)
    assert bool(difference(left, right)) is not equal
    assert same(left, right) is equal
    assert not difference(left, left)


@few
@given(wordings())
def test_neither_ids_nor_the_order_of_claims_make_a_difference(fact: Fact) -> None:
    assert same(fact, replace(fact, id=9, revision_id=9, claims=fact.claims[::-1]))


@few
@given(wordings(), wordings())
def test_a_difference_names_each_field_that_changed_and_no_other(before: Fact, after: Fact) -> None:
    changed = {
        name
        for name in Fact.__slots__
        if name not in ("id", "revision_id", "kind", "show", "claims") and getattr(before, name) != getattr(after, name)
    }
    assert set(difference(before, after).fields) == changed


@few
@given(wordings(), wordings())
def test_a_difference_accounts_for_every_claim_that_came_or_went(before: Fact, after: Fact) -> None:
    changes = difference(before, after).claims
    gone = [change.before for change in changes if change.before]
    new = [change.after for change in changes if change.after]
    assert in_any_order(gone) == in_any_order([claim for claim in before.claims if claim not in after.claims])
    assert in_any_order(new) == in_any_order([claim for claim in after.claims if claim not in before.claims])


@few
@given(wordings(), wordings(), wordings())
def test_claims_that_either_added_are_kept_and_those_that_either_withdrew_are_gone(
    opened: Fact, mine: Fact, theirs: Fact
) -> None:
    kept = set(opened.claims) & set(mine.claims) & set(theirs.claims)
    corrected = {change.before for change in difference(opened, mine).claims if change.before and change.after}
    theirs_of_the_same = {change.after for change in difference(opened, theirs).claims if change.before in corrected}
    added = (set(mine.claims) | (set(theirs.claims) - theirs_of_the_same)) - set(opened.claims)
    made = merged(opened, mine, theirs).claims
    assert set(made) == kept | added
    assert len(made) == len(set(made))


@few
@given(wordings(), wordings(), wordings())
def test_each_field_is_mine_where_i_changed_it_and_theirs_where_not(opened: Fact, mine: Fact, theirs: Fact) -> None:
    made = merged(opened, mine, theirs)
    for name in ("statement", "people", "character", "billing", "released", "set_size", "spoils"):
        meant = mine if getattr(mine, name) != getattr(opened, name) else theirs
        assert getattr(made, name) == getattr(meant, name), name
    for pair in (("seasons", "episodes"), ("settled_by", "outcome")):
        together = [tuple(getattr(fact, name) for name in pair) for fact in (opened, mine, theirs, made)]
        assert together[3] == (together[1] if together[1] != together[0] else together[2]), pair


def test_a_claim_of_the_same_outlet_in_place_of_another_is_that_one_corrected() -> None:
    before, after = report("Variety", date(2018, 1, 1)), report("Variety", date(2018, 1, 2))
    other = confirmation("Netflix")
    change = difference(credit(1, "Ann", claims=(before, other)), credit(1, "Ann", claims=(after, other)))
    assert change.claims == (ClaimChange(before, after),)


def test_a_claim_of_another_outlet_came_and_the_first_went() -> None:
    before, after = report("Variety"), report("Deadline")
    change = difference(credit(1, "Ann", claims=(before,)), credit(1, "Ann", claims=(after,)))
    assert change.claims == (ClaimChange(before, None), ClaimChange(None, after))


def test_of_two_corrections_of_one_claim_mine_is_kept() -> None:
    before = claim("Variety")
    opened = credit(1, "Ann", claims=(before,))
    mine = replace(opened, claims=(replace(before, speaker="Melissa Rosenberg"),))
    theirs = replace(opened, claims=(replace(before, via="Twitter"),))
    assert merged(opened, mine, theirs).claims == mine.claims


def test_the_order_of_people_makes_a_difference() -> None:
    before, after = credit(1, "Ann", "Bea", claims=(rumour(),)), credit(1, "Bea", "Ann", claims=(rumour(),))
    assert difference(before, after).fields == ("people",)


def test_a_merge_keeps_the_place_and_the_revision_of_what_is_current() -> None:
    opened = credit(1, "Ann")
    theirs = replace(opened, revision_id=8)
    assert merged(opened, replace(opened, revision_id=9, statement="Mine"), theirs).revision_id == 8
