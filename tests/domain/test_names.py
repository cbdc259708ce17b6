"""One name, many spellings."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.names import fold, keys, suffixes, title_keys, words_match
from tests.domain.name_table import NAMES, Entry

# Letters that names are made of, with what surrounds them in real ones: initials, accents, marks, joiners.
NAME_LETTERS = "abzABZ .-'’,éÉñÑøØßİıŁ\u0301\u0308\u200b\u200e\u00a0К王봉कीกุ0123&/("
written = st.one_of(st.text(max_size=30), st.text(NAME_LETTERS, max_size=30))
latin = st.text("abcdefghijklmnopqrstuvwxyzéñåøł ", min_size=1, max_size=30).filter(str.strip)


@pytest.mark.parametrize("entry", NAMES, ids=str)
def test_a_spelling_variant_is_found_by_folding(entry: Entry) -> None:
    for variant in (entry.name, *entry.same):
        assert {*keys(variant), *title_keys(variant)} & {*keys(entry.name), *title_keys(entry.name)}, variant


@pytest.mark.parametrize("entry", [entry for entry in NAMES if entry.aliases], ids=str)
def test_another_name_is_never_taken_for_a_spelling(entry: Entry) -> None:
    for alias in entry.aliases:
        assert fold(entry.name) not in keys(alias)


@pytest.mark.parametrize("entry", [entry for entry in NAMES if entry.apart], ids=str)
def test_names_of_different_people_stay_apart(entry: Entry) -> None:
    for other in entry.apart:
        assert not set(keys(other)) & set(keys(entry.name)), other


def test_only_spellings_of_one_name_share_a_key() -> None:
    by_key: dict[str, set[str]] = {}
    for entry in NAMES:
        by_key.setdefault(fold(entry.name), set()).add(entry.name)
    shared = {key for key, names in by_key.items() if len(names) > 1}
    assert shared == {"krysten ritter"}


@given(written)
@example("S. J. Clarkson")
@example("k. d.. lang")
@example("\u0345a")
def test_folding_a_key_again_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(written)
@example("\u0300\u0e38")
def test_composed_and_decomposed_letters_are_the_same(name: str) -> None:
    assert fold(unicodedata.normalize("NFC", name)) == fold(unicodedata.normalize("NFD", name)) == fold(name)


@given(written)
def test_a_name_that_is_not_blank_has_a_key(name: str) -> None:
    assert fold(name) or not name.strip()


@given(latin)
def test_case_makes_no_difference(name: str) -> None:
    assert fold(name.upper()) == fold(name.lower()) == fold(name.title()) == fold(name)


@given(latin, st.sampled_from("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"), st.integers(0, 30))
def test_an_invisible_character_makes_no_difference(name: str, invisible: str, place: int) -> None:
    assert fold(name[:place] + invisible + name[place:]) == fold(name)


@given(latin, st.sampled_from(["  ", "\t", "\u00a0", "\u3000", " \n "]))
def test_the_kind_and_number_of_spaces_make_no_difference(name: str, space: str) -> None:
    assert fold(f" {name.replace(' ', space)} ") == fold(name)


@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20), st.sampled_from("\u0300\u0301\u0303\u0308\u030a")
)
def test_an_accent_makes_no_difference(word: str, accent: str) -> None:
    assert fold("".join(letter + accent for letter in word)) == fold(word)


@pytest.mark.parametrize("apostrophe", "'’‘ʼ`ʻ′")
def test_every_apostrophe_is_left_out(apostrophe: str) -> None:
    assert fold(f"D{apostrophe}Onofrio") == "donofrio"


def test_a_look_alike_letter_counts_as_latin_only_within_a_latin_word() -> None:
    assert fold("Jеssica") == "jessica"
    assert fold("Сергей") != fold("Cepreй")


def test_a_comma_turns_the_name_round_and_keeps_it_as_written() -> None:
    assert keys("Clarkson, S.J.") == ("clarkson sj", "sj clarkson")
    assert keys("de Armas, Ana") == ("de armas ana", "ana de armas")


def test_two_commas_or_a_comma_at_the_end_turn_nothing_round() -> None:
    assert keys("one, two, three") == ("one two three",)
    assert keys("Clarkson,") == keys(",Clarkson") == ("clarkson",)


@given(written)
def test_what_is_typed_is_always_looked_for_as_written_first(name: str) -> None:
    assert keys(name)[0] == fold(name)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("AKA Smile", ("aka smile", "smile")),
        ("A.K.A. Smile", ("aka smile", "smile")),
        ("The Octopus", ("the octopus", "octopus")),
        ("A Wanted (Inhu)man", ("a wanted inhu man", "wanted inhu man")),
        ("Smile", ("smile",)),
        ("The", ("the",)),
        ("Akaba", ("akaba",)),
    ],
)
def test_a_title_is_found_without_its_aka_or_article(title: str, found: tuple[str, ...]) -> None:
    assert title_keys(title) == found


def test_suffixes_begin_at_each_word() -> None:
    assert suffixes("aida mashaka croal") == ("aida mashaka croal", "mashaka croal", "croal")


@given(latin)
def test_every_suffix_ends_the_key_and_begins_at_a_word(name: str) -> None:
    key = fold(name)
    found = suffixes(key)
    assert found[0] == key
    assert [suffix.split(" ")[0] for suffix in found] == key.split(" ")
    assert all(key.endswith(suffix) for suffix in found)


@pytest.mark.parametrize("typed", ["k ritter", "krysten ritter", "ritter", "kry", "kr rit"])
def test_the_beginnings_of_words_in_order_match(typed: str) -> None:
    assert words_match(typed, "krysten ritter")


@pytest.mark.parametrize("typed", ["ritter krysten", "rysten", "k r r", "krysten ritters", "kk"])
def test_other_words_another_order_or_the_middle_of_a_word_do_not_match(typed: str) -> None:
    assert not words_match(typed, "krysten ritter")


@given(st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5), st.data())
def test_any_beginnings_of_some_words_in_order_match(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(range(len(words))), min_size=1, unique=True).map(sorted))
    typed = [words[place][: data.draw(st.integers(1, len(words[place])))] for place in kept]
    assert words_match(" ".join(typed), " ".join(words))


def test_marks_that_make_another_letter_keep_names_apart() -> None:
    assert len({fold(name) for name in ("パパ", "ハハ", "ババ", "バハ")}) == 4
    assert fold("กุล") != fold("กล")
    assert fold("パパ") == fold("ﾊﾟﾊﾟ")


@pytest.mark.parametrize("apostrophe", "´‘’ʼ`")
def test_an_apostrophe_of_any_keyboard_finds_the_name(apostrophe: str) -> None:
    assert fold(f"D{apostrophe}Onofrio") == fold("D'Onofrio")
