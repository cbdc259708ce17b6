"""The library of IMDb's titles: an SQLite file of its own, beside the database, that imports fill.

Every call waits for the disk; where others must not wait, make it in a thread.
"""

import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from bot.domain.matching import prefix_bounds
from bot.domain.outages import Unwritable
from bot.domain.text import escape
from bot.errors import BadInput, StoreBusy, StoreUnwritable
from bot.store.faults import meaning
from bot.store.imdb.titles import Counts, LibraryCredit, LibraryEpisode, LibraryMatch, LibraryShow, Mark
from bot.store.statements import statements

EVERYTHING = 0
"""The scope of an import of all titles; that of a single show is its number."""

_VERSION = 1
_CACHE_KB = 32 * 1024
_PATIENCE = 5.0
_HERE = Path(__file__).parents[1] / "sql"
_SQL = {statement.name: statement.sql for statement in statements("imdb")}
_TABLES = {
    "title.episode": ("placing",),
    "title.basics": ("show", "show_key", "episode"),
    "title.principals": ("credit",),
    "title.crew": ("crew",),
    "name.basics": ("person",),
    "title.akas": ("other_title", "other_key"),
}
_SHARED = "person"
"""The table whose rows belong to no show in particular."""

Rows = Mapping[str, Sequence[tuple[object, ...]]]
"""Rows by table, with the columns in their order."""


@contextmanager
def open_library(path: Path, *, writing: bool = False) -> Generator["Library"]:
    """Open the library; for writing it is created if needed.

    Raises BadInput if it can't be used, and StoreUnwritable on a full disk.
    """
    if not writing and not path.exists():
        raise BadInput(
            f"There is no library of IMDb's titles at {escape(str(path))} yet. Make it with: python -m bot import imdb"
        )
    with _in_words(path), closing(_connect(path, writing=writing)) as connection:
        version = _version_of(connection)
        if version is None and writing:
            connection.executescript((_HERE / "imdb_schema.sql").read_text(encoding="utf-8"))
        elif version != _VERSION:
            raise BadInput(
                f"{escape(str(path))} is no library of IMDb's titles that this version of Casefile can read. "
                "Delete it and import IMDb's files again, or name another file in IMDB_LIBRARY."
            )
        yield Library(path, connection)


def _connect(path: Path, *, writing: bool) -> sqlite3.Connection:
    mode = "rwc" if writing else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_PATIENCE
    )
    if writing:
        connection.execute("PRAGMA journal_mode = WAL")
        # A power cut may take the last transactions, whose rows are then read again; the file stays whole.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    return connection


def _version_of(connection: sqlite3.Connection) -> int | None:
    """The library's version; None for an empty file."""
    (tables,) = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return version if tables or version else None


