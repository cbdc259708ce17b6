"""Telling members what became of their suggestions: by direct message, or at their next command."""

import logging
from collections.abc import Callable

import discord

from bot.domain.revisions import Proposal
from bot.services.facts.suggestions import Suggestions
from bot.services.servers.change_log import ChangeLog
from bot.ui.facts.suggestion import outcome_card, suggestion_card
from bot.ui.members import MemberNames

_log = logging.getLogger(__name__)


class DecisionNotices:
    """`server` gives a server's name. Which members still have something to hear is read once and kept in step."""

    def __init__(
        self,
        suggestions: Suggestions,
        change_log: ChangeLog,
        client: discord.Client,
        server: Callable[[int], str],
        names: MemberNames,
    ) -> None:
        self._suggestions = suggestions
        self._change_log = change_log
        self._client = client
        self._server = server
        self._names = names
        self._waiting: set[int] = set()

    async def load(self) -> None:
        """Read who has something to hear from before the bot started."""
        self._waiting |= await self._suggestions.users_to_tell()

    def has_news_for(self, user: int) -> bool:
        """Whether a member has not heard yet what became of a suggestion."""
        return user in self._waiting

    async def decided(self, guild: int, proposal: Proposal) -> None:
        """Tell everybody who suggested it, and let its message in the log say so. What fails is left for later."""
        self._waiting.update(proposal.backers)
        await self.refresh(guild, proposal.id)
        try:
            view = await self._suggestions.view(guild, proposal.id)
        except Exception as error:
            _log.info("Nobody could be told of a suggestion yet: %s", error)
            return
        for user in proposal.backers:
            try:
                channel = await self._client.create_dm(discord.Object(user))
                await channel.send(embed=outcome_card(view, self._server(guild)).embed)
                await self._told(user, proposal)
            except Exception as error:
                # It was decided all the same, and they hear of it at their next command.
                _log.info("Member %s could not be told of a suggestion: %s", user, error)

    async def tell(self, interaction: discord.Interaction) -> None:
        """Tell whoever just used a command what they have not heard yet."""
        user = interaction.user.id
        for guild, proposal in await self._suggestions.to_notify(user):
            view = await self._suggestions.view(guild, proposal.id)
            embed = outcome_card(view, self._server(guild)).embed
            await interaction.followup.send(embed=embed, ephemeral=True)
            await self._told(user, proposal)

    async def _told(self, user: int, proposal: Proposal) -> None:
        await self._suggestions.told(user, proposal)
        if not await self._suggestions.to_notify(user):
            self._waiting.discard(user)

    async def refresh(self, guild: int, suggestion: int) -> None:
        """Let the message of a suggestion in the log show how it stands now; what fails is logged here."""
        try:
            place = await self._change_log.message_of(guild, suggestion)
            if place is None:
                return
            channel, message = place
            card = suggestion_card(await self._suggestions.view(guild, suggestion))
            posted = self._client.get_partial_messageable(channel).get_partial_message(message)
            await posted.edit(embed=self._names.put_into(card.embed), view=card.view)
        except Exception as error:
            _log.info("The suggestion's message in the log could not be changed: %s", error)
