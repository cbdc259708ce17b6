"""Who uses a database: programs that have it open share a lock beside it, and a restore has that lock to itself.

The operating system gives up a lock with the process that holds it, however that ends. The empty file stays: to remove
it would let two processes lock two files of the same name.
"""

import errno
import fcntl
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BadInput, DatabaseUnusable
from bot.store.faults import unusable
from bot.store.file import beside

END = ".lock"
_HELD = (errno.EAGAIN, errno.EACCES)


@contextmanager
def in_use(database: Path) -> Generator[None]:
    """Share the database with others that use it; its folder is made. Raises DatabaseUnusable while it is restored."""
    try:
        database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unusable(database, error) from error
    with _locked(database, fcntl.LOCK_SH) as held:
        if not held:
            raise DatabaseUnusable(f"The database {database} is being restored. Start again when that has ended.")
        yield


@contextmanager
def alone(database: Path) -> Generator[None]:
    """Have the database to oneself. Raises BadInput if the bot or another command uses it."""
    with _locked(database, fcntl.LOCK_EX) as held:
        if not held:
            raise BadInput(
                "Casefile is running with this database. Stop the bot, and every other command that uses it, first."
            )
        yield


def is_in_use(database: Path) -> bool:
    """Whether the bot or a command has the database open just now."""
    try:
        if not beside(database, END).exists():
            return False
    except OSError as error:
        raise unusable(database, error) from error
    with _locked(database, fcntl.LOCK_EX) as held:
        return not held


@contextmanager
def _locked(database: Path, how: int) -> Generator[bool]:
    try:
        # Reading is enough to lock it, so that it does not matter which user made it.
        number = os.open(beside(database, END), os.O_CREAT | os.O_RDONLY | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise unusable(database, error) from error
    try:
        yield _is_locked(database, number, how)
    finally:
        os.close(number)


def _is_locked(database: Path, number: int, how: int) -> bool:
    try:
        fcntl.flock(number, how | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        raise unusable(database, error) from error
    return True
