"""The disk is full, or the database's file is gone, while the bot runs: nothing is lost, nothing untrue is said."""

import logging
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle

from bot.domain.outages import Unwritable
from bot.errors import StoreUnwritable
from tests.cogs.facts.actions import card, draft, keep_log, query, send, suggest, words
from tests.cogs.facts.test_decision_notices import REJECTED, close_to, decide, notices_at_next_command, waiting_notices
from tests.cogs.posts.test_deliveries import announce, became, bot_of, texts
from tests.cogs.test_log import change
from tests.cogs.world import Seen, World, refused, seen
from tests.small_disk import SmallDisk

pytestmark = pytest.mark.sqlite  # a server's disk and its files are not the bot's
FULL, REPLACED = str(StoreUnwritable(Unwritable.FULL)), str(StoreUnwritable(Unwritable.REPLACED))
NEWS = {"statement": "A fourth season was ordered."}


@pytest.fixture
def database(loaded_database: Path, disk: SmallDisk) -> Path:
    """A database on a small disk of its own."""
    path = disk.path / "casefile.db"
    shutil.copyfile(loaded_database, path)
    return path


async def minutes(world: World, count: int) -> None:
    """Let time pass, minute by minute: each may take the bot a while on a busy machine."""
    for _ in range(count):
        await world.env.advance_time(60)


async def status(world: World) -> Seen:
    return seen(await world.moderator.slash(world.channel, "setup status"))


