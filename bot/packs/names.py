"""Names of people and characters as a table's cells write them, and the ids made from names."""

import re
from collections.abc import Callable, Iterable
from hashlib import sha256

from bot.domain.names import first_fold, fold

_ESCAPED = re.compile(r"\\([;\[\]\\])")
_ESCAPABLE = re.compile(r"([;\[\]\\])")
_BETWEEN = re.compile(r"(?:\\[\s\S]|[^;\\]|\\)+")
_KEYED = re.compile(r"(?P<name>[\s\S]*?)\s*(?<!\\)\[(?P<key>[^\[\]\\]*)\]")
_LONGEST_SLUG = 40

Named = tuple[str, str | None]
"""A name, and the key in square brackets after it if there is one."""


def write_named(name: str, key: str | None) -> str:
    r"""Return a name as a cell has it: `Ann Lee`, `Ann Lee [ann-lee-2]`. Brackets, ; and \ in it are escaped by \."""
    escaped = _ESCAPABLE.sub(r"\\\1", name)
    return f"{escaped} [{key}]" if key else escaped


def read_named(cell: str) -> list[Named]:
    """Return the names in a cell, which are separated by semicolons."""
    parts = [part.strip() for part in _BETWEEN.findall(cell)]
    return [_read_name(part) for part in parts if part]


def _read_name(part: str) -> Named:
    if (keyed := _KEYED.fullmatch(part)) and keyed["name"]:
        return _ESCAPED.sub(r"\1", keyed["name"]), keyed["key"].strip()
    return _ESCAPED.sub(r"\1", part), None


def keys_needed(names: Iterable[tuple[str, str]]) -> set[str]:
    """Return the keys to write beside names: of names that several share, and of names that are hard to read."""
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
    """Return an id for a name: `ann-lee`, with a digest if letters are lost. It stays the same in every version."""
    folded = first_fold(name)
    plain = "-".join(re.findall(r"[a-z0-9]+", folded))
    if plain and plain == folded.replace(" ", "-") and len(plain) <= _LONGEST_SLUG:
        return plain
    return f"{plain[:_LONGEST_SLUG].rstrip('-') or 'name'}-{digest(folded)}"


def digest(*parts: str | None) -> str:
    """Return sixteen characters that identify these texts."""
    return sha256(repr(parts).encode("utf-8", "replace")).hexdigest()[:16]


class Roster:
    """Who is named in a table, by name alone or with a key. Note all keys before asking for the first."""

    def __init__(self) -> None:
        self._keyed: dict[str, str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._made: dict[str, str] = {}

    def note(self, named: Named) -> None:
        """Record the key after a name, if there is one."""
        name, key = named
        if key is not None and key not in self._keyed:
            self._keyed[key] = name
            self._by_name.setdefault(fold(name), []).append(key)

    def key(self, named: Named, add_fault: Callable[[str], None]) -> str:
        """Return the id of the person or character named. Adds a fault if the name or the key could mean several."""
        name, key = named
        if key is not None:
            if fold(self._keyed[key]) != fold(name):
                add_fault(f"[{key}] is used for both {self._keyed[key]} and {name}; give each its own key")
            return key
        folded = fold(name)
        alike = self._by_name.get(folded, [])
        if len(alike) > 1:
            add_fault(f"{name} may be any of several here; write {name} [{alike[0]}] or {name} [{alike[1]}]")
        return alike[0] if alike else self._made_key(folded, name)

    def _made_key(self, folded: str, name: str) -> str:
        if folded not in self._made:
            key, attempt = slug(name), 1
            while key in self._keyed:
                attempt += 1
                key = f"{slug(name)[:_LONGEST_SLUG]}-{digest(folded, str(attempt))}"
            self._made[folded] = key
        return self._made[folded]
