"""Notices to members about what moderators decided on their suggestions: by direct message, or at the next command."""

import logging
from collections.abc import Callable
from contextlib import suppress

import discord

from bot.discord_errors import TROUBLE, in_words
from bot.domain.revisions import Proposal
from bot.domain.viewers import Viewer
from bot.errors import StoreTrouble
from bot.services.facts.suggestions import Suggestions
from bot.ui.card import Card
from bot.ui.facts.suggestion import outcome_card

_log = logging.getLogger(__name__)


class DecisionNotices:
    """`server` returns a server's name. Who waits for a notice, and who sends it, is stored.

    What is kept here only says whose commands need a look at the store: `load` reads it again, when another process has
    changed something too.
    """

    def __init__(self, suggestions: Suggestions, client: discord.Client, server: Callable[[int], str]) -> None:
        self._suggestions = suggestions
        self._client = client
        self._server = server
        self._waiting: set[int] = set()
        self._unrecorded: set[tuple[int, int]] = set()  # sent, which could not be noted yet

    async def load(self) -> None:
        """Read which members wait for a notice."""
        self._waiting |= await self._suggestions.users_to_notify()

    def waits(self, user: int) -> bool:
        """Whether a member may still wait for a notice about a suggestion of theirs."""
        return user in self._waiting

    async def send(self, guild: int, suggestion: int) -> None:
        """Send a direct message to everybody who made a suggestion. Those who can't be reached get it later."""
        view = await self._suggestions.view(guild, suggestion)
        self._waiting.update(view.proposal.backers)
        for user in view.proposal.backers:
            try:
                if await self._suggestions.begin_notice(user, suggestion):
                    await self._send_to(user, guild, view.proposal)
            except StoreTrouble:
                pass  # logged by the store
            except Exception:
                _log.warning("No notice about a suggestion could be sent to member %s", user, exc_info=True)

    async def _send_to(self, user: int, guild: int, proposal: Proposal) -> None:
        try:
            channel = await self._client.create_dm(discord.Object(user))
            await channel.send(embed=(await self._notice(guild, proposal.id, user)).embed)
        except BaseException as error:
            # The decision is saved all the same, and they see it at their next command.
            await self._suggestions.give_notice_back(user, proposal.id)
            if not isinstance(error, TROUBLE):
                raise
            _log.info("No notice about a suggestion could be sent to member %s: %s", user, in_words(error))
            return
        self._unrecorded.add((user, proposal.id))
        await self._sent(user, proposal)

    async def answer(self, interaction: discord.Interaction) -> None:
        """Send the notices that the member who just used a command still waits for, each once."""
        user = interaction.user.id
        with suppress(StoreTrouble):  # logged by the store; their next command tries it again
            for guild, proposal in await self._suggestions.to_notify(user):
                if (user, proposal.id) in self._unrecorded:
                    await self._sent(user, proposal)
                elif await self._suggestions.begin_notice(user, proposal.id):
                    await self._follow(interaction, guild, proposal)
            await self._look_who_waits(user)

    async def _follow(self, interaction: discord.Interaction, guild: int, proposal: Proposal) -> None:
        user = interaction.user.id
        try:
            notice = await self._notice(guild, proposal.id, user)
            await interaction.followup.send(embed=notice.embed, ephemeral=True)
        except BaseException:
            await self._suggestions.give_notice_back(user, proposal.id)
            raise
        self._unrecorded.add((user, proposal.id))
        await self._sent(user, proposal)

    async def _notice(self, guild: int, suggestion: int, user: int) -> Card:
        """Return a notice as far as the member has watched; it belongs to no channel."""
        view = await self._suggestions.view(guild, suggestion, Viewer(user, (), is_alone=True))
        return outcome_card(view, self._server(guild))

    async def _sent(self, user: int, proposal: Proposal) -> None:
        await self._suggestions.notified(user, proposal)
        self._unrecorded.discard((user, proposal.id))
        await self._look_who_waits(user)

    async def _look_who_waits(self, user: int) -> None:
        if not await self._suggestions.to_notify(user):
            self._waiting.discard(user)
