"""What PostgreSQL's errors mean, in the one place that knows its codes."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager

import asyncpg

from bot.domain.outages import Unwritable
from bot.errors import (
    CasefileError,
    DatabaseUnreachable,
    DatabaseUnusable,
    StoreBusy,
    StoreDamaged,
    StoreTrouble,
    StoreUnwritable,
)
from bot.store.address import ServerAddress

_NOT_DONE = "this did not work"
IN_DOUBT = "it is not known whether this was saved"
# By SQLSTATE: whole codes, and classes by their first two characters.
_BUSY = {
    "40001",  # serialization_failure
    "40P01",  # deadlock_detected
    "55P03",  # lock_not_available: lock_timeout
    "57014",  # query_canceled: statement_timeout
    "55006",  # object_in_use
}
_UNREACHABLE = {"57P01", "57P02", "57P03", "57P05", "53300", "25P03"}  # it stops, starts, is full, or ended the session
_DAMAGED = {"XX001", "XX002"}
_LACKING = {"42P01", "42703", "42883"}  # no such table, column, function


def meaning(error: BaseException) -> StoreTrouble | None:
    """What an error means; None for one that says something about a statement."""
    if isinstance(error, asyncpg.exceptions.InvalidCachedStatementError | asyncpg.exceptions.OutdatedSchemaCacheError):
        return StoreBusy()  # the tables were changed under it, and the next time it is prepared anew
    if is_lost(error):
        return StoreUnwritable(Unwritable.UNREACHABLE, _NOT_DONE)
    if not isinstance(error, asyncpg.PostgresError):
        return None
    code = error.sqlstate or ""
    if code in _BUSY:
        return StoreBusy()
    if code in _UNREACHABLE:
        return StoreUnwritable(Unwritable.UNREACHABLE, _NOT_DONE)
    if code == "53100":
        return StoreUnwritable(Unwritable.FULL)
    if code == "25006":
        return StoreUnwritable(Unwritable.READ_ONLY)
    if code == "58030":
        return StoreUnwritable(Unwritable.FAILING)
    if code in _DAMAGED or code in _LACKING:
        return StoreDamaged()
    return None


def is_lost(error: BaseException) -> bool:
    """Whether the connection is gone, or could not be made."""
    if isinstance(error, asyncpg.PostgresConnectionError | asyncpg.InternalClientError | OSError | EOFError):
        return True
    if isinstance(error, asyncpg.PostgresError):
        return error.sqlstate in _UNREACHABLE
    # asyncpg's word for a connection that is closed, or that was lost in the middle of something.
    if isinstance(error, ValueError):  # a parameter that does not fit
        return False
    return isinstance(error, asyncpg.InterfaceError) and ("closed" in str(error) or "connection" in str(error))


FAULTS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, EOFError)
"""What asyncpg raises; also TimeoutError, which is an OSError."""


@contextmanager
def in_words(note: Callable[[StoreTrouble, BaseException], None] = lambda _, __: None) -> Generator[None]:
    """Raise StoreTrouble for an error of PostgreSQL that means that, after `note` was given both."""
    try:
        yield
    except FAULTS as error:
        if (trouble := meaning(error)) is None:
            raise
        note(trouble, error)
        raise trouble from error


def unusable(address: ServerAddress, error: BaseException) -> CasefileError:
    """Why the database at an address can't be opened or brought to the newest schema: DatabaseUnusable.

    DatabaseUnreachable if that may get better by itself.
    """
    cause = error.__cause__ if isinstance(error, StoreTrouble) and error.__cause__ else error
    if isinstance(cause, asyncpg.InvalidAuthorizationSpecificationError):  # also a wrong password
        why = "the server refuses the user or the password"
    elif isinstance(cause, asyncpg.InvalidCatalogNameError):
        why = "the server has no such database; make it first, with UTF-8 (createdb -E UTF8 -T template0 NAME)"
    elif isinstance(cause, asyncpg.InsufficientPrivilegeError):
        why = f"the user may not do this: {cause}; it must own the database, or may create tables in it"
    elif isinstance(cause, asyncio.TimeoutError):
        why = "the server does not answer"
    elif isinstance(meaning(cause), StoreBusy):
        why = "another program holds it; try again when that is done"
    else:
        why = str(cause) or type(cause).__name__
    sort = DatabaseUnreachable if _is_unreachable(cause) else DatabaseUnusable
    return sort(f"The database {address} can't be used: {why.rstrip('.')}.", "Check DATABASE, and the server.")


def _is_unreachable(error: BaseException) -> bool:
    trouble = error if isinstance(error, StoreTrouble) else meaning(error)
    return isinstance(trouble, StoreUnwritable) and trouble.why is Unwritable.UNREACHABLE
