"""Parting a text into clauses and words."""

import pytest

from bot.language.questions.clauses import LONGEST, MOST_WORDS, part


def words(text: str) -> list[str]:
    return [" ".join(clause.keys) for clause in part(text).clauses]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Who plays Trish?", ["who plays trish"]),
        ("Hey, who plays Trish", ["hey", "who plays trish"]),
        ("lol but who plays Trish", ["lol", "who plays trish"]),
        ("ok so when does it come out", ["ok", "when does it come out"]),
        ("Trish and Jeri", ["trish and jeri"]),
        ("who wrote it... who directed it", ["who wrote it", "who directed it"]),
        ("who wrote it (the finale)", ["who wrote it", "the finale"]),
        ("who wrote it — the finale", ["who wrote it", "the finale"]),
        ("who wrote it - the finale", ["who wrote it", "the finale"]),
        ("one line\nanother line", ["one line", "another line"]),
        ("1,000 words", ["1000 words"]),
        ("watching season 2. who plays Trish", ["watching season 2", "who plays trish"]),
    ],
)
def test_marks_of_punctuation_and_words_part(text: str, clauses: list[str]) -> None:
    assert words(text) == clauses


def test_a_question_mark_belongs_to_the_clause_before_it() -> None:
    found = part("Hi! Rachael Taylor plays Trish?! I think so.").clauses
    assert [clause.asks for clause in found] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("who is Mr. Smith. Next", ["who is mr smith", "next"]),
        ("Dr. Wu directed it", ["dr wu directed it"]),
        ("St. John played by whom", ["st john played by whom"]),
        ("what did T.K. Bello do", ["what did tk bello do"]),
        ("what did T. K. Bello do", ["what did tk bello do"]),
        ("J. Ferry wrote it", ["j ferry wrote it"]),
        ("A. Lee or I. Lee", ["a lee or i lee"]),
    ],
)
def test_titles_and_initials_end_nothing(text: str, clauses: list[str]) -> None:
    assert words(text) == clauses


@pytest.mark.parametrize(
    "text",
    [
        "👍 who plays Trish 😂",
        "<@123456789012345678> who plays Trish",
        "<@!123> <@&456> <#789> who plays <:smile:123> Trish <a:wave:5>",
        "**who** __plays__ ~~Trish~~ `",
        "> who plays ||Trish||",
        "who plays Trish https://who.example/directed?season=2",
        "who plays “Trish”",
        "who plays «Trish»",
        "¿who plays Trish?",
        "WHO  PLAYS\tTRISH",
    ],
)
def test_what_are_no_words_is_left_out(text: str) -> None:
    assert words(text) == ["who plays trish"]


@pytest.mark.parametrize(
    ("text", "key", "owner"),
    [
        ("Trish's", "trishs", "trish"),
        ("Trish’s", "trishs", "trish"),
        ("Jones'", "jones", "jones"),
        ("O'Dowd", "odowd", ""),
        ("O'Dowd's", "odowds", "odowd"),
        ("who's", "whos", "who"),
    ],
)
def test_a_possessive_is_two_words_in_one(text: str, key: str, owner: str) -> None:
    [clause] = part(text).clauses
    assert [(token.key, token.owner) for token in clause.tokens] == [(key, owner)]


def test_the_past_day_is_taken_out_of_the_text() -> None:
    parted = part("What was known about season 2 on 1 March 2018?")
    assert parted.day == "1 March 2018"
    assert [" ".join(clause.keys) for clause in parted.clauses] == ["what was known about season 2"]


def test_long_texts_are_read_only_so_far() -> None:
    assert part(f"{'x ' * (MOST_WORDS + 1)}. who plays Trish").clauses == part("who plays Trish").clauses
    assert len(part("who plays Trish. " * 100).clauses) <= 12
    assert part(f"{'.' * LONGEST} who plays Trish").clauses == ()
