"""What clauses ask for, with names that are put into them by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.questions.clauses import part
from bot.language.questions.phrases import phrases_known
from bot.language.questions.places import Place
from bot.language.questions.reading import read
from tests.language.questions.names import NAMES, asked, names_in, readings

WORDS = sorted({word for phrase in phrases_known() for word in phrase})
_PLACES = ["s2", "season 2", "2x07", "ep 5", "finale", "the pilot", "season", "2", "in 2016", "?", ",", ".", "and"]
in_words = st.lists(st.sampled_from([*WORDS, *NAMES, *_PLACES]), max_size=400).map(lambda words: " ".join(words)[:2000])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("who plays trish", "cast trish"),
        ("trish actor", "cast trish"),
        ("trish's actor", "cast trish"),
        ("trish?", "cast trish"),
        ("trish is played by who", "cast trish"),
        ("is trish in season 2", "cast trish season 2, yes or no"),
        ("does rachael taylor play trish", "cast rachael taylor trish, yes or no"),
        ("rachael taylor plays trish?", "cast rachael taylor trish"),
        ("who is in season 2", "cast season 2 everyone"),
        ("the cast", "cast everyone"),
        ("who directed 2x07", "director S02E07"),
        ("2x07 directed by?", "director S02E07"),
        ("s02e07 who directed it", "director S02E07"),
        ("who wrote the finale", "writer last"),
        ("who wrote ep 5", "writer episode 5"),
        ("did ann lee direct 2x07", "director ann lee S02E07, yes or no"),
        ("what did ann lee direct", "director ann lee"),
        ("who is the composer", "crew composer"),
        ("who did the music", "crew composer"),
        ("when is season 3 out", "dates season 3"),
        ("is season 3 out yet", "dates season 3, yes or no"),
        ("was it cancelled", "renewal, yes or no"),
        ("will there be a season 4", "renewal season 4, yes or no"),
        ("any rumours about trish", "news trish"),
        ("what happens in 2x07", "synopsis S02E07"),
        ("how many episodes are in season 2", "episodes season 2"),
        ("what is known about season 2", "season season 2"),
        ("season 2", "season season 2"),
        ("what's next", "next"),
    ],
)
def test_questions(text: str, meant: str) -> None:
    assert asked(text) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "rachael taylor plays trish",
        "trish is in season 2",
        "ann lee directed 2x07",
        "it was cancelled",
        "just finished it",
        "season 2 was great",
        "trish deserved better",
        "who hates trish",
        "who was murdered in season 2",
        "who got fired",
        "i may watch it",
        "lol",
        "thanks",
        "who",
        "who asked",
        "how does season 2 end",
        "who directed 2x07 and 2x08",
        "trish and rachael taylor and ann lee",
        "when was ann lee written",
    ],
)
def test_statements_and_talk_are_no_questions(text: str) -> None:
    assert asked(text) == []


def test_two_wishes_are_two_questions() -> None:
    assert asked("who wrote and directed 1x01") == ["writer S01E01", "director S01E01"]
    assert asked("who wrote or directed the pilot") == ["writer first", "director first"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("who plays will", "cast will"),
        ("will actor", "cast will"),
        ("will will be in season 2", "cast will season 2, yes or no"),
        ("will may be in season 3", "cast may season 3, yes or no"),
        ("who will play may", "cast may"),
        ("who plays will ashby", "cast will ashby"),
        ("is will in season 2", "cast will season 2, yes or no"),
        ("who directed cast off", "director cast off"),
        ("when did cast off come out", "dates cast off"),
        ("what happens in cast off", "synopsis cast off"),
        ("the cast of season 2", "cast season 2 everyone"),
        ("who directed the very first episode", "director first"),
        ("who directed the very first episode ever", "director the very first episode ever"),
        ("may i ask who plays trish", "cast trish"),
    ],
)
def test_words_that_are_names_too(text: str, meant: str) -> None:
    assert asked(text) == [meant]


def test_what_is_unknown_is_told_where_it_stands() -> None:
    [reading] = readings("who plays silver batman in season 2")
    assert reading.asked == ()
    assert reading.unknown == ((2, 4),)
    assert reading.has_wish


def test_a_clause_may_name_a_place_alone() -> None:
    [first, second] = readings("rewatching season 2, who plays trish")
    assert first.unknown == ((0, 1),)
    assert second.asked
    [first, _] = readings("ok season 2 then it is, who plays trish")
    assert first.context == Place(season=2)


@given(st.text(max_size=2_000))
def test_any_text_can_be_read(text: str) -> None:
    for clause in part(text).clauses:
        made = read(clause, [])
        assert all(not one.names for one in made.asked)


@given(in_words)
def test_any_words_can_be_read(text: str) -> None:
    for clause in part(text).clauses:
        assert all(not one.names for one in read(clause, []).asked)
        with_names = read(clause, names_in(clause))
        assert all(len(one.names) <= 2 for one in with_names.asked)
        assert all(0 <= start < stop <= len(clause.tokens) for start, stop in with_names.unknown)
