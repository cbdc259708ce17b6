"""What is missing fits into a button and is read back from it as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Kind
from bot.domain.gaps import Gap, gap_about
from bot.domain.questions import Thing, What

IDS = st.integers(0, 2**63 - 1)
NUMBERS = st.integers(0, 9999)
ABOUTS = st.none() | st.builds(EpisodeCode, NUMBERS, NUMBERS) | st.builds(Thing, st.sampled_from(What), IDS)
GAPS = st.builds(gap_about, st.sampled_from(Kind), IDS, ABOUTS)


@given(GAPS)
def test_a_gap_is_read_back_from_its_code(gap: Gap) -> None:
    assert Gap.decode(gap.encode()) == gap
    assert len(f"gap-form:{gap.encode()}") <= 60


@given(st.text(max_size=40) | GAPS.map(lambda gap: gap.encode()[:-1]))
def test_anything_else_is_refused_or_a_gap(text: str) -> None:
    try:
        gap = Gap.decode(text)
    except ValueError:
        return
    assert gap_about(gap.kind, gap.show, gap.about) == gap


@pytest.mark.parametrize(
    "text",
    ["", "director", "director.1", "director.1.e5", "director.1.c5", "release.1.p5", "what.1.", "director.1.x1",
     "cast.1.f5",
     "director.1.x1-2-3", "director.1.x-1", "cast.1.a0", "director.zzzzzzzzzzzzzzz.", "director.1.xzzzz-1"],
)  # fmt: skip
def test_what_no_button_says_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Gap.decode(text)


def test_what_a_fact_of_the_kind_says_nothing_of_is_left_out() -> None:
    person, character = Thing(What.PERSON, 5), Thing(What.CHARACTER, 5)
    assert gap_about(Kind.DIRECTOR, 1, character) == Gap(Kind.DIRECTOR, 1)
    assert gap_about(Kind.RELEASE, 1, person) == Gap(Kind.RELEASE, 1)
    assert gap_about(Kind.CAST, 1, character).character == 5
    assert gap_about(Kind.WRITER, 1, person).person == 5
    assert gap_about(Kind.NEWS, 1, EpisodeCode(2, 8)).place == "S02E08"
    assert gap_about(Kind.NEWS, 1, Thing(What.SEASON, 2)).place == "season 2"
