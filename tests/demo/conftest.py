"""A page of the demo in a headless Chromium."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from tests.demo.process import demo
from tests.patience import PATIENCE

IDLE = re.compile(r"[^…]$")
expect.set_options(timeout=PATIENCE * 1000)
_QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
_MISSING = "NOT TESTED: the demo in a browser, since there is no Chromium here; Debian's package is called chromium"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where Chromium is; without one the tests are skipped, except in CI, where they fail."""
    found = shutil.which("chromium")
    if found is None and os.environ.get("CI"):
        pytest.fail(_MISSING)
    if found is None:
        pytest.skip(_MISSING)
    return found


@dataclass(frozen=True, slots=True)
class Visit:
    """A running demo and a browser to visit it with."""

    url: str
    browser: Browser


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visit(chromium: str, loaded_database: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Visit]:
    """One demo and one browser for several tests."""
    database = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(loaded_database, database)
    async with demo(database, "demo", "--no-browser") as running, browsing(chromium) as browser:
        yield Visit(running.url, browser)


@asynccontextmanager
async def browsing(chromium: str) -> AsyncGenerator[Browser]:
    """A browser to visit with."""
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", *_QUIET]
        async with await playwright.chromium.launch(executable_path=chromium, args=arguments) as browser:
            yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def page(visit: Visit) -> AsyncIterator[Page]:
    """A newly opened page, greeted; afterwards the browser must have had nothing to complain of."""
    complaints: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        # A page that is drawn again asks for its pictures again, and those of the drawing before are gone.
        harmless = ("/favicon.ico", "/api/assets/")
        if message.type == "error" and not any(path in str(message.location) for path in harmless):
            complaints.append(message.text)

    async with await visit.browser.new_page() as opened:
        opened.on("console", hear)
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        await opened.goto(visit.url)
        await expect(opened.get_by_role("log").get_by_text("Hello!")).to_be_visible()
        # While the page tells the server of its size it drops what is sent.
        await expect(opened.locator("#action-status")).to_have_text(IDLE)
        yield opened
    assert complaints == []
