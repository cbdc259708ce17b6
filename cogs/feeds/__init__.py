"""/feed."""

from bot.client import Casefile
from cogs.feeds.buttons import BUTTONS
from cogs.feeds.commands import FeedCog


async def setup(bot: Casefile) -> None:
    bot.button_handlers |= BUTTONS
    await bot.add_cog(FeedCog(bot.services.feeds))
