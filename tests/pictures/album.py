"""What is done in the demo's page for each picture. A scene returns the part of the page that is photographed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from playwright.async_api import Locator, Page, expect

from bot.demo import QUESTION
from tests.cogs.feeds.actions import RENEWED, WEATHER, Site
from tests.demo.conftest import IDLE
from tests.demo.test_announcing import add_news
from tests.demo.test_moderating import choose, fill, form, title
from tests.demo.test_page import answers, become, complete, message_box, pick, said_by_bot, send

Scene: TypeAlias = Callable[[Page, Site], Awaitable[Locator]]


async def ask(page: Page, _: Site) -> Locator:
    await message_box(page).fill(f"@Casefile {QUESTION}")
    await message_box(page).press("Enter")
    answer = said_by_bot(page).last
    await titled(answer, "Rachael Taylor plays Trish Walker")
    return answer


async def spoilers(page: Page, _: Site) -> Locator:
    await page.get_by_role("button", name="Open #episode-3").click()
    await page.get_by_role("button", name="Who plays Kilgrave?").click()
    answer = said_by_bot(page).last
    await titled(answer, "David Tennant plays Kilgrave")
    return answer


async def spoilers_shown(page: Page, site: Site) -> Locator:
    covered = await spoilers(page, site)
    await covered.get_by_role("button", name="Show it").click()
    shown = said_by_bot(page).last
    await titled(shown, "What the spoiler boundary hides")
    return shown


async def spoilers_status(page: Page, _: Site) -> Locator:
    await become(page, "Robin")
    await pick(page, "/spoilers status")
    await send(page)
    status = said_by_bot(page).last
    await titled(status, "Spoilers")
    return status


async def cast(page: Page, _: Site) -> Locator:
    await pick(page, "/cast")
    await complete(page, "who", "tri", "Trish Walker")
    return await answered(page, "Trish Walker")


async def director(page: Page, _: Site) -> Locator:
    await pick(page, "/director")
    await complete(page, "of", "3x05", "S03E05")
    return await answered(page, "S03E05")


async def season_as_of(page: Page, _: Site) -> Locator:
    await pick(page, "/season")
    await fill(page, "number", "2")
    await fill(page, "as_of", "2017-01-01")
    return await answered(page, "1 January 2017")


async def moderators_preview(page: Page, _: Site) -> Locator:
    return await season_added(page, "June 2027")


async def moderators_suggestion(page: Page, _: Site) -> Locator:
    await pick(page, "/suggest")
    await fill(page, "text", "Ann Lee directed S03E05")
    await fill(page, "source", "https://gazette.example/directors")
    await send(page)
    card = said_by_bot(page).last
    await titled(card, "Thank you")
    await become(page, "Sam")
    await pick(page, "/fact review")
    await send(page)
    await titled(card, "For a second look")
    await card.get_by_role("combobox").click()
    await page.get_by_role("option").filter(has_text="Ann Lee").first.click()
    return await titled(card, "A suggestion")


async def moderators_history(page: Page, _: Site) -> Locator:
    await become(page, "Sam")
    await add_news(page, "Season 4 will be shot in Toronto.")
    card = await titled(said_by_bot(page).last, "Added")
    await edit_news(page)
    await expect(card).to_contain_text("revision 2")
    await pick(page, "/fact history")
    await complete(page, "fact", "Vancouver", "Vancouver")
    await send(page)
    await expect(card.get_by_role("button").filter(has_text="back").first).to_be_visible()
    return card


async def announcements_preview(page: Page, _: Site) -> Locator:
    await become(page, "Sam")
    await pick(page, "/announce once")
    await fill(page, "when", "in 3 hours")
    await fill(page, "text", "The trailer is out tonight.")
    await send(page)
    card = said_by_bot(page).last
    await expect(card).to_contain_text("The trailer is out tonight.")
    return card


async def announcements_show(page: Page, site: Site) -> Locator:
    card = await announcements_preview(page, site)
    await confirm(card)
    await card.get_by_role("button", name="The announcement").click()
    return await titled(said_by_bot(page).last, "Once: The trailer is out tonight.")


async def announcements_news(page: Page, _: Site) -> Locator:
    await become(page, "Sam")
    await pick(page, "/announce news")
    await choose(page, "switch", "on")
    await send(page)
    card = said_by_bot(page).last
    await confirm(card)
    await add_news(page, "Season 4 will be shot in Toronto.")
    post = news(page)
    await expect(post).to_contain_text("Toronto")
    return post


async def announcements_corrected(page: Page, site: Site) -> Locator:
    post = await announcements_news(page, site)
    await edit_news(page)
    await expect(post).to_contain_text("Corrected:")
    return post


async def announcements_countdown(page: Page, _: Site) -> Locator:
    card = await season_added(page, "8 March 2030")
    await card.get_by_role("button", name="Save").click()
    await titled(card, "Added")
    await pick(page, "/announce countdown")
    await fill(page, "season", "4")
    await send(page)
    card = said_by_bot(page).last
    await expect(card).to_contain_text("Before you confirm")
    return card


async def feeds_test(page: Page, site: Site) -> Locator:
    address = site.say(RENEWED, WEATHER)
    await become(page, "Sam")
    await pick(page, "/feed add")
    await fill(page, "url", address)
    await send(page)
    await titled(said_by_bot(page).last, "Feed added")
    await pick(page, "/feed test")
    await complete(page, "feed", "harb", "Harbour Post")
    await send(page)
    return await titled(said_by_bot(page).last, "What the feed says now")


async def shows_taken(page: Page, _: Site) -> Locator:
    await become(page, "Sam")
    await pick(page, "/setup show")
    await complete(page, "show", "tidewater", "Look “tidewater” up on TVmaze")
    await send(page)
    card = page.get_by_role("log").locator("article.channel-message").filter(has_text="Sam used /setup").last
    await titled(card, "Which show is it?")
    await expect(page.locator("#action-status")).to_have_text(IDLE)
    await card.get_by_role("combobox").click()
    await page.get_by_role("option").filter(has_text="Tidewater").first.click()
    return await titled(card, "The show is chosen")


ALBUM: dict[str, Scene] = {
    "ask": ask,
    "spoilers": spoilers,
    "spoilers-shown": spoilers_shown,
    "spoilers-status": spoilers_status,
    "cast": cast,
    "director": director,
    "season-as-of": season_as_of,
    "moderators-preview": moderators_preview,
    "moderators-suggestion": moderators_suggestion,
    "moderators-history": moderators_history,
    "announcements-preview": announcements_preview,
    "announcements-show": announcements_show,
    "announcements-news": announcements_news,
    "announcements-corrected": announcements_corrected,
    "announcements-countdown": announcements_countdown,
    "feeds-test": feeds_test,
    "shows-taken": shows_taken,
}
"""The scenes by the names of their pictures in docs/images."""
OF_HOURS = {"feeds-story", "feeds-link"}
"""Pictures of what feeds said over some hours, for which no scene waits."""
OF_PROMETHEUS = {"metrics"}
"""Taken by `python -m tests.monitoring`."""


async def answered(page: Page, words: str) -> Locator:
    await send(page)
    await expect(answers(page).last).to_contain_text(words)
    return answers(page).last


async def titled(card: Locator, words: str) -> Locator:
    await expect(title(card)).to_have_text(words)
    return card


async def confirm(card: Locator) -> None:
    await card.get_by_role("button", name="Confirm", exact=True).click()
    await expect(card.get_by_role("button", name="The announcement")).to_be_visible()


def news(page: Page) -> Locator:
    """The one post of news."""
    return said_by_bot(page).filter(has_text="Announcement · ").filter(has_not_text="preview")


async def edit_news(page: Page) -> None:
    await pick(page, "/fact edit")
    await complete(page, "fact", "Toronto", "Toronto")
    await send(page)
    await form(page, What_is_said="Season 4 will be shot in Vancouver.")
    await said_by_bot(page).last.get_by_role("button", name="Save").click()


async def season_added(page: Page, when: str) -> Locator:
    """The preview of a date of season 4, with a source."""
    await become(page, "Sam")
    await pick(page, "/fact add")
    await choose(page, "kind", "release")
    await fill(page, "season", "4")
    await send(page)
    await form(page, When=when)
    card = said_by_bot(page).last
    await card.get_by_role("button", name="Add a source").click()
    await form(
        page, picked="Reported", Who_published_it="Harbour Gazette", Link="https://gazette.example/season-4",
        Date_it_was_said="20 November 2026",
    )  # fmt: skip
    return await titled(card, "Before you save")
