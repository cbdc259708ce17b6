"""The demo's page, used as a visitor uses it."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from bot.demo import QUESTION
from tests.demo.conftest import IDLE

pytestmark = pytest.mark.asyncio(loop_scope="module")


def message_box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Message", exact=True)


def answers(page: Page) -> Locator:
    """What the bot answered to commands, oldest first."""
    return page.get_by_role("log").locator("article.channel-message").filter(has_text=" used /")


def said_by_bot(page: Page) -> Locator:
    return page.get_by_role("log").locator("article.channel-message").filter(has_text="APP")


async def become(page: Page, name: str) -> None:
    await page.get_by_label("Viewing as").select_option(label=name)
    await expect(page.locator("#action-status")).to_have_text(IDLE)


async def pick(page: Page, command: str) -> None:
    """Type a command and take the one that the page offers."""
    await message_box(page).click()
    await message_box(page).press_sequentially(command)
    await page.get_by_role("option").filter(has_text=command).click()


async def complete(page: Page, option: str, typed: str, offered: str) -> None:
    """Type into an option and take the first completion with these words."""
    await page.get_by_role("combobox", name=f"{option}, required").press_sequentially(typed)
    await expect(page.get_by_role("option").filter(has_text=offered).first).to_be_visible()
    await page.keyboard.press("Enter")


async def send(page: Page) -> None:
    await page.get_by_role("button", name="Send", exact=True).click()


async def test_a_fan_asks_and_sees_who_said_so(page: Page) -> None:
    await pick(page, "/cast")
    await complete(page, "who", "tri", "Trish Walker")
    await send(page)
    card = answers(page).last
    await expect(card.locator(".embed-title")).to_have_text("Rachael Taylor plays Trish Walker")
    await expect(card.locator(".embed-description")).to_contain_text("Main cast, seasons 1 to 3")
    await expect(card.locator(".embed-description")).to_contain_text(
        "Confirmed · International Business Times Australia, late 2016"
    )
    await expect(card.locator(".embed-footer")).to_contain_text("as of")

    await card.get_by_role("button", name="Sources").click()
    sources = said_by_bot(page).last
    await expect(sources).to_contain_text("Only you can see this")
    await expect(sources).to_contain_text("International Business Times Australia")


async def test_only_a_moderator_is_offered_the_setup(page: Page) -> None:
    setup = page.get_by_role("option").filter(has_text="/setup timezone")
    await message_box(page).press_sequentially("/setup timezone")
    # The page answers what is typed in order, so that an offer would have come by then.
    await message_box(page).fill("")
    await message_box(page).press_sequentially("/cast")
    await expect(page.get_by_role("option").filter(has_text="/cast")).to_be_visible()
    await expect(setup).to_have_count(0)
    await message_box(page).fill("")

    await become(page, "Sam")
    await pick(page, "/setup timezone")
    await complete(page, "zone", "berl", "Europe/Berlin")
    await send(page)
    chosen = answers(page).last
    await expect(chosen.locator(".embed-title")).to_have_text("Time zone chosen")
    await expect(chosen.locator(".embed-description")).to_contain_text("Europe/Berlin")


async def test_a_message_that_mentions_the_bot_is_answered_as_a_reply(page: Page) -> None:
    await message_box(page).fill(f"hey @Casefile {QUESTION}")
    await message_box(page).press("Enter")
    answer = said_by_bot(page).last
    await expect(answer.locator(".embed-title")).to_have_text("Rachael Taylor plays Trish Walker")
    await expect(answer.locator(".embed-description")).to_contain_text("Yes")
    await expect(answer.locator(".embed-footer")).to_contain_text("Understood: Cast, Trish Walker, season 3")
    await expect(answer).to_contain_text(QUESTION)


async def test_the_same_is_asked_with_a_command(page: Page) -> None:
    await pick(page, "/ask")
    question = page.get_by_role("textbox", name="question, required")
    await question.press_sequentially("who plays trish?")
    await send(page)
    await expect(answers(page).last.locator(".embed-title")).to_have_text("Rachael Taylor plays Trish Walker")
