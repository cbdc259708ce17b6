"""The discord.py bot: it loads every cog, sends its commands to Discord, and hands errors to one place."""

import asyncio
import logging
import pkgutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.answering import Answering
from bot.discord_errors import TROUBLE, in_words
from bot.domain.notices import LogChanged
from bot.domain.shards import UNDIVIDED, Shards
from bot.ending import cancel
from bot.failures import Failures
from bot.invite import intents, invite_link
from bot.meter import NO_METER, Meter
from bot.occasion import current_occasion
from bot.outbox.announcer import Announcer
from bot.outbox.callbacks import callbacks
from bot.outbox.channels import channel_of, places_of
from bot.outbox.commands import CommandSender
from bot.outbox.decisions import DecisionNotices
from bot.outbox.deliverer import Deliverer
from bot.outbox.follower import Follower
from bot.outbox.greeter import Greeter
from bot.outbox.identifying import Identifying, ask_gateway
from bot.outbox.listener import Listener
from bot.outbox.log_poster import LogPoster
from bot.outbox.pacing import paced
from bot.outbox.reactions import Reactions
from bot.outbox.watcher import Watcher
from bot.steady import SteadyBot
from bot.ui.card import Card
from bot.ui.facts.suggestion import suggestion_card
from bot.ui.members import MemberNames
from bot.ui.modals import Form
from bot.wiring import Services

_log = logging.getLogger(__name__)
_COGS = "cogs"
_LOGGERS = ("discord.app_commands.tree", "discord.client")  # those that log errors with their traceback
_FORMS = {
    discord.InteractionType.application_command: "command",
    discord.InteractionType.autocomplete: "completion",
    discord.InteractionType.component: "button",
    discord.InteractionType.modal_submit: "form",
}
_LONGEST_LIMIT = 60.0  # the longest wait for one of Discord's limits within the library, in seconds


@dataclass(frozen=True, slots=True)
class FormType:
    """A kind of form, registered under its name.

    `read` makes the form from its custom id (None if it can't). `take` handles a form that was sent, with the values of
    its fields by name.
    """

    read: Callable[[str], Form | None]
    take: Callable[[Any, Any, dict[str, str]], Awaitable[None]]


class Tree(app_commands.CommandTree["Casefile"]):
    """Begins every command and completion, and hands every error of a command to `Failures`, which answers it."""

    async def interaction_check(self, interaction: discord.Interaction["Casefile"], /) -> bool:
        return await self.client.begin(interaction)

    async def on_error(self, interaction: discord.Interaction["Casefile"], error: app_commands.AppCommandError) -> None:
        await self.client.failures.answer(interaction, error)


