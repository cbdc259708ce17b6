"""The picture of docs/monitoring.md: a query of the dashboard, drawn by Prometheus."""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from itertools import cycle
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import aiohttp

from tests.conftest import ROOT
from tests.demo.conftest import browsing
from tests.loopback.loopback import LoopbackDiscord
from tests.monitoring.prometheus import numbers, prometheus
from tests.monitoring.queries import dashboard_queries
from tests.monitoring.watched import address, watched
from tests.patience import PATIENCE
from tests.reliability.ground import make_database

PICTURE = ROOT / "docs" / "images" / "metrics.png"
SHOWN = "First response, 95th percentile A"
_SECONDS = 90
_QUESTIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("cast", {"who": "Trish"}),
    ("season", {"number": 2}),
    ("episode", {"episode": "2x07"}),
    ("director", {"of": "season 2"}),
    ("news", {}),
)
_WIDTH, _HEIGHT = 900, 925
_PAUSE = 0.15


async def take_picture(picture: Path, chromium: str, seconds: float) -> None:
    """Ask a bot for so many seconds, then have a Prometheus draw what it read meanwhile."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        database = folder / "casefile.db"
        await make_database(database)
        async with (
            LoopbackDiscord() as discord,
            watched(discord, database) as bot,
            prometheus(folder, urlsplit(address(bot)).netloc) as url,
            browsing(chromium) as browser,
        ):
            async with aiohttp.ClientSession(url) as session, asyncio.timeout(seconds + PATIENCE):
                await _ask(discord, session, seconds)
            page = await browser.new_page(viewport={"width": _WIDTH, "height": _HEIGHT})
            shown = {"g0.expr": dashboard_queries()[SHOWN], "g0.tab": "0", "g0.range_input": f"{round(seconds)}s"}
            await page.goto(f"{url}/graph?{urlencode(shown)}")
            await page.locator(".graph path").first.wait_for(state="attached", timeout=PATIENCE * 1000)
            await page.screenshot(path=picture)


async def _ask(discord: LoopbackDiscord, session: aiohttp.ClientSession, seconds: float) -> None:
    """Ask for so many seconds, and until there is anything to draw."""
    end = asyncio.get_running_loop().time() + seconds
    for command, options in cycle(_QUESTIONS):
        await discord.slash(command, options)
        await asyncio.sleep(_PAUSE)
        if asyncio.get_running_loop().time() > end and await numbers(session, dashboard_queries()[SHOWN]):
            return


def main() -> None:
    """Take it again, which lasts a minute and a half."""
    chromium = shutil.which("chromium")
    if chromium is None or shutil.which("prometheus") is None:
        sys.exit("This takes Chromium and Prometheus (Debian: apt-get install chromium prometheus).")
    asyncio.run(take_picture(PICTURE, chromium, _SECONDS))
