"""The demo's greeting: its example questions are answered, and it leads to the channel of announcements and back."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from bot.demo import QUESTION
from tests.demo.test_page import said_by_bot

pytestmark = pytest.mark.asyncio(loop_scope="module")

EXAMPLES = (
    "Who plays Trish?", "Who directed season 2?", "Season 2, as known in 2016", "What is the news?",
    "When is the next episode?",
)  # fmt: skip


async def test_the_greeting_says_how_to_ask_in_words(page: Page) -> None:
    await expect(said_by_bot(page).first).to_contain_text(f"@Casefile {QUESTION}")


async def test_an_example_question_is_answered_to_the_visitor(page: Page) -> None:
    for words in EXAMPLES:
        await expect(page.get_by_role("button", name=words)).to_be_enabled()
    await page.get_by_role("button", name=EXAMPLES[0]).click()
    await expect(said_by_bot(page).last).to_contain_text("Only you can see this")
    await expect(said_by_bot(page).last).to_contain_text("Rachael Taylor")


async def test_a_second_channel_shows_what_the_bot_posts_by_itself(page: Page) -> None:
    await page.get_by_role("button", name="Open #announcements").click()
    await expect(said_by_bot(page).first).to_contain_text("on time and only once")
    await expect(page.get_by_role("log").get_by_text("Announcement · ")).to_be_visible()
    await page.get_by_role("button", name="Open #season-talk").click()
    await expect(page.get_by_role("button", name=EXAMPLES[0])).to_be_visible()


async def test_a_third_channel_goes_no_further_than_an_episode(page: Page) -> None:
    await page.get_by_role("button", name="Open #episode-3").click()
    await expect(said_by_bot(page).first).to_contain_text("beyond S01E03")
    await page.get_by_role("button", name="Who plays Kilgrave?").click()
    answer = said_by_bot(page).last
    await expect(answer).to_contain_text("Anything beyond S01E03 is hidden.")
    await expect(answer).not_to_contain_text("season 3")
    await page.get_by_role("button", name="Open #season-talk").click()
    await expect(page.get_by_role("button", name=EXAMPLES[0])).to_be_visible()
