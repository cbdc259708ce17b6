"""The client of TVmaze against a server on loopback: recorded answers, and everything that can go wrong."""

import json
import time
from asyncio import gather
from collections.abc import AsyncGenerator
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest

from bot.errors import SiteTrouble
from bot.services.shows.tvmaze.fetching import WebCopies
from bot.store.store import Store
from bot.web.tvmaze import CALLS, LARGEST_BODY, NotThere, Site, TvMaze
from bot.web.tvmaze_answers import CastEntry, Episode, FoundEntry, Show
from tests.patience import TRIES
from tests.web.tvmaze_server import Answer, TvMazeServer, recorded, tidewater, tvmaze_server

PATH = "/shows/7001?embed=seasons"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def server() -> AsyncGenerator[TvMazeServer]:
    async with tvmaze_server(tidewater()) as running:
        yield running


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tvmaze(server: TvMazeServer, store: Store, clock: Clock) -> AsyncGenerator[TvMaze]:
    async with TvMaze(Site(server.url, seconds=0.02, first_wait=0.01), WebCopies(store), clock) as client:
        yield client


async def show(tvmaze: TvMaze) -> Show:
    return await tvmaze.one(PATH, Show, "show 7001")


async def test_every_recorded_answer_is_read(server: TvMazeServer, tvmaze: TvMaze) -> None:
    for recording in recorded():
        server.pages[recording.path] = Answer(recording.body, recording.status)
        expected: Any = json.loads(recording.body)
        if recording.status == 404:
            with pytest.raises(NotThere, match="TVmaze does not know episode there"):
                await tvmaze.one(recording.path, Episode, "episode there")
        elif isinstance(expected, list):
            episodes, broken = (await tvmaze.many(recording.path, "episodes")).of(Episode)
            names = [entry["name"] for entry in cast(list[dict[str, Any]], expected)]
            assert ([episode.name for episode in episodes], broken) == (names, 0)
        elif "_embedded" in expected:
            read = await tvmaze.one(recording.path, Show, "the show")
            assert (read.id, read.name, read.updated) == (expected["id"], expected["name"], expected["updated"])
            assert read.channel == (expected["network"] or expected["webChannel"])["name"]
            assert read.premiered == date.fromisoformat(expected["premiered"])
            assert read.embedded
            assert len(read.embedded.seasons or ()) == len(expected["_embedded"]["seasons"])
        else:
            episode = await tvmaze.one(recording.path, Episode, "the episode")
            assert (episode.id, episode.season, episode.number) == tuple(
                expected[k] for k in ("id", "season", "number")
            )
            assert (episode.airdate.isoformat() if episode.airdate else "") == expected["airdate"]


@pytest.mark.parametrize(
    "answer",
    [
        {"id": 7001},
        {"id": 7001, "name": None, "network": None, "webChannel": None, "externals": None, "_embedded": None},
        {"id": 7001, "name": 5, "premiered": "", "updated": "soon", "network": "none", "_embedded": {"seasons": 3}},
        {"id": 7001, "premiered": "0000-00-00", "externals": [], "surprise": {"deep": [1]}},
    ],
)
async def test_what_is_missing_or_of_another_sort_is_not_known(
    server: TvMazeServer, tvmaze: TvMaze, answer: dict[str, object]
) -> None:
    server.put(PATH, answer)
    read = await show(tvmaze)
    assert (read.id, read.name, read.channel, read.premiered, read.updated) == (7001, None, None, None, None)


async def test_entries_that_cannot_be_read_are_counted(server: TvMazeServer, tvmaze: TvMaze) -> None:
    server.put("/shows/1/cast", [{"person": {"id": 5}}, {"person": None}, "Ada", None, {"character": {"id": 1}}])
    read, broken = (await tvmaze.many("/shows/1/cast", "the cast")).of(CastEntry)
    assert ([entry.person.id for entry in read], broken) == ([5], 4)


@pytest.mark.parametrize("body", [b"", b'{"name": "Not Found", "code": 0, "status": 404}', b"<html>gone</html>"])
async def test_what_is_not_there_is_refused_at_once(server: TvMazeServer, tvmaze: TvMaze, body: bytes) -> None:
    server.pages[PATH] = Answer(body, 404)
    with pytest.raises(NotThere, match="TVmaze does not know show 7001"):
        await show(tvmaze)
    assert server.asked(PATH) == 1


@pytest.mark.parametrize(
    ("answer", "words", "tries"),
    [
        (Answer(b"<html>Welcome</html>", headers={"Content-Type": "text/html"}), "cut off or not JSON", 5),
        (Answer(b'{"id": 7001, "name": "Tide'), "cut off or not JSON", 5),
        (Answer(b'{"id": 7001, "name": "Tide', cut=True), "can't be reached, or broke off", 5),
        (Answer(b""), "cut off or not JSON", 5),
        (Answer(b"[" * 100_000), "cut off or not JSON", 5),
        (Answer(b"[]"), "did not answer with show 7001", 1),
        (Answer(b"null"), "did not answer with show 7001", 1),
        (Answer(b'{"name": "Tidewater"}'), "did not answer with show 7001", 1),
        (Answer(b"", 500), r"an error \(500\)", 5),
        (Answer(b"", 429), "asks for fewer requests", 5),
        (Answer(b"", 403), r"an error \(403\)", 1),
        (Answer(b'"' + b"x" * LARGEST_BODY + b'"'), "larger than 20 MB", 1),
    ],
)
async def test_everything_that_goes_wrong_is_explained_in_words(
    server: TvMazeServer, tvmaze: TvMaze, answer: Answer, words: str, tries: int
) -> None:
    server.pages[PATH] = answer
    with pytest.raises(SiteTrouble, match=words):
        await show(tvmaze)
    assert server.asked(PATH) == tries


