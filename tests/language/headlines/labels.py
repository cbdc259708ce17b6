"""The labelled items on which `relevance` and `same_story` of `bot.language.headlines` are measured."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.domain.feeds import Item, ShowNames

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[2]
TUNE, FRESH = "tune", "fresh"
"""The labels that weights and thresholds were set by, and those that were looked at only afterwards."""
LANGUAGES = ("japanese", "chinese", "korean", "russian", "turkish", "german")


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """An item with whether a person would say that it is about the show."""

    show: str
    title: str
    summary: str
    about: bool


@dataclass(frozen=True, slots=True)
class LabelledPair:
    """Two items, and whether a person would say that they are the same story."""

    first: Item
    other: Item
    same: bool


@cache
def items(part: str) -> tuple[LabelledItem, ...]:
    """The items of one part: those that the rule was made with, or the later ones."""
    return tuple(
        LabelledItem(item["show"], item["title"], item["summary"], item["about"])
        for item in _read("items.toml" if part == TUNE else "fresh_items.toml")["items"]
    )


@cache
def language_items(language: str, part: str) -> tuple[LabelledItem, ...]:
    """The items in a language; the later ones were written when the rules were finished."""
    return tuple(
        LabelledItem(language, item["title"], item["summary"], item["about"])
        for item in _read("languages.toml")["items"]
        if item["language"] == language and item.get("set", TUNE) == part
    )


@cache
def pairs(part: str) -> tuple[LabelledPair, ...]:
    """The pairs of one part."""
    read = [pair for pair in _read("fresh_stories.toml")["pairs"] if pair["set"] == part]
    if part == TUNE:
        read += _read("stories.toml")["pairs"]
    return tuple(LabelledPair(_item(pair, "one"), _item(pair, "other"), pair["same"]) for pair in read)


def _item(pair: dict[str, Any], which: str) -> Item:
    return Item(pair[which], "Example", summary=pair.get(f"{which}_summary", ""))


@cache
def show_names() -> dict[str, ShowNames]:
    """The names of each show that the items are about, by its key there."""
    named = _read("items.toml")["names"] | _read("languages.toml")["names"]
    return {show: _names(said) for show, said in named.items()}


def _names(said: dict[str, Any]) -> ShowNames:
    if pack := said.get("pack"):
        read = tomllib.loads((_ROOT / pack).read_text(encoding="utf-8"))
        show = read["show"]
        titles, people = (show["title"], *show["also"]), _numbered(read["people"])
        return ShowNames(titles, people, _numbered(read["characters"]), show["network"])
    people, characters = said["people"], said["characters"]
    return ShowNames(
        tuple(said["titles"]),
        {id_: (name,) for id_, name in enumerate(people)},
        {id_: (name,) for id_, name in enumerate(characters, start=len(people))},
        said["network"],
    )


def _numbered(entries: dict[str, dict[str, Any]]) -> dict[int, tuple[str, ...]]:
    return {id_: _called(entry) for id_, entry in enumerate(entries.values())}


def _called(entry: dict[str, Any]) -> tuple[str, ...]:
    also: Iterable[str] = entry.get("also", ())
    return (entry["name"], *also)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text(encoding="utf-8"))
