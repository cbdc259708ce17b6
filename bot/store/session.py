"""What a connection to the store is to all above it, whichever engine it leads to."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

from bot.domain.notices import Notice
from bot.errors import BadInput
from bot.store.kept import Changes

# A row is read by position, by a slice of positions and by name, and unpacked; PostgreSQL's rows are read the same way.
Row: TypeAlias = sqlite3.Row
Parameters: TypeAlias = Mapping[str, object]


class Executor(Protocol):
    """What a statement runs on: a connection that reads, or the one that writes while its transaction is open."""

    async def fetch(self, sql: str, parameters: Parameters) -> list[Row]: ...
    async def run_many(self, sql: str, rows: Iterable[Parameters]) -> None: ...

    def note(self, notice: Notice) -> None:
        """Hand this to those that react to it, once the transaction is committed."""
        ...

    @property
    def is_on_file(self) -> bool:
        """Whether it leads to a file of SQLite's."""
        ...


class Session(Executor):
    """A connection, with what its transaction has noted and changed so far."""

    def __init__(self) -> None:
        self.changes = Changes()
        self._noted: dict[Notice, None] = {}  # in order, each once
        self.under_way: list[int | None] = []  # the servers that ask for what it is doing

    async def hold_still(self) -> None:
        """See the database as it is now, until the connection is closed."""
        raise NotImplementedError

    async def fetch_together(self, queries: Sequence[tuple[str, Parameters]]) -> list[list[Row]]:
        """Return what several queries give, all as of the same moment. Only a server's connection does that."""
        raise NotImplementedError

    async def begin(self, patience: float, *, alone: bool) -> None:
        """Begin a transaction that may write, in place of one that could not be undone.

        `alone`: no other transaction that is alone runs until it ends, in any process; the others are claims. Raises
        StoreTrouble, and StoreBusy if it is not its turn within about `patience` seconds.
        """
        raise NotImplementedError

    async def commit(self) -> None:
        """Keep the transaction that is open."""
        raise NotImplementedError

    async def roll_back(self) -> None:
        """Undo the transaction that is open, if one is. If that fails, the next one tries again before it begins."""
        raise NotImplementedError

    def note(self, notice: Notice) -> None:
        self._noted[notice] = None

    @property
    def noted(self) -> tuple[Notice, ...]:
        """All that was noted since it was last taken, each once."""
        return tuple(self._noted)

    def take_notices(self) -> tuple[Notice, ...]:
        """All that was noted since they were last taken."""
        noted, self._noted = self.noted, {}
        return noted


def refuse_nul(values: Iterable[object]) -> None:
    """Raise BadInput for text with a NUL character in it, which PostgreSQL can't store and SQLite compares wrongly."""
    for value in values:
        if type(value) is str and "\0" in value:
            raise BadInput("There is a NUL character in the text, which can't be stored. Remove it, and try again.")
