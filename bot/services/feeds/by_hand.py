"""The feeds that moderators have read at once, with /feed add and /feed test: a few at a time."""

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from bot.domain.feeds import READS_OF_A_SERVER
from bot.errors import BadInput

_MOST = 20
_SERVER_IS_FULL = (
    f"{READS_OF_A_SERVER} feeds are being read for this server already, and their sites are slow. Try again when they "
    "have answered."
)
_ALL_FULL = "Many feeds are being read for other servers just now. Try again in a minute."


class ByHand:
    """Counts what is being read, so that a member with slow feeds holds up nobody else."""

    def __init__(self) -> None:
        self._under_way = Counter[int]()

    @contextmanager
    def one_more(self, guild: int) -> Generator[None]:
        """Count one more while a feed is read for a server. Raises BadInput if too many are."""
        if self._under_way[guild] >= READS_OF_A_SERVER:
            raise BadInput(_SERVER_IS_FULL)
        if self._under_way.total() >= _MOST:
            raise BadInput(_ALL_FULL)
        self._under_way[guild] += 1
        try:
            yield
        finally:
            self._under_way[guild] -= 1
            self._under_way += Counter()  # forgets servers that have none
