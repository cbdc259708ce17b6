"""Forms keep Discord's limits, are known again by their custom ids, and give back what was typed into them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import product
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.codes import EpisodeCode
from bot.domain.facts import Billing, Kind
from bot.domain.moderation import ClaimWords, FactWords, NewFact, Word, claim_words_of, words_of
from bot.errors import BadInput
from bot.ui.facts import forms
from bot.ui.facts.forms import (
    READERS,
    FactForm,
    claim_form,
    dismissal_form,
    new_form,
    other_kind_form,
    rejection_form,
    retirement_form,
    suggestion_form,
    words_form,
)
from bot.ui.modals import by_name, form_name, in_order, modal, read_form, typed_into
from tests.domain.builders import claim
from tests.ui.answers.worst import BIG, STYLES
from tests.ui.facts.worst import moderation
from tests.ui.reading import units

Json: TypeAlias = dict[str, Any]

TEXT_INPUT, SELECT, LABEL = 4, 3, 18
FORMS = (
    *(new_form(NewFact(kind, BIG, (BIG,), BIG)) for kind in Kind),
    *(words_form(kind, BIG) for kind in Kind),
    *(suggestion_form(kind, BIG) for kind in Kind),
    claim_form(BIG, 19),
    claim_form(BIG, None),
    rejection_form(BIG),
    dismissal_form(BIG),
    retirement_form(BIG),
    *(other_kind_form(kind, BIG) for kind in Kind),
)
HOSTILE = (
    "", "-", "form", "new-form", "words-form", "claim-form", "reject-form", "retire-form", "suggest-form",
    "words-form:", "words-form:cast", "words-form:cast:", "words-form:cast::", "words-form:1", "words-form:nothing:1",
    "words-form:cast:-", "words-form:cast:1:2", "words-form:cast:zzzzzzzzzzzzzzz", "words-form:Cast:1",
    "new-form:cast", "new-form:cast:1", "new-form:cast:1:2", "new-form:cast:1:2:3:4", "new-form:cast:-:-:-",
    "new-form:1:2:3", "new-form:cast:1::2", "claim-form:1", "claim-form:-:-", "claim-form:zz:9999999999",
    "claim-form:zz:-1", "claim-form:zz:--1", "claim-form:zz:abc", "claim-form:zz:", "claim-form:cast:1:1",
    "reject-form:cast:1", "reject-form:-", "reject-form:1:2", "retire-form::", "retire-form:1:", "suggest-form:1",
    "suggest-form:cast:-1", "words-form:cast:٣", "words-form:cast:1\n", "xwords-form:cast:1", "claim-form:1:٣",
)  # fmt: skip


def components(form: FactForm, values: Mapping[str, str] | FactWords | ClaimWords | None = None) -> list[Json]:
    return modal(form, values).to_dict()["components"]


def sent(shown: list[Json], typed: Mapping[str, str]) -> list[Json]:
    """What Discord sends of a form that somebody filled in: values alone, in the frames that they stood in."""
    rows: list[Json] = []
    for number, row in enumerate(shown):
        field: Json = row["component"]
        inner: Json = {"type": field["type"], "id": 2 * number + 2, "custom_id": field["custom_id"]}
        value = typed.get(field["custom_id"], "")
        if field["type"] == SELECT:
            inner["values"] = [value] if value else []
        else:
            inner["value"] = value
        rows.append({"type": row["type"], "id": 2 * number + 1, "component": inner})
    return rows


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.custom_id)
async def test_a_form_keeps_the_limits(form: FactForm) -> None:
    shown = modal(form).to_dict()
    assert 1 <= units(shown["title"]) <= 45
    assert shown["custom_id"] == form.custom_id
    assert 1 <= len(form.custom_id) <= 80
    assert 1 <= len(shown["components"]) <= 5
    names = [row["component"]["custom_id"] for row in shown["components"]]
    assert len(names) == len(set(names))
    for row in shown["components"]:
        assert row["type"] == LABEL
        assert 1 <= units(row["label"]) <= 45
        assert units(row.get("description") or "") <= 100
        _assert_field(row["component"])


def _assert_field(field: Json) -> None:
    assert 1 <= len(field["custom_id"]) <= 100
    if field["type"] == TEXT_INPUT:
        assert 1 <= field["max_length"] <= 4000
        return
    assert field["type"] == SELECT
    assert 1 <= len(field["options"]) <= 25
    values = [option["value"] for option in field["options"]]
    assert len(values) == len(set(values))
    assert all(1 <= units(option["label"]) <= 100 for option in field["options"])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.custom_id)
async def test_a_form_is_not_kept_in_memory(form: FactForm) -> None:
    assert modal(form).is_finished()


@pytest.mark.parametrize(("kind", "style"), list(product(Kind, STYLES)))
async def test_what_is_filled_in_fits_its_field(kind: Kind, style: str) -> None:
    fact = moderation(style).fact(kind)
    words, said = words_of(fact), claim_words_of(fact.claims[0])
    filled = (
        (words_form(kind, 1), words), (new_form(NewFact(kind, 1)), words), (suggestion_form(kind, 1), words),
        (claim_form(1, 0), said),
    )  # fmt: skip
    for form, values in filled:
        for row in components(form, values):
            if row["component"]["type"] == TEXT_INPUT:
                assert len(row["component"].get("value") or "") <= row["component"]["max_length"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.custom_id)
async def test_what_is_longer_than_its_field_is_cut(form: FactForm) -> None:
    for row in components(form, {field.name: "😀" * 5000 for field in form.fields}):
        if row["component"]["type"] == TEXT_INPUT:
            assert row["component"]["value"] == "😀" * row["component"]["max_length"]


@pytest.mark.parametrize("kind", Kind)
async def test_no_list_of_people_or_places_is_cut_that_a_form_takes(kind: Kind) -> None:
    fact = moderation("letters").fact(kind)
    scattered = tuple(replace(episode, code=EpisodeCode(n + 1, 9900)) for n, episode in enumerate(fact.episodes))
    people = tuple(replace(person, name="x" * 180) for person in fact.people)
    words = words_of(replace(fact, people=people, episodes=scattered))
    for form in (words_form(kind, 1), suggestion_form(kind, 1)):
        shown = {row["component"]["custom_id"]: row["component"].get("value") for row in components(form, words)}
        for name in ("people", "where"):
            assert name not in shown or shown[name] == (getattr(words, name) or None)
    assert len(words.where) > 200


@pytest.mark.parametrize("billing", Billing)
async def test_a_list_opens_with_what_was_chosen(billing: Billing) -> None:
    assert chosen(components(words_form(Kind.CAST, 1), FactWords(billing=billing)), "billing") == [billing.value]


@pytest.mark.parametrize("weight", [value for name, value in vars(Word).items() if name.isupper()])
async def test_a_source_opens_with_its_weight(weight: str) -> None:
    assert chosen(components(claim_form(1, 0), ClaimWords(weight=weight)), "weight") == [weight]


async def test_a_list_opens_with_nothing_where_nothing_was_chosen() -> None:
    assert chosen(components(words_form(Kind.CAST, 1), FactWords()), "billing") == []
    assert chosen(components(words_form(Kind.CAST, 1), FactWords(billing="strange")), "billing") == []


def chosen(shown: list[Json], name: str) -> list[str]:
    [select] = [row["component"] for row in shown if row["component"]["custom_id"] == name]
    return [option["value"] for option in select["options"] if option.get("default")]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.custom_id)
def test_a_form_asks_only_for_what_its_reader_takes(form: FactForm) -> None:
    asked = {field.name for field in form.fields} - ({"source", "published"} if form.name == "suggest" else set())
    taken = ClaimWords if form.name == "claim" else FactWords
    assert asked <= {field.name for field in fields(taken)}


IDS = st.integers(0, BIG)


def _new(kind: Kind, show: int, person: int | None, character: int | None) -> FactForm:
    return new_form(NewFact(kind, show, () if person is None else (person,), character))


MAKERS: tuple[st.SearchStrategy[FactForm], ...] = (
    st.builds(_new, st.sampled_from(Kind), IDS, st.none() | IDS, st.none() | st.integers(1, BIG)),
    st.builds(words_form, st.sampled_from(Kind), IDS),
    st.builds(suggestion_form, st.sampled_from(Kind), IDS),
    st.builds(claim_form, IDS, st.none() | st.integers(0, 999)),
    st.builds(rejection_form, IDS),
    st.builds(dismissal_form, IDS),
    st.builds(retirement_form, IDS),
)


@given(st.one_of(*MAKERS))
def test_a_form_is_known_again_by_its_custom_id(form: FactForm) -> None:
    assert read_form(form.custom_id, READERS) == form
    assert form_name(form.custom_id) == form.name
    assert len(form.custom_id) <= 80


@pytest.mark.parametrize("custom_id", HOSTILE)
def test_another_custom_id_is_no_form(custom_id: str) -> None:
    assert forms.read_form(custom_id) is None
    with pytest.raises(BadInput):
        read_form(custom_id, READERS)


@pytest.mark.parametrize("custom_id", ["", "words", "forms:1", "turn:cast.1", "mod-words:1", "form"])
def test_what_has_no_forms_name_is_no_form_at_all(custom_id: str) -> None:
    assert form_name(custom_id) is None


@given(st.one_of(st.text(max_size=100), st.from_regex(r"(new|words|claim)-form(:(cast|[a-z0-9-]{0,14})){0,5}")))
def test_whatever_is_read_as_a_form_has_the_ids_that_its_reader_takes(custom_id: str) -> None:
    form = forms.read_form(custom_id)
    if form is None:
        return
    assert form.custom_id == custom_id
    assert len(form.ids) == {"new": 3, "claim": 2}.get(form.name, 1)
    assert form.ids[0] != "-"
    assert form.fields
    assert form.title
    if form.name == "claim" and form.ids[1] != "-":
        assert int(form.ids[1]) >= 0


@given(st.sampled_from(FORMS), st.data())
def test_what_was_typed_is_read_and_kept_as_it_was_typed(form: FactForm, data: st.DataObject) -> None:
    typed = {field.name: data.draw(_value(field.options)) for field in form.fields}
    read = typed_into(sent(_shown(form), typed))
    assert read == typed
    assert by_name(form, in_order(form, read)) == typed
    assert len(in_order(form, read)) <= 5


def _value(options: tuple[tuple[str, str], ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *(value for value, _ in options)]) if options else st.text()


def _shown(form: FactForm) -> list[Json]:
    """A form's frames without the library, which wants a running loop for them."""
    return [
        {"type": LABEL, "component": {"type": SELECT if field.options else TEXT_INPUT, "custom_id": field.name}}
        for field in form.fields
    ]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.custom_id)
