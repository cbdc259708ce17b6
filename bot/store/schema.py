"""Bringing a database file to this version's schema, in process and before anything else opens it."""

import re
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import DatabaseNewer, DatabaseUnusable
from bot.store.faults import damaged, unusable
from bot.store.layout import LAYOUT, lacking

_MIGRATIONS = Path(__file__).parent / "migrations"
# Every version has had these; another program's database that Alembic looks after has not.
_OURS = {"fact", "revision"}
_MOST_NAMED = 3
_VERSION_FILE = re.compile(r"(\d{4})_\w+\.py")


def versions() -> tuple[str, ...]:
    """The schema versions that this Casefile knows, oldest first."""
    names = (_VERSION_FILE.fullmatch(path.name) for path in (_MIGRATIONS / "versions").iterdir())
    return tuple(sorted(name[1] for name in names if name))


def migrate(path: Path) -> bool:
    """Bring the file to the newest schema, creating it where there is none; True if anything had to be done.

    Raises DatabaseNewer for a file of a later version, StoreUnwritable on a full disk, and DatabaseUnusable with words
    for any other reason: the database can't be opened or written, is damaged, or lacks something of the schema.
    """
    known = versions()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = _version_of(path)
        if found is not None and found not in known:
            raise DatabaseNewer(path, found) if found.isdecimal() else damaged(path, "its version can't be read")
        if found != known[-1]:
            upgrade(path)
        _check(path)
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise unusable(path, error) from error
    return found != known[-1]


def _version_of(path: Path) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables >= _OURS and "alembic_version" not in tables:
            raise damaged(path, "it has no table alembic_version")
        if not tables & _OURS:
            if tables - {"alembic_version"}:
                raise DatabaseUnusable(f"{path} is a database of another program; name another file in DATABASE.")
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _check(path: Path) -> None:
    """Check that everything is there that the newest schema has, and give the file an identity of its own.

    Raises DatabaseUnusable. `python -m bot doctor` looks at everything in it.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if missing := lacking(connection.execute(LAYOUT)):
            more = f", and {len(missing) - _MOST_NAMED} more" if len(missing) > _MOST_NAMED else ""
            raise damaged(path, f"{', '.join(missing[:_MOST_NAMED])}{more}")
        # Read-only files and folders are noticed here, before the bot relies on them.
        connection.execute("BEGIN IMMEDIATE")
        (identity,) = connection.execute("PRAGMA application_id").fetchone()
        if identity == 0:
            connection.execute(f"PRAGMA application_id = {1 + secrets.randbelow(2**31 - 1)}")
        connection.execute("COMMIT")


def upgrade(path: Path) -> None:
    """Run the migrations that the file has not had. Raises DatabaseUnusable, and StoreUnwritable on a full disk."""
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
        raise unusable(path, error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        engine.dispose()
