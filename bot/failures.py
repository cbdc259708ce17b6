"""The one place where an exception becomes words for a person."""

import logging
from collections.abc import Callable

import discord
from discord import app_commands

from bot.discord_errors import TROUBLE, in_words
from bot.errors import UserError

_log = logging.getLogger(__name__)
_ANSWERED = "failure answered"


class Failures:
    """Answers interactions that failed. `reference` returns a short word that links the answer to the log."""

    def __init__(self, reference: Callable[[], str]) -> None:
        self._reference = reference

    async def answer(self, interaction: discord.Interaction, error: Exception) -> None:
        """Say what went wrong, visible to the person alone; log an unexpected error under a reference.

        An interaction is answered only once: discord.py reports an error to the tree even if the command's own handler
        has dealt with it.
        """
        if interaction.extras.setdefault(_ANSWERED, False):
            return
        interaction.extras[_ANSWERED] = True
        words = self._in_words(interaction, error)
        try:
            if interaction.response.is_done():
                await interaction.followup.send(words, ephemeral=True)
            else:
                await interaction.response.send_message(words, ephemeral=True)
        except TROUBLE as failed:
            # No answer is possible: the interaction has expired, or Discord can't be reached.
            _log.warning("An answer to a failed interaction did not arrive: %s", in_words(failed))

    def _in_words(self, interaction: discord.Interaction, error: Exception) -> str:
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, UserError):
            return str(cause)
        if isinstance(cause, app_commands.MissingPermissions):
            return "Only members who can manage this server can do that."
        if isinstance(cause, app_commands.NoPrivateMessage):
            return "Ask that in a server: it is about the server's show."
        if isinstance(cause, app_commands.TransformerError):
            return "One of the options could not be read. Pick it from the list."
        if isinstance(cause, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            return "That command has just changed. Wait a minute and try again."
        reference = self._reference()
        name = interaction.command.qualified_name if interaction.command else interaction.type.name
        if isinstance(cause, TROUBLE):
            _log.warning("%s: the answer to %s did not arrive: %s", reference, name, in_words(cause))
        else:
            _log.error("%s: %s failed", reference, name, exc_info=cause)
        return (
            "Something went wrong on our side; nothing was changed. Try again in a moment. "
            f"If it keeps happening, give the person who runs this bot the reference {reference}."
        )
