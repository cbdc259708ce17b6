"""/setup show for a show that must first be fetched from TVmaze or taken from IMDb's library."""

import logging

from bot.discord_errors import TROUBLE, in_words
from bot.domain.answers import Choice
from bot.domain.show_lookups import Lookup, TakenShow
from bot.errors import BadInput, UserError
from bot.services.names.finder import pick_show
from bot.services.shows.imdb.library import FROM_LIBRARY, ImdbLibrary
from bot.services.shows.lookups import LOOK_UP, Lookups
from bot.ui.card import Card
from bot.ui.setup import show_chosen
from bot.ui.shows import (
    AGAIN,
    CANCEL,
    PICK,
    cancelled_card,
    failed_card,
    fetching_card,
    results_card,
    taken_card,
)  # fmt: skip
from cogs.shared import channels
from cogs.shared.context import Interaction, guild_of
from cogs.shared.pressable import Pressable, picked_value, read_id
from cogs.shared.responding import EditTimer

_log = logging.getLogger(__name__)
NO_LONGER = "That button no longer works. Start again with /setup show."


async def shows_to_choose(interaction: Interaction, typed: str = "") -> list[Choice]:
    """Return the shows that a server may choose, from what is on record, IMDb's library and TVmaze."""
    services = interaction.client.services
    found = await services.names.show(guild_of(interaction), typed)
    return services.shows.lookups.with_offer(typed, [*found, *await services.shows.imdb.choices(typed)])


async def take_from_elsewhere(interaction: Interaction, choice: str) -> bool:
    """Take a show that is not on record, if that was chosen from the list. Return whether it was."""
    services = interaction.client.services
    if choice.startswith(LOOK_UP):
        await _look_up(interaction, services.shows.lookups, choice)
    elif choice.startswith(FROM_LIBRARY):
        await _take_from_library(interaction, services.shows.imdb, choice)
    else:
        return False
    return True


async def _look_up(interaction: Interaction, shows: Lookups, text: str) -> None:
    """Search TVmaze for a show, and let the person who asked pick the right one."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    title = text.removeprefix(LOOK_UP).strip()
    await _show(interaction, results_card(title, await shows.search(guild_of(interaction), title)))


async def _take_from_library(interaction: Interaction, imdb: ImdbLibrary, choice: str) -> None:
    """Take a show from IMDb's library, which may take a while, and make it the server's."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    taken = await imdb.take(choice)
    services = interaction.client.services
    today = services.clock().date()
    chosen = await services.servers.choices.choose_show(guild_of(interaction), pick_show(taken.show.id), today)
    await interaction.edit_original_response(embed=show_chosen(chosen.title))


class PickShow(Pressable, template=PICK):
    """Takes the show that was picked from the list."""

    async def press(self, interaction: Interaction) -> None:
        picked = picked_value(interaction)
        if not (picked.isascii() and picked.isdecimal()):
            raise BadInput(NO_LONGER)
        await _take(interaction, int(picked))


class TryAgain(Pressable, template=AGAIN):
    async def press(self, interaction: Interaction) -> None:
        await _take(interaction, read_id(self.match["tvmaze"], NO_LONGER))


async def _take(interaction: Interaction, tvmaze: int) -> None:
    channels.check_manager(interaction)
    await interaction.response.defer()
    shows, guild = interaction.client.services.shows.lookups, guild_of(interaction)
    begun = await shows.begin(guild, interaction.user.id, tvmaze)
    taken = begun if isinstance(begun, TakenShow) else await _fetched(interaction, shows, begun)
    if taken is not None:
        await _show_if_there(interaction, taken_card(taken))


async def _fetched(interaction: Interaction, shows: Lookups, lookup: Lookup) -> TakenShow | None:
    """Return the show once it is fetched; None if that was cancelled, or failed, which is shown here."""
    await _show_if_there(interaction, fetching_card(lookup))
    edit_timer = EditTimer()

    async def show_progress(done: int, of: int) -> None:
        if edit_timer.is_due():
            await _show_if_there(interaction, fetching_card(lookup, done, of))

    try:
        return await shows.finish(lookup, show_progress)
    except UserError as error:
        await _show_if_there(interaction, failed_card(str(error), lookup.tvmaze))
        return None


class CancelLookup(Pressable, template=CANCEL):
    async def press(self, interaction: Interaction) -> None:
        channels.check_manager(interaction)
        lookup = read_id(self.match["lookup"], NO_LONGER)
        await interaction.response.defer()
        await interaction.client.services.shows.lookups.cancel(guild_of(interaction), lookup)
        await _show(interaction, cancelled_card())


async def _show(interaction: Interaction, card: Card) -> None:
    await interaction.edit_original_response(content=None, embed=card.embed, view=card.view)


async def _show_if_there(interaction: Interaction, card: Card) -> None:
    """Show a card where that is still possible: Discord allows this change for a quarter of an hour.

    Nothing that goes wrong between here and Discord may end the fetching.
    """
    try:
        await _show(interaction, card)
    except TROUBLE as error:
        _log.info("The progress of a lookup could no longer be shown: %s", in_words(error))