async def test_the_library_shows_a_form_in_the_frames_that_are_read(form: FactForm) -> None:
    bare = [(row["type"], row["component"]["type"], row["component"]["custom_id"]) for row in components(form)]
    assert bare == [(row["type"], row["component"]["type"], row["component"]["custom_id"]) for row in _shown(form)]


def test_the_older_frames_of_discord_are_read_as_well() -> None:
    rows = [{"type": 1, "components": [{"type": TEXT_INPUT, "custom_id": "reason", "value": "x"}]}]
    assert typed_into(rows) == {"reason": "x"}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{}],
        [{"type": 1, "components": []}],
        [{"type": 10, "id": 1}, {"type": LABEL, "component": {"type": TEXT_INPUT}}],
        [{"type": LABEL, "component": {"type": TEXT_INPUT, "custom_id": "reason", "value": None}}],
        [{"type": LABEL, "component": {"type": SELECT, "custom_id": "reason"}}],
        [{"type": LABEL, "component": {"type": SELECT, "custom_id": "reason", "values": None}}],
    ],
)
def test_what_is_left_out_reads_as_empty(rows: list[Json]) -> None:
    assert typed_into(rows).get("reason", "") == ""


def test_what_was_kept_of_a_form_that_has_changed_since_is_taken_as_far_as_it_goes() -> None:
    form = claim_form(1, None)
    assert by_name(form, ["Variety"]) == {"outlet": "Variety"}
    assert list(by_name(form, list("abcdefgh"))) == [field.name for field in form.fields]


async def test_the_form_of_a_claim_shows_the_claim_again() -> None:
    shown = components(claim_form(1, 0), claim_words_of(replace(claim("Polygon", via="Variety"), speaker="Ann Lee")))
    assert [row["component"].get("value") for row in shown[:4]] == [
        "Polygon via Variety",
        None,
        "Ann Lee",
        "2018-01-01",
    ]
    assert chosen(shown, "weight") == ["reported"]
