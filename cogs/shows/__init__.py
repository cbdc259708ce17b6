"""Shows from TVmaze and IMDb's library, which /setup show offers."""

from bot.client import Casefile
from cogs.shows.lookups import CancelLookup, PickShow, TryAgain
from cogs.shows.refreshing import ShowsCog


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(PickShow, TryAgain, CancelLookup)
    await bot.add_cog(ShowsCog(bot.services.shows.lookups))
