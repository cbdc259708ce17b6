"""Feeds fetched from a loopback server and read in a process of their own, which can do no harm."""

import gzip
import sys
from collections.abc import AsyncGenerator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.feeds import LONGEST_WAIT, SHORTEST_WAIT, FeedCopy, ReadFeed
from bot.errors import SiteTrouble
from bot.web.feed_entries import Place
from bot.web.feed_items import read
from bot.web.feeds import FeedReader
from bot.web.fetching import open_fetcher
from tests.patience import soon
from tests.web.feed_server import FEEDS, FeedServer, feed_server

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
RSS = '<rss version="2.0"><channel><title>Gazette</title>{}</channel></rss>'


@pytest.fixture
async def site() -> AsyncGenerator[FeedServer]:
    async with feed_server() as server:
        yield server


@pytest.fixture
async def reader() -> AsyncGenerator[FeedReader]:
    async with open_fetcher(lambda _: True) as fetcher:
        yield FeedReader(fetcher, clock=lambda: NOW)


async def _read(reader: FeedReader, url: str) -> ReadFeed:
    copy = await reader.read(url)
    assert isinstance(copy, FeedCopy)
    return copy.feed


async def test_validators_are_returned_and_what_has_not_changed_is_none(site: FeedServer, reader: FeedReader) -> None:
    url = site.feed("rss20.xml", {"ETag": '"7"', "Last-Modified": "Fri, 20 Nov 2026 18:00:00 GMT"})
    copy = await reader.read(url)
    assert copy is not None
    assert (copy.etag, copy.last_modified) == ('"7"', "Fri, 20 Nov 2026 18:00:00 GMT")
    assert await reader.read(url, etag=copy.etag, last_modified=copy.last_modified) is None


async def test_what_the_process_reads_arrives_whole(site: FeedServer, reader: FeedReader) -> None:
    feed = await _read(reader, site.feed("rss20.xml"))
    there = Place(f"{site.url}/rss20.xml", f"{site.url}/rss20.xml", NOW.date())
    assert feed == read((FEEDS / "rss20.xml").read_bytes(), "", there)
    assert len(feed.items) == 3


async def test_a_feed_with_several_faults_at_once_is_read(site: FeedServer, reader: FeedReader) -> None:
    item = "<item><title>《夜航渡轮》第二季续订 AT&T</title><pubDate>22.11.2026 10:16</pubDate></item>"
    body = f'<?xml version="1.0" encoding="gb2312"?><!DOCTYPE html>{RSS.format(item)}'.encode("gbk")
    headers = {"Content-Type": "text/xml; charset=utf-8", "Content-Encoding": "gzip, UTF-8"}
    feed = await _read(reader, site.set("/feed", gzip.compress(b"") + gzip.compress(body), headers=headers))
    assert [(item.title, item.published) for item in feed.items] == [("《夜航渡轮》第二季续订 AT&T", NOW.date())]


async def test_links_are_relative_to_where_the_feed_was_found(site: FeedServer, reader: FeedReader) -> None:
    site.set("/news/feed", RSS.format("<item><title>x</title><link>story</link></item>"))
    feed = await _read(reader, site.set("/feed", status=301, headers={"Location": "/news/feed"}))
    assert feed.items[0].url == f"{site.url}/news/story"


@pytest.mark.parametrize(
    ("minutes", "age", "every"),
    [
        ("", "", None),
        ("5", "max-age=60", SHORTEST_WAIT),
        ("60", "max-age=7200", timedelta(hours=2)),
        ("60", "max-age=600", timedelta(hours=1)),
        ("99999", "", LONGEST_WAIT),
    ],
)
async def test_a_feed_is_left_alone_as_long_as_it_and_its_site_ask_within_bounds(
    site: FeedServer, reader: FeedReader, minutes: str, age: str, every: timedelta | None
) -> None:
    url = site.set("/feed", RSS.format(f"<ttl>{minutes}</ttl>"), headers={"Cache-Control": age})
    assert (await _read(reader, url)).every == every


