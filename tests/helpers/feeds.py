"""Following feeds as moderators do: real feeds on loopback, and a clock that the test moves."""

import asyncio
import json
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from random import Random
from typing import Any

from bot.domain.announcement_views import Target
from bot.domain.feeds import Subscription
from bot.domain.ids import Ids
from bot.domain.notices import LogChanged, Notice
from bot.domain.revisions import Proposal
from bot.services.access import Caller
from bot.services.feeds.feeds import Feeds
from bot.services.kit import Kit
from bot.web.feed_entries import Place, Unreadable
from bot.web.feed_items import read
from bot.web.feeds import FeedReader
from bot.web.fetching import Fetcher, open_fetcher
from tests.helpers.facts import MOD, SERVER_A, SERVER_B, Clock, Desk
from tests.web.feed_server import FeedServer, feed_server

LOG = 4001
FEED, SECOND, THIRD = "/feed.json", "/second.json", "/third.json"


@dataclass(frozen=True)
class Entry:
    """An entry of a feed; its id and its address are made from its title unless they are given."""

    title: str
    id: str = ""
    url: str = ""
    published: date | None = None
    summary: str = ""

    def as_json(self, site: str) -> dict[str, str]:
        name = self.title.replace(" ", "-")
        entry = {"id": self.id or name, "url": self.url or f"{site}/{name}", "title": self.title}
        if self.published:
            entry["date_published"] = f"{self.published.isoformat()}T12:00:00Z"
        return entry | {"content_text": self.summary}


@dataclass
class Page:
    """What the site answers at one address."""

    title: str
    entries: list[Entry]
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])


class Site:
    """A news site with some feeds."""

    def __init__(self, server: FeedServer) -> None:
        self.server = server
        self._pages: dict[str, Page] = {}

    def url(self, path: str = FEED) -> str:
        return f"{self.server.url}{path}"

    def publish(self, *entries: str | Entry, path: str = FEED, outlet: str = "Harbour Gazette") -> None:
        """Set the entries of a feed, the newest first."""
        page = self._pages.setdefault(path, Page(outlet, []))
        page.title, page.entries = outlet, [entry if isinstance(entry, Entry) else Entry(entry) for entry in entries]
        self._set(path)

    def add(self, *entries: str | Entry, path: str = FEED) -> None:
        """Add newer entries to a feed."""
        page = self._pages[path]
        self.publish(*entries, *page.entries, path=path, outlet=page.title)

    def fail(self, status: int = 500, path: str = FEED, **headers: str) -> None:
        self._pages[path].status, self._pages[path].headers = status, headers
        self._set(path)

    def work(self, path: str = FEED, **headers: str) -> None:
        self.fail(200, path, **headers)

    def calls(self, path: str = FEED) -> int:
        return self.server.count(path)

    def last_call(self) -> Mapping[str, str]:
        """The headers of the last request."""
        return self.server.asked[-1].headers

    def _set(self, path: str) -> None:
        page = self._pages[path]
        entries = [entry.as_json(f"https://{path.strip('/.')}.example") for entry in page.entries]
        content: dict[str, Any] = {"version": "https://jsonfeed.org/version/1.1", "title": page.title, "items": entries}
        body = json.dumps(content)
        known_by = {"ETag": f'"{hash(body)}"'} if page.status == 200 else {}
        self.server.set(path, body, page.status, known_by | page.headers)


@asynccontextmanager
async def open_site() -> AsyncGenerator[Site]:
    async with feed_server() as server:
        yield Site(server)


class ReaderInProcess(FeedReader):
    """Reads in this process what the bot reads in another, which takes a while to start."""

    async def _answer(self, question: bytes, url: str) -> dict[str, Any]:
        asked, _, body = question.partition(b"\n")
        known = json.loads(asked)
        place = Place(known["asked"], known["found"], date.fromisoformat(known["today"]))
        try:
            feed = read(body, known["content_type"], place)
        except Unreadable as error:
            return {"trouble": str(error)}
        every = feed.every.total_seconds() if feed.every else None
        return {"feed": json.loads(json.dumps(asdict(feed) | {"every": every}, default=str))}


class SlowReader(ReaderInProcess):
    """Waits, while it reads a feed, until `may_go_on` is set."""

    def __init__(self, fetcher: Fetcher, *, clock: Clock) -> None:
        super().__init__(fetcher, clock=clock)
        self.begun, self.may_go_on = asyncio.Event(), asyncio.Event()

    async def _answer(self, question: bytes, url: str) -> dict[str, Any]:
        self.begun.set()
        await self.may_go_on.wait()
        return await super()._answer(question, url)


def anywhere(_: IPv4Address | IPv6Address) -> bool:
    return True


async def read_due(feeds: Feeds) -> int:
    """Read what is due, two at once. Return how many suggestions were made."""

    async def one_after_another() -> int:
        new = 0
        while turn := await feeds.next_turn():
            new += await feeds.read(turn)
        return new

    return sum(await asyncio.gather(one_after_another(), one_after_another()))


@asynccontextmanager
async def open_reader(clock: Clock) -> AsyncGenerator[FeedReader]:
    async with open_fetcher(anywhere) as fetcher:
        yield ReaderInProcess(fetcher, clock=clock)


@dataclass(frozen=True)
class Look:
    """How many suggestions a look at feeds made, and the servers whose logs have something new."""

    new: int
    guilds: frozenset[int]


@dataclass
class Newsdesk(Desk):
    """A desk whose servers follow feeds."""

    site: Site = field(kw_only=True)
    reader: FeedReader = field(kw_only=True)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.feeds = self.another()
        self._noted: list[Notice] = []
        self.store.after_commit(self._noted.extend)

    def another(self, seed: int = 9, reader: FeedReader | None = None) -> Feeds:
        """The service as another process has it."""
        ids = Ids(self.clock, Random(seed))
        return Feeds(Kit(self.store, ids, self.clock), reader or self.reader)

    async def keep_logs(self) -> None:
        async with self.store.writing() as gateways:
            for guild in (SERVER_A, SERVER_B):
                await gateways.servers.set_log_channel(guild, LOG, self.clock())

    async def follow(self, path: str = FEED, caller: Caller = MOD, place: Target | None = None) -> Subscription:
        return (await self.feeds.add(caller, self.site.url(path), place)).subscription

    async def look(self, **later: float) -> "Look":
        """Move the clock, by a quarter of an hour unless another time is given, and read all feeds that are due."""
        self.clock.move(**(later or {"minutes": 15}))
        self._noted.clear()
        new = await read_due(self.feeds)
        return Look(new, frozenset(notice.guild for notice in self._noted if isinstance(notice, LogChanged)))

    async def due(self) -> datetime:
        """When the only feed that a server follows is next due."""
        return (await self.only_feed()).feed.next_look

    async def waiting(self, guild: int = SERVER_A) -> list[Proposal]:
        """The open suggestions of a server, the oldest first."""
        return list(await self.store.reading().proposals.queue(guild, most=500))

    async def headlines(self, guild: int = SERVER_A) -> list[str]:
        return [suggestion.fact.statement or "" for suggestion in await self.waiting(guild)]

    async def words(self, guild: int = SERVER_A) -> list[str]:
        """The lines of a server's log that are plain words."""
        long_ago = self.clock() - timedelta(days=999)
        lines = await self.store.reading().log.waiting(guild, [long_ago] * 4, 500)
        return [line.words for line in lines if line.words]

    async def only_feed(self, caller: Caller = MOD) -> Subscription:
        """The only feed that a server follows."""
        [found] = await self.feeds.listed(caller)
        return found
