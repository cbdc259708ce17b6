"""Episode and season codes as fans write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode, parse_episode, parse_season

codes = st.builds(EpisodeCode, st.integers(0, 999), st.integers(0, 9999))


@given(codes)
def test_a_code_is_read_back_as_it_is_written(code: EpisodeCode) -> None:
    assert parse_episode(str(code)) == code


@given(
    codes,
    st.sampled_from(
        ["s{}e{}", "S{}E{}", "S{:02}E{:02}", "{}x{}", "{}X{:02}", "{}×{}", "season {} episode {}", "Season {}, ep {}",
         "series {} ep. {}", "s{} e{}", "S{}.E{}", "s{}-ep{}", "s{} episode {}", "season {}e{}", "  s{}e{}  "]
    ),
)  # fmt: skip
def test_every_form_that_fans_use_is_read(code: EpisodeCode, form: str) -> None:
    assert parse_episode(form.format(code.season, code.number)) == code


@pytest.mark.parametrize(
    "text",
    ["", "207", "2", "s2", "e7", "season 2", "x7", "2x", "2 7", "AKA Smile", "s2e7 and more", "s-2e7", "S02E", "s2e7e8",
     "s12345e5", "2x7x8", "s२e७x"],
)  # fmt: skip
def test_anything_else_is_no_episode(text: str) -> None:
    assert parse_episode(text) is None


@given(st.text("AbcdfgkmT ?!.,'", max_size=20))
def test_text_without_a_digit_is_never_a_code(text: str) -> None:
    assert parse_episode(text) is parse_season(text) is None


@given(
    st.integers(0, 999), st.sampled_from(["season {}", "Season {:02}", "series {}", "s{}", "S{:02}", " season  {} "])
)
def test_a_season_is_read_in_every_form(season: int, form: str) -> None:
    assert parse_season(form.format(season)) == season


@pytest.mark.parametrize("text", ["2", "season", "s2e7", "season two", "seasons 2", "season 2 finale", ""])
def test_anything_else_is_no_season(text: str) -> None:
    assert parse_season(text) is None


@given(codes, codes)
def test_codes_sort_in_order_of_broadcast(left: EpisodeCode, right: EpisodeCode) -> None:
    assert (left < right) == ((left.season, left.number) < (right.season, right.number))
