"""Numbers, codes and days are read in every form that people and programs write them in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.packs.any_table import Order
from bot.packs.any_table.codes import CodeColumn
from bot.packs.any_table.days import DateColumn
from bot.packs.any_table.numerals import number_in
from bot.packs.any_table.values import numbers_of, season_of, title_of, value_of

_FORMS = ("{0:02}-{1:02}", "{0}-{1}", "{0}.{1:02}", "{0}{1:02}", "S{0:02}E{1:02}", "{0}x{1:02}", "s{0} e{1}")
_DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2049, 12, 31))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2", 2), ("02", 2), ("2.0", 2), ("two", 2), ("Two", 2), ("II", 2), ("XIV", 14), ("2nd", 2), ("second", 2),
        ("twenty-one", 21), ("sechs", 6), ("épisode", None), ("ii", None), ("IIII", None), ("", None), ("1.5", None),
        ("2018-03", None), ("one two", None), ("12345", None),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_in_words(text: str, number: int | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("cell", "season"),
    [
        ("Season One", 1), ("Season 2 (2018)", 2), ("Series II", 2), ("2nd season", 2), ("First Season", 1),
        ("Staffel zwei", 2), ("2. Staffel", 2), ("1ª temporada", 1), ("S3", 3), ("six", 6), ("Specials", 0),
        ("C1", None), ("Future", None), ("Movie", None), ("Season", None),
    ],
)  # fmt: skip
def test_seasons_are_read(cell: str, season: int | None) -> None:
    assert season_of(cell) == season


@pytest.mark.parametrize(
    ("cell", "numbers"),
    [
        ("Episode Six", (6,)), ("Ep. 7", (7,)), ("#8", (8,)), ("No. 9", (9,)), ("1-2", (1, 2)), ("20/21", (20, 21)),
        ("29–32", (29, 30, 31, 32)), ("3 and 4", (3, 4)), ("Pilot", ()), ("1.10", ()), ("7a", ()),
    ],
)  # fmt: skip
def test_episodes_numbers_are_read(cell: str, numbers: tuple[int, ...]) -> None:
    assert numbers_of(cell) == numbers


@given(
    st.sampled_from(_FORMS),
    st.lists(st.integers(1, 30), min_size=2, max_size=8),
)
def test_a_column_of_codes_is_read_in_any_form(form: str, lengths: list[int]) -> None:
    codes = [EpisodeCode(season, number) for season, most in enumerate(lengths, 1) for number in range(1, most + 1)]
    column = CodeColumn([form.format(*code) for code in codes])
    assert [column.read(form.format(*code)) for code in codes] == [(code,) for code in codes]


@pytest.mark.parametrize(
    "cells",
    [
        ["8.5", "7.9", "9.1"],
        ["2018-03", "2018-04"],
        ["150", "151", "152"],
        ["1-90", "2-95"],
        ["417", "931"],
        ["1", "2"],
    ],
)
def test_numbers_that_do_not_count_as_seasons_do_are_no_codes(cells: list[str]) -> None:
    assert CodeColumn(cells).form is None


def test_101_alone_may_be_a_code_or_a_number() -> None:
    assert CodeColumn(["101", "102", "201"]).doubtful is None
    assert CodeColumn(["101", "102", "103"]).doubtful == "101"


@given(st.lists(_DAYS, min_size=1, max_size=8))
def test_days_are_read_however_they_are_written(days: list[date]) -> None:
    for form in (
        "%Y-%m-%d",
        "%Y%m%d",
        "%d-%b-%y",
        "%d-%b-%Y",
        "%B %d, %Y",
        "%d %b. %Y",
        "%Y/%m/%d",
        "%Y-%m-%d 00:00:00",
    ):
        cells = [day.strftime(form) for day in days]
        column = DateColumn(cells)
        assert [column.read(cell).first for cell in cells] == days, form


@given(st.lists(_DAYS, min_size=1, max_size=8), st.sampled_from(Order), st.sampled_from(["/", "-"]))
def test_the_order_of_days_and_months_is_as_a_person_says(days: list[date], order: Order, sign: str) -> None:
    form = sign.join(("%d", "%m") if order is Order.DAY_FIRST else ("%m", "%d")) + f"{sign}%Y"
    cells = [day.strftime(form) for day in days]
    column = DateColumn(cells, order)
    assert [column.read(cell).first for cell in cells] == days
    assert column.doubt() is None
    # Without a word from a person, the days are right, or there is a doubt.
    alone = DateColumn(cells)
    assert alone.doubt() or all(_read(alone, cell) in (day, None) for cell, day in zip(cells, days, strict=True)) or (
        order is Order.MONTH_FIRST and days != sorted(days)
    )  # fmt: skip


def _read(column: DateColumn, cell: str) -> date | None:
    try:
        return column.read(cell).first
    except ValueError:
        return None


@given(st.lists(_DAYS, min_size=1, max_size=8))
def test_days_as_excel_counts_them_are_read(days: list[date]) -> None:
    cells = [str((day - date(1899, 12, 30)).days) for day in days]
    column = DateColumn(cells)
    assert column.serial
    assert [column.read(cell).first for cell in cells] == days


def test_43465_alone_among_dates_is_no_day() -> None:
    with pytest.raises(ValueError, match="can't be read as a date"):
        DateColumn(["2018-12-31", "43465"]).read("43465")


def test_the_month_comes_first_where_only_so_the_days_rise() -> None:
    weekly = [(date(2018, 1, 2) + timedelta(days=7 * week)) for week in range(60)]
    cells = [day.strftime("%m/%d/%Y") for day in weekly if day.day <= 12]
    assert DateColumn(cells).month_first
    assert DateColumn(cells).doubt() is None


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ('"Broken"[n 1]', "Broken"),
        ('"Fog"[4][5]', "Fog"), ("Dewey Wins[22]", "Dewey Wins"), ('Friends"[203]', "Friends"),
        ("/wiki/Where_Were_We%3F", "Where Were We?"), ("TBA", ""), ("NaN", ""), ("NA", ""), ("—", ""),
        ("Unknown", "Unknown"), ("None", "None"), ('"Fog" and "Ice"', '"Fog" and "Ice"'), ("[REC]", "[REC]"),
        ("“Ebb”", "Ebb"), ("„Ebbe“", "Ebbe"), ("42", "42"),
    ],
)  # fmt: skip
def test_titles_lose_what_wikis_write_around_them(cell: str, title: str) -> None:
    assert title_of(cell) == title


@pytest.mark.parametrize("cell", ["NA", "NaN", "nan", "N/A", "n.a.", "TBA", "-", "—", "?", "null", "None", "\\N"])
def test_cells_that_say_that_nothing_is_known_are_blank(cell: str) -> None:
    assert value_of(cell) == ""