def loud(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What a person who watches the log sees of trouble; never a traceback."""
    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.exc_info for record in said if record.exc_info] == []
    return [record.getMessage() for record in said]


async def test_while_the_disk_is_full_questions_are_answered_and_changes_refused_in_words(
    world: World, disk: SmallDisk
) -> None:
    disk.fill()
    assert seen(await world.fan.slash(world.channel, "cast", who="Trish")).title == "Rachael Taylor plays Trish Walker"
    for command, options in (
        ("setup timezone", {"zone": "Europe/Berlin"}),
        ("suggest", {"text": "A talk.", "source": "https://variety.com/2019/talk"}),
    ):
        assert refused(world, await world.moderator.slash(world.channel, command, **options)) == FULL
    disk.empty()
    chosen = seen(await world.moderator.slash(world.channel, "setup timezone", zone="Europe/Berlin"))
    assert "**Europe/Berlin**" in chosen.description


async def test_what_was_typed_while_the_disk_is_full_is_handed_back(world: World, disk: SmallDisk) -> None:
    opened = await world.moderator.slash(world.channel, "fact add", kind="news")
    when, text = "tomorrow 18:00", {"text": "The trailer is out."}
    announced = await world.moderator.slash(world.channel, "announce once", when=when, channel=world.channel)
    disk.fill()
    for result in (await send(world.moderator, opened, NEWS), await send(world.moderator, announced, text)):
        assert words(result).startswith(FULL)
        assert words(result).endswith("What you typed is in this file.")


async def test_a_draft_whose_saving_fails_is_still_there_afterwards(world: World, disk: SmallDisk) -> None:
    shown = await draft(world.moderator, world.channel, "news", NEWS)
    disk.fill()
    assert words(await world.moderator.click(card(shown).message, label="Save")) == FULL
    disk.empty()
    assert card(await world.moderator.click(card(shown).message, label="Save")).title == "Added"


async def test_the_status_finds_out_by_itself_that_nothing_can_be_saved(world: World, disk: SmallDisk) -> None:
    assert (await status(world)).description.splitlines()[0] == "All is well."
    disk.fill()
    since = discord.utils.format_dt(world.env.now(), "f")
    full = await status(world)
    assert full.description.splitlines()[0] == "There is 1 thing to look at; each says what to do."
    assert full.value("Saving").startswith(f"⚠️ Since {since} nothing can be saved: the disk is full.")
    disk.empty()
    assert (await status(world)).description.splitlines()[0] == "All is well."


async def test_what_was_due_on_a_full_disk_is_shown_as_overdue_and_comes_once_when_there_is_room(
    world: World, database: Path, disk: SmallDisk, caplog: pytest.LogCaptureFixture
) -> None:
    log = await keep_log(world)
    announced = await announce(world, database)
    due = world.env.now() + timedelta(minutes=10)
    disk.fill()
    await minutes(world, 15)
    assert texts(world.channel) == []
    shown = await status(world)
    assert shown.value("Saving").startswith("⚠️ Since ")
    assert shown.value("Posts").startswith(f"⚠️ 1 post is overdue since {discord.utils.format_dt(due, 'f')}.")
    said = loud(caplog)
    assert len(said) == 1
    assert said[0].startswith("Nothing can be saved: the disk is full")

    disk.empty()
    await world.env.advance_time(30)
    assert [text.startswith("The trailer is out tonight.") for text in texts(world.channel)] == [True]
    assert (await status(world)).description.splitlines()[0] == "All is well."
    await minutes(world, 10)
    (delivery,) = await became(database, announced)
    assert (delivery.state, delivery.message) == ("sent", world.channel.history()[0].id)
    (line,) = texts(log)
    assert "nothing could be saved, because the disk was full. What was due in that time comes late." in line
    assert [words.split(".")[0] for words in loud(caplog)[1:]] == ["Changes can be saved again"]
    assert len(texts(world.channel)) == 1


async def test_a_disk_on_which_only_a_little_fits_is_no_endless_back_and_forth(
    world: World, database: Path, disk: SmallDisk, caplog: pytest.LogCaptureFixture
) -> None:
    await keep_log(world)
    await announce(world, database)
    for _ in range(5):
        disk.fill()
        await minutes(world, 3)
        disk.empty()
        await status(world)  # which fits
    assert [said for said in loud(caplog) if said.startswith("Nothing can be saved")] == loud(caplog)[:1]


def fill_at_first_message(world: World, channel: ChannelHandle, disk: SmallDisk) -> list[int]:
    """Let the disk be full from the next message in a channel on; return where its id is put."""
    first: list[int] = []

    # The bot's listeners hear of no message that does not mention it.
    parsers = vars(bot_of(world))["_connection"].parsers
    parse = parsers["MESSAGE_CREATE"]

    def fill(message: dict[str, Any]) -> None:
        if int(message["channel_id"]) == channel.id and not first:
            first.append(int(message["id"]))
            disk.fill()
        parse(message)

    parsers["MESSAGE_CREATE"] = fill
    return first


async def test_a_post_that_could_not_be_marked_is_marked_once_there_is_room(
    world: World, database: Path, disk: SmallDisk, caplog: pytest.LogCaptureFixture
) -> None:
    announced = await announce(world, database)
    posted = fill_at_first_message(world, world.channel, disk)
    await minutes(world, 15)  # the lease is over
    assert len(texts(world.channel)) == 1
    (delivery,) = await became(database, announced)
    assert delivery.state == "sending"
    disk.empty()
    await minutes(world, 2)
    (delivery,) = await became(database, announced)
    assert (delivery.state, delivery.message) == ("sent", posted[0])
    assert len(texts(world.channel)) == 1
    assert all("could be" in said or "can be" in said for said in loud(caplog))


async def test_a_line_of_the_log_that_could_not_be_noted_is_not_posted_again(
    world: World, database: Path, disk: SmallDisk, caplog: pytest.LogCaptureFixture
) -> None:
    log = await keep_log(world)
    await change(world, database, "A change")
    fill_at_first_message(world, log, disk)
    await minutes(world, 20)  # in which it is tried again
    assert len(texts(log)) == 1
    disk.empty()
    await minutes(world, 20)
    assert len(texts(log)) == 1
    assert query(database, "SELECT COUNT(*) FROM log_line WHERE message_id IS NULL") == [(0,)]
    assert len(loud(caplog)) <= 2


async def test_a_notice_waits_until_it_can_be_noted_and_is_sent_once(
    world: World, database: Path, disk: SmallDisk, caplog: pytest.LogCaptureFixture
) -> None:
    await suggest(world.fan, world.channel)
    close_to(world, world.fan)
    await decide(world, approve=False)
    disk.fill()
    assert await notices_at_next_command(world.fan, world.channel) == []
    disk.empty()
    assert await notices_at_next_command(world.fan, world.channel) == [REJECTED]
    assert await notices_at_next_command(world.fan, world.channel) == []
    assert waiting_notices(database) == 0
    assert len(loud(caplog)) == 1


async def test_a_file_that_was_moved_is_noticed_within_a_minute_and_works_again_when_it_is_back(
    world: World, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    elsewhere = database.with_name("elsewhere.db")
    shutil.move(database, elsewhere)
    await world.env.advance_time(61)
    (said,) = loud(caplog)
    assert said.startswith(
        "Nothing can be saved: the database file was removed or replaced while I run (it was removed"
    )
    assert refused(world, await world.moderator.slash(world.channel, "setup timezone", zone="Asia/Tokyo")) == REPLACED
    assert (await status(world)).value("Saving").startswith("⚠️ Since ")
    assert seen(await world.fan.slash(world.channel, "cast", who="Trish")).title == "Rachael Taylor plays Trish Walker"
    shutil.move(elsewhere, database)
    assert (await status(world)).description.splitlines()[0] == "All is well."
    assert "Tokyo" in seen(await world.moderator.slash(world.channel, "setup timezone", zone="Asia/Tokyo")).description
