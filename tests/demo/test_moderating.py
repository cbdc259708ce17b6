"""In the demo's page a moderator adds a fact, a fan sees it and suggests a correction, the moderator approves it."""

from __future__ import annotations

import pytest
from playwright.async_api import Locator, Page, expect

from tests.demo.test_page import answers, become, pick, said_by_bot, send

pytestmark = pytest.mark.asyncio(loop_scope="module")
EPHEMERAL = "Only you can see this"


async def fill(page: Page, option: str, value: str) -> None:
    """Type into an option of the command in the message box; optional ones are taken from the list of more."""
    field = page.get_by_role("combobox", name=option).or_(page.get_by_label(option)).first
    if not await field.is_visible():
        await page.get_by_text("more", exact=False).filter(has_text="+").first.click()
        await page.get_by_role("option").filter(has_text=option).first.click()
    await expect(field).to_be_visible()
    await field.click()
    await field.press_sequentially(value)


async def choose(page: Page, option: str, value: str) -> None:
    """Pick one of the choices that an option has."""
    await fill(page, option, value)
    await page.get_by_role("option").filter(has_text=value).first.click()


async def form(page: Page, *, picked: str = "", **typed: str) -> None:
    """Fill in the form that is open and send it."""
    dialog = page.locator("dialog[open], [role=dialog]").last
    await expect(dialog).to_be_visible()
    for name, value in typed.items():
        await dialog.get_by_label(name.replace("_", " ")).first.fill(value)
    if picked:
        await dialog.get_by_role("combobox").first.click()
        await page.get_by_role("option").filter(has_text=picked).first.click()
    await dialog.get_by_role("button", name="Submit").click()
    await expect(dialog).to_be_hidden()


def title(card: Locator) -> Locator:
    return card.locator(".embed-title")


async def test_a_season_is_added_seen_corrected_and_approved(page: Page) -> None:
    card = said_by_bot(page).last

    await become(page, "Sam")
    await pick(page, "/fact add")
    await choose(page, "kind", "release")
    await fill(page, "season", "4")
    await send(page)
    await form(page, When="June 2027")
    await expect(title(card)).to_have_text("Not saved yet")
    await expect(card).to_contain_text(EPHEMERAL)
    await card.get_by_role("button", name="Add a source").click()
    await form(
        page, picked="Reported", Who_published_it="Variety", Link="https://variety.com/2026/season-4",
        Date_it_was_said="20 November 2026",
    )  # fmt: skip
    await expect(title(card)).to_have_text("Before you save")
    await card.get_by_role("button", name="Save").click()
    await expect(title(card)).to_have_text("Added")
    await expect(card).to_contain_text("Season 4: June 2027")

    await become(page, "Kim")
    await pick(page, "/season")
    await fill(page, "number", "4")
    await send(page)
    season = answers(page).last
    await expect(season).to_contain_text("June 2027")
    await expect(season).to_contain_text("Reported")
    await expect(season).to_contain_text("Variety, 20 Nov 2026")
    await season.get_by_role("button", name="Suggest a correction").click()
    await card.get_by_role("combobox").first.click()
    await page.get_by_role("option").filter(has_text="June 2027").first.click()
    await form(page, When="July 2027", Where_you_found_it="https://deadline.com/season-4 Deadline")
    await expect(title(card)).to_have_text("Thank you")
    await expect(card).to_contain_text("Season 4: July 2027")

    await become(page, "Sam")
    await pick(page, "/fact review")
    await send(page)
    await expect(title(card)).to_have_text("For a second look")
    await card.get_by_role("combobox").click()
    await page.get_by_role("option").filter(has_text="July 2027").first.click()
    await expect(title(card)).to_have_text("A suggestion")
    await expect(card).to_contain_text("Deadline")
    await card.get_by_role("button", name="Approve", exact=True).click()
    await expect(title(card)).to_have_text("Saved")
    await expect(card).to_contain_text("revision 2")

    await become(page, "Kim")
    await pick(page, "/season")
    await fill(page, "number", "4")
    await send(page)
    await expect(answers(page).last).to_contain_text("July 2027")
    await expect(answers(page).last).not_to_contain_text("June 2027")
