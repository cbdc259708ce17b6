"""What `python -m bot import csv FILE` does."""

import asyncio
from argparse import Namespace

from rich.console import Console
from rich.table import Table
from rich.text import Text

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
from bot.domain.text import printable
from bot.errors import FileFaults
from bot.packs.any_table import Built, Understood, understand
from bot.packs.faults import in_print
from bot.services.access import Caller
from bot.services.files.importing import Importing
from bot.services.shows.tables import Tables
from bot.settings import Settings

_LONGEST_EXAMPLE = 60
_MOST_LISTED = 10


def run(settings: Settings, options: Namespace) -> int:
    """Show how a table is understood and what it would change, and change it if --yes is given."""
    if options.server is not None:
        check_server(options.server)
    content = content_of(options.file)
    try:
        understood = understand(content, options.file.name, options.map)
        _show(understood)
        return asyncio.run(_import(settings, options, understood))
    except FileFaults as error:
        raise with_all_faults(error) from None


async def _import(settings: Settings, options: Namespace, understood: Understood) -> int:
    async with services_of(settings) as services:
        tables = services.shows.tables
        built = await tables.build(understood, options.show, options.source, server_of(options))
        _print(built)
        if options.server is None:
            await _load(tables, built, yes=options.yes)
        else:
            await _take_into(services.files.importing, options, built)
    return 0


async def _load(tables: Tables, built: Built, *, yes: bool) -> None:
    if not yes:
        await tables.check_base(built)
        say(UNCHANGED)
        return
    loaded = await tables.load(built)
    say(f"Added {loaded.added:,} and changed {loaded.changed:,} facts; {loaded.retired:,} are no longer in the table.")


async def _take_into(importing: Importing, options: Namespace, built: Built) -> None:
    caller = Caller(options.server, CONSOLE, manages=True)
    preview = await importing.prepare_additions(caller, options.file.name, built.pack)
    await take(importing, caller, preview, yes=options.yes, keep_ours=True)


def _show(understood: Understood) -> None:
    """Print how the columns are understood, with examples as they are read."""
    shown = Table(
        "Column", "Meaning", "For example", title=Text(printable(f"How {understood.table.filename} is understood"))
    )
    for column in understood.columns():
        examples = "\n".join(in_print(example.replace("\n", " / "), _LONGEST_EXAMPLE) for example in column.examples)
        shown.add_row(Text(column.name), Text(column.meaning or "left out"), Text(examples))
    Console().print(shown)
    for note in understood.notes():
        say(note)
    say("Correct it with --map MEANING=COLUMN; --map MEANING= leaves a meaning out.")


def _print(built: Built) -> None:
    pack = built.pack
    say(
        f"About {pack.show.title} it has {_counted(built.facts, 'fact')}, with "
        f"{_counted(len(pack.episodes), 'episode')} and {_counted(len(pack.people), 'person', 'people')}."
    )
    for special in built.specials[:_MOST_LISTED]:
        say(f"Line {special.line} is a special without a number: {special.code} {special.title}".rstrip())
    if len(built.specials) > _MOST_LISTED:
        say(f"So are {len(built.specials) - _MOST_LISTED:,} more, numbered in the order of the rows.")
    if built.repeated:
        say(f"{_counted(built.repeated, 'row')} repeat another row.")
    if built.elsewhere:
        say(f"{_counted(built.elsewhere, 'row')} about other shows left out.")
    if built.jobs:
        listed = ", ".join(f"{in_print(job, 40)} ({count:,})" for job, count in built.jobs[:_MOST_LISTED])
        say(f"Jobs that Casefile does not keep were left out: {listed}.")


def _counted(count: int, singular: str, plural: str | None = None) -> str:
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
