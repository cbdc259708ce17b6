"""What the doctor asks Discord: whether the token, the intents, the permissions and the commands are as they must be.

It only reads, and opens no connection that would count as a start of the bot.
"""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias, cast

import aiohttp
import discord
from discord.http import Route

from bot import __version__
from bot.cli.machine_checkup import LOOK_AT_IT
from bot.discord_errors import is_json
from bot.domain.checkup import Checked, checked
from bot.errors import BadSettings, DiscordRefused, DiscordUnreachable
from bot.invite import PERMISSIONS, intents, invite_link
from bot.settings import Settings

COMMANDS = frozenset(
    "about announce ask cast director episode fact feed help news next privacy season setup spoilers suggest "
    "writer".split()
)
"""The names of the bot's commands, without those inside of a group."""
_ANSWER_WITHIN = 10.0
_MOST, _SERVERS_AT_ONCE, _MOST_SERVERS = 20, 200, 2000
_CLOCK_MAY_BE_OFF = timedelta(seconds=30)
_OK, _UNAUTHORIZED = 200, 401
_ADMINISTRATOR = discord.Permissions(administrator=True)
_GRANTED_BY = {
    "presences": ("Presence Intent", 1 << 12 | 1 << 13),
    "members": ("Server Members Intent", 1 << 14 | 1 << 15),
    "message_content": ("Message Content Intent", 1 << 18 | 1 << 19),
}
"""What privileged intents are called at Discord, and the flags of an application that has them."""
_TOKEN = "Copy the token again from the application's page, under Bot, and put it into DISCORD_TOKEN."
_WAY = "Check this machine's network and clock, and DISCORD_API_BASE if it is set. If Discord is down, wait."
_NO_TOKEN = "Put the bot's token into .env, after DISCORD_TOKEN=. Without one only the demo runs."
_INTENTS = "Turn them on at the application's page, under Bot."
_ENDPOINT = "Empty Interactions Endpoint URL at the application's page: with one, commands never reach the bot."
_STARTS = "Something starts the bot over and over: look into its log. It can start again then."
_CLOCK = "Let this machine's clock be set from the network (NTP): posts go out by it."
_RIGHTS = "Somebody who manages the server must give the bot's role these permissions, or invite it again: "
_SEND_AGAIN = (
    "Start the bot. If that does not help, have it send them again at its next start: "
    'sqlite3 casefile.db "DELETE FROM command_sync"'
)
_Json: TypeAlias = Mapping[str, Any]


class _NoAnswer(Exception):
    """Discord gave no answer that can be read; str() says what happened instead."""


class _Refused(Exception):
    """Discord does not accept the token."""


@dataclass(frozen=True, slots=True)
class _Answer:
    body: Any
    date: str | None


async def examine_discord(settings: Settings) -> AsyncGenerator[tuple[Checked, int]]:
    """Yield what was asked, with the exit code if anything is wrong with it."""
    if not settings.token:
        yield Checked("Discord", ("DISCORD_TOKEN is empty",), advice=_NO_TOKEN), BadSettings.exit_code
        return
    base = str(settings.discord_api_base or Route.BASE).rstrip("/")
    agent = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__}) Casefile/{__version__}"
    headers = {"Authorization": f"Bot {settings.token}", "User-Agent": agent}
    timeout = aiohttp.ClientTimeout(total=_ANSWER_WITHIN)
    async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
        try:
            async for found in _examine(_Api(session, base), hears_mentions=settings.mentions == "on"):
                yield found
        except _Refused:
            yield Checked("Discord", ("it does not accept the token",), advice=_TOKEN), DiscordRefused.exit_code
        except _NoAnswer as error:
            yield Checked("Discord", (str(error),), advice=_WAY), DiscordUnreachable.exit_code


class _Api:
    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def get(self, path: str) -> _Answer:
        """Return Discord's answer. Raises _Refused and _NoAnswer."""
        try:
            async with self._session.get(self._base + path, allow_redirects=False) as response:
                if not is_json(response.headers):
                    raise _NoAnswer(f"something other than Discord answered ({response.status})")
                body = await response.json()
                if response.status == _UNAUTHORIZED:
                    raise _Refused
                if response.status != _OK:
                    raise _NoAnswer(f"it answers {path} with an error ({response.status})")
                return _Answer(body, response.headers.get("Date"))
        except TimeoutError:
            raise _NoAnswer(f"it did not answer within {_ANSWER_WITHIN:.0f} seconds") from None
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise _NoAnswer(f"it can't be reached: {error or type(error).__name__}") from None


