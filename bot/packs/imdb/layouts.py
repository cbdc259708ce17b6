r"""The columns of IMDb's own files, and what their cells hold.

The source is https://developer.imdb.com/non-commercial-datasets/. A cell is everything between two tabs: nothing is
quoted or escaped, and `\N` means that nothing is known.
"""

import json
import re
from dataclasses import dataclass
from typing import cast

LARGEST_ID = 99_999_999
UNKNOWN = r"\N"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the pattern of its cells, with a group if they are kept, and what a cell should be in words."""

    name: str
    pattern: str
    words: str = ""


def _title(name: str) -> Column:
    return Column(name, r"tt(\d{7,8})", "an id such as tt0000001")


def _person(name: str) -> Column:
    return Column(name, r"nm(\d{7,8})", "an id such as nm0000001")


def _people(name: str) -> Column:
    return Column(name, r"(\\N|nm\d{7,8}(?:,nm\d{7,8})*)", "a list of ids such as nm0000001,nm0000002")


def _number(name: str) -> Column:
    return Column(name, r"(\d{1,9})", "a whole number")


def _text(name: str) -> Column:
    return Column(name, r"([^\t\n]*)")


def _ignored(name: str) -> Column:
    return Column(name, r"[^\t\n]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """One of the files: its name without an ending, its columns in order, and the pattern of a row."""

    name: str
    columns: tuple[Column, ...]
    row: re.Pattern[str]

    @property
    def header(self) -> str:
        return "\t".join(column.name for column in self.columns)


def _layout(name: str, *columns: Column) -> Layout:
    # One pattern over a whole block checks and splits its rows several times faster than a loop over them.
    row = "\t".join(column.pattern for column in columns)
    return Layout(name, columns, re.compile(rf"^{row}\n", re.MULTILINE | re.ASCII))


EPISODES = _layout(
    "title.episode", _title("tconst"), _title("parentTconst"), _text("seasonNumber"), _text("episodeNumber")
)
TITLES = _layout(
    "title.basics", _title("tconst"), _text("titleType"), _text("primaryTitle"), _text("originalTitle"),
    _ignored("isAdult"), _text("startYear"), _ignored("endYear"), _text("runtimeMinutes"), _ignored("genres"),
)  # fmt: skip
CREDITS = _layout(
    "title.principals", _title("tconst"), _number("ordering"), _person("nconst"), _text("category"),
    _ignored("job"), _text("characters"),
)  # fmt: skip
CREW = _layout("title.crew", _title("tconst"), _people("directors"), _people("writers"))
NAMES = _layout(
    "name.basics", _person("nconst"), _text("primaryName"), _ignored("birthYear"), _ignored("deathYear"),
    _ignored("primaryProfession"), _ignored("knownForTitles"),
)  # fmt: skip
OTHER_TITLES = _layout(
    "title.akas", _title("titleId"), _number("ordering"), _text("title"), _ignored("region"), _ignored("language"),
    _ignored("types"), _ignored("attributes"), _ignored("isOriginalTitle"),
)  # fmt: skip

LAYOUTS = (EPISODES, TITLES, CREDITS, CREW, NAMES, OTHER_TITLES)
"""In the order they are read: each may need what the ones before it say."""
NEEDED = (EPISODES, TITLES, CREDITS, CREW, NAMES)


def title_id(number: int) -> str:
    """Return a title's id as IMDb writes it."""
    return f"tt{number:07}"


def person_id(number: int) -> str:
    """Return a person's id as IMDb writes it."""
    return f"nm{number:07}"


def parse_title_id(text: str) -> int | None:
    """Return the number of an id such as tt0000001, or of one in its page's address; None for anything else."""
    found = re.fullmatch(
        r"(?:https?://)?(?:(?:www|m)\.)?(?:imdb\.com/title/)?(tt\d{7,8})(?:/.*)?", text.strip(), re.ASCII
    )
    return int(found[1][2:]) if found else None


def people_of(cell: str) -> tuple[int, ...]:
    """Return the numbers of the people in a cell, in its order, each once."""
    return () if cell == UNKNOWN else tuple(dict.fromkeys(int(person[2:]) for person in cell.split(",")))


def characters_of(cell: str) -> tuple[str, ...] | None:
    """Return the names in a cell of characters; None if it can't be read."""
    if cell == UNKNOWN:
        return ()
    try:
        read: object = json.loads(cell)
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, list):
        return None
    names = cast(list[object], read)
    return tuple(name for name in names if isinstance(name, str)) if all(isinstance(n, str) for n in names) else None


def whole_number(cell: str) -> int | None:
    r"""Return a cell's number; None for `\N` and anything else that is not a whole number."""
    return int(cell) if cell.isascii() and cell.isdecimal() and len(cell) <= 9 else None
