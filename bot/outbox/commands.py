"""Sending the bot's commands to Discord, if they changed since the last time: Discord limits such calls per day."""

import asyncio
import hashlib
import json
import logging
from contextlib import suppress
from datetime import timedelta
from typing import Any

from discord import app_commands

from bot.errors import StoreBusy, StoreUnwritable
from bot.services.servers import Servers

_log = logging.getLogger(__name__)
_LEASE, _TERM = "commands", timedelta(seconds=20)
_TRIES, _AGAIN = 10, 3.0
"""Longer than the term in all: what another process was doing when it died is then anybody's."""


class CommandSender:
    """Of several processes that start at the same time one sends the commands. With `always` each start does."""

    def __init__(self, servers: Servers, *, always: bool) -> None:
        self._sync = servers.command_sync
        self._leases = servers.leases
        self._always = always

    async def send(self, tree: app_commands.CommandTree[Any], application: int) -> None:
        """Send the commands unless they are the ones that were last sent. Raises what a request to Discord raises."""
        if self._always:
            await tree.sync()
            return
        digest = _digest([command.to_dict(tree) for command in tree.get_commands()])
        for _ in range(_TRIES):
            if await self._sync.is_current(application, digest):
                return
            if await self._send(tree, application, digest):
                return
            await asyncio.sleep(_AGAIN)
        _log.warning("Another process has begun to send the commands to Discord and has not ended; they may be old.")

    async def _send(self, tree: app_commands.CommandTree[Any], application: int, digest: str) -> bool:
        """Send them, unless another process is doing so. Return whether they are sent."""
        try:
            is_mine = await self._leases.take(_LEASE, _TERM) is not None
        except (StoreBusy, StoreUnwritable):
            is_mine = True  # nobody can say so now, and to send them twice does no harm
        if not is_mine:
            return False
        try:
            if not await self._sync.is_current(application, digest):
                await tree.sync()
                with suppress(StoreUnwritable):  # they are only sent once more at the next start
                    await self._sync.record(application, digest)
                _log.info("Commands were sent to Discord.")
        finally:
            with suppress(StoreBusy, StoreUnwritable):  # it runs out by itself
                await self._leases.give_back(_LEASE)
        return True


def _digest(payload: Any) -> str:
    return hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
