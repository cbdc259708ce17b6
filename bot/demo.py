"""The bot on a virtual Discord server, shown in a browser page on this computer."""

from __future__ import annotations

import asyncio
import errno
import logging
import re
import threading
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar, cast

import discord

from bot.errors import BadInput, PortTaken

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, GuildHandle, MemberActor, Preview

    from bot.client import Casefile

log = logging.getLogger(__name__)

SERVER = "Marble Street Fans"
CHANNEL = "season-talk"
SHOW = "Jessica Jones"
OTHER_SHOW = "Night Ferry"
FAN = "Robin"
MODERATOR = "Sam"
BOT_NAME = "Casefile"
WELCOME = (
    "Hello! Type `/` in the box below and pick a command, for example `/cast`. I suggest names as you type. "
    f"You are {FAN}, a fan. Choose {MODERATOR} under **Viewing as** to see what a moderator can do. "
    f"This server is about *{SHOW}*. As {MODERATOR}, you can switch it to *{OTHER_SHOW}*, an invented show, "
    "with `/setup show`."
)

_BOT_BY_NAME = re.compile(rf"@{BOT_NAME}\b", re.IGNORECASE)

TICK = 1.0
"""Seconds between two updates of the virtual clock."""

REPAINT = 30.0
"""Seconds after which an idle page is redrawn, so that "2 minutes ago" stays true."""


_T = TypeVar("_T")


class Outside:
    """Waits for other sites, whose answers take real time, which the virtual clock doesn't measure."""

    def __init__(self) -> None:
        self._env: Env | None = None

    def use(self, env: Env) -> None:
        """Announce every later wait to this virtual server."""
        self._env = env

    async def __call__(self, work: Awaitable[_T]) -> _T:
        if self._env is None:
            return await work
        return cast(_T, await self._env.external_wait(work, reason="TVmaze answers in its own time"))


async def serve(
    client: Casefile,
    outside: Outside,
    *,
    port: int,
    announce: Callable[[str], None],
    open_browser: bool,
) -> None:
    """Show `client` in a browser page until it is cancelled or the visitor ends it.

    The client must not have been started; its `setup_hook` runs here, and the caller
    closes the client afterwards. `announce` gets the lines with the page's
    address, which is a secret: anybody who knows it can act in the page.

    Raises `PortTaken` if another program listens on `port`.
    """
    # Imported here because a bot with a token never needs the virtual server.
    from simcord import Env

    env = Env(client, check_errors=False)
    outside.use(env)
    world = _build(env)
    await env.start()
    try:
        await _choose_show(client, world)
        await _greet(client, world)
        await _present(env, world, port=port, announce=announce, open_browser=open_browser)
    finally:
        await env.shutdown()


@dataclass(frozen=True, slots=True)
class _World:
    guild: GuildHandle
    channel: ChannelHandle
    fan: MemberActor
    moderator: MemberActor


def _build(env: Env) -> _World:
    # Must come before the bot is attached: moving the clock later would run every timer
    # up to then. No public call sets it at this point.
    env.backend.advance_clock(_lag(env))
    # Renaming the bot while it runs would leave the old name in its cache.
    env.backend.bot_user.name = BOT_NAME
    guild = env.create_guild(SERVER)
    channel = guild.create_text_channel(CHANNEL, topic="Who plays which character, and how sure that is")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True), hoist=True)
    fan = guild.add_member(env.create_user(FAN))
    moderator = guild.add_member(env.create_user(MODERATOR), roles=[moderators])
    return _World(guild, channel, fan, moderator)


def _lag(env: Env) -> float:
    """Return by how many seconds the virtual clock is behind the real one."""
    return (datetime.now(UTC) - env.now()).total_seconds()


def _timezone() -> str:
    """Return this computer's time zone if it is a whole number of hours from UTC, else UTC."""
    offset = datetime.now().astimezone().utcoffset()
    seconds = int(offset.total_seconds()) if offset else 0
    # The signs of these names are inverted: Etc/GMT-2 is two hours ahead of UTC.
    return "UTC" if not seconds or seconds % 3600 else f"Etc/GMT{-seconds // 3600:+d}"


