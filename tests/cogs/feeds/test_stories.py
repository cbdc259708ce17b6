"""What feeds bring, from the site to the answers: one suggestion for a story, which moderators decide on."""

from datetime import datetime
from pathlib import Path

import pytest
from simcord import ChannelHandle

from tests.cogs.facts.actions import (
    ONLY_MODERATORS,
    assert_nobody_is_pinged,
    card,
    choose,
    fits,
    form,
    keep_log,
    press,
    query,
    rows,
    save,
    send,
    words,
)
from tests.cogs.feeds.actions import RENEWED, TRAILER, WEATHER, Site, follow, look
from tests.cogs.world import Seen, World, seen
from tests.cogs.world import look as seen_in

DECISIONS = ["Edit and approve", "Reject …"]
SAME = (
    "Jessica Jones season 2 trailer is out",
    "Jessica Jones season 2 trailer out now",
    "The Jessica Jones season 2 trailer is out",
)


@pytest.fixture
async def log(world: World) -> ChannelHandle:
    return await keep_log(world)


class Desk:
    """A feed that is followed, and the log in which what it brings is suggested."""

    def __init__(self, world: World, site: Site, log: ChannelHandle, database: Path) -> None:
        self.world = world
        self.site = site
        self.log = log
        self.database = database

    async def bring(self, *headlines: str) -> Seen:
        """Let the feed bring these; the card of the last suggestion in the log."""
        self.site.say(WEATHER, *headlines)
        await look(self.world, self.database)
        return last(self.log)


@pytest.fixture
async def desk(world: World, site: Site, log: ChannelHandle, database: Path) -> Desk:
    await follow(world, site.say(WEATHER))
    return Desk(world, site, log, database)


def last(log: ChannelHandle) -> Seen:
    found = seen_in(log.history()[-1])
    fits(found)
    return found


async def approve(world: World, found: Seen, word: str) -> Seen:
    return card(await world.moderator.select(found.message, [word]))


async def news_with(world: World, text: str) -> str:
    """What /news says of all that has these words."""
    answer = seen(await world.fan.slash(world.channel, "news"))
    return "\n".join(line for line in f"{answer.description}\n{answer.body}".splitlines() if text in line)


async def test_a_new_item_is_suggested_and_approved_as_rumoured(desk: Desk, world: World, log: ChannelHandle) -> None:
    found = await desk.bring(TRAILER)
    assert len(log.history()) == 1
    assert TRAILER in found.value("New")
    assert found.value("From feeds").startswith("found <t:")
    assert found.value("Sources").startswith(f"• Harbour Post: [{TRAILER}](http://127.0.0.1")
    assert found.value("Sources").endswith("· 1 January 2026")
    assert "Suggested by" not in found.names
    assert found.labels == DECISIONS
    assert [option.value for option in found.options] == ["confirmed", "reported", "rumoured", "denied"]
    assert await news_with(world, TRAILER) == ""
    saved = await approve(world, found, "rumoured")
    assert "💬 **Rumoured**" in saved.body
    answer = seen(await world.fan.slash(world.channel, "news", status="rumoured"))
    assert TRAILER in answer.body
    assert "[Harbour Post](http://127.0.0.1" in answer.body
    decided = seen_in(log.history()[0])
    assert decided.title == "Suggestion approved"
    assert decided.labels == ["The fact"]
    assert_nobody_is_pinged(world)


@pytest.mark.parametrize(("word", "sign"), [("confirmed", "✅"), ("reported", "📰"), ("denied", "❌")])
async def test_it_takes_the_status_that_was_picked(desk: Desk, world: World, word: str, sign: str) -> None:
    saved = await approve(world, await desk.bring(TRAILER), word)
    assert f"{sign} **{word.capitalize()}**" in saved.body


async def test_three_feeds_with_one_story_are_one_suggestion_with_three_sources(
    world: World, site: Site, log: ChannelHandle, database: Path
) -> None:
    papers = {"/a": "Harbour Post", "/b": "Evening Ferry", "/c": "Quay Weekly"}
    for path, title in papers.items():
        await follow(world, site.say(WEATHER, path=path, title=title))
    for (path, title), headline in zip(papers.items(), SAME, strict=True):
        site.say(WEATHER, (headline, f"{path}/trailer"), path=path, title=title)
        if path != "/b":  # the last two bring it at the same moment
            await look(world, database)
    assert len(log.history()) == 1
    found = last(log)
    sources = f"{found.value('Sources')}\n{found.value('More sources')}".splitlines()
    assert sources[0].startswith("• Harbour Post: ")
    assert sorted(line.split(":")[0] for line in sources[1:]) == ["• Evening Ferry", "• Quay Weekly"]
    saved = await approve(world, found, "reported")
    assert "✅ **Confirmed**" in saved.body  # two reports that are independent weigh as a confirmation


