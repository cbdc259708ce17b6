"""The statements of the files in `sql/`, which are written as aiosql's are: `-- name: title_of(show)^`, then the SQL.

aiosql itself takes seventy milliseconds of each start for them; it reads them in the tests, which compare.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_FOLDER = Path(__file__).parent / "sql"
_HEADING = re.compile(r"^-- name: (\w+)(?:\([^)]*\))?(\^|!|\*!|)$\n", re.MULTILINE)


class Gives(StrEnum):
    """What a statement gives, by the sign after its name."""

    ROWS = ""
    ROW = "^"
    NOTHING = "!"
    NOTHING_OF_MANY = "*!"
    """It is run once for each of many rows of parameters."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, without the comments above it."""

    name: str
    gives: Gives
    sql: str


def statements(name: str) -> Iterator[Statement]:
    """The statements of one file, in its order."""
    _, *parts = _HEADING.split((_FOLDER / f"{name}.sql").read_text(encoding="utf-8"))
    for title, sign, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        lines = (line.rstrip() for line in text.splitlines() if not line.lstrip().startswith("--"))
        yield Statement(title, Gives(sign), "\n".join(lines).strip())
