"""What programs do to letters and titles on the way into a table is undone, and what is lost is said."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.any_table.mending import mended
from tests.packs.any_table.test_any_table import built, doubts, meanings
from tests.patience import work

_NAMES = st.sampled_from(["Zoë Núñez", "Łucja Wąs", "Jiří Dvořák", "It’s Late", "Bo & Cy", "A < B", "Анна", "André"])


@given(_NAMES)
def test_a_text_that_was_escaped_or_encoded_twice_is_as_it_was(name: str) -> None:
    assert mended(html.escape(name)) == name
    try:
        twice = name.encode().decode("cp1252")
    except UnicodeDecodeError:
        return
    assert mended(twice) == name


@given(st.text(max_size=80))
def test_a_text_without_damage_stays(text: str) -> None:
    if not set(text) & set("<&ÂÃÄÅÐÑ×ØÎÏâ"):
        assert mended(text) == text


@pytest.mark.parametrize(
    "text",
    ["Zoë & Bo", "AT&T", "A < B > C", "<3", "Rock & Roll; Part 2", "Señor Ñandú", "<Untitled>", "Ãhh", "&;"],
)
def test_signs_that_only_look_like_damage_stay(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize("sign", ["<a ", "<", "&", "&#", "&amp", "Ã", "<br", "<p/"])
def test_a_cell_that_is_twice_as_long_takes_about_twice_the_time(sign: str) -> None:
    once, twice = (sign * (length // len(sign)) for length in (4000, 8000))
    assert work(lambda: mended(twice)) < 3 * work(lambda: mended(once)) + 0.001


def test_letters_that_are_lost_are_doubtful() -> None:
    text = "Season,Episode,Director\n1,1,Andr\ufffd Moreau\n"
    assert any("1 cell has a \ufffd where a program lost a letter" in doubt for doubt in doubts(text))


@pytest.mark.parametrize("form", ["S{0:02}E{1:02} - {2}", "{0}x{1:02} {2}", "s{0}e{1}: {2}"])
def test_codes_before_titles_are_read_apart(form: str) -> None:
    rows = [(1, 1, "Crossing"), (1, 2, "Fog"), (2, 1, "10 Days")]
    text = "Episode,Director\n" + "".join(f"{form.format(*row)},Ada Moreau\n" for row in rows)
    assert [(*episode.code, episode.title) for episode in built(text).pack.episodes] == rows


def test_numbers_before_titles_are_read_apart_only_if_nothing_else_has_them() -> None:
    found = meanings("Season,Title\n1,1. Crossing\n1,2. Fog\n")
    assert found == {"Season": "season", "Title": "title", "Number": "episode"}
    titles = built("Season,No.,Title\n1,1,1. FC Crossing\n1,2,2. FC Fog\n").pack.episodes
    assert [episode.title for episode in titles] == ["1. FC Crossing", "2. FC Fog"]


def test_how_many_episodes_there_are_is_no_number_of_one() -> None:
    assert meanings("Season,Episodes,First aired\n1,13,2018-03-05\n2,10,2019-04-04\n")["Episodes"] is None
    assert meanings("Season,Episodes,Director\n1,1-2,Ada\n1,3,Bo\n")["Episodes"] == "episode"


def test_answers_are_no_people_without_a_word() -> None:
    text = "Season,Episode,Title,Guest star\n1,1,Crossing,Yes\n1,2,Fog,No\n"
    assert doubts(text) == ["Yes, No don't look like people's names."]
    assert doubts(text, "actor=") == []
