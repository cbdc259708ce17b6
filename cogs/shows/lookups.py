"""What stands behind /setup show where the show is to be taken from elsewhere first."""

import logging
import time

import aiohttp
import discord

from bot.domain.ids import from_base36
from bot.domain.show_lookups import Lookup, TakenShow
from bot.errors import BadInput, UserError
from bot.services.names.finder import pick_show
from bot.services.shows.imdb.library import ImdbLibrary
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
from cogs.shared.pressable import Pressable, picked_value

_log = logging.getLogger(__name__)
_SECONDS_BETWEEN_EDITS = 2.0
_WORN = "That button no longer works. Begin again with /setup show."


async def look_up(interaction: Interaction, shows: Lookups, text: str) -> None:
    """Ask TVmaze for a show, and whoever asked which one it is."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    title = text.removeprefix(LOOK_UP).strip()
    await _show(interaction, results_card(title, await shows.search(guild_of(interaction), title)))


async def take_from_library(interaction: Interaction, imdb: ImdbLibrary, choice: str) -> None:
    """Take a show from IMDb's library, which may take a while, and make it the server's."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    taken = await imdb.take(choice)
    services = interaction.client.services
    today = services.clock().date()
    chosen = await services.servers.choices.choose_show(guild_of(interaction), pick_show(taken.show), today)
    await interaction.edit_original_response(embed=show_chosen(chosen.title))


class PickShow(Pressable, template=PICK):
    """Takes the show that was picked from the list."""

    async def press(self, interaction: Interaction) -> None:
        picked = picked_value(interaction)
        if not (picked.isascii() and picked.isdecimal()):
            raise BadInput(_WORN)
        await _take(interaction, int(picked))


class TryAgain(Pressable, template=AGAIN):
    async def press(self, interaction: Interaction) -> None:
        await _take(interaction, _number(self.match["tvmaze"]))


async def _take(interaction: Interaction, tvmaze: int) -> None:
    channels.check_manager(interaction)
    await interaction.response.defer()
    shows, guild = interaction.client.services.shows.lookups, guild_of(interaction)
    begun = await shows.begin(guild, interaction.user.id, tvmaze)
    taken = begun if isinstance(begun, TakenShow) else await _fetched(interaction, shows, begun)
    if taken is not None:
        await _show_if_there(interaction, taken_card(taken))


async def _fetched(interaction: Interaction, shows: Lookups, lookup: Lookup) -> TakenShow | None:
    """The show, once it is here; None if it was cancelled, or if it failed, which is shown here."""
    await _show_if_there(interaction, fetching_card(lookup))
    try:
        return await shows.finish(lookup, _Progress(interaction, lookup).tell)
    except UserError as error:
        await _show_if_there(interaction, failed_card(str(error), lookup.tvmaze))
        return None


def _number(digits: str) -> int:
    try:
        return from_base36(digits)
    except ValueError:
        raise BadInput(_WORN) from None


class CancelLookup(Pressable, template=CANCEL):
    async def press(self, interaction: Interaction) -> None:
        channels.check_manager(interaction)
        lookup = _number(self.match["lookup"])
        await interaction.response.defer()
        await interaction.client.services.shows.lookups.cancel(guild_of(interaction), lookup)
        await _show(interaction, cancelled_card())


class _Progress:
    """Tells how far the fetching is, not so often that Discord would mind."""

    def __init__(self, interaction: Interaction, lookup: Lookup) -> None:
        self._interaction = interaction
        self._lookup = lookup
        self._next = time.monotonic() + _SECONDS_BETWEEN_EDITS

    async def tell(self, done: int, of: int) -> None:
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _SECONDS_BETWEEN_EDITS
        await _show_if_there(self._interaction, fetching_card(self._lookup, done, of))


async def _show(interaction: Interaction, card: Card) -> None:
    await interaction.edit_original_response(content=None, embed=card.embed, view=card.view)


async def _show_if_there(interaction: Interaction, card: Card) -> None:
    """Show it where that is still possible: Discord lets a message be changed so for a quarter of an hour.

    Nothing that goes wrong between here and Discord may end the fetching.
    """
    try:
        await _show(interaction, card)
    except (discord.HTTPException, aiohttp.ClientError, OSError):
        _log.info("How far a lookup is could not be told any more")
