"""Bringing a database file to this version's schema, in process and before anything else opens it."""

import re
import sqlite3
from pathlib import Path

from bot.errors import DatabaseNewer, DatabaseUnusable

_MIGRATIONS = Path(__file__).parent / "migrations"
# Every version has had these; another program's database that Alembic looks after has not.
_OURS = {"fact", "revision"}
_VERSION_FILE = re.compile(r"(\d{4})_\w+\.py")


def versions() -> tuple[str, ...]:
    """The schema versions that this Casefile knows, oldest first."""
    names = (_VERSION_FILE.fullmatch(path.name) for path in (_MIGRATIONS / "versions").iterdir())
    return tuple(sorted(name[1] for name in names if name))


def migrate(path: Path) -> bool:
    """Bring the file to the newest schema, creating it where there is none; True if anything had to be done.

    Raises DatabaseNewer for a file of a later version, and DatabaseUnusable with words for any other reason.
    """
    known = versions()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = _version_of(path)
        if found == known[-1]:
            return False
        if found is not None and found not in known:
            raise DatabaseNewer(path, found)
        _upgrade(path)
    except (sqlite3.Error, OSError) as error:
        raise _unusable(path, error) from error
    return True


def _unusable(path: Path, error: Exception) -> DatabaseUnusable:
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY:
        return DatabaseUnusable(f"The database {path} is being written by another program. Stop that one first.")
    reason = getattr(error, "strerror", None) or str(error)
    return DatabaseUnusable(
        f"The database {path} can't be used: {reason}. "
        "Check that the folder exists, that this user may write in it, and that DATABASE names a Casefile database."
    )


def _version_of(path: Path) -> str | None:
    if not path.exists():
        return None
    connection = sqlite3.connect(path)
    try:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in tables or not tables & _OURS:
            if tables - {"alembic_version"}:
                raise DatabaseUnusable(f"{path} is a database of another program; name another file in DATABASE.")
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        # Read-only files and folders are noticed here, before the bot relies on them.
        connection.execute("BEGIN IMMEDIATE")
        connection.rollback()
    finally:
        connection.close()
    return None if row is None else str(row[0])


def _upgrade(path: Path) -> None:
    # Imported here: a start with nothing to migrate saves a third of a second and the memory.
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import URL, Connection, create_engine, event
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool

    def configure(connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # the driver's own handling would leave DDL outside of the transaction
        connection.execute("PRAGMA journal_mode = WAL")
        # Rebuilding a table with these on would cascade into its children.
        connection.execute("PRAGMA foreign_keys = OFF")

    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", begin)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise _unusable(path, error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        engine.dispose()
