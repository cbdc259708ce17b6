"""Splits a cell into people, however they are separated, without splitting a name from its suffix."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.packs.any_table.values import is_nobody

# What may follow a comma and still belong to the name before it.
_SUFFIX = re.compile(
    r"(?:jr|jnr|junior|sr|snr|senior|i{1,3}|iv|vi{0,3}|ph\.? ?d|m\.? ?d|d\.? ?d\.? ?s|j\.? ?d|esq|a\.? ?s\.? ?c"
    r"|b\.? ?s\.? ?c|[okm]\.? ?b\.? ?e|b\.? ?a|m\.? ?a)\.?",
    re.IGNORECASE,
)
# Text in brackets is skipped as a whole, including its commas.
_BETWEEN = re.compile(
    r"\([^()]*\)|\[[^\[\]]*\]"
    r"|(?P<strong>\s*[;\n/|•&~]\s*|\s*,?\s+(?:\+|·|@+|and|und|et(?!\s+al\b)|och|og|oraz|и)\s+|,\s*&\s*)"
    r"|(?P<with>\s*,?\s+(?:with|mit|avec)\s+)|(?P<dash>\s+[-–—]\s+)"
    r"|(?P<weak>\s+(?-i:y|e|i|a|ed|en|és|ja|ve|și)\s+)|(?P<comma>\s*,\s*)",
    re.IGNORECASE,
)
"""What stands between people. A dash may stand before a character too, and a weak word within a name."""
_NOT_AVAILABLE = re.compile(r"\bn/a\b", re.IGNORECASE)
# Some of the patterns above begin with spaces: many spaces in a row would be tried in every combination.
_SPACES = re.compile(r"[^\S\n]+")
_END = re.compile(r"\s+et\s+al\.?$|(?<=[^\W\d_]{3})\.$", re.IGNORECASE)
"""The end of a sentence, after a word that is no initial."""
_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]$")
_AS = re.compile(r"\s+(?:as|als)\s+|\s?(?:\.{3,}|…)\s?", re.IGNORECASE)
_WORKS = "directed|written|created|story|teleplay|screenplay|script|additional material|additional dialogue"
_WORK = re.compile(rf"(?:(?:{_WORKS}|dir\.?)\s+by\s*:?|(?:story|teleplay|screenplay)\s*:)(?:\s+|$)", re.IGNORECASE)
"""What somebody did, written before their name."""
_GLUED_WORK = re.compile(
    rf"(?<=[^\W\d_])(?=(?:{'|'.join(word.capitalize() for word in _WORKS.split('|'))})\s+by\s*:)"
    r"|(?<=[^\W\d_])(?=(?:Story|Teleplay|Screenplay)\s*:)|[ ](?=(?:Story|Teleplay|Screenplay)\s*(?:by\s*)?:)"
)
"""Where a web page began a new line, and a program that copied it did not."""
_LIST = re.compile(r"\[(?:\s*(?:'[^'\n]*'|\"[^\"\n]*\")\s*(?:,|(?=\])))*\s*\]")
_LISTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")
"""A list as a program prints it, and its elements."""
_NO_CHARACTER = re.compile(
    r"(?:uncredited|credited|credit only|voice|voice only|archive footage|\d+ episodes?|guest|main|recurring|also .*)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_BEGINNINGS = frozenset(
    {"mac", "fitz", "van", "von", "der", "den", "della", "delle", "dall", "las", "los", "saint", "san"}
)
"""What may stand before a capital within a name, as in MacLaren."""
_LONGEST_GLUED = 300
_NEAR = 100
"""Characters beside "y" that are looked at."""
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
    plays: bool = False

    def split(self, cell: str) -> list[Named]:
        """Return the people in a cell, in order. Words that name nobody, such as "Various", are left out."""
        if is_nobody(cell):
            return []
        groups = [group for group in _groups(cell, plays=self.plays) if group]
        names = (
            map(_turn, groups)
            if self.turned
            else (part for group in groups for name in group for part in unglued(name))
        )
        return [named for name in names if not is_nobody((named := _named(name)).name)]


def look_at(cells: Iterable[str], *, plays: bool = False) -> PeopleColumn:
    """Return how the names in a column's cells are written. With `plays` they are actors', and a dash is no sign.

    They are "Last, First" only if every name has one comma, with one word (and "van" or "de") before it. In any other
    column a comma separates people.
    """
    looks: list[bool] = []
    doubtful: str | None = None
    for cell in cells:
        turned = [_is_turned(group) for group in _groups(cell, plays=plays) if group]
        looks += turned
        doubtful = cell if doubtful is None and any(turned) else doubtful
    turned = bool(looks) and all(looks)
    return PeopleColumn(turned, None if turned else doubtful, plays)


def unglued(name: str) -> list[str]:
    """Return the names that a program has run together where lines ended, as in "Ann LeeBo Lind"; else the one."""
    parts = [name[start:end].strip() for start, end in pairwise((0, *_seams(name), len(name)))]
    return parts if all(len(part.split()) > 1 for part in parts) else [name]


def is_glued(name: str) -> bool:
    """Return whether a name has a capital within a word, where it may be two."""
    return bool(_seams(name))


def _seams(name: str) -> list[int]:
    """Return where a capital follows small letters, unless these are what some names begin with."""
    seams: list[int] = []
    for found in _WORD.finditer(name[:_LONGEST_GLUED]):
        start = found.start()
        for index in range(found.start() + 1, found.end()):
            if name[index].isupper() and name[index - 1].islower():
                if index - start > 2 and name[start:index].casefold() not in _BEGINNINGS:
                    seams.append(index)
                start = index
    return seams


def split_plain(cell: str) -> list[str]:
    """Return the names between semicolons or on lines of their own; such names may contain commas."""
    return [part for piece in re.split(r"[;\n]", cell) if (part := piece.strip())]


def character_beside(named: Named) -> str:
    """Return the character that "Ann Lee (Captain Vale)" or "Ann Lee as Captain Vale" names; "" if none."""
    return "" if _NO_CHARACTER.fullmatch(named.beside) else named.beside


def _groups(cell: str, *, plays: bool) -> list[list[str]]:
    """Return the cell split at strong separators, and each of these parts split at its commas."""
    if _LIST.fullmatch(cell):
        return [[name.strip()] for quoted in _LISTED.findall(cell) if (name := quoted[0] or quoted[1]).strip()]
    groups: list[list[str]] = [[]]
    cell = _NOT_AVAILABLE.sub("", _GLUED_WORK.sub("\n", _SPACES.sub(" ", cell)))
    start = 0
    for found in _BETWEEN.finditer(cell):
        kind = found.lastgroup
        if kind is None or (kind == "dash" and plays):
            continue
        if kind == "weak" and _is_within_a_name(cell[start : found.start()], cell[found.end() : found.end() + _NEAR]):
            continue
        groups[-1].append(cell[start : found.start()])
        start = found.end()
        if kind != "comma":
            groups.append([])
    groups[-1].append(cell[start:])
    return [_with_suffixes(group) for group in groups]


def _is_within_a_name(before: str, after: str) -> bool:
    """Return whether "y" or "e" joins two surnames, as in Ortega y Gasset, rather than two people."""
    rest = _BETWEEN.split(after, maxsplit=1)[0]
    return len(before[-_NEAR:].split()) > 1 and len(rest.split()) == 1


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
    if not _SUFFIX.fullmatch(name.rpartition(" ")[2]):
        name = _END.sub("", name.rstrip("*†‡§ "))
    if found := _BRACKETS.search(name):
        if plain := name[: found.start()]:
            return Named(plain, found[1].strip())
        return Named(name)
    plain, *beside = _AS.split(name, maxsplit=1)
    return Named(plain, beside[0]) if beside and plain else Named(name)
