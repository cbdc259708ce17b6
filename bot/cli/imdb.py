"""What `python -m bot import imdb` does."""

import asyncio
import signal
import time
from argparse import Namespace
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from rich.console import Console
from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bars
from rich.table import Column

from bot.cli.files import services_of
from bot.cli.output import say, say_why
from bot.domain.show_lookups import Loaded
from bot.domain.text import escape
from bot.errors import BadInput
from bot.packs.imdb.files import find_files
from bot.packs.imdb.layouts import parse_title_id
from bot.services.shows.imdb.pack import ShowPack
from bot.services.shows.imdb.reading import ImdbReading, Progress, Stopped, is_whole
from bot.settings import Settings
from bot.store.imdb.library import EVERYTHING, Library, open_library

_STOPPED = 130
_SECONDS_BETWEEN_LINES = 10.0


def run(settings: Settings, options: Namespace) -> int:
    """Read IMDb's files into the library; with --title only that show, which is then loaded into the base."""
    path = settings.imdb_library
    try:
        if options.title is None:
            _read_all(path, options.folder)
        else:
            number = _number(options.title)
            _read_show(path, options.folder, number)
            asyncio.run(_take(settings, options.title))
    except Stopped as stopped:
        say_why(stopped)
        return _STOPPED
    return 0


def _number(title: str) -> int:
    number = parse_title_id(title)
    if number is None:
        raise BadInput(f"--title takes an id such as tt0000001, and {escape(title, 40)} is not one.")
    return number


def _read_all(path: Path, folder: Path) -> None:
    with _reading(path, folder) as (library, reading):
        if reading.is_read(EVERYTHING):
            say("These files are already in the library: nothing changed.")
        else:
            reading.read()
        counts = library.counts()
    say(
        f"The library {path} has {counts.shows:,} shows, {counts.episodes:,} episodes, {counts.credits:,} parts and "
        f"{counts.people:,} people. Choose a show with /setup show, or take one with --title."
    )


def _read_show(path: Path, folder: Path, number: int) -> None:
    with _reading(path, folder) as (library, reading):
        known = reading.is_read(EVERYTHING) or reading.is_read(number)
        if not (known and is_whole(library, number)):
            reading.read(number)


async def _take(settings: Settings, title: str) -> None:
    async with services_of(settings) as services:
        loaded, made = await services.shows.imdb.take_with_pack(title)
    _print(loaded, made)


def _print(loaded: Loaded, made: ShowPack) -> None:
    pack = made.pack
    say(
        f"{loaded.show.title}: {len(pack.episodes):,} episodes, {len(pack.facts):,} facts, {len(pack.people):,} people."
    )
    for words, count in made.left_out.items():
        say(f"  Left out: {words} ({count:,}).")
    if loaded.anything:
        say(f"Added {loaded.added:,}, changed {loaded.changed:,} and retired {loaded.retired:,} facts.")
    else:
        say("Nothing changed.")
    say(f"{pack.show.credit}")


@contextmanager
def _reading(path: Path, folder: Path) -> Generator[tuple[Library, ImdbReading]]:
    files = find_files(folder)
    with _stop_when_asked() as asked_to_stop, _reporting() as report, open_library(path, writing=True) as library:
        yield library, ImdbReading(library, files, report, asked_to_stop)


@contextmanager
def _stop_when_asked() -> Generator[Callable[[], bool]]:
    """Give a function that says whether to stop: after Ctrl-C or SIGTERM the import ends between two blocks."""
    asked: list[int] = []

    def ask(signum: int, _: FrameType | None) -> None:
        asked.append(signum)

    before = {signum: signal.signal(signum, ask) for signum in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(asked)
    finally:
        for signum, handler in before.items():
            signal.signal(signum, handler)


@contextmanager
def _reporting() -> Generator[Callable[[Progress], None]]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Lines().report
        return
    columns = (
        TextColumn("{task.description}", table_column=Column(min_width=22)),
        BarColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console) as bars:
        yield _Bars(bars).report


class _Rate:
    """Rows per second since a file was started."""

    def __init__(self) -> None:
        self._file = ""
        self._began = self._reported = time.monotonic()

    def of(self, progress: Progress) -> float:
        if progress.file != self._file:
            # Its first report comes after its first block, but it was started when the file before it ended.
            self._file, self._began = progress.file, self._reported
        self._reported = time.monotonic()
        return progress.rows / max(self._reported - self._began, 0.001)


class _Bars:
    """Shows a bar for each file, on a terminal."""

    def __init__(self, bars: Bars) -> None:
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}
        self._rate = _Rate()

    def report(self, progress: Progress) -> None:
        if progress.file not in self._tasks:
            self._tasks[progress.file] = self._bars.add_task(progress.file, total=progress.size, rate="")
        rate = f"{progress.rows:,} rows, {self._rate.of(progress):,.0f} a second"
        self._bars.update(self._tasks[progress.file], completed=progress.read, rate=rate)


class _Lines:
    """Prints a line now and then, if there is no terminal."""

    def __init__(self) -> None:
        self._reported = 0.0
        self._rate = _Rate()

    def report(self, progress: Progress) -> None:
        rate = self._rate.of(progress)
        ended = progress.read == progress.size
        if ended or time.monotonic() - self._reported >= _SECONDS_BETWEEN_LINES:
            self._reported = time.monotonic()
            share = 100 * progress.read // max(progress.size, 1)
            say(f"{progress.file}: {share}%, {progress.rows:,} rows, {rate:,.0f} a second", error=True)
