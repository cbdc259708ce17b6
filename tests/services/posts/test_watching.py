"""What announcements of news post, each fact once, and how posts are corrected."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.announcements import Announcement, AnnouncementKind, AnnouncementState, Place
from bot.domain.deliveries import DeliveryState
from bot.domain.facts import Kind, Status
from bot.domain.moderation import ClaimWords, FactWords
from bot.services.posts.news import MOST_APART, MOST_LISTED, baseline
from bot.store.address import Address
from bot.store.store import Store, open_store
from tests.engines.databases import Databases
from tests.helpers.facts import FOOLKILLER, MOD, MOD_OF_B, RUMOUR, SERVER_A, SERVER_B, VARIETY, Clock, status
from tests.helpers.news import CONFIRMED, DENIAL, Newsroom, news_of, said, utc

ENDING = "season-3-last"
ENDS = "Netflix ended the show with season 3."


@pytest.fixture
def room(store: Store) -> Newsroom:
    return Newsroom(store)


# News


async def test_what_was_known_when_it_was_switched_on_is_never_posted(room: Newsroom) -> None:
    news = await room.news()
    assert not await room.watch.scan()
    assert await room.happened(news) == []


async def test_without_a_baseline_all_of_it_would_be(room: Newsroom) -> None:
    news = await room.news()
    async with room.store.writing() as gateways:
        await gateways.announcements.forget(SERVER_A, news.id)
    await _store_without_baseline(room, news)
    assert await room.watch.scan()
    [planned] = await room.happened(news)
    assert planned.occurrence.startswith("news:")


async def _store_without_baseline(room: Newsroom, announcement: Announcement) -> None:
    async with room.store.writing() as gateways:
        await gateways.announcements.add(announcement)


async def test_a_confirmed_fact_is_posted_once_in_each_place(room: Newsroom) -> None:
    news = await room.news(channels=(1, 2))
    saved = await room.confirm("There is a fourth season.", where="season 3")
    sent = await room.posted()
    assert [(each.delivery.channel, said(each)) for each in sent] == [
        (n, ["There is a fourth season."]) for n in (1, 2)
    ]
    assert {each.delivery.occurrence for each in sent} == {f"news:confirmed:{saved.revision.fact.id}"}
    assert [each.delivery.due_at for each in sent] == [room.clock.now] * 2
    room.clock.move(hours=1)
    assert await room.posted() == []
    assert len(await room.happened(news)) == 2


async def test_a_paused_place_gets_none(room: Newsroom) -> None:
    await room.news(places=(Place(1, 1, paused=True), Place(2, 2, forum=True)))
    await room.confirm("There is a fourth season.")
    assert [(claimed.delivery.channel, claimed.delivery.forum) for claimed in await room.posted()] == [(2, True)]


async def test_while_every_place_is_paused_news_waits(room: Newsroom) -> None:
    news = await room.news(places=(Place(1, 1, paused=True),))
    await room.confirm("There is a fourth season.")
    assert not await room.watch.scan()
    async with room.store.writing() as gateways:
        await gateways.announcements.save(replace(news, places=(Place(1, 1),)))
    assert await room.statements() == [["There is a fourth season."]]


@pytest.mark.parametrize("state", [AnnouncementState.PAUSED, AnnouncementState.CANCELLED, AnnouncementState.DRAFT])
async def test_what_is_not_active_posts_nothing(room: Newsroom, state: AnnouncementState) -> None:
    news = await room.news(state=state)
    await room.confirm("There is a fourth season.")
    assert not await room.watch.scan()
    assert await room.happened(news) == []


@pytest.mark.parametrize(
    ("claims", "wanted", "is_posted"),
    [
        ([CONFIRMED], None, True),
        ([VARIETY], None, False),
        ([VARIETY, replace(VARIETY, outlet="Polygon")], None, True),  # two reports of different origin
        ([VARIETY, replace(VARIETY, outlet="Polygon via Variety")], None, False),
        ([RUMOUR], None, False),
        ([CONFIRMED, DENIAL], None, False),
        ([VARIETY], Status.REPORTED, True),
        ([VARIETY, RUMOUR], Status.REPORTED, True),
        ([CONFIRMED], Status.REPORTED, False),
        ([RUMOUR], Status.RUMOURED, True),
        ([RUMOUR, VARIETY], Status.RUMOURED, False),
        ([VARIETY, DENIAL], Status.DENIED, True),
        ([VARIETY, replace(VARIETY, weight="doubted", published="2019-01-01")], Status.DENIED, False),
        ([VARIETY], Status.DENIED, False),
    ],
)
async def test_only_facts_with_the_chosen_status_are_posted(
    room: Newsroom, claims: list[ClaimWords], wanted: Status | None, is_posted: bool
) -> None:
    news = await room.news(status=wanted)
    saved = await room.add_news("There is a fourth season.", *claims)
    assert (status(saved.certainty_after) is (wanted or Status.CONFIRMED)) is is_posted
    assert await room.statements() == ([["There is a fourth season."]] if is_posted else [])
    assert len(await room.happened(news)) == is_posted


@pytest.mark.parametrize(
    ("kind", "words", "is_posted"),
    [
        (Kind.RELEASE, FactWords(where="season 3", released="2019-06-15"), True),
        (Kind.RELEASE, FactWords(where="S03E05", released="2019-06-15"), False),
        (Kind.DIRECTOR, FactWords(where="S03E05", people="Krysten Ritter"), False),
        (Kind.NEWS, FactWords(where="S03E05", statement="It is long."), True),
        (Kind.NEWS, FactWords(statement="It is long."), True),
    ],
)
async def test_news_and_a_seasons_release_are_posted_and_nothing_else(
    room: Newsroom, kind: Kind, words: FactWords, is_posted: bool
) -> None:
    await room.news()
    await room.add(kind, words, CONFIRMED)
    assert len(await room.posted()) == is_posted


async def test_a_fact_is_posted_once_even_if_it_is_denied_and_confirmed_again(room: Newsroom) -> None:
    news = await room.news()
    fact = (await room.confirm("There is a fourth season.")).revision.fact.id
    assert len(await room.posted()) == 1
    for claim in (DENIAL, replace(CONFIRMED, outlet="Marvel", published="2019-05-01")):
        room.clock.move(hours=1)
        await room.claim(fact, claim)
        assert [each.delivery.corrects is not None for each in await room.posted()] == [True]
    assert len(await room.happened(news)) == 1


async def test_a_claim_that_counts_from_a_later_day_is_posted_on_that_day(room: Newsroom) -> None:
    await room.news()
    fact = (await room.add_news("There is a fourth season.", VARIETY)).revision.fact
    await room.claim_from_tomorrow(fact.id, CONFIRMED)
    assert not await room.watch.scan()
    room.clock.move(days=1)
    assert await room.statements() == [["There is a fourth season."]]


async def test_up_to_five_at_once_are_posted_one_by_one(room: Newsroom) -> None:
    await room.news()
    for number in range(MOST_APART):
        await room.confirm(f"News number {number}.")
    assert await room.statements() == [[f"News number {number}."] for number in range(MOST_APART)]


async def test_more_at_once_are_listed_in_one_post_and_counted(room: Newsroom) -> None:
    news = await room.news()
    for number in range(MOST_LISTED + 4):
        await room.confirm(f"News number {number}.")
    [sent] = await room.posted()
    assert said(sent) == [f"News number {number}." for number in reversed(range(4, MOST_LISTED + 4))]
    assert news_of(sent).more == 4
    room.clock.move(days=1)
    assert await room.posted() == []
    assert len(await room.happened(news)) == 1


async def test_two_processes_plan_each_post_once(room: Newsroom, database: Path) -> None:
    news = await room.news(channels=(1, 2))
    for number in range(MOST_APART):
        await room.confirm(f"News number {number}.")
    async with open_store(database) as second_store:
        second = Newsroom(second_store, room.clock, seed=10)
        await asyncio.gather(*(watch.scan() for watch in (room.watch, second.watch) * 3))
    assert len(await room.happened(news)) == 2 * MOST_APART


async def test_what_one_server_writes_never_reaches_another(room: Newsroom) -> None:
    ours, theirs = await room.news(channels=(1,)), await room.news(SERVER_B, channels=(2,))
    fact = (await room.confirm("There is a fourth season.")).revision.fact.id
    base = await room.key(FOOLKILLER)
    await room.claim(base, CONFIRMED)
    assert [claimed.delivery.guild for claimed in await room.posted()] == [SERVER_A] * 2
    await room.edit(fact, statement="There is a fifth season.")
    await room.history.retire(MOD, base, "It was wrong.")
    room.clock.move(hours=1)
    assert {claimed.delivery.guild for claimed in await room.posted()} == {SERVER_A}
    assert await room.happened(theirs) == []
    await room.claim(base, CONFIRMED, caller=MOD_OF_B)
    assert [(claimed.delivery.guild, claimed.delivery.corrects) for claimed in await room.posted()] == [
        (SERVER_B, None)
    ]
    assert len(await room.happened(ours)) == 2


async def test_another_show_is_followed_from_now_on(room: Newsroom, tmp_path: Path) -> None:
    news, digest = await room.news(), await room.announce(AnnouncementKind.DIGEST)
    claim = '{ source = "tor", weight = "confirmed" }'
    fact = f'[[facts]]\nid = "n"\nkind = "news"\nstatement = "It begins."\nclaims = [{claim}]\n'
    await room.confirm("This is never posted.")
    await room.choose_small_show(tmp_path, fact)
    assert not await room.watch.scan()
    assert not await room.watch.scan()
    assert await room.happened(news) == []
    for each in (news, digest):
        stored = await room.stored(each)
        assert stored.show is not None
        assert (stored.show.title, stored.version) == ("The Small Show", 2)
    await room.confirm("It goes on.")
    assert await room.statements() == [["It goes on."]]


async def test_another_status_begins_with_what_has_it(room: Newsroom) -> None:
    reported = replace(await room.news(), status=Status.REPORTED)
    await room.add_news("Somebody reports it.", VARIETY)
    async with room.store.changing() as gateways:
        await gateways.announcements.save(reported)
        await baseline(gateways, reported, room.clock.today)
    assert not await room.watch.scan()
    await room.add_news("Somebody reports this.", VARIETY)
    assert await room.statements() == [["Somebody reports this."]]


async def test_one_server_that_fails_keeps_no_other_from_its_turn(room: Newsroom) -> None:
    broken = await room.countdown(guild=SERVER_A)
    await room.news(SERVER_B)
    async with room.store.writing() as gateways:
        await gateways.servers.set_timezone(SERVER_A, "Nowhere/Land", room.clock())
    await room.confirm("There is a fourth season.", MOD_OF_B)
    with pytest.raises(Exception, match="Nowhere") as error:
        await room.watch.scan()
    assert str(broken.id) in error.value.__notes__[0]
    assert [claimed.delivery.guild for claimed in await room.posted(scan=False)] == [SERVER_B]


# Corrections


async def posted_news(room: Newsroom, *claims: ClaimWords, **words: str) -> int:
    """A fact that was posted."""
    saved = await room.add(Kind.NEWS, FactWords(**({"statement": "There is a fourth season."} | words)), *claims)
    sent = await room.posted()
    assert len(sent) == 1
    room.clock.move(hours=1)
    return saved.revision.fact.id


@pytest.mark.parametrize(
    "changes",
    [
        {"statement": "There is a fifth season."},
        {"people": "Krysten Ritter"},
        {"where": "season 3"},
        {"spoils": "S01E13"},
    ],
)
async def test_what_was_said_otherwise_is_corrected_once(room: Newsroom, changes: dict[str, str]) -> None:
    news = await room.news()
    fact = await posted_news(room, CONFIRMED)
    current = (await room.save(await room.write(fact, MOD, **changes))).revision
    [original] = await room.happened(news)
    [sent] = await room.posted()
    assert (sent.delivery.corrects, sent.delivery.channel, sent.delivery.due_at) == (
        original.id, original.channel, room.clock.now,
    )  # fmt: skip
    assert sent.delivery.occurrence.startswith(f"fix:{original.id}:{fact}:{current.id}:")
    [correction] = news_of(sent).facts
    assert correction.corrected
    assert correction.before.fact.statement == "There is a fourth season."
    assert correction.now is not None
    assert correction.now.fact.revision_id == current.id
    room.clock.move(hours=1)
    assert await room.posted() == []


async def test_more_sources_and_a_surer_status_correct_nothing(room: Newsroom) -> None:
    await room.news(status=Status.REPORTED)
    fact = await posted_news(room, VARIETY)
    for claim in (replace(VARIETY, outlet="Polygon via Variety"), RUMOUR, CONFIRMED):
        await room.claim(fact, claim)
        assert not await room.watch.scan()
    # The next change is compared with the current revision.
    await room.edit(fact, statement="There is a fifth season.")
    assert len(await room.posted()) == 1


async def test_a_status_that_got_surer_and_back_again_is_what_was_posted(room: Newsroom) -> None:
    await room.news(status=Status.REPORTED)
    fact = await posted_news(room, VARIETY)
    await room.claim(fact, CONFIRMED)
    await room.watch.scan()
    await room.history.undo(MOD, fact)
    assert not await room.watch.scan()
    await room.claim(fact, replace(RUMOUR, outlet="Variety", url=VARIETY.url), 0)
    [sent] = await room.posted()
    [posted] = news_of(sent).facts
    assert posted.before.certainty.status is Status.REPORTED


async def test_what_was_taken_out_before_anybody_looked_is_not_planned(room: Newsroom) -> None:
    news = await room.news()
    fact = (await room.confirm("There is a fourth season.")).revision.fact.id
    await room.history.retire(MOD, fact, "It was wrong.")
    assert not await room.watch.scan()
    assert await room.happened(news) == []
    await room.history.restore(MOD, fact)
    assert await room.statements() == [["There is a fourth season."]]


async def test_a_status_that_got_less_sure_is_corrected(room: Newsroom) -> None:
    await room.news()
    fact = await posted_news(room, CONFIRMED)
    await room.claim(fact, replace(CONFIRMED, weight="rumoured"), 0)
    [sent] = await room.posted()
    [posted] = news_of(sent).facts
    assert posted.now is not None
    assert (posted.before.certainty.status, posted.now.certainty.status) == (Status.CONFIRMED, Status.RUMOURED)


async def test_a_denial_is_posted(room: Newsroom) -> None:
    await room.news()
    fact = await posted_news(room, CONFIRMED)
    await room.claim(fact, DENIAL)
    [sent] = await room.posted()
    [posted] = news_of(sent).facts
    assert posted.now is not None
    assert posted.now.certainty.status is Status.DENIED


async def test_a_denial_that_counts_from_a_later_day_is_posted_on_that_day_once(room: Newsroom) -> None:
    await room.news()
    fact = await posted_news(room, CONFIRMED)
    await room.claim_from_tomorrow(fact, DENIAL)
    assert not await room.watch.scan()
    room.clock.move(days=1)
    [sent] = await room.posted()
    [posted] = news_of(sent).facts
    assert posted.now is not None
    assert (posted.before.certainty.status, posted.now.certainty.status) == (Status.CONFIRMED, Status.DENIED)
    for _ in range(2):
        room.clock.move(days=1)
        assert await room.posted() == []


async def test_a_fact_that_is_retired_and_restored_is_corrected_twice(room: Newsroom) -> None:
    await room.news()
    fact = await posted_news(room, CONFIRMED)
    await room.history.retire(MOD, fact, "It was wrong.")
    assert await room.statements() == [["(taken out)"]]
    room.clock.move(hours=1)
    await room.history.restore(MOD, fact)
    [sent] = await room.posted()
    assert said(sent) == ["There is a fourth season."]
    assert news_of(sent).facts[0].corrected


async def test_each_undo_of_a_change_is_a_correction(room: Newsroom) -> None:
    """Also where the server comes back to the base's own revision, again and again."""
    await room.news()
    base = await room.key(FOOLKILLER)
    await room.claim(base, CONFIRMED)
    assert len(await room.posted()) == 1
    for round_ in range(3):
        room.clock.move(hours=1)
        await room.edit(base, statement=f"Round {round_}.")
        assert await room.statements() == [[f"Round {round_}."]]
        room.clock.move(hours=1)
        await room.history.undo(MOD, base)
        assert await room.statements() == [["Foolkiller is the villain of season 3."]]


