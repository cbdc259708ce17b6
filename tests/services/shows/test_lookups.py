"""Shows from TVmaze: what is taken, what a second look changes, and what is never touched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any, cast

import pytest

from bot.domain.answers import CastAnswer, Choice, EpisodeAnswer
from bot.domain.facts import Fact, Kind, State, Status, Weight
from bot.domain.ids import Ids
from bot.domain.show_lookups import Lookup, LookupState, TakenShow
from bot.errors import BadInput, SiteTrouble
from bot.services.kit import Kit
from bot.services.names.finder import Query
from bot.services.posts.chosen_show import choose_show
from bot.services.shows.loader import PackLoader
from bot.services.shows.lookups import LOOK_UP, LOOKUPS_A_DAY, Lookups
from bot.services.shows.tvmaze.fetching import NO_CREDITS, TvMazeShows, WebCopies
from bot.services.shows.tvmaze.pack import CREDIT, MADE_PLAIN, MISNUMBERED, NAMELESS, UNREADABLE
from bot.store.store import Store
from bot.web.tvmaze import NotThere, Site, TvMaze
from tests.helpers.answers import answers, completions
from tests.helpers.facts import MOD, MOD_OF_B, SERVER_A, SERVER_B, Clock, Desk
from tests.web.tvmaze_server import SHOW, Answer, TvMazeServer, crew, episode, person, tidewater, tvmaze_server

SHOW_PAGE, EPISODES = f"/shows/{SHOW}?embed=seasons", f"/shows/{SHOW}/episodes?specials=1"
CAST = f"/shows/{SHOW}/cast"
PAGES = 9


@dataclass
class Desktop:
    """TVmaze on loopback, a store, and the service between them."""

    server: TvMazeServer
    store: Store
    tvmaze: TvMaze
    clock: Clock = field(default_factory=Clock)
    most_credits: int = 2000

    def __post_init__(self) -> None:
        self.shows = self.service()

    def service(self) -> Lookups:
        """Another process's, on the same store."""
        ids = Ids(self.clock, Random(5))
        kit = Kit(self.store, ids, self.clock)
        loader = PackLoader(kit)
        tvmaze = TvMazeShows(self.tvmaze, self.most_credits)
        return Lookups(kit, loader, tvmaze, choose_show)

    async def take(self, guild: int = SERVER_A) -> TakenShow:
        begun = await self.shows.begin(guild, 11, SHOW)
        if isinstance(begun, TakenShow):
            return begun
        taken = await self.shows.finish(begun)
        assert taken is not None
        return taken

    def change(self, path: str, answer: object) -> None:
        """TVmaze has another answer from now on and says that the show was changed; the copies have expired."""
        self.server.put(path, answer)
        show = tidewater()[SHOW_PAGE] if path != SHOW_PAGE else answer
        self.clock.move(days=1)
        self.server.put(SHOW_PAGE, {**cast(dict[str, Any], show), "updated": int(self.clock.now.timestamp())})

    async def facts(self, guild: int = SERVER_A) -> dict[str, list[Fact]]:
        """The current facts about the show, by kind."""
        show = (await self.store.reading().servers.get(guild)).show
        assert show is not None
        return {kind: list(await self.store.reading().facts.of_kind(guild, show.id, kind, 100)) for kind in Kind}

    async def credits(self, code: str) -> tuple[list[str], list[str]]:
        """Directors and writers of an episode."""
        answer = await self.episode(code)
        found = [
            [person.name for known in of for person in known.fact.people] for of in (answer.directors, answer.writers)
        ]
        return found[0], found[1]

    async def episode(self, code: str) -> EpisodeAnswer:
        answer = await answers(self.store).episode(Query(SERVER_A, self.clock.today, code))
        assert isinstance(answer, EpisodeAnswer), answer
        return answer

    async def log(self, guild: int = SERVER_A) -> list[str]:
        lines = await self.store.reading().log.waiting(guild, [self.clock.now] * 4, 50)
        return [line.words or "" for line in lines]

    async def store_log(self) -> None:
        """Let server A keep a log."""
        async with self.store.writing() as gateways:
            await gateways.servers.set_log_channel(SERVER_A, 5, self.clock.now)

    async def states(self) -> list[LookupState]:
        return [
            lookup.state for lookup in await self.store.reading().lookups.since(SERVER_A, self.clock.now - timedelta(9))
        ]


