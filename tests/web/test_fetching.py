"""Fetching from real sockets on loopback: what is refused, given up, followed and remembered."""

import asyncio
import gzip
import socket
import threading
import time
import tracemalloc
import zlib
from collections.abc import AsyncGenerator, Callable, Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput, SiteTrouble
from bot.web import bodies
from bot.web.addresses import Address
from bot.web.fetching import Fetcher, Limits, open_fetcher
from tests.patience import PATIENCE, soon
from tests.web.feed_server import Answer, FeedServer, feed_server

MB = 1024 * 1024


def anywhere(address: Address) -> bool:
    return True


@pytest.fixture
async def site() -> AsyncGenerator[FeedServer]:
    async with feed_server() as server:
        yield server


@pytest.fixture
async def fetcher() -> AsyncGenerator[Fetcher]:
    async with open_fetcher(anywhere) as opened:
        yield opened


def _raw_deflate(body: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packing.compress(body) + packing.flush()


async def test_what_is_there_is_fetched_with_its_validators(site: FeedServer, fetcher: Fetcher) -> None:
    headers = {"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT", "Content-Type": "text/xml"}
    url = site.set("/feed", "hello", headers=headers)
    fetched = await fetcher.get(url)
    assert fetched is not None
    assert (fetched.url, fetched.body, fetched.content_type) == (url, b"hello", "text/xml")
    assert (fetched.etag, fetched.last_modified) == ('"1"', "Sat, 21 Nov 2026 10:00:00 GMT")


@pytest.mark.parametrize(
    "known", [{"etag": '"1"'}, {"last_modified": "Sat, 21 Nov 2026 10:00:00 GMT"}], ids=["etag", "last-modified"]
)
async def test_what_has_not_changed_is_none(site: FeedServer, fetcher: Fetcher, known: dict[str, str]) -> None:
    url = site.set("/feed", "hello", headers={"ETag": '"1"', "Last-Modified": "Sat, 21 Nov 2026 10:00:00 GMT"})
    assert await fetcher.get(url, **known) is None
    assert await fetcher.get(url, etag='"0"') is not None


async def test_not_modified_is_no_answer_to_a_first_request(site: FeedServer, fetcher: Fetcher) -> None:
    with pytest.raises(SiteTrouble, match="304"):
        await fetcher.get(site.set("/feed", status=304))


async def test_the_bot_names_itself_and_sends_no_cookies_or_credentials(
    site: FeedServer, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    url = site.set("/feed", "hello", headers={"Set-Cookie": "who=ann; Path=/"})
    await fetcher.get(url)
    await fetcher.get(url)
    for asked in site.asked:
        assert asked.headers["User-Agent"].startswith("Casefile/")
        assert not {"Cookie", "Authorization", "Referer"} & asked.headers.keys()
    assert len(site.asked) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1", "0x7f.1"])
async def test_loopback_is_not_reached_unless_a_test_says_so(site: FeedServer, host: str) -> None:
    site.set("/feed", "secret")
    port = site.url.rpartition(":")[2]
    async with open_fetcher() as fetcher:
        with pytest.raises(BadInput):
            await fetcher.get(f"http://{host}:{port}/feed")
    assert not site.asked


async def test_a_name_is_looked_up_once_and_connected_to_as_it_was_checked(site: FeedServer) -> None:
    """A name that leads to a public address when it is checked and to this machine a moment later."""
    asked: list[str] = []
    checked: list[str] = []

    def look_up(host: str) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    def first_only(address: Address) -> bool:
        checked.append(str(address))
        return str(address) == "127.0.0.1"

    site.set("/feed", "hello")
    port = site.url.rpartition(":")[2]
    async with open_fetcher(first_only, look_up=look_up) as fetcher:
        assert await fetcher.get(f"http://feeds.example:{port}/feed") is not None
        assert (asked, checked) == (["feeds.example"], ["127.0.0.1"])
        with pytest.raises(BadInput, match="private network"):
            await fetcher.get(f"http://feeds.example:{port}/feed")
    assert site.count("/feed") == 1


async def test_redirects_are_followed_and_the_last_address_is_returned(site: FeedServer, fetcher: Fetcher) -> None:
    last = site.set("/5", "hello")
    for hop in range(5):
        status = (301, 302, 303, 307, 308)[hop]
        site.set(f"/{hop}", status=status, headers={"Location": f"/{hop + 1}#top"})
    fetched = await fetcher.get(f"{site.url}/0")
    assert fetched is not None
    assert fetched.url == last


async def test_a_cookie_is_sent_back_within_one_chain_of_redirects_and_no_longer(site: FeedServer) -> None:
    """A site that redirects to the same address until its cookie comes back."""
    async with open_fetcher(anywhere, look_up=lambda _: ["127.0.0.1"]) as fetcher:
        url = site.set("/feed", "hello")
        headers = {"Location": "/feed", "Set-Cookie": "who=reader-7; Path=/; HttpOnly"}
        site.unless_cookie("/feed", "who=reader-7", Answer(status=302, headers=headers))
        for number in (1, 2):
            fetched = await fetcher.get(url)
            assert fetched is not None
            assert fetched.body == b"hello"
            assert [asked.headers.get("Cookie") for asked in site.asked] == [None, "who=reader-7"] * number


async def test_a_cookie_is_sent_to_its_own_site_alone(site: FeedServer) -> None:
    port = site.url.rpartition(":")[2]
    async with open_fetcher(anywhere, look_up=lambda _: ["127.0.0.1"]) as fetcher:
        site.set("/feed", "hello")
        other = {"Location": f"http://other.example:{port}/feed", "Set-Cookie": "who=reader-7; Path=/"}
        site.set("/away", status=302, headers=other)
        await fetcher.get(f"http://feeds.example:{port}/away")
        foreign = {"Location": "/feed", "Set-Cookie": "who=reader-7; Domain=other.example; Path=/"}
        site.set("/foreign", status=302, headers=foreign)
        await fetcher.get(f"http://feeds.example:{port}/foreign")
    assert not any("Cookie" in asked.headers for asked in site.asked)


async def test_redirects_that_lead_nowhere_are_given_up(site: FeedServer, fetcher: Fetcher) -> None:
    with pytest.raises(SiteTrouble, match="more than 5 times"):
        await fetcher.get(site.set("/feed", status=302, headers={"Location": "/feed"}))
    assert site.count("/feed") == 6


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/feed", "//169.254.169.254/latest", "file:///etc/hostname", "http://ann:secret@example.org/",
        "http://[::1", "http://2130706433/", "javascript:alert(1)", "http://x:99999/",
    ],
)  # fmt: skip
async def test_each_redirect_is_checked_like_an_address(site: FeedServer, location: str) -> None:
    def loopback(address: Address) -> bool:
        return address.is_loopback

    async with open_fetcher(loopback) as fetcher:
        with pytest.raises(SiteTrouble, match="does not go to"):
            await fetcher.get(site.set("/feed", status=302, headers={"Location": location}))


