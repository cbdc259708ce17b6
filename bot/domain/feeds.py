"""Feeds, their items, the stories that they bring, and the servers that follow them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.codes import EpisodeCode
from bot.domain.revisions import ProposalState

SHORTEST_WAIT = timedelta(minutes=15)
LONGEST_WAIT = timedelta(days=1)
"""The longest time between two looks at a feed, whatever it asks for and however often it failed."""
NEWS_FOR = timedelta(days=7)
"""An item dated longer than this before the last look at its feed is no news, even if it was not there then."""
MOST_SUBSCRIPTIONS = 50
"""How many feeds a server may follow."""
MOST_OPEN_STORIES = 200
"""While this many stories of a server's feeds wait for a moderator, further items are not suggested."""

READS_AT_ONCE = 8
"""How many feeds a process reads at the same time, for all servers together."""
READS_OF_A_SERVER = 2
"""How many of a server's feeds are read at the same time; each time counts for one of the servers that follow it."""

LEAD = 200
"""How many characters of an item's summary help to recognise its story: what follows is background."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed, in plain text. Any of its `marks` identifies it if it comes back.

    `outlet` is who published it, which for a feed that collects others' entries is not the feed itself. `published` is
    None where no day is given.
    """

    title: str
    outlet: str
    url: str | None = None
    summary: str = ""
    published: date | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed's current items, the newest first. `every` is how often it asks to be read at most.

    `broken`: it is malformed, and these items are what could be read.
    """

    title: str
    items: tuple[Item, ...]
    every: timedelta | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True)
class FeedCopy:
    """A feed as it was fetched, with what the site needs to say whether it has changed since."""

    feed: ReadFeed
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that at least one server follows. `trouble` says why the last look failed, in words."""

    id: int
    url: str
    title: str
    next_look: datetime
    every: timedelta = SHORTEST_WAIT
    read_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    trouble: str | None = None
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """A server's turn to have a feed read, in one of its places (0, 1, …), by one process until the moment `until`."""

    guild: int
    place: int
    feed: Feed
    until: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that a server follows. `channel` is where its items are posted as links; `channel_trouble` what is wrong
    there. `waiting` is how many of its stories wait for a moderator.

    `fresh`: what the next look at the feed finds is not news to this server. `trouble_logged`: its log says that the
    feed fails. `made_by` and `changed_by` (who paused or resumed it last) are members' ids (0: a former member).
    """

    id: int
    guild: int
    feed: Feed
    made_by: int
    made_at: datetime
    channel: int | None = None
    channel_trouble: str | None = None
    announcement: int | None = None
    paused: bool = False
    waiting: int = 0
    fresh: bool = False
    trouble_logged: bool = False
    changed_by: int = 0


@dataclass(frozen=True, slots=True)
class StoryItem:
    """An item of a feed as one of the sources of a story. A story is a suggestion and has the id of its revision.

    `subscription` is None once the server no longer follows the feed that brought it.
    """

    id: int
    story: int
    item: Item
    subscription: int | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """A suggestion that came from feeds: the fact that it is about, and the items that report it."""

    id: int
    fact: int
    state: ProposalState
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ShowNames:
    """The names by which a text can be recognised as being about a show; people's and characters' are by their id.

    `network` counts only beside another name, as a network has many shows.
    """

    titles: tuple[str, ...]
    people: Mapping[int, tuple[str, ...]]
    characters: Mapping[int, tuple[str, ...]]
    network: str | None = None


THRESHOLD = 0.4
"""The lowest score of a text that counts as being about the show: the best one for all labelled items.

`python -m tests.language.headlines` measures it.
"""


@dataclass(frozen=True, slots=True)
class Relevance:
    """How likely a text is about the show, from 0 to 1, and what it names of the show.

    `people` and `characters` are ids in the order of their first mention, without those named by a surname alone.
    """

    score: float
    titles: tuple[str, ...]
    people: tuple[int, ...]
    characters: tuple[int, ...]
    seasons: tuple[int, ...]
    episodes: tuple[EpisodeCode, ...]

    @property
    def about(self) -> bool:
        """Whether the score is high enough."""
        return self.score >= THRESHOLD


@dataclass(frozen=True, slots=True)
class Added:
    """A feed that was just followed. Of its current `items`, `about` are about the show."""

    subscription: Subscription
    about: int
    items: int


@dataclass(frozen=True, slots=True)
class TestedItem:
    """A current item of a feed, and whether and why it is about the server's show.

    `found` are the names of the relevance's titles, people and characters.
    """

    item: Item
    relevance: Relevance
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tested:
    """A feed's current items, the newest first. `broken`: it is malformed, and these items are what could be read."""

    subscription: Subscription
    items: tuple[TestedItem, ...]
    broken: bool = False
