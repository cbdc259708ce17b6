"""In the demo's page a moderator switches to another show, looks one up on TVmaze and follows a feed."""

from __future__ import annotations

import json
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.cogs.feeds.actions import Site
from tests.demo.conftest import IDLE, Visit, browsing
from tests.demo.process import demo
from tests.demo.test_moderating import EPHEMERAL, fill, title
from tests.demo.test_page import answers, become, complete, pick, said_by_bot, send
from tests.web.feed_server import feed_server
from tests.web.tvmaze_server import SHOW, TvMazeServer, tidewater, tvmaze_server

pytestmark = pytest.mark.asyncio(loop_scope="module")


@asynccontextmanager
async def tidewater_on_tvmaze() -> AsyncGenerator[TvMazeServer]:
    """A TVmaze that finds Tidewater."""
    async with tvmaze_server(tidewater()) as server:
        found = json.loads(server.pages[f"/shows/{SHOW}?embed=seasons"].body)
        server.put("/search/shows?q=tidewater", [{"score": 1.0, "show": found}])
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def tvmaze() -> AsyncIterator[TvMazeServer]:
    async with tidewater_on_tvmaze() as server:
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def site() -> AsyncIterator[Site]:
    async with feed_server() as server:
        yield Site(server)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visit(
    chromium: str, loaded_database: Path, tmp_path_factory: pytest.TempPathFactory, tvmaze: TvMazeServer
) -> AsyncIterator[Visit]:
    """A demo that reaches the sites of this machine."""
    database = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(loaded_database, database)
    reaching = demo(database, module="tests.demo.reaching_loopback", TVMAZE_URL=tvmaze.url)
    async with reaching as running, browsing(chromium) as browser:
        yield Visit(running.url, browser)


async def test_a_feed_is_tried_and_followed(page: Page, site: Site) -> None:
    address = site.say("Jessica Jones renewed for another season", "Heavy rain expected in the north")
    await become(page, "Sam")
    await pick(page, "/feed add")
    await fill(page, "url", address)
    await send(page)
    card = said_by_bot(page).last
    await expect(title(card)).to_have_text("Feed added")
    await expect(card).to_contain_text("1 of its 2 items is about your show")

    await pick(page, "/feed test")
    await complete(page, "feed", "harb", "Harbour Post")
    await send(page)
    await expect(title(card)).to_have_text("What the feed says now")
    await expect(card).to_contain_text("it names Jessica Jones")
    await expect(card).to_contain_text("not about the show")


async def test_the_server_is_switched_to_the_second_show(page: Page) -> None:
    await become(page, "Sam")
    await pick(page, "/setup show")
    await complete(page, "show", "night", "Night Ferry")
    await send(page)
    await expect(said_by_bot(page).last).to_contain_text("Night Ferry")
    await expect(said_by_bot(page).last).to_contain_text(EPHEMERAL)

    await become(page, "Kim")
    await pick(page, "/cast")
    await complete(page, "who", "ines", "Captain Ines Vale")
    await send(page)
    await expect(title(answers(page).last)).to_have_text("Ada Moreau plays Captain Ines Vale")
    await expect(answers(page).last.locator(".embed-description")).to_contain_text("Confirmed")


async def test_a_show_is_looked_up_on_tvmaze_and_answers_say_whose_data_it_is(page: Page) -> None:
    await become(page, "Sam")
    await pick(page, "/setup show")
    await complete(page, "show", "tidewater", "Look “tidewater” up on TVmaze")
    await send(page)
    card = page.get_by_role("log").locator("article.channel-message").filter(has_text="Sam used /setup").last
    await expect(title(card)).to_have_text("Which show is it?")
    await expect(page.locator("#action-status")).to_have_text(IDLE)
    await card.get_by_role("combobox").click()
    await page.get_by_role("option").filter(has_text="Tidewater").first.click()
    await expect(title(card)).to_have_text("Fetching from TVmaze")
    await expect(card.get_by_role("button", name="Cancel")).to_be_visible()
    await expect(title(card)).to_have_text("The show is chosen")

    await become(page, "Kim")
    await pick(page, "/cast")
    await complete(page, "who", "keeper", "The Keeper")
    await send(page)
    await expect(title(answers(page).last)).to_have_text("Ada Moss plays The Keeper")
    await expect(answers(page).last.locator(".embed-footer")).to_contain_text("TVmaze (CC BY-SA")
