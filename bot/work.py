"""What the bot is doing for people at the moment, so that it can be finished before the bot stops."""

import asyncio
from typing import Any

import discord

from bot.domain.outcome import follow_outcome
from bot.ending import finish
from bot.errors import Restarting
from bot.failures import Failures


class Work:
    """The tasks of interactions and events. `has_ended`: nothing may begin any more, as everything is being closed."""

    def __init__(self, failures: Failures) -> None:
        self.has_ended = False
        self._failures = failures
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopping = False

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
        if (task := asyncio.current_task()) is not None:
            self.add(task)
        if self._stopping:
            await self._failures.answer(interaction, Restarting())
            return False
        follow_outcome()
        return True

    async def end(self) -> None:
        """Take nothing new, finish what is under way within a few seconds, and end the rest."""
        self._stopping = True
        await finish(self._tasks)
        self.has_ended = True