@contextmanager
def _in_words(path: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        trouble = meaning(error)
        if isinstance(trouble, StoreUnwritable) and trouble.why is Unwritable.FULL:
            raise StoreUnwritable(trouble.why, f"not everything was written to {escape(str(path))}") from error
        if isinstance(trouble, StoreBusy):
            raise BadInput(
                f"{escape(str(path))} is being written by another program. Wait for it, or stop that one."
            ) from error
        raise BadInput(
            f"The library {escape(str(path))} can't be used: {escape(str(error))}. "
            "Check that this user may write there; a broken library can be deleted and imported again."
        ) from error


class Library:
    """An open library; made by `open_library`."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self._path = path
        self._connection = connection

    def marks(self, scope: int) -> dict[str, Mark]:
        """How far each file was read within a scope."""
        rows = self._execute("marks", scope=scope)
        return {file: Mark(scope, file, of, at, line, bool(done)) for file, of, at, line, done in rows}

    def begin(self, scope: int, files: Sequence[str], fingerprint: str) -> Mark:
        """Start again with the first file; delete what was read of it and of the others, which build on it."""
        with self._transaction():
            if scope == EVERYTHING:
                self._execute("forget_marks_of_shows")
            # A show's rows are found through its episodes, which are read first.
            for file in reversed(files):
                self._execute("forget_mark", scope=scope, file=file)
                for table in _TABLES[file]:
                    self._forget(table, scope)
            self._execute("add_mark", scope=scope, file=files[0], fingerprint=fingerprint)
        return Mark(scope, files[0], fingerprint)

    def _forget(self, table: str, scope: int) -> None:
        if scope == EVERYTHING:
            self._connection.execute(f"DELETE FROM {table}")
        elif table != _SHARED:
            self._execute(f"forget_{table}", show=scope)

    def add(self, before: Mark, after: Mark, rows: Rows) -> None:
        """Save these rows and how far the file is read, both or neither. Raises BadInput if another import did so."""
        with self._transaction():
            for table, of_table in rows.items():
                self._connection.executemany(_SQL[f"add_{table}"], of_table)
            moved = self._execute(
                "move_mark",
                scope=after.scope, file=after.file, fingerprint=after.fingerprint, before=before.position,
                position=after.position, line=after.line, done=after.done,
            )  # fmt: skip
            if moved.rowcount != 1:
                raise BadInput(f"Another import is writing {escape(str(self._path))}. Let that one finish, or stop it.")

    def titles(self, scope: int) -> Iterator[int]:
        """The shows and their episodes."""
        return self._numbers("all_titles", "titles_of", scope)

    def shows(self, scope: int) -> Iterator[int]:
        return iter((scope,)) if scope else self._numbers("all_shows", "", scope)

    def episodes(self, scope: int) -> Iterator[int]:
        return self._numbers("all_episodes", "episodes_of", scope)

    def credited(self, scope: int) -> Iterator[int]:
        """The people with a part, once for each part."""
        return self._numbers("all_credited", "credited_of", scope)

    def crew(self, scope: int) -> Iterator[tuple[int, str, str]]:
        """Each episode with the cells of its directors and its writers."""
        return self._rows("all_crew", "crew_of", scope)

    def _numbers(self, of_all: str, of_show: str, scope: int) -> Iterator[int]:
        return (number for (number,) in self._rows(of_all, of_show, scope))

    def _rows(self, of_all: str, of_show: str, scope: int) -> Iterator[Any]:
        if scope == EVERYTHING:
            return self._execute(of_all)
        return self._execute(of_show, show=scope)

    def counts(self) -> Counts:
        """How much the library holds. Counting everything takes some seconds."""
        return Counts(*self._execute("counts").fetchone())

    def title(self, show: int) -> str | None:
        """A show's title; None if there is no such show."""
        row = self._execute("show", show=show).fetchone()
        return row[0] if row else None

    def show(self, show: int, most: int) -> LibraryShow | None:
        """A show with all that belongs to it, None if there is none. Raises BadInput for more than `most` parts."""
        row = self._execute("show", show=show).fetchone()
        if row is None:
            return None
        title, original, year = row
        parts = tuple(self._execute("credits", show=show, most=most + 1))
        if len(parts) > most:
            raise BadInput(
                f"{escape(title)} has more than {most:,} parts at IMDb, which is more than Casefile can take."
            )
        return LibraryShow(
            show,
            title,
            original,
            year,
            tuple(other for (other,) in self._execute("other_titles", show=show)),
            tuple(LibraryEpisode(*row) for row in self._execute("episodes", show=show)),
            tuple(LibraryCredit(of, person, bool(as_self), cell) for of, person, as_self, cell in parts),
            {episode: (directors, writers) for episode, directors, writers in self.crew(show)},
        )

    def people(self, numbers: Iterable[int]) -> dict[int, str]:
        """The names of those people that the library has."""
        rows = ((number, self._execute("person", id=number).fetchone()) for number in numbers)
        return {number: row[0] for number, row in rows if row is not None}

    def beginning(self, key: str, most: int) -> list[LibraryMatch]:
        """Shows with a title whose key begins with this one: at most twice `most`."""
        low, high = prefix_bounds(key)
        return [LibraryMatch(*row) for row in self._execute("beginning", low=low, high=high, most=most)]

    def _execute(self, statement: str, **parameters: object) -> sqlite3.Cursor:
        return self._connection.execute(_SQL[statement], parameters)

    @contextmanager
    def _transaction(self) -> Generator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            self._connection.rollback()
            raise