class Casefile(SteadyBot):
    """The bot. It owns nothing that must be closed: the store is opened before it and closed after it.

    Each feature in `cogs` adds its handlers to `button_handlers`, by the action in a button's custom id, and its
    forms to `forms`, by name.

    `shards` are those of this process; without them it has as many as Discord asks for. `paces`: it keeps to its share
    of the requests that Discord allows.
    """

    def __init__(
        self,
        services: Services,
        failures: Failures,
        *,
        api_base: str | None = None,
        always_sync: bool = False,
        hears_mentions: bool = True,
        shards: Shards | None = None,
        paces: bool = True,
        meter: Meter = NO_METER,
    ) -> None:
        self.hears_mentions = hears_mentions
        self.token_refused = asyncio.Event()
        self.excluded_by: str | None = None
        self._excluded = asyncio.Event()
        super().__init__(
            failures,
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(hears_mentions=hears_mentions),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
            max_messages=None,
            chunk_guilds_at_startup=False,
            http_trace=paced(self.token_refused.set, (shards.share if shards else 1.0) if paces else None),
            max_ratelimit_timeout=_LONGEST_LIMIT,
        )
        self.services = services
        self.meter = meter
        self.button_handlers: dict[str, Callable[[Any], Awaitable[None]]] = {}
        self.forms: dict[str, FormType] = {}
        self.names = MemberNames()
        self.answering = Answering()
        self.log = LogPoster(services.servers.change_log, self.get_partial_messageable, self._suggestion_card)
        self.decisions = DecisionNotices(services.facts.suggestions, self, self._name_of)
        services.posts.content.places_of = self._places_of
        deliveries = services.posts.deliveries
        self.announcer = Announcer(
            services.posts.planner,
            deliveries,
            Deliverer(deliveries, self, services.clock, self.wait_until_known),
            self,
            services.clock,
            self.knows_servers,
        )
        self.watcher = Watcher(services.posts.news_watch, self.announcer.wake)
        self.follower = Follower(services.feeds)
        self.greeter = Greeter(services.servers.greetings, self, hears_mentions=hears_mentions)
        self._own_shards = shards
        self._mine = shards or UNDIVIDED
        self.reactions = Reactions(
            self.announcer, self.watcher, self.log, self.decisions, self.greeter, self._mine.have
        )
        self._listener = Listener(services.has_changed_elsewhere, self._follow_others)
        services.after_commit(self.reactions.react)
        self._api_base = api_base
        self._identifying: Identifying | None = None
        self._commands = CommandSender(services.servers, always=always_sync)
        self._is_served = False
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(_in_a_line)
        if api_base is not None:
            Route.BASE = api_base.rstrip("/")

    async def setup_hook(self) -> None:
        for extension in pkgutil.iter_modules(pkgutil.resolve_name(_COGS).__path__, f"{_COGS}."):
            try:
                await self.load_extension(extension.name)
            except commands.ExtensionFailed as failed:
                raise failed.original from failed  # its own words say what is wrong
        assert self.application_id is not None
        if self._is_served:
            await self._ask_gateway(self.application_id)
        await self._commands.send(self.tree, self.application_id)
        self.announcer.start()
        self.watcher.start()
        self.follower.start()
        if not self._mine.are_all:
            self._listener.start()

    async def _ask_gateway(self, application: int) -> None:
        says = await ask_gateway(self.http)
        if self._api_base is not None:
            # The library has a fixed address for the gateway; another API names its own.
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(says.address)
        shards = self._own_shards or Shards.all_of(says.shards)
        if shards.count > 1:
            self._identifying = Identifying(self.services.servers.leases, application, says.at_once)
            self.divide(shards, says.at_once, self._identifying.near)
            _log.info("This process has %s; Discord asks for %s.", shards, says.shards)
            if says.remaining < len(shards.ids):
                _log.warning("Discord opens only %s more sessions today.", says.remaining)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Wait until Discord lets a shard in, whatever other shards and processes do."""
        if self._identifying is None or shard_id is None:
            await super().before_identify_hook(shard_id, initial=initial)
            return
        await self._identifying.turn(shard_id)
        self.let_in(shard_id)

    async def serve(self, token: str) -> None:
        """Run on Discord until this is cancelled; then finish what is under way, and close. Raises what `start` raises.

        It ends too if Discord refuses the token: nothing can be sent then, and what is due waits in the store; and if a
        later Casefile needs the database for itself. Until it has closed, it stays connected: people who use it
        meanwhile read that it is restarting.
        """
        self._is_served = True
        async with callbacks(self.meter):
            running = asyncio.create_task(self.start(token))
            ends = [asyncio.create_task(event.wait()) for event in (self.token_refused, self._excluded)]
            try:
                await asyncio.wait({running, *ends}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                if not self.ready_shards:  # nothing is under way yet
                    await cancel(running)
                await self.close()
                await cancel(running, *ends)
        if not running.cancelled():
            await running

    def exclude(self, schema: str) -> None:
        """End soon: a later Casefile has brought the database to a schema that this one can't use."""
        self.excluded_by = schema
        self._excluded.set()

    async def close(self) -> None:
        """Finish what is under way within a few seconds, begin nothing new, and close everything in order."""
        if not self.work.has_ended:
            _log.info("Stopping.")
        self.answering.close()
        try:
            loops = (self.announcer.stop(), self.watcher.stop(), self.follower.stop(), self._listener.stop())
            await asyncio.gather(self.work.end(), *loops, self.reactions.close())
        finally:
            await super().close()

    async def _follow_others(self) -> None:
        """Look what there is to do since another process changed something."""
        self.announcer.wake()
        self.watcher.wake()
        await self.decisions.load()
        waiting = await self.services.servers.change_log.servers_due()
        self.reactions.react([LogChanged(guild) for guild in waiting])

    async def _suggestion_card(self, guild: int, revision: int) -> Card:
        card = suggestion_card(await self.services.facts.suggestions.view(guild, revision))
        self.names.put_into(card.embed)
        return card

    async def begin(self, interaction: discord.Interaction["Casefile"]) -> bool:
        """Return whether an interaction may be carried out; if not, the person has read why."""
        self.names.learn(interaction.user)
        _name_occasion(interaction)
        return await self.work.begin(interaction)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Leave out what no listener would do anything about: each of them is a task of its own."""
        match event_name:
            case "interaction":  # only forms are taken from it
                heard = args[0].type is discord.InteractionType.modal_submit
            case "socket_event_type":  # comes with every event
                heard = False
            case "app_command_completion":
                heard = self.decisions.waits(args[0].user.id)
            case _:
                heard = True
        if heard:
            super().dispatch(event_name, *args, **kwargs)

    def _name_of(self, guild: int) -> str:
        known = self.get_guild(guild)
        return known.name if known else "a server"

    async def _places_of(self, guild: int, channel: int) -> tuple[int, ...]:
        """Return the places whose boundaries hold in a channel; a thread may be archived, so that Discord is asked."""
        known = self.get_guild(guild)
        return places_of(await channel_of(known, channel) if known else None) or (channel,)

    async def on_ready(self) -> None:
        _log.info("Ready in %s servers as %s.", len(self.guilds), self.user)
        if self._is_served and self.application_id is not None:  # a virtual server needs no invitation
            _log.info("To add me to a server, open %s", invite_link(self.application_id))

    async def on_message(self, message: discord.Message, /) -> None:
        """Ignore messages: all commands are slash commands, and `cogs.answers.in_words` answers mentions."""


def _in_a_line(record: logging.LogRecord) -> bool:
    """Log trouble with Discord in one line: its traceback only shows where the library was at that moment."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, TROUBLE):
        record.msg, record.args = f"{record.getMessage()}: {in_words(error)}", ()
        record.exc_info = None
    return True


def _name_occasion(interaction: discord.Interaction[Any]) -> None:
    """Say what sort of interaction the current occasion is. Names are the tree's own, of which there are few."""
    if (now := current_occasion()) is not None:
        now.form = _FORMS.get(interaction.type, "")
        now.command = interaction.command.qualified_name if interaction.command else ""
