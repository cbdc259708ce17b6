"""Writing a pack and reading it again gives the same pack."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from bot.packs.model import ClaimEntry, FactEntry, Pack, PersonEntry
from bot.packs.reader import parse_pack, read_pack
from bot.packs.uploads.reading import read_upload
from bot.packs.writer import write_json, write_toml
from tests.conftest import PACK
from tests.packs.strategies import SHOW, packs

several = settings(max_examples=40)


@several
@given(packs())
def test_toml_reads_back_as_the_same_pack(pack: Pack) -> None:
    text = write_toml(pack)
    assert parse_pack(text.encode(), Path("x.toml")) == pack
    assert read_upload(text.encode(), "x.toml", SHOW) == pack


@several
@given(packs())
def test_json_reads_back_as_the_same_pack(pack: Pack) -> None:
    assert read_upload(write_json(pack).encode(), "x.json", SHOW) == pack


def test_the_shipped_pack_reads_back_from_both() -> None:
    pack = read_pack(PACK)
    assert read_upload(write_toml(pack).encode(), "x.toml", SHOW) == pack
    assert read_upload(write_json(pack).encode(), "x.json", SHOW) == pack


def test_toml_is_as_a_person_would_write_it() -> None:
    text = write_toml(read_pack(PACK))
    assert text.startswith("format = 1\n")
    assert "[[facts]]\n" in text
    assert "published = 2016-10-23\n" in text
    assert 'published = "late 2016"\n' in text
    assert 'weight = "reported"' not in text
    assert "denies = false" not in text
    assert "= []" not in text


def test_json_holds_text_as_it_is_and_days_as_text() -> None:
    text = write_json(read_pack(PACK))
    assert "Aïda Mashaka Croal" in text
    table: dict[str, Any] = json.loads(text)
    assert list(table)[:3] == ["format", "show", "sources"]
    assert table["episodes"][0]["aired"] == "2015-11-20"


def test_a_revision_is_kept() -> None:
    claims = (ClaimEntry(source="tor"),)
    fact = FactEntry.model_validate({"id": "a", "revision": "7.3", "kind": "news", "statement": "x", "claims": claims})
    pack = Pack.model_validate({"format": 1, "show": SHOW, "sources": {"tor": {"outlet": "tor.com"}}, "facts": (fact,)})
    assert 'revision = "7.3"' in write_toml(pack)


@pytest.mark.parametrize("name", ["a\0b", "a\x1bb", "a\nb", "a\x7fb", "a\x85b", "a\tb"])
def test_a_name_with_a_control_character_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match=r"control character U\+00"):
        PersonEntry(name=name)


def test_a_name_with_half_a_character_is_refused() -> None:
    with pytest.raises(ValidationError):
        PersonEntry(name="a\ud800")


def test_a_sentence_may_have_lines_but_no_other_control_character() -> None:
    assert ClaimEntry(source="a", note="one\ntwo\tthree").note == "one\ntwo\tthree"
    with pytest.raises(ValidationError, match=r"U\+000D"):
        ClaimEntry(source="a", note="one\r\ntwo")
