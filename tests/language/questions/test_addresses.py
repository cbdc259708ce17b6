"""Forms of address, in full and cut short."""

import pytest

from bot.language.questions.addresses import other_forms


@pytest.mark.parametrize(("short", "whole"), [("sgt", "sergeant"), ("insp", "inspector"), ("dr", "doctor")])
def test_a_form_cut_short_and_the_whole_one_stand_for_each_other(short: str, whole: str) -> None:
    assert whole in other_forms(short)
    assert short in other_forms(whole)


def test_a_form_is_none_of_its_other_forms() -> None:
    assert "sgt" not in other_forms("sgt")


@pytest.mark.parametrize("word", ["bly", "director", ""])
def test_other_words_have_no_other_forms(word: str) -> None:
    assert other_forms(word) == ()
