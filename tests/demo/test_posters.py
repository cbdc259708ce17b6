"""The drawn posters of the demo."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.demo.posters import StandIns
from tests.demo.test_page import answers, complete, pick, send


def test_only_addresses_of_other_sites_have_a_drawn_poster() -> None:
    name, content = StandIns().get("https://pictures.example/poster.jpg")
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG")
    assert StandIns().get("attachment://poster.jpg") is None
    assert StandIns().get("https://cdn.simcord.invalid/embed/avatars/0.png") is None


@pytest.mark.asyncio(loop_scope="module")
async def test_a_card_shows_a_poster_and_no_gap(page: Page) -> None:
    await pick(page, "/cast")
    await complete(page, "who", "tri", "Trish Walker")
    await send(page)
    poster = answers(page).last.locator("img.embed-thumbnail, .embed-thumbnail img").first
    await expect(poster).to_have_js_property("naturalWidth", 42)
    await expect(answers(page).last).not_to_contain_text("unavailable")
