"""Processes that are killed while they take up what feeds bring: no item is lost, and none is taken twice."""

import asyncio
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime
from random import Random

from bot.domain.announcement_views import Target
from bot.store.address import Address
from bot.store.store import open_store
from tests.cli.command import environment
from tests.engines.raw import broken_references, connect
from tests.helpers.facts import Clock
from tests.helpers.feeds import FEED, SECOND, Newsdesk, Site, open_reader, open_site
from tests.patience import PATIENCE

STORIES = [f"Jessica Jones season {number} trailer is out" for number in range(4, 10)]
REWORDED = [f"The trailer of Jessica Jones season {number} is out" for number in range(4, 10)]
KILLS = 6
LATEST = 0.12
"""Seconds after the second feed was asked for: everything is written by that time."""


def ask(database: Address, sql: str) -> list[tuple[object, ...]]:
    with closing(connect(database)) as connection:
        return connection.execute(sql).fetchall()


async def looking(database: Address, moment: datetime) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.helpers.polling",
        getattr(database, "url", str(database)),
        moment.isoformat(),
        env=environment(),
    )


async def killed(database: Address, site: Site, moment: datetime, after: float) -> None:
    """Let a process look, and kill it so long after it asked for the second feed."""
    before = site.calls() + site.calls(SECOND)
    process = await looking(database, moment)
    async with asyncio.timeout(PATIENCE):
        while site.calls() + site.calls(SECOND) < before + 2 and process.returncode is None:  # noqa: ASYNC110
            await asyncio.sleep(0.005)
    await asyncio.sleep(after)
    if process.returncode is None:
        process.kill()
    await process.wait()


async def test_killed_at_any_moment_each_story_is_suggested_once_with_its_sources_and_links(database: Address) -> None:
    clock, chance = Clock(), Random(5)
    async with open_site() as site:
        async with open_store(database) as store, open_reader(clock) as reader:
            desk = Newsdesk(store, clock, site=site, reader=reader)
            await desk.keep_logs()
            site.publish("Rain in the north")
            site.publish("Rain in the south", path=SECOND, outlet="Evening Ferry")
            await desk.follow(FEED, place=Target(77))
            await desk.follow(SECOND)
        for first, second in zip(STORIES, REWORDED, strict=True):
            site.add(first)
            site.add(second, path=SECOND)
        for _ in range(KILLS):
            clock.move(minutes=16)
            await killed(database, site, clock(), chance.uniform(0, LATEST))
        clock.move(minutes=16)
        process = await looking(database, clock())
        assert await process.wait() == 0
    stored = Counter(ask(database, "SELECT story_id, outlet FROM story_item"))
    assert set(stored.values()) == {1}
    assert len(stored) == 2 * len(STORIES)
    assert len({story for story, _ in stored}) == len(STORIES)
    suggested = "SELECT revision_id FROM proposal WHERE state = 'open'"
    assert sorted(ask(database, suggested)) == sorted({(story,) for story, _ in stored})
    sources = ask(database, f"SELECT COUNT(*) FROM claim WHERE revision_id IN ({suggested}) GROUP BY revision_id")
    assert sources == [(2,)] * len(STORIES)
    assert ask(database, "SELECT COUNT(*) FROM delivery") == [(len(STORIES),)]
    assert ask(database, f"SELECT COUNT(*) FROM log_line WHERE revision_id IN ({suggested})") == [(len(STORIES),)]
    with closing(connect(database)) as connection:
        assert broken_references(connection) == []
