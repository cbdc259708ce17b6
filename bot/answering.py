"""Questions are answered a few at a time. Where many wait, Discord is promised their answers first."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import discord

from bot.errors import Busy, Restarting, TooLate
from bot.replies import Promise, Seen, send
from bot.turns import Turns
from bot.ui.card import Card

_T = TypeVar("_T")
_AT_ONCE, _OF_A_SERVER = 8, 4
_PROMISED_AT_ONCE = 500
"""With so many questions ahead of it, an answer is promised at once: it would hardly come in time."""
_PROMISED_AFTER = 1.0
"""Seconds. Earlier than Discord asks for: where one waits so long, so do many, and each promise takes its time."""
_MOST_AHEAD = 10_000
_PROMISES_AT_ONCE = 200
"""Each takes a connection of its own."""
_LONGEST = 60.0
"""Seconds that a question waits at most."""


class Answering:
    """Gives each question its turn, servers by turns."""

    def __init__(self) -> None:
        self._turns = Turns(_AT_ONCE, _OF_A_SERVER)
        self._gate = asyncio.Semaphore(_PROMISES_AT_ONCE)

    def promise(self, interaction: discord.Interaction[Any], seen: Seen, within: float | None = None) -> Promise:
        """Return what promises an answer that is not ready within some seconds."""
        return Promise(interaction, seen, self._gate, within)

    async def answer(
        self, interaction: discord.Interaction[Any], seen: Seen, make: Callable[[], Awaitable[Card]]
    ) -> None:
        """Make a card when its turn has come, and send it.

        Raises Busy if too many wait, Restarting if the bot is stopping, TooLate if nobody would see the answer, and
        what `make` and Discord raise.
        """
        async with self.promise(interaction, seen, _PROMISED_AFTER) as promise:
            card = await self._in_turn(interaction.guild_id or 0, promise, make)
        await send(interaction, seen, embed=card.embed, view=card.view)

    async def in_turn(self, server: int, make: Callable[[], Awaitable[_T]]) -> _T:
        """Return what is made when its turn has come, for what nobody is promised. Raises as `answer` does."""
        if self._turns.ahead(server) >= _MOST_AHEAD:
            raise Busy
        turn = self._turns.take(server)
        try:
            await turn.comes(_LONGEST)
            return await make()
        except TimeoutError:
            raise Busy from None
        finally:
            turn.end()

    async def _in_turn(self, server: int, promise: Promise, make: Callable[[], Awaitable[Card]]) -> Card:
        if (ahead := self._turns.ahead(server)) >= _PROMISED_AT_ONCE:
            if ahead >= _MOST_AHEAD:
                raise Busy
            promise.make()
        turn = self._turns.take(server)
        try:
            try:
                await turn.comes(_LONGEST)
            except TimeoutError:
                raise Busy from None
            if promise.is_too_late:
                raise TooLate
            return await make()
        finally:
            turn.end()

    def close(self) -> None:
        """Let no question wait any longer: they read that the bot is restarting."""
        self._turns.close(Restarting)
