"""Running migrations, in a process of its own: `python -m bot.store.upgrading DATABASE MIGRATIONS`.

The URL of a PostgreSQL database comes in the environment (ADDRESS) instead, where other users can't see it.

What is wrong with the database is written to standard output, as a pickled CasefileError. The process ends without
having changed anything once its standard input ends, as it does with the process that waits for it.
"""

import os
import pickle
import sqlite3
import sys
from pathlib import Path
from threading import Thread

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from bot.errors import CasefileError
from bot.store.address import ADDRESS, ServerAddress
from bot.store.faults import unusable


def main() -> None:
    """Bring the database to the newest of the migrations."""
    database, migrations = map(Path, sys.argv[1:])
    Thread(target=_end_with_parent, daemon=True).start()
    try:
        if url := os.environ.get(ADDRESS):
            from bot.store.postgres.upgrading import upgrade as upgrade_server

            upgrade_server(ServerAddress(url), migrations)
        else:
            upgrade(database, migrations)
    except CasefileError as error:
        sys.stdout.buffer.write(pickle.dumps(error))


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


def upgrade(path: Path, migrations: Path) -> None:
    """Run the migrations of a folder that the file has not had, all of them or none. Raises what `migrate` raises."""
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except DBAPIError as error:
        raise unusable(path, error.orig if isinstance(error.orig, Exception) else error) from error
    finally:
        engine.dispose()


def _configure(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # the driver's own handling would leave DDL outside of the transaction
    connection.execute("PRAGMA journal_mode = WAL")
    # Rebuilding a table with these on would cascade into its children.
    connection.execute("PRAGMA foreign_keys = OFF")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


if __name__ == "__main__":
    main()
