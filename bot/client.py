"""The discord.py bot: which cogs it loads, when it sends its commands to Discord, and where its errors go."""

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.failures import Failures
from bot.outbox.announcer import Announcer
from bot.outbox.decisions import DecisionNotices
from bot.outbox.deliverer import Deliverer
from bot.outbox.follower import Follower
from bot.outbox.log_poster import LogPoster
from bot.outbox.pacing import paced
from bot.services.announcements.announcements import Announcements
from bot.services.answers.answers import Answers
from bot.services.facts.editing import Editing
from bot.services.facts.forms.kept import TypedForms
from bot.services.facts.history import History
from bot.services.facts.review import Review
from bot.services.facts.search import FactSearch
from bot.services.facts.suggestions import Suggestions
from bot.services.feeds.feeds import Feeds
from bot.services.files.exporting import Exporting
from bot.services.files.importing import Importing
from bot.services.names.completions import Completions
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
from bot.services.shows.lookups import Shows
from bot.ui.card import Card
from bot.ui.facts.suggestion import suggestion_card
from bot.ui.members import MemberNames

_log = logging.getLogger(__name__)
_LONGEST_LIMIT = 60.0  # seconds for which a request waits within the library for one of Discord's limits

COGS = (
    "cogs.answers.cast",
    "cogs.answers.episodes",
    "cogs.answers.news",
    "cogs.answers.buttons",
    "cogs.setup",
    "cogs.shows.refreshing",
    "cogs.about",
    "cogs.facts.commands",
    "cogs.shared.buttons",
    "cogs.shared.forms",
    "cogs.facts.suggesting",
    "cogs.log",
    "cogs.upkeep",
    "cogs.facts.imports",
    "cogs.announcements.commands",
    "cogs.feeds.commands",
)


@dataclass(frozen=True, slots=True)
class Services:
    """What cogs are built from; each takes only what it uses."""

    answers: Answers
    completions: Completions
    servers: Servers
    shows: Shows
    imdb: ImdbLibrary
    statistics: Statistics
    command_sync: CommandSync
    change_log: ChangeLog
    housekeeping: Housekeeping
    editing: Editing
    history: History
    suggestions: Suggestions
    review: Review
    fact_search: FactSearch
    typed: TypedForms
    privacy: Privacy
    importing: Importing
    exporting: Exporting
    announcing: Announcements
    planning: Planner
    watching: NewsWatch
    delivering: Deliveries
    feeds: Feeds
    clock: Callable[[], datetime]


class Tree(app_commands.CommandTree["Casefile"]):
    """Sends every error of a command to the one place that words it."""

    async def on_error(self, interaction: discord.Interaction["Casefile"], error: app_commands.AppCommandError) -> None:
        await self.client.failures.answer(interaction, error)


class Casefile(commands.Bot):
    """The bot. It owns nothing that must be closed: the store is opened before it and closed after it."""

    def __init__(
        self, services: Services, failures: Failures, *, api_base: str | None = None, always_sync: bool = False
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            # No privileged intent: an answer needs no message content, and a mention comes with its own.
            intents=discord.Intents(guilds=True, guild_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            tree_cls=Tree,
            max_messages=None,
            chunk_guilds_at_startup=False,
            http_trace=paced(),
            max_ratelimit_timeout=_LONGEST_LIMIT,
        )
        self.services = services
        self.failures = failures
        self.names = MemberNames()
        self.log = LogPoster(services.change_log, self.get_partial_messageable, self._suggestion_card)
        self.outcomes = DecisionNotices(services.suggestions, services.change_log, self, self._name_of, self.names)
        self.announcer = Announcer(
            services.planning,
            services.watching,
            services.delivering,
            Deliverer(services.delivering, self, services.clock),
            self,
            services.clock,
        )
        self.follower = Follower(services.feeds, self.log, self.outcomes, self.announcer, services.clock)
        self._api_base = api_base
        self._always_sync = always_sync
        if api_base is not None:
            Route.BASE = api_base.rstrip("/")

    async def setup_hook(self) -> None:
        for name in COGS:
            await self.load_extension(name)
        if self._api_base is not None:
            # The library takes the gateway's address as given; with another API it is the one that this API names.
            _, address, _ = await self.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        await self._sync_commands()
        self.announcer.start()

    async def close(self) -> None:
        await self.announcer.stop()
        await super().close()

    async def _sync_commands(self) -> None:
        """Send the commands to Discord if they are not the ones that were sent last: the call is limited by the day."""
        assert self.application_id is not None
        digest = _digest([command.to_dict(self.tree) for command in self.tree.get_commands()])
        sync = self.services.command_sync
        if not self._always_sync and await sync.is_current(self.application_id, digest):
            return
        await self.tree.sync()
        await sync.record(self.application_id, digest)
        _log.info("Commands were sent to Discord.")

    async def _suggestion_card(self, guild: int, revision: int) -> Card:
        card = suggestion_card(await self.services.suggestions.view(guild, revision))
        self.names.put_into(card.embed)
        return card

    async def on_interaction(self, interaction: discord.Interaction["Casefile"]) -> None:
        self.names.learn(interaction.user)

    def _name_of(self, guild: int) -> str:
        known = self.get_guild(guild)
        return known.name if known else "a server"

    async def on_ready(self) -> None:
        _log.info("Ready in %s servers as %s.", len(self.guilds), self.user)

    async def on_message(self, message: discord.Message, /) -> None:
        """Commands are slash commands alone; `cogs.about` answers mentions."""


def _digest(payload: Any) -> str:
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