async def _choose_show(client: Casefile, world: _World) -> None:
    """Choose the shipped show for the server, unless a visitor has chosen one before."""
    servers = client.services.servers.choices
    if (await servers.get(world.guild.id)).show is None:
        with suppress(BadInput):  # another folder of packs may not have it
            await servers.choose_show(world.guild.id, SHOW, client.services.clock().date())


async def _greet(client: Casefile, world: _World) -> None:
    """Post how to start."""
    channel = client.get_channel(world.channel.id)
    if isinstance(channel, discord.TextChannel):
        await channel.send(WELCOME)


async def _present(
    env: Env,
    world: _World,
    *,
    port: int,
    announce: Callable[[str], None],
    open_browser: bool,
) -> None:
    preview = env.preview(
        world.channel,
        viewers=[world.fan, world.moderator],
        layout="channel",
        timezone=_timezone(),
        port=port,
    )
    turns = asyncio.Lock()
    _take_turns(env, preview, turns)
    await _enter(preview, port)
    clock = asyncio.create_task(_run_clock(env, preview, turns))
    try:
        _announce(preview.url, announce, open_browser=open_browser)
        await preview.wait_closed()
    finally:
        clock.cancel()
        with suppress(asyncio.CancelledError):
            await clock
        await preview.close()


async def _enter(preview: Preview, port: int) -> None:
    from simcord import SetupError

    try:
        await preview.__aenter__()
    except SetupError as error:
        cause = error.__cause__
        if isinstance(cause, OSError) and cause.errno == errno.EADDRINUSE:
            raise PortTaken(port) from error
        raise


def _announce(url: str, announce: Callable[[str], None], *, open_browser: bool) -> None:
    announce(f"Casefile is on a virtual Discord server in your browser: {url}")
    announce("The address holds a key to the page, so keep it to yourself. Ctrl-C ends the demo.")
    if open_browser:
        # Some browsers block their caller until they are closed.
        threading.Thread(target=_open_browser, args=(url,), daemon=True).start()


def _open_browser(url: str) -> None:
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(url)


def _take_turns(env: Env, preview: Preview, turns: asyncio.Lock) -> None:
    """Make a visitor's action wait for the clock instead of failing because of it."""
    # The virtual server refuses an operation while another is active, and an action on
    # an outdated drawing of the page. It has no public way to wait for either, so its
    # entry for actions is wrapped, and the list of its open pages is read.
    act: Callable[..., Awaitable[dict[str, Any]]] = preview._action  # pyright: ignore[reportPrivateUsage]

    async def action(context_id: str | None, body: Any) -> dict[str, Any]:
        async with turns:
            page = preview._pages.get(context_id or "")  # pyright: ignore[reportPrivateUsage]
            if page is not None and isinstance(body, dict):
                body = _as_on_discord(cast(dict[str, Any], body), page.revision, _mention(env))
            return await act(context_id, body)

    preview._action = action  # pyright: ignore[reportPrivateUsage]


def _mention(env: Env) -> str:
    return env.bot.user.mention if env.bot.user else ""


def _as_on_discord(body: dict[str, Any], revision: int, mention: str) -> dict[str, Any]:
    """Return the action `body`, changed in two ways to behave like Discord's own client."""
    if "published_revision" in body:
        # A new message in the channel does not invalidate what is pressed or typed. It is
        # still checked that the control exists.
        body = {**body, "published_revision": revision}
    content = body.get("content")
    if body.get("kind") == "send_message" and isinstance(content, str):
        body = {**body, "content": _BOT_BY_NAME.sub(mention, content)}
    return body


async def _run_clock(env: Env, preview: Preview, turns: asyncio.Lock) -> None:
    """Keep the virtual clock at the real time, and redraw the page after the bot did something by itself."""
    drawn_requests, drawn_at = 0, env.now()
    while True:
        await asyncio.sleep(TICK)
        async with turns:
            try:
                await env.advance_time(max(0.0, _lag(env)))
                requests = len(env.http_requests)
                idle = (env.now() - drawn_at).total_seconds()
                if requests != drawn_requests or idle >= REPAINT:
                    await preview.refresh()
                    drawn_requests, drawn_at = requests, env.now()
            except Exception:
                # A handler that hangs or fails must not stop the clock for the others.
                log.warning("The demo's clock missed a tick", exc_info=True)