async def test_a_source_that_comes_in_before_it_is_saved_is_shown_first_and_then_saved(
    desk: Desk, world: World, site: Site, database: Path
) -> None:
    first, second = SAME[:2]
    found = await desk.bring(first)
    await follow(world, site.say(WEATHER, path="/late", title="Quay Weekly"))
    opened = await world.moderator.click(found.message, label="Edit and approve")
    written = await send(world.moderator, opened, {"statement": "A trailer is out."})
    assert "Quay Weekly" not in card(written).body
    site.say(WEATHER, second, path="/late", title="Quay Weekly")
    await look(world, database)
    again = await world.moderator.click(card(written).message, label="Save")
    assert "Not saved yet: a source came in" in card(again).names
    assert "Quay Weekly" in card(again).body
    assert await news_with(world, "A trailer is out") == ""
    assert (await save(world.moderator, again)).title == "Added"
    answer = seen(await world.fan.slash(world.channel, "news"))
    assert "✅ **1 Jan 2026** · reported by [Quay Weekly]" in answer.body


async def test_a_story_is_edited_before_it_is_approved(desk: Desk, world: World, log: ChannelHandle) -> None:
    found = await desk.bring(TRAILER)
    opened = await world.moderator.click(found.message, label="Edit and approve")
    assert form(opened)["statement"] == TRAILER
    shown = await send(world.moderator, opened, {"statement": "A trailer is out.", "spoils": "S01E13"})
    assert "Harbour Post" in card(shown).body
    assert (await save(world.moderator, shown)).title == "Added"
    assert "A trailer is out" in (await news_with(world, "(spoils S01E13)"))
    assert seen_in(log.history()[0]).title == "Suggestion approved"


async def test_a_rejected_story_does_not_come_again(
    desk: Desk, world: World, site: Site, log: ChannelHandle, database: Path
) -> None:
    found = await desk.bring(TRAILER)
    opened = await world.moderator.click(found.message, label="Reject …")
    rejected = card(await send(world.moderator, opened, {"reason": "It is old."}))
    assert rejected.title == "Suggestion rejected"
    assert "It is old" in rejected.value("Decided")
    assert seen_in(log.history()[0]).buttons == []
    site.say(WEATHER, TRAILER, (f"{TRAILER}!", "/again"))
    await look(world, database)
    assert len(log.history()) == 1


async def test_a_story_is_rejected_without_a_reason(desk: Desk, world: World) -> None:
    found = await desk.bring(TRAILER)
    opened = await world.moderator.click(found.message, label="Reject …")
    assert opened.modal is not None
    assert not opened.modal["components"][0]["component"]["required"]
    assert "member" not in opened.modal["components"][0]["description"]
    rejected = card(await send(world.moderator, opened, {}))
    assert rejected.title == "Suggestion rejected"


async def test_the_review_marks_what_came_from_feeds(desk: Desk, world: World) -> None:
    await desk.bring(TRAILER)
    page = card(await world.moderator.slash(world.channel, "fact review"))
    assert page.value("Suggestions: 1") == f"📡 {TRAILER} · from feeds"
    option = next(option for option in page.options if option.label.startswith("📡"))
    opened = card(await world.moderator.select(page.message, [option.value]))
    assert opened.value("From feeds")
    assert opened.labels == DECISIONS


async def test_the_second_moderator_sees_who_was_first(desk: Desk, world: World, database: Path) -> None:
    found = await desk.bring(TRAILER)
    await approve(world, found, "reported")
    late = await choose(world, world.admin, world.channel, picks(found), "denied")
    ((handled_at,),) = query(database, "SELECT handled_at FROM proposal WHERE suggested = 1")
    when = f"<t:{int(datetime.fromisoformat(handled_at).timestamp())}:f>"  # reading the feed took some seconds
    assert words(late) == f"This was already handled by <@{world.moderator.id}> on {when}: approved."


async def test_nobody_else_decides_and_nothing_else_is_taken(desk: Desk, world: World, database: Path) -> None:
    found = await desk.bring(TRAILER)
    assert words(await choose(world, world.fan, world.channel, picks(found), "confirmed")) == ONLY_MODERATORS
    assert words(await choose(world, world.moderator, world.channel, picks(found), "certain"))
    blocking = await press(world, world.moderator, world.channel, picks(found).replace("approve-as", "block"))
    assert words(blocking)
    assert query(database, "SELECT state FROM proposal") == [("open",)]
    assert query(database, "SELECT * FROM blocked") == []


async def test_a_story_of_feeds_with_long_names_fits_on_its_card(
    world: World, site: Site, log: ChannelHandle, database: Path
) -> None:
    for number in range(3):
        path, title = f"/{number}", f"Paper {number} {'of the very long name ' * 8}"
        await follow(world, site.say(WEATHER, path=path, title=title))
        site.say(WEATHER, (f"{TRAILER} {'x' * 10 * number}", f"{path}/{'long-' * 60}"), path=path, title=title)
    await look(world, database)
    found = last(log)
    await approve(world, found, "reported")


async def test_two_stories_of_one_feed_are_two_suggestions(desk: Desk, world: World, log: ChannelHandle) -> None:
    await desk.bring(TRAILER, RENEWED)
    assert len(log.history()) == 2


def picks(found: Seen) -> str:
    """The custom id of the list of statuses."""
    raw = [item for row in rows(found) for item in row["components"]]
    (only,) = [item["custom_id"] for item in raw if item["type"] == 3]
    return only