async def test_what_refuted_a_fact_is_posted(room: Newsroom, tmp_path: Path) -> None:
    await _store_without_baseline(
        room, replace(await room.news(state=AnnouncementState.CANCELLED), id=1, places=(Place(1, 1),))
    )
    async with room.store.writing() as gateways:
        stored = await gateways.announcements.get(SERVER_A, 1)
        assert stored is not None
        await gateways.announcements.save(replace(stored, state=AnnouncementState.ACTIVE))
    assert len(await room.posted()) == 1
    await room.load_newer_pack(tmp_path, (f'"{ENDS}"', f'"{ENDS}"\nrefuted_by = "{FOOLKILLER}"'))
    room.clock.move(hours=1)
    [sent] = await room.posted()
    [posted] = [each for each in news_of(sent).facts if each.corrected]
    assert posted.later is not None
    assert posted.later.fact.id == await room.key(FOOLKILLER)


async def test_a_newer_pack_corrects_too(room: Newsroom, tmp_path: Path) -> None:
    ours, theirs = await room.news(channels=(1,)), await room.news(SERVER_B, channels=(2,))
    for announcement in (ours, theirs):
        async with room.store.writing() as gateways:
            await gateways.announcements.forget(announcement.guild, announcement.id)
        await _store_without_baseline(room, announcement)
    assert len(await room.posted()) == 2
    fact = await room.key(ENDING)
    await room.edit(fact, statement="Our own words.")
    room.clock.move(hours=1)
    assert {claimed.delivery.guild for claimed in await room.posted()} <= {SERVER_A}
    await room.load_newer_pack(tmp_path, (ENDS, "Netflix ends the show."))
    room.clock.move(hours=1)
    sent = await room.posted()
    assert [claimed.delivery.guild for claimed in sent] == [SERVER_B]
    assert "Netflix ends the show." in said(sent[0])


