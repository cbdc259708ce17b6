"""Other spellings of a name, and the keys under which names are stored."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.matching import NameMatch, NameRole, as_one_word
from bot.domain.names import (
    begins_as_one,
    first_fold,
    fold,
    keys,
    parted,
    run_together,
    spellings,
    stored_keys,
    suffixes,
    without_spaces,
)
from tests.domain.name_table import NAMES, Entry

LETTERS = "abzABZ .-'’,éñÑøØåÅäÖüßİıŁ\u0301\u0308\u200b\u0640كکيىیة高髙﨑崎К王봉कกุ0123٣۴&/(*"
written = st.one_of(st.text(max_size=30), st.text(LETTERS, max_size=30))
words = st.lists(st.text("abcdemnorstuéöø", min_size=1, max_size=6), min_size=1, max_size=5)


def found(typed: str, name: str) -> bool:
    """Whether somebody who goes by this name alone is found by what was typed, in full."""
    stored = stored_keys([name])
    if any(key in stored for key in keys(typed)):
        return True
    letters = without_spaces(fold(typed))
    begun = [key for key in stored if key.startswith((letters, run_together(letters)))]
    return any(begins_as_one(letters, parted(key)) for key in begun)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("J.J. Abrams", "J J Abrams"),
        ("J.J. Abrams", "JJ Abrams"),
        ("J.J. Abrams", "jjabrams"),
        ("J J Abrams", "J.J. Abrams"),
        ("S.W.A.T.", "S W A T"),
        ("S W A T", "swat"),
        ("M*A*S*H", "mash"),
        ("M*A*S*H", "M.A.S.H."),
        ("9-1-1", "911"),
        ("9-1-1", "9 1 1"),
        ("C-3PO", "c3po"),
        ("C-3PO", "C 3 PO"),
        ("Sinéad O'Connor", "sinead o connor"),
        ("Sinéad O'Connor", "o connor"),
        ("James D'Arcy", "D Arcy"),
        ("James D'Arcy", "james d arcy"),
        ("Mary-Louise Parker", "marylouise"),
        ("Mary-Louise Parker", "marylouise parker"),
        ("Marylouise Parker", "mary louise"),
        ("Gugu Mbatha-Raw", "mbatharaw"),
        ("Heiner Müller", "Mueller"),
        ("Heiner Müller", "Muller"),
        ("Heiner Mueller", "Müller"),
        ("Søren Malling", "soeren"),
        ("Björk", "bjoerk"),
        ("Stellan Skarsgård", "skarsgaard"),
        ("كريم", "کریم"),
        ("کریم", "كريم"),
        ("يحيى", "يحيي"),
        ("كـــريم عبد", "کریم"),
        ("فاطمة", "فاطمه"),
        ("髙橋一生", "高橋一生"),
        ("山﨑賢人", "山崎賢人"),
        ("齋藤", "斎藤"),
        ("٢٤", "24"),
        ("קאצ׳ינסקי", "קאצ'ינסקי"),
    ],
)
def test_a_name_is_found_as_it_is_typed(name: str, typed: str) -> None:
    assert found(typed, name)


@pytest.mark.parametrize("entry", NAMES, ids=str)
def test_each_name_of_the_table_is_found_by_its_spellings(entry: Entry) -> None:
    for typed in (entry.name, *entry.same):
        if entry.name == "AKA WWJD?":
            continue  # "WWJD" is a key of the title, not of a name
        assert found(typed, entry.name), ascii(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Joe", "Jo"), ("Jo Ellen", "Joe"), ("An Nguyen", "Ann"), ("Michael", "Michal"), ("Sue", "Su"), ("Rae", "Ra"),
        ("Mueller", "Muller"), ("Ann Abel", "Anna"), ("Da Niel", "Dan"), ("王家卫", "王家衛"), ("Se7en", "Seven"),
        ("Robert Downey Jr.", "Robert Downey Sr."), ("MC Hammer", "M Hammer"), ("J.J. Abrams", "J. Abrams"),
        ("يحيى", "يحي"), ("Dana", "Dan"), ("O'Brien", "Brien"), ("Mary-Louise", "Marylou"),
    ],
)  # fmt: skip
def test_other_names_are_not_found_by_it_in_full(one: str, other: str) -> None:
    letters = without_spaces(fold(other))
    stored = stored_keys([one])
    assert not any(key in stored for key in keys(other))
    assert not any(begins_as_one(letters, parted(key)) for key in stored)


@given(written)
def test_both_folds_of_a_key_change_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert first_fold(first_fold(name)) == first_fold(name)


@given(written)
def test_folding_the_first_key_again_gives_a_key_of_the_name(name: str) -> None:
    # A name that was stored by its first key alone is found by what is typed now.
    assert first_fold(name) in keys(name)
    assert fold(first_fold(name)) in {*keys(name), fold(first_fold(name))}


@given(st.text("abcåäöüøéèñ كيىة髙٢", max_size=20))
def test_a_stored_first_key_folds_to_the_key_of_the_name(name: str) -> None:
    assume(name.strip())
    assert fold(first_fold(name)) == fold(name)


@given(written)
def test_the_first_spelling_is_the_key_and_all_spellings_are_typed_keys(name: str) -> None:
    assert spellings(name)[0] == fold(name)
    assert set(spellings(name)) <= set(keys(name))


@given(written)
def test_spellings_of_a_spelling_are_no_new_ones(name: str) -> None:
    for key in spellings(name):
        assert set(spellings(key)) <= set(spellings(name))


@given(words)
def test_every_whole_name_word_and_spelling_finds_it(parts: list[str]) -> None:
    name = " ".join(parts)
    assert found(name, name)
    assert found(name.replace(" ", ""), name)
    assert found(name.replace(" ", "-"), name)
    assert found(unicodedata.normalize("NFD", name), name)
    assert found(name.replace("ö", "oe").replace("ø", "oe"), name)
    for start in range(len(parts)):
        assert found(" ".join(parts[start:]), name)
        assert found("".join(parts[start:]), name)


@given(words, st.data())
def test_a_name_is_found_wherever_the_typed_one_has_more_spaces(parts: list[str], data: st.DataObject) -> None:
    name = " ".join(parts)
    typed = "".join(letter + data.draw(st.sampled_from(["", " "])) for letter in name)
    assert found(typed, name)


@given(words, words)
def test_two_names_of_other_letters_never_find_each_other(one: list[str], other: list[str]) -> None:
    first, second = " ".join(one), " ".join(other)
    letters = {without_spaces(key) for key in spellings(first)}
    asked = {without_spaces(key) for key in keys(second)}
    assume(not any(key.startswith(typed) or typed in key for key in letters for typed in asked))
    assert not found(second, first)


@given(st.lists(written, min_size=1, max_size=3))
def test_the_number_of_keys_is_bounded_by_the_number_of_words(names: list[str]) -> None:
    every = [key for name in names for key in spellings(name)]
    most = sum(2 * len(suffixes(key)) for key in every)
    assert len(stored_keys(names)) <= most


@given(st.lists(written, min_size=1, max_size=3))
def test_stored_keys_depend_on_no_order_and_on_nothing_but_the_keys(names: list[str]) -> None:
    stored = stored_keys(names)
    whole = [key for key, word in stored.items() if word == 0]
    assert stored_keys(reversed(names)) == stored
    # Run together, letters of two alphabets that look alike become those of one.
    assume(all(fold(without_spaces(key)) == without_spaces(key) for key in stored))
    assert stored_keys((*names, *whole)) == stored


@given(written)
def test_only_names_that_are_run_together_begin_with_a_space(name: str) -> None:
    for key, word in stored_keys([name]).items():
        assert (word < 0) == key.startswith(" ")
        assert parted(key) in stored_keys([name])


def test_letters_run_together_end_where_a_word_ends() -> None:
    match = NameMatch(NameRole.ACTOR, 1, "Mary-Louise Parker", " marylouiseparker mary louise parker", -1, 0)
    assert [each.folded for each in as_one_word("marylouise", [match])] == ["mary louise parker"]
    assert as_one_word("marylou", [match]) == []
