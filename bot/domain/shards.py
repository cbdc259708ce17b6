"""Shards: the parts into which Discord divides an application's servers, each with a connection of its own."""

from collections.abc import Collection, Set
from dataclasses import dataclass, field

_TIMESTAMP_BITS = 22
MOST_SHARDS = 4096
"""More than any bot has: each is for about a thousand servers."""


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards of a process: those from `first` to `last` of `count`. The only one of one has every server."""

    count: int = 1
    first: int = 0
    last: int = 0

    @classmethod
    def all_of(cls, count: int) -> "Shards":
        """Every shard of so many."""
        return cls(count, 0, count - 1)

    @property
    def ids(self) -> range:
        return range(self.first, self.last + 1)

    @property
    def are_all(self) -> bool:
        """Whether no other process has any."""
        return len(self.ids) == self.count

    @property
    def share(self) -> float:
        """Their share of all shards, more than 0 and up to 1."""
        return len(self.ids) / self.count

    def of(self, guild: int) -> int:
        """Return the shard that a server belongs to, of this process or another."""
        return (guild >> _TIMESTAMP_BITS) % self.count

    def have(self, guild: int) -> bool:
        """Whether a server belongs to one of them."""
        return self.first <= self.of(guild) <= self.last

    def __str__(self) -> str:
        few = f"shard {self.first}" if self.first == self.last else f"shards {self.first} to {self.last}"
        return f"{few} of {self.count}"


UNDIVIDED = Shards()
"""The only shard of one."""


@dataclass(frozen=True, slots=True)
class Present:
    """The servers that the bot is in, as far as a process knows them: those of its shards that are `ready`.

    An outage hides some of them for a while (`hidden`); the bot is in them all the same.
    """

    shards: Shards = UNDIVIDED
    ready: Collection[int] = ()
    guilds: Set[int] = field(default_factory=frozenset[int])
    hidden: Set[int] = field(default_factory=frozenset[int])

    def covers(self, guild: int) -> bool:
        """Whether this can say anything about a server: of another process's servers it says nothing."""
        return self.shards.of(guild) in self.ready

    def lacks(self, guild: int) -> bool:
        """Whether the bot would know if it was in a server, and knows of no such server."""
        return self.covers(guild) and guild not in self.guilds
