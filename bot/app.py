"""The composition root. It opens the database first and closes it last, around the bot."""

import gc
import logging
import secrets
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Unpack

import aiohttp
import discord
from discord.utils import utcnow

from bot.client import Casefile
from bot.discord_errors import Meaning, meaning_of
from bot.errors import BadSettings, DiscordRefused, DiscordUnreachable, StartupError
from bot.failures import Failures
from bot.settings import Settings
from bot.store.address import Address
from bot.web.addresses import MayReach, is_public
from bot.web.tvmaze import Site
from bot.wiring import Options, open_services

_log = logging.getLogger(__name__)
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
    4010: "Discord refuses the part of the servers that this connection asks for (a shard). Casefile asks for none, so "
    "something between it and Discord does: check DISCORD_API_BASE.",
    4011: "The bot is in more servers than Discord serves over one connection (about 2,500), and Casefile uses only "
    "one. Take the bot out of servers that don't use it, or run a second application for some of them.",
    4012: "Discord no longer serves the version of its gateway that this Casefile uses. Update Casefile.",
    4013: "Discord does not know the intents that this Casefile asks for. Update Casefile; if it is the newest, "
    "report this.",
    4014: _REFUSED_INTENTS,
}
"""What the gateway's close codes mean after which it takes no new connection."""
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
    **options: Unpack[Options],
) -> AsyncGenerator[Casefile]:
    """Open the services and yield the bot, ready to start. Raises what `open_services` raises."""
    async with (
        open_services(database, packs, clock=clock, **options) as services,
        Casefile(
            services,
            Failures(reference),
            api_base=api_base,
            always_sync=always_sync,
            hears_mentions=hears_mentions,
        ) as client,
    ):
        # What is loaded by this point is never freed, so the collector can skip it.
        gc.collect()
        gc.freeze()
        yield client


def reference() -> str:
    """Return six letters that link the answer a person got to its entry in the log."""
    return "".join(secrets.choice(_REFERENCE_LETTERS) for _ in range(6))


async def run(settings: Settings) -> None:
    """Run the bot on Discord until it is stopped. Raises a StartupError if it can't start."""
    api_base = str(settings.discord_api_base) if settings.discord_api_base else None
    async with open_app(
        settings.database,
        settings.packs,
        api_base=api_base,
        hears_mentions=settings.mentions == "on",
        stale_after_days=settings.stale_after_days,
        keep_left_servers_days=settings.keep_left_servers_days,
        imdb_library=settings.imdb_library,
        tvmaze=Site(str(settings.tvmaze_url)),
    ) as client:
        try:
            await client.serve(settings.token)
            if client.token_refused.is_set():
                raise DiscordRefused(_BAD_TOKEN)
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
