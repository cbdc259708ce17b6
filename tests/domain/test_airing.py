"""Whether something has aired by a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.airing import AirDates, SeasonDates, air_date, refined, season_dates
from bot.domain.certainty import known_on
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.domain.facts import Episode, Fact
from tests.domain.builders import DAY, confirmation, denial, release, report, rumour

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
days = st.dates(date(2015, 1, 1), date(2019, 12, 31))
partial = st.one_of(
    days.map(PartialDate.of_day),
    st.sampled_from(["2016", "2018", "early 2017", "2018-Q2", "2017-03", "late 2018"]).map(PartialDate.parse),
)
air_dates = st.builds(AirDates, *[st.none() | partial] * 2, *[st.none() | days] * 2)


def day(when: date) -> PartialDate:
    return PartialDate.of_day(when)


def episode(number: int, aired: date | None = None, season: int = 2) -> Episode:
    return Episode(number, EpisodeCode(season, number), aired=aired)


def of_episode(number: int, text: str, **changes: object) -> Fact:
    """What is released of an episode of season 2."""
    fact = replace(release(number, text), episodes=(episode(number),))
    return replace(fact, **changes)


def dates(*episodes: Episode, releases: tuple[Fact, ...] = (), after: date | None = None) -> SeasonDates:
    return replace(season_dates(2, episodes, known_on(releases, AFTER)), after=after)


@pytest.mark.parametrize(
    ("dates", "aired"),
    [
        (AirDates(), False),
        (AirDates(own=day(DAY)), True),
        (AirDates(own=day(BEFORE)), True),
        (AirDates(own=day(AFTER)), False),
        (AirDates(season=day(DAY)), True),
        (AirDates(season=day(AFTER)), False),
        # Week by week: what comes after an episode that has not aired has not aired either.
        (AirDates(season=day(BEFORE), earlier=DAY), True),
        (AirDates(season=day(BEFORE), earlier=AFTER), False),
        (AirDates(season=day(BEFORE), later=DAY, earlier=AFTER), True),
        (AirDates(later=DAY), True),
        (AirDates(later=AFTER), False),
        # An air date of its own decides, whatever came out before it.
        (AirDates(own=day(AFTER), season=day(BEFORE), later=BEFORE), False),
        (AirDates(own=PartialDate.parse("2017"), season=day(AFTER)), True),
        (AirDates(own=PartialDate.parse("2019"), season=day(BEFORE)), False),
        # In the middle of an imprecise one the rest decides.
        (AirDates(own=PartialDate.parse("2018")), False),
        (AirDates(own=PartialDate.parse("early 2018"), later=DAY), True),
        (AirDates(season=PartialDate.parse("2018")), False),
    ],
)
def test_what_has_aired_by_a_day(dates: AirDates, aired: bool) -> None:
    assert dates.aired_by(DAY) is aired


@given(air_dates, days, days)
def test_what_has_aired_has_aired_on_every_day_after(dates: AirDates, one: date, other: date) -> None:
    first, last = sorted((one, other))
    # Only a date of its own that was still to come takes back what its season said.
    if dates.own is None or not dates.own.first > first:
        assert dates.aired_by(last) or not dates.aired_by(first)


@given(air_dates, days)
def test_only_a_date_that_has_passed_makes_something_aired(dates: AirDates, when: date) -> None:
    passed = [each.last <= when for each in (dates.own, dates.season) if each]
    passed += [dates.later <= when] if dates.later else []
    assert any(passed) or not dates.aired_by(when)


@given(st.lists(st.none() | days, min_size=1, max_size=8), st.none() | days, days)
def test_an_episode_without_a_date_has_aired_if_a_later_one_has(
    aired: list[date | None], after: date | None, when: date
) -> None:
    season = dates(*(episode(number, day) for number, day in enumerate(aired, start=1)), after=after)
    for number, own in enumerate(aired, start=1):
        later = [day for day in (*aired[number:], after) if day is not None]
        expected = own <= when if own else any(day <= when for day in later)
        assert season.of_episode(EpisodeCode(2, number)).aired_by(when) is expected
    begun = [day for day in (*aired, after) if day is not None]
    assert season.of_season().aired_by(when) is any(day <= when for day in begun)


def test_what_is_released_of_an_episode_counts_before_the_day_in_the_catalogue() -> None:
    season = dates(episode(1, BEFORE), episode(2, BEFORE), releases=(of_episode(1, AFTER.isoformat()),))
    assert not season.of_episode(EpisodeCode(2, 1)).aired_by(DAY)
    assert season.of_episode(EpisodeCode(2, 2)).aired_by(DAY)


def test_a_season_that_is_out_is_out_with_all_its_episodes() -> None:
    season = dates(episode(1), releases=(release(9, BEFORE.isoformat()),))
    assert season.of_episode(EpisodeCode(2, 1)).aired_by(DAY)
    assert season.of_season().aired_by(DAY)


def test_the_date_is_the_surest_one_and_the_more_precise_of_two_that_agree() -> None:
    vague, exact = release(1, "early 2018"), replace(release(2, "2018-03-08"), claims=(report("Deadline"),))
    guess = replace(release(3, "2019-01-01"), claims=(rumour(),))
    never = replace(release(4, "2017-01-01"), claims=(confirmation(), denial(day=AFTER)))
    known = known_on((vague, exact, guess, never), AFTER)
    assert air_date(known) == PartialDate.parse("2018-03-08")
    assert [refined(each, known) for each in known] == [True, False, False, False]
    assert air_date(known_on((guess, never), AFTER)) is None