@asynccontextmanager
async def desktop(store: Store, most_credits: int = 2000) -> AsyncGenerator[Desktop]:
    clock = Clock()
    async with (
        tvmaze_server(tidewater()) as server,
        TvMaze(Site(server.url, seconds=0.02, first_wait=0.001), WebCopies(store), clock) as tvmaze,
    ):
        yield Desktop(server, store, tvmaze, clock, most_credits)


@pytest.fixture
async def at(store: Store) -> AsyncGenerator[Desktop]:
    async with desktop(store) as made:
        yield made


async def test_a_show_is_taken_whole(at: Desktop) -> None:
    taken = await at.take()
    assert (taken.show.title, taken.show.credit) == ("Tidewater", CREDIT)
    assert taken.counts is not None
    counts = taken.counts
    assert (counts.seasons, counts.episodes, counts.specials, counts.people) == (2, 3, 1, 7)
    assert (counts.facts, taken.added, counts.remarks) == (14, 14, {})
    assert (await at.store.reading().servers.get(SERVER_A)).show == taken.show
    assert await at.store.reading().catalogue.seasons(SERVER_A, taken.show.id) == {0: None, 1: 3, 2: None}
    assert len(at.server.calls) == PAGES


async def test_directors_and_writers_come_with_their_pages(at: Desktop) -> None:
    await at.take()
    assert await at.credits("1x01") == (["Cleo Hart"], ["Dov Lane"])
    assert await at.credits("1x02") == (["Eve Stone", "Finn Ray"], ["Dov Lane", "Hana Reed"])
    assert await at.credits("1x03") == ([], [])
    (known,) = (await at.episode("1x02")).directors
    (claim,) = known.fact.claims
    assert (claim.source.outlet, claim.source.url) == ("TVmaze", "https://www.tvmaze.com/episodes/9002/low-water")
    assert (known.certainty.status, claim.published, claim.counts_from) == (Status.REPORTED, None, date(2019, 3, 8))


async def test_a_special_has_a_place_of_its_own(at: Desktop) -> None:
    await at.take()
    assert (await at.episode("S00E01")).episode.title == "The Making Of"
    later = episode(9900, "Ten Years On", 1, None, "2020-01-01")
    at.change(EPISODES, [*cast(list[Any], tidewater()[EPISODES]), later])
    at.server.put("/episodes/9900/guestcrew", [])
    assert await at.shows.refresh()
    assert (await at.episode("S00E01")).episode.title == "The Making Of"
    assert (await at.episode("S00E02")).episode.title == "Ten Years On"


async def test_a_premiere_is_kept_only_where_no_episode_says_it(at: Desktop) -> None:
    await at.take()
    releases = (await at.facts())[Kind.RELEASE]
    assert sorted(str(release.released) for release in releases if not release.episodes) == ["1 May 2030"]
    assert len(releases) == 5


async def test_the_crew_of_the_show_is_kept_with_its_jobs_and_in_sentences(at: Desktop) -> None:
    await at.take()
    found = await at.facts()
    crew = [(fact.job, [person.name for person in fact.people], fact.statement) for fact in found[Kind.CREW]]
    assert sorted(crew, key=str) == [
        ("Creator", ["Cleo Hart"], "Created by Cleo Hart."),
        ("Executive Producer", ["Ada Moss", "Ben Quill"], "Executive Producer of the show: Ada Moss and Ben Quill."),
    ]
    assert found[Kind.NEWS] == []


@pytest.mark.parametrize(
    ("status", "state"),
    [("Ended", State.ENDED), ("Running", None), ("To Be Determined", None), ("In Development", None), (None, None)],
)
async def test_a_status_that_says_how_it_goes_on_is_reported(
    at: Desktop, status: str | None, state: State | None
) -> None:
    at.server.put(SHOW_PAGE, {**cast(dict[str, Any], tidewater()[SHOW_PAGE]), "status": status})
    await at.take()
    renewals = (await at.facts())[Kind.RENEWAL]
    assert [fact.state for fact in renewals] == ([state] if state else [])
    for fact in renewals:
        [claim] = fact.claims
        assert (claim.source.outlet, claim.weight, claim.published) == ("TVmaze", Weight.REPORTED, None)
        assert claim.counts_from == date(2019, 3, 20)  # the last episode's


