"""Keys of things that people write down."""

from itertools import islice

import pytest

from bot.domain.keys import key_of, keys_to_try, source_key, spare_key


@pytest.mark.parametrize(
    ("name", "key"),
    [("Krysten Ritter", "krysten-ritter"), ("KRYSTEN  ritter", "krysten-ritter"), ("S.J. Clarkson", "sj-clarkson")],
)
def test_names_that_fold_alike_have_one_key(name: str, key: str) -> None:
    assert key_of(name) == key


@pytest.mark.parametrize("name", ["Кристен", "!!!", "x" * 61])
def test_a_name_that_makes_no_short_word_in_latin_letters_has_a_key_of_its_own(name: str) -> None:
    assert key_of(name).startswith("n-")
    assert key_of(name) == key_of(name.upper())
    assert key_of(name) != key_of(f"{name} {name}")


def test_further_keys_are_numbered() -> None:
    assert list(islice(keys_to_try("Ada Moss"), 3)) == ["ada-moss", "ada-moss-2", "ada-moss-3"]


def test_a_spare_key_is_no_longer_than_a_pack_takes() -> None:
    assert spare_key("ada", 36) == "ada-10"
    assert len(spare_key("x" * 80, 2**63 - 1)) <= 80


def test_a_source_is_known_by_each_part_of_its_identity() -> None:
    keys = {source_key("Variety", None), source_key("Variety", "https://variety.com"), source_key("Polygon", None)}
    assert len(keys) == 3
    assert source_key("Variety", None) == source_key("Variety", "")
