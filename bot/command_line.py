"""What `python -m bot export` and `python -m bot import` do."""

import asyncio
import random
import stat
import sys
from argparse import Namespace
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.facts import Show
from bot.domain.ids import Ids
from bot.domain.imports import Format, Preview, Taken
from bot.errors import BadInput, FileFaults
from bot.services.callers import Caller
from bot.services.exporting import Exporting
from bot.services.finding import Finder
from bot.services.importing import LARGEST, Importing
from bot.services.packs import PackLoader
from bot.settings import Settings
from bot.store.revisions import BASE
from bot.store.schema import migrate
from bot.store.store import Store, open_store

_CONSOLE = 0  # no member of Discord
_LARGEST_ID = 2**63 - 1


def _now() -> datetime:
    return datetime.now(UTC)


def run_export(settings: Settings, options: Namespace) -> int:
    """Write a show as a server sees it, or as the base has it."""
    if options.server is not None:
        _check_server(options.server)
    content = asyncio.run(_export(settings, options))
    if options.output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return 0
    try:
        options.output.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{options.output} can't be written: {error.strerror or error}.") from None
    return 0


async def _export(settings: Settings, options: Namespace) -> bytes:
    async with _opened(settings) as store:
        exporting = Exporting(store, Finder(store), _now)
        server = BASE if options.server is None else options.server
        show: Show = await exporting.find_show(server, options.show)
        return (await exporting.of_show(server, show, Format(options.format))).content


def run_import(settings: Settings, options: Namespace) -> int:
    """Tell what a file would change in a server, and with --yes change it."""
    _check_server(options.server)
    return asyncio.run(_import(settings, options, _content(options.file)))


def _check_server(server: int) -> None:
    if not BASE < server <= _LARGEST_ID:
        raise BadInput("--server takes the id of a Discord server. The base's facts come from the packs alone.")


def _content(file: Path) -> bytes:
    try:
        # A pipe may wait for ever for its writer, and a device such as /dev/zero never ends.
        if not file.is_dir() and not stat.S_ISREG(file.stat().st_mode):
            raise BadInput(f"{file} is no regular file.")
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{file} can't be read: {error.strerror or error}.") from None
    if len(content) > LARGEST:
        raise BadInput(f"{file} is larger than {LARGEST // 1024**2} MB. Split it and import the parts.")
    return content


async def _import(settings: Settings, options: Namespace, content: bytes) -> int:
    caller = Caller(options.server, _CONSOLE, manages=True)
    async with _opened(settings) as store:
        importing = Importing(store, Finder(store), Ids(_now, random.Random()), _now)
        try:
            preview = await importing.prepare(caller, options.file.name, content)
        except FileFaults as error:
            raise _with_all_faults(error) from None
        _tell(preview)
        if preview.batch is None:
            return 0
        if not options.yes:
            await importing.cancel(caller, preview.batch)
            print("Nothing was changed. Add --yes to take it.")
            return 0
        taken = await importing.take(caller, preview.batch, keep_ours=not options.take_conflicts)
        if not isinstance(taken, Taken):
            await importing.cancel(caller, preview.batch)
            raise BadInput("Somebody changed these facts at the same moment. Nothing was taken; run it again.")
        print(f"Added {taken.new:,} and changed {taken.changed:,} facts; {taken.kept:,} in conflict stay as they were.")
    return 0


def _with_all_faults(error: FileFaults) -> BadInput:
    lines = "\n".join(f"  {fault}" for fault in error.faults)
    more = f"\n  and {error.count - len(error.faults):,} more" if error.count > len(error.faults) else ""
    count = "1 fault" if error.count == 1 else f"{error.count:,} faults"
    return BadInput(f"{error.filename} has {count}, and nothing was taken from it:\n{lines}{more}")


def _tell(preview: Preview) -> None:
    print(f"{preview.filename}, about {preview.show.title}:")
    for count, words in (
        (preview.new.count, "new"),
        (preview.changed.count, "changed"),
        (preview.conflicts.count, "in conflict: changed here and in the file"),
        (preview.newer, "changed here since the export and not in the file; they stay"),
        (preview.same, "as they stand"),
        (preview.filled, "seasons, episodes and characters on record that get particulars from the file"),
        (preview.unmarked, "characters that spoil by the file and not by the pack, whose they are; they stay"),
    ):
        if count:
            print(f"  {count:,} {words}")
    if preview.batch is None:
        print("There is nothing to change.")


@asynccontextmanager
async def _opened(settings: Settings) -> AsyncGenerator[Store]:
    """The database with every pack in it, as the bot would have it."""
    migrate(settings.database)
    async with open_store(settings.database) as store:
        await PackLoader(store, Ids(_now, random.Random()), _now).load_folder(settings.packs)
        yield store