async def test_crew_that_was_news_is_moved_when_the_show_is_fetched_again(at: Desktop) -> None:
    taken = await at.take()
    crew = {fact.job: fact for fact in (await at.facts())[Kind.CREW]}
    async with at.store.writing() as gateways:  # as the previous release kept it
        executor = gateways.watching._executor  # pyright: ignore[reportPrivateUsage]
        for statement in ("UPDATE fact SET kind = 'news' WHERE kind = 'crew'", "UPDATE revision SET job = NULL"):
            await executor.fetch(statement, {})
        await gateways.revisions.refile(taken.show.id)
    assert {fact.id for fact in (await at.facts())[Kind.NEWS]} == {fact.id for fact in crew.values()}
    at.change(f"/shows/{SHOW}/akas", [])
    assert await at.shows.refresh()
    found = await at.facts()
    assert {fact.job: fact.id for fact in found[Kind.CREW]} == {job: fact.id for job, fact in crew.items()}
    assert found[Kind.NEWS] == []


async def test_seasons_may_be_years(at: Desktop) -> None:
    show = cast(dict[str, Any], tidewater()[SHOW_PAGE])
    at.server.put(SHOW_PAGE, {**show, "_embedded": {"seasons": [{"id": 1, "number": 2012, "episodeOrder": 160}]}})
    at.server.put(EPISODES, [episode(9001, "5 January", 2012, 104, "2012-01-05")])
    await at.take()
    assert (await at.episode("S2012E104")).episode.title == "5 January"


async def test_names_are_made_plain_or_left_out_and_counted(at: Desktop) -> None:
    show = cast(dict[str, Any], tidewater()[SHOW_PAGE])
    at.server.put(SHOW_PAGE, {**show, "name": " <b>Tide</b>water &amp;\u0007 Co ", "network": None, "webChannel": None})
    at.server.put(CAST, [
        {"person": person(1, "Ada <i>Moss</i>"), "character": person(1, "I <3 You")},
        {"person": person(2, "x" * 201), "character": None},
        {"person": person(3, "\u200b"), "character": None},
        {"person": person(4, None), "character": None},
        {"person": person(5, "Ben"), "character": person(6, "")},
        {"person": {"name": "No number"}},
    ])  # fmt: skip
    at.server.put(EPISODES, [
        episode(9001, "A", 1, 1), episode(9002, "B", 1, 1), episode(9003, "C", 1, 99_999), {"name": "D"},
        {**episode(9004, "", 1, 2), "url": "not an address"},
    ])  # fmt: skip
    taken = await at.take()
    assert taken.show.title == "Tidewater & Co"
    assert taken.counts is not None
    assert taken.counts.remarks == {UNREADABLE: 2, NAMELESS: 4, MADE_PLAIN: 1, MISNUMBERED: 2}
    parts = {role.people[0].name: role.character and role.character.name for role in (await at.facts())[Kind.CAST]}
    assert parts == {"Ada Moss": "I <3 You", "Ben": None}


async def test_nothing_is_known_of_a_show_but_its_name(at: Desktop) -> None:
    at.server.put(SHOW_PAGE, {"id": SHOW, "name": "Tidewater"})
    for path in (EPISODES, CAST, f"/shows/{SHOW}/crew", f"/shows/{SHOW}/akas"):
        at.server.put(path, [])
    taken = await at.take()
    assert taken.counts is not None
    assert (taken.counts.facts, taken.added) == (0, 0)


async def test_a_show_without_a_name_is_refused(at: Desktop) -> None:
    at.server.put(SHOW_PAGE, {"id": SHOW, "name": "<p></p>"})
    with pytest.raises(BadInput, match="has no name that can be used"):
        await at.take()


async def test_a_show_that_is_not_there_costs_no_lookup(at: Desktop) -> None:
    with pytest.raises(NotThere, match="TVmaze does not know show 404"):
        await at.shows.begin(SERVER_A, 11, 404)
    assert await at.states() == []


@pytest.mark.parametrize("number", [0, -5, 2**31, 10**30])
async def test_a_number_that_no_show_has_is_refused(at: Desktop, number: int) -> None:
    for work in (at.shows.begin(SERVER_A, 11, number), at.shows.bring(number)):
        with pytest.raises(BadInput, match="TVmaze has no show with the number"):
            await work
    assert at.server.calls == []


