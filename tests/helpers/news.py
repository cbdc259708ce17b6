"""Announcements about facts, on servers whose moderators change these facts: what is planned, and what is sent."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from bot.domain.announcements import Announcement, AnnouncementKind, Schedule
from bot.domain.deliveries import Delivery
from bot.domain.facts import Kind, Show
from bot.domain.ids import Ids
from bot.domain.moderation import ClaimWords, FactWords, Saved
from bot.domain.posts import NewsPost, NothingToPost, Post, PostedFact
from bot.domain.shards import UNDIVIDED, Shards
from bot.services.access import Caller
from bot.services.kit import Kit
from bot.services.posts.content import PostContent
from bot.services.posts.deliveries import Claimed, Deliveries
from bot.services.posts.news import baseline
from bot.services.posts.watching import NewsWatch
from bot.store.store import Store
from tests.helpers import announcements
from tests.helpers.facts import MOD, SERVER_A, Clock, Desk

CONFIRMED = ClaimWords("Netflix", "https://about.netflix.com/news", published="2019-03-01", weight="confirmed")
DENIAL = ClaimWords("Variety", "https://variety.com/denial", published="2019-04-01", weight="denied")
_messages = count(7000)


class Watch(NewsWatch):
    """Watches as the bot's loop does."""

    async def scan(self) -> bool:
        """Take steps until nothing is left to do. Return whether anything was planned. Raises the first failure."""
        planned, failures, more = 0, list[Exception](), True
        while more:
            step = await self.step()
            planned, more = planned + step.planned, step.more
            failures += step.failures
        if failures:
            raise failures[0]
        return planned > 0


class Newsroom(Desk):
    """A desk whose facts are watched and announced, by a process that has these shards."""

    def __init__(self, store: Store, clock: Clock | None = None, seed: int = 9, mine: Shards = UNDIVIDED) -> None:
        super().__init__(store, clock or Clock())
        ids = Ids(self.clock, Random(seed))
        kit = Kit(store, ids, self.clock, mine)
        self.watch = Watch(kit)
        self.content = PostContent(kit)
        self.deliveries = Deliveries(kit, self.content, lambda: 0.0)

    async def its_show(self) -> Show:
        show = await self.store.reading().names.show(SERVER_A, await self.show())
        assert show is not None
        return show

    async def announce(self, kind: AnnouncementKind, guild: int = SERVER_A, **changes: Any) -> Announcement:
        """An active announcement of a server, which counts everything on record as posted."""
        usual = {"show": await self.its_show(), "schedule": Schedule(), "due_at": None}
        times = {"made_at": self.clock(), "changed_at": self.clock()}
        made = announcements.announcement(kind, guild=guild, **(usual | times | changes))
        await announcements.keep(self.store, made)
        if kind is AnnouncementKind.NEWS:
            async with self.store.changing() as gateways:
                await baseline(gateways, made, self.clock.today)
        return made

    async def news(self, guild: int = SERVER_A, **changes: Any) -> Announcement:
        return await self.announce(AnnouncementKind.NEWS, guild, **changes)

    async def countdown(self, season: int = 2, at: time | None = None, **changes: Any) -> Announcement:
        return await self.announce(AnnouncementKind.COUNTDOWN, season=season, schedule=Schedule(at=at), **changes)

    async def confirm(self, statement: str, caller: Caller = MOD, **words: str) -> Saved:
        """A news fact that a server's moderators add as confirmed."""
        return await self.add(Kind.NEWS, FactWords(statement=statement, **words), CONFIRMED, caller=caller)

    async def claim_from_tomorrow(self, fact: int, words: ClaimWords) -> None:
        """A claim that counts from tomorrow, as those may whose day is imprecise."""
        saved = await self.claim(fact, words)
        parameters = {"day": (self.clock.today + timedelta(days=1)).isoformat(), "revision": saved.revision.id}
        async with self.store.writing() as gateways:
            executor = gateways.watching._executor  # pyright: ignore[reportPrivateUsage]
            last = "SELECT MAX(position) FROM claim WHERE revision_id = :revision"
            at_last = f"revision_id = :revision AND position = ({last})"
            await executor.fetch(f"UPDATE claim SET counts_from = :day WHERE {at_last}", parameters)

    async def claim_all(self) -> list[Claimed]:
        """Everything that is due, as it would be sent now."""
        found: list[Claimed] = []
        while taken := await self.deliveries.claim(50):
            for delivery in taken:
                claimed = await self.deliveries.prepare(delivery)
                assert claimed is not None
                found.append(claimed)
                if isinstance(claimed.content, NothingToPost):
                    await self.deliveries.skip(delivery, claimed.content.reason)
                else:
                    await self.deliveries.sent(claimed, next(_messages))
        return found

    async def posted(self, *, scan: bool = True) -> list[Claimed]:
        """Scan, and send everything that is due. Returns what was sent."""
        if scan:
            await self.watch.scan()
        return [claimed for claimed in await self.claim_all() if not isinstance(claimed.content, NothingToPost)]

    async def statements(self) -> list[list[str]]:
        """The statements of each post that is sent now."""
        return [said(claimed) for claimed in await self.posted()]

    async def happened(self, announcement: Announcement) -> list[Delivery]:
        return await announcements.deliveries(self.store, announcement)

    async def stored(self, announcement: Announcement) -> Announcement:
        return await announcements.stored(self.store, announcement)


def content(claimed: Claimed) -> Post:
    assert not isinstance(claimed.content, NothingToPost), claimed.content
    return claimed.content


def news_of(claimed: Claimed) -> NewsPost:
    assert isinstance(claimed.content, NewsPost), claimed.content
    return claimed.content


def said(claimed: Claimed) -> list[str]:
    """The current statements in a post of news."""
    return [statement(posted) for posted in news_of(claimed).facts]


def statement(posted: PostedFact) -> str:
    return (posted.now.fact.statement or str(posted.now.fact.released)) if posted.now else "(taken out)"


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def on(announcement: Announcement, **changes: Any) -> Announcement:
    return replace(announcement, **changes)
