"""The services, made once for the bot or the command line."""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypedDict

from bot.domain.ids import Ids
from bot.domain.shards import UNDIVIDED, Shards
from bot.errors import CasefileError, StoreTrouble
from bot.packs.reader import packs_in
from bot.services.announcements.announcements import Announcements
from bot.services.answers.views import Views
from bot.services.facts import Facts
from bot.services.feeds.feeds import Feeds
from bot.services.files import Files
from bot.services.kit import Kit
from bot.services.names.completions import Completions
from bot.services.names.refolding import Refolding
from bot.services.posts import Posts
from bot.services.posts.chosen_show import choose_show
from bot.services.servers import Servers
from bot.services.shows import Shows
from bot.services.shows.loader import PackLoader
from bot.services.shows.lookups import Outside, in_real_time
from bot.services.shows.tvmaze.fetching import WebCopies
from bot.services.spoilers.spoilers import Spoilers
from bot.store.address import Address
from bot.store.database import Reaction
from bot.store.faults import damaged, unusable
from bot.store.in_use import in_use
from bot.store.schema import migrate
from bot.store.store import open_store
from bot.web.addresses import MayReach, is_public
from bot.web.feeds import FeedReader
from bot.web.fetching import open_fetcher
from bot.web.tvmaze import Site, TvMaze

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """One field for each feature.

    `clock` returns the time as an aware datetime in UTC. `after_commit` registers a reaction to changes.
    `has_changed_elsewhere` returns whether another process has changed anything since it was last called.
    """

    after_commit: Callable[[Reaction], None]
    has_changed_elsewhere: Callable[[], Awaitable[bool]]
    clock: Callable[[], datetime]
    names: Completions
    refolding: Refolding
    answers: Views
    facts: Facts
    files: Files
    shows: Shows
    feeds: Feeds
    posts: Posts
    announcements: Announcements
    servers: Servers
    spoilers: Spoilers


def now() -> datetime:
    """Return the current time in UTC."""
    return datetime.now(UTC)


class Options(TypedDict, total=False):
    """The keyword arguments of `open_services`, except its clock."""

    examples: bool
    stale_after_days: int
    keep_left_servers_days: int
    tvmaze: Site | None
    imdb_library: Path | None
    may_reach: MayReach
    outside: Outside


@asynccontextmanager
async def open_services(
    database: Address,
    packs: Path,
    *,
    clock: Callable[[], datetime] = now,
    shards: Shards = UNDIVIDED,
    examples: bool = False,
    stale_after_days: int = 90,
    keep_left_servers_days: int = 30,
    tvmaze: Site | None = None,
    imdb_library: Path | None = None,
    may_reach: MayReach = is_public,
    outside: Outside = in_real_time,
) -> AsyncGenerator[Services]:
    """Yield the services on a migrated database into which every pack of the folder was loaded.

    With `examples` the folder's example packs, of invented shows, are loaded too. Only tests allow feeds at addresses
    that are not public (`may_reach`). `outside` waits for TVmaze's answers. `shards` are those of this process.

    Raises DatabaseUnusable, DatabaseNewer, PackFaults, BadSettings if that folder can't be read, and StoreUnwritable if
    the disk is full.
    """
    folders = await asyncio.to_thread(_folders, packs, examples=examples)
    async with AsyncExitStack() as stack:
        if isinstance(database, Path):  # a server knows by itself who uses it
            stack.enter_context(in_use(database))
        # Another program may be writing to the file; waiting for it must not stop what else runs here.
        if await asyncio.to_thread(migrate, database):
            _log.info("The database %s was brought to the newest schema.", database)
        store = await stack.enter_async_context(open_store(database, clock))
        if store.forgotten:
            await asyncio.to_thread(store.forgotten.begin, clock())
        kit = Kit(store, Ids(clock, random.Random()), clock, shards)
        loader = PackLoader(kit)
        try:
            await _load(loader, folders)
        except StoreTrouble as error:
            raise unusable(database, error) from error
        except CasefileError:
            raise
        except Exception as error:
            # Packs were read without a fault, so what is stored can't be understood.
            _log.debug("Packs could not be loaded", exc_info=True)
            raise damaged(database, f"{type(error).__name__}: {error}") from error
        async with (
            TvMaze(tvmaze or Site(), WebCopies(store), clock) as api,
            open_fetcher(may_reach) as fetcher,
        ):
            posts = Posts.on(kit)
            yield Services(
                after_commit=store.after_commit,
                has_changed_elsewhere=store.has_changed_elsewhere,
                clock=clock,
                names=Completions(store, kit.finder),
                refolding=Refolding(store, kit.ids),
                answers=Views(kit),
                facts=Facts.on(kit, stale_after_days=stale_after_days),
                files=Files.on(kit),
                shows=Shows.on(kit, loader, api, choose_show, outside=outside, imdb_library=imdb_library),
                feeds=Feeds(kit, FeedReader(fetcher, clock=clock)),
                posts=posts,
                announcements=Announcements(kit, posts.content),
                servers=Servers.on(kit, keep_left_servers_days=keep_left_servers_days),
                spoilers=Spoilers(kit),
            )


def _folders(packs: Path, *, examples: bool) -> list[Path]:
    packs_in(packs)  # before anything is made
    return [packs, *(packs.glob("examples") if examples else ())]


async def _load(loader: PackLoader, folders: Iterable[Path]) -> None:
    for folder in folders:
        for pack in await loader.load_folder(folder):
            _log.info("The pack %s was loaded.", pack)
