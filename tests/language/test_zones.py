"""Which time zone is meant by what somebody types."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.zones import Fit
from bot.language.zones import MOST_ZONES, complete_zone, read_zone, well_known, zones

ON = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = st.sampled_from(zones())


def city(zone: str) -> str:
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("europe/berlin", "Europe/Berlin"), ("Berlin", "Europe/Berlin"), ("berl", "Europe/Berlin"),
        ("london", "Europe/London"), ("new york", "America/New_York"), ("são paulo", "America/Sao_Paulo"),
        ("sao  paulo", "America/Sao_Paulo"), ("St. John's", "America/St_Johns"), ("utc", "UTC"),
        ("port au prince", "America/Port-au-Prince"), ("Louisville", "America/Kentucky/Louisville"),
        ("\u202eberlin", "Europe/Berlin"), ("Jst", "Asia/Tokyo"),
    ],
)  # fmt: skip
def test_the_one_zone_that_fits_is_taken(typed: str, zone: str) -> None:
    meant = read_zone(typed, ON)
    assert (meant.fit, meant.zones) == (Fit.ONE, (zone,))


@pytest.mark.parametrize(
    ("typed", "among"),
    [
        ("EST", {"America/New_York", "America/Toronto"}),
        ("edt", {"America/New_York"}),
        ("ET", {"America/New_York"}),
        ("CST", {"America/Chicago", "Asia/Shanghai"}),
        ("IST", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
        ("i.s.t.", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
        ("BST", {"Europe/London"}),
        ("GMT", {"Europe/London"}),
        ("indiana", {"America/Indiana/Knox", "America/Indiana/Vevay"}),
        ("europe", {"Europe/Berlin"}),
        ("georgia", {"Atlantic/South_Georgia"}),
        ("Berlin, Germany", {"Europe/Berlin"}),
        ("Paris, Texas", {"Europe/Paris"}),
    ],
)
def test_what_may_mean_something_else_is_asked_about(typed: str, among: set[str]) -> None:
    meant = read_zone(typed, ON)
    assert meant.fit is Fit.SEVERAL
    assert among <= set(meant.zones)
    assert len(meant.zones) <= MOST_ZONES


def test_a_slip_is_asked_about_and_anything_else_is_answered_with_well_known_zones() -> None:
    assert read_zone("berlim", ON).zones == ("Europe/Berlin",)
    assert read_zone("berlim", ON).fit is Fit.NEAR
    for typed in ("", " ", "zzz", "Marble Street", "x" * 2000, "Etc/GMT+5", "../etc/passwd", "@everyone", "🎉" * 30):
        meant = read_zone(typed, ON)
        assert (meant.fit, meant.zones) == (Fit.NONE, well_known()), typed


@given(ZONES)
def test_every_zone_is_found_by_its_name_and_its_city_is_found_or_asked_about(zone: str) -> None:
    assert read_zone(zone, ON).zones == (zone,)
    meant = read_zone(city(zone), ON)
    assert meant.fit in (Fit.ONE, Fit.SEVERAL)
    assert city(zone) in map(city, meant.zones)


@given(ZONES, st.sampled_from([str.upper, str.lower, str.title]))
def test_case_makes_no_difference(zone: str, change: Callable[[str], str]) -> None:
    assert read_zone(change(city(zone)), ON).zones == read_zone(city(zone), ON).zones


@given(st.text(max_size=70))
def test_whatever_is_typed_up_to_25_known_zones_come_of_it(text: str) -> None:
    meant = read_zone(text, ON)
    assert 1 <= len(meant.zones) <= MOST_ZONES
    assert set(meant.zones) <= set(zones())
    assert len(set(meant.zones)) == len(meant.zones)
    assert (meant.fit is Fit.ONE) <= (len(meant.zones) == 1)
    assert len(complete_zone(text, ON)) <= MOST_ZONES


def test_completions_begin_with_well_known_zones() -> None:
    assert complete_zone("", ON) == well_known()
    assert len(well_known()) == MOST_ZONES
    assert complete_zone("berl", ON) == ("Europe/Berlin",)
    assert "America/New_York" in complete_zone("est", ON)
    assert complete_zone("zzz", ON) == ()
