"""How far somebody has watched, as fans write it, and which boundary holds in a channel."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary, read_boundary
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Show
from bot.domain.spoilers import WHOLE_SERVER, PlaceBoundary, holding

seasons, numbers = st.integers(1, 9999), st.integers(0, 9999)
boundaries = st.one_of(
    st.sampled_from([NOTHING, EVERYTHING]),
    st.builds(Boundary, seasons, numbers),
    st.builds(Boundary.of_season, seasons),
)


@given(boundaries)
def test_a_boundary_is_read_back_as_it_is_written(boundary: Boundary) -> None:
    assert read_boundary(str(boundary)) == boundary


@given(seasons, numbers, st.sampled_from(["s{}e{}", "S{:02}E{:02}", " {}x{:02} ", "Season {},  Episode {}"]))
def test_an_episode_is_read_in_every_form(season: int, number: int, form: str) -> None:
    assert read_boundary(form.format(season, number)) == Boundary.at(EpisodeCode(season, number))


@given(boundaries, boundaries)
def test_boundaries_sort_by_how_much_was_seen(one: Boundary, other: Boundary) -> None:
    assert NOTHING <= one <= EVERYTHING
    if one.season == other.season and other.is_whole_season:
        assert one <= other


@pytest.mark.parametrize(
    ("text", "boundary"),
    [
        ("Not  started", NOTHING),
        ("NONE", NOTHING),
        ("All of it", EVERYTHING),
        ("the end", EVERYTHING),
        ("Series 2", Boundary.of_season(2)),
        ("s2", Boundary.of_season(2)),
    ],
)
def test_words_are_read_too(text: str, boundary: Boundary) -> None:
    assert read_boundary(text) == boundary


@pytest.mark.parametrize("text", ["", " ", "S00E01", "season 0", "2", "207", "pilot", "AKA Smile", "S01E02 and more"])
def test_specials_and_anything_else_are_no_boundary(text: str) -> None:
    assert read_boundary(text) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_it_is_read_or_not(text: str) -> None:
    read = read_boundary(text)
    assert read is None or read_boundary(str(read)) == read


PLACES = (WHOLE_SERVER, 5, 6, 7)  # 5 is the channel, 6 its category, 7 another channel
shows = st.builds(Show, st.integers(1, 3), st.just("Show"))


@given(st.lists(st.builds(PlaceBoundary, st.sampled_from(PLACES), shows, boundaries), max_size=12))
def test_a_channels_boundary_holds_before_its_categorys_and_the_servers(listed: list[PlaceBoundary]) -> None:
    by_key = {(each.show.id, each.place): each for each in listed}
    found = {each.show.id: each for each in holding(by_key.values(), (5, 6))}
    for show in (1, 2, 3):
        order = [by_key[show, place] for place in (5, 6, WHOLE_SERVER) if (show, place) in by_key]
        assert found.get(show) == (order[0] if order else None)
