"""Faults between a bot and Discord: at random, and at the moments that a test waits for."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import web

from tests.loopback.calls import Call, json_response
from tests.loopback.limits import Limits

Hook: TypeAlias = Callable[[Call], Awaitable[None]]
HANGS_FOR = 120.0
_FAULTS = (
    "error_before", "error_after", "hang_before", "hang_after", "lost_before", "lost_after", "too_many",
    "too_many_global",
)  # fmt: skip


class LostError(Exception):
    """A lost request or answer: the connection closes without a response."""


@dataclass
class Moments:
    """What a test does while a message is being sent, to a channel or as a new forum post.

    ``arrived``: Discord has it and has done nothing yet; it is not carried out if this raises LostError.
    ``carried_out``: it is in its channel, and nobody knows yet. ``answered``: the answer is on its way.
    """

    arrived: Hook | None = None
    carried_out: Hook | None = None
    answered: Hook | None = None

    def clear(self) -> None:
        self.arrived = self.carried_out = self.answered = None


def _sends(call: Call) -> bool:
    return call.sends


@dataclass
class Chances:
    """The shares of calls, from 0 to 1, that get a fault; ``met`` counts those that did, by the share's name.

    Only calls that ``concerns`` accepts get one, each at most one. With "after", the call was carried out first. What
    is lost ends its connection. All that it concerns takes ``delay`` seconds longer.
    """

    random: random.Random
    error_before: float = 0.0
    error_after: float = 0.0
    hang_before: float = 0.0
    hang_after: float = 0.0
    lost_before: float = 0.0
    lost_after: float = 0.0
    delay: float = 0.0
    too_many: float = 0.0
    too_many_global: float = 0.0
    retry_after: float = 0.3
    concerns: Callable[[Call], bool] = _sends
    met: Counter[str] = field(default_factory=Counter[str])
    calls: int = 0

    def draw(self, call: Call) -> str | None:
        """The fault that the call gets, if any."""
        if not self.concerns(call):
            return None
        self.calls += 1
        drawn = self.random.random()
        for name in _FAULTS:
            share: float = getattr(self, name)
            if drawn < share:
                self.met[name] += 1
                return name
            drawn -= share
        return None

    async def before(self, fault: str | None, call: Call, limits: Limits) -> web.Response | None:
        """The answer to a call that is not carried out; None if it must be carried out."""
        if self.delay and self.concerns(call):
            await asyncio.sleep(self.delay)
        if fault == "hang_before":
            await hang()
        if fault == "lost_before":
            raise LostError
        if fault == "error_before":
            return server_error()
        if fault in ("too_many", "too_many_global"):
            return limits.too_many(call, self.retry_after, "global" if fault == "too_many_global" else "user")
        return None

    async def after(self, fault: str | None, response: web.Response) -> web.Response:
        """The answer to a call after it was carried out."""
        if fault == "hang_after":
            await hang()
        if fault == "lost_after":
            raise LostError
        return server_error() if fault == "error_after" else response


def server_error() -> web.Response:
    return json_response({"message": "500: Internal Server Error", "code": 0}, 500)


async def hang() -> None:
    """Give no answer for longer than anybody waits. Raises LostError in the end."""
    await asyncio.sleep(HANGS_FOR)
    raise LostError
