"""Splitting the people in a cell: no name is lost, and none is split."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.packs.any_table.people import look_at
from tests.patience import work

_WORDS = st.sampled_from(
    ["Ada", "Bo", "Åke", "S. J.", "Jean-Luc", "O'Neill", "Moreau", "Anders", "Etta", "Undine", "李"]
)
_SUFFIXES = st.sampled_from(["Jr.", "Jr", "Sr.", "II", "III", "IV", "Ph.D.", "PhD", "MD", "M.D.", "Esq.", "ASC"])
_SEPARATORS = st.sampled_from(
    ["; ", ";", ", ", " & ", " and ", ", and ", ", & ", " und ", " et ", " / ", "/", "\n", " + ", " | "]
)


@st.composite
def _names(draw: st.DrawFn) -> str:
    name = f"{draw(_WORDS)} {draw(_WORDS)} {draw(_WORDS)}"
    suffixes = draw(st.lists(_SUFFIXES, max_size=2, unique=True))
    return ", ".join([name, *suffixes])


def split(cell: str, *others: str) -> list[str]:
    return [named.name for named in look_at([cell, *others]).split(cell)]


@given(st.lists(_names(), min_size=1, max_size=6), st.lists(_SEPARATORS, min_size=6, max_size=6))
def test_names_that_are_joined_in_any_way_are_split_again(names: list[str], separators: list[str]) -> None:
    cell = names[0] + "".join(sign + name for sign, name in zip(separators, names[1:], strict=False))
    assert split(cell) == names


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_cell_is_split_into_names_with_something_in_them(cell: str, other: str) -> None:
    assert all(name.strip() for name in split(cell, other))


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("James Whitmore, Jr.", ["James Whitmore, Jr."]),
        ("James Whitmore, Jr., Ada Moreau", ["James Whitmore, Jr.", "Ada Moreau"]),
        ("James Whitmore, Jr. and John Roe, III, Ph.D.", ["James Whitmore, Jr.", "John Roe, III, Ph.D."]),
        ("Ada Moreau, Bo Lind, and Cy Dahl", ["Ada Moreau", "Bo Lind", "Cy Dahl"]),
        ("Anderson Ande", ["Anderson Ande"]),
        ("Simon and Garfunkel", ["Simon", "Garfunkel"]),
        ("Ada Moreau (story, with others), Bo Lind (teleplay)", ["Ada Moreau", "Bo Lind"]),
        ("; Ada Moreau,, ;", ["Ada Moreau"]),
        ("José Ortega y Gasset", ["José Ortega y Gasset"]),
    ],
)
def test_people_are_split(cell: str, names: list[str]) -> None:
    assert split(cell) == names


def test_last_names_first_are_turned_round_only_where_every_name_is_so() -> None:
    assert split("Moreau, Ada", "Lind, Bo; Roe, Fay Ann") == ["Ada Moreau"]
    assert split("van der Dahl, Cy", "Whitmore, James, Jr.") == ["Cy van der Dahl"]
    assert split("Whitmore, James, Jr.", "Moreau, Ada") == ["James Whitmore, Jr."]
    assert split("Moreau, Ada", "Bo Lind") == ["Moreau", "Ada"]
    assert look_at(["Bo Lind", "Moreau, Ada", "Roe, Fay"]).doubtful == "Moreau, Ada"
    assert look_at(["Bo Lind", "Ada Moreau, Fay Roe"]).doubtful is None
    assert split("Ada Moreau, Bo Lind", "Cy Dahl, Eve Orr") == ["Ada Moreau", "Bo Lind"]


@pytest.mark.parametrize(
    "sign",
    [
        "(",
        "([",
        " and",
        ", ",
        "/ ",
        "\u2028",
        "\x85",
        " \n",
        "\n\x1c",
        " y ",
        " - ",
        " with ",
        "&",
        "['",
        "Story by : ",
        "aB",
        "[2]",
    ],
)
def test_a_cell_that_is_twice_as_long_takes_about_twice_the_time(sign: str) -> None:
    once, twice = ("Ada" + sign * (length // len(sign)) + "Bo" for length in (4000, 8000))
    assert work(lambda: split(twice)) < 3 * work(lambda: split(once)) + 0.001


_PLAIN = st.sampled_from(["Ada Moreau", "Bo Lind", "Cy Dahl", "Eve Orr", "Inés Díaz", "Łucja Wąs", "Ann McDonald Roe"])
_MORE_SIGNS = st.sampled_from(
    ["&", " · ", " - ", " – ", " with ", " y ", " e ", " i ", " och ", " @@ ", "~", " a ", ", & ", " ed ", " и ", "\n"]
)


@given(st.lists(_PLAIN, min_size=1, max_size=5, unique=True), st.lists(_MORE_SIGNS, min_size=5, max_size=5))
def test_names_of_two_words_are_split_at_any_sign(names: list[str], signs: list[str]) -> None:
    cell = names[0] + "".join(sign + name for sign, name in zip(signs, names[1:], strict=False))
    assert split(cell) == names


@given(st.lists(_PLAIN, max_size=5, unique=True), st.booleans())
def test_lists_as_programs_print_them_are_read(names: list[str], as_json: bool) -> None:
    assert split(json.dumps(names, ensure_ascii=False) if as_json else repr(names)) == names


@given(st.lists(_PLAIN, min_size=2, max_size=5, unique=True))
def test_names_that_are_run_together_are_split_again(names: list[str]) -> None:
    assert split("".join(names)) == names


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Santiago Ramón y Cajal", ["Santiago Ramón y Cajal"]),
        ("Rui Costa e Silva, Ana Moura", ["Rui Costa e Silva", "Ana Moura"]),
        ("José Ortega y Gasset y Luis Gil", ["José Ortega y Gasset", "Luis Gil"]),
        ("Ana y Luis", ["Ana", "Luis"]),
        ("Jean-Luc Roe", ["Jean-Luc Roe"]),
        ("Ada E Moreau", ["Ada E Moreau"]),
        ("Ann MacLaren", ["Ann MacLaren"]),
        ("LeVar DeVito", ["LeVar DeVito"]),
        ("Story by : Bo LindTeleplay by : Eve Orr", ["Bo Lind", "Eve Orr"]),
        ("Written by Bo Lind,Cy Dahl,", ["Bo Lind", "Cy Dahl"]),
        ("Written by ", []),
        ("Bo Lind and Fay Roe.", ["Bo Lind", "Fay Roe"]),
        ("Bo Lind et al.", ["Bo Lind"]),
        ("James Roe, Jr.", ["James Roe, Jr."]),
        ("[]", []),
    ],
)
def test_signs_within_names_do_not_split_them(cell: str, names: list[str]) -> None:
    assert split(cell) == names


@pytest.mark.parametrize("word", ["Various", "various directors", "NaN", "NA", "N/A", "TBA", "Unknown", "Uncredited"])
def test_words_that_name_nobody_are_left_out(word: str) -> None:
    assert split(word) == []
    assert split(f"Ada Moreau, {word}") == ["Ada Moreau"]


def test_a_dash_after_an_actor_does_not_begin_another_one() -> None:
    [named] = look_at(["Ada Moreau - Captain Vale"], plays=True).split("Ada Moreau - Captain Vale")
    assert named.name == "Ada Moreau - Captain Vale"
