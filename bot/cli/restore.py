"""What `python -m bot restore` does."""

import asyncio
import random
from argparse import Namespace
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli.backup import file_of, in_words, stamp
from bot.cli.output import agrees, say
from bot.domain.ids import Ids
from bot.domain.text import escape
from bot.errors import BadInput, DatabaseNewer, DatabaseUnusable
from bot.services.kit import Kit
from bot.services.posts.planning import Planner
from bot.services.servers.installation import Privacy
from bot.settings import Settings
from bot.store.copies import Contents, contents, copy_database
from bot.store.faults import unusable
from bot.store.file import LEFT_BESIDE, beside
from bot.store.forgotten import Forgotten, Requests, UnreadableRequests
from bot.store.in_use import alone
from bot.store.restoring import carry_posts_over, put_in_place, put_posts_in_doubt
from bot.store.schema import migrate
from bot.store.store import Store, open_store

UNKNOWN = "A backup was restored, and it is not known whether this was posted before."
_UNCHANGED = "Nothing was changed."
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is restored over what. `current` is None if the database is gone or can't be read."""

    file: Path
    backup: Contents
    database: Path
    current: Contents | None
    requests: Requests | None
    now: datetime


def run(settings: Settings, options: Namespace) -> int:
    """Put a backup in the place of the database, after a look at both and a question."""
    database, file, now = file_of(settings), Path(options.file), datetime.now(UTC)
    _check(file, database)
    with alone(database):
        backup = _read_backup(file)
        _say_backup(file, backup, now)
        plan = _Plan(file, backup, database, _read_current(database, backup), _requests(database), now)
        _agree(plan, options)
        _restore(plan, has_run=not options.not_run_since)
    return 0


def _check(file: Path, database: Path) -> None:
    if not file.is_file():
        name = escape(str(file))
        raise BadInput(f"{name} is not a file. Name a backup." if file.exists() else f"There is no file {name}.")
    if database.exists() and file.samefile(database):
        raise BadInput(f"{escape(str(file))} is the database itself. Name a backup of it.")
    if database.exists() and not database.is_file():
        raise BadInput(f"DATABASE names {escape(str(database))}, which is not a file.")
    if not beside(database, "").parent.is_dir():
        raise BadInput(f"There is no folder {escape(str(database.parent))}, in which DATABASE names a file.")


def _read_backup(file: Path) -> Contents:
    try:
        backup = contents(file)
    except DatabaseUnusable as error:
        raise DatabaseUnusable(error.what, f"{_UNCHANGED} Name another backup.") from error
    if backup.is_newer:
        raise DatabaseNewer(file, backup.version)
    return backup


def _say_backup(file: Path, backup: Contents, now: datetime) -> None:
    if backup.made_at:
        say(f"{file} was made on {_at(backup.made_at)}, {_long(now - backup.made_at)} ago: {in_words(backup)}.")
    else:
        until = f", and its last change is of {_at(backup.newest)}" if backup.newest else ""
        say(f"{file} does not say when it was made{until}: {in_words(backup)}.")


def _read_current(database: Path, backup: Contents) -> Contents | None:
    """Return what is in the database, and say what happens to it; None if it is gone or can't be read."""
    if not database.exists():
        say(f"There is no database {database} yet.")
        return None
    try:
        current = contents(database)
    except DatabaseUnusable as error:
        say(f"{database} is replaced, which can't be used as it is. {error.what}")
        return None
    newest, since = current.newest, backup.as_of
    changed = f", last changed on {_at(newest)}" if newest else ""
    say(f"{database} is replaced: {in_words(current)}{changed}.")
    if newest and since and newest > since:
        say(f"What was changed there since the backup was made will be gone: {_long(newest - since)} of changes.")
    return current


def _requests(database: Path) -> Requests | None:
    try:
        return Forgotten(database).read()
    except UnreadableRequests as error:
        say(f"{Forgotten(database).path} can't be read: {error}.")
        return None


