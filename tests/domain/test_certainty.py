"""How certain a fact is on a day, from the claims published until then."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certainty import certainty_on, origins, sharing_a_list
from bot.domain.dates import PartialDate
from bot.domain.facts import Certainty, Claim, Source, Status, Weight
from tests.domain.builders import DAY, claim, confirmation, denial, report, rumour

EARLIER, LATER = DAY - timedelta(days=30), DAY + timedelta(days=30)
OUTLETS = ("Variety", "Deadline", "Polygon", "tor.com")
LISTS = ("A list", "Variety")

days = st.dates(date(2018, 1, 1), date(2018, 1, 20))
claims = st.lists(
    st.builds(
        Claim,
        source=st.builds(Source, st.just(1), st.sampled_from(OUTLETS), origin=st.none() | st.sampled_from(LISTS)),
        weight=st.sampled_from(Weight),
        counts_from=days,
        supports=st.booleans(),
        published=st.none() | days.map(PartialDate.of_day),
        via=st.none() | st.sampled_from(OUTLETS),
    ),
    max_size=6,
)


def status(*made: Claim, on: date = LATER) -> Status:
    return certainty(*made, on=on).status


def certainty(*made: Claim, on: date = LATER) -> Certainty:
    found = certainty_on(made, on)
    assert found is not None
    return found


def test_before_anybody_spoke_there_is_no_certainty() -> None:
    assert certainty_on((report(day=DAY),), EARLIER) is None
    assert certainty_on((), LATER) is None


def test_a_claim_counts_from_its_very_day() -> None:
    assert certainty_on((report(day=DAY),), DAY - timedelta(days=1)) is None
    assert status(report(day=DAY), on=DAY) is Status.REPORTED


def test_a_single_claim_gives_its_own_weight() -> None:
    assert status(rumour()) is Status.RUMOURED
    assert status(report()) is Status.REPORTED
    assert status(confirmation()) is Status.CONFIRMED


def test_the_heaviest_claim_decides_even_if_it_is_older() -> None:
    assert status(confirmation(day=EARLIER), rumour(day=DAY), report(day=LATER)) is Status.CONFIRMED


def test_of_equally_heavy_claims_the_newer_decides() -> None:
    assert status(confirmation(day=EARLIER), denial(day=DAY)) is Status.DENIED
    assert status(denial(day=EARLIER), confirmation(day=DAY)) is Status.CONFIRMED


def test_a_denial_that_decides_makes_the_fact_denied() -> None:
    assert status(report(day=DAY), denial(day=LATER)) is Status.DENIED


def test_a_lighter_denial_does_not_outweigh_a_confirmation() -> None:
    assert status(confirmation(day=EARLIER), denial("A fan", Weight.REPORTED, DAY)) is Status.CONFIRMED


def test_two_reports_of_different_origin_weigh_as_confirmed() -> None:
    assert status(report("Variety"), report("Deadline")) is Status.CONFIRMED


def test_two_reports_of_one_outlet_stay_reported() -> None:
    assert status(report("Variety", EARLIER), report("VARIETY", DAY)) is Status.REPORTED


def test_a_report_that_repeats_another_outlet_adds_nothing_to_it() -> None:
    assert status(report("Variety"), report("Polygon", via="Variety")) is Status.REPORTED


def test_two_reports_that_repeat_the_same_outlet_are_of_one_origin() -> None:
    assert status(report("Polygon", via="Variety"), report("tor.com", via="variety")) is Status.REPORTED


def test_a_repeat_of_a_repeat_is_of_the_first_origin() -> None:
    chain = (report("Variety"), report("Polygon", via="Variety"), report("tor.com", via="Polygon"))
    assert status(*chain) is Status.REPORTED
    assert origins(chain) == ["variety"] * 3
    assert status(*chain, report("Deadline")) is Status.CONFIRMED


def test_outlets_that_name_each_other_as_their_source_end_somewhere() -> None:
    circle = (report("Polygon", via="tor.com"), report("tor.com", via="Polygon"))
    assert len(origins(circle)) == 2
    assert origins((report("Variety", via="Variety"),)) == ["variety"]


def test_two_reports_of_outlets_that_may_share_a_list_are_of_one_origin() -> None:
    listed = (report("Polygon", shared="A list"), report("tor.com", shared="a LIST"))
    assert status(*listed) is Status.REPORTED
    assert len(set(origins(listed))) == 1
    assert status(*listed, report("Deadline")) is Status.CONFIRMED
    assert status(*listed, report("Deadline", shared="Another list")) is Status.CONFIRMED


def test_a_list_is_no_outlet_even_if_it_is_called_like_one() -> None:
    assert status(report("Polygon", shared="Variety"), report("Variety")) is Status.CONFIRMED


def test_a_repeat_of_an_outlet_that_may_share_a_list_is_of_that_list() -> None:
    repeated = (
        report("Polygon", shared="A list"),
        report("Deadline", via="Polygon"),
        report("tor.com", shared="A list"),
    )
    assert len(set(origins(repeated))) == 1


def test_an_outlet_that_names_whom_it_repeats_has_it_from_there_and_not_from_the_list() -> None:
    made = (report("Polygon", via="Variety", shared="A list"), report("tor.com", shared="A list"))
    assert origins(made)[0] == "variety"
    assert status(*made) is Status.CONFIRMED
    assert sharing_a_list(made) == ()


def test_one_outlet_with_two_lists_joins_both() -> None:
    made = (
        report("Polygon", shared="A list"), report("tor.com", shared="Another"),
        report("Variety", shared="A list"), report("Variety", shared="Another"),
    )  # fmt: skip
    assert len(set(origins(made))) == 1


def test_the_outlets_of_a_list_are_named_once_each() -> None:
    made = (report("Polygon", shared="A list"), report("POLYGON", shared="A list"), report("Variety"))
    assert sharing_a_list(made) == ()
    assert sharing_a_list((*made, report("tor.com", shared="a list"))) == (("A list", ("Polygon", "tor.com")),)


def test_rumours_never_add_up() -> None:
    assert status(*(rumour(f"Fan {number}") for number in range(20))) is Status.RUMOURED


def test_a_rumour_and_a_report_are_a_report() -> None:
    assert status(rumour("Deadline"), report("Variety")) is Status.REPORTED


def test_two_reports_that_deny_deny_as_heavily_as_a_confirmation() -> None:
    denials = tuple(claim(outlet, supports=False, day=DAY) for outlet in ("Variety", "Deadline"))
    assert status(confirmation(day=EARLIER), *denials) is Status.DENIED


def test_a_report_and_a_denial_are_not_two_reports_of_the_same() -> None:
    assert status(report("Variety", EARLIER), claim("Deadline", supports=False, day=DAY)) is Status.DENIED
    assert status(claim("Deadline", supports=False, day=EARLIER), report("Variety", DAY)) is Status.REPORTED


def test_reports_confirm_from_the_day_of_the_second_on() -> None:
    made = (report("Variety", EARLIER), report("Deadline", DAY))
    assert status(*made, on=EARLIER) is Status.REPORTED
    assert status(*made, on=DAY) is Status.CONFIRMED


def test_history_has_each_change_of_status_once_with_the_claim_that_caused_it() -> None:
    first, again, sure = rumour(day=EARLIER), rumour("Another fan", DAY), confirmation(day=LATER)
    history = certainty(sure, again, first).history
    assert [(change.day, change.status, change.claim) for change in history] == [
        (EARLIER, Status.RUMOURED, first),
        (LATER, Status.CONFIRMED, sure),
    ]


def test_the_first_to_confirm_is_named_and_the_latest_to_report() -> None:
    first, second = confirmation("Netflix", EARLIER), confirmation("Marvel", DAY)
    assert certainty(second, first).agreeing == (first, second)
    old, new = rumour("Old", EARLIER), rumour("New", DAY)
    assert certainty(old, new).agreeing == (new, old)


def test_a_claim_with_a_day_on_record_is_named_before_one_without() -> None:
    dated, undated = confirmation(day=DAY), claim("Marvel", Weight.CONFIRMED, EARLIER, dated=False)
    assert certainty(undated, dated).agreeing == (dated, undated)


def test_only_claims_that_agree_with_the_decisive_one_are_named() -> None:
    agreeing = certainty(report(day=EARLIER), denial(day=DAY)).agreeing
    assert [claim.supports for claim in agreeing] == [False]


@given(claims, days)
def test_what_is_published_later_never_matters(made: list[Claim], day: date) -> None:
    by_then = [claim for claim in made if claim.counts_from <= day]
    assert certainty_on(made, day) == certainty_on(by_then, day)


@given(claims, days)
def test_a_certainty_has_all_claims_until_then_and_ends_its_history(made: list[Claim], day: date) -> None:
    found = certainty_on(made, day)
    by_then = [claim for claim in made if claim.counts_from <= day]
    assert (found is None) == (not by_then)
    if found:
        assert sorted(map(repr, found.claims)) == sorted(map(repr, by_then))
        assert found.history[-1].status is found.status
        assert {*found.agreeing} <= {*found.claims}


@given(claims, days)
def test_each_step_of_the_history_is_the_certainty_of_its_day(made: list[Claim], day: date) -> None:
    found = certainty_on(made, day)
    for change in found.history if found else ():
        then = certainty_on(made, change.day)
        assert then is not None
        assert then.status is change.status


@given(claims, st.sampled_from(LISTS))
def test_a_common_list_only_ever_makes_fewer_origins(made: list[Claim], name: str) -> None:
    apart = [replace(claim, source=replace(claim.source, origin=None)) for claim in made]
    of_one = [replace(claim, source=replace(claim.source, origin=name)) for claim in made]
    assert len(set(origins(of_one))) <= len(set(origins(made))) <= len(set(origins(apart)))


@given(claims.flatmap(lambda made: st.permutations(made).map(lambda mixed: (made, mixed))))
def test_which_claims_are_of_one_origin_does_not_depend_on_their_order(both: tuple[list[Claim], list[Claim]]) -> None:
    made, mixed = ([replace(claim, via=None) for claim in each] for each in both)

    def pairs(listed: list[Claim]) -> set[tuple[Claim, Claim]]:
        named = list(zip(listed, origins(listed), strict=True))
        return {(left, right) for left, one in named for right, other in named if one == other}

    assert pairs(made) == pairs(mixed)


@given(st.lists(st.builds(report, st.sampled_from(OUTLETS), days, shared=st.just("A list")), min_size=1), days)
def test_no_number_of_reports_of_one_list_confirms(made: list[Claim], day: date) -> None:
    found = certainty_on(made, day)
    assert found is None or found.status is Status.REPORTED


@given(claims, days)
def test_a_heavier_claim_on_a_new_day_decides(made: list[Claim], day: date) -> None:
    assert status(*made, denial(day=date(2018, 2, 1)), on=date(2018, 2, 1)) is Status.DENIED
    assert status(*made, confirmation(day=date(2018, 2, 1)), on=date(2018, 2, 1)) is Status.CONFIRMED


@given(st.lists(st.builds(rumour, st.sampled_from(OUTLETS), days), min_size=1), days)
def test_no_number_of_rumours_is_more_than_a_rumour(made: list[Claim], day: date) -> None:
    found = certainty_on(made, day)
    assert found is None or found.status is Status.RUMOURED
