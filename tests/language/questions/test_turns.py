"""Phrases that say nothing, with one of several words in each place."""

import pytest

from bot.language.questions.turns import longest_turn, words_of_turns


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("could you please tell me who plays trish", 5),
        ("can somebody remind me who plays trish", 4),
        ("my sister keeps asking who plays trish", 4),
        ("for my spreadsheet", 3),
        ("when you have a sec", 5),
        ("if its not too much trouble who plays trish", 6),
        ("going by what they knew then who plays trish", 6),
        ("is there anyone who knows who plays trish", 5),
        # Half of one is none, and so is one about those who are asked.
        ("could you direct an episode", 0),
        ("my sister directed it", 0),
        ("for trish", 0),
        ("who plays trish", 0),
    ],
)
def test_a_phrase_has_a_word_for_each_place(text: str, words: int) -> None:
    assert longest_turn(text.split()) == words


def test_their_words_are_known() -> None:
    assert {"could", "please", "girlfriend", "spreadsheet"} <= words_of_turns()
    assert "" not in words_of_turns()
