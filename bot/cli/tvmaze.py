"""What `python -m bot import tvmaze` does."""

import asyncio
import sys
from argparse import Namespace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.files import services_of
from bot.domain.names import fold
from bot.domain.show_lookups import Counts, FoundShow, TakenShow
from bot.errors import BadInput
from bot.services.shows.lookups import Shows
from bot.settings import Settings
from bot.store.gateways.revisions import BASE


def run_tvmaze(settings: Settings, options: Namespace) -> int:
    """Put a show of TVmaze on record for all servers, or what has changed of it."""
    try:
        return asyncio.run(_import(settings, options.show.strip()))
    except KeyboardInterrupt:
        print("Stopped; nothing was changed. Within the hour a new start goes on from here.", file=sys.stderr)
        return 130


async def _import(settings: Settings, wanted: str) -> int:
    async with services_of(settings) as services:
        shows = services.shows.lookups
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() else await _numbered(shows, wanted)
        _tell(await _with_progress(shows, number))
    return 0


async def _numbered(shows: Shows, title: str) -> int:
    """The number of the one show of that title. Raises BadInput with all that it may be."""
    found = await shows.search(BASE, title)
    exact = [one for one in found if fold(one.title) == fold(title)] or found
    if len(exact) == 1:
        return exact[0].tvmaze
    if not exact:
        raise BadInput(f"TVmaze lists no show called “{title}”.")
    lines = "\n".join(f"  {one.tvmaze:>7}  {_described(one)}" for one in exact)
    raise BadInput(f"Several shows go by “{title}”. Name one by its number:\n{lines}")


def _described(one: FoundShow) -> str:
    details = [str(one.year) if one.year else "", one.network or "", one.language or "", one.status or ""]
    return ", ".join([one.title, *(detail for detail in details if detail)])


async def _with_progress(shows: Shows, number: int) -> TakenShow:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Fetching from TVmaze", total=None)

        async def show(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        return await shows.bring(number, show)


def _tell(taken: TakenShow) -> None:
    counts = taken.counts or Counts()
    print(
        f"{taken.show.title}: seasons: {counts.seasons:,}, episodes: {counts.episodes:,}, specials: "
        f"{counts.specials:,}, people: {counts.people:,}, facts: {counts.facts:,}. {taken.show.credit}."
    )
    for words, count in (counts.remarks or {}).items():
        print(f"  {words}: {count:,}.")
    if taken.same:
        print("Nothing has changed.")
    else:
        print(f"Added {taken.added:,} facts, changed {taken.changed:,} and took {taken.retired:,} out of the answers.")
