"""Notices to members about what moderators decided on their suggestions: by direct message, or at the next command."""

import logging
from collections.abc import Callable

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
    """`server` returns a server's name. The members who still wait for a notice are read once, then kept up to date."""

    def __init__(self, suggestions: Suggestions, client: discord.Client, server: Callable[[int], str]) -> None:
        self._suggestions = suggestions
        self._client = client
        self._server = server
        self._waiting: set[int] = set()
        self._sending: set[tuple[int, int]] = set()  # direct messages under way: the member, the suggestion
        self._answering: set[int] = set()
        self._unrecorded: set[tuple[int, int]] = set()  # sent, which could not be noted yet

    async def load(self) -> None:
        """Read which members wait for a notice from before the bot started."""
        self._waiting |= await self._suggestions.users_to_notify()

    def waits(self, user: int) -> bool:
        """Whether a member still waits for a notice about a suggestion of theirs."""
        return user in self._waiting

    async def send(self, guild: int, suggestion: int) -> None:
        """Send a direct message to everybody who made a suggestion. Those who can't be reached get it later."""
        view = await self._suggestions.view(guild, suggestion)
        self._waiting.update(view.proposal.backers)
        self._sending.update((user, suggestion) for user in view.proposal.backers)
        for user in view.proposal.backers:
            try:
                channel = await self._client.create_dm(discord.Object(user))
                await channel.send(embed=(await self._notice(guild, suggestion, user)).embed)
                self._unrecorded.add((user, suggestion))
                await self._sent(user, view.proposal)
            except TROUBLE as error:
                # The decision is saved all the same, and they see it at their next command.
                _log.info("No notice about a suggestion could be sent to member %s: %s", user, in_words(error))
            except StoreTrouble:
                pass  # logged by the store
            except Exception:
                _log.warning("No notice about a suggestion could be sent to member %s", user, exc_info=True)
            finally:
                self._sending.discard((user, suggestion))

    async def answer(self, interaction: discord.Interaction) -> None:
        """Send the notices that the member who just used a command still waits for, each once."""
        user = interaction.user.id
        if user in self._answering:
            return
        self._answering.add(user)
        try:
            for guild, proposal in await self._suggestions.to_notify(user):
                if (user, proposal.id) in self._sending:
                    continue
                if (user, proposal.id) not in self._unrecorded:
                    notice = await self._notice(guild, proposal.id, user)
                    await interaction.followup.send(embed=notice.embed, ephemeral=True)
                    self._unrecorded.add((user, proposal.id))
                await self._sent(user, proposal)
        except StoreTrouble:
            pass  # logged by the store; their next command tries it again
        finally:
            self._answering.discard(user)

    async def _notice(self, guild: int, suggestion: int, user: int) -> Card:
        """Return a notice as far as the member has watched; it belongs to no channel."""
        view = await self._suggestions.view(guild, suggestion, Viewer(user, (), is_alone=True))
        return outcome_card(view, self._server(guild))

    async def _sent(self, user: int, proposal: Proposal) -> None:
        await self._suggestions.notified(user, proposal)
        self._unrecorded.discard((user, proposal.id))
        if not await self._suggestions.to_notify(user):
            self._waiting.discard(user)
