"""The shipped packs, and the schema that editors check packs with."""

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator

from bot.packs.model import pack_schema
from bot.packs.reader import read_pack
from tests.conftest import PACK, PACKS

SHIPPED = sorted(PACKS.rglob("*.toml"))


def as_json(value: object) -> Any:
    """Return TOML values as JSON has them: days are text."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in cast(dict[str, object], value).items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in cast(list[object], value)]
    return value.isoformat() if isinstance(value, date) else value


def schema_errors(schema: dict[str, Any], pack: object) -> list[str]:
    validator: Any = Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(pack)]


def test_the_shows_pack_is_shipped() -> None:
    assert PACK in SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_pack_has_no_faults(path: Path) -> None:
    assert read_pack(path).facts


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_shipped_pack_fits_the_json_schema(path: Path) -> None:
    schema = json.loads((PACKS / "pack.schema.json").read_text("utf-8"))
    assert schema_errors(schema, as_json(tomllib.loads(path.read_text("utf-8")))) == []


def test_the_shipped_json_schema_is_current() -> None:
    assert json.loads((PACKS / "pack.schema.json").read_text("utf-8")) == pack_schema()


def test_the_json_schema_is_a_schema_and_refuses_what_is_misspelt() -> None:
    Draft202012Validator.check_schema(pack_schema())
    pack = {"format": 1, "show": {"id": "x", "titel": "X"}}
    messages = schema_errors(pack_schema(), pack)
    assert any("titel" in message for message in messages)
    assert any("'title' is a required property" in message for message in messages)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_person_character_and_source_of_a_shipped_pack_is_used(path: Path) -> None:
    pack = read_pack(path)
    people = {person for fact in pack.facts for person in fact.people}
    characters = {fact.character for fact in pack.facts}
    assert set(pack.people) <= people
    assert set(pack.characters) <= characters