async def test_several_facts_of_a_post_are_corrected_in_one(room: Newsroom) -> None:
    await room.news()
    facts = [(await room.confirm(f"News number {n}.")).revision.fact.id for n in range(MOST_APART + 1)]
    assert len(await room.posted()) == 1
    room.clock.move(hours=1)
    await room.edit(facts[0], statement="Other news.")
    await room.edit(facts[1], statement="More news.")
    [sent] = await room.posted()
    assert sorted(posted.before.fact.id for posted in news_of(sent).facts if posted.corrected) == sorted(facts[:2])
    room.clock.move(hours=1)
    await room.history.retire(MOD, facts[2], "It was wrong.")
    [sent] = await room.posted()
    assert sorted(posted.before.fact.id for posted in news_of(sent).facts if posted.corrected) == sorted(facts[:3])
    assert len(news_of(sent).facts) == MOST_APART + 1


async def test_corrections_that_wait_are_made_together(room: Newsroom) -> None:
    await room.news()
    fact = await posted_news(room, CONFIRMED)
    for words in ("There is a fifth season.", "There is a sixth season."):
        await room.edit(fact, statement=words)
        await room.watch.scan()
        room.clock.move(minutes=1)
    assert await room.statements() == [["There is a sixth season."]]


async def test_after_ninety_days_a_post_stays_as_it_is(room: Newsroom) -> None:
    await room.news()
    fact = await posted_news(room, CONFIRMED)
    room.clock.move(days=89)
    await room.edit(fact, statement="There is a fifth season.")
    assert len(await room.posted()) == 1
    room.clock.move(days=2)
    await room.edit(fact, statement="There is a sixth season.")
    assert await room.posted() == []


