"""Whose posts are looked at after a change: the server's alone, whatever else there is, and however a process ends."""

import asyncio
import re
import shutil
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.announcements import Announcement, AnnouncementKind
from bot.domain.facts import Kind, Status
from bot.domain.ids import Ids
from bot.domain.moderation import FactWords
from bot.services.access import Caller
from bot.services.kit import Kit
from bot.services.posts.planning import Planner
from bot.services.posts.server_look import ServerLook
from bot.services.servers.change_log import ChangeLog
from bot.store.address import Address
from bot.store.store import Store, open_store
from tests.engines.databases import Databases
from tests.engines.raw import connect
from tests.helpers.effort import Effort, effort
from tests.helpers.facts import SERVER_A, VARIETY
from tests.helpers.news import DENIAL, Newsroom, Watch, said

FIRST = 10**17
OURS = Caller(FIRST, 11, manages=True)


def moderator(server: int) -> Caller:
    return Caller(FIRST + server, 11, manages=True)


async def settle(room: Newsroom, server: int) -> tuple[Announcement, int]:
    """A server with two announcements of news, a digest, facts of its own, and posts about them."""
    guild, caller = FIRST + server, moderator(server)
    news = await room.news(guild, channels=(10 * guild,))
    await room.news(guild, channels=(10 * guild + 1,), status=Status.REPORTED)
    await room.announce(
        AnnouncementKind.DIGEST, guild, channels=(10 * guild + 2,), next_due=room.clock() + timedelta(days=7)
    )
    fact = (await room.confirm("There is a fourth season.", caller)).revision.fact.id
    await room.add(Kind.NEWS, FactWords(statement="Somebody reports it."), VARIETY, caller=caller)
    async with room.store.writing() as gateways:
        await gateways.servers.set_log_channel(guild, 5, room.clock())
    assert len(await room.posted()) == 2
    return news, fact


async def turn(room: Newsroom, guild: int) -> None:
    """What the bot's loops do after a change."""
    step = await room.watch.step()
    assert not step.failures
    for _ in range(2):
        await Planner(room.kit).plan()
        for delivery in await room.deliveries.claim(100):
            claimed = await room.deliveries.prepare(delivery)
            assert claimed is not None
            await room.deliveries.sent(claimed, delivery.id)
        await room.deliveries.claim_publishing(100)
        await room.deliveries.places_to_check()
        await room.deliveries.next_moment()
    change_log = ChangeLog(room.kit)
    for entry in await change_log.waiting(guild):
        assert await change_log.begin(entry)
        await change_log.posted(entry, entry.id)
    await change_log.outdated(guild)
    await change_log.servers_due()


async def turn_after_a_change(room: Newsroom, fact: int) -> Effort:
    """A statement that is posted is changed, and there is another one to post."""
    await turn(room, OURS.guild)
    await room.edit(fact, OURS, statement="There is a fifth season.")
    await room.confirm("And a sixth.", OURS)
    async with effort(room.store) as counted:
        await turn(room, OURS.guild)
    return counted


@pytest.mark.sqlite  # counts what SQLite does
async def test_a_change_costs_the_same_however_many_other_servers_there_are(
    store: Store, loaded_database: Path, tmp_path: Path
) -> None:
    """The figure is of the issue: 1.3 times. Pages of an index that have grown by a level cost no instructions."""
    crowded = Newsroom(store)
    _, fact = await settle(crowded, 0)
    for other in range(1, 30):
        await settle(crowded, other)
    among_others = await turn_after_a_change(crowded, fact)
    path = tmp_path / "alone.db"
    shutil.copyfile(loaded_database, path)
    async with open_store(path) as empty:
        alone_room = Newsroom(empty)
        _, fact = await settle(alone_room, 0)
        alone = await turn_after_a_change(alone_room, fact)
    assert alone.instructions > 1000
    assert among_others.instructions <= 1.3 * alone.instructions
    # The channel's boundary is read again after the settings of any server have changed.
    assert len(among_others.statements) - len(alone.statements) in (0, 1)


_SCANS = re.compile(r"^SCAN (\w+)")
_MADE = {"lane", "page", "found", "chosen", "servers", "everybody"}
"""What statements make of what they found by an index."""
_PARTIAL = re.compile(r"INDEX (delivery_unsent|delivery_publishing|log_line_waiting|log_line_outdated)")
"""Indexes that only hold what is due."""