@pytest.mark.parametrize("path", [EPISODES, CAST, "/episodes/9003/guestcrew"])
async def test_if_a_page_fails_nothing_is_taken(at: Desktop, path: str) -> None:
    at.server.pages[path] = Answer(b'[{"id": 90')
    with pytest.raises(SiteTrouble):
        await at.take()
    assert await at.states() == [LookupState.FAILED]
    assert (await at.store.reading().servers.get(SERVER_A)).show is None
    assert await at.store.reading().lookups.on_record(SERVER_A, [SHOW]) == {}
    at.server.put_all(tidewater())
    assert (await at.take()).added == 14
    assert max(at.server.asked(each) for each in at.server.pages if each != path) == 1


async def test_of_very_many_episodes_the_latest_have_credits(store: Store) -> None:
    async with desktop(store, most_credits=2) as at:
        taken = await at.take()
        assert taken.counts is not None
        assert taken.counts.remarks == {NO_CREDITS: 2}
        assert await at.credits("1x02") == (["Eve Stone", "Finn Ray"], ["Dov Lane", "Hana Reed"])
        assert await at.credits("1x01") == ([], [])


async def test_what_is_on_record_is_just_chosen(at: Desktop) -> None:
    await at.take()
    asked = len(at.server.calls)
    again = await at.take(SERVER_B)
    assert (again.counts, again.show.title) == (None, "Tidewater")
    assert (await at.store.reading().servers.get(SERVER_B)).show == again.show
    assert isinstance(await at.shows.begin(SERVER_A, 11, 1370), TakenShow)  # the shipped pack's
    assert len(at.server.calls) == asked


async def test_a_show_of_a_pack_is_not_taken_a_second_time(at: Desktop) -> None:
    with pytest.raises(BadInput, match="already on record from the pack jessica-jones and stays as it is"):
        await at.shows.bring(1370)
    assert at.server.calls == []


async def test_a_show_of_another_origin_by_its_imdb_number_costs_one_page(at: Desktop) -> None:
    show = cast(dict[str, Any], tidewater()[SHOW_PAGE])
    at.server.put(SHOW_PAGE, {**show, "externals": {"imdb": "tt2357547"}})  # the shipped pack's
    with pytest.raises(BadInput, match="Jessica Jones is already on record"):
        await at.take()
    assert [call.path for call in at.server.calls] == [SHOW_PAGE]
    assert await at.states() == []


async def test_what_somebody_waits_for_is_not_resumed_beside_it(at: Desktop) -> None:
    assert isinstance(await at.shows.begin(SERVER_A, 11, SHOW), Lookup)
    await at.shows.resume()
    assert await at.states() == [LookupState.RUNNING]
    assert len(at.server.calls) == 1


async def test_one_show_at_a_time_and_ten_a_day(at: Desktop) -> None:
    begun = await at.shows.begin(SERVER_A, 11, SHOW)
    assert isinstance(begun, Lookup)
    with pytest.raises(BadInput, match="being fetched for this server already"):
        await at.shows.begin(SERVER_A, 12, SHOW)
    assert isinstance(await at.shows.begin(SERVER_B, 11, SHOW), Lookup)
    for _ in range(LOOKUPS_A_DAY - 1):
        await at.shows.cancel(SERVER_A, begun.id)
        begun = await at.shows.begin(SERVER_A, 11, SHOW)
        assert isinstance(begun, Lookup)
    await at.shows.cancel(SERVER_A, begun.id)
    with pytest.raises(BadInput, match="10 shows within a day"):
        await at.shows.begin(SERVER_A, 11, SHOW)
    at.clock.move(days=1, minutes=1)
    assert isinstance(await at.shows.begin(SERVER_A, 11, SHOW), Lookup)


@pytest.mark.parametrize("elsewhere", [False, True])
async def test_a_lookup_is_cancelled_in_the_middle(at: Desktop, elsewhere: bool) -> None:
    lookup = await at.shows.begin(SERVER_A, 11, SHOW)
    assert isinstance(lookup, Lookup)
    reported: list[tuple[int, int]] = []

    async def report(done: int, of: int) -> None:
        reported.append((done, of))
        if done == PAGES - 2:
            await (at.service() if elsewhere else at.shows).cancel(SERVER_A, lookup.id)

    assert await at.shows.finish(lookup, report) is None
    assert reported[:2] == [(5, PAGES), (6, PAGES)]
    assert await at.states() == [LookupState.CANCELLED]
    assert await at.store.reading().lookups.on_record(SERVER_A, [SHOW]) == {}
    assert (await at.store.reading().servers.get(SERVER_A)).show is None
    with pytest.raises(BadInput, match="already finished or was cancelled"):
        await at.shows.cancel(SERVER_A, lookup.id)


