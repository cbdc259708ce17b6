"""What everything costs with 10,000 servers on one show, beside the same server alone; and what changes cost there.

Two bots take turns, one with the store of all servers and one with that of the first of them alone. Then moderators of
many servers save changes while the bot runs, after an idle minute to compare with.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.ids import Ids
from bot.services.kit import Kit
from bot.services.posts.content import PostContent
from bot.services.posts.news import has_work
from bot.store.store import Store, open_store
from tests.bench import crowd
from tests.bench.bots import Bot, Series, in_turns, start_casefile
from tests.bench.changes import News, post_news
from tests.bench.figures import Figure, Report
from tests.bench.questions import Question, questions_about
from tests.bench.stores import kept_store, rows_of, shipped_store, show_id
from tests.loopback.world import Guild

GROWTH = 1.3
UNTIL_POSTED, CHANGING = 2.0, 3.0
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Effort:
    """How many servers there are, how often each thing is measured, and how long and often they change something."""

    servers: int
    turns: int
    questions: int
    seconds: int


FULL = Effort(10_000, turns=15, questions=10, seconds=60)
SMALL = Effort(10, turns=1, questions=3, seconds=2)


async def measure(work: Path, kept: Path, *, small: bool) -> Report:
    """Measure everything; the stores are kept in `kept`."""
    effort = SMALL if small else FULL
    shipped = await shipped_store(work)
    alone, all_together = [
        await _store(work, kept, shipped, name, servers) for name, servers in (("alone", 1), ("crowd", effort.servers))
    ]
    figures = await _in_process(alone, all_together, effort)
    guilds = [Guild.sample(number) for number in range(1, effort.servers + 1)]
    async with AsyncExitStack() as stack:
        one = await start_casefile(stack, "one server", work, guilds[:1], alone)
        many = await start_casefile(stack, "many servers", work, guilds, all_together)
        await many.wait_until_idle()
        first_scan = many.spent
        figures += await _answers(one, many, guilds[0], _questions(shipped), effort)
        idle, changed, news = await _changes(many, guilds, effort)
    posted = [each.seconds for each in news]
    figures += [
        Figure("from a saved change to its post, the slowest", max(posted), UNTIL_POSTED, unit="s"),
        Figure(f"processor time of {effort.seconds} s with as many changes", changed, CHANGING, unit="s"),
        Figure("the same without a change", idle, unit="s"),
        Figure("processor time from the start until idle", first_scan, unit="s"),
    ]
    return Report(
        figures, [f"{effort.servers:,} servers. Half of the {len(posted)} posts came within {median(posted):.2f} s."]
    )


async def _store(work: Path, kept: Path, shipped: Path, name: str, servers: int) -> Path:
    """A copy of the store with so many servers, which the bot may change."""
    made = await kept_store(
        kept, name, shipped, crowd, servers, lambda path: crowd.generate(shipped, path, servers)
    )  # fmt: skip
    copy = Path(shutil.copyfile(made, work / f"copy-{name}.db"))
    # Channels are checked once a day, which here is not to be measured.
    rows_of(copy, "UPDATE target SET checked_at = ?", _now().isoformat())
    return copy


def _questions(shipped: Path) -> dict[str, list[Question]]:
    """The five answers and their completions, also of a name that every server has added."""
    asked = questions_about(shipped, show_id(shipped, "Jessica Jones"))
    texts = (crowd.OWN_NAME[:3], "j", "s0", "")
    typed = {"cast": "who", "director": "of", "episode": "episode", "news": "about"}
    return {
        **asked,
        "`/cast`, an actor that each server has": [Question("cast", {"who": crowd.OWN_NAME})],
        **{
            f"completion of `/{command}`": [Question(command, {option: text}, option) for text in texts]
            for command, option in typed.items()
        },
    }


async def _answers(
    one: Bot, many: Bot, guild: Guild, questions: dict[str, list[Question]], effort: Effort
) -> list[Figure]:
    figures: list[Figure] = []
    for name, asked in questions.items():
        pair = [Series(bot, guild, asked) for bot in (one, many)]
        await in_turns(pair, effort.turns, effort.questions)
        figures.append(Figure(name, pair[1].cost / pair[0].cost, GROWTH))
    return figures


@dataclass
class _Inside:
    """What a bot does by itself, on one store: finding what announcements have not posted, and wording a digest."""

    store: Store
    guild: int
    digest: Announcement
    costs: dict[str, list[float]] = field(default_factory=dict[str, list[float]])

    @classmethod
    async def on(cls, store: Store, database: Path) -> _Inside:
        guild = Guild.sample(1).id
        rows = rows_of(database, "SELECT id FROM announcement WHERE guild_id = ? ORDER BY id", guild)
        found = [await store.reading().announcements.get(guild, int(str(made))) for (made,) in rows]
        kinds = [each for each in found if each is not None]
        [digest] = [each for each in kinds if each.kind is AnnouncementKind.DIGEST]
        return cls(store, guild, digest)

    async def find_news(self) -> None:
        gateways = self.store.reading()
        for watched in await gateways.watching.watched(self.guild):
            if watched.kind is AnnouncementKind.NEWS:
                assert not await has_work(gateways, watched, _now().date())

    async def word_digest(self) -> None:
        since, until = self.digest.made_at - _DAY, self.digest.made_at + _DAY
        due = Delivery(1, self.digest.id, self.digest.guild, 1, "", until, DeliveryState.WAITING, since=since)
        content = PostContent(Kit(self.store, Ids(_now, random.Random(1)), _now))
        await content.post(self.digest, due)

    async def take_turn(self, count: int) -> None:
        for name, act in (("search for unposted news", self.find_news), ("content of a digest", self.word_digest)):
            self.costs.setdefault(name, []).append(await _cost(act, count))


async def _cost(act: Callable[[], Awaitable[None]], count: int) -> float:
    begun = time.process_time()
    for _ in range(count):
        await act()
    return (time.process_time() - begun) / count


async def _in_process(alone: Path, all_together: Path, effort: Effort) -> list[Figure]:
    async with open_store(alone) as one, open_store(all_together) as many:
        pair = [await _Inside.on(one, alone), await _Inside.on(many, all_together)]
        for turn in range(1 + effort.turns):
            for each in pair:
                if turn == 1:
                    each.costs.clear()
                await each.take_turn(effort.questions)
    costs = [{name: median(taken) for name, taken in each.costs.items()} for each in pair]
    return [Figure(name, costs[1][name] / costs[0][name], GROWTH) for name in costs[0]]


async def _changes(bot: Bot, guilds: list[Guild], effort: Effort) -> tuple[float, float, list[News]]:
    """The processor time of idle seconds, and of as many in which a server saves a change in each; and the changes."""
    spread = [guilds[number * len(guilds) // effort.seconds] for number in range(effort.seconds)]
    news = [await News.written(bot.discord, guild) for guild in spread]
    await bot.wait_until_idle()
    begun = bot.spent
    await asyncio.sleep(effort.seconds)
    idle, begun = bot.spent - begun, bot.spent
    posting = asyncio.ensure_future(post_news(bot.discord, news))
    await asyncio.sleep(effort.seconds)
    changed = bot.spent - begun
    await posting
    return idle, changed, news


def _now() -> datetime:
    return datetime.now(UTC)