@pytest.mark.sqlite  # looks at what SQLite does
async def test_no_statement_of_the_loops_walks_a_table(store: Store, database: Path) -> None:
    room = Newsroom(store)
    _, fact = await settle(room, 0)
    counted = await turn_after_a_change(room, fact)
    walked: list[str] = []
    with closing(connect(database)) as connection:
        for statement in dict.fromkeys(counted.statements):
            if re.match(r"\s*(--.*\n|\s)*(WITH|SELECT|UPDATE|DELETE|INSERT)", statement):
                for *_, step in connection.execute(f"EXPLAIN QUERY PLAN {statement}"):
                    scan = _SCANS.match(step)
                    if scan and scan[1] not in _MADE and not _PARTIAL.search(step):
                        walked.append(f"{step}: {statement}")
    assert walked == []


# Processes that end, and other processes


def fresh(room: Newsroom) -> Watch:
    """The watch of a process that has just started."""
    return Watch(Kit(room.store, room.ids, room.clock))


async def test_what_was_saved_right_before_the_process_ended_is_posted_once(store: Store) -> None:
    room = Newsroom(store)
    news, _ = await settle(room, 0)
    await room.confirm("There is more.", OURS)
    assert await fresh(room).scan()
    assert not await fresh(room).scan()
    assert len(await room.happened(news)) == 2


async def test_another_process_has_it_looked_at_too(store: Store, database: Path) -> None:
    """Also where it ends at once: the looks wait in the store."""
    room = Newsroom(store)
    await settle(room, 0)
    assert not await room.watch.scan()
    room.clock.move(minutes=1)
    async with open_store(database) as second_store:
        await Newsroom(second_store, room.clock, seed=10).confirm("There is more.", OURS)
    assert await room.statements() == [["There is more."]]


async def test_a_change_on_a_server_has_no_other_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Newsroom(store)
    for server in range(3):
        await settle(room, server)
    await room.watch.scan()
    looked: list[int] = []
    look = ServerLook.look

    async def noted(self: ServerLook, guild: int) -> object:
        looked.append(guild)
        return await look(self, guild)

    monkeypatch.setattr(ServerLook, "look", noted)
    await room.confirm("There is more.", moderator(1))
    await room.watch.scan()
    assert looked == [FIRST + 1]


async def test_what_is_saved_during_a_look_is_looked_at_after_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Newsroom(store)
    await settle(room, 0)
    look = ServerLook.look
    left = ["The third.", "The second."]

    async def overtaken(self: ServerLook, guild: int) -> object:
        found = await look(self, guild)
        if left:
            await room.confirm(left.pop(), OURS)
        return found

    monkeypatch.setattr(ServerLook, "look", overtaken)
    await room.confirm("The first.", OURS)
    for words in ("The first.", "The second.", "The third."):
        assert (await room.watch.step()).planned == 1
        [sent] = await room.posted(scan=False)
        assert said(sent) == [words]
    assert (await room.watch.step()).planned == 0


# What goes through all servers


SERVERS = 45


@pytest.fixture
async def crowd(store: Store) -> Newsroom:
    """Many servers that post news, and have looked at all of it."""
    room = Newsroom(store)
    for server in range(SERVERS):
        await room.news(FIRST + server, channels=(10 * (FIRST + server),))
    await room.watch.scan()
    return room


async def confirm_for_all(room: Newsroom, folder: Path) -> None:
    """A newer pack, by which a fact of the base is news for everybody who follows the show."""
    note = ', note = "The credits call the character Gregory Sallinger."'
    await room.load_newer_pack(folder, (note, ', weight = "confirmed"'))


async def posts_by_server(room: Newsroom) -> list[int]:
    """The server of each post that is sent now, without another look."""
    return sorted(claimed.delivery.guild for claimed in await room.posted(scan=False))


EVERYBODY = [FIRST + server for server in range(SERVERS)]


async def test_a_newer_pack_goes_through_all_servers_in_small_steps(crowd: Newsroom, tmp_path: Path) -> None:
    await confirm_for_all(crowd, tmp_path)
    planned: list[int] = []
    more = True
    while more:
        step = await crowd.watch.step()
        planned.append(step.planned)
        more = step.more
    assert planned == [20, 20, 5, 0]
    assert await posts_by_server(crowd) == EVERYBODY
    assert not await crowd.watch.scan()


async def test_a_pack_of_another_show_goes_through_nobody(crowd: Newsroom, tmp_path: Path) -> None:
    await crowd.choose_small_show(tmp_path)
    async with crowd.store.writing() as gateways:
        _, look = await gateways.looks.waiting(0, 9)
        assert look is not None
        assert await gateways.looks.followers(look.at.show, 0, 100) == ()


