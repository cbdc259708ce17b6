"""Writes packs as TOML for people and as JSON for programs. Reading either gives the same pack again."""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import cast

import tomli_w
from pydantic.fields import FieldInfo

from bot.domain.codes import EpisodeCode
from bot.domain.dates import PartialDate
from bot.packs.model import Entry, Pack


def write_toml(pack: Pack) -> str:
    """Return the pack as TOML, with its keys in the format's order and without empty values and defaults."""
    return tomli_w.dumps(_table(pack))


def write_json(pack: Pack) -> str:
    """Return the pack as JSON with the same keys as the TOML. Days are text such as "2018-03-08"."""
    return json.dumps(_table(pack), indent=2, ensure_ascii=False, default=date.isoformat) + "\n"


def _table(entry: Entry) -> dict[str, object]:
    fields: Mapping[str, FieldInfo] = type(entry).model_fields
    given = ((key, field, getattr(entry, key)) for key, field in fields.items())
    return {
        key: _plain(value)
        for key, field, value in given
        if field.is_required() or value != field.get_default(call_default_factory=True)
    }


def _plain(value: object) -> object:
    match value:
        case Entry():
            return _table(value)
        case PartialDate():
            # A day in digits of another alphabet is written as text, which keeps those digits.
            return value.first if value.is_day and value.first.isoformat() == value.text else value.text
        case EpisodeCode():
            return str(value)
        case Enum():
            return value.value
        case tuple():
            return [_plain(inner) for inner in cast(tuple[object, ...], value)]
        case dict():
            return {key: _plain(inner) for key, inner in cast(dict[str, object], value).items()}
        case _:
            return value
