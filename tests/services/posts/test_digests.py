"""What a digest says: what happened in its time span, the same however late it is sent."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.announcements import Announcement, AnnouncementKind, Occurrence, Schedule
from bot.domain.deliveries import Delivery, DeliveryState
from bot.domain.facts import Kind, Status
from bot.domain.moderation import FactWords
from bot.domain.posts import DigestPost, NothingToPost, PostedFact
from bot.services.posts.content import facts_in
from bot.services.posts.digests import MOST_OF_A_SORT
from bot.services.posts.planning import Planner
from bot.services.servers.choices import Choices
from bot.services.shows.loader import PackLoader
from bot.store.address import Address
from bot.store.store import Store, open_store
from tests.engines.databases import Databases
from tests.helpers.answers import write_pack
from tests.helpers.facts import ALL_WOMEN, FOOLKILLER, MOD, MOD_OF_B, RUMOUR, SERVER_A, SERVER_B, VARIETY
from tests.helpers.news import CONFIRMED, DENIAL, Newsroom, content


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


async def digest(room: Newsroom, guild: int = SERVER_A) -> Announcement:
    return await room.announce(AnnouncementKind.DIGEST, guild)


def delivery(announcement: Announcement, since: datetime, until: datetime) -> Delivery:
    return Delivery(
        1, announcement.id, announcement.guild, 1, until.isoformat(), until, DeliveryState.WAITING, since=since
    )


async def read(
    room: Newsroom, announcement: Announcement, since: datetime, until: datetime
) -> DigestPost | NothingToPost:
    post = await room.content.post(announcement, delivery(announcement, since, until))
    assert isinstance(post, DigestPost | NothingToPost)
    return post


async def since_it_was_made(room: Newsroom, announcement: Announcement) -> DigestPost:
    post = await read(room, announcement, announcement.made_at, room.clock.now)
    assert isinstance(post, DigestPost), post
    return post


def words(facts: tuple[PostedFact, ...]) -> list[str | None]:
    return [posted.before.fact.statement for posted in facts]


async def test_where_nothing_happened_it_says_nothing(room: Newsroom) -> None:
    announcement = await digest(room)
    room.clock.move(days=7)
    post = await read(room, announcement, announcement.made_at, room.clock.now)
    assert isinstance(post, NothingToPost)
    assert post.reason.startswith("Nothing was added, confirmed or denied since ")


async def test_what_happened_is_listed_by_sort(room: Newsroom) -> None:
    reported = (await room.add_news("It is reported.", VARIETY)).revision.fact.id
    doubtful = (await room.add_news("It is doubtful.", VARIETY)).revision.fact.id
    edited = (await room.add_news("It is edited.", VARIETY)).revision.fact.id
    announcement = await digest(room)
    room.clock.move(hours=1)
    await room.add_news("It is new.", RUMOUR)
    await room.add(Kind.DIRECTOR, FactWords(people="Krysten Ritter", where="S03E05"), CONFIRMED)
    await room.claim(reported, CONFIRMED)
    await room.claim(doubtful, DENIAL)
    await room.edit(edited, statement="It was edited.")
    await room.history.retire(MOD, await room.key(FOOLKILLER), "It was wrong.")
    post = await since_it_was_made(room, announcement)
    assert words(post.added) == [None, "It is new."]  # what was said last comes first
    assert words(post.confirmed) == ["It is reported."]
    assert words(post.denied) == ["It is doubtful."]
    assert words(post.retired) == ["Foolkiller is the villain of season 3."]
    assert [posted.now for posted in post.retired] == [None]
    assert post.added[1].before.certainty.status is Status.RUMOURED
    assert post.more == 0


async def test_what_came_and_went_within_the_time_did_not_happen(room: Newsroom) -> None:
    announcement = await digest(room)
    room.clock.move(hours=1)
    fact = (await room.confirm("It was a mistake.")).revision.fact.id
    room.clock.move(hours=1)
    await room.history.retire(MOD, fact, "It was wrong.")
    base = await room.key(ALL_WOMEN)
    await room.history.retire(MOD, base, "It was wrong.")
    await room.history.undo(MOD, base)
    assert isinstance(await read(room, announcement, announcement.made_at, room.clock.now), NothingToPost)


async def test_it_is_the_same_however_late_it_is_sent(room: Newsroom) -> None:
    announcement = await digest(room)
    room.clock.move(hours=1)
    fact = (await room.confirm("It is new.")).revision.fact.id
    due = room.clock.now
    post = await read(room, announcement, announcement.made_at, due)
    room.clock.move(hours=5)
    await room.edit(fact, statement="It is otherwise.")
    await room.confirm("It came later.")
    await room.history.retire(MOD, await room.key(FOOLKILLER), "It was wrong.")
    assert await read(room, announcement, announcement.made_at, due) == post
    following = await read(room, announcement, due, room.clock.now)
    assert isinstance(following, DigestPost)
    assert words(following.added) == ["It came later."]


async def test_a_claim_that_begins_to_count_is_something_that_happened(room: Newsroom) -> None:
    fact = (await room.add_news("It is reported.", VARIETY)).revision.fact.id
    await room.claim_from_tomorrow(fact, CONFIRMED)
    announcement = await digest(room)
    assert isinstance(
        await read(room, announcement, announcement.made_at, room.clock.now + timedelta(minutes=1)), NothingToPost
    )
    room.clock.move(days=1)
    assert words((await since_it_was_made(room, announcement)).confirmed) == ["It is reported."]


async def test_a_server_that_follows_the_base_again_gets_its_changes(room: Newsroom, tmp_path: Path) -> None:
    fact = await room.key(FOOLKILLER)
    await room.edit(fact, statement="Our own words.")
    await room.history.undo(MOD, fact)
    announcement = await digest(room)
    room.clock.move(hours=1)
    source = '{ source = "screenrant-2019-06"'
    note = ', note = "The credits call the character Gregory Sallinger."'
    await room.load_newer_pack(tmp_path, (f"{source}{note}", f'{source}, weight = "confirmed"{note}'))
    post = await since_it_was_made(room, announcement)
    assert words(post.confirmed) == ["Foolkiller is the villain of season 3."]


async def test_eight_of_a_sort_are_listed_and_the_others_counted(room: Newsroom) -> None:
    announcement = await digest(room)
    room.clock.move(hours=1)
    for number in range(MOST_OF_A_SORT + 3):
        await room.add_news(f"News number {number}.", VARIETY)
    post = await since_it_was_made(room, announcement)
    assert len(post.added) == MOST_OF_A_SORT
    assert post.more == 3


async def test_one_servers_changes_are_in_no_other_servers_digest(room: Newsroom) -> None:
    ours, theirs = await digest(room), await digest(room, guild=SERVER_B)
    room.clock.move(hours=1)
    await room.confirm("It is new.")
    await room.history.retire(MOD, await room.key(FOOLKILLER), "It was wrong.")
    assert isinstance(await read(room, theirs, theirs.made_at, room.clock.now), NothingToPost)
    await room.confirm("It is new over there.", MOD_OF_B)
    assert words((await since_it_was_made(room, ours)).added) == ["It is new."]
    assert words((await since_it_was_made(room, theirs)).added) == ["It is new over there."]


async def sent_digest(room: Newsroom, announcement: Announcement) -> DigestPost:
    """A digest of what happened since it was made, posted."""
    occurrence = Occurrence(room.clock().isoformat(), room.clock(), since=announcement.made_at)
    async with room.store.changing() as gateways:
        await gateways.deliveries.plan(
            room.ids(), announcement.guild, announcement.id, announcement.places[0], occurrence
        )
    [claimed] = await room.posted(scan=False)
    post = content(claimed)
    assert isinstance(post, DigestPost)
    return post


async def test_what_a_digest_posted_is_stored_and_corrected(room: Newsroom) -> None:
    announcement = await digest(room)
    room.clock.move(hours=1)
    fact = (await room.confirm("It is new.")).revision.fact.id
    await room.history.retire(MOD, await room.key(FOOLKILLER), "It was wrong.")
    post = await sent_digest(room, announcement)
    [kept] = await room.happened(announcement)
    assert await room.store.reading().deliveries.facts_of(kept.id) == facts_in(post)
    assert len(facts_in(post)) == 2
    assert not await room.watch.scan()
    room.clock.move(hours=1)
    await room.edit(fact, statement="It is otherwise.")
    [again] = await room.posted()
    now = content(again)
    assert isinstance(now, DigestPost)
    assert [(each.corrected, each.now and each.now.fact.statement) for each in now.added] == [
        (True, "It is otherwise.")
    ]
    assert [(each.corrected, each.now) for each in now.retired] == [(False, None)]
    room.clock.move(hours=1)
    await room.history.restore(MOD, await room.key(FOOLKILLER))
    [again] = await room.posted()
    now = content(again)
    assert isinstance(now, DigestPost)
    assert [(each.corrected, each.now is not None) for each in now.retired] == [(True, True)]
    assert now.added[0].corrected
    room.clock.move(hours=1)
    assert await room.posted() == []


ACTS = ("add", "confirm", "deny", "retire", "restore", "undo", "edit")


@settings(max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.booleans()), max_size=8))
async def test_adjoining_digests_list_each_new_fact_once(
    loaded_database: Address, databases: Databases, acts: list[tuple[str, bool]]
) -> None:
    """After each act a digest ends, or does not."""
    async with open_store(databases.copy(loaded_database)) as store:
        room = Newsroom(store)
        fact = (await room.add_news("It is reported.", VARIETY)).revision.fact.id
        announcement = await digest(room)
        moments = [announcement.made_at]
        for number, (act, ends) in enumerate(acts):
            room.clock.move(minutes=5)
            await _do(room, act, fact, number)
            moments += [room.clock.now] if ends else []
        moments.append(room.clock.now + timedelta(minutes=1))
        added: list[int] = []
        for since, until in pairwise(moments):
            post = await read(room, announcement, since, until)
            if isinstance(post, DigestPost):
                shown = [fact for fact, _ in facts_in(post)]
                everything = (post.added, post.confirmed, post.denied, post.retired)
                assert len(shown) == sum(map(len, everything))
                added += [each.before.fact.id for each in post.added if each.before.fact.id != fact]
        assert len(added) == len(set(added)) == [act for act, _ in acts].count("add")


async def _do(room: Newsroom, act: str, fact: int, number: int) -> None:
    current = await room.current(fact)
    match act:
        case "add":
            await room.add_news(f"News {number}.", VARIETY)
        case "confirm" if not current.retired:
            await room.claim(fact, replace(CONFIRMED, outlet=f"Maker {number}", published="2019-05-01"))
        case "deny" if not current.retired:
            await room.claim(fact, replace(DENIAL, outlet=f"Paper {number}", published="2019-05-01"))
        case "retire" if not current.retired:
            await room.history.retire(MOD, fact, "A test.")
        case "restore" if current.retired:
            await room.history.restore(MOD, fact)
        case "undo":
            await room.history.undo(MOD, fact)
        case "edit" if not current.retired:
            await room.edit(fact, statement=f"It is edited {number}.")
        case _:
            pass


async def test_a_digest_of_another_show_begins_when_the_show_is_chosen(room: Newsroom, tmp_path: Path) -> None:
    due, made = room.clock.now + timedelta(days=7), room.clock.now
    weekly = Schedule(rule="FREQ=WEEKLY", starts_on=due.date(), at=due.time())
    await room.announce(AnnouncementKind.DIGEST, schedule=weekly, next_due=due, covered_until=made)
    room.clock.move(days=6)
    claim = '{ source = "tor", weight = "confirmed" }'
    fact = f'[[facts]]\nid = "n"\nkind = "news"\nstatement = "On record already."\nclaims = [{claim}]\n'
    assert await PackLoader(room.kit).load(write_pack(tmp_path, fact))
    await Choices(room.kit).choose_show(SERVER_A, "The Small Show", room.clock.today)
    room.clock.move(hours=1)
    await room.confirm("It goes on.")
    room.clock.move(days=1)
    await Planner(room.kit).plan()
    (claimed,) = await room.posted(scan=False)
    post = content(claimed)
    assert isinstance(post, DigestPost)
    assert words(post.added) == ["It goes on."]
