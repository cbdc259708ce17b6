"""How Discord reads formatted text: what is escaped, what is hidden, what would ping."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])")
LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\((https?://[^\s()<>]+)\)")
PING = re.compile(r"@(everyone|here)\b|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<a?:\w+:\d+>|<t:\d+(:\w)?>|<id:\w+>")
FORMATTING = re.compile(r"[*_~|`\[\]<>]")


def units(text: str) -> int:
    """UTF-16 units, as Discord's own client counts."""
    return len(text.encode("utf-16-le")) // 2


def unescaped(text: str) -> str:
    """The text without what a backslash makes harmless."""
    return ESCAPED.sub("", text)


def shown(text: str) -> str:
    """The text as a reader sees it, where nothing in it is formatted."""
    return ESCAPED.sub(r"\1", text).replace("\u200b", "").replace("\u2068", "").replace("\u2069", "")


def in_the_open(text: str) -> str:
    """The text outside spoiler marks, whether escaped marks are counted or passed over."""
    passed_over = ESCAPED.sub("", text).split("||")
    if len(passed_over) % 2 == 0:  # a mark that is not closed hides nothing
        passed_over.append(passed_over[-1])
    return "".join(passed_over[::2]) + re.sub(r"\|\|[\s\S]+?\|\|", "", text)


def formatting_left(text: str) -> str:
    """Signs that would format, once links and what is escaped are taken away."""
    return "".join(FORMATTING.findall(unescaped(LINK.sub(r"\1", text))))


def items(components: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Every button and select in rows."""
    return [item for row in components for item in row["components"]]


def turns_on(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a button leads to another page."""
    return any(item.get("label") == "Next ›" and not item["disabled"] for item in items(rows))


def assert_discord_takes(embed: Mapping[str, Any], rows: list[dict[str, Any]]) -> None:
    """Check a message of one embed and its rows against Discord's limits."""
    _assert_embed(embed)
    assert len(rows) <= 5
    found = items(rows)
    assert len(found) <= 25
    ids = [item["custom_id"] for item in found]
    assert len(ids) == len(set(ids))
    assert all(1 <= len(id_) <= 100 for id_ in ids)
    for row in rows:
        assert 1 <= len(row["components"]) <= 5
    for item in found:
        if item["type"] == 2:
            _within(item["label"], 80)
        else:
            _assert_options(item["options"])


def _assert_embed(embed: Mapping[str, Any]) -> None:
    fields = embed.get("fields", [])
    assert len(fields) <= 25
    _within(embed["title"], 256)
    _within(embed["footer"]["text"], 2048)
    texts = [embed["title"], embed["footer"]["text"]]
    if "description" in embed:
        _within(embed["description"], 4096)
        texts.append(embed["description"])
    for field in fields:
        _within(field["name"], 256)
        _within(field["value"], 1024)
        texts += [field["name"], field["value"]]
    # Discord counts what is left of white space at both ends.
    assert sum(len(text.strip()) for text in texts) <= 6000


def _assert_options(options: list[dict[str, Any]]) -> None:
    assert 1 <= len(options) <= 25
    values = [option["value"] for option in options]
    assert len(values) == len(set(values))
    for option in options:
        _within(option["label"], 100)
        _within(option["value"], 100)
        if option.get("description") is not None:
            _within(option["description"], 100)


def _within(text: str, limit: int) -> None:
    assert text.strip()
    assert units(text) <= limit
    text.encode()  # a lone surrogate can't be sent