async def test_another_servers_lookup_is_not_cancelled(at: Desktop) -> None:
    lookup = await at.shows.begin(SERVER_A, 11, SHOW)
    assert isinstance(lookup, Lookup)
    with pytest.raises(BadInput):
        await at.shows.cancel(SERVER_B, lookup.id)
    assert await at.states() == [LookupState.RUNNING]


async def test_what_a_stop_broke_off_continues_at_the_next_start(at: Desktop) -> None:
    await at.store_log()
    lookup = await at.shows.begin(SERVER_A, 11, SHOW)
    assert isinstance(lookup, Lookup)
    halfway = asyncio.Event()

    async def report(done: int, of: int) -> None:
        if done == PAGES - 2:
            halfway.set()

    running = asyncio.create_task(at.shows.finish(lookup, report))
    await halfway.wait()
    await at.shows.stop()
    assert await running is None
    assert await at.states() == [LookupState.RUNNING]
    await at.service().resume()
    assert await at.states() == [LookupState.DONE]
    shown = (await at.store.reading().servers.get(SERVER_A)).show
    assert shown is not None
    assert shown.title == "Tidewater"
    assert max(at.server.asked(path) for path in at.server.pages) == 1
    (line,) = await at.log()
    assert "this server's show now" in line


async def test_what_nobody_waits_for_any_more_is_not_resumed(at: Desktop) -> None:
    assert isinstance(await at.shows.begin(SERVER_A, 11, SHOW), Lookup)
    at.clock.move(days=1, minutes=1)
    await at.service().resume()
    assert await at.states() == [LookupState.FAILED]


async def test_taking_it_again_changes_nothing(at: Desktop) -> None:
    await at.take()
    at.change(SHOW_PAGE, tidewater()[SHOW_PAGE])
    again = await at.shows.bring(SHOW)
    assert (again.anything, again.same) == (False, True)
    assert not await at.shows.refresh()


async def test_answers_that_have_lost_most_of_a_show_change_nothing(at: Desktop) -> None:
    await at.take()
    before = await at.facts()
    for part in ("episodes?specials=1", "cast", "crew"):
        at.change(f"/shows/{SHOW}/{part}", [])
    with pytest.raises(SiteTrouble, match="looks like a mistake there"):
        await at.shows.bring(SHOW)
    assert await at.facts() == before


async def test_only_what_changed_becomes_a_revision(at: Desktop) -> None:
    await at.take()
    before = await at.facts()
    changed = crew(("Director", 310, "Jo Vale"), ("Writer", 304, "Dov Lane"))
    at.change("/episodes/9001/guestcrew", changed)
    assert await at.shows.refresh()
    after = await at.facts()
    revisions = {fact.id: fact.revision_id for facts in before.values() for fact in facts}
    moved = [fact for facts in after.values() for fact in facts if revisions[fact.id] != fact.revision_id]
    assert [[person.name for person in fact.people] for fact in moved] == [["Jo Vale"]]


async def test_a_new_title_is_the_catalogues_and_no_revision(at: Desktop) -> None:
    await at.take()
    renamed = [
        {**page, "name": "High Tide"} if page["id"] == 9001 else page for page in cast(Any, tidewater()[EPISODES])
    ]
    at.change(EPISODES, renamed)
    taken = await at.shows.bring(SHOW)
    assert (taken.anything, taken.same) == (False, False)
    assert (await at.episode("1x01")).episode.title == "High Tide"


async def test_a_show_is_looked_at_once_a_day_by_one_call(at: Desktop) -> None:
    await at.take()
    at.clock.move(hours=22)
    asked = len(at.server.calls)
    await at.shows.refresh()
    assert len(at.server.calls) == asked
    at.clock.move(hours=2)
    await at.shows.refresh()
    await at.shows.refresh()
    assert [call.path for call in at.server.calls[asked:]] == [SHOW_PAGE]
    assert at.server.calls[-1].status == 304


async def test_a_show_that_nobody_chose_is_left_alone(at: Desktop) -> None:
    await at.shows.bring(SHOW)
    at.change("/episodes/9001/guestcrew", [])
    asked = len(at.server.calls)
    assert not await at.shows.refresh()
    assert len(at.server.calls) == asked


