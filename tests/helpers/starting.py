"""`python -m tests.helpers.starting DATABASE PACKS WHAT` opens the bot, does something, and prints what it imported.

In JSON: every library, and those that were imported on the thread of the event loop after the start.
"""

from __future__ import annotations

import asyncio
import json
import pkgutil
import sys
import threading
from importlib import import_module
from importlib.abc import MetaPathFinder
from pathlib import Path

import cogs
from bot.app import open_app
from bot.client import Casefile
from bot.domain.announcement_views import Target, Wanted, Written
from bot.domain.announcements import AnnouncementKind
from bot.services.access import Caller
from bot.web.tvmaze import Site
from tests.helpers.announcements import FINE

CALLER = Caller(1, 11, manages=True)


class Watch(MetaPathFinder):
    """A finder of modules that finds none; it notes which are looked for on the thread of the event loop."""

    def __init__(self) -> None:
        self.on_loop: set[str] = set()

    def find_spec(self, fullname: str, path: object, target: object = None, /) -> None:
        if threading.current_thread() is threading.main_thread():
            self.on_loop.add(fullname.partition(".")[0])


async def announce(client: Casefile) -> None:
    """Read a time and a rule."""
    drafts = client.services.announcements.drafts(CALLER, FINE)
    once = Written(when="1 May at 8pm", text="Soon.")
    await drafts.write(Wanted(AnnouncementKind.ONCE, Target(5)), once)
    repeat = Written(rule="every friday at 20:00", text="Again.")
    await drafts.write(Wanted(AnnouncementKind.REPEAT, Target(5)), repeat)


async def look_up(client: Casefile) -> None:
    """Read what TVmaze answers."""
    assert await client.services.shows.lookups.search(1, "Tidewater")


WHATS = {"announce": announce, "look up": look_up}


async def run(database: Path, packs: Path, what: str, tvmaze: str) -> Watch:
    watch = Watch()
    async with open_app(database, packs, tvmaze=Site(tvmaze)) as client:
        for extension in pkgutil.iter_modules(cogs.__path__, f"{cogs.__name__}."):
            await client.load_extension(extension.name)
        sys.meta_path.insert(0, watch)
        if what:
            await WHATS[what](client)
    return watch


def main() -> None:
    database, packs, what, tvmaze = sys.argv[1:]
    for module in ("bot.__main__", "bot.cli.start"):
        import_module(module)
    watch = asyncio.run(run(Path(database), Path(packs), what, tvmaze))
    imported = sorted({name.partition(".")[0] for name in sys.modules})
    print(json.dumps([imported, sorted(watch.on_loop)]))


if __name__ == "__main__":
    main()
