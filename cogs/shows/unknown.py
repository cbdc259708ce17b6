"""The buttons of /setup show where no show goes by what was typed: those that may be meant, and TVmaze."""

from bot.services.names.finder import pick_show
from bot.ui.buttons import Layout
from bot.ui.card import Card
from bot.ui.setup import show_chosen
from bot.ui.shows import CHOOSE, FIND, results_card
from cogs.shared import channels
from cogs.shared.context import Interaction, guild_of
from cogs.shared.pressable import Pressable, read_id
from cogs.shared.responding import in_time, show
from cogs.shows.lookups import NO_LONGER


class LookItUp(Pressable, template=FIND):
    """Searches TVmaze for the title on the button."""

    async def press(self, interaction: Interaction) -> None:
        channels.check_manager(interaction)
        await interaction.response.defer()
        lookups = interaction.client.services.shows.lookups
        title = self.match["title"]
        card = results_card(title, await lookups.search(guild_of(interaction), title))
        await interaction.edit_original_response(embed=card.embed, view=card.view)


class ChooseShow(Pressable, template=CHOOSE):
    """Makes the show on the button the server's."""

    async def press(self, interaction: Interaction) -> None:
        channels.check_manager(interaction)
        services, guild = interaction.client.services, guild_of(interaction)
        show_id = read_id(self.match["show"], NO_LONGER)
        work = services.servers.choices.choose_show(guild, pick_show(show_id), services.clock().date())
        chosen = await in_time(interaction, work)
        await show(interaction, Card(show_chosen(chosen.title), Layout([])))
