"""What `python -m bot import tvmaze` does."""

import asyncio
from argparse import Namespace

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.cli.files import services_of
from bot.cli.output import say
from bot.domain.names import fold
from bot.domain.show_lookups import Counts, FoundShow, TakenShow
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.services.shows.lookups import Lookups
from bot.settings import Settings
from bot.store.gateways.revisions import BASE


def run(settings: Settings, options: Namespace) -> int:
    """Put a show from TVmaze, or its changes, on record for all servers."""
    try:
        return asyncio.run(_import(settings, options.show.strip()))
    except KeyboardInterrupt:
        say("Stopped; nothing was changed. Started again within the hour, it continues from here.", error=True)
        return 130


async def _import(settings: Settings, wanted: str) -> int:
    async with services_of(settings) as services:
        shows = services.shows.lookups
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() else await _numbered(shows, wanted)
        _print(await _with_progress(shows, number))
    return 0


async def _numbered(shows: Lookups, title: str) -> int:
    """The number of the only show with that title. Raises BadInput with the candidates if there are several."""
    found = await shows.search(BASE, title)
    exact = [show for show in found if fold(show.title) == fold(title)] or found
    if len(exact) == 1:
        return exact[0].tvmaze
    if not exact:
        raise BadInput(f"TVmaze lists no show called {quoted(title)}.")
    lines = "\n".join(f"  {show.tvmaze:>7d}  {escape(_described(show))}" for show in exact)
    raise BadInput(f"Several shows go by {quoted(title)}. Name one by its number:\n{lines}")


def _described(show: FoundShow) -> str:
    details = [str(show.year) if show.year else "", show.network or "", show.language or "", show.status or ""]
    return ", ".join([show.title, *(detail for detail in details if detail)])


async def _with_progress(shows: Lookups, number: int) -> TakenShow:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("Fetching from TVmaze", total=None)

        async def update(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        return await shows.bring(number, update)


def _print(taken: TakenShow) -> None:
    counts = taken.counts or Counts()
    say(
        f"{taken.show.title}: seasons: {counts.seasons:,}, episodes: {counts.episodes:,}, specials: "
        f"{counts.specials:,}, people: {counts.people:,}, facts: {counts.facts:,}. {taken.show.credit}."
    )
    for words, count in (counts.remarks or {}).items():
        say(f"  {words}: {count:,}.")
    if taken.same:
        say("Nothing has changed.")
    else:
        say(f"Added {taken.added:,} facts, changed {taken.changed:,} and took {taken.retired:,} out of the answers.")
