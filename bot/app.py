"""The composition root. It opens the database first and closes it last, around the bot."""

import asyncio
import gc
import logging
import secrets
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

import aiohttp
import discord
from discord.utils import utcnow

from bot import __version__
from bot.client import Casefile
from bot.discord_errors import Meaning, meaning_of
from bot.domain.outages import Unwritable
from bot.domain.releases import changed_between, is_older, read_change_log
from bot.domain.shards import UNDIVIDED, Shards
from bot.errors import (
    BadSettings,
    DatabaseNewer,
    DatabaseUnreachable,
    DiscordRefused,
    DiscordUnreachable,
    StartupError,
    StoreTrouble,
    StoreUnwritable,
)
from bot.failures import Failures
from bot.meter import NO_METER, Meter
from bot.services.servers.installation import Versions
from bot.settings import Settings
from bot.store.address import Address
from bot.web.addresses import MayReach, is_public
from bot.web.tvmaze import Site
from bot.wiring import Options, open_services

if TYPE_CHECKING:
    from bot.monitoring import Monitoring

_log = logging.getLogger(__name__)
_PATIENCE, _TRY_AGAIN = 120.0, 2.0  # seconds
_BAD_TOKEN = (
    "Discord does not accept the token. Copy it again from the application's page, under Bot, "
    "and put it into DISCORD_TOKEN."
)
_REFUSED_INTENTS = (
    "Discord refuses the intents that the bot asks for (servers and their messages). "
    "Check the application's page, under Bot."
)
_CLOSED_FOR_GOOD = {
    4004: _BAD_TOKEN,  # it was reset while the bot ran
    4010: "Discord refuses the part of the servers that a connection asks for (a shard). Check SHARD_COUNT and "
    "SHARD_IDS; if neither is set, check DISCORD_API_BASE.",
    4011: "The bot is in more servers than Discord serves over as few connections (about 2,500 each). Start again: "
    "without SHARD_COUNT it then has as many shards as Discord asks for. With it, set a higher number in each process.",
    4012: "Discord no longer serves the version of its gateway that this Casefile uses. Update Casefile.",
    4013: "Discord does not know the intents that this Casefile asks for. Update Casefile; if it is the newest, "
    "report this.",
    4014: _REFUSED_INTENTS,
}
"""What the gateway's close codes mean after which it takes no new connection."""
_CHANGE_LOG = Path(__file__).parents[1] / "docs" / "CHANGELOG.md"
# Clear to read out over the phone: no 0 and O, no 1 and I.
_REFERENCE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


@asynccontextmanager
async def open_app(
    database: Address,
    packs: Path,
    *,
    clock: Callable[[], datetime] = utcnow,
    api_base: str | None = None,
    always_sync: bool = False,
    hears_mentions: bool = True,
    shards: Shards | None = None,
    paces: bool = True,
    meter: Meter = NO_METER,
    **options: Unpack[Options],
) -> AsyncGenerator[Casefile]:
    """Open the services and yield the bot, ready to start. Raises what `open_services` raises."""
    async with (
        open_services(database, packs, clock=clock, shards=shards or UNDIVIDED, **options) as services,
        Casefile(
            services,
            Failures(reference, meter),
            api_base=api_base,
            always_sync=always_sync,
            hears_mentions=hears_mentions,
            shards=shards,
            paces=paces,
            meter=meter,
        ) as client,
    ):
        # What is loaded by this point is never freed, so the collector can skip it.
        gc.collect()
        gc.freeze()
        yield client


def reference() -> str:
    """Return six letters that link the answer a person got to its entry in the log."""
    return "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(6))


