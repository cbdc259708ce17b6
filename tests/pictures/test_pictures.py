"""The pictures of README and docs show what the bot says now."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.demo.conftest import browsing, chromium
from tests.pictures.album import ALBUM, OF_HOURS, OF_PROMETHEUS
from tests.pictures.taking import lasting, staged

ROOT = Path(__file__).parents[2]
TEXTS: dict[str, list[str]] = json.loads(Path(__file__).with_name("texts.json").read_text("utf-8"))
__all__ = ["chromium"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with browsing(chromium) as opened:
        yield opened


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("name", ALBUM)
async def test_a_picture_shows_what_the_bot_says_now(name: str, browser: Browser, loaded_database: Path) -> None:
    async with staged(ALBUM[name], browser, loaded_database) as shown:
        said = lasting(await shown.inner_text())
    assert said == TEXTS[name], f"Take it again and look at it: python -m tests.pictures {name}"


def test_every_picture_of_a_scene_is_shown_in_the_docs() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r"images/([\w-]+)\.png", page.read_text("utf-8"))}
    assert set(ALBUM) | OF_HOURS | OF_PROMETHEUS == shown
    assert {path.stem for path in (ROOT / "docs" / "images").glob("*.png")} == shown
