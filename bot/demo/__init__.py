"""The bot on a virtual Discord server, shown in a browser page on this computer."""

from __future__ import annotations

import asyncio
import errno
import logging
import threading
import webbrowser
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast

import discord

from bot.demo.posters import StandIns
from bot.demo.visits import BOT_NAME, PATIENCE, Timers, lag, run_clock, take_turns
from bot.errors import BadInput, PortTaken, UserError

if TYPE_CHECKING:
    from simcord import ChannelHandle, Env, GuildHandle, MemberActor, Preview

    from bot.client import Casefile

log = logging.getLogger(__name__)

SERVER = "Marble Street Fans"
CHANNEL = "season-talk"
NEWS_CHANNEL = "announcements"
EPISODE_CHANNEL = "episode-3"
SHOW = "Jessica Jones"
OTHER_SHOW = "Night Ferry"
FAN = "Kim"
MODERATOR = "Sam"
BEGINNER = "Robin"
SEEN = "S01E03"
QUESTION = "is Trish back in season 3?"
WELCOME = (
    f"Hello! I answer questions about *{SHOW}*. Ask below in your own words: `@{BOT_NAME} {QUESTION}`\n"
    "Or press one of these, or type `/` and pick a command.\n"
    f"You are {FAN}, a fan. Choose {MODERATOR} under **Viewing as** to see what a moderator can do, such as switching "
    f"this server to *{OTHER_SHOW}*, an invented show, with `/setup show`."
)
NEWS_WELCOME = (
    f"I post here by myself, on time and only once. As {MODERATOR}, add some confirmed news with `/fact add`: it is "
    "announced here within seconds. `/announce list` shows what is due."
)
EPISODE_WELCOME = (
    f"Here nobody is shown anything beyond {SEEN}: a moderator set that with `/setup spoilers`. Press a question, or "
    f"ask one. {BEGINNER} has seen as much, and gets such answers in every channel: choose {BEGINNER} under "
    "**Viewing as**. Say how far you have watched with `/spoilers seen`."
)

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
    timers = Timers(env)
    world = _build(env)
    await client.services.servers.greetings.found(world.guild.id)  # the demo has a greeting of its own
    await env.start()
    try:
        await _choose_show(client, world)
        await _set_boundaries(client, world)
        await _greet(client, world)
        timers.hold(PATIENCE)
        await _present(env, world, port=port, announce=announce, open_browser=open_browser)
    finally:
        await env.shutdown()


@dataclass(frozen=True, slots=True)
class _World:
    guild: GuildHandle
    channel: ChannelHandle
    news: ChannelHandle
    episode: ChannelHandle
    fan: MemberActor
    moderator: MemberActor
    beginner: MemberActor


def _build(env: Env) -> _World:
    # Must come before the bot is attached: moving the clock later would run every timer
    # up to then. No public call sets it at this point.
    env.backend.advance_clock(lag(env))
    # Renaming the bot while it runs would leave the old name in its cache.
    env.backend.bot_user.name = BOT_NAME
    guild = env.create_guild(SERVER)
    channel = guild.create_text_channel(CHANNEL, topic="Who plays which character, and how sure that is")
    moderators = guild.create_role("Moderators", permissions=discord.Permissions(manage_guild=True), hoist=True)
    fan = guild.add_member(env.create_user(FAN))
    moderator = guild.add_member(env.create_user(MODERATOR), roles=[moderators])
    # The last to be made, so that all others have the ids that are in the databases of earlier demos.
    news = guild.create_text_channel(NEWS_CHANNEL, topic="What the bot posts by itself")
    episode = guild.create_text_channel(EPISODE_CHANNEL, topic=f"No further than {SEEN}")
    beginner = guild.add_member(env.create_user(BEGINNER))
    return _World(guild, channel, news, episode, fan, moderator, beginner)


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


async def _set_boundaries(client: Casefile, world: _World) -> None:
    """Let a channel and a member go no further than an episode, unless a visitor has set any boundary before."""
    spoilers, guild = client.services.spoilers, world.guild.id
    if (await spoilers.boundaries_of(guild)).places:
        return
    with suppress(UserError):  # another folder of packs may not have the show
        await spoilers.set_for(guild, SEEN, world.episode.id, SHOW)
        await spoilers.seen(guild, world.beginner.id, SEEN, SHOW)


async def _greet(client: Casefile, world: _World) -> None:
    """Post how to start, and let announcements be made."""
    # Imported here because a bot with a token never needs them.
    from bot.demo import greeting

    client.add_dynamic_items(greeting.Go)
    others = ((NEWS_CHANNEL, world.news.id), (EPISODE_CHANNEL, world.episode.id))
    back = greeting.go_to(CHANNEL, world.channel.id)
    await greeting.greet(client, world.channel.id, WELCOME, [greeting.go_to(*other) for other in others])
    await greeting.welcome(client, world.news.id, NEWS_WELCOME, [back])
    await greeting.covered(client, world.episode.id, EPISODE_WELCOME, [back])
    await greeting.announce(client, world.guild.id, world.news.id, world.moderator.id)


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
        viewers=[world.fan, world.moderator, world.beginner],
        layout="channel",
        timezone=_timezone(),
        port=port,
    )
    # Its public list of such files is fixed when it starts, but shows come later too.
    preview._explicit_assets = StandIns()  # pyright: ignore[reportPrivateUsage]
    turns = asyncio.Lock()
    channels = (world.channel, world.news, world.episode)
    take_turns(env, preview, turns, {channel.id: channel for channel in channels})
    await _enter(preview, port)
    clock = asyncio.create_task(run_clock(env, preview, turns))
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
