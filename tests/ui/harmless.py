"""The one check of what is sent: hostile text in it neither acts nor shows what a spoiler mark should hide."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from tests.ui.reading import PING, in_the_open, items, units
from tests.ui.strangers import GOOD_IMAGES, SECRET

# The only address of that site which is one and whole, so that somebody may give it as a source's.
_ADDRESS = r"https?://(?:(?!evil\.example)[\w.:-]+/[^\s()<>*~`\[\]]+|evil\.example/free)"
LINK = re.compile(rf"\[((?:\\.|[^\[\]\\])*)\]\(({_ADDRESS})\)")
BARE_LINK = re.compile(rf"<{_ADDRESS}>")
TO_COPY = re.compile(r"`[^`\n]*`")
_ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])")
_OWN_MENTION = re.compile(r"<@&?(?!666)\d+>|<#(?!666)\d+>|<t:(?!666)-?\d+:[a-zA-Z]>")
_ALIVE = re.compile(
    r"x[*_~|`\[]+ZZ|ZZ[*_~|`\]]+x|://(?!example\.com/…|[ ,;])|discord(?:app)?\.(?:gg|com)/|:(?:fire|flag_de|\+1):",
    re.IGNORECASE,
)
_LINE = re.compile(r"^(?:\u200b)?\s*(?:#{1,3}|-#|>{1,3}|[-*+]|\d+\.)\s+ZZ", re.MULTILINE)
_PAIRS = ("||", "**", "~~", "`")
_TURNING = re.compile("[\u202a-\u202e\u2066\u2067\u200e\u200f\u061c]")
_PILED = re.compile("[\u0300-\u036f\u200b]{5}")


def assert_formatted(text: str) -> None:
    """Check text that Discord formats."""
    if SECRET in text:
        assert SECRET not in in_the_open(text), text
    shown = LINK.sub(r"\1", BARE_LINK.sub("", text))
    _assert_printable(shown)
    rest = _ESCAPED.sub("e", shown)
    rest = _OWN_MENTION.sub("", TO_COPY.sub("", rest))
    assert not PING.search(rest), text
    assert not _ALIVE.search(rest), text
    assert not _LINE.search(text), text
    for line in rest.split("\n"):
        for mark in _PAIRS:
            assert line.count(mark) % 2 == 0, line
        assert not re.search(r"[_\[\]<>`]", line), line
    assert text.count("\u2068") == text.count("\u2069"), text


def assert_plain(text: str, limit: int) -> None:
    """Check text in a place where Discord formats nothing."""
    _assert_printable(text)
    assert SECRET not in text, text
    assert "\n" not in text
    assert units(text) <= limit
    assert any(unicodedata.category(character)[0] in "LNPS" for character in text), "nothing in it can be seen"


def assert_embed(embed: Mapping[str, Any]) -> None:
    """Check all texts of an embed, and Discord's limits."""
    fields = embed.get("fields", [])
    texts = [(embed.get("title", ""), 256), (embed.get("description", ""), 4096)]
    for field in fields:
        assert field["name"].strip()
        assert field["value"].strip()
        texts += [(field["name"], 256), (field["value"], 1024)]
    for text, limit in texts:
        assert units(text) <= limit, text
        assert_formatted(text)
    assert embed.get("thumbnail", {}).get("url", GOOD_IMAGES[0]) in GOOD_IMAGES, embed["thumbnail"]
    footer = embed.get("footer", {}).get("text", "")
    if footer:
        assert_plain(footer, 2048)
    assert len(fields) <= 25
    assert sum(units(text) for text, _ in texts) + units(footer) <= 6000


def assert_components(rows: Iterable[Mapping[str, Any]]) -> None:
    """Check the labels of buttons and lists."""
    for item in items(rows):
        assert_item(item)


def assert_item(item: Mapping[str, Any]) -> None:
    if item.get("label"):
        assert_plain(item["label"], 80)
    if item.get("placeholder"):
        assert_plain(item["placeholder"], 150)
    for option in item.get("options", []):
        assert_plain(option["label"], 100)
        if option.get("description"):
            assert_plain(option["description"], 100)


def assert_message(message: Mapping[str, Any]) -> None:
    """Check a message as it goes to Discord: content, embeds and components."""
    content = message.get("content") or ""
    assert units(content) <= 2000
    assert_formatted(content)
    for embed in message.get("embeds") or ():
        assert_embed(embed)
    assert_components(message.get("components") or ())


def _assert_printable(text: str) -> None:
    text.encode()  # a lone surrogate can't be sent
    assert not _TURNING.search(text), ascii(text)
    assert not _PILED.search(text), ascii(text)
    for character in text:
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Co", "Zl", "Zp"), ascii(text)
