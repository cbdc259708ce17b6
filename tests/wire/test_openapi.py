"""The checks against Discord's own document, tried with bodies whose fault is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.loopback import openapi
from tests.loopback.openapi import Schema

CALLBACK = "/interactions/1/token/callback"
MESSAGES = "/channels/1/messages"


@pytest.fixture(scope="module")
def schema() -> Schema:
    loaded = openapi.load()
    if loaded is None:
        pytest.skip("Discord's OpenAPI document is absent: nothing to check against")
    return loaded


def button(label: str) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": label, "custom_id": "a"}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def choices(count: int, name: str) -> dict[str, Any]:
    return {"choices": [{"name": name, "value": "a"} for _ in range(count)]}


GOOD: list[tuple[str, str, object]] = [
    ("POST", CALLBACK, {"type": 4, "data": {"content": "x" * 2000}}),
    ("POST", CALLBACK, {"type": 4, "data": {"components": [row(button("x"))]}}),
    ("POST", CALLBACK, {"type": 4, "data": {"attachments": [{"id": 0, "filename": "a"}]}}),
    ("POST", CALLBACK, {"type": 6}),
    ("POST", CALLBACK, {"type": 8, "data": choices(25, "x")}),
    ("POST", MESSAGES, {"attachments": [{"id": 0, "filename": "a"}]}),
    ("POST", MESSAGES, {"message_reference": {"message_id": 1, "channel_id": 1, "guild_id": 1}}),
    ("PATCH", "/webhooks/1/token/messages/@original", {"content": None, "embeds": []}),
    ("PATCH", "/webhooks/1/token/messages/2", {"content": "x"}),
    ("PUT", "/applications/1/commands", []),
]

BAD: list[tuple[str, str, object, list[str]]] = [
    ("POST", CALLBACK, {"type": 4, "data": {"content": "x" * 2001}}, ["$.data.content"]),
    (
        "POST",
        CALLBACK,
        {"type": 4, "data": {"embeds": [{"title": "x" * 257, "fields": [{"name": "a"}]}]}},
        ["$.data.embeds[0].title", "$.data.embeds[0].fields[0]"],
    ),
    (
        "POST",
        CALLBACK,
        {"type": 4, "data": {"components": [row(button("x" * 81))]}},
        ["$.data.components[0].components[0].label"],
    ),
    ("POST", CALLBACK, {"type": 8, "data": choices(1, "x" * 101)}, ["$.data.choices[0].name"]),
    ("POST", CALLBACK, {"type": 8, "data": choices(26, "x")}, ["$.data.choices"]),
    ("POST", CALLBACK, {"type": 99}, ["$"]),
    (
        "POST",
        CALLBACK,
        {"type": 9, "data": {"title": "x" * 46, "custom_id": "a", "components": []}},
        ["$.data.title", "$.data.components"],
    ),
    ("PATCH", "/webhooks/1/token/messages/2", {"embeds": [{}] * 11}, ["$.embeds"]),
    (
        "POST",
        MESSAGES,
        {"message_reference": {"message_id": ["1"], "guild_id": 1}},
        ["$.message_reference.message_id"],
    ),
    (
        "PUT",
        "/applications/1/commands",
        [{"name": "x" * 33, "description": "y" * 101}],
        ["$[0].name", "$[0].description"],
    ),
    ("POST", "/nowhere", {}, ["$"]),
]


@pytest.mark.parametrize(("method", "path", "body"), GOOD)
def test_what_discord_allows_passes(schema: Schema, method: str, path: str, body: object) -> None:
    assert schema.check(method, path, body) == []


@pytest.mark.parametrize(("method", "path", "body", "where"), BAD)
def test_a_fault_is_found_where_it_is(schema: Schema, method: str, path: str, body: object, where: list[str]) -> None:
    found = schema.check(method, path, body)
    assert sorted(fault.where for fault in found) == sorted(where)
    assert all(fault in schema.faults for fault in found)


def test_the_body_itself_stays_as_it_was(schema: Schema) -> None:
    body = {"type": 4, "data": {"content": "x", "attachments": [{"id": 0, "filename": "a"}]}}
    schema.check("POST", CALLBACK, body)
    assert body["data"] == {"content": "x", "attachments": [{"id": 0, "filename": "a"}]}


def test_an_absent_document_gives_no_schema(tmp_path: Path) -> None:
    assert openapi.load(tmp_path / "nothing.json") is None
