"""What a bot answered to an interaction, and how long it took."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.messages import FLAG_EPHEMERAL, FLAG_LOADING
from tests.loopback.world import Json, WireError
from tests.patience import PATIENCE

PONG, MESSAGE, DEFERRED_MESSAGE = 1, 4, 5
DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 6, 7, 8, 9


@dataclass
class Answer:
    """The callback of one interaction, and what the bot did with the interaction since.

    ``message`` is the message as it is now: what the callback sent or updated, with every
    later edit; for a deferred update and a modal it is the one with the component.
    """

    interaction: Json
    type: int
    data: Json
    seconds: float
    message: Json | None = None
    followups: list[Json] = field(default_factory=list[Json])
    deleted: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event, repr=False)

    @property
    def content(self) -> str:
        return self._message["content"]

    @property
    def embeds(self) -> list[Json]:
        return self._message["embeds"]

    @property
    def components(self) -> list[Json]:
        """The message's components, or a modal's."""
        return self.data["components"] if self.type == MODAL else self._message["components"]

    @property
    def attachments(self) -> list[Json]:
        return self._message["attachments"]

    @property
    def flags(self) -> int:
        return self._message["flags"]

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & FLAG_EPHEMERAL)

    @property
    def choices(self) -> list[Json]:
        """An autocomplete's choices."""
        return self.data["choices"]

    @property
    def loading(self) -> bool:
        """Whether the member still sees "is thinking"."""
        return self.message is not None and bool(self.message["flags"] & FLAG_LOADING)

    @property
    def complete(self) -> bool:
        """Whether the member has the whole answer, also where it was deferred at first."""
        return bool(self.followups) if self.deleted else not self.loading

    @property
    def _message(self) -> Json:
        if self.message is None:
            raise WireError(f"an answer of type {self.type} has no message")
        return self.message

    async def settled(self, seconds: float = PATIENCE) -> Answer:
        """Wait until a deferred answer has got its message, or was removed."""
        return await self.until(lambda answer: answer.deleted or not answer.loading, seconds)

    async def until(self, holds: Callable[[Answer], bool], seconds: float = PATIENCE) -> Answer:
        """Wait until ``holds``, looking again after every edit, deletion and followup."""
        try:
            async with asyncio.timeout(seconds):
                while not holds(self):
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            raise WireError(f"the answer did not come to that in {seconds} s: {self}") from None
        return self

    def touch(self) -> None:
        """Wake everything that waits for a change."""
        self._changed.set()


@dataclass
class Pending:
    """An interaction on its way to the bot, and later the way to its answer by token."""

    interaction: Json
    future: asyncio.Future[Answer]
    sent_at: float = 0.0
    source: Json | None = None
    answer: Answer | None = None


@dataclass(frozen=True)
class Burst:
    """The results of many interactions that were sent at once."""

    seconds: list[float]
    unanswered: int
    elapsed: float
    answers: list[Answer] = field(default_factory=list[Answer])

    @property
    def rate(self) -> float:
        """Answers a second, from the first dispatch to the last callback."""
        return len(self.seconds) / self.elapsed if self.elapsed else 0.0

    def percentile(self, percent: float) -> float:
        return percentile(self.seconds, percent)


def percentile(values: list[float], percent: float) -> float:
    """The nearest-rank percentile: a value that really occurred."""
    if not values:
        raise WireError("no values to take a percentile of")
    rank = math.ceil(percent / 100 * len(values))
    return sorted(values)[max(rank, 1) - 1]


def callback_response(interaction: Json, answer: Answer) -> Json:
    """What Discord returns to a callback sent with ``with_response``."""
    about: Json = {"id": interaction["id"], "type": interaction["type"]}
    response: Json = {"interaction": about}
    if answer.message is not None and answer.type in (MESSAGE, DEFERRED_MESSAGE, UPDATE):
        about["response_message_id"] = answer.message["id"]
        about["response_message_loading"] = answer.loading
        about["response_message_ephemeral"] = answer.ephemeral
        resource: dict[str, Any] = {"type": answer.type, "message": answer.message}
        response["resource"] = resource
    return response
