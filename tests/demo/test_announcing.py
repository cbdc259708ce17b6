"""In the demo's page a moderator lets confirmed news be announced; a post appears by itself and corrects itself."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from tests.demo.test_moderating import choose, fill, form, title
from tests.demo.test_page import become, complete, pick, said_by_bot, send

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def add_news(page: Page, statement: str) -> None:
    card = said_by_bot(page).last
    await pick(page, "/fact add")
    await choose(page, "kind", "news")
    await send(page)
    await form(page, What_is_said=statement)
    await card.get_by_role("button", name="Add a source").click()
    await form(
        page, picked="Confirmed", Who_published_it="Harbour Gazette", Link="https://gazette.example/season-4",
        Date_it_was_said="20 November 2026",
    )  # fmt: skip
    await card.get_by_role("button", name="Save").click()


async def test_news_are_announced_and_corrected(page: Page) -> None:
    card = said_by_bot(page).last
    await become(page, "Sam")
    await pick(page, "/announce news")
    await choose(page, "switch", "on")
    await send(page)
    await expect(card).to_contain_text("Before you confirm")
    await card.get_by_role("button", name="Confirm", exact=True).click()
    await expect(card.get_by_role("button", name="The announcement")).to_be_visible()
    await expect(title(card)).to_have_text("Confirmed")

    await add_news(page, "Season 4 will be shot in Toronto.")
    posts = said_by_bot(page).filter(has_text="Announcement · ").filter(has_not_text="preview")
    await expect(posts).to_have_count(1)
    await expect(posts).to_contain_text("Confirmed · Jessica Jones: Season 4 will be shot in Toronto.")
    await expect(posts).to_contain_text("Harbour Gazette · 20 November 2026")

    await pick(page, "/fact edit")
    await complete(page, "fact", "Toronto", "Toronto")
    await send(page)
    await form(page, What_is_said="Season 4 will be shot in Vancouver.")
    await said_by_bot(page).last.get_by_role("button", name="Save").click()
    await expect(posts).to_contain_text("Corrected:")
    await expect(posts).to_contain_text("Vancouver")
    await expect(posts).to_have_count(1)


async def test_a_time_is_previewed_confirmed_and_listed(page: Page) -> None:
    card = said_by_bot(page).last
    await become(page, "Sam")
    await pick(page, "/announce once")
    await fill(page, "when", "in 3 hours")
    await fill(page, "text", "The trailer is out tonight.")
    await send(page)
    await expect(card).to_contain_text("The trailer is out tonight.")
    await expect(card).to_contain_text("in 3 hours")
    await card.get_by_role("button", name="Confirm", exact=True).click()
    await expect(card.get_by_role("button", name="The announcement")).to_be_visible()
    await expect(title(card)).to_have_text("Confirmed")
    await pick(page, "/announce list")
    await send(page)
    await expect(title(card)).to_have_text("Announcements")
    await expect(card).to_contain_text("The trailer is out tonight.")
