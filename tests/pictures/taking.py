"""Takes the pictures: each scene in a demo of its own, in a window as narrow as a phone, twice as sharp."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from tests.cogs.feeds.actions import Site
from tests.demo.conftest import IDLE
from tests.demo.process import demo
from tests.demo.test_shows import tidewater_on_tvmaze as tvmaze
from tests.pictures.album import Scene
from tests.web.feed_server import feed_server

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_CHANGING = (
    (re.compile(r" \(edited\)"), ""),
    (re.compile(r"Embed \d+ thumbnail unavailable"), ""),  # while the page is drawn again
    (re.compile(r"\b(?=[a-z]*\d)[0-9a-z]{12}\b"), "reference"),
    (re.compile(r"127\.0\.0\.1:\d+"), "site.example"),
    (re.compile(r"\d{1,2}/\d{1,2}/\d{2}, "), ""),
    (re.compile(rf"\b(?:(?:{_MONTHS})[a-z]* \d{{1,2}}, (\d{{4}})|\d{{1,2}} (?:{_MONTHS})[a-z]* (\d{{4}}))"), "day"),
    (re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?"), "time"),
    (re.compile(r"\bin \d+ \w+|\b\d+ \w+ ago"), "then"),
    (re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"), "weekday"),
)
_ALL_LOADED = "() => [...document.images].every(image => image.complete && image.naturalWidth > 0)"
_FROM = datetime(2026, 11, 21, tzinfo=UTC).year


@asynccontextmanager
async def staged(scene: Scene, browser: Browser, loaded: Path) -> AsyncGenerator[Locator]:
    """The part of the page that a scene shows, in a demo on a copy of the loaded database."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "demo.db"
        shutil.copyfile(loaded, database)
        async with (
            feed_server() as feeds,
            tvmaze() as shows,
            demo(database, module="tests.demo.reaching_loopback", TVMAZE_URL=shows.url) as running,
            await _window(browser) as page,
        ):
            await page.goto(running.url)
            await expect(page.get_by_role("log").get_by_text("Hello!")).to_be_visible()
            await expect(page.locator("#action-status")).to_have_text(IDLE)
            shown = await scene(page, Site(feeds))
            await expect(page.locator("#action-status")).to_have_text(IDLE)
            await page.wait_for_function(_ALL_LOADED)
            yield shown


async def _window(browser: Browser) -> Page:
    return await browser.new_page(viewport={"width": 440, "height": 2400}, device_scale_factor=2)


def lasting(text: str) -> list[str]:
    """The lines of what a picture shows, without what differs from day to day: times, and dates of these days."""
    for pattern, words in _CHANGING:
        text = pattern.sub(lambda found, words=words: _changed(found, words), text)
    return [line.strip() for line in text.splitlines() if line.strip()]


def _changed(found: re.Match[str], words: str) -> str:
    years = [int(year) for year in found.groups() if year]
    return found[0] if years and years[0] < _FROM else words
