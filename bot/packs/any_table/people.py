"""Splits a cell into people, however they are separated, without splitting a name from its suffix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# What may follow a comma and still belong to the name before it.
_SUFFIX = re.compile(
    r"(?:jr|jnr|junior|sr|snr|senior|i{1,3}|iv|vi{0,3}|ph\.? ?d|m\.? ?d|d\.? ?d\.? ?s|j\.? ?d|esq|a\.? ?s\.? ?c"
    r"|b\.? ?s\.? ?c|[okm]\.? ?b\.? ?e|b\.? ?a|m\.? ?a)\.?",
    re.IGNORECASE,
)
# Text in brackets is skipped as a whole, including its commas.
_BETWEEN = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]"
    r"|(?P<strong>\s*[;\n/|•]\s*|\s*,?\s+(?:&|\+|and|und|et(?!\s+al\b))\s+|,\s*&\s*)|(?P<comma>\s*,\s*)",
    re.IGNORECASE,
)
# Two of the patterns above begin with spaces: many spaces in a row would be tried in every combination.
_SPACES = re.compile(r"[^\S\n]+")
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]$")
_AS = re.compile(r"\s+(?:as|als)\s+", re.IGNORECASE)
_WORK = re.compile(
    r"(?:(?:directed|written|created|dir\.?|story|teleplay|screenplay|script)\s+by\s*:?|(?:story|teleplay|screenplay)\s*:)\s+",
    re.IGNORECASE,
)
"""What somebody did, written before their name."""
_NO_CHARACTER = re.compile(
    r"(?:uncredited|credited|credit only|voice|voice only|archive footage|\d+ episodes?|guest|main|recurring|also .*)",
    re.IGNORECASE,
)
_PARTICLES = frozenset({"von", "van", "der", "den", "de", "del", "della", "di", "da", "la", "le", "du", "dos", "ter"})


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a cell, with the text in brackets or after "as" that follows the name."""

    name: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class PeopleColumn:
    """How a column's names are written: if `turned`, as "Last, First" in every cell.

    `doubtful` is a cell that looks like that in any other column; it is read as two people.
    """

    turned: bool = False
    doubtful: str | None = None

    def split(self, cell: str) -> list[Named]:
        """Return the people in a cell, in order."""
        groups = [group for group in _groups(cell) if group]
        if self.turned:
            return [_named(_turn(group)) for group in groups]
        return [_named(name) for group in groups for name in group]


def look_at(cells: Iterable[str]) -> PeopleColumn:
    """Return how the names in a column's cells are written.

    They are "Last, First" only if every name has one comma, with one word (and "van" or "de") before it. In any other
    column a comma separates people.
    """
    looks: list[bool] = []
    doubtful: str | None = None
    for cell in cells:
        turned = [_is_turned(group) for group in _groups(cell) if group]
        looks += turned
        doubtful = cell if doubtful is None and any(turned) else doubtful
    return PeopleColumn(turned=True) if looks and all(looks) else PeopleColumn(doubtful=doubtful)


def split_plain(cell: str) -> list[str]:
    """Return the names between semicolons or on lines of their own; such names may contain commas."""
    return [part for piece in re.split(r"[;\n]", cell) if (part := piece.strip())]


def character_beside(named: Named) -> str:
    """Return the character that "Ann Lee (Captain Vale)" or "Ann Lee as Captain Vale" names; "" if none."""
    return "" if _NO_CHARACTER.fullmatch(named.beside) else named.beside


def _groups(cell: str) -> list[list[str]]:
    """Return the cell split at strong separators, and each of these parts split at its commas."""
    groups: list[list[str]] = [[]]
    cell = _SPACES.sub(" ", cell)
    start = 0
    for found in _BETWEEN.finditer(cell):
        if found.lastgroup is None:
            continue
        groups[-1].append(cell[start : found.start()])
        start = found.end()
        if found.lastgroup == "strong":
            groups.append([])
    groups[-1].append(cell[start:])
    return [_with_suffixes(group) for group in groups]


def _with_suffixes(parts: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for part in (part.strip() for part in parts):
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] += f", {part}"
        elif part:
            joined.append(part)
    return joined


def _is_turned(group: list[str]) -> bool:
    if len(group) != 2 or "," in group[0]:
        return False
    words = group[0].split()
    return len(words) == 1 or all(word.casefold() in _PARTICLES for word in words[:-1])


def _turn(group: list[str]) -> str:
    last, first = group
    first, comma, suffix = first.partition(",")
    return f"{first} {last}{comma}{suffix}"


def _named(name: str) -> Named:
    work = _WORK.match(name)
    name = name[work.end() :] if work else name
    if found := _BRACKETS.search(name):
        if plain := name[: found.start()]:
            return Named(plain, found[1].strip())
        return Named(name)
    plain, *beside = _AS.split(name, maxsplit=1)
    return Named(plain, beside[0]) if beside and plain else Named(name)
