"""The forms for what is missing keep Discord's limits and are known again by their custom ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Kind
from bot.domain.gaps import Gap, gap_about
from bot.domain.questions import Question, Thing, Topic, What
from bot.ui.facts.gaps import GapForm, ask_for, missing_list, question_of, read_gap_form
from bot.ui.modals import modal
from tests.domain.test_gaps import GAPS
from tests.ui.answers.worst import BIG

ABOUTS = (
    None,
    EpisodeCode(9999, 9999),
    Thing(What.SEASON, 9999),
    Thing(What.PERSON, BIG),
    Thing(What.CHARACTER, BIG),
)
ALL = [gap_about(kind, BIG, about) for kind in Kind for about in ABOUTS]


@pytest.mark.parametrize("gap", ALL, ids=lambda gap: gap.encode())
def test_every_form_keeps_the_limits_and_asks_for_a_source(gap: Gap) -> None:
    form = GapForm(gap)
    assert len(form.title) <= 45
    assert 2 <= len(form.fields) <= 5
    names = [field.name for field in form.fields]
    assert len(set(names)) == len(names)
    assert ("where" in names) is (gap.place == "")
    assert [field.required for field in form.fields if field.name == "source"] == [True]
    shown = modal(form).to_dict()
    assert len(str(shown["custom_id"])) <= 100
    assert all(len(component["label"]) <= 45 for component in shown["components"])


@given(GAPS)
def test_a_form_is_read_back_from_its_custom_id(gap: Gap) -> None:
    form = GapForm(gap)
    assert read_gap_form(form.custom_id) == form
    assert read_gap_form(f"{form.custom_id}!") is None


@given(st.text(max_size=60))
def test_anything_else_is_no_form(custom_id: str) -> None:
    assert read_gap_form(custom_id) is None or custom_id.startswith("gap-form:")


@pytest.mark.parametrize("gap", ALL, ids=lambda gap: gap.encode())
def test_a_button_fits_and_asks_what_its_form_asks(gap: Gap) -> None:
    button = ask_for(gap)
    assert button["label"] == question_of(gap) == GapForm(gap).title
    assert len(button["label"]) <= 80
    assert len(button["custom_id"]) <= 100
    assert question_of(gap, aired=False).endswith("?")


def test_the_list_of_what_may_be_missing_has_each_kind_and_fits() -> None:
    found = missing_list(Question(Topic.SEASON, BIG, Thing(What.EPISODE, BIG), 9999, page=999_999))
    assert {option["value"] for option in found["options"]} == set(Kind)
    assert len(found["custom_id"]) <= 100
