"""What `python -m bot import csv FILE` does."""

import asyncio
from argparse import Namespace
from collections.abc import Sequence

from bot.cli.files import (
    CONSOLE,
    UNCHANGED,
    check_server,
    content_of,
    server_of,
    services_of,
    take,
    with_all_faults,
)
from bot.cli.output import say
from bot.cli.table_summary import show_built, show_doubts, show_understood
from bot.errors import BadInput, FileFaults
from bot.packs.any_table import Built, Doubt, Order, Reading, Understood, find_doubts, understand
from bot.packs.model import Pack
from bot.services.access import Caller
from bot.services.files.importing import Importing
from bot.settings import Settings
from bot.wiring import Services

_MOST_SEASONS = 9999
_ACCEPT = (
    "Nothing was changed, because of what looks wrong above. Correct it, for example with --map, or if it is right as "
    "it is, add --accept-warnings."
)


def run(settings: Settings, options: Namespace) -> int:
    """Show how a table is understood and what it would change, and change it if --yes is given."""
    if options.server is not None:
        check_server(options.server)
    reading = _reading(options)
    content = content_of(options.file, can_add=True)
    try:
        understood = understand(content, options.file.name, options.map, reading)
        show_understood(understood)
        return asyncio.run(_import(settings, options, understood))
    except FileFaults as error:
        is_of_rows = all(fault.place != "the file" for fault in error.faults)
        raise with_all_faults(error, can_skip=is_of_rows and not options.skip_bad) from None


def _reading(options: Namespace) -> Reading:
    if options.season is not None and not 0 <= options.season <= _MOST_SEASONS:
        raise BadInput("--season takes the number of a season, such as 2; 0 is for specials.")
    return Reading(options.season, Order(options.dates) if options.dates else None, options.encoding)


async def _import(settings: Settings, options: Namespace, understood: Understood) -> int:
    async with services_of(settings) as services:
        tables, server = services.shows.tables, server_of(options)
        built = await tables.build(understood, options.show, options.source, server, skip_bad=options.skip_bad)
        show_built(built)
        if options.server is None:
            await tables.check_base(built)
        before = await services.files.exporting.pack_of_base(built.pack.show.id) if options.add else None
        on_record = {episode.code for episode in before.episodes} if before else ()
        doubts = [*find_doubts(understood, built, on_record), *await _of_replacing(services, options, built)]
        show_doubts(doubts)
        if options.yes and doubts and not options.accept_warnings:
            raise BadInput(_ACCEPT)
        if options.server is None:
            await _load(services, built, before, options, doubts)
        else:
            await _take_into(services.files.importing, options, built)
    return 0


async def _of_replacing(services: Services, options: Namespace, built: Built) -> list[Doubt]:
    """What is wrong with taking a table in the place of an earlier one: it may be a further part of it."""
    if options.server is not None or options.add:
        return []
    replaced = await services.shows.tables.replaced(built)
    if 5 * replaced.missing <= replaced.earlier:
        return []
    words = f"{replaced.missing:,} of the {replaced.earlier:,} facts that the base has about {built.pack.show.title}"
    return [Doubt(f"{words} are not in this table, and would be retired. If it is a further part, add --add.")]


async def _load(
    services: Services, built: Built, before: Pack | None, options: Namespace, doubts: Sequence[Doubt]
) -> None:
    if not options.yes:
        say(UNCHANGED + (" What looks wrong needs --accept-warnings as well." if doubts else ""))
        return
    loaded = await services.shows.tables.load(built, before)
    say(f"Added {loaded.added:,} and changed {loaded.changed:,} facts; {loaded.retired:,} are no longer in the table.")


async def _take_into(importing: Importing, options: Namespace, built: Built) -> None:
    caller = Caller(options.server, CONSOLE, manages=True)
    preview = await importing.prepare_additions(caller, options.file.name, built.pack)
    await take(importing, caller, preview, yes=options.yes, keep_ours=True)
