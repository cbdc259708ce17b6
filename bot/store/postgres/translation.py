"""Statements as PostgreSQL takes them: with numbered parameters in place of named ones."""

import re
from functools import lru_cache
from typing import NamedTuple

# A name after a colon, outside of texts and comments; "::" is a cast.
_PARTS = re.compile(r"'(?:[^']|'')*'|--[^\n]*|::|:([A-Za-z_]\w*)")


class Translated(NamedTuple):
    """A statement, and the names of its parameters in the order of their numbers."""

    sql: str
    names: tuple[str, ...]


@lru_cache(maxsize=2048)
def translated(sql: str) -> Translated:
    """Return a statement with named parameters as PostgreSQL takes it. Each name has one number."""
    names: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        if (name := found[1]) is None:
            return found[0]
        return f"${names.setdefault(name, len(names) + 1)}"

    return Translated(_PARTS.sub(numbered, sql), tuple(names))
