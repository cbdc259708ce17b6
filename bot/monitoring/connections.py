"""Which of the bot's connections to Discord's gateway are open, and since when others are not."""

from collections.abc import Callable, Iterable

from bot.steady import SteadyBot

_ONLY = 0
"""The shard of a bot whose servers all come over one connection."""


class Connections:
    """`clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lost: dict[int, float | None] = {}  # None: it is open

    def follow(self, bot: SteadyBot) -> None:
        """Hear of every connection of this bot that opens or is lost."""

        async def opened() -> None:
            if not bot.is_divided:
                self.opened(_ONLY)

        async def lost() -> None:
            if not bot.is_divided:
                self.lost(_ONLY)

        async def shard_opened(shard: int) -> None:
            self.opened(shard)

        async def shard_lost(shard: int) -> None:
            self.lost(shard)

        for event in ("connect", "resumed"):
            bot.add_listener(opened, f"on_{event}")
            bot.add_listener(shard_opened, f"on_shard_{event}")
        bot.add_listener(lost, "on_disconnect")
        bot.add_listener(shard_lost, "on_shard_disconnect")

    def opened(self, shard: int) -> None:
        """Note that a shard is connected."""
        self._lost[shard] = None

    def lost(self, shard: int) -> None:
        """Note that a shard is no longer connected. The library says so at each new attempt: the first time counts."""
        if self._lost.get(shard, 0.0) is None:
            self._lost[shard] = self._clock()

    def is_open(self, shard: int) -> bool:
        """Whether a shard is connected now."""
        return self._lost.get(shard, 0.0) is None

    def missing(self, shards: Iterable[int], seconds: float) -> list[int]:
        """Return which of these shards were not connected within the last seconds."""
        return [shard for shard in shards if not self._was_open(shard, seconds)]

    def _was_open(self, shard: int, seconds: float) -> bool:
        if shard not in self._lost:
            return False
        since = self._lost[shard]
        return since is None or self._clock() - since <= seconds
