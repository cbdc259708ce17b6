"""Pages that are filled by height."""

import pytest

from bot.domain.questions import Question, Topic
from bot.ui.answers.pages import Page, lines_of, page_by_height
from bot.ui.text import link


def page(heights: list[int], number: int, room: int = 5) -> Page[int]:
    return page_by_height(heights, Question(Topic.NEWS, 1, page=number), lambda lines, _: lines, room)


def test_a_page_has_as_much_as_fits() -> None:
    heights = [2, 2, 1, 3, 1, 5]
    shown = [list(page(heights, number).shown) for number in range(4)]
    assert shown == [[2, 2, 1], [3, 1], [5], []]
    assert list(page(heights, 1).onwards) == [3, 1, 5]
    assert [page(heights, number).more for number in range(4)] == [True, True, False, False]
    assert page(heights, 1).note == "page 2 of 3"


def test_what_is_higher_than_a_page_has_one_of_its_own() -> None:
    assert [list(page([9, 9, 1], number).shown) for number in range(3)] == [[9], [9], [1]]


@pytest.mark.parametrize("number", [0, 7])
def test_nothing_is_one_empty_page(number: int) -> None:
    empty = page([], number)
    assert (list(empty.shown), empty.more, empty.note) == ([], False, "")


def test_a_heading_that_two_things_have_counts_once() -> None:
    def height_of(thing: str, above: str | None) -> int:
        return 1 if above and above[0] == thing[0] else 2

    question = Question(Topic.NEWS, 1)
    things = ["a1", "a2", "a3", "a4", "b1"]
    assert list(page_by_height(things, question, height_of, 4).shown) == ["a1", "a2", "a3"]
    assert list(page_by_height(things, question.at(1), height_of, 4).shown) == ["a4", "b1"]


def test_long_addresses_take_room() -> None:
    assert lines_of("words") == 1
    assert lines_of(link("words", f"https://source.example/{'a' * 120}") * 3) == 3
