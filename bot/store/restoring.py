"""Putting a copy in the place of the database, and keeping what was posted since the copy was made from being repeated.

A restore takes back what people changed, but it can't take back what was posted in Discord's channels. If the database
that is replaced can still be read, what it says of posts is carried over. If not, each post that may have been sent is
in doubt: the bot then looks for it in its channel before it sends it.
"""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot.errors import DatabaseUnusable, StoreBusy, StoreDamaged
from bot.store.copies import sync
from bot.store.faults import meaning, unusable
from bot.store.file import LEFT_BESIDE, beside
from bot.store.rows import to_utc_text

_STATE = "state, try_at, lease_until, attempts, doubtful, first_try_at, message_id, sent_at, published_at, reason"
_DELIVERY = f"id, announcement_id, guild_id, channel_id, forum, occurrence, due_at, since, corrects_id, {_STATE}"
_CARRY_OVER = (
    f"""
    UPDATE delivery SET ({_STATE}) = (SELECT {_STATE} FROM replaced.delivery d WHERE d.id = delivery.id)
    WHERE state IN ('waiting', 'sending', 'publishing') AND id IN (SELECT id FROM replaced.delivery)
    """,
    # First those that correct none; what a correction refers to must be there.
    *(
        f"""
        INSERT INTO delivery ({_DELIVERY})
        SELECT {_DELIVERY} FROM replaced.delivery d
        WHERE d.announcement_id IN (SELECT id FROM announcement) AND d.id NOT IN (SELECT id FROM delivery)
          AND NOT EXISTS (
              SELECT 1 FROM delivery o
              WHERE o.announcement_id = d.announcement_id AND o.channel_id = d.channel_id
                AND o.occurrence = d.occurrence
          )
          AND {which}
        """
        for which in ("d.corrects_id IS NULL", "d.corrects_id IN (SELECT id FROM delivery)")
    ),
    """
    INSERT INTO delivery_fact (delivery_id, fact_id, revision_id, position)
    SELECT f.delivery_id, f.fact_id, f.revision_id, f.position FROM replaced.delivery_fact f
    WHERE f.delivery_id IN (SELECT id FROM delivery) AND f.fact_id IN (SELECT id FROM fact)
      AND f.revision_id IN (SELECT id FROM revision)
    ON CONFLICT (delivery_id, fact_id) DO NOTHING
    """,
    """
    INSERT INTO posted_fact (announcement_id, fact_id)
    SELECT p.announcement_id, p.fact_id FROM replaced.posted_fact p
    WHERE p.announcement_id IN (SELECT id FROM announcement) AND p.fact_id IN (SELECT id FROM fact)
    ON CONFLICT (announcement_id, fact_id) DO NOTHING
    """,
)
# A message is looked for from its first try on, and nothing is posted before it is due.
_DOUBT = """
UPDATE delivery SET doubtful = 1, first_try_at = COALESCE(first_try_at, due_at)
WHERE state IN ('waiting', 'sending') AND due_at <= :now
"""
_UNKNOWN_TO_REPLACED = " AND id NOT IN (SELECT id FROM replaced.delivery)"
# Else what a feed brought since, and what was posted of it, would be posted again.
_FEEDS_BEGIN_ANEW = "UPDATE subscription SET fresh = 1 WHERE announcement_id IS NOT NULL"


def carry_posts_over(restored: Path, replaced: Path, now: datetime) -> bool:
    """Note in a restored database what was posted since. Return whether the replaced one is of the same origin.

    It may be of another schema; False as well if that does not say what was posted. Raises DatabaseUnusable.
    """
    with _opened(restored) as connection:
        connection.execute("ATTACH ? AS replaced", (str(beside(replaced, "")),))
        (ours,), (theirs,) = (
            connection.execute(f"PRAGMA {name}application_id").fetchone() for name in ("", "replaced.")
        )
        if not ours or ours != theirs:
            return False
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _CARRY_OVER:
                connection.execute(statement)
            connection.execute(_DOUBT + _UNKNOWN_TO_REPLACED, {"now": to_utc_text(now)})
        except sqlite3.OperationalError as error:
            if not isinstance(meaning(error), StoreDamaged):
                raise
            connection.execute("ROLLBACK")  # it has other columns
            return False
        connection.execute(_FEEDS_BEGIN_ANEW)
        connection.execute("COMMIT")
        return True


def put_posts_in_doubt(restored: Path, now: datetime) -> int:
    """Have the bot look for each post that is already due before it sends it. Return how many these are."""
    with _opened(restored) as connection:
        connection.execute("BEGIN IMMEDIATE")
        doubted = connection.execute(_DOUBT, {"now": to_utc_text(now)}).rowcount
        connection.execute(_FEEDS_BEGIN_ANEW)
        connection.execute("COMMIT")
        return doubted


@contextmanager
def _opened(restored: Path) -> Generator[sqlite3.Connection]:
    """A connection whose errors are raised in words."""
    try:
        with closing(sqlite3.connect(restored, isolation_level=None)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise unusable(restored, error) from error


def put_in_place(restored: Path, database: Path, kept: Path) -> None:
    """Put a restored file in the place of the database, which is kept under another name if it is there.

    At any moment there is a whole file at the database's path, and what lies beside one never gets beside the other:
    SQLite would write the end of the one into the other.
    """
    _empty_log(restored)
    if any(beside(restored, end).exists() for end in LEFT_BESIDE):
        raise DatabaseUnusable(f"{restored} could not be finished.", "Nothing was changed; try again.")
    sync(restored)
    if database.exists():
        _empty_log(database)
        _take_over_rights(restored, database)
    for end in LEFT_BESIDE:  # only a database that can't be read still has these
        with suppress(FileNotFoundError):
            beside(database, end).rename(beside(kept, end))
    if database.exists():
        try:
            os.link(database, kept)
        except OSError:  # some file systems have no links
            database.rename(kept)
    restored.replace(database)
    sync(database.parent)


def _empty_log(database: Path) -> None:
    """Move what is only in the log beside a database into it, if it can be read. The log is then gone.

    Raises DatabaseUnusable if another program has it open, without which a part of it would be left in the log.
    """
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            ((is_held, *_),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    except sqlite3.Error as error:
        is_held = isinstance(meaning(error), StoreBusy)
    if is_held:
        raise DatabaseUnusable(
            f"Another program has the database {database} open.", "Nothing was changed. Close that one first."
        )


def _take_over_rights(restored: Path, database: Path) -> None:
    """The file's owner stays the one who runs the bot, no matter who restores it, and can read and write it."""
    found = database.stat()
    restored.chmod(found.st_mode & 0o777 | 0o600)
    with suppress(PermissionError):
        os.chown(restored, found.st_uid, found.st_gid)
