"""Loading packs into the shared base: again changes nothing; a newer pack updates the base alone."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from bot.domain.facts import Show
from bot.domain.show_lookups import Loaded
from bot.domain.text import escape
from bot.errors import BadInput, PackFault, PackFaults
from bot.packs.model import Pack, ShowEntry
from bot.packs.reader import packs_in, parse_pack, read_file
from bot.services.kit import Service
from bot.services.shows.pack_load import PackLoad
from bot.store.store import Gateways

Then: TypeAlias = Callable[[Gateways, Loaded], Awaitable[None]]
"""What else to write in the same transaction."""
First: TypeAlias = Callable[[Gateways], Awaitable[None]]
"""What to check at the beginning of the same transaction."""

# Raise this when loading itself changes, so that packs are loaded again.
_LOADER = 4


class PackLoader(Service):
    """Loads packs into the store."""

    async def load_folder(self, folder: Path) -> tuple[str, ...]:
        """Load every pack of a folder that is new or has changed; return their names.

        Raises PackFaults with the faults of all packs, and then loads none; BadSettings if the folder can't be read.
        """
        changed: list[_Changed] = []
        faults: list[PackFaults] = []
        for path in await asyncio.to_thread(packs_in, folder):
            try:
                if found := await self._changed(path):
                    changed.append(found)
            except PackFaults as error:
                faults.append(error)
        shows = Counter(pack.pack.show.id for pack in changed)
        for pack in changed:
            if shows[pack.pack.show.id] > 1:
                fault = PackFault("show › id", f"{pack.pack.show.id} is the show of another new pack too")
                faults.append(PackFaults(pack.path, [fault]))
        if len(faults) > 1:
            raise PackFaults(
                folder,
                [PackFault(f"{file.path} › {fault.place}", fault.words) for file in faults for fault in file.faults],
            )
        if faults:
            raise faults[0]
        for pack in changed:
            await self._take(pack)
        return tuple(pack.path.stem for pack in changed)

    async def load(self, path: Path) -> bool:
        """Load one pack; return False if the store already has it as it is. Raises PackFaults."""
        found = await self._changed(path)
        if found:
            await self._take(found)
        return found is not None

    async def load_pack(
        self, origin: str, pack: Pack, then: Then | None = None, *, first: First | None = None
    ) -> Loaded:
        """Load a show from elsewhere into the base, as if `origin` ("tvmaze:1370") were the name of its pack's file.

        `first` and `then` run in the same transaction.

        Raises StoreBusy, and BadInput if the show is on record from another origin.
        """
        digest = f"{_LOADER}:{hashlib.sha256(pack.model_dump_json().encode()).hexdigest()}"
        async with self._store.changing() as gateways:
            if first:
                await first(gateways)
            known = await _of_origin(gateways, origin, pack.show)
            if known and await gateways.packs.pack_digest(origin) == digest:
                loaded = Loaded(known, same=True)
            else:
                load = PackLoad(gateways, self._ids, pack, self._clock(), f"No longer listed by {named(origin)}.")
                show = await load.run()
                await gateways.packs.record_pack(origin, show.id, digest, self._clock())
                loaded = Loaded(show, load.added, load.changed, load.retired)
            if then:
                await then(gateways, loaded)
        if not loaded.same:
            await self._store.measure()
        return loaded

    async def check_origin(self, origin: str, show: ShowEntry) -> None:
        """Raises BadInput if the show is on record from another origin: the base takes a show from only one."""
        await _of_origin(self._store.reading(), origin, show)

    async def _changed(self, path: Path) -> "_Changed | None":
        content = await asyncio.to_thread(read_file, path)
        digest = f"{_LOADER}:{hashlib.sha256(content).hexdigest()}"
        packs = self._store.reading().packs
        if await packs.pack_digest(path.stem) == digest:
            return None
        pack = await asyncio.to_thread(parse_pack, content, path)
        for other in await packs.packs_of_show(pack.show.id):
            if other != path.stem and path.with_stem(other).exists():
                raise PackFaults(path, [PackFault("show › id", f"{pack.show.id} is the show of {other}.toml too")])
        return _Changed(path, pack, digest)

    async def _take(self, changed: "_Changed") -> None:
        async with self._store.writing() as gateways:
            show = await PackLoad(gateways, self._ids, changed.pack, self._clock()).run()
            await gateways.packs.record_pack(changed.path.stem, show.id, changed.digest, self._clock())
        await self._store.measure()


@dataclass(frozen=True, slots=True)
class _Changed:
    """A pack that is new, or differs from what the store has."""

    path: Path
    pack: Pack
    digest: str


async def _of_origin(gateways: Gateways, origin: str, entry: ShowEntry) -> Show | None:
    """The show if it is on record from this origin. Raises BadInput if it is on record from another."""
    found: Show | None = None
    for other, show in await gateways.packs.origins(entry.id, entry.tvmaze, entry.imdb):
        if other != origin:
            raise BadInput(f"{escape(show.title)} is already on record from {escape(named(other))} and stays as it is.")
        found = show
    return found


def named(origin: str) -> str:
    """An origin as `load_pack` takes it, in words."""
    source, _, number = origin.partition(":")
    words = {"tvmaze": "TVmaze", "imdb": "IMDb", "csv": "a table"}
    return words.get(source, f"the pack {source}") if number else f"the pack {origin}"
