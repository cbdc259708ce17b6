"""What the bot is doing for people at the moment, so that it can be finished before the bot stops."""

import asyncio
import logging
from typing import Any

import discord

from bot.domain.asker import asking_server
from bot.domain.outcome import follow_outcome
from bot.ending import finish
from bot.errors import Restarting
from bot.failures import Failures
from bot.turns import Turns

_log = logging.getLogger(__name__)
_COMPLETIONS_AT_ONCE, _OF_A_SERVER = 64, 16
_COMPLETED_WITHIN = 2.5
"""Seconds after which a completion would come too late: Discord waits for three."""


class Work:
    """The tasks of interactions and events. `has_ended`: nothing may begin any more, as everything is being closed."""

    def __init__(self, failures: Failures) -> None:
        self.has_ended = False
        self._failures = failures
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False
        self._completions = Turns(_COMPLETIONS_AT_ONCE, _OF_A_SERVER)

    def add(self, task: asyncio.Task[Any]) -> None:
        """Let a task finish before the bot stops."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def begin(self, interaction: discord.Interaction[Any]) -> bool:
        """Return whether the current task may carry out an interaction; if not, the person has read why.

        Everything that carries one out begins here, so that it is finished before the bot stops, and so that an answer
        that fails can say what was saved.
        """
        if self.has_ended:
            return False
        task = asyncio.current_task()
        assert task is not None
        self.add(task)
        if self._stopping:
            await self._failures.answer(interaction, Restarting())
            return False
        asking_server.set(interaction.guild_id)
        if interaction.type is discord.InteractionType.autocomplete:
            return await self._begin_completion(interaction, task)
        follow_outcome()
        return True

    async def _begin_completion(self, interaction: discord.Interaction[Any], task: asyncio.Task[Any]) -> bool:
        """Wait for a turn, which lasts until the task ends; what would come too late is not completed."""
        turn = self._completions.take(interaction.guild_id or 0)
        task.add_done_callback(lambda _: turn.end())
        try:
            await turn.comes(_COMPLETED_WITHIN)
        except TimeoutError:
            _log.info("A completion was left out: too many were asked for at once.")
            return False
        return True

    async def end(self) -> None:
        """Take nothing new, finish what is under way within a few seconds, and end the rest."""
        self._stopping = True
        await finish(self._tasks)
        self.has_ended = True
