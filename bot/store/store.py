"""The store as services see it: gateways for one statement each, or all of them within a transaction."""

from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.boundaries import Boundary
from bot.domain.notices import Notice, concerned_by
from bot.domain.readings import Lookups
from bot.domain.shield import Shield, Sight
from bot.store.address import Address
from bot.store.calendars import Calendar
from bot.store.database import Database, Executor, Reaction, now, open_database
from bot.store.filling import FromFile, FromServer
from bot.store.forgotten import Forgotten
from bot.store.gateways.announcements import AnnouncementGateway
from bot.store.gateways.boundaries import BoundaryGateway
from bot.store.gateways.catalogue import CatalogueGateway
from bot.store.gateways.catalogue_writer import CatalogueWriter
from bot.store.gateways.checkups import CheckupGateway
from bot.store.gateways.deliveries import DeliveryGateway
from bot.store.gateways.exports import ExportGateway
from bot.store.gateways.facts import FactGateway
from bot.store.gateways.feeds import FeedGateway
from bot.store.gateways.folding import FoldingGateway
from bot.store.gateways.greetings import GreetingGateway
from bot.store.gateways.housekeeping import HousekeepingGateway
from bot.store.gateways.imports import ImportGateway
from bot.store.gateways.leases import LeaseGateway
from bot.store.gateways.log import LogGateway
from bot.store.gateways.looks import LookGateway
from bot.store.gateways.lookups import LookupGateway
from bot.store.gateways.names import NameGateway
from bot.store.gateways.proposals import ProposalGateway
from bot.store.gateways.readings import ReadingGateway
from bot.store.gateways.revisions import RevisionGateway
from bot.store.gateways.servers import ServerGateway
from bot.store.gateways.staging import StagingGateway
from bot.store.gateways.watching import WatchingGateway
from bot.store.kept import Memory
from bot.store.screened import Copy
from bot.store.screens import Screen, Screens, SeenShow
from bot.store.session import Session

_PATIENCE = 20.0
_THREADS_OF_COPIES, _MAKERS_OF_COPIES = 2, 2


class Gateways:
    """All gateways on one connection, which read what is kept in `memory` from there."""

    def __init__(self, executor: Executor, memory: Memory | None = None) -> None:
        self._executor = executor
        self.names = NameGateway(executor, memory)
        self.facts = FactGateway(executor, memory)
        self.catalogue = CatalogueGateway(executor)
        self.packs = CatalogueWriter(executor)
        self.servers = ServerGateway(executor)
        self.boundaries = BoundaryGateway(executor, memory)
        self.greetings = GreetingGateway(executor)
        self.revisions = RevisionGateway(executor)
        self.proposals = ProposalGateway(executor)
        self.log = LogGateway(executor)
        self.folding = FoldingGateway(executor)
        self.leases = LeaseGateway(executor)
        self.housekeeping = HousekeepingGateway(executor)
        self.exports = ExportGateway(executor)
        self.imports = ImportGateway(executor)
        self.staging = StagingGateway(executor)
        self.announcements = AnnouncementGateway(executor)
        self.deliveries = DeliveryGateway(executor)
        self.looks = LookGateway(executor)
        self.watching = WatchingGateway(executor)
        self.lookups = LookupGateway(executor)
        self.feeds = FeedGateway(executor)
        self.checkups = CheckupGateway(executor)
        self.readings = ReadingGateway(executor)

    def note(self, notice: Notice) -> None:
        """Hand this to those that react to it, once the transaction is committed."""
        self._executor.note(notice)


class Readable(Protocol):
    """What answers are read from: the store, or a copy of what a boundary leaves open of a show."""

    def reading(self) -> Gateways:
        """Gateways that read."""
        ...


class Screened:
    """A show, up to a boundary."""

    def __init__(self, copy: Copy) -> None:
        self._gateways = Gateways(copy, copy.memory)

    def reading(self) -> Gateways:
        """Gateways that read from the copy."""
        return self._gateways


