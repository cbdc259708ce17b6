"""What the bot does by itself: post waiting log lines, greet servers, note which it is in, delete old data."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import discord
from discord.ext import commands, tasks

from bot.client import Casefile
from bot.domain.notices import LogChanged, ServerJoined
from bot.ending import cancel
from bot.errors import StoreTrouble
from bot.outbox.reactions import Reactions
from bot.outbox.servers import has_left
from bot.services.leases import Leases
from bot.services.names.refolding import Refolding
from bot.services.servers.change_log import ChangeLog
from bot.services.servers.saving import Saving

_log = logging.getLogger(__name__)
_BETWEEN_NAMES = 0.05
_AFTER_TROUBLE = 60.0


class LogCog(commands.Cog):
    """Posts the lines that wait in servers' logs once a minute; a new change is posted at once.

    Each server's log is posted by a reaction of its own, so that one that hangs holds up no other.
    """

    def __init__(self, change_log: ChangeLog, reactions: Reactions) -> None:
        self._change_log = change_log
        self._reactions = reactions

    async def cog_load(self) -> None:
        self.post.start()

    async def cog_unload(self) -> None:
        await cancel(self.post.get_task())

    @tasks.loop(minutes=1)
    async def post(self) -> None:
        try:
            self._reactions.react([LogChanged(guild) for guild in await self._change_log.servers_due()])
        except StoreTrouble:
            pass  # logged by the store
        except Exception:  # it would end the loop for good
            _log.warning("What waits in servers' logs could not be posted", exc_info=True)


class SavingCog(commands.Cog):
    """Looks once a minute whether changes can be saved, also if nobody makes any, and whether the schema excludes this.

    `exclude` is called with a schema that a later Casefile has made and that this one can't use.
    """

    def __init__(self, saving: Saving, exclude: Callable[[str], None]) -> None:
        self._saving = saving
        self._exclude = exclude

    async def cog_load(self) -> None:
        self.look.start()

    async def cog_unload(self) -> None:
        await cancel(self.look.get_task())

    @tasks.loop(minutes=1)
    async def look(self) -> None:
        try:
            await self._saving.look()
            if (schema := await self._saving.excluding_schema()) is not None:
                self._exclude(schema)
        except StoreTrouble:
            pass  # logged by the store
        except Exception:  # it would end the loop for good
            _log.warning("It could not be looked whether changes can be saved", exc_info=True)


class HousekeepingCog(commands.Cog):
    """Deletes old data four times a day."""

    def __init__(self, bot: Casefile) -> None:
        self._bot = bot
        self._housekeeping = bot.services.servers.housekeeping
        self._in_turn = asyncio.Lock()  # several shards may become ready at the same time

    async def cog_unload(self) -> None:
        await cancel(self.tidy.get_task())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Start only now: before, the bot knows no servers, and would seem to have left them all."""
        if self.tidy.is_running():
            await _without_failing(self._compare())
        else:
            self.tidy.start()

    @commands.Cog.listener()
    async def on_shard_ready(self, _: int) -> None:
        """One shard is enough to start, and no other has to wait for it."""
        await self.on_ready()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        if not guild.unavailable:  # it is an outage; the bot has not left
            await _without_failing(self._housekeeping.left(guild.id))

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        await _without_failing(self._housekeeping.joined(guild.id))

    @tasks.loop(hours=6)
    async def tidy(self) -> None:
        await _without_failing(self._tidied())

    async def _tidied(self) -> None:
        await self._compare()
        await self._housekeeping.forget_left(self._bot.present, self._has_left)
        async with self._bot.services.servers.leases.held("clean") as is_mine:
            if is_mine:
                await self._housekeeping.clean()

    async def _compare(self) -> None:
        async with self._in_turn:
            await self._housekeeping.compare(self._bot.present, self._has_left)

    async def _has_left(self, guild: int) -> bool | None:
        return await has_left(self._bot, guild)


class GreetingCog(commands.Cog):
    """Notices which servers the bot joins, and has each greeted once."""

    def __init__(self, bot: Casefile) -> None:
        self._bot = bot
        self._greetings = bot.services.servers.greetings
        self._in_turn = asyncio.Lock()
        self._has_met = False

    async def cog_unload(self) -> None:
        await cancel(self.catch_up.get_task())

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        if self.catch_up.is_running():
            await _without_failing(self._catch_up())
        else:
            self.catch_up.start()

    @commands.Cog.listener()
    async def on_shard_ready(self, _: int) -> None:
        await self.on_ready()

    @tasks.loop(hours=6)
    async def catch_up(self) -> None:
        """Make up for what could not be noted, or not be sent."""
        await _without_failing(self._catch_up())

    async def _catch_up(self) -> None:
        async with self._in_turn:
            await self._greetings.meet(self._application(), self._bot.present)
            self._has_met = True
        self._bot.reactions.react([ServerJoined(guild) for guild in await self._greetings.waiting()])

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        async with self._in_turn:
            await _without_failing(self._greetings.joined(self._application(), self._bot.shards, guild.id))

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        if self._has_met and self._bot.knows(guild.id):  # before, all servers become available, one after the other
            await _without_failing(self._found(guild.id))

    async def _found(self, guild: int) -> None:
        async with self._in_turn:
            waits = await self._greetings.found(guild)
        if waits:
            self._bot.reactions.react([ServerJoined(guild)])

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        async with self._in_turn:
            await _without_failing(self._greetings.left(guild.id))

    def _application(self) -> int:
        assert self._bot.application_id is not None
        return self._bot.application_id


class NamesCog(commands.Cog):
    """Folds stored names anew after an update, a few at a time beside everything else, in one process at a time."""

    def __init__(self, refolding: Refolding, leases: Leases) -> None:
        self._refolding = refolding
        self._leases = leases

    async def cog_load(self) -> None:
        self.fold.start()

    async def cog_unload(self) -> None:
        await cancel(self.fold.get_task())

    @tasks.loop(seconds=_BETWEEN_NAMES)
    async def fold(self) -> None:
        try:
            if not await self._refolding.is_needed():
                self.fold.stop()
                return
            async with self._leases.held("names") as is_mine:
                more = is_mine
                while more:
                    more = await self._refolding.fold_some()
                    await asyncio.sleep(_BETWEEN_NAMES)
            if not is_mine:
                await asyncio.sleep(_AFTER_TROUBLE)
        except StoreTrouble:
            await asyncio.sleep(_AFTER_TROUBLE)  # logged by the store
        except Exception:  # it would end the loop for good
            _log.warning("Names could not be folded anew", exc_info=True)
            await asyncio.sleep(_AFTER_TROUBLE)


async def _without_failing(work: Awaitable[None]) -> None:
    """Do it, or log why not: an exception would end the loop for good, and the next run makes up for this one."""
    try:
        await work
    except StoreTrouble as error:  # logged by the store
        _log.info("Housekeeping is put off for six hours. %s", error)
    except Exception:
        _log.warning("Housekeeping failed and is tried again in six hours", exc_info=True)


async def setup(bot: Casefile) -> None:
    await bot.add_cog(SavingCog(bot.services.servers.saving, bot.exclude))
    await bot.add_cog(NamesCog(bot.services.refolding, bot.services.servers.leases))
    await bot.add_cog(GreetingCog(bot))
    await bot.add_cog(LogCog(bot.services.servers.change_log, bot.reactions))
    await bot.add_cog(HousekeepingCog(bot))