async def test_a_redirect_to_a_name_that_leads_inside_is_refused(site: FeedServer) -> None:
    def first_host_only(address: Address) -> bool:
        return str(address) == "127.0.0.1"

    async with open_fetcher(first_host_only, look_up=lambda _: ["127.0.0.9"]) as fetcher:
        with pytest.raises(SiteTrouble, match="does not go to"):
            await fetcher.get(site.set("/feed", status=302, headers={"Location": "http://intranet.example/feed"}))


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", _raw_deflate)]
)
async def test_packed_bodies_are_unpacked(
    site: FeedServer, fetcher: Fetcher, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    fetched = await fetcher.get(site.set("/feed", pack(b"hello" * 1000), headers={"Content-Encoding": encoding}))
    assert fetched is not None
    assert fetched.body == b"hello" * 1000


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", _raw_deflate)]
)
async def test_a_bomb_is_refused_before_it_goes_off(
    site: FeedServer, fetcher: Fetcher, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    url = site.set("/feed", pack(bytes(60 * MB)), headers={"Content-Encoding": encoding})
    tracemalloc.start()
    try:
        with pytest.raises(SiteTrouble, match="larger than 5 MB"):
            await fetcher.get(url)
        assert tracemalloc.get_traced_memory()[1] < 20 * MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "bzip2"])