def _agree(plan: _Plan, options: Namespace) -> None:
    """Raises BadInput if nobody agrees to what must be agreed to."""
    if not (plan.requests and plan.requests.are_all_after(plan.backup.as_of)) and not options.without_requests:
        say(_missing_requests(plan))
        if not agrees("Restore it without them?"):
            raise BadInput(f"{_UNCHANGED} Add --without-requests to restore it without them.")
    if not options.yes and not agrees("Restore it?"):
        raise BadInput(f"{_UNCHANGED} Add --yes to restore it.")


def _missing_requests(plan: _Plan) -> str:
    path = Forgotten(plan.database).path
    lacks = "can't be used" if path.exists() else "is missing"
    begins = f"{path} {f'only has requests from {_at(plan.requests.since)} on' if plan.requests else lacks}"
    return (
        f"{begins}. It says which members asked to be forgotten: those who did so after the backup was made would be "
        "back. If you have a copy of that file, put it there first."
    )


def _restore(plan: _Plan, *, has_run: bool) -> None:
    whole = beside(plan.database, "")
    fresh, kept = beside(whole, ".restoring"), _free_name(whole, plan.now)
    was_there = whole.exists()
    with ExitStack() as stack:
        for end in ("", *LEFT_BESIDE):
            beside(fresh, end).unlink(missing_ok=True)  # what a restore that was killed has left
            stack.callback(beside(fresh, end).unlink, missing_ok=True)
        copy_database(plan.file, fresh, mark=False)
        migrate(fresh)
        lines = _settle_posts(plan, fresh) if has_run else ["What was due since the backup was made is posted late."]
        if forgotten := asyncio.run(_forget_again(plan, fresh)):
            lines.append(f"Members who have asked to be forgotten since, and are forgotten again: {forgotten:,}.")
        try:
            put_in_place(fresh, whole, kept)
        except OSError as error:
            raise unusable(plan.database, error) from error
    lines.append(f"{plan.file} was restored.{f' What was there before is kept as {kept}.' if was_there else ''}")
    for line in lines:
        say(line)


def _free_name(whole: Path, moment: datetime) -> Path:
    """Under which name what is replaced is kept."""
    while (kept := beside(whole, f".replaced-{stamp(moment)}")).exists():
        moment += timedelta(seconds=1)
    return kept


def _settle_posts(plan: _Plan, fresh: Path) -> list[str]:
    """Keep what may have been posted since the backup from being posted again. Return what was done, in words."""
    if plan.current is not None and carry_posts_over(fresh, plan.database, plan.now):
        return ["What was posted since the backup was made is known from the database that was replaced."]
    lines: list[str] = []
    if doubted := put_posts_in_doubt(fresh, plan.now):
        lines.append(f"Posts that may have been sent since, and are looked for in their channels first: {doubted:,}.")
    if left_out := asyncio.run(_leave_out(fresh)):
        lines.append(
            f"Posts that fell due since, and are left out because they may have been sent: {left_out:,}. "
            "/announce show lists them; those that are missing can be announced again."
        )
    return lines


async def _leave_out(fresh: Path) -> int:
    """Record each post that became due since the backup was made as left out. Return how many these are."""
    async with open_store(fresh) as store:
        before = await store.reading().deliveries.count()
        await Planner(_kit(store)).plan(skipping=UNKNOWN)
        return await store.reading().deliveries.count() - before


async def _forget_again(plan: _Plan, fresh: Path) -> int:
    requests = plan.requests
    if requests is None:
        return 0
    async with open_store(fresh) as store:
        return await Privacy(_kit(store)).forget_again(lambda user: requests.asked_after(user, plan.backup.made_at))


def _kit(store: Store) -> Kit:
    def clock() -> datetime:
        return datetime.now(UTC)

    return Kit(store, Ids(clock, random.Random()), clock)


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d at %H:%M} UTC"


def _long(passed: timedelta) -> str:
    for unit, words in ((_DAY, "day"), (_HOUR, "hour"), (timedelta(minutes=1), "minute")):
        if (count := passed // unit) > 0:
            return f"{count:,} {words}{'' if count == 1 else 's'}"
    return "less than a minute"