@pytest.mark.parametrize("kind", ["ENTITY x SYSTEM", "ENTITY % x SYSTEM"])
async def test_nothing_is_opened_or_fetched_for_an_entity(
    site: FeedServer, reader: FeedReader, tmp_path: Path, kind: str
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the captain did it")
    for address in (secret.as_uri(), site.set("/secret", "the captain did it")):
        body = f'<!DOCTYPE rss [<!{kind} "{address}">]>' + RSS.format("<item><title>&x;</title></item>")
        with pytest.raises(SiteTrouble, match="entities"):
            await reader.read(site.set("/feed", body))
    assert site.count("/secret") == 0


async def test_a_document_type_from_elsewhere_is_not_fetched(site: FeedServer, reader: FeedReader) -> None:
    site.set("/rss.dtd", '<!ENTITY x "the captain">')
    body = f'<!DOCTYPE rss SYSTEM "{site.url}/rss.dtd">' + RSS.format("<item><title>Ferry &x;</title></item>")
    feed = await _read(reader, site.set("/feed", body))
    assert "captain" not in feed.items[0].title
    assert site.count("/rss.dtd") == 0


async def test_a_web_page_that_names_its_feed_leads_there(site: FeedServer, reader: FeedReader) -> None:
    with pytest.raises(SiteTrouble, match=f"Add its feed instead: `{site.url}/rss20.xml`"):
        await reader.read(site.feed("page.html"))


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], None]:
    """Sets what the process does that reads a feed."""

    def set_to(program: str) -> None:
        (tmp_path / "other_child.py").write_text(program)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr("bot.web.feeds._CHILD", "other_child")

    return set_to


async def test_a_process_that_does_nothing_is_ended(site: FeedServer, child: Callable[[str], None]) -> None:
    url = site.feed("rss20.xml")
    child("import time; time.sleep(600)")

    async def ended() -> None:
        async with open_fetcher(lambda _: True) as fetcher:
            with pytest.raises(SiteTrouble, match="too long to read"):
                await FeedReader(fetcher, seconds=0.1).read(url)

    await soon(ended, 2)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit processor time")
async def test_reading_that_uses_up_its_processor_time_is_ended(
    site: FeedServer, reader: FeedReader, child: Callable[[str], None]
) -> None:
    child("from bot.web.feed_items import limit\nlimit(1)\nwhile True: pass")
    with pytest.raises(SiteTrouble, match="too long to read"):
        await reader.read(site.feed("rss20.xml"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not limit processor time")
async def test_time_that_passes_while_the_machine_is_busy_with_other_things_does_not_count(
    site: FeedServer, reader: FeedReader, child: Callable[[str], None]
) -> None:
    child(
        "import time\nfrom bot.web import feed_items\nfeed_items.limit(3)\ntime.sleep(4)\n"
        "feed_items.limit = lambda: None\nfeed_items.main()"
    )
    assert (await _read(reader, site.feed("rss20.xml"))).items


async def test_a_process_that_fails_costs_one_answer_in_words(
    site: FeedServer, reader: FeedReader, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.web.feeds._CHILD", "bot.web.no_such_module")
    with pytest.raises(SiteTrouble, match="can't be read"):
        await reader.read(site.feed("rss20.xml"))
    assert "no_such_module" in caplog.text


_GREEDY = """
import os, sys
from bot.web.feed_items import limit
limit()
sys.stdin.buffer.read()
print(sorted(os.environ), file=sys.stderr)
bytearray(600 * 1024 * 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
async def test_the_process_knows_no_secrets_and_gets_little_memory(
    site: FeedServer,
    reader: FeedReader,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "greedy.py").write_text(_GREEDY)
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr("bot.web.feeds._CHILD", "greedy")
    with pytest.raises(SiteTrouble, match="can't be read"):
        await reader.read(site.feed("rss20.xml"))
    assert "MemoryError" in caplog.text
    assert "PYTHONPATH" in caplog.text
    assert "DISCORD_TOKEN" not in caplog.text
