"""Shows from TVmaze and IMDb's library, which /setup show offers."""

from bot.client import Casefile
from cogs.shows.lookups import CancelLookup, PickShow, TryAgain
from cogs.shows.refreshing import ShowsCog
from cogs.shows.unknown import ChooseShow, LookItUp


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(PickShow, TryAgain, CancelLookup, LookItUp, ChooseShow)
    await bot.add_cog(ShowsCog(bot.services.shows.lookups, bot.services.servers.leases))
