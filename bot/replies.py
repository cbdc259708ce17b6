"""How an answer reaches the person who asked: at once, or in place of a promise that it will come.

Discord waits three seconds for a first response, and then 15 minutes for the answer that it promised.
"""

import asyncio
import logging
from enum import Enum, auto
from types import TracebackType
from typing import Any, Self

import discord

from bot.discord_errors import TROUBLE, Meaning, in_words, meaning_of

_log = logging.getLogger(__name__)
_PROMISED = "promised"
_ONE_MOMENT = "One moment…"
IN_TIME = 1.5
"""Seconds after which an answer that is not ready must be promised."""


class Seen(Enum):
    """Who sees an answer."""

    BY_ALL = auto()
    BY_ONE = auto()
    IN_PLACE = auto()
    """Those who see the message whose button was pressed: it changes."""


class Promise:
    """Promises an answer, within this block, as soon as it takes long. Afterwards the answer can be sent.

    If that can't be said, the work goes on, and must not be said to have failed. `gate` bounds how many promises are on
    their way at once, `within` are the seconds after which it is made.
    """

    def __init__(
        self, interaction: discord.Interaction[Any], seen: Seen, gate: asyncio.Semaphore, within: float | None = None
    ) -> None:
        self.is_too_late = False
        self._interaction = interaction
        self._seen = seen
        self._gate = gate
        self._within = IN_TIME if within is None else within
        self._making: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._timer = asyncio.get_running_loop().call_later(self._within, self.make)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        if self._making is not None:
            await self._making

    def make(self) -> None:
        """Promise an answer now. `is_too_late` says later whether Discord no longer takes any."""
        self._timer.cancel()
        if self._making is None:
            self._making = asyncio.create_task(self._make())

    async def _make(self) -> None:
        response = self._interaction.response
        self._interaction.extras[_PROMISED] = self._seen  # before, since word of it may be lost
        try:
            async with self._gate:
                if self._seen is Seen.IN_PLACE:
                    await response.defer()
                else:
                    await response.defer(ephemeral=self._seen is Seen.BY_ONE, thinking=True)
        except TROUBLE as error:
            self.is_too_late = meaning_of(error) is Meaning.INTERACTION
            _log.info("It could not be said that an answer will come: %s", in_words(error))


async def send(interaction: discord.Interaction[Any], seen: Seen, **message: Any) -> None:
    """Send an answer, in place of a promise if one was made."""
    if not interaction.response.is_done():
        try:
            if seen is Seen.IN_PLACE:
                await interaction.response.edit_message(**message)
            else:
                await interaction.response.send_message(**message, ephemeral=seen is Seen.BY_ONE)
        except discord.HTTPException as error:
            # Word of a promise that Discord did take was lost.
            if meaning_of(error) is not Meaning.DONE or interaction.extras.get(_PROMISED) is not seen:
                raise
            await interaction.edit_original_response(**message)
        interaction.extras.pop(_PROMISED, None)
    elif interaction.extras.get(_PROMISED) is seen:
        await interaction.edit_original_response(**message)
        del interaction.extras[_PROMISED]
    else:
        await withdraw(interaction)
        await interaction.followup.send(**message, ephemeral=seen is not Seen.BY_ALL)


async def withdraw(interaction: discord.Interaction[Any]) -> None:
    """Remove a promise that all see. Raises what Discord raises if what is sent next would be seen by all as well."""
    if interaction.extras.pop(_PROMISED, None) is not Seen.BY_ALL:
        return
    try:
        # Discord puts the next message in the place of one that still says "thinking", no matter who should see it.
        await interaction.edit_original_response(content=_ONE_MOMENT)
    except TROUBLE as error:
        if meaning_of(error) not in (Meaning.INTERACTION, Meaning.GONE):
            raise
        return  # it never arrived, or is gone
    try:
        await interaction.delete_original_response()
    except TROUBLE as error:
        _log.info("A promise of an answer could not be removed: %s", in_words(error))