async def test_what_was_not_sent_is_not_corrected(room: Newsroom) -> None:
    news = await room.news()
    fact = (await room.confirm("There is a fourth season.")).revision.fact.id
    await room.watch.scan()
    await room.edit(fact, statement="There is a fifth season.")
    assert await room.statements() == [["There is a fifth season."]]
    room.clock.move(hours=1)
    assert await room.posted() == []
    assert [each.state for each in await room.happened(news)] == [DeliveryState.SENT]


async def test_what_was_cancelled_is_still_corrected(room: Newsroom) -> None:
    news = await room.news()
    fact = await posted_news(room, CONFIRMED)
    async with room.store.writing() as gateways:
        await gateways.announcements.save(replace(news, state=AnnouncementState.CANCELLED))
    await room.edit(fact, statement="There is a fifth season.")
    assert await room.statements() == [["There is a fifth season."]]


# Countdowns


async def test_a_countdown_is_due_again_when_the_date_moves(room: Newsroom) -> None:
    room.clock.now = utc(2027, 1, 1)
    countdown = await room.countdown(3)
    assert not await room.watch.scan()
    release = await room.key("season-3-release")
    await room.edit(release, released="2027-03-08")
    assert await room.watch.scan()
    assert (await room.stored(countdown)).next_due == utc(2027, 2, 6, 9)
    assert not await room.watch.scan()
    await room.edit(release, released="2027-04-08")
    assert await room.watch.scan()
    assert (await room.stored(countdown)).next_due == utc(2027, 3, 9, 9)
    await room.history.retire(MOD, release, "It was wrong.")
    assert await room.watch.scan()
    assert (await room.stored(countdown)).next_due is None


