"""/announce."""

from bot.client import Casefile, FormType
from bot.ui.announcements.forms import AnnouncementForm
from cogs.announcements import buttons, draft_buttons
from cogs.announcements.commands import AnnouncementCog
from cogs.announcements.drafts import write


async def setup(bot: Casefile) -> None:
    bot.button_handlers |= {**buttons.BUTTONS, **draft_buttons.BUTTONS}
    bot.forms["announce-form"] = FormType(AnnouncementForm.read, write)
    await bot.add_cog(AnnouncementCog(bot.services.announcements))
