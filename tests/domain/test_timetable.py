"""Which episode aired last, and what airs next."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.certainty import known_on
from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate, days_in_words
from bot.domain.facts import Episode, Fact
from bot.domain.timetable import Slot, Timetable
from tests.domain.builders import DAY, release, rumour

YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def episode(code: str, aired: date | None = None) -> Episode:
    season, number = code[1:].split("E")
    return Episode(100 * int(season) + int(number), EpisodeCode(int(season), int(number)), aired=aired)


def table(*episodes: Episode, releases: tuple[Fact, ...] = ()) -> Timetable:
    return Timetable(episodes, known_on(releases, DAY))


def last_and_next(timetable: Timetable, day: date = DAY) -> tuple[str | None, str | None]:
    """The latest and the next, by their codes."""
    latest, upcoming = timetable.latest(day), timetable.next(day)
    return _code(latest), _code(upcoming)


def _code(slot: Slot | None) -> str | None:
    return None if slot is None else str(slot.episode.code if slot.episode else slot.season)


def test_the_last_that_aired_and_the_first_that_will() -> None:
    aired = [YESTERDAY - timedelta(days=7), YESTERDAY, TOMORROW, TOMORROW + timedelta(days=7)]
    weekly = table(*(episode(f"S1E{number}", day) for number, day in enumerate(aired, start=1)))
    assert last_and_next(weekly) == ("S01E02", "S01E03")


def test_what_airs_today_is_both() -> None:
    assert last_and_next(table(episode("S1E1", YESTERDAY), episode("S1E2", DAY))) == ("S01E02", "S01E02")


def test_a_season_that_airs_week_by_week_has_not_aired_as_a_whole() -> None:
    begun = release(1, YESTERDAY.isoformat(), season=1)
    weekly = (episode("S1E1", YESTERDAY), episode("S1E2", TOMORROW), episode("S1E3"))
    assert last_and_next(table(*weekly, releases=(begun,))) == ("S01E01", "S01E02")
    assert last_and_next(table(episode("S1E1", YESTERDAY), episode("S1E2"), releases=(begun,))) == ("S01E02", None)


def test_an_episode_without_a_date_waits_only_if_none_after_it_has_aired() -> None:
    assert last_and_next(table(episode("S1E1"), episode("S1E2", YESTERDAY), episode("S1E3"))) == ("S01E02", "S01E03")
    assert last_and_next(table(episode("S1E1"), episode("S2E1", YESTERDAY))) == ("S02E01", None)


def test_a_date_of_the_season_is_that_of_its_first_episode() -> None:
    season = release(1, "2018-03", season=2)
    assert last_and_next(table(episode("S1E1", YESTERDAY), releases=(season,))) == ("S01E01", "2")
    slot = table(episode("S1E1", YESTERDAY), episode("S2E1"), episode("S2E2"), releases=(season,)).next(DAY)
    assert slot is not None
    assert slot.episode == episode("S2E1")
    assert slot.date == PartialDate.parse("2018-03")
    assert slot.known is not None


def test_a_season_that_is_out_has_aired_whole() -> None:
    season = release(1, YESTERDAY.isoformat(), season=2)
    assert last_and_next(table(episode("S2E1"), episode("S2E2"), releases=(season,))) == ("S02E02", None)


def test_a_date_that_was_moved_counts() -> None:
    moved = replace(release(1, "2018-02-01"), episodes=(episode("S2E2"),))
    timetable = table(episode("S2E1", YESTERDAY), episode("S2E2", YESTERDAY), releases=(moved,))
    assert last_and_next(timetable) == ("S02E01", "S02E02")


def test_a_rumoured_date_is_none() -> None:
    guess = replace(release(1, "2018-02-01"), claims=(rumour(),))
    assert last_and_next(table(episode("S1E1", YESTERDAY), releases=(guess,))) == ("S01E01", None)


def test_a_special_may_come_next_and_is_never_the_latest() -> None:
    specials = episode("S0E1", YESTERDAY), episode("S0E2", TOMORROW)
    assert last_and_next(table(episode("S1E1", YESTERDAY), *specials)) == ("S01E01", "S00E02")


def test_episodes_of_one_day_are_counted() -> None:
    binge = table(*(episode(f"S1E{number}", TOMORROW) for number in range(1, 14)))
    slot = binge.next(DAY)
    assert slot is not None
    assert slot.episode == episode("S1E1", TOMORROW)
    assert binge.together(slot) == 13


def test_an_imprecise_date_is_to_come_until_it_is_over() -> None:
    assert last_and_next(table(releases=(release(1, "2018"),))) == (None, "2")
    assert last_and_next(table(releases=(release(1, "2017"),))) == (None, None)


@given(
    st.dictionaries(
        st.tuples(st.integers(1, 3), st.integers(1, 4)),
        st.none() | st.dates(date(2017, 1, 1), date(2018, 12, 31)),
        max_size=8,
    ),
    st.dates(date(2017, 1, 1), date(2018, 12, 31)),
)
def test_the_latest_has_aired_and_the_next_has_not(dated: dict[tuple[int, int], date | None], day: date) -> None:
    timetable = table(*(episode(f"S{season}E{number}", aired) for (season, number), aired in dated.items()))
    latest, upcoming = timetable.latest(day), timetable.next(day)
    past = [code for code, aired in dated.items() if aired and aired <= day]
    to_come = [aired for aired in dated.values() if aired and aired >= day]
    assert (latest is None) == (not past)
    if latest and latest.episode:
        assert tuple(latest.episode.code) == max(past)
    if to_come:
        assert upcoming is not None
        assert upcoming.date == PartialDate.of_day(min(to_come))
    elif upcoming and upcoming.episode:
        assert upcoming.date is None
        assert not past or tuple(upcoming.episode.code) > max(past)


def test_how_far_away_a_day_is() -> None:
    words = {days: days_in_words(days) for days in (-2727, -2, -1, 0, 1, 2, 12)}
    assert words == {
        -2727: "2,727 days ago", -2: "2 days ago", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "in 2 days",
        12: "in 12 days",
    }  # fmt: skip
