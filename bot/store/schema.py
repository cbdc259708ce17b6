"""Bringing a database to this version's schema, before anything else opens it."""

import logging
import os
import pickle
import re
import secrets
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from bot.errors import DatabaseNewer, DatabaseUnusable
from bot.signals import STOPPING
from bot.store.address import ADDRESS, Address, ServerAddress
from bot.store.engines import need_client
from bot.store.faults import damaged, unusable
from bot.store.layout import LAYOUT, lacking

_log = logging.getLogger(__name__)
_HOME = Path(__file__).parents[2]
_MIGRATIONS = Path(__file__).parent / "migrations"
_UPGRADING = "bot.store.upgrading"
# Every version has had these; another program's database that Alembic looks after has not.
OURS = {"fact", "revision"}
_MOST_NAMED = 3
_VERSION_FILE = re.compile(r"(\d{4})_\w+\.py")


def versions() -> tuple[str, ...]:
    """The schema versions that this Casefile knows, oldest first."""
    names = (_VERSION_FILE.fullmatch(path.name) for path in (_MIGRATIONS / "versions").iterdir())
    return tuple(sorted(name[1] for name in names if name))


def migrate(address: Address) -> bool:
    """Bring a database to the newest schema, creating it where there is none; True if anything had to be done.

    One of a later version stays as it is, if that version leaves room for this one beside it. Otherwise it raises
    DatabaseNewer. It also raises StoreUnwritable on a full disk, and DatabaseUnusable with words
    for any other reason: the database can't be opened or written, is damaged, or lacks something of the schema.
    On a PostgreSQL server, the database itself must be there; without its client, BadSettings is raised.
    """
    if isinstance(address, ServerAddress):
        need_client()
        from bot.store.postgres.schema import migrate_server

        return migrate_server(address, versions(), upgrade)
    return _migrate_file(address)


def _migrate_file(path: Path) -> bool:
    known = versions()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        found = _version_of(path)
        if found is not None and found not in known:
            _check_later(path, found)
        elif found != known[-1]:
            upgrade(path)
        _check(path)
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        raise unusable(path, error) from error
    return found is None or (found in known and found != known[-1])


def _version_of(path: Path) -> str | None:
    if not path.exists():
        return None
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables >= OURS and "alembic_version" not in tables:
            raise damaged(path, "it has no table alembic_version")
        if not tables & OURS:
            if tables - {"alembic_version"}:
                raise DatabaseUnusable(f"{path} is a database of another program; name another file in DATABASE.")
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def _check_later(path: Path, found: str) -> None:
    """Raise DatabaseNewer if the later version that a file has leaves no room for this one."""
    if not found.isdecimal():
        raise damaged(path, "its version can't be read")
    if _oldest_of(path) > versions()[-1]:
        raise DatabaseNewer(path, found)
    _log.info("A later Casefile has brought the database %s to schema %s. This one can use it too.", path, found)


def _oldest_of(path: Path) -> str:
    """The oldest schema whose Casefile may use a database of a later one."""
    with closing(sqlite3.connect(path)) as connection:
        row = connection.execute("SELECT MAX(version) FROM oldest_schema").fetchone()
    if row[0] is None:
        raise damaged(path, "its table oldest_schema is empty")
    return str(row[0])


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


def upgrade(address: Address) -> None:
    """Run the migrations that a database has not had. Raises DatabaseUnusable, and StoreUnwritable on a full disk.

    A process of its own runs them: Alembic and SQLAlchemy would take a third more memory for as long as the bot runs.
    """
    place, environment = "", dict(os.environ)
    if isinstance(address, ServerAddress):
        environment[ADDRESS] = address.url
    else:
        place = str(address.absolute())
    code, error, complaint = _run((sys.executable, "-m", _UPGRADING, place, str(_MIGRATIONS)), environment)
    if code < 0:
        raise DatabaseUnusable(
            f"The database {address} can't be brought to the newest schema: the process that does it was ended "
            f"({signal.strsignal(-code)}), as happens when memory runs out. What it did was undone."
        )
    if code > 0:
        raise RuntimeError(f"The migrations ended with {code}:\n{complaint}")
    if complaint:
        _log.warning("The migrations say: %s", complaint)
    if error:
        raise pickle.loads(error)


def _run(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, bytes, str]:
    """The exit code of a process of our own, negative for a signal, and all that it wrote.

    Its standard input ends with this process, so that it can end too. The signals that stop the bot don't reach it.
    """
    beginning, end = os.pipe()
    try:
        with _no_signals():
            process = subprocess.Popen(
                command, stdin=beginning, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=_HOME, env=environment
            )
        with process:
            try:
                output, complaint = process.communicate()
            except BaseException:
                process.kill()
                raise
        return process.returncode, output, complaint.decode(errors="replace")
    finally:
        os.close(beginning)
        os.close(end)


@contextmanager
def _no_signals() -> Generator[None]:
    """What is started meanwhile never gets the signals that stop the bot, though Ctrl-C goes to it too."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
