"""What `python -m bot export` and `python -m bot import FILE` do."""

import asyncio
import logging
import os
import stat
import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from io import RawIOBase
from pathlib import Path

from bot.cli.output import say
from bot.domain.facts import Show
from bot.domain.imports import Format, Preview, Taken
from bot.domain.outages import Unwritable
from bot.domain.text import escape, quoted
from bot.errors import BadInput, FileFaults, NoShow, StoreUnwritable, UnknownShow
from bot.services.access import Caller
from bot.services.files.exporting import Exporting
from bot.services.files.importing import LARGEST, Importing
from bot.settings import Settings
from bot.store.gateways.revisions import BASE
from bot.web.tvmaze import Site
from bot.wiring import Services, open_services

CONSOLE = 0  # no member of Discord
_LARGEST_ID = 2**63 - 1
UNCHANGED = "Nothing was changed. Add --yes to take it."


def run_export(settings: Settings, options: Namespace) -> int:
    """Export a show as a server sees it, or as the base has it."""
    if options.server is not None:
        check_server(options.server)
    content = asyncio.run(_export(settings, options))
    try:
        if options.output is None:
            # Past Python's buffer, which would try again at the end what could not be written.
            with open(sys.stdout.fileno(), "wb", buffering=0, closefd=False) as out:
                _write(out, content)
        else:
            _replace(options.output, content)
    except OSError as error:
        name = escape(str(options.output or "The output"))
        if why := Unwritable.of(error):
            raise StoreUnwritable(why, f"{name} was not written") from None
        raise BadInput(f"{name} can't be written: {escape(error.strerror or str(error))}.") from None
    return 0


def _replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: what was there before stays until then."""
    if path.exists() and not path.is_file():  # a pipe or a device
        with path.open("wb", buffering=0) as out:
            _write(out, content)
        return
    whole = path.resolve()  # a link stays one
    part = whole.with_name(f".{whole.name}.{os.getpid()}.part")
    try:
        with part.open("xb", buffering=0) as out:
            _write(out, content)
            os.fsync(out.fileno())
        part.replace(whole)
    finally:
        part.unlink(missing_ok=True)


def _write(out: RawIOBase, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[out.write(rest) or 0 :]


async def _export(settings: Settings, options: Namespace) -> bytes:
    async with services_of(settings) as services:
        server, exporting = server_of(options), services.files.exporting
        show = await _find_show(exporting, server, options.show)
        return (await exporting.of_show(server, show, Format(options.format))).content


async def _find_show(exporting: Exporting, server: int, name: str) -> Show:
    """The show of this name; without one the only one. Raises BadInput in words about the command line."""
    try:
        return await exporting.find_show(server, name)
    except UnknownShow as error:
        near = [show.label for show in error.shows] or await exporting.titles(server)
        named = quoted(name, 100)
        words = f"Several shows go by {named}." if error.are_meant else f"No show called {named} is on record."
        raise BadInput(f"{words} {_offered(near)}") from None
    except NoShow:
        raise BadInput(f"It is not clear which show to export. {_offered(await exporting.titles(server))}") from None


def _offered(titles: Sequence[str]) -> str:
    if not titles:
        return "No show is on record: start the bot once, or import one."
    listed = ", ".join(f'--show "{escape(title, 100)}"' for title in titles)
    return f"Name one that is: {listed}."


def run_import(settings: Settings, options: Namespace) -> int:
    """Show what a file would change in a server, and change it if --yes is given."""
    check_server(options.server)
    return asyncio.run(_import(settings, options, content_of(options.file)))


def services_of(settings: Settings) -> AbstractAsyncContextManager[Services]:
    """The services on the database of these settings, which a bot may be using at the same time."""
    logging.getLogger("bot.wiring").setLevel(logging.WARNING)  # a command prints its own results only
    return open_services(
        settings.database, settings.packs, tvmaze=Site(str(settings.tvmaze_url)), imdb_library=settings.imdb_library
    )


def server_of(options: Namespace) -> int:
    """The id of the server that `--server` names, or the base's."""
    return BASE if options.server is None else options.server


def check_server(server: int) -> None:
    """Raises BadInput if this can't be a server's id."""
    if not BASE < server <= _LARGEST_ID:
        raise BadInput("--server takes the id of a Discord server. The base's facts come only from packs.")


def content_of(file: Path, *, can_add: bool = False) -> bytes:
    """The file's bytes. Raises BadInput if it can't be read or is too large; `can_add`: --add takes further parts."""
    try:
        # A pipe may wait for its writer forever, and a device such as /dev/zero never ends.
        if not file.is_dir() and not stat.S_ISREG(file.stat().st_mode):
            raise BadInput(f"{escape(str(file))} is not a regular file.")
        with file.open("rb") as source:
            content = source.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{escape(str(file))} can't be read: {escape(error.strerror or str(error))}.") from None
    if len(content) > LARGEST:
        split = "Split it, and import the further parts with --add." if can_add else "Split it and import the parts."
        raise BadInput(f"{escape(str(file))} is larger than {LARGEST // 1024**2} MB. {split}")
    return content


async def _import(settings: Settings, options: Namespace, content: bytes) -> int:
    caller = Caller(options.server, CONSOLE, manages=True)
    async with services_of(settings) as services:
        importing = services.files.importing
        try:
            preview = await importing.prepare(caller, options.file.name, content)
        except FileFaults as error:
            raise with_all_faults(error) from None
        await take(importing, caller, preview, yes=options.yes, keep_ours=not options.take_conflicts)
    return 0


async def take(importing: Importing, caller: Caller, preview: Preview, *, yes: bool, keep_ours: bool) -> None:
    """Show what a prepared import would change, and make it with `yes`. Raises BadInput if somebody was faster."""
    _print(preview)
    if preview.batch is None:
        return
    if not yes:
        await importing.cancel(caller, preview.batch)
        say(UNCHANGED)
        return
    taken = await importing.take(caller, preview.batch, keep_ours=keep_ours)
    if not isinstance(taken, Taken):
        await importing.cancel(caller, preview.batch)
        raise BadInput("Somebody else changed these facts at the same moment. Nothing was taken; run it again.")
    say(f"Added {taken.new:,} and changed {taken.changed:,} facts; {taken.kept:,} in conflict stay as they were.")


def with_all_faults(error: FileFaults, *, can_skip: bool = False) -> BadInput:
    """Every fault that was kept: a terminal has room for all of them. `can_skip` says that --skip-bad is a way out."""
    lines = "\n".join(f"  {escape(str(fault), 1000)}" for fault in error.faults)
    more = f"\n  and {error.count - len(error.faults):,} more" if error.count > len(error.faults) else ""
    count = "1 fault" if error.count == 1 else f"{error.count:,} faults"
    skip = "\nCorrect these rows, or leave them out with --skip-bad." if can_skip else ""
    return BadInput(f"{escape(error.filename)} has {count}, and nothing was taken from it:\n{lines}{more}{skip}")


def _print(preview: Preview) -> None:
    say(f"{preview.filename}, about {preview.show.title}:")
    for count, words in (
        (preview.new.count, "new"),
        (preview.changed.count, "changed"),
        (preview.conflicts.count, "in conflict: changed here and in the file"),
        (preview.newer, "changed or retired here since, and not in the file; they stay"),
        (preview.same, "unchanged"),
        (preview.filled, "seasons, episodes and characters on record that get details from the file"),
        (preview.unmarked, "characters that are spoilers in the file but not in their pack; they stay"),
    ):
        if count:
            say(f"  {count:,} {words}")
    if preview.batch is None:
        say("There is nothing to change.")
