"""Whole copies of a database: made while the bot writes to it, and checked before anybody relies on them."""

import os
import sqlite3
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot import __version__
from bot.domain.outages import Unwritable
from bot.domain.text import escape
from bot.errors import DatabaseUnusable, StoreBusy, StoreUnwritable
from bot.store.connection import address_to_read
from bot.store.faults import damaged, meaning, unusable
from bot.store.file import LEFT_BESIDE, beside
from bot.store.layout import LAYOUT, lacking
from bot.store.schema import OURS, versions

MARK = "copy_of"
"""The table in a copy that says when and by which Casefile it was made. The bot's own file never has it."""
# Pages at once: about eight megabytes, after which others get the disk.
_PAGES = 2048
_PAUSE = 0.002
_OPEN_WITHIN = 30.0
_NO_PROGRESS_FOR = 60.0
_MOST_FAULTS = 3
_NEWEST = """
SELECT MAX(moment) FROM (
    SELECT MAX(made_at) AS moment FROM revision
    UNION ALL SELECT MAX(changed_at) FROM announcement UNION ALL SELECT MAX(sent_at) FROM delivery
    UNION ALL SELECT MAX(changed_at) FROM server
)
"""


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a whole and readable database.

    `made_at` is when the copy was made, None if it does not say so. `newest` is the last moment that anything in it was
    changed or posted, None if nothing was. `identity` is a number of the database's own, which its copies keep.
    """

    version: str
    identity: int
    made_at: datetime | None
    newest: datetime | None
    rows: Mapping[str, int]

    @property
    def is_newer(self) -> bool:
        """Whether a later version of Casefile wrote it."""
        return self.version not in versions()

    @property
    def as_of(self) -> datetime | None:
        """Until when it certainly has everything."""
        return self.made_at or self.newest


def copy_database(source: Path, target: Path, *, mark: bool) -> Contents:
    """Copy a database into a new file, whole and as of one moment, and return what was checked to be in it.

    The bot may write meanwhile and waits for nothing: the copy is read within one transaction, which never sees what
    is written after it began. `mark` notes in the copy when it was made.

    Raises DatabaseUnusable if the source can't be read or is damaged, and StoreUnwritable if the copy can't be
    written. No half copy is left.
    """
    try:
        with new_file(target):
            with _reading(source) as reading:
                made_at = datetime.now(UTC)
                found = _contents(reading, source)
                _copy_pages(reading, source, target)
            _finish(target, made_at if mark else None)
            return _checked(source, target, found)
    except OSError as error:
        if why := Unwritable.of(error):
            raise StoreUnwritable(why, f"{escape(str(target.parent))} got no copy") from error
        raise DatabaseUnusable(f"{target} can't be written: {error.strerror or error}.") from error


def contents(path: Path) -> Contents:
    """Examine all of a database. Raises DatabaseUnusable if it is damaged, can't be read, or is not Casefile's."""
    with _reading(path) as reading:
        found = _contents(reading, path)
        if faults := _faults(reading, found):
            raise damaged(path, faults[0])
        return found


@contextmanager
def new_file(path: Path) -> Generator[None]:
    """Make an empty file that only its owner may read, and remove it with what SQLite puts beside it on an error."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    except BaseException:
        for end in ("", *LEFT_BESIDE):
            beside(path, end).unlink(missing_ok=True)
        raise


