"""A slip of the pen is no other name, and a name a letter or two apart is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.slips import is_other_name, is_slip

PAIRS = [
    ("Alisa", "Alison"), ("Dan", "Don"), ("Jon", "John"), ("Eric", "Erica"), ("Maria", "Marie"), ("Kristen", "Kirsten"),
    ("Carl", "Karl"), ("Sara", "Sarah"), ("Marc", "Mark"), ("Philip", "Phillip"), ("Stephen", "Steven"),
    ("Catherine", "Katherine"), ("Laura", "Lara"), ("Tim", "Tom"), ("Hanna", "Hannah"), ("Nina", "Tina"),
    ("Brian", "Bryan"), ("Anna", "Anne"), ("Alan", "Allan"), ("Terry", "Teri"), ("Lyn", "Lynn"), ("Erin", "Eric"),
    ("Jessica", "Jessika"), ("Frances", "Francis"), ("Lesley", "Leslie"), ("Matthew", "Mathew"),
]  # fmt: skip
SURNAMES = [
    ("Smith", "Smyth"), ("Thompson", "Thomson"), ("Anderson", "Andersen"), ("Johnson", "Johnston"), ("Clark", "Clarke"),
    ("Reid", "Reed"), ("Stewart", "Stuart"), ("Brown", "Browne"), ("Hansen", "Hanson"), ("Moss", "Mos"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_given_names_a_letter_or_two_apart_never_answer_for_each_other(one: str, other: str) -> None:
    for typed, name in ((one, other), (other, one)):
        for surname in ("", " jones", " skarsgard", " van der berg"):
            assert not is_slip(f"{typed}{surname}".casefold(), f"{name}{surname}".casefold())


@pytest.mark.parametrize(("one", "other"), SURNAMES)
def test_surnames_a_letter_or_two_apart_never_answer_for_each_other(one: str, other: str) -> None:
    for typed, name in ((one, other), (other, one)):
        assert not is_slip(f"kevin {typed}".casefold(), f"kevin {name}".casefold())
        assert not is_slip(typed.casefold(), name.casefold())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("kristen riter", "krysten ritter"),
        ("krysten riter", "krysten ritter"),
        ("krystenn ritterr", "krysten ritter"),
        ("melissa rosenbergg", "melissa rosenberg"),
        ("mellisa rosenbberg", "melissa rosenberg"),
        ("gregory salinger", "gregory sallinger"),
        ("filip jakson", "philip jackson"),
        ("jessic jnes", "jessica jones"),
        ("rachel tayler", "rachael taylor"),
        ("inspecter moss", "inspector moss"),
        ("trish walkr", "trish walker"),
        ("jonah reeed", "jonah reed"),
    ],
)
def test_a_name_that_is_written_as_it_sounds_is_a_slip(typed: str, name: str) -> None:
    assert is_slip(typed, name)


@given(st.lists(st.text("abcdefhikmnoprsty", min_size=1, max_size=8), min_size=1, max_size=4))
def test_a_name_is_no_slip_for_itself_and_none_of_one_word(words: list[str]) -> None:
    name = " ".join(words)
    assert not is_slip(name, name)
    assert not is_slip(words[0] + words[0][-1], words[0])


@pytest.mark.parametrize("typed", ["eric hale", "sara hale", "ros hale", "eric ha"])
def test_a_given_name_that_lacks_a_letter_or_two_is_another_one(typed: str) -> None:
    assert is_other_name(typed, {"e": "erica hale", "s": "sarah hale", "r": "rosie hale"}[typed[0]])


@pytest.mark.parametrize(
    ("typed", "name"),
    [("k ritter", "krysten ritter"), ("krysten r", "krysten ritter"), ("kr rit", "krysten ritter"),
     ("jess jones", "jessica jones"), ("trish walk", "trish walker"), ("eric hal", "eric erica hale")],
)  # fmt: skip
def test_initials_nicknames_and_what_is_half_typed_are_no_other_names(typed: str, name: str) -> None:
    assert not is_other_name(typed, name)


@pytest.mark.parametrize(("typed", "name"), [("sgt bly", "sergeant bly"), ("capt ines vale", "captain ines vale")])
def test_a_rank_that_is_shortened_is_a_slip(typed: str, name: str) -> None:
    assert is_slip(typed, name)
    assert not is_slip(typed.replace(" ", " x"), name)
