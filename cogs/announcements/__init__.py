"""/announce."""

from bot.client import Casefile, FormType
from bot.ui.announcements.forms import READERS
from cogs.announcements import buttons, draft_buttons
from cogs.announcements.commands import AnnouncementCog
from cogs.announcements.drafts import write


async def setup(bot: Casefile) -> None:
    bot.button_handlers |= {**buttons.BUTTONS, **draft_buttons.BUTTONS}
    bot.forms |= {name: FormType(read, write) for name, read in READERS.items()}
    await bot.add_cog(AnnouncementCog(bot.services.announcements))
