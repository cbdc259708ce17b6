"""The loop that keeps shows from elsewhere fresh, and finishes what was under way when the bot ended."""

import logging

from discord.ext import commands, tasks

from bot.client import Casefile
from cogs.shows.lookups import CancelLookup, PickShow, TryAgain

_log = logging.getLogger(__name__)


class ShowsCog(commands.Cog):
    """Finishes what was under way when the bot ended, and looks once an hour which shows are due to be looked at."""

    def __init__(self, bot: Casefile) -> None:
        self._bot = bot
        self._shows = bot.services.shows

    async def cog_unload(self) -> None:
        self.keep_fresh.cancel()
        await self._shows.stop()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        if not self.keep_fresh.is_running():
            self.keep_fresh.start()

    @tasks.loop(hours=1)
    async def keep_fresh(self) -> None:
        try:
            await self._shows.resume()
            if await self._shows.refresh():
                self._bot.announcer.facts_changed()
        except Exception:
            # It would end the loop for good, and the next turn makes up for this one.
            _log.warning("Shows from TVmaze could not be looked at and are again in an hour", exc_info=True)


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(PickShow, TryAgain, CancelLookup)
    await bot.add_cog(ShowsCog(bot))


async def teardown(bot: Casefile) -> None:
    bot.remove_dynamic_items(PickShow, TryAgain, CancelLookup)
