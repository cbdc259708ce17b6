"""Names of people and characters in the cells of a table, and the ids that are made of them."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256

from bot.domain.names import fold

_ESCAPED = re.compile(r"\\([;\[\]\\])")
_ESCAPABLE = re.compile(r"([;\[\]\\])")
_BETWEEN = re.compile(r"(?:\\[\s\S]|[^;\\]|\\)+")
_KEYED = re.compile(r"(?P<name>[\s\S]*?)\s*(?<!\\)\[(?P<key>[^\[\]\\]*)\]")
_LONGEST_SLUG = 40

Named = tuple[str, str | None]
"""A name and the key in square brackets behind it, if there is one."""


def write_named(name: str, key: str | None) -> str:
    r"""A name as its cell has it: `Ann Lee`, `Ann Lee [ann-lee-2]`; a bracket, ; or \ in it stands behind a \."""
    escaped = _ESCAPABLE.sub(r"\\\1", name)
    return f"{escaped} [{key}]" if key else escaped


def read_named(cell: str) -> list[Named]:
    """The names in a cell, which stand between semicolons."""
    parts = [part.strip() for part in _BETWEEN.findall(cell)]
    return [_read_one(part) for part in parts if part]


def _read_one(part: str) -> Named:
    if (keyed := _KEYED.fullmatch(part)) and keyed["name"]:
        return _ESCAPED.sub(r"\1", keyed["name"]), keyed["key"].strip()
    return _ESCAPED.sub(r"\1", part), None


def keys_needed(names: Iterable[tuple[str, str]]) -> set[str]:
    """Of some keys with their names those whose names alone would not tell who is meant, or are hard to read."""
    needed: set[str] = set()
    first: dict[str, str] = {}
    for key, name in names:
        other = first.setdefault(fold(name), key)
        if other != key:
            needed |= {key, other}
        if ";" in name or "[" in name:
            needed.add(key)
    return needed


def slug(name: str) -> str:
    """An id for a name: `ann-lee`; with a digest behind it where letters are lost. Equal for names that fold alike."""
    folded = fold(name)
    plain = "-".join(re.findall(r"[a-z0-9]+", folded))
    if plain and plain == folded.replace(" ", "-") and len(plain) <= _LONGEST_SLUG:
        return plain
    return f"{plain[:_LONGEST_SLUG].rstrip('-') or 'name'}-{digest(folded)}"


def digest(*parts: str | None) -> str:
    """Sixteen characters that stand for these texts."""
    return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]


class Roster:
    """Who is named in a table, be it by name alone or with a key. All keys are noted before the first name is met."""

    def __init__(self) -> None:
        self._keyed: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._made: dict[str, str] = {}

    def note(self, named: Named) -> None:
        """Take note of the key behind a name, if there is one."""
        name, key = named
        if key is not None and key not in self._keyed:
            self._keyed[key] = name
            self._by_name.setdefault(fold(name), []).append(key)

    def key(self, named: Named, tell: Callable[[str], None]) -> str:
        """The id of who is named; a name that may be one of several, or a key that several have, is told."""
        name, key = named
        if key is not None:
            if fold(self._keyed[key]) != fold(name):
                tell(f"[{key}] stands for both {self._keyed[key]} and {name}; give each a key of its own")
            return key
        folded = fold(name)
        alike = self._by_name.get(folded, [])
        if len(alike) > 1:
            tell(f"{name} may be any of several here; write {name} [{alike[0]}] or {name} [{alike[1]}]")
        return alike[0] if alike else self._made_key(folded, name)

    def _made_key(self, folded: str, name: str) -> str:
        if folded not in self._made:
            key, again = slug(name), 1
            while key in self._keyed:
                again += 1
                key = f"{slug(name)[:_LONGEST_SLUG]}-{digest(folded, str(again))}"
            self._made[folded] = key
        return self._made[folded]