class Store:
    """An open store; made by `open_store`.

    `forgotten` are the requests to be forgotten, which no restored backup of a file undoes. There are none for a
    server: its backups are restored by its own tools, which would not look at them.
    """

    def __init__(self, database: Database, screens: Screens[Screened], forgotten: Forgotten | None) -> None:
        self.forgotten = forgotten
        self._database = database
        self._screens = screens
        database.memory.forget_copies = self._screens.forget
        database.after_commit(self._screens.follow)
        self.health = database.health
        database.before_commit(_add_looks)
        self._gateways = {id(reader): Gateways(reader, database.memory) for reader in database.readers}

    def after_commit(self, reaction: Reaction) -> None:
        """Call `reaction` with what each transaction noted, once it is committed.

        It must return at once. What it raises is logged, and never fails the change.
        """
        self._database.after_commit(reaction)

    async def look(self) -> None:
        """Raise StoreUnwritable if the file at the database's path is no longer the one that is open."""
        await self._database.look()

    async def has_changed_elsewhere(self) -> bool:
        """Return whether another process has changed anything since this was last called."""
        return await self._database.has_changed_elsewhere()

    async def try_writing(self) -> None:
        """Write a little. Raises StoreUnwritable if nothing can be saved, and StoreBusy."""
        await self._database.try_writing()

    async def measure(self) -> None:
        """Have the engine count what it plans statements by, after much was written for the first time."""
        await self._database.measure()

    async def size(self) -> int:
        """Return how many bytes the database takes, with its log."""
        return await self._database.size()

    def lookups(self) -> dict[str, Lookups]:
        """Return how often what is kept in memory was looked for there since the start, by what it is."""
        return self._database.memory.lookups()

    def reading(self) -> Gateways:
        """Gateways that read; each statement sees the store as of its own moment."""
        return self._gateways[id(self._database.reader)]

    async def screened(self, guild: int, show: int, shield: Shield) -> Screened:
        """Return a show as a server sees it, without what a shield covers."""
        await self._database.memory.look()
        return await self._screens.get(Screen(guild, show, shield))

    async def sight(self, guild: int, show: int, upto: Boundary) -> Sight:
        """What is seen of a show, as a server sees it, up to a boundary."""
        await self._database.memory.look()
        return await self._screens.sight(SeenShow(guild, show), upto)

    async def calendar(self, guild: int, show: int) -> Calendar:
        """When the episodes of a show air, as a server sees it."""
        await self._database.memory.look()
        return await self._screens.calendar(SeenShow(guild, show))

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Gateways]:
        """Gateways in one transaction, kept whole or not at all. Raises StoreBusy and StoreUnwritable."""
        async with self._database.transaction() as executor:
            yield Gateways(executor)  # without the memory: what it reads may never be committed

    @asynccontextmanager
    async def changing(self) -> AsyncGenerator[Gateways]:
        """Like `writing`, for what somebody typed. Waits longer for its turn, while Discord shows that it works."""
        async with self._database.transaction(_PATIENCE) as executor:
            yield Gateways(executor)

    @asynccontextmanager
    async def claiming(self) -> AsyncGenerator[Gateways]:
        """Like `changing`, beside other transactions: each statement must check again what it changes."""
        async with self._database.transaction(_PATIENCE, alone=False) as executor:
            yield Gateways(executor)


async def _add_looks(executor: Executor, notices: Sequence[Notice]) -> None:
    """Have the posts looked at that a transaction may concern, however the process ends after it."""
    await LookGateway(executor).add({found for notice in notices if (found := concerned_by(notice))})


@asynccontextmanager
async def open_store(address: Address, clock: Callable[[], datetime] = now) -> AsyncGenerator[Store]:
    """Open a migrated store. Raises DatabaseUnusable, StoreUnwritable on a full disk, and BadSettings."""
    with (
        ThreadPoolExecutor(_THREADS_OF_COPIES, "casefile-copies") as threads,
        ThreadPoolExecutor(_MAKERS_OF_COPIES, "casefile-copying") as makers,
    ):
        async with open_database(address, clock) as database:
            screens = screens_of(address, database, threads, makers)
            yield Store(database, screens, Forgotten(address) if isinstance(address, Path) else None)


def screens_of(
    address: Address, database: Database, threads: ThreadPoolExecutor, makers: ThreadPoolExecutor
) -> Screens[Screened]:
    """Return what makes copies of an open database's shows; `makers` write them and `threads` read them."""

    def reader() -> Session:
        return database.reader

    filling = FromFile(address, makers) if isinstance(address, Path) else FromServer(reader, makers)
    return Screens(filling, reader, threads, Screened)
