"""What `python -m bot backup` does."""

import re
import secrets
import time
from argparse import Namespace
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bot.cli.output import say
from bot.domain.text import escape
from bot.errors import BadInput
from bot.settings import Settings
from bot.store import forgotten, in_use
from bot.store.address import ServerAddress
from bot.store.copies import Contents, copy_database, put
from bot.store.file import LEFT_BESIDE, beside

_PART = re.compile(r"casefile-[0-9a-f]{8}\.part(-journal|-wal|-shm)?")
"""What a backup is called until it is whole."""
_LEFT_OVER_AFTER = 24 * 60 * 60  # seconds: no backup takes that long
_STAMP = "%Y%m%d-%H%M%S"
_STAMPED = r"-\d{8}-\d{6}"
# Not made by itself: a disk that is not mounted must not be taken for a new folder.
_MAKE_IT = "Make it, or mount its disk."
_ON_A_SERVER = (
    "The database is on a PostgreSQL server, whose own tools do this. A backup, while the bot runs: "
    "pg_dump --format=custom --file=casefile.dump URL. To restore it, stop the bot, then: "
    "pg_restore --clean --if-exists --single-transaction --dbname=URL casefile.dump. URL is what DATABASE says."
)


def run(settings: Settings, options: Namespace) -> int:
    """Copy the database into a new file while the bot may go on running."""
    database, now = file_of(settings), datetime.now(UTC)
    if options.file.endswith("/") and not Path(options.file).is_dir():
        raise BadInput(f"There is no folder {escape(options.file)}. {_MAKE_IT}")
    target = _target(database, Path(options.file), now, stamped=options.keep is not None)
    part = target.with_name(f"casefile-{secrets.token_hex(4)}.part")
    begun = time.monotonic()
    _remove_left_over(target.parent)
    try:
        found = copy_database(database, part, mark=True)
        put(part, target)
    except FileExistsError:
        raise _taken(target) from None
    finally:
        part.unlink(missing_ok=True)
    size = target.stat().st_size / 1_000_000
    say(f"{target}: {in_words(found)}. {size:,.1f} MB in {time.monotonic() - begun:.1f} s, read again and whole.")
    if options.keep is not None:
        _rotate(target, options.keep)
    return 0


def file_of(settings: Settings) -> Path:
    """The file that holds the database. Raises BadInput if it is on a server, with the tools for that."""
    if isinstance(settings.database, ServerAddress):
        raise BadInput(_ON_A_SERVER)
    return settings.database


def in_words(found: Contents) -> str:
    """How much is in a database."""
    counted = (("fact", "facts"), ("server", "servers"), ("announcement", "announcements"), ("delivery", "posts"))
    return ", ".join(f"{found.rows.get(table, 0):,} {words}" for table, words in counted)


def stamp(moment: datetime) -> str:
    """A moment in UTC as it is in the name of a file: names in order are in the order of time."""
    return moment.astimezone(UTC).strftime(_STAMP)


def _target(database: Path, file: Path, now: datetime, *, stamped: bool) -> Path:
    """The name of the new file. A folder gets one with the time in it, and so does each of those to be rotated."""
    if file.is_dir():
        file, stamped = file / f"{database.stem}{database.suffix or '.db'}", True
    if not file.parent.is_dir():
        raise BadInput(f"There is no folder {escape(str(file.parent))}. {_MAKE_IT}")
    target = file.with_name(f"{file.stem}-{stamp(now)}{file.suffix}") if stamped else file
    _check(target, database)
    return target


def _check(target: Path, database: Path) -> None:
    """Raises BadInput if a backup can't have this name."""
    if beside(target, "") in {beside(database, end) for end in (*LEFT_BESIDE, in_use.END, forgotten.END)}:
        raise BadInput(f"{escape(str(target))} is a name of what belongs to the database. Name another file.")
    if target.exists() or target.is_symlink():
        raise _taken(target)
    for end in LEFT_BESIDE:
        if (left := beside(target, end)).exists():
            raise BadInput(f"{escape(str(left))} would be taken for a part of the backup. Remove it first.")


def _taken(target: Path) -> BadInput:
    return BadInput(
        f"{escape(str(target))} is there already, and a backup overwrites nothing. Name another file or a folder, "
        "or let old ones make room: --keep 7."
    )


def _remove_left_over(folder: Path) -> None:
    """Remove what backups that were killed have left."""
    for path in folder.iterdir():
        with suppress(FileNotFoundError):  # another backup has just ended
            if _PART.fullmatch(path.name) and time.time() - path.stat().st_mtime > _LEFT_OVER_AFTER:
                path.unlink()


def _rotate(target: Path, keep: int) -> None:
    """Remove the oldest backups of this name beyond `keep`. The new one is already whole."""
    stem = re.sub(f"{_STAMPED}$", "", target.stem)
    pattern = re.compile(f"{re.escape(stem)}{_STAMPED}{re.escape(target.suffix)}")
    found = (path.name for path in target.parent.iterdir() if pattern.fullmatch(path.name) and path.is_file())
    others = sorted(name for name in found if name != target.name)  # it is the newest, whatever the clock said before
    for name in others[: len(others) + 1 - keep] if len(others) >= keep else ():
        target.with_name(name).unlink(missing_ok=True)
        say(f"{target.with_name(name)} was removed; the newest {keep:,} are kept.")
