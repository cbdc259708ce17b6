"""The composition root: the database is opened first and closed last, and the bot is innermost."""

import asyncio
import gc
import logging
import random
import secrets
from collections.abc import AsyncGenerator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import aiohttp
import discord
from discord.utils import utcnow

from bot.client import Casefile, Services
from bot.domain.ids import Ids
from bot.errors import BadSettings, DatabaseUnusable, DiscordRefused, DiscordUnreachable, StoreBusy
from bot.failures import Failures
from bot.services.announcements.announcements import Announcements
from bot.services.answers.answers import Answers
from bot.services.facts.editing import Editing
from bot.services.facts.forms.kept import KeptForms
from bot.services.facts.history import History
from bot.services.facts.review import Review
from bot.services.facts.search import FactSearch
from bot.services.facts.suggestions import Suggestions
from bot.services.feeds.feeds import Feeds
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.names.completions import Completions
from bot.services.names.finder import Finder
from bot.services.posts.content import PostContent
from bot.services.posts.deliveries import Deliveries
from bot.services.posts.planning import Planner
from bot.services.posts.watching import NewsWatch
from bot.services.servers.change_log import ChangeLog
from bot.services.servers.choices import Servers
from bot.services.servers.command_sync import CommandSync
from bot.services.servers.housekeeping import Housekeeping
from bot.services.servers.privacy import Privacy
from bot.services.servers.statistics import Statistics
from bot.services.shows.imdb.library import ImdbLibrary
from bot.services.shows.loader import PackLoader
from bot.services.shows.lookups import Shows
from bot.services.shows.tvmaze.copies import WebCopies
from bot.services.shows.tvmaze.fetching import TvMazeShows
from bot.settings import Settings
from bot.store.schema import migrate
from bot.store.store import Store, open_store
from bot.web.addresses import MayReach, is_public
from bot.web.feeds import FeedReader
from bot.web.fetching import open_fetcher
from bot.web.tvmaze import Site, TvMaze

_log = logging.getLogger(__name__)
_BAD_TOKEN = (
    "Discord does not accept the token. Copy it again from the application's page, under Bot, "
    "and put it into DISCORD_TOKEN."
)
_TOKEN_REVOKED = 4004  # the gateway's code for a token that was reset while the bot ran
_SERVER_ERRORS = 500
# Clear to read out over the phone: no 0 and O, no 1 and I.
_REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@asynccontextmanager
async def open_app(
    database: Path,
    packs: Path,
    *,
    clock: Callable[[], datetime] = utcnow,
    api_base: str | None = None,
    always_sync: bool = False,
    examples: bool = False,
    stale_after_days: int = 90,
    keep_left_servers_days: int = 30,
    tvmaze: Site | None = None,
    imdb_library: Path | None = None,
    may_reach: MayReach = is_public,
) -> AsyncGenerator[Casefile]:
    """The bot, ready to be started, on a migrated database with every pack of the folder in it.

    With `examples` the folder's example packs, of shows that do not exist, are among them. Only tests let feeds be read
    from other than public addresses (`may_reach`).

    Raises DatabaseUnusable, DatabaseNewer, PackFaults, and BadSettings if there is no such folder.
    """
    if not await asyncio.to_thread(packs.is_dir):
        raise BadSettings(f"PACKS names {packs}, which is not a folder.")
    if migrate(database):
        _log.info("The database %s was brought to the newest schema.", database)
    async with open_store(database) as store:
        ids = Ids(clock, random.Random())
        loader = PackLoader(store, ids, clock)
        try:
            await _load(loader, (packs, packs / "examples") if examples else (packs,))
        except StoreBusy as error:
            raise DatabaseUnusable(f"The database {database} is being written by another program.") from error
        async with (
            TvMaze(tvmaze or Site(), WebCopies(store), clock) as api,
            open_fetcher(may_reach) as fetcher,
            Casefile(
                services(
                    store,
                    loader,
                    ids,
                    clock,
                    api,
                    FeedReader(fetcher, clock=clock),
                    imdb_library=imdb_library,
                    stale_after_days=stale_after_days,
                    keep_left_servers_days=keep_left_servers_days,
                ),
                Failures(reference),
                api_base=api_base,
                always_sync=always_sync,
            ) as client,
        ):
            # What is loaded by now stays for good; the collector need not look through it at every turn.
            gc.collect()
            gc.freeze()
            yield client