async def test_other_ways_of_packing_are_refused(site: FeedServer, fetcher: Fetcher, encoding: str) -> None:
    with pytest.raises(SiteTrouble, match="not asked for"):
        await fetcher.get(site.set("/feed", b"hello", headers={"Content-Encoding": encoding}))
    assert site.asked[0].headers["Accept-Encoding"] == "gzip, deflate"


@pytest.mark.parametrize("encoding", ["aws-chunked", "UTF-8", "none", "identity", "", "binary", "utf-8, aws-chunked"])
async def test_what_is_no_way_to_pack_changes_nothing(site: FeedServer, fetcher: Fetcher, encoding: str) -> None:
    fetched = await fetcher.get(site.set("/feed", b"hello", headers={"Content-Encoding": encoding}))
    assert fetched is not None
    assert fetched.body == b"hello"
    packed = {"Content-Encoding": f"gzip, {encoding}"}
    fetched = await fetcher.get(site.set("/packed", gzip.compress(b"hello"), headers=packed))
    assert fetched is not None
    assert fetched.body == b"hello"


@given(
    parts=st.lists(st.sampled_from((b"", b"hello", b"world" * 20_000)), min_size=1, max_size=5),
    rest=st.sampled_from((b"", bytes(8), b"\x1f", b"rest")),
    size=st.sampled_from((1, 7, 100_000)),
)
def test_gzip_may_come_in_several_parts(parts: list[bytes], rest: bytes, size: int) -> None:
    body = b"".join(gzip.compress(part) for part in parts) + rest
    unpack = bodies.unpacker("gzip", "feeds.example")
    found = b"".join(unpack(body[at : at + size], 5 * MB) for at in range(0, len(body), size))
    assert (found, unpack.complete) == (b"".join(parts), True)


@pytest.mark.parametrize("parts", [[b"", b"hello"], [b"hel", b"", b"lo"], [b"", b"", b"hello", b""]])
async def test_packed_bodies_in_several_parts_are_unpacked(
    site: FeedServer, fetcher: Fetcher, parts: list[bytes]
) -> None:
    packed = b"".join(gzip.compress(part) for part in parts)
    fetched = await fetcher.get(site.set("/feed", packed, headers={"Content-Encoding": "gzip"}))
    assert fetched is not None
    assert fetched.body == b"hello"


async def test_of_several_packed_parts_none_may_be_missing_and_none_may_go_off(
    site: FeedServer, fetcher: Fetcher
) -> None:
    packed = {"Content-Encoding": "gzip"}
    cut = gzip.compress(b"hello") + gzip.compress(b"world" * 99)[:-9]
    with pytest.raises(SiteTrouble, match="broke off"):
        await fetcher.get(site.set("/feed", cut, headers=packed))
    with pytest.raises(SiteTrouble, match="larger than 5 MB"):
        await fetcher.get(site.set("/feed", gzip.compress(b"x") + gzip.compress(bytes(60 * MB)), headers=packed))
    with pytest.raises(SiteTrouble, match="more than 1000 compressed parts"):
        await fetcher.get(site.set("/feed", gzip.compress(b"") * 2000, headers=packed))


async def test_what_is_not_gzip_and_what_breaks_off_is_refused_in_words(site: FeedServer, fetcher: Fetcher) -> None:
    with pytest.raises(SiteTrouble, match="decompressed"):
        await fetcher.get(site.set("/feed", b"hello", headers={"Content-Encoding": "gzip"}))
    with pytest.raises(SiteTrouble, match="broke off"):
        await fetcher.get(site.set("/feed", gzip.compress(b"hello" * 99)[:-12], headers={"Content-Encoding": "gzip"}))


async def test_five_megabytes_are_allowed_and_one_byte_more_is_not(site: FeedServer, fetcher: Fetcher) -> None:
    fetched = await fetcher.get(site.set("/feed", bytes(5 * MB)))
    assert fetched is not None
    assert len(fetched.body) == 5 * MB
    with pytest.raises(SiteTrouble, match="larger than 5 MB"):
        await fetcher.get(site.set("/feed", bytes(5 * MB + 1)))