async def _examine(api: _Api, *, hears_mentions: bool) -> AsyncGenerator[tuple[Checked, int]]:
    answer = await api.get("/users/@me")
    yield Checked("Discord", well=f"it accepts the token of {answer.body['username']}"), DiscordRefused.exit_code
    yield _clock(answer.date, datetime.now(UTC)), LOOK_AT_IT
    application = (await api.get("/applications/@me")).body
    yield _intents(application, hears_mentions=hears_mentions), DiscordRefused.exit_code
    yield _endpoint(application), LOOK_AT_IT
    yield _starts((await api.get("/gateway/bot")).body), DiscordUnreachable.exit_code
    identity = int(application["id"])
    yield _servers(await _all_servers(api), identity), LOOK_AT_IT
    yield _commands((await api.get(f"/applications/{identity}/commands")).body), LOOK_AT_IT


def _clock(date: str | None, now: datetime) -> Checked:
    if date is None:
        return Checked("The clock", well="Discord's answer has no time to compare it with")
    off = now - parsedate_to_datetime(date)
    seconds = abs(off.total_seconds())
    words = f"it is {seconds:,.0f} seconds {'ahead of' if off > timedelta() else 'behind'} Discord's"
    well = f"it is within {_CLOCK_MAY_BE_OFF.seconds} seconds of Discord's"
    return checked("The clock", (words,) if abs(off) > _CLOCK_MAY_BE_OFF else (), _CLOCK, most=_MOST, well=well)


def _intents(application: _Json, *, hears_mentions: bool) -> Checked:
    asked = {name for name, on in intents(hears_mentions=hears_mentions) if on}
    flags = int(application.get("flags") or 0)
    faults = tuple(words for name, (words, flag) in _GRANTED_BY.items() if name in asked and not flags & flag)
    well = "none that Discord must grant is asked for" if asked.isdisjoint(_GRANTED_BY) else "all are granted"
    return checked("Intents", faults, _INTENTS, most=_MOST, well=well)


def _endpoint(application: _Json) -> Checked:
    address = application.get("interactions_endpoint_url")
    faults = (f"Discord sends them to {address}",) if address else ()
    return checked("Where commands go", faults, _ENDPOINT, most=_MOST, well="to the bot's own connection")


def _starts(gateway: _Json) -> Checked:
    limit = cast(_Json, gateway.get("session_start_limit") or {})
    remaining = int(limit.get("remaining", 1))
    wait = timedelta(milliseconds=int(limit.get("reset_after") or 0))
    faults = () if remaining else (f"Discord allows no more of them for {wait.total_seconds() / 3600:.1f} hours",)
    return checked("Starts", faults, _STARTS, most=_MOST, well=f"Discord allows {remaining:,} more today")


async def _all_servers(api: _Api) -> list[_Json]:
    found: list[_Json] = []
    while len(found) < _MOST_SERVERS:
        after = f"&after={found[-1]['id']}" if found else ""
        page = (await api.get(f"/users/@me/guilds?limit={_SERVERS_AT_ONCE}{after}")).body
        found += page
        if len(page) < _SERVERS_AT_ONCE:
            break
    return found


def _servers(servers: list[_Json], application: int) -> Checked:
    if not servers:
        faults, advice = ("the bot is in none",), f"Add it to yours: {invite_link(application)}"
    else:
        faults = tuple(
            f"{server['name']} ({server['id']}): the bot lacks {lack}" for server in servers if (lack := _lacks(server))
        )
        advice = _RIGHTS + invite_link(application)
    well = f"the bot is in {len(servers):,} and has the permissions that it asks for"
    return checked("Servers", faults, advice, most=_MOST, well=well)


def _lacks(server: _Json) -> str:
    """The permissions that the bot's roles lack in a server. Single channels may still differ."""
    has = discord.Permissions(int(server.get("permissions") or 0))
    if has.is_superset(_ADMINISTRATOR) or has.is_superset(PERMISSIONS):
        return ""
    missing = discord.Permissions(PERMISSIONS.value & ~has.value)
    return ", ".join(name.replace("_", " ").title() for name, on in missing if on)


def _commands(listed: list[_Json]) -> Checked:
    missing = sorted(COMMANDS - {str(command["name"]) for command in listed})
    faults = (f"Discord does not have {', '.join(f'/{name}' for name in missing)}",) if missing else ()
    return checked("Commands", faults, _SEND_AGAIN, most=_MOST, well=f"Discord has all {len(COMMANDS)}")
