"""How certain a fact is on a day, from the claims published until then."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certainty import certainty_on, origins
from bot.domain.dates import PartialDate
from bot.domain.facts import Certainty, Claim, Source, Status, Weight
from tests.domain.builders import DAY, claim, confirmation, denial, report, rumour

EARLIER, LATER = DAY - timedelta(days=30), DAY + timedelta(days=30)
OUTLETS = ("Variety", "Deadline", "Polygon", "tor.com")

days = st.dates(date(2018, 1, 1), date(2018, 1, 20))
claims = st.lists(
    st.builds(
        Claim,
        source=st.sampled_from(OUTLETS).map(lambda outlet: Source(1, outlet)),
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


@given(claims, days)
def test_a_heavier_claim_on_a_new_day_decides(made: list[Claim], day: date) -> None:
    assert status(*made, denial(day=date(2018, 2, 1)), on=date(2018, 2, 1)) is Status.DENIED
    assert status(*made, confirmation(day=date(2018, 2, 1)), on=date(2018, 2, 1)) is Status.CONFIRMED


@given(st.lists(st.builds(rumour, st.sampled_from(OUTLETS), days), min_size=1), days)
def test_no_number_of_rumours_is_more_than_a_rumour(made: list[Claim], day: date) -> None:
    found = certainty_on(made, day)
    assert found is None or found.status is Status.RUMOURED