async def test_an_endless_stream_is_refused(site: FeedServer, fetcher: Fetcher) -> None:
    with pytest.raises(SiteTrouble, match="larger than 5 MB"):
        await fetcher.get(site.answer("/feed", Answer(pieces=[bytes(256 * 1024)], endless=True)))


async def test_packed_nothing_without_end_is_refused(site: FeedServer, fetcher: Fetcher) -> None:
    nothing = b"\x00\x00\x00\xff\xff" * 50_000  # empty stored blocks, which unpack to nothing at all
    beginning = gzip.compress(b"")[:10]
    answer = Answer(pieces=[beginning, *[nothing] * 30], headers={"Content-Encoding": "gzip"})
    with pytest.raises(SiteTrouble, match="larger than 5 MB"):
        await fetcher.get(site.answer("/feed", answer))


async def test_a_site_that_falls_silent_is_given_up(site: FeedServer) -> None:
    answers = [Answer(pieces=[b"."], pause=60), Answer(pieces=[b"<rss>", b"</rss>"], pause=60)]
    for number, answer in enumerate(answers):
        site.answer(f"/{number}", answer)
    async with open_fetcher(anywhere, limits=Limits(silence=0.2)) as fetcher:
        for number in range(len(answers)):
            with pytest.raises(SiteTrouble, match=r"sent nothing for 0\.2 seconds"):
                await fetcher.get(f"{site.url}/{number}")


async def test_a_site_that_accepts_and_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        async with open_fetcher(anywhere, limits=Limits(silence=0.2)) as fetcher:
            with pytest.raises(SiteTrouble, match="sent nothing for"):
                await fetcher.get(f"http://127.0.0.1:{deaf.getsockname()[1]}/feed")


async def test_a_site_that_goes_on_sending_may_take_longer_than_a_silence_may(site: FeedServer) -> None:
    url = site.answer("/feed", Answer(pieces=[b"."] * 50, pause=0.05))
    async with open_fetcher(anywhere, limits=Limits(silence=2.0)) as fetcher:
        fetched = await fetcher.get(url)
    assert fetched is not None
    assert fetched.body == b"." * 50


def _keep_busy(until: threading.Event, seconds: float) -> None:
    """Do something else for so long that nothing is read meanwhile."""
    until.wait(PATIENCE)
    time.sleep(seconds)