async def run(settings: Settings, *, patience: float = _PATIENCE) -> None:
    """Run the bot on Discord until it is stopped. Raises a StartupError if it can't start.

    While the database's server can't be reached, the start is tried again for so many seconds: it may only be
    starting too. Once it has started, the bot lives through that.
    """
    ends = time.monotonic() + patience
    waits = False
    while True:
        try:
            return await _run(settings)
        except (DatabaseUnreachable, StoreUnwritable) as error:
            if getattr(error, "why", Unwritable.UNREACHABLE) is not Unwritable.UNREACHABLE or time.monotonic() > ends:
                raise
            if not waits:
                _log.warning("%s The start is tried again for %.0f seconds.", error, patience)
            waits = True
            await asyncio.sleep(_TRY_AGAIN)


async def _run(settings: Settings) -> None:
    api_base = str(settings.discord_api_base) if settings.discord_api_base else None
    monitoring = _monitoring(settings)
    async with open_app(
        settings.database,
        settings.packs,
        api_base=api_base,
        hears_mentions=settings.mentions == "on",
        shards=settings.shards,
        paces=settings.pacing == "on",
        meter=monitoring.meter if monitoring else NO_METER,
        stale_after_days=settings.stale_after_days,
        keep_left_servers_days=settings.keep_left_servers_days,
        imdb_library=settings.imdb_library,
        tvmaze=Site(str(settings.tvmaze_url)),
    ) as client:
        await _say_version(client.services.servers.versions)
        try:
            async with monitoring.watching(client) if monitoring else nullcontext():
                await client.serve(settings.token)
            if client.token_refused.is_set():
                raise DiscordRefused(_BAD_TOKEN)
            if client.excluded_by is not None:
                raise DatabaseNewer(settings.database, client.excluded_by)
        except discord.LoginFailure as error:
            # The library takes every 401 for a refusal, a proxy's too.
            raise _at_start(error.__cause__ or error) from error
        except discord.PrivilegedIntentsRequired as error:
            raise DiscordRefused(_REFUSED_INTENTS) from error
        except discord.ConnectionClosed as error:
            if error.code in _CLOSED_FOR_GOOD:
                raise DiscordRefused(_CLOSED_FOR_GOOD[error.code]) from error
            raise DiscordUnreachable(f"Discord closed the connection for good ({error.code}). Start again.") from error
        except (aiohttp.ClientError, discord.GatewayNotFound, OSError) as error:
            raise DiscordUnreachable(
                f"Discord can't be reached: {error}. Check this machine's network, and DISCORD_API_BASE if it is set."
            ) from error
        except (discord.HTTPException, discord.RateLimited) as error:
            raise _at_start(error) from error


async def _say_version(versions: Versions) -> None:
    """Log the version that runs, and what it changed since the one that ran before."""
    _log.info("This is Casefile %s.", __version__)
    try:
        before = await versions.start(__version__)
    except StoreTrouble:  # logged by the store; it is only said once more at the next start
        return
    if before is None:
        return
    if is_older(__version__, before):
        _log.warning("The version that ran before was newer: %s.", before)
        return
    try:
        text = await asyncio.to_thread(_CHANGE_LOG.read_text, encoding="utf-8")
    except OSError as error:
        _log.warning("What changed since %s can't be read: %s", before, error)
        return
    for release in changed_between(read_change_log(text), before, __version__):
        for change in release.changes:
            _log.info("New since %s, with %s: %s", before, release.version, change)


def _monitoring(settings: Settings) -> "Monitoring | None":
    if settings.metrics_port is None:
        return None
    from bot.monitoring import Monitoring  # the library of Prometheus is only loaded where somebody watches

    return Monitoring(settings.metrics_host, settings.metrics_port)


def _at_start(error: BaseException) -> StartupError:
    """Return what it means for the start that Discord answers with an error."""
    match meaning_of(error):
        case Meaning.TOKEN:
            return DiscordRefused(_BAD_TOKEN)
        case Meaning.WAY:
            return DiscordUnreachable(f"Discord answers with an error: {error}. Try again later.")
        case _:
            return DiscordRefused(f"Discord refuses a request of the bot: {error}.")


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

    outside = demo.Outside()
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
        outside=outside,
    ) as client:
        await demo.serve(client, outside, port=settings.demo_port, announce=announce, open_browser=open_browser)
