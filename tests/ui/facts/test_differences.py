"""What changed, word by word: readable both ways, short enough to show, hidden whole where it spoils."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.differences import ClaimChange
from bot.domain.facts import Character, Fact, Kind, Person
from bot.ui.facts.differences import all_changed, claims_changed, fields_changed, words_changed
from bot.ui.facts.sentences import hidden_with
from tests.domain.builders import SHOW, claim
from tests.patience import work
from tests.ui.answers.worst import STYLES
from tests.ui.reading import formatting_left, in_the_open, shown, unescaped, units

STRUCK, BOLD = re.compile(r"~~.*?~~"), re.compile(r"\*\*.*?\*\*")
SPOILS = EpisodeCode(1, 13)
WORDS = st.lists(st.text("abcxyz", min_size=1, max_size=5), max_size=30).map(" ".join)
FACT = Fact(1, 1, Kind.NEWS, SHOW, (claim(),), statement="Nobody dies", people=(Person(2, "Ann Lee"),), seasons=(2,))


def read(text: str) -> str:
    """The words alone."""
    return " ".join(text.replace("~~", " ").replace("**", " ").split())


@given(WORDS, WORDS)
def test_without_what_was_struck_it_reads_as_the_new_text(before: str, after: str) -> None:
    assert read(STRUCK.sub(" ", words_changed(before, after))) == after


@given(WORDS, WORDS)
def test_without_what_is_bold_it_reads_as_the_old_text(before: str, after: str) -> None:
    assert read(BOLD.sub(" ", words_changed(before, after))) == before


@given(WORDS)
def test_what_stayed_is_not_marked(text: str) -> None:
    assert words_changed(text, text) == text


def test_only_what_changed_is_marked() -> None:
    assert words_changed("It comes in June 2027", "It comes in July 2027") == "It comes in ~~June~~ **July** 2027"


@given(st.text(), st.text())
def test_whatever_was_written_only_the_marks_format(before: str, after: str) -> None:
    changed = words_changed(before, after)
    marks = unescaped(changed)
    assert marks.count("~~") % 2 == 0
    assert marks.count("**") % 2 == 0
    assert set(formatting_left(changed)) <= {"~", "*"}
    assert "||" not in marks


@pytest.mark.parametrize("style", STYLES)
def test_a_difference_is_shown_however_long_the_words(style: str) -> None:
    text = STYLES[style](500)
    mixed = " ".join(word for pair in zip(text.split(), "abcdefgh" * 40, strict=False) for word in pair)[:500]
    for other in (mixed, "x" * 500, text[::-1], ""):
        for before, after in ((text, other), (other, text)):
            changed = words_changed(before, after)
            # With its name, its marks and the line that counts what does not fit.
            assert units(changed) <= 900
            assert "\n" not in changed


def test_twenty_long_names_are_compared_at_once() -> None:
    before, after = " ".join(["a", "b"] * 1000), " ".join(["b", "b", "a"] * 660)
    assert words_changed(before, after).startswith("~~a b")
    assert work(lambda: words_changed(before, after)) < 0.2


def test_each_field_has_a_line() -> None:
    after = replace(FACT, statement="Somebody dies", people=(Person(3, "Bo Lin"),), seasons=(3,), spoils=None)
    assert fields_changed(FACT, after) == [
        "Words: ~~Nobody~~ **Somebody** dies",
        "Who: ~~Ann Lee~~ **Bo Lin**",
        "Where: season ~~2~~ **3**",
    ]


@pytest.mark.parametrize(
    "spoiling",
    [
        replace(FACT, statement="Ann || dies", spoils=SPOILS),
        replace(FACT, statement="Ann || dies", character=Character(1, "The Killer", SPOILS)),
    ],
)
def test_lines_about_a_spoiling_fact_are_hidden_whole(spoiling: Fact) -> None:
    harmless = replace(FACT, statement="Nothing happens", people=(Person(3, "Bo Lin"),))
    for before, after in ((spoiling, harmless), (harmless, spoiling), (spoiling, replace(spoiling, seasons=(3,)))):
        for line in fields_changed(before, after):
            assert line.startswith("||")
            assert line.endswith("||")
            assert in_the_open(line) == ""


def test_a_word_that_spoils_is_hidden_where_it_was_struck() -> None:
    [line] = fields_changed(replace(FACT, statement="Ann dies", spoils=SPOILS), replace(FACT, spoils=SPOILS))
    assert line == "||Words: ~~Ann~~ **Nobody** dies||"


def test_a_change_between_harmless_words_is_hidden_if_another_wording_spoils() -> None:
    later = replace(FACT, spoils=SPOILS)
    new = replace(FACT, statement="Ann dies", claims=(claim("Polygon"),))
    lines = all_changed(FACT, new, later)
    assert lines[0] == "||Words: ~~Nobody~~ **Ann** dies||"
    assert all_changed(FACT, new)[0] == "Words: ~~Nobody~~ **Ann** dies"


def test_what_a_hidden_facts_sources_are_called_is_hidden() -> None:
    source = replace(claim().source, title="Ann dies")
    titled = replace(claim(), source=source)
    [line] = claims_changed(replace(FACT, spoils=SPOILS), (ClaimChange(None, titled),))
    assert line == "➕ reported · ||Variety “Ann dies”|| · 1 January 2018"
    assert "||" not in claims_changed(FACT, (ClaimChange(None, titled),))[0]


def test_sources_that_came_went_and_were_corrected_have_different_signs() -> None:
    first, other = claim("Variety"), claim("Polygon")
    lines = claims_changed(FACT, (ClaimChange(None, first), ClaimChange(first, None), ClaimChange(first, other)))
    assert [shown(line)[0] for line in lines] == ["➕", "➖", "✏", "→"]
    many = claims_changed(FACT, (ClaimChange(None, first),) * 20)
    assert len(many) == 7
    assert many[-1] == "and 14 more"


def test_a_fact_is_hidden_with_whatever_wording_of_it_spoils() -> None:
    spoiling, named = replace(FACT, spoils=SPOILS), replace(FACT, character=Character(1, "The Killer", SPOILS))
    assert hidden_with(FACT) is FACT
    assert hidden_with(FACT, None, FACT) is FACT
    assert hidden_with(FACT, None, spoiling).gives_away == SPOILS
    assert hidden_with(FACT, named).gives_away == SPOILS
    assert hidden_with(named, spoiling) is named