async def test_a_step_that_is_due_is_left_to_the_planner(room: Newsroom) -> None:
    room.clock.now = utc(2027, 1, 1)
    countdown = await room.countdown(3)
    await room.edit(await room.key("season-3-release"), released="2027-03-08")
    await room.watch.scan()
    room.clock.now = utc(2027, 2, 6, 9)
    assert not await room.watch.scan()
    assert (await room.stored(countdown)).next_due == utc(2027, 2, 6, 9)


# Any sequence


ACTS = ("edit", "deny", "source", "undo", "retire", "restore", "scan", "send")


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=14))
async def test_whatever_is_done_each_fact_is_posted_once_and_its_last_state_is_shown(
    loaded_database: Address, databases: Databases, acts: list[tuple[str, int]]
) -> None:
    async with open_store(databases.copy(loaded_database)) as store:
        room = Newsroom(store, Clock())
        news, theirs = await room.news(channels=(1,)), await room.news(SERVER_B, channels=(2,))
        facts = [(await room.confirm(f"News number {n}.")).revision.fact.id for n in range(3)]
        shown: dict[int, str] = {}
        for number, (act, which) in enumerate(acts):
            room.clock.move(minutes=7)
            await _do(room, act, facts[which], number, shown)
        room.clock.move(minutes=7)
        await _do(room, "send", facts[0], 0, shown)
        for fact in facts:
            seen = await room.seen(fact)
            now = await _status(room, fact)
            if fact in shown:
                assert shown[fact] == (f"{seen.statement} {now}" if seen else "(taken out)")
            else:
                # What was denied before it could be sent is news when it is confirmed again.
                assert seen is None or now is not Status.CONFIRMED
        sent = [each for each in await room.happened(news) if each.state is not DeliveryState.SKIPPED]
        first = [each.occurrence.partition("+")[0] for each in sent]
        assert len(first) == len(set(first)) == len(shown)
        assert await room.happened(theirs) == []
        assert await room.posted() == []


async def _do(room: Newsroom, act: str, fact: int, number: int, shown: dict[int, str]) -> None:
    current = await room.current(fact)
    match act:
        case "edit" if not current.retired:
            await room.edit(fact, statement=f"Other news {number}.")
        case "deny" if not current.retired:
            await room.claim(fact, replace(DENIAL, outlet=f"Paper {number}"))
        case "source" if not current.retired:
            await room.claim(fact, replace(CONFIRMED, outlet=f"Maker {number}", published="2019-05-01"))
        case "undo":
            await room.history.undo(MOD, fact)
        case "retire" if not current.retired:
            await room.history.retire(MOD, fact, "A test.")
        case "restore" if current.retired:
            await room.history.restore(MOD, fact)
        case "scan":
            await room.watch.scan()
        case "send":
            for sent in await room.posted():
                assert sent.delivery.guild == SERVER_A
                for posted in news_of(sent).facts:
                    now = posted.now
                    words = f"{now.fact.statement} {now.certainty.status}" if now else "(taken out)"
                    shown[posted.before.fact.id] = words
        case _:
            pass


async def _status(room: Newsroom, fact: int) -> Status | None:
    view = await room.history.show(MOD, fact)
    return view.certainty.status if view.certainty else None
