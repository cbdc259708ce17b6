"""The loop that keeps shows from TVmaze fresh, and finishes lookups that were under way when the bot stopped."""

import logging

from discord.ext import commands, tasks

from bot.ending import cancel
from bot.errors import StoreTrouble
from bot.services.leases import Leases
from bot.services.shows.lookups import Lookups

_log = logging.getLogger(__name__)


class ShowsCog(commands.Cog):
    """Finishes lookups that were under way when the bot stopped, and looks once an hour at the shows that are due.

    Of several processes each finishes its own servers' lookups, and one at a time looks at the shows.
    """

    def __init__(self, lookups: Lookups, leases: Leases) -> None:
        self._lookups = lookups
        self._leases = leases

    async def cog_unload(self) -> None:
        await cancel(self.keep_fresh.get_task())
        await self._lookups.stop()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        if not self.keep_fresh.is_running():
            self.keep_fresh.start()

    @commands.Cog.listener()
    async def on_shard_ready(self, _: int) -> None:
        await self.on_ready()

    @tasks.loop(hours=1)
    async def keep_fresh(self) -> None:
        try:
            await self._lookups.resume()
            async with self._leases.held("shows") as is_mine:
                if is_mine:
                    await self._lookups.refresh()
        except StoreTrouble:
            pass  # logged by the store; the next turn makes up for this one
        except Exception:
            # It would end the loop for good, and the next turn makes up for this one.
            _log.warning("Shows from TVmaze could not be refreshed; they are tried again in an hour", exc_info=True)
