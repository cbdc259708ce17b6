"""A word that is nobody's name is a slip for one; a name a letter away is somebody else's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.people import is_misspelt, is_somebodys_name
from tests.domain.test_slips import PAIRS, SURNAMES
from tests.people.listed import FILE, listed


def test_the_list_is_what_faker_has() -> None:
    assert FILE.read_text("utf-8").split() == listed()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("uta breisewitz", "uta briesewitz"),
        ("krysten rittre", "krysten ritter"),
        ("trsih walker", "trish walker"),
        ("bea okonwko", "bea okonkwo"),
        ("zoe angstorm", "zoe angstrom"),
        ("rosmeary rodriguez", "rosemary rodriguez"),
        ("luke caeg", "luke cage"),
        ("luke kage", "luke cage"),
        ("hograth", "hogarth"),
    ],
)
def test_a_word_that_is_nobodys_name_is_a_slip(typed: str, name: str) -> None:
    assert is_misspelt(typed, name)


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *SURNAMES])
def test_names_a_letter_or_two_apart_never_answer_for_each_other(one: str, other: str) -> None:
    for typed, name in ((one.casefold(), other.casefold()), (other.casefold(), one.casefold())):
        assert not is_misspelt(f"{typed} skarsgard", f"{name} skarsgard")
        assert not is_misspelt(f"kevin {typed}", f"kevin {name}")
        assert not is_misspelt(typed, name)


@given(st.sampled_from(listed()), st.sampled_from(listed()))
def test_no_listed_name_is_a_slip_for_another(one: str, other: str) -> None:
    assert is_somebodys_name(one)
    assert not is_misspelt(one, other)
    assert not is_misspelt(f"trish {one}", f"trish {other}")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("trish", "trish walker"),  # fewer words
        ("tirsh", "irish"),  # another beginning
        ("jon", "joe"),
        ("s2e01", "s2e07"),
        ("walkr", "walters"),
        ("", "x"),
    ],
)
def test_what_may_be_anything_else_is_no_slip(typed: str, name: str) -> None:
    assert not is_misspelt(typed, name)
