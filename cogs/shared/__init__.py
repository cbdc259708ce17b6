"""What the cogs of several features use."""

from bot.client import Casefile
from cogs.shared.buttons import HandledButton
from cogs.shared.forms import FormsCog


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(HandledButton)
    await bot.add_cog(FormsCog())
