"""Discord's limits on requests: how many a token may make in a second, and how many messages go into a channel."""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.loopback.calls import OPEN_ROUTES, Call, json_response
from tests.loopback.world import Json

GLOBAL_REQUESTS, GLOBAL_SECONDS = 50, 1.0
CHANNEL_MESSAGES, CHANNEL_SECONDS = 5, 5.0
CROSSPOSTS, CROSSPOST_SECONDS = 10, 3600.0
VIA = "1.1 loopback"
"""Without Via, discord.py treats a 429 as a ban and does not try again."""


@dataclass(frozen=True, slots=True)
class TooMany:
    """A 429 that was returned, and for which call; ``scope`` is "global", "user" or "shared"."""

    method: str
    path: str
    scope: str
    seconds: float


@dataclass(slots=True)
class _Window:
    """A bucket of requests, as at Discord: it starts with its first request and ends after its seconds."""

    ends: float = 0.0
    used: int = 0


@dataclass
class Limits:
    """Off unless ``on``; ``refused`` has every 429 from a limit, a fault or a test, ``counted`` all other calls."""

    clock: Callable[[], float]
    on: bool = False
    refused: list[TooMany] = field(default_factory=list[TooMany])
    counted: Counter[int] = field(default_factory=Counter[int])
    _recent: deque[float] = field(default_factory=deque[float])
    _channels: dict[str, _Window] = field(default_factory=dict[str, _Window])
    _crossposts: dict[str, deque[float]] = field(default_factory=dict[str, deque[float]])

    def check(self, call: Call) -> web.Response | None:
        """A 429 if the call exceeds a limit; otherwise None, and the call is counted."""
        if not self.on:
            return None
        now = self.clock()
        if not call.path.startswith(OPEN_ROUTES):
            while self._recent and self._recent[0] <= now - GLOBAL_SECONDS:
                self._recent.popleft()
            if len(self._recent) >= GLOBAL_REQUESTS:
                return self.too_many(call, self._recent[0] + GLOBAL_SECONDS - now, "global")
            self._recent.append(now)
            self.counted[int(now)] += 1
        if not call.is_message:
            return None
        window = self._window(call, now)
        if window.used >= CHANNEL_MESSAGES:
            return self.too_many(call, window.ends - now, "user")
        window.used += 1
        return None

    def exhaust(self, channel_id: int, seconds: float = CHANNEL_SECONDS) -> None:
        """Use up a channel's limit for so long, as if the bot's other processes had written there."""
        self._channels[str(channel_id)] = _Window(self.clock() + seconds, CHANNEL_MESSAGES)

    def headers(self, call: Call) -> dict[str, str]:
        """The headers of every answer to a new message."""
        if not (self.on and call.is_message):
            return {}
        now = self.clock()
        window = self._window(call, now)
        # Rounded up: a client that waits exactly this long must not come too early.
        left = math.ceil((window.ends - now) * 1000) / 1000
        return {
            "X-RateLimit-Limit": str(CHANNEL_MESSAGES),
            "X-RateLimit-Remaining": str(max(CHANNEL_MESSAGES - window.used, 0)),
            "X-RateLimit-Reset": f"{now + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": "80c17d2f203122d936070c88c8d10f33",
        }

    def crosspost(self, call: Call) -> web.Response | None:
        """A 429 if too much is published in a channel; otherwise None, and it is counted. Never off."""
        now = self.clock()
        recent = self._crossposts.setdefault(call.match["channel"], deque())
        while recent and recent[0] <= now - CROSSPOST_SECONDS:
            recent.popleft()
        if len(recent) >= CROSSPOSTS:
            return self.too_many(call, recent[0] + CROSSPOST_SECONDS - now, "shared")
        recent.append(now)
        return None

    def too_many(self, call: Call, seconds: float, scope: str) -> web.Response:
        """A 429 as Discord words it."""
        self.refused.append(TooMany(call.method, call.path, scope, seconds))
        which = "The resource is being rate limited." if scope == "shared" else "You are being rate limited."
        retry_after = math.ceil(seconds * 1000) / 1000
        body: Json = {"message": which, "retry_after": retry_after, "global": scope == "global"}
        headers = {"Via": VIA, "Retry-After": str(math.ceil(seconds)), "X-RateLimit-Scope": scope}
        if scope == "global":
            headers["X-RateLimit-Global"] = "true"
        return json_response(body, 429, headers)

    def _window(self, call: Call, now: float) -> _Window:
        window = self._channels.get(call.match["channel"])
        if window is None or window.ends <= now:
            window = self._channels[call.match["channel"]] = _Window(now + CHANNEL_SECONDS)
        return window
