"""Runs of episodes, and the places that a text names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode, Places, find_places, in_runs, parse_episodes

LONGEST = 100


def run(season: int, first: int, length: int) -> list[EpisodeCode]:
    return [EpisodeCode(season, first + offset) for offset in range(length)]


codes = st.builds(EpisodeCode, st.integers(0, 999), st.integers(0, 9999))
runs = st.builds(run, st.integers(0, 999), st.integers(0, 9900), st.integers(1, LONGEST))


# Runs


@given(st.lists(st.one_of(st.lists(codes, max_size=1), runs), max_size=6))
def test_episodes_are_read_back_from_the_runs_in_which_they_are_written(parts: list[list[EpisodeCode]]) -> None:
    wanted = [code for part in parts for code in part]
    written = in_runs(wanted)
    assert [code for run in written for code in parse_episodes(run)] == wanted


@given(st.integers(1, LONGEST))
def test_a_season_of_up_to_a_hundred_episodes_is_read_back(length: int) -> None:
    wanted = [EpisodeCode(1, number) for number in range(1, length + 1)]
    assert [code for run in in_runs(wanted) for code in parse_episodes(run)] == wanted


@given(st.sets(codes, max_size=30).map(sorted))
def test_runs_are_as_few_as_can_be(wanted: list[EpisodeCode]) -> None:
    begins = [code for code in wanted if EpisodeCode(code.season, code.number - 1) not in wanted]
    assert len(in_runs(wanted)) == len(begins)


@given(
    st.integers(0, 999), st.integers(0, 9000), st.integers(2, LONGEST),
    st.sampled_from(["S{s}E{a}-E{b}", "s{s:02}e{a:02}-s{s:02}e{b:02}", "S{s}E{a} – E{b}", "s{s} e{a} to e{b}",
                     "  S{s:03}E{a:04}-S{s}E{b}  ", "S{s}E{a}–S{s} E{b}"]),
)  # fmt: skip
def test_a_run_is_read_in_every_form(season: int, first: int, length: int, form: str) -> None:
    last = first + length - 1
    read = parse_episodes(form.format(s=season, a=first, b=last))
    assert read == tuple(EpisodeCode(season, number) for number in range(first, last + 1))


@given(
    st.integers(0, 999), st.integers(0, 9000),
    st.sampled_from(["S{s}E{a}E{b}", "s{s:02}e{a:02} e{b:02}", "{s}x{a:02}-{b:02}", "S{s}E{a:02}-{b:02}", "{s}x{a}/{b}",
                     "S{s}E{a}+E{b}", "{s}x{a}-{s}x{b}", "S{s}E{a}/{b}", "{s}×{a}–{b}", "S{s}E{a}/S{s}E{b}"]),
)  # fmt: skip
def test_a_double_episode_is_read_in_every_form_by_itself_and_among_words(season: int, first: int, form: str) -> None:
    text, wanted = form.format(s=season, a=first, b=first + 1), tuple(run(season, first, 2))
    assert parse_episodes(text) == wanted
    assert find_places(f"who directed {text} of it") == Places((), wanted, "who directed of it")


def test_all_of_a_longer_episode_may_be_listed() -> None:
    assert parse_episodes("S01E01E02E03E04") == tuple(run(1, 1, 4))


@pytest.mark.parametrize("text", ["2x07 - 10 things we learned", "2x07-10-2018", "2x07/08/2018"])
def test_a_number_behind_an_episode_of_a_text_makes_no_run(text: str) -> None:
    assert [str(code) for code in find_places(text).codes] == ["S02E07"]


@given(st.integers(0, 999), st.integers(0, 9999), st.integers(0, 9999))
def test_a_run_never_goes_back_and_never_on_for_long(season: int, first: int, last: int) -> None:
    read = parse_episodes(f"S{season}E{first}-E{last}")
    assert len(read) == (last - first + 1 if 0 <= last - first < LONGEST else 0)


@given(st.integers(0, 998), st.integers(1, 999), st.integers(0, 50))
def test_a_run_stays_within_one_season(season: int, later: int, first: int) -> None:
    assert parse_episodes(f"S{season}E{first}-S{season + later}E{first + 5}") == ()


@pytest.mark.parametrize(
    "text",
    ["", "-", "S01E01-", "-E13", "S01E01-13-15", "S01-S03", "S01E02-E01", "S01E01-E101", "S01E01-E99999", "E01-E13",
     "S01E01-E02-E03", "S01E01 and E02", "S01E01,E02", "S01E01E03", "S01E02E01", "S01E01E01", "1x07/09", "1x08/07",
     "S01E01+E03", "1x01-2x02", "S01E01E", "1x1-1000", "x01-02"],
)  # fmt: skip
def test_anything_else_is_no_run(text: str) -> None:
    assert parse_episodes(text) == ()


@given(st.text("sSeE0123456789-– to,x", max_size=30))
def test_no_text_is_too_strange_to_be_read_or_refused(text: str) -> None:
    read = parse_episodes(text)
    assert len(read) <= LONGEST
    assert list(read) == sorted(set(read))


# Places in a text


@pytest.mark.parametrize(
    ("text", "seasons", "found", "rest"),
    [
        ("trish season 2", (2,), [], "trish"),
        ("2x07 director", (), ["S02E07"], "director"),
        ("S02E07", (), ["S02E07"], ""),
        ("s2e7 trish", (), ["S02E07"], "trish"),
        ("s02 e07", (), ["S02E07"], ""),
        ("S2.E7", (), ["S02E07"], ""),
        ("s2-ep7", (), ["S02E07"], ""),
        ("season 2 episode 7 writer", (), ["S02E07"], "writer"),
        ("Season 2, ep. 7", (), ["S02E07"], ""),
        ("series 3", (3,), [], ""),
        ("S3 release", (3,), [], "release"),
        ("season 02", (2,), [], ""),
        ("who directs 2×07", (), ["S02E07"], "who directs"),
        ("2 x 7", (), ["S02E07"], ""),
        ("season 1 and season 3", (1, 3), [], "and"),
        ("season 2 season 2", (2,), [], ""),
        ("s1e1 s1e2", (), ["S01E01", "S01E02"], ""),
        ("season 2 S02E07", (2,), ["S02E07"], ""),
        ("Jessica Jones", (), [], "Jessica Jones"),
        ("", (), [], ""),
        ("   ", (), [], ""),
        ("all 13 women", (), [], "all 13 women"),
        ("2018", (), [], "2018"),
        ("seasons 2", (), [], "seasons 2"),
        ("cats2", (), [], "cats2"),
        ("Malus2x07", (), [], "Malus2x07"),
        ("s12345", (), [], "s12345"),
    ],
)
def test_a_text_says_where_and_what_else(text: str, seasons: tuple[int, ...], found: list[str], rest: str) -> None:
    places = find_places(text)
    assert (places.seasons, [str(code) for code in places.codes], places.rest) == (seasons, found, rest)


_words = st.lists(st.sampled_from(["trish", "walker", "director", "Jessica", "of", "the", "13", "new"]), max_size=3)
_codes = st.builds(EpisodeCode, st.integers(0, 99), st.integers(0, 99))


@given(
    _words,
    _words,
    _codes,
    st.sampled_from(["s{}e{}", "S{:02}E{:02}", "{}x{:02}", "season {} episode {}", "series {} ep {}", "s{} e{}"]),
)
def test_an_episode_is_found_among_any_words(before: list[str], after: list[str], code: EpisodeCode, form: str) -> None:
    text = " ".join([*before, form.format(code.season, code.number), *after])
    assert find_places(text) == Places((), (code,), " ".join([*before, *after]))


@given(_words, st.integers(0, 99), st.sampled_from(["season {}", "s{}", "S{:02}", "series {}"]))
def test_a_season_is_found_behind_any_words(words: list[str], season: int, form: str) -> None:
    places = find_places(" ".join([*words, form.format(season)]))
    assert places == Places((season,), (), " ".join(words))


@given(st.text(max_size=60))
def test_any_text_has_places_or_none(text: str) -> None:
    places = find_places(text)
    if not places.seasons and not places.codes:
        assert places.rest == " ".join(text.split())
