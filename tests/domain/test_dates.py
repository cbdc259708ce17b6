"""Dates with their precision."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dates import PartialDate, Precision, day_in_words

years = st.integers(1, 9999).map("{:04}".format)
texts = st.one_of(
    st.dates().map(date.isoformat),
    st.builds("{}-{:02}".format, years, st.integers(1, 12)),
    st.builds("{}-Q{}".format, years, st.integers(1, 4)),
    st.builds("{} {}".format, st.sampled_from(["early", "mid", "late"]), years),
    years,
)
# Two dates of one year, so that they often have to do with each other.
near_texts = st.one_of(
    st.dates(date(2018, 1, 1), date(2019, 12, 31)).map(date.isoformat),
    st.builds("{}-{:02}".format, st.sampled_from(["2018", "2019"]), st.integers(1, 12)),
    st.builds("2018-Q{}".format, st.integers(1, 4)),
    st.sampled_from(["early 2018", "mid 2018", "late 2018", "2018", "2019"]),
)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last", "words"),
    [
        ("2018-03-08", Precision.DAY, date(2018, 3, 8), date(2018, 3, 8), "8 March 2018"),
        ("2016-02-29", Precision.DAY, date(2016, 2, 29), date(2016, 2, 29), "29 February 2016"),
        ("2016-10", Precision.MONTH, date(2016, 10, 1), date(2016, 10, 31), "October 2016"),
        ("2016-02", Precision.MONTH, date(2016, 2, 1), date(2016, 2, 29), "February 2016"),
        ("2018-Q1", Precision.QUARTER, date(2018, 1, 1), date(2018, 3, 31), "the first quarter of 2018"),
        ("2018-Q4", Precision.QUARTER, date(2018, 10, 1), date(2018, 12, 31), "the fourth quarter of 2018"),
        ("early 2018", Precision.PART_OF_YEAR, date(2018, 1, 1), date(2018, 3, 31), "early 2018"),
        ("mid 2018", Precision.PART_OF_YEAR, date(2018, 4, 1), date(2018, 9, 30), "mid 2018"),
        ("late 2016", Precision.PART_OF_YEAR, date(2016, 10, 1), date(2016, 12, 31), "late 2016"),
        ("2018", Precision.YEAR, date(2018, 1, 1), date(2018, 12, 31), "2018"),
    ],
)
def test_each_form_has_its_precision_span_and_words(
    text: str, precision: Precision, first: date, last: date, words: str
) -> None:
    read = PartialDate.parse(text)
    assert (read.precision, read.first, read.last, str(read)) == (precision, first, last, words)


@pytest.mark.parametrize(
    "text",
    ["2018-02-29", "2018-04-31", "2018-13", "2018-00", "2018-00-10", "2018-01-00", "2018-Q0", "2018-Q5", "0000",
     "0000-01-01", "18", "2018-3-8", "8 March 2018", "03/08/2018", "early 2018-03", "Early 2018", "early  2018", "",
     " 2018", "2018 ", "2018\n", "soon", "2018-Q1-01", "20180308", "late"],
)  # fmt: skip
def test_what_no_calendar_has_or_no_form_fits_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        PartialDate.parse(text)


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert PartialDate.parse(text).text == text
    except ValueError as error:
        assert "is not a date" in str(error)  # noqa: PT017 (both outcomes are right)


@given(texts)
def test_a_date_keeps_its_text_and_spans_at_least_a_day(text: str) -> None:
    read = PartialDate.parse(text)
    assert read.text == text
    assert read.first <= read.last
    assert PartialDate.parse(read.text) == read


@given(texts)
def test_only_a_day_counts_as_a_day(text: str) -> None:
    read = PartialDate.parse(text)
    assert read.is_day == (read.first == read.last)


@given(texts)
def test_a_vague_date_is_never_shown_as_a_day(text: str) -> None:
    read = PartialDate.parse(text)
    days = (read.first, read.last)
    assert read.is_day or not any(day_in_words(day) in str(read) for day in days)


@given(st.dates())
def test_the_date_of_a_day_is_that_day(day: date) -> None:
    assert PartialDate.of_day(day) == PartialDate.parse(day.isoformat())


@given(near_texts, near_texts)
def test_a_date_covers_another_if_it_holds_each_of_its_days(text: str, other_text: str) -> None:
    left, right = PartialDate.parse(text), PartialDate.parse(other_text)
    days = (right.first + timedelta(n) for n in range((right.last - right.first).days + 1))
    assert left.covers(right) == all(left.first <= day <= left.last for day in days)


@given(near_texts, near_texts)
def test_dates_agree_if_one_refines_the_other(text: str, other_text: str) -> None:
    left, right = PartialDate.parse(text), PartialDate.parse(other_text)
    assert left.agrees_with(right) == right.agrees_with(left) == (left.covers(right) or right.covers(left))


def test_a_day_refines_the_vague_date_that_holds_it_and_contradicts_the_next() -> None:
    day = PartialDate.parse("2018-03-08")
    assert PartialDate.parse("early 2018").agrees_with(day)
    assert PartialDate.parse("2018-Q1").covers(day)
    assert not PartialDate.parse("2018-04").agrees_with(day)
    assert not day.covers(PartialDate.parse("2018"))