async def test_a_machine_that_was_busy_for_longer_than_a_silence_reads_what_came_meanwhile() -> None:
    """The site answers from a thread while the bot does nothing but other work."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"
    asked, go_on, sent = threading.Event(), threading.Event(), threading.Event()

    def serve(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection:
            connection.recv(10_000)
            connection.sendall(answer)
            asked.set()
            go_on.wait(PATIENCE)
            connection.sendall(b"world")
            sent.set()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        serving = threading.Thread(target=serve, args=(listening,))
        serving.start()
        async with open_fetcher(anywhere, limits=Limits(silence=3.0)) as fetcher:
            url = f"http://127.0.0.1:{listening.getsockname()[1]}/feed"
            fetching = asyncio.create_task(fetcher.get(url))
            await asyncio.to_thread(asked.wait, PATIENCE)
            go_on.set()
            _keep_busy(sent, 3.5)
            fetched = await fetching
        serving.join()
    assert fetched is not None
    assert fetched.body == b"helloworld"


async def test_a_site_that_drips_is_given_up(site: FeedServer) -> None:
    url = site.answer("/feed", Answer(pieces=[b"."], pause=0.05, endless=True))

    async def given_up() -> None:
        async with open_fetcher(anywhere, limits=Limits(seconds=0.3)) as fetcher:
            with pytest.raises(SiteTrouble, match=r"longer than 0\.3 seconds"):
                await fetcher.get(url)

    await soon(given_up, 2)


async def test_redirects_share_the_one_time_limit(site: FeedServer) -> None:
    for hop in range(4):
        answer = Answer(pieces=[b"."], pause=0.2, status=302, headers={"Location": f"/{hop + 1}"})
        site.answer(f"/{hop}", answer)
    site.answer("/4", Answer(pieces=[b"."] * 10, pause=0.2))

    async def given_up() -> None:
        async with open_fetcher(anywhere, limits=Limits(seconds=0.5)) as fetcher:
            with pytest.raises(SiteTrouble, match="longer than"):
                await fetcher.get(f"{site.url}/0")

    await soon(given_up, 2)


async def test_headers_without_end_are_refused(site: FeedServer, fetcher: Fetcher) -> None:
    with pytest.raises(SiteTrouble):
        await fetcher.get(site.set("/feed", b"hello", headers={"X-Long": "x" * 70_000}))
    with pytest.raises(SiteTrouble):
        await fetcher.get(site.set("/feed", b"hello", headers={f"X-{number}": "x" for number in range(400)}))


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Security-Policy": "x" * 64 * 1024},
        {f"X-{number}": "x" * 200 for number in range(256)},
        {f"X-{number}": "x" * 16_000 for number in range(4)},
    ],
    ids=["long", "many", "large"],
)
async def test_sites_may_send_many_and_long_headers(
    site: FeedServer, fetcher: Fetcher, headers: dict[str, str]
) -> None:
    fetched = await fetcher.get(site.set("/feed", b"hello", headers=headers))
    assert fetched is not None
    assert fetched.body == b"hello"


async def test_validators_too_long_to_keep_are_left_out(site: FeedServer, fetcher: Fetcher) -> None:
    fetched = await fetcher.get(site.set("/feed", b"hello", headers={"ETag": '"' + "x" * 600 + '"'}))
    assert fetched is not None
    assert fetched.etag is None


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Sun, 22 Nov 2026 10:10:00 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"}, 600.0),
        ({"Retry-After": "Sun, 22 Nov 2026 09:00:00 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"}, None),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "-5"}, None),
        ({"Retry-After": "9" * 400}, None),
        ({}, None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
async def test_a_site_may_ask_to_be_left_alone(
    site: FeedServer, fetcher: Fetcher, status: int, headers: dict[str, str], wait: float | None
) -> None:
    with pytest.raises(SiteTrouble, match=str(status)) as trouble:
        await fetcher.get(site.set("/feed", status=status, headers=headers))
    assert trouble.value.retry_after == wait


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "nothing at that address"), (410, "gone for good"), (403, "does not let"), (401, "password"), (500, "500"),
     (204, "204"), (206, "206"), (300, "300"), (302, "302")],
)  # fmt: skip
async def test_other_answers_are_put_in_words(site: FeedServer, fetcher: Fetcher, status: int, words: str) -> None:
    with pytest.raises(SiteTrouble, match=words):
        await fetcher.get(site.set("/feed", status=status))


@pytest.mark.parametrize(
    ("headers", "fresh"),
    [
        ({"Cache-Control": "public, max-age=3600"}, timedelta(hours=1)),
        ({"Cache-Control": "Max-Age=60", "Expires": "Sun, 22 Nov 2026 12:00:00 GMT"}, timedelta(minutes=1)),
        ({"Cache-Control": "no-cache, max-age=3600"}, None),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "max-age=" + "9" * 30}, None),
        ({"Expires": "Sun, 22 Nov 2026 12:00:00 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"}, timedelta(hours=2)),
        ({"Expires": "0"}, None),
        ({"Expires": "Fri, 31 Dec 9999 23:59:59 GMT", "Date": "Sun, 22 Nov 2026 10:00:00 GMT"}, timedelta(days=30)),
        ({}, None),
    ],
)
async def test_how_long_an_answer_counts_as_new(
    site: FeedServer, fetcher: Fetcher, headers: dict[str, str], fresh: timedelta | None
) -> None:
    fetched = await fetcher.get(site.set("/feed", "hello", headers=headers))
    assert fetched is not None
    assert fetched.fresh_for == fresh


async def test_a_site_that_is_not_there_is_refused_in_words(fetcher: Fetcher) -> None:
    with pytest.raises(SiteTrouble, match="no connection"):
        await fetcher.get("http://127.0.0.1:1/feed")