async def test_a_change_is_looked_at_before_the_rest_of_all_servers(crowd: Newsroom, tmp_path: Path) -> None:
    await confirm_for_all(crowd, tmp_path)
    assert (await crowd.watch.step()).more
    await crowd.confirm("There is more.", moderator(SERVERS - 1))
    assert (await crowd.watch.step()).more
    last = [each for each in await crowd.posted(scan=False) if each.delivery.guild == FIRST + SERVERS - 1]
    assert len(last) == 2  # the look is at all that the server has to post
    await crowd.watch.scan()
    assert len(await posts_by_server(crowd)) == SERVERS - 41


@settings(max_examples=8)
@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=4))
async def test_wherever_processes_end_each_server_gets_its_post_once(
    loaded_database: Address,
    databases: Databases,
    tmp_path_factory: pytest.TempPathFactory,
    ends: list[tuple[int, bool]],
) -> None:
    """Each process takes some steps; then it ends, or goes on beside the next."""
    folder, path = tmp_path_factory.mktemp("any"), databases.copy(loaded_database)
    async with open_store(path) as store:
        room = Newsroom(store)
        for server in range(SERVERS):
            await room.news(FIRST + server, channels=(10 * (FIRST + server),))
        await confirm_for_all(room, folder)
        for number, (steps, goes_on) in enumerate(ends):
            async with open_store(path) as other:
                watch = Watch(Kit(other, Ids(room.clock, Random(number)), room.clock))
                for _ in range(steps):
                    await asyncio.gather(watch.step(), *([room.watch.step()] if goes_on else []))
        await fresh(room).scan()
        assert await posts_by_server(room) == EVERYBODY
        assert not await fresh(room).scan()


async def test_a_server_that_fails_keeps_no_walk_from_its_end(
    crowd: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = ServerLook.look

    async def failing(self: ServerLook, guild: int) -> tuple[int, Sequence[Exception]]:
        return (0, [RuntimeError("no such luck")]) if guild == FIRST + 3 else await look(self, guild)

    await confirm_for_all(crowd, tmp_path)
    monkeypatch.setattr(ServerLook, "look", failing)
    with pytest.raises(RuntimeError):
        await crowd.watch.scan()
    assert await posts_by_server(crowd) == [guild for guild in EVERYBODY if guild != FIRST + 3]
    monkeypatch.setattr(ServerLook, "look", look)
    crowd.clock.move(seconds=9)
    assert not await crowd.watch.scan()
    assert crowd.watch.has_put_off
    crowd.clock.move(seconds=2)
    assert await crowd.watch.scan()
    assert not crowd.watch.has_put_off
    assert await posts_by_server(crowd) == [FIRST + 3]


async def test_once_a_day_all_servers_are_looked_at_once(crowd: Newsroom) -> None:
    crowd.clock.move(days=1)
    assert (await crowd.watch.step()).more
    await fresh(crowd).scan()  # from the start, as the other process ended in the middle
    assert not (await fresh(crowd).step()).more
    assert await crowd.store.reading().looks.daily(crowd.clock.today) is None


# What changes while a post is on its way


async def test_what_changed_while_a_post_was_on_its_way_is_corrected(room: Newsroom) -> None:
    news = await room.news()
    fact = (await room.confirm("There is a fourth season.")).revision.fact.id
    await room.watch.scan()
    [delivery] = await room.deliveries.claim(1)
    claimed = await room.deliveries.prepare(delivery)
    assert claimed is not None
    await room.edit(fact, statement="There is a fifth season.")
    assert not await room.watch.scan()
    await room.deliveries.sent(claimed, 77)
    assert await room.statements() == [["There is a fifth season."]]
    assert [each.message for each in await room.happened(news)] == [77]


async def test_news_that_was_left_out_has_its_server_looked_at_again(room: Newsroom) -> None:
    """It may be news again by the time at which that is recorded."""
    await room.news()
    fact = (await room.confirm("There is a fourth season.")).revision.fact.id
    await room.watch.scan()
    [delivery] = await room.deliveries.claim(1)
    await room.claim(fact, DENIAL)
    await room.watch.scan()
    assert await room.store.reading().looks.waiting(0, 9) == ((), None)
    await room.deliveries.prepare(delivery)
    looks, _ = await room.store.reading().looks.waiting(0, 9)
    assert [look.at.guild for look in looks] == [SERVER_A]


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)
