"""The statements in `bot/store/sql`, and those that run while something is asked."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.store import database
from bot.store.connection import Connection, Parameters, Row
from bot.store.postgres.connection import ServerConnection
from bot.store.statements import statements as read

SQL = Path(database.__file__).parent / "sql"
SQLITE_ALONE = {"imdb", "imdb_schema"}
"""The library of IMDb's titles is a SQLite file of its own, also beside another engine."""


def statements() -> Iterator[tuple[str, str]]:
    """Every statement, after its file and name."""
    for path in sorted(SQL.glob("*.sql")):
        if path.stem not in SQLITE_ALONE:
            yield from ((f"{path.stem}.{statement.name}", statement.sql) for statement in read(path.stem))


def bare(sql: str) -> str:
    """The statement on one line, without comments."""
    return re.sub(r"\s+", " ", re.sub(r"--.*", "", sql)).strip(" ;")


@dataclass(frozen=True, slots=True)
class Run:
    """A statement that ran; `name` is that in its file, and the statement itself for any other."""

    name: str
    sql: str
    parameters: Parameters
    is_in_file: bool


@dataclass(slots=True)
class Recorder:
    """Records the statements of all connections of this process."""

    runs: list[Run] = field(default_factory=list[Run])
    _names: dict[str, str] = field(default_factory=lambda: {bare(sql): name for name, sql in statements()})

    def begin(self, patching: pytest.MonkeyPatch) -> None:
        """Record from here on, until the patching ends."""
        for kind in (Connection, ServerConnection):
            patching.setattr(kind, "fetch", self._recording(kind.fetch))

    def _recording(self, fetch: Callable[..., Awaitable[list[Row]]]) -> Callable[..., Awaitable[list[Row]]]:
        async def recorded(connection: object, sql: str, parameters: Parameters) -> list[Row]:
            text = bare(sql)
            self.runs.append(Run(self._names.get(text, text), sql, dict(parameters), text in self._names))
            return await fetch(connection, sql, parameters)

        return recorded

    def take(self) -> list[Run]:
        """What ran since this was last asked."""
        taken, self.runs = self.runs, []
        return taken