def put(part: Path, target: Path) -> None:
    """Give a finished file its name. Raises FileExistsError if that is taken: nothing is overwritten."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # some file systems have no links
        if target.exists() or target.is_symlink():
            raise FileExistsError(target) from None
        part.rename(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Return once a file or folder would survive a power cut."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


@contextmanager
def _reading(path: Path) -> Generator[sqlite3.Connection]:
    """A connection in a transaction that reads. Errors of SQLite are raised in words."""
    try:
        path.open("rb").close()
        with closing(_begun(path)) as connection:
            yield connection
    except (OSError, sqlite3.Error, UnicodeDecodeError) as error:
        raise unusable(path, error) from error


def _begun(path: Path) -> sqlite3.Connection:
    # On a disk that is full or read-only nobody can write either, and the file can be read as it is.
    addresses = (f"{beside(path, '').as_uri()}?mode=rw", address_to_read(path))
    for address in addresses:
        connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_OPEN_WITHIN)
        try:
            connection.execute("BEGIN")
            connection.execute("SELECT 1 FROM sqlite_master").fetchall()
        except sqlite3.Error as error:
            connection.close()
            if address is addresses[-1] or not isinstance(meaning(error), StoreUnwritable):
                raise
        except BaseException:
            connection.close()
            raise
        else:
            return connection
    raise AssertionError


def _contents(connection: sqlite3.Connection, path: Path) -> Contents:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables >= OURS:
        raise DatabaseUnusable(f"{path} is not a database of Casefile.")
    version = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if version is None:
        raise damaged(path, "its version can't be read")
    (identity,) = connection.execute("PRAGMA application_id").fetchone()
    made = connection.execute(f"SELECT made_at FROM {MARK}").fetchone() if MARK in tables else None
    newest = connection.execute(_NEWEST).fetchone()[0] if tables >= {"announcement", "delivery", "server"} else None
    counted = sorted(tables - {MARK})
    rows = {name: connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in counted}
    return Contents(str(version[0]), identity, _moment(made[0] if made else None), _moment(newest), rows)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _copy_pages(reading: sqlite3.Connection, source: Path, target: Path) -> None:
    with closing(sqlite3.connect(target)) as writing, _got_no_copy(target):
        writing.execute("PRAGMA synchronous = OFF")  # it is written out as a whole afterwards
        reading.backup(writing, pages=_PAGES, progress=_bounded(source), sleep=_PAUSE)


@contextmanager
def _got_no_copy(target: Path) -> Generator[None]:
    """Raise StoreUnwritable for an error of SQLite that means that a copy has no room."""
    try:
        yield
    except sqlite3.Error as error:
        if isinstance(trouble := meaning(error), StoreUnwritable):
            raise StoreUnwritable(trouble.why, f"{escape(str(target.parent))} got no copy") from error
        raise


def _bounded(source: Path) -> Callable[[int, int, int], None]:
    """Return what ends a copy that has not got on for a minute: Python would try for ever."""
    last: tuple[int, float] = -1, time.monotonic()

    def progress(_: int, remaining: int, __: int) -> None:
        nonlocal last
        if remaining != last[0]:
            last = remaining, time.monotonic()
        elif time.monotonic() - last[1] > _NO_PROGRESS_FOR:
            raise unusable(source, StoreBusy())

    return progress


def _finish(target: Path, made_at: datetime | None) -> None:
    """Make the copy one file of its own, and note in it when it was made."""
    try:
        with _got_no_copy(target), closing(sqlite3.connect(target, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"DROP TABLE IF EXISTS {MARK}")
            if made_at is not None:
                connection.execute(f"CREATE TABLE {MARK} (made_at TEXT NOT NULL, casefile TEXT NOT NULL)")
                connection.execute(f"INSERT INTO {MARK} VALUES (?, ?)", (made_at.isoformat(), __version__))
    except sqlite3.Error as error:
        raise unusable(target, error) from error
    sync(target)


def _checked(source: Path, target: Path, expected: Contents) -> Contents:
    """Return what is in the copy. Raises DatabaseUnusable if it is not whole, or not what was in the source."""
    with _reading(target) as reading:
        try:
            found = _contents(reading, target)
            faults = _faults(reading, found)
        except sqlite3.Error as error:
            raise damaged(source, f"{error}. The copy of it was thrown away") from error
        if faults:
            raise damaged(source, f"{'; '.join(faults)}. The copy of it was thrown away")
    if (found.version, found.identity, found.rows) != (expected.version, expected.identity, expected.rows):
        raise DatabaseUnusable(f"The copy of {source} is not the same as what was copied, so it was thrown away.")
    return found


def _faults(connection: sqlite3.Connection, found: Contents) -> tuple[str, ...]:
    """The first things that are wrong with a database, in words."""
    rows = connection.execute(f"PRAGMA integrity_check({_MOST_FAULTS})").fetchall()
    if faults := tuple(str(row[0]) for row in rows if row[0] != "ok"):
        return faults
    lost = connection.execute('SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1').fetchone()
    if lost is not None:
        return (f"rows of {lost[0]} refer to missing rows of {lost[1]}",)
    if found.version == versions()[-1]:
        return lacking(connection.execute(LAYOUT))[:_MOST_FAULTS]
    return ()