async def _load(loader: PackLoader, folders: Iterable[Path]) -> None:
    for folder in folders:
        for pack in await loader.load_folder(folder):
            _log.info("The pack %s was loaded.", pack)


def services(
    store: Store,
    loader: PackLoader,
    ids: Ids,
    clock: Callable[[], datetime],
    tvmaze: TvMaze,
    reader: FeedReader,
    *,
    imdb_library: Path | None = None,
    stale_after_days: int = 90,
    keep_left_servers_days: int = 30,
) -> Services:
    """The services on one store."""
    finder = Finder(store)
    telling = PostContent(store, clock)
    return Services(
        answers=Answers(store, finder),
        completions=Completions(store, finder),
        servers=Servers(store, finder, clock),
        shows=Shows(store, loader, TvMazeShows(tvmaze), ids, clock),
        imdb=ImdbLibrary(imdb_library, loader),
        statistics=Statistics(store),
        command_sync=CommandSync(store),
        change_log=ChangeLog(store, clock),
        housekeeping=Housekeeping(store, clock, keep_left_servers_days),
        privacy=Privacy(store, clock),
        editing=Editing(store, finder, ids, clock),
        history=History(store, ids, clock),
        suggestions=Suggestions(store, finder, ids, clock),
        review=Review(store, finder, clock, stale_after_days),
        fact_search=FactSearch(store, finder, clock),
        typed=KeptForms(store, ids, clock),
        importing=Importing(store, finder, ids, clock),
        exporting=Exporting(store, finder, clock),
        announcing=Announcements(store, finder, PostContent(store, clock), ids, clock),
        planning=Planner(store, ids, clock),
        watching=NewsWatch(store, ids, clock),
        delivering=Deliveries(store, telling, ids, clock),
        feeds=Feeds(store, finder, ids, clock, reader),
        clock=clock,
    )


def reference() -> str:
    """Six letters that tie what a person was told to what the log says."""
    return "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(6))


async def run(settings: Settings) -> None:
    """Run the bot on Discord until it is stopped. Raises StartupError for every way of not getting there."""
    api_base = str(settings.discord_api_base) if settings.discord_api_base else None
    async with open_app(
        settings.database,
        settings.packs,
        api_base=api_base,
        stale_after_days=settings.stale_after_days,
        keep_left_servers_days=settings.keep_left_servers_days,
        imdb_library=settings.imdb_library,
        tvmaze=Site(str(settings.tvmaze_url)),
    ) as client:
        try:
            await client.start(settings.token)
        except discord.LoginFailure as error:
            raise DiscordRefused(_BAD_TOKEN) from error
        except discord.PrivilegedIntentsRequired as error:
            raise DiscordRefused(
                "Discord refuses the intents that the bot asks for (servers and their messages). "
                "Check the application's page, under Bot."
            ) from error
        except discord.ConnectionClosed as error:
            if error.code == _TOKEN_REVOKED:
                raise DiscordRefused(_BAD_TOKEN) from error
            raise DiscordUnreachable(f"Discord closed the connection for good ({error.code}). Start again.") from error
        except (aiohttp.ClientError, discord.GatewayNotFound, OSError) as error:
            raise DiscordUnreachable(
                f"Discord can't be reached: {error}. Check this machine's network, and DISCORD_API_BASE if it is set."
            ) from error
        except discord.HTTPException as error:
            if error.status < _SERVER_ERRORS:
                raise DiscordRefused(f"Discord refuses a request of the bot: {error}.") from error
            raise DiscordUnreachable(f"Discord answers with an error: {error}. Try again later.") from error


async def run_demo(
    settings: Settings, announce: Callable[[str], None], *, open_browser: bool, may_reach: MayReach = is_public
) -> None:
    """Run the bot on a virtual server in a browser page until the visitor or the caller ends it."""
    if find_spec("simcord") is None:
        raise BadSettings(
            "The demo needs packages that are not installed; make run installs them. "
            "To run on Discord, put the bot's token into DISCORD_TOKEN."
        )
    from bot import demo  # the virtual server is only loaded for a demo

    # The virtual server is a new one each time and knows no commands yet.
    async with open_app(
        settings.demo_database,
        settings.packs,
        always_sync=True,
        examples=True,
        stale_after_days=settings.stale_after_days,
        keep_left_servers_days=settings.keep_left_servers_days,
        tvmaze=Site(str(settings.tvmaze_url)),
        may_reach=may_reach,
    ) as client:
        await demo.serve(client, port=settings.demo_port, announce=announce, open_browser=open_browser)
