"""Questions as a button carries them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.facts import Status
from bot.domain.ids import base36, from_base36
from bot.domain.questions import Question, Thing, Topic, What

LARGEST = 2**63 - 1
ids = st.integers(0, LARGEST)
things = st.builds(Thing, st.sampled_from(What), ids)
questions = st.builds(
    Question,
    topic=st.sampled_from(Topic),
    show=st.none() | st.integers(1, LARGEST),
    thing=st.none() | things,
    season=st.none() | st.integers(0, 999),
    day=st.none() | st.dates(min_value=date(1900, 1, 1)),
    status=st.none() | st.sampled_from(Status),
    page=st.integers(0, 10_000),
)


@given(questions)
def test_a_question_is_read_back_as_it_was_written(question: Question) -> None:
    assert Question.decode(question.encode()) == question


def test_a_question_about_the_servers_own_show_is_written_as_show_0() -> None:
    question = Question(Topic.CAST, None, Thing(What.PERSON, 36))
    assert question.encode() == "c.0.p10....0.0"
    assert Question.decode("c.0.p10....0.0") == question


@given(questions)
def test_a_question_fits_into_a_button_and_needs_no_escaping(question: Question) -> None:
    text = question.encode()
    assert len(text) <= 64
    assert set(text) <= set("abcdefghijklmnopqrstuvwxyz0123456789.")


@given(st.one_of(st.text(max_size=70), st.text("cdens.0123456789apz-", max_size=70)))
def test_junk_is_refused_with_nothing_but_a_value_error(text: str) -> None:
    try:
        question = Question.decode(text)
    except ValueError:
        return
    assert Question.decode(question.encode()) == question


@pytest.mark.parametrize(
    "text", ["", ".", "c......", "x.1.....0", "c.1.....", "c.1....9.0", "c.1.zz....0", "c.1.q1....0", "c.1.p....0"]
)
def test_a_damaged_question_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (callers rely on nothing but its type)
        Question.decode(text)


@given(things)
def test_a_thing_is_read_back_as_it_was_written(thing: Thing) -> None:
    assert Thing.decode(thing.encode()) == thing


@given(st.integers(0, 2**63 - 1))
def test_a_number_is_read_back_as_it_was_written(number: int) -> None:
    assert from_base36(base36(number)) == number == int(base36(number), 36)


def test_a_negative_number_can_not_be_written() -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        base36(-1)


@given(questions, st.integers(0, 50), things)
def test_another_page_or_thing_is_otherwise_the_same_question(question: Question, page: int, thing: Thing) -> None:
    assert question.at(page).at(question.page) == question
    assert question.at(page).page == page
    assert question.about(thing).thing == thing
    assert question.about(thing).encode().split(".")[3:] == question.encode().split(".")[3:]
