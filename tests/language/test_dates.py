"""The day that a person writes."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import PartialDate, day_in_words
from bot.errors import BadInput
from bot.language.dates import read_date, read_day
from tests.conftest import TODAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-12-01", date(2016, 12, 1)),
        (" 2016-12-01 ", date(2016, 12, 1)),
        ("1 Dec 2016", date(2016, 12, 1)),
        ("Dec 1, 2016", date(2016, 12, 1)),
        ("1 December 2016", date(2016, 12, 1)),
        ("Oct 2016", date(2016, 10, 31)),
        ("October 2016", date(2016, 10, 31)),
        ("2016-10", date(2016, 10, 31)),
        ("feb 2016", date(2016, 2, 29)),
        ("late 2016", date(2016, 12, 31)),
        ("Early 2016", date(2016, 3, 31)),
        ("2016-q2", date(2016, 6, 30)),
        ("2016", date(2016, 12, 31)),
    ],
)
def test_a_past_day_is_read_and_a_vague_one_means_its_last(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize("text", [str(TODAY.year), "November 2026", "2026-11", "late 2026", "2026-Q4"])
def test_a_span_that_is_not_over_means_up_to_today(text: str) -> None:
    assert read_day(text, TODAY) == TODAY


@pytest.mark.parametrize("text", ["2027", "2026-11-23", "23 Nov 2026", "31 December 2026", "early 2027", "9999"])
def test_a_day_to_come_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput, match="has not come yet"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    "text", ["soon", "", "2016-02-30", "2016-13", "31 Feb 2016", "12", "Monday", "December", "13:00", "x" * 200]
)
def test_what_names_no_day_is_refused_in_words(text: str) -> None:
    with pytest.raises(BadInput, match="is not a day that can be read"):
        read_day(text, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "8 March 2018", "March 8, 2018", "march 8th 2018", "the 8th of March, 2018", "Mar. 8, 2018", "8-Mar-2018",
        "2018 Mar 8", "2018/3/8", "2018.03.08", "Thu, 8 Mar 2018", "Thursday 2018-03-08", "3/08/2018",
    ],
)  # fmt: skip
def test_a_day_is_read_in_each_form_or_asked_about(text: str) -> None:
    if text == "3/08/2018":
        with pytest.raises(BadInput, match="3 August 2018 or 8 March 2018"):
            read_date(text)
    else:
        assert read_date(text) == PartialDate.of_day(date(2018, 3, 8))


@pytest.mark.parametrize(
    "text",
    [
        "8 March 2018 20:00", "8 March 2018 at 5pm", "2018-03-08T20:00Z", "8 March 2018 EST", "8 March 2018 and",
        "8 March 8 2018", "Monday March 2018", "8 March 2018 2019", "8 9 March 2018", "m 8 March 2018", "17-Apr-11",
        "March 2018 or so", "early March 2018", "around 2018-03-08", "10 2018",
    ],
)  # fmt: skip
def test_a_day_with_a_word_beside_it_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a day that can be read"):
        read_date(text)


def test_a_weekday_must_be_the_dates() -> None:
    with pytest.raises(BadInput, match="8 March 2018 is a Thursday"):
        read_date("Monday 8 March 2018")


@given(st.dates(date(1900, 1, 1), TODAY), st.sampled_from([date.isoformat, day_in_words]))
def test_every_past_day_is_read_as_the_cards_write_it(day: date, form: Callable[[date], str]) -> None:
    assert read_day(form(day), TODAY) == day


@given(st.text(max_size=50))
def test_any_text_is_a_day_up_to_today_or_refused(text: str) -> None:
    try:
        assert read_day(text, TODAY) <= TODAY
    except BadInput as error:
        assert str(error).endswith(".")  # noqa: PT017 (both outcomes are right)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("01/02/2016", "1 February 2016 or 2 January 2016"),
        ("1.12.2016", "1 December 2016 or 12 January 2016"),
        ("3-4-2016", "3 April 2016 or 4 March 2016"),
    ],
)
def test_a_day_that_may_be_two_is_refused_with_both(text: str, readings: str) -> None:
    with pytest.raises(BadInput, match=readings):
        read_day(text, TODAY)


@pytest.mark.parametrize("text", ["13/02/2016", "2/13/2016", "13.2.2016"])
def test_a_day_that_can_be_but_one_is_read(text: str) -> None:
    assert read_day(text, TODAY) == date(2016, 2, 13)


@pytest.mark.parametrize("text", ["1", "99", "816", "12345", "201612", "20161201", "0"])
def test_digits_alone_that_are_no_year_are_refused(text: str) -> None:
    with pytest.raises(BadInput, match="is not a day that can be read"):
        read_day(text, TODAY)


@pytest.mark.parametrize("text", ["1899-12-31", "1850", "16-12-01"])
def test_a_day_before_television_or_without_a_whole_year_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_day(text, TODAY)


def test_the_current_year_means_up_to_today_and_a_future_year_is_refused() -> None:
    assert read_day(str(TODAY.year), TODAY) == TODAY
    with pytest.raises(BadInput, match="has not come yet"):
        read_day(f"{TODAY.year}-12", TODAY)