async def test_a_list_where_an_object_belongs_and_the_other_way_round(server: TvMazeServer, tvmaze: TvMaze) -> None:
    server.put("/shows/1/cast", {"person": 5})
    with pytest.raises(SiteTrouble, match="did not answer with the cast"):
        await tvmaze.many("/shows/1/cast", "the cast")


async def test_a_host_where_nobody_answers_is_refused_in_words(store: Store, clock: Clock) -> None:
    async with TvMaze(Site("http://127.0.0.1:9", 0.01, 0.001), WebCopies(store), clock) as client:
        with pytest.raises(SiteTrouble, match="can't be reached"):
            await show(client)


@pytest.mark.parametrize("trouble", [Answer(b"", 429), Answer(b"", 503), Answer(b'{"id"', cut=True), Answer(b"{")])
async def test_what_may_pass_is_tried_again(server: TvMazeServer, tvmaze: TvMaze, trouble: Answer) -> None:
    server.first(PATH, trouble, trouble)
    assert (await show(tvmaze)).name == "Tidewater"
    assert server.asked(PATH) == 3


async def test_a_wait_that_tvmaze_asks_for_is_kept(server: TvMazeServer, tvmaze: TvMaze) -> None:
    server.first(PATH, Answer(b"", 429, {"Retry-After": "1"}))
    await show(tvmaze)
    first, second = (call.at for call in server.calls)
    assert second - first >= 0.99


async def test_within_an_hour_nothing_is_asked_again(server: TvMazeServer, tvmaze: TvMaze, clock: Clock) -> None:
    await show(tvmaze)
    clock.now += timedelta(minutes=59)
    assert (await show(tvmaze)).name == "Tidewater"
    assert server.asked(PATH) == 1


async def test_after_an_hour_only_a_change_is_sent(server: TvMazeServer, tvmaze: TvMaze, clock: Clock) -> None:
    await show(tvmaze)
    clock.now += timedelta(minutes=61)
    assert (await show(tvmaze)).name == "Tidewater"
    assert [call.status for call in server.calls] == [200, 304]
    clock.now += timedelta(minutes=30)
    await show(tvmaze)
    assert len(server.calls) == 2  # the copy counts from when it was found unchanged
    clock.now += timedelta(minutes=61)
    server.put(PATH, {"id": 7001, "name": "Tidewaters"})
    assert (await show(tvmaze)).name == "Tidewaters"
    assert [(call.conditional, call.status) for call in server.calls][-1] == (True, 200)


async def test_a_clock_that_was_set_back_makes_no_copy_last_longer(
    server: TvMazeServer, tvmaze: TvMaze, clock: Clock
) -> None:
    await show(tvmaze)
    clock.now -= timedelta(days=1)
    await show(tvmaze)
    assert server.asked(PATH) == 2


async def test_what_is_cut_off_is_never_kept(server: TvMazeServer, tvmaze: TvMaze, store: Store) -> None:
    server.pages[PATH] = Answer(b'{"id": 7001')
    with pytest.raises(SiteTrouble):
        await show(tvmaze)
    assert await WebCopies(store).get(tvmaze.url(PATH)) is None


@pytest.mark.parametrize("path", [PATH, "/shows/7001/cast"])
async def test_an_answer_of_no_use_is_asked_for_again_at_once(
    server: TvMazeServer, tvmaze: TvMaze, store: Store, path: str
) -> None:
    async def ask() -> object:
        return await (show(tvmaze) if path == PATH else tvmaze.many(path, "the cast"))

    server.first(path, Answer(b'{"message": "overloaded"}'))
    with pytest.raises(SiteTrouble, match="did not answer with"):
        await ask()
    assert await WebCopies(store).get(tvmaze.url(path)) is None
    assert await ask()


async def test_what_people_search_for_is_not_kept(server: TvMazeServer, tvmaze: TvMaze, store: Store) -> None:
    found, broken = (await tvmaze.search("Tidewater")).of(FoundEntry)
    assert ([entry.show.id for entry in found], broken) == ([7001], 0)
    assert await WebCopies(store).get(tvmaze.url("/search/shows?q=Tidewater")) is None


async def test_a_search_may_hold_any_characters(server: TvMazeServer, tvmaze: TvMaze) -> None:
    text = "Krøniken & 24? #1/2 %41 +"
    with pytest.raises(NotThere):
        await tvmaze.search(text)
    assert server.queries == [text]


async def test_calls_keep_to_the_rule_however_many_ask(server: TvMazeServer, store: Store, clock: Clock) -> None:
    seconds = 0.5
    spans: list[tuple[float, float]] = []
    # On a busy machine calls are held up on their way and then seem to have come at once, but not each time.
    for _ in range(TRIES):
        server.calls.clear()
        async with TvMaze(Site(server.url, seconds, 0.01), WebCopies(store), clock) as client:
            began = time.monotonic()
            await gather(*(client.search("Tidewater") for _ in range(50)))
            took = time.monotonic() - began
        times = sorted(call.at for call in server.calls)
        assert len(times) == 50
        # On their way some come closer together: what is measured are starts of 20, which may take a twentieth less.
        spans.append((min(times[start + CALLS] - times[start] for start in range(len(times) - CALLS)), took))
        if spans[-1][0] >= seconds * 0.95 and took < 4 * seconds:
            return
    pytest.fail(f"too many at once or too slow: {spans}")
