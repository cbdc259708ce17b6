"""The one place where an exception becomes words for a person, or a line in the log."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.discord_errors import TROUBLE, Meaning, meaning_of
from bot.domain.notices import (
    AnnouncementsChanged,
    FactsChanged,
    FeedsChanged,
    Notice,
    SettingsChanged,
    ShowChosen,
    WatchedFurther,
)
from bot.domain.outcome import Outcome, current_outcome
from bot.errors import Busy, Restarting, SiteTrouble, StoreTrouble, TooLate, UserError
from bot.meter import NO_METER, Meter
from bot.replies import withdraw

_log = logging.getLogger(__name__)
_ANSWERED = "failure answered"
_SHOWN_BY: dict[type[Notice], str] = {
    FeedsChanged: "/feed list",
    AnnouncementsChanged: "/announce list",
    FactsChanged: "/fact history",
    ShowChosen: "/setup status",
    SettingsChanged: "/setup status",
    WatchedFurther: "/spoilers status",
}
"""Where people see what was saved. Following a feed may also change announcements: the first of these counts."""


class Failures:
    """Answers interactions that failed. `reference` returns a short word that links the answer to the log."""

    def __init__(self, reference: Callable[[], str], meter: Meter = NO_METER) -> None:
        self._reference = reference
        self._meter = meter

    async def answer(self, interaction: discord.Interaction[Any], error: Exception) -> None:
        """Say what went wrong, visible to the person alone; log an unexpected error under a reference. Never raises.

        An interaction is answered only once: discord.py reports an error to the tree even if the command's own handler
        has dealt with it.
        """
        if interaction.extras.setdefault(_ANSWERED, False):
            return
        interaction.extras[_ANSWERED] = True
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        if isinstance(cause, TooLate):
            self._meter.erred(kind_of(cause))
            _log.warning("%s came too late: %s", _name(interaction), cause)
            return
        try:
            await _send(interaction, self._in_words(interaction, cause))
        except Exception as failed:
            # No answer is possible: the interaction has expired, or Discord can't be reached.
            _log.warning("An answer to a failed interaction did not arrive: %s", _described(failed))

    def note(self, what: str, error: BaseException) -> None:
        """Log an error of something that nobody waits for: in one line if Discord or the store is in trouble."""
        self._meter.erred(kind_of(error))
        # That Discord refuses a message as it is says something of the bot, so it gets a traceback.
        if isinstance(error, TROUBLE) and meaning_of(error) is not Meaning.MESSAGE:
            _log.warning("%s failed: %s", what, _described(error))
        elif isinstance(error, StoreTrouble):  # the store has logged it already
            _log.info("%s failed: %s", what, _described(error))
        else:
            _log.error("%s failed", what, exc_info=error)

    def _in_words(self, interaction: discord.Interaction[Any], cause: Exception) -> str:
        outcome = current_outcome()
        if outcome.is_nothing and (foreseen := _foreseen(cause)):
            self._meter.erred(kind_of(cause))
            return foreseen
        reference = self._reference()
        self.note(f"{reference}: {_name(interaction)}", cause)
        return _unforeseen(outcome, reference)


def kind_of(error: BaseException) -> str:
    """Return what sort of error it is, in a word or two. There are few such sorts: errors are counted by them."""
    match error:
        case TooLate():
            return "too_late"
        case Busy() | Restarting():
            return "busy"
        case StoreTrouble():
            return "store"
        case SiteTrouble():
            return "site"
        case UserError() | app_commands.AppCommandError() if _foreseen(error):
            return "refused"
        case discord.HTTPException() | discord.RateLimited() | aiohttp.ClientError() | OSError():
            return f"discord_{meaning_of(error).name.lower()}"
        case _:
            return "unforeseen"


def _foreseen(cause: Exception) -> str | None:
    """Return what to say about an error that a person can do something about; None for any other."""
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
    return None


def _unforeseen(outcome: Outcome, reference: str) -> str:
    """Return words for an error of our own, or Discord's, that are true whatever was saved before it."""
    who = f"give the person who runs this bot the reference {reference}."
    if outcome.in_doubt:
        look = f": {shown_by} shows it" if (shown_by := _shown_by(outcome.in_doubt)) else ""
        return (
            "Something went wrong on our side, and I don't know whether this was saved. "
            f"Look before you do it again{look}. If it isn't there, try again; if it keeps happening, {who}"
        )
    if outcome.saved:
        look = f" {shown_by} shows it." if (shown_by := _shown_by(outcome.saved)) else ""
        return (
            f"This was saved, so don't do it again; only the answer could not be shown.{look} "
            f"If it keeps happening, {who}"
        )
    return f"Something went wrong on our side; nothing was changed. Try again in a moment. If it keeps happening, {who}"


def _shown_by(notices: Sequence[Notice]) -> str | None:
    kinds = {type(notice) for notice in notices}
    return next((command for kind, command in _SHOWN_BY.items() if kind in kinds), None)


async def _send(interaction: discord.Interaction[Any], words: str) -> None:
    """Send an answer in a way that can still work. Raises why none does."""
    if interaction.type is discord.InteractionType.autocomplete:
        await interaction.response.autocomplete([])
        return
    await withdraw(interaction)
    if not interaction.response.is_done():
        try:
            await interaction.response.send_message(words, ephemeral=True)
        except Exception:
            # An earlier answer may have arrived, and only Discord's word on it was lost: then a second one can arrive.
            await interaction.followup.send(words, ephemeral=True)
        return
    await interaction.followup.send(words, ephemeral=True)


def _name(interaction: discord.Interaction[Any]) -> str:
    return interaction.command.qualified_name if interaction.command else interaction.type.name


def _described(error: BaseException) -> str:
    """Return an error in one line; those of a connection often have no words of their own."""
    words = " ".join(str(error).split())
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
