"""Importing tables with any columns: for all servers, or into one server's own layer."""

import asyncio
from dataclasses import dataclass

from bot.domain.show_lookups import Loaded
from bot.errors import BadInput
from bot.packs.any_table import NO_SOURCE, Built, Meaning, Understood, build, check_understood
from bot.packs.merging import merged
from bot.packs.model import AIR_DATE, LONGEST_NAME, Pack, ShowEntry
from bot.packs.names import slug
from bot.services.kit import Kit, Service
from bot.services.shows.loader import PackLoader
from bot.services.shows.view import ShowView, show_entry
from bot.store.gateways.revisions import BASE


@dataclass(frozen=True, slots=True)
class Replaced:
    """How many facts of an earlier table are not in a new one, of how many."""

    missing: int
    earlier: int


class Tables(Service):
    """Builds packs from tables, checks where they may go, and loads them."""

    def __init__(self, kit: Kit, loader: PackLoader) -> None:
        super().__init__(kit)
        self._loader = loader

    async def build(
        self, understood: Understood, name: str, source: str, server: int = BASE, *, skip_bad: bool = False
    ) -> Built:
        """The pack of a table about the show of this name as the server sees it, or about a new show.

        With `skip_bad`, rows with faults are left out. Raises BadInput if columns or the source are missing, and
        FileFaults with every fault by line.
        """
        check_understood(understood)
        if not source.strip() and not (understood.has(Meaning.SOURCE) or understood.has(Meaning.URL)):
            raise BadInput(NO_SOURCE)
        show = await self._show(name, server)
        today = self._clock().date()
        return await asyncio.to_thread(build, understood, show, source, today, name, skip_bad=skip_bad)

    async def check_base(self, built: Built) -> None:
        """Raises BadInput if the base has the show from elsewhere, and says where the table may go instead."""
        show = built.pack.show
        try:
            await self._loader.check_origin(_origin(show), show)
        except BadInput as error:
            raise BadInput(f"{error} Add --server ID to take the table into one server, over what is there.") from None

    async def replaced(self, built: Built) -> Replaced:
        """How many facts of an earlier table of the show this one would retire, and how many that table has made."""
        show = built.pack.show
        row = await self._store.reading().exports.show_by_key(BASE, show.id)
        if row is None:
            return Replaced(0, 0)
        heads = await self._store.reading().revisions.base_heads(row.show.id)
        current = {key for key, head in heads.items() if not head.retired}
        kept = {fact.id for fact in built.pack.facts}
        kept |= {f"{AIR_DATE}{episode.code}".lower() for episode in built.pack.episodes if episode.aired}
        return Replaced(len(current - kept), len(current))

    async def load(self, built: Built, before: Pack | None = None) -> Loaded:
        """Load the table's pack into the base, replacing an earlier table, or added to `before`, what it has made.

        Raises BadInput and StoreBusy.
        """
        await self.check_base(built)
        pack = await asyncio.to_thread(merged, before, built.pack) if before else built.pack
        return await self._loader.load_pack(_origin(built.pack.show), pack)

    async def _show(self, name: str, server: int) -> ShowEntry:
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise BadInput("--show takes the show's name on one line.")
        exports = self._store.reading().exports
        row = await exports.show_by_key(server, slug(name)) or await exports.show_named(server, name)
        return show_entry(ShowView(row)) if row else ShowEntry(id=slug(name), title=name)


def _origin(show: ShowEntry) -> str:
    return f"csv:{show.id}"
