"""The store as services see it: gateways for one statement each, or all of them within a transaction."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.store.database import Database, Executor, open_database
from bot.store.gateways.announcements import AnnouncementGateway
from bot.store.gateways.catalogue import CatalogueGateway
from bot.store.gateways.catalogue_writer import CatalogueWriter
from bot.store.gateways.deliveries import DeliveryGateway
from bot.store.gateways.exports import ExportGateway
from bot.store.gateways.facts import FactGateway
from bot.store.gateways.feeds import FeedGateway
from bot.store.gateways.housekeeping import HousekeepingGateway
from bot.store.gateways.imports import ImportGateway
from bot.store.gateways.log import LogGateway
from bot.store.gateways.lookups import LookupGateway
from bot.store.gateways.names import NameGateway
from bot.store.gateways.proposals import ProposalGateway
from bot.store.gateways.revisions import RevisionGateway
from bot.store.gateways.servers import ServerGateway
from bot.store.gateways.staging import StagingGateway
from bot.store.gateways.watching import WatchingGateway

_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Gateways:
    """Everything that can be asked of the store, on one connection."""

    names: NameGateway
    facts: FactGateway
    catalogue: CatalogueGateway
    servers: ServerGateway
    packs: CatalogueWriter
    revisions: RevisionGateway
    proposals: ProposalGateway
    log: LogGateway
    housekeeping: HousekeepingGateway
    exports: ExportGateway
    imports: ImportGateway
    staging: StagingGateway
    announcements: AnnouncementGateway
    deliveries: DeliveryGateway
    watching: WatchingGateway
    lookups: LookupGateway
    feeds: FeedGateway

    @classmethod
    def on(cls, executor: Executor) -> "Gateways":
        return cls(
            NameGateway(executor),
            FactGateway(executor),
            CatalogueGateway(executor),
            ServerGateway(executor),
            CatalogueWriter(executor),
            RevisionGateway(executor),
            ProposalGateway(executor),
            LogGateway(executor),
            HousekeepingGateway(executor),
            ExportGateway(executor),
            ImportGateway(executor),
            StagingGateway(executor),
            AnnouncementGateway(executor),
            DeliveryGateway(executor),
            WatchingGateway(executor),
            LookupGateway(executor),
            FeedGateway(executor),
        )


class Store:
    """An open store; made by `open_store`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gateways = {id(reader): Gateways.on(reader) for reader in database.readers}

    def reading(self) -> Gateways:
        """Gateways that read; each statement sees the store as of its own moment."""
        return self._gateways[id(self._database.reader)]

    @asynccontextmanager
    async def writing(self) -> AsyncGenerator[Gateways]:
        """Gateways in one transaction, kept whole or not at all. Raises StoreBusy."""
        async with self._database.transaction() as executor:
            yield Gateways.on(executor)

    @asynccontextmanager
    async def changing(self) -> AsyncGenerator[Gateways]:
        """The same for what somebody wrote down, which waits longer for its turn: the asker is told meanwhile."""
        async with self._database.transaction(_PATIENCE) as executor:
            yield Gateways.on(executor)


@asynccontextmanager
async def open_store(path: Path) -> AsyncGenerator[Store]:
    """Open a migrated store. Raises DatabaseUnusable."""
    async with open_database(path) as database:
        yield Store(database)
