"""What SQLite's errors mean, in the one place that knows its codes."""

import re
import sqlite3
from collections.abc import Callable, Generator
from contextlib import contextmanager

from bot.domain.outages import Unwritable
from bot.domain.text import escape
from bot.errors import (
    CasefileError,
    DatabaseUnusable,
    StoreBusy,
    StoreDamaged,
    StoreTrouble,
    StoreUnwritable,
)
from bot.store.address import Address, ServerAddress

_PRIMARY = 0xFF  # the rest of an extended code says where it happened
_UNWRITABLE = {
    sqlite3.SQLITE_FULL: Unwritable.FULL,
    sqlite3.SQLITE_IOERR: Unwritable.FAILING,
    sqlite3.SQLITE_READONLY: Unwritable.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Unwritable.FAILING,
}
_UNREADABLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
# Reading went wrong: the disk gave nothing, too little, or what its file system knows to be wrong.
_READING = (
    sqlite3.SQLITE_IOERR_READ,
    sqlite3.SQLITE_IOERR_SHORT_READ,
    sqlite3.SQLITE_IOERR_CORRUPTFS,
    sqlite3.SQLITE_IOERR_DATA,
)
_LACKS = re.compile("no such (table|column|index|view)|has no column named|malformed database|Could not decode")


def meaning(error: BaseException) -> StoreTrouble | None:
    """What an error of SQLite, or of reading its text, means; None for one that says something about a statement."""
    if isinstance(error, UnicodeDecodeError):
        return StoreDamaged()
    if not isinstance(error, sqlite3.Error):
        return None
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code & _PRIMARY == sqlite3.SQLITE_BUSY:
        return StoreBusy()
    if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # there is no room for the index that lies beside the database
        return StoreUnwritable(Unwritable.FULL)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return StoreUnwritable(Unwritable.REPLACED)
    if code in _READING or code & _PRIMARY in _UNREADABLE or _is_lacking(error, code):
        return StoreDamaged()
    why = _UNWRITABLE.get(code & _PRIMARY)
    return StoreUnwritable(why) if why else None


def is_out_of_room(error: BaseException | None) -> bool:
    """Whether it is SQLite's error of a log that has no room to grow; the index beside it has another one."""
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _is_lacking(error: sqlite3.Error, code: int) -> bool:
    return code == sqlite3.SQLITE_ERROR and _LACKS.search(str(error)) is not None


@contextmanager
def in_words(note: Callable[[StoreTrouble, BaseException], None] = lambda _, __: None) -> Generator[None]:
    """Raise StoreTrouble for an error of SQLite that means that, after `note` was given both."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if (trouble := meaning(error)) is None:
            raise
        note(trouble, error)
        raise trouble from error


def unusable(path: Address, error: BaseException) -> CasefileError:
    """Why the database at an address can't be opened or upgraded: DatabaseUnusable, or a full disk."""
    if isinstance(path, ServerAddress):
        from bot.store.postgres.faults import unusable as unusable_server

        return unusable_server(path, error)
    trouble = error if isinstance(error, StoreTrouble) else meaning(error)
    why = Unwritable.of(error) if isinstance(error, OSError) else getattr(trouble, "why", None)
    if why is Unwritable.FULL:
        return StoreUnwritable(why, f"{escape(str(path))} can't be opened")
    if isinstance(trouble, StoreBusy):
        return DatabaseUnusable(f"The database {path} is being written by another program.", "Stop that one first.")
    if isinstance(trouble, StoreDamaged) and getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_NOTADB:
        return damaged(path, str(error.__cause__ or error))
    reason = getattr(error, "strerror", None) or str(error)
    return DatabaseUnusable(
        f"The database {path} can't be used: {reason}.",
        "Check that the folder exists, that this user may write in it, and that DATABASE names a Casefile database.",
    )


def damaged(path: Address, what: str) -> DatabaseUnusable:
    """What to say of a database that is damaged, and how."""
    restore = "If you have a backup, stop the bot and put it in its place: python -m bot restore FILE"
    if isinstance(path, ServerAddress):
        restore = "Then restore a backup."
    return DatabaseUnusable(
        f"The database {path} is damaged: {what}.", f"Find out more with: python -m bot doctor. {restore}"
    )