async def test_trouble_with_one_show_is_tried_again_the_next_day(at: Desktop) -> None:
    await at.take()
    at.change("/episodes/9001/guestcrew", [])
    at.server.pages[CAST] = Answer(b"", 500)
    assert not await at.shows.refresh()
    at.server.put(CAST, tidewater()[CAST])
    at.clock.move(days=1)
    assert await at.shows.refresh()
    assert await at.credits("1x01") == ([], [])


async def test_what_moderators_changed_stays_theirs_and_they_are_asked(at: Desktop) -> None:
    await at.take()
    await at.store_log()
    desk = Desk(at.store, at.clock)
    (director,) = (await at.episode("1x01")).directors
    await desk.edit(director.fact.id, people="Kit Marsh")
    at.change("/episodes/9001/guestcrew", crew(("Director", 310, "Jo Vale"), ("Writer", 304, "Dov Lane")))
    assert await at.shows.refresh()
    assert (await at.credits("1x01"))[0] == ["Kit Marsh"]
    assert [fact.id for fact in (await desk.review.page(MOD, 0)).moved_on] == [director.fact.id]
    assert (await desk.review.page(MOD_OF_B, 0)).moved_on == ()
    lines = [line for line in await at.log() if "TVmaze" in line]
    assert lines == [
        "🔎 TVmaze changed 1 fact that was also changed here and stays as it is; /fact review shows both versions."
    ]


def test_the_offer_comes_last_and_only_if_no_show_has_exactly_that_title(at: Desktop) -> None:
    tide, other = Choice("Tidewater", "id:w1"), Choice("Tidewater Tales", "id:w2")
    assert at.shows.with_offer("tidewater", [tide, other]) == [tide, other]
    assert at.shows.with_offer("tide", [tide])[-1] == Choice("Look “tide” up on TVmaze", f"{LOOK_UP}tide")
    assert at.shows.with_offer("t", []) == []
    assert at.shows.with_offer("t" * 81, []) == []
    full = at.shows.with_offer("tide", [replace(tide, value=str(number)) for number in range(25)])
    assert len(full) == 25
    assert full[-1].value == f"{LOOK_UP}tide"
    assert all(len(choice.value) <= 100 for choice in at.shows.with_offer("ø" * 80, []))


async def test_a_search_marks_what_is_on_record(at: Desktop) -> None:
    (found,) = await at.shows.search(SERVER_A, f"{LOOK_UP}Tidewater")
    assert (found.tvmaze, found.title, found.year, found.network) == (SHOW, "Tidewater", 2019, "Channel Nought")
    assert not found.on_record
    await at.take()
    (found,) = await at.shows.search(SERVER_A, "Tidewater")
    assert found.on_record
    with pytest.raises(BadInput):
        await at.shows.search(SERVER_A, f"{LOOK_UP}  ")


async def test_somebody_who_plays_themselves_is_answered_without_asking_back(at: Desktop) -> None:
    await at.take()
    for text in ("Cleo", "Cleo Hart"):
        answer = await answers(at.store).cast(Query(SERVER_A, at.clock.today, text))
        assert isinstance(answer, CastAnswer), answer
        assert [role.character and role.character.name for role in answer.roles] == ["Cleo Hart"]


async def test_shows_that_share_a_title_are_labelled_with_where_they_run(at: Desktop) -> None:
    await at.take()
    show = cast(dict[str, Any], tidewater()[SHOW_PAGE])
    remake = {**show, "id": 7002, "externals": None, "network": {"name": "Channel One"}}
    at.server.put("/shows/7002?embed=seasons", remake)
    for part in ("episodes?specials=1", "akas", "cast", "crew"):
        at.server.put(f"/shows/7002/{part}", [])
    await at.shows.bring(7002)
    offered = await completions(at.store).show(SERVER_A, "tidew")
    assert sorted(choice.label for choice in offered) == ["Tidewater · Channel Nought", "Tidewater · Channel One"]
    with pytest.raises(BadInput, match=r"Tidewater · Channel (One|Nought), Tidewater · Channel"):
        await answers(at.store).season(Query(SERVER_A, at.clock.today, season=1, show="Tidewater"))


async def test_a_lookup_that_fails_with_nobody_there_is_logged(at: Desktop) -> None:
    await at.store_log()
    assert isinstance(await at.shows.begin(SERVER_A, 11, SHOW), Lookup)
    at.server.pages[CAST] = Answer(b"", 500)
    await at.service().resume()
    assert await at.states() == [LookupState.FAILED]
    (line,) = await at.log()
    assert "could not be fetched; nothing was taken" in line
