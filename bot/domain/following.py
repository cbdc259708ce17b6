"""What comes of following a feed, for whoever follows it."""

from dataclasses import dataclass

from bot.domain.feeds import Item, Relevance, Subscription


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that is followed from now on. Of the `items` that it has at present, `about` are about the show."""

    subscription: Subscription
    about: int
    items: int


@dataclass(frozen=True, slots=True)
class TestedItem:
    """An item that a feed has at present, and whether and why it is about the server's show.

    `found` are the names by which it says so: those of the relevance's titles, people and characters.
    """

    item: Item
    relevance: Relevance
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tested:
    """What a feed has at present, in its own order. `broken`: it is malformed, and this is what could be read."""

    subscription: Subscription
    items: tuple[TestedItem, ...]
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at feeds found: so many new suggestions, and the servers whose logs have something to post.

    `grown` are servers' suggestions that waited already and have one more source now.
    """

    new: int = 0
    guilds: frozenset[int] = frozenset()
    grown: frozenset[tuple[int, int]] = frozenset()

    def __add__(self, other: "Looked") -> "Looked":
        return Looked(self.new + other.new, self.guilds | other.guilds, self.grown | other.grown)
