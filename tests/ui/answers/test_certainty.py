"""How sure an answer is, said once."""

import pytest

from bot.domain.dates import PartialDate
from bot.domain.facts import Status
from bot.ui.answers.certainty import brief, seasons_in_words, signed
from bot.ui.statuses import LOOKS, NOT_ON_RECORD

CONFIRMED, REPORTED = LOOKS[Status.CONFIRMED], LOOKS[Status.REPORTED]


def test_only_lines_that_differ_carry_a_sign() -> None:
    made = signed([("E01 Ann", CONFIRMED), ("E02 Bea", CONFIRMED), ("E03 Cy", REPORTED), ("E04", NOT_ON_RECORD)])
    assert made.lines == ("E01 Ann", "E02 Bea", "E03 Cy 📰", "E04 ▪️")
    assert made.shared is CONFIRMED
    assert made.foot == "📰 reported · ▪️ not on record"


def test_lines_of_one_status_need_no_signs() -> None:
    made = signed([("Ann", REPORTED), ("Bea", REPORTED)])
    assert (made.lines, made.shared, made.foot) == (("Ann", "Bea"), REPORTED, "")
    assert signed([("Ann", REPORTED)], CONFIRMED).lines == ("Ann 📰",)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ([2], "season 2"),
        ([1, 2], "seasons 1 and 2"),
        ([3, 1, 2], "seasons 1 to 3"),
        ([1, 3, 5, 6, 7], "seasons 1, 3 and 5 to 7"),
    ],
)
def test_runs_of_seasons_are_short(numbers: list[int], words: str) -> None:
    assert seasons_in_words(numbers) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [("2018-03-08", "8 Mar 2018"), ("late 2016", "late 2016"), ("2018-03", "March 2018")],
)
def test_days_are_short(written: str, words: str) -> None:
    assert brief(PartialDate.parse(written)) == words


def test_a_missing_day_is_said() -> None:
    assert brief(None) == "undated"
