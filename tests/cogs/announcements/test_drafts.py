"""A draft's card: what is chosen on it, what keeps it from being confirmed, and how that is put right."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord import ChannelHandle, InteractionResult

from tests.cogs.announcements.actions import (
    above_reference,
    announced,
    announcements_of,
    choose,
    confirm,
    confirmed,
    is_disabled,
    once,
    post,
    shown,
)
from tests.cogs.facts.actions import form, in_words, query, send
from tests.cogs.test_setup_status import channel_of, closed_channel
from tests.cogs.world import World, seen


async def draft_in(world: World, channel: ChannelHandle, **options: Any) -> InteractionResult:
    return await once(world.moderator, world.channel, channel=channel, **options)


async def test_up_to_ten_channels_are_chosen(world: World, database: Path) -> None:
    channels = [world.guild.create_text_channel(f"c{number}") for number in range(9)]
    draft = shown(await once(world.moderator, world.channel, "in 10 minutes"))
    chosen = shown(await choose(world.moderator, draft, "say-where", [world.channel, *channels]))
    assert chosen.value("Where").count("**\\#") == 10
    confirmed(await world.moderator.click(chosen.message, label="Confirm"))
    assert len(query(database, "SELECT * FROM target")) == 10
    await world.env.advance_time(660)
    assert [len(channel.history()) for channel in channels] == [1] * 9


async def test_a_role_is_pinged_only_where_that_is_possible(world: World, database: Path) -> None:
    fans = world.guild.create_role("Fans")
    me = world.guild.me
    assert me is not None
    closed = closed_channel(world, mention_everyone=False)
    draft = shown(await draft_in(world, closed, ping=fans))
    assert "I lack **Mention @\u200beveryone, @\u200bhere and All Roles**" in draft.description
    assert draft.value("Ping") == "**@\u200bFans**"
    assert is_disabled(draft, "Confirm")
    none = shown(await choose(world.moderator, draft, "say-ping", []))
    assert none.value("Ping") == "nobody"
    open_to_all = world.guild.create_role("Guests", mentionable=True)
    other = shown(await choose(world.moderator, none, "say-ping", [open_to_all]))
    confirmed(await world.moderator.click(other.message, label="Confirm"))
    assert query(database, "SELECT ping_role FROM announcement") == [(open_to_all.id,)]


async def test_everyone_is_not_pinged(world: World) -> None:
    draft = shown(await once(world.moderator, world.channel, ping=world.guild.default_role))
    assert "Pinging everyone is not offered." in draft.description
    assert is_disabled(draft, "Confirm")


async def test_a_role_of_another_bot_may_be_pinged(world: World) -> None:
    managed = world.guild.create_role("Boosters", managed=True, mentionable=True)
    assert shown(await once(world.moderator, world.channel, ping=managed)).title == "Before you confirm"


@pytest.mark.parametrize(
    ("denied", "name"),
    [
        ("view_channel", "View Channel"),
        ("send_messages", "Send Messages"),
        ("embed_links", "Embed Links"),
        ("read_message_history", "Read Message History"),
    ],
)
async def test_what_the_bot_lacks_is_named_with_the_channel(
    world: World, database: Path, denied: str, name: str
) -> None:
    draft = shown(await draft_in(world, closed_channel(world, **{denied: False})))
    assert draft.title == "Not ready yet"
    (line,) = draft.description.splitlines()
    assert line.startswith("⚠️ In **\\#closed**: I lack ")
    assert f"**{name}**" in line
    assert is_disabled(draft, "Confirm")
    fine = shown(await choose(world.moderator, draft, "say-where", [world.channel]))
    confirmed(await world.moderator.click(fine.message, label="Confirm"))


async def test_a_permission_that_was_taken_since_is_seen_when_it_is_confirmed(world: World, database: Path) -> None:
    draft = await once(world.moderator, world.channel)
    me = world.env.bot.get_guild(world.guild.id)
    assert me is not None
    await channel_of(world, world.channel).set_permissions(me.me, send_messages=False)
    late = shown(await confirm(world.moderator, draft))
    assert "I lack **Send Messages**" in late.description
    assert announcements_of(database) == []


async def test_a_forum_takes_posts_unless_it_asks_for_tags(world: World, database: Path) -> None:
    forum = world.guild.create_forum_channel("ideas")
    draft = shown(await draft_in(world, forum, text="A thread of its own"))
    confirmed(await world.moderator.click(draft.message, label="Confirm"))
    assert query(database, "SELECT forum FROM target") == [(1,)]
    found = world.env.bot.get_channel(forum.id)
    assert isinstance(found, discord.ForumChannel)
    found._flags = discord.ChannelFlags(require_tag=True).value  # pyright: ignore[reportPrivateUsage]
    tagged = shown(await draft_in(world, forum))
    assert "I lack **a forum that takes posts without tags**" in tagged.description


async def test_a_thread_is_posted_in(world: World) -> None:
    await channel_of(world, world.channel).create_thread(
        name="theories", type=discord.ChannelType.public_thread, auto_archive_duration=60
    )
    (thread,) = world.channel.threads
    draft = shown(await once(world.moderator, world.channel, channel=thread, when="in 10 minutes"))
    assert draft.value("Where") == "**\\#theories**"
    confirmed(await world.moderator.click(draft.message, label="Confirm"))
    await world.env.advance_time(660)
    assert [above_reference(message.content) for message in thread.history()] == ["It begins!"]


async def test_only_a_channel_for_announcements_is_published(world: World, database: Path) -> None:
    news = world.guild.create_news_channel("headlines")
    draft = shown(await draft_in(world, news))
    assert "Publish it too" in draft.labels
    published = shown(await world.moderator.click(draft.message, label="Publish it too"))
    assert "Published" in published.names
    confirmed(await world.moderator.click(published.message, label="Confirm"))
    assert query(database, "SELECT publish FROM announcement") == [(1,)]
    wrong = shown(await once(world.moderator, world.channel, publish=True))
    assert "I lack **an announcement channel to publish from**" in wrong.description
    right = shown(await world.moderator.click(wrong.message, label="Don't publish"))
    assert right.title == "Before you confirm"


async def test_a_channel_that_is_gone_is_reported(world: World, database: Path) -> None:
    other = world.guild.create_text_channel("other")
    draft = await draft_in(world, other)
    await channel_of(world, other).delete()
    late = shown(await confirm(world.moderator, draft))
    assert "It is gone, or I can't see it." in late.description
    assert announcements_of(database) == []


async def test_what_could_not_be_read_is_kept_as_it_was_typed(world: World, database: Path) -> None:
    text = "Many words.\nIn two lines."
    refusal = in_words(await once(world.moderator, world.channel, "the day after never", text=text))
    assert refusal.labels == ["Correct what I typed"]
    again = await world.moderator.click(refusal.message, label="Correct what I typed")
    assert form(again) == {"when": "the day after never", "text": text, "title": "", "image_url": "", "link": ""}
    refusal = in_words(await send(world.moderator, again, {"when": "tomorrow 9pm", "link": "example"}))
    assert refusal.content.startswith("“example” is not an address of the link")
    again = await world.moderator.click(refusal.message, label="Correct what I typed")
    draft = await send(world.moderator, again, {"link": ""})
    assert above_reference(shown(draft).content) == text
    confirmed(await confirm(world.moderator, draft))
    assert announcements_of(database)[0][3] == text


async def test_a_correction_keeps_channel_ping_and_publishing(world: World, database: Path) -> None:
    news = world.guild.create_news_channel("headlines")
    fans = world.guild.create_role("Fans", mentionable=True)
    refusal = in_words(await draft_in(world, news, when="never", ping=fans, publish=True))
    again = await world.moderator.click(refusal.message, label="Correct what I typed")
    confirmed(await confirm(world.moderator, await send(world.moderator, again, {"when": "tomorrow 9pm"})))
    assert query(database, "SELECT ping_role, publish FROM announcement") == [(fans.id, 1)]
    assert query(database, "SELECT channel_id FROM target") == [(news.id,)]


@pytest.mark.parametrize(
    ("rule", "at", "words"),
    [
        ("every blursday", "20:00", "“every blursday” is not a rule that can be read."),
        ("every friday", "25:00", "25:00"),
    ],
)
async def test_a_rule_that_can_not_be_read_is_kept_with_its_hour(world: World, rule: str, at: str, words: str) -> None:
    refusal = in_words(
        await world.moderator.slash(world.channel, "announce repeat", rule=rule, at=at, text="Watch party!")
    )
    assert words in refusal.content
    again = await world.moderator.click(refusal.message, label="Correct what I typed")
    assert (form(again)["rule"], form(again)["text"]) == (f"{rule} at {at}", "Watch party!")


async def test_a_form_with_nothing_in_it_announces_nothing(world: World) -> None:
    opened = await world.moderator.slash(world.channel, "announce once", when="tomorrow 9pm")
    assert in_words(await send(world.moderator, opened, {})).content.startswith("There is nothing to announce yet")


async def test_the_words_of_a_draft_are_changed(world: World, database: Path) -> None:
    draft = await once(world.moderator, world.channel)
    opened = await world.moderator.click(shown(draft).message, label="Change the words")
    assert form(opened)["when"] == "2026-01-05 20:00"
    changed = shown(await send(world.moderator, opened, {"title": "Tonight", "text": ""}))
    assert post(changed).title == "Tonight"
    confirmed(await confirm(world.moderator, draft))
    assert query(database, "SELECT title, text, due_at FROM announcement") == [
        ("Tonight", "", "2026-01-05T20:00:00+00:00")
    ]


async def test_a_rule_that_is_left_as_it_was_keeps_its_beginning(world: World, database: Path) -> None:
    rule = "every 2 weeks on friday"
    draft = await world.moderator.slash(world.channel, "announce repeat", rule=rule, at="20:00", text="Watch party!")
    query(database, "UPDATE announcement SET starts_on = '2025-12-05'")
    before = query(database, "SELECT rule, starts_on, at_time FROM announcement")
    opened = await world.moderator.click(shown(draft).message, label="Change the words")
    shown(await send(world.moderator, opened, {"text": "Another"}))
    assert query(database, "SELECT rule, starts_on, at_time FROM announcement") == before


async def test_a_time_that_passed_before_it_was_confirmed_is_given_again(world: World, database: Path) -> None:
    draft = await once(world.moderator, world.channel, "00:05")
    await world.env.advance_time(360)
    late = shown(await confirm(world.moderator, draft))
    assert (late.title, late.description) == ("Not ready yet", "⚠️ That time has passed. Give it another.")
    assert announcements_of(database) == []
    opened = await world.moderator.click(late.message, label="Change the words")
    fine = await send(world.moderator, opened, {"when": "in 5 minutes"})
    confirmed(await confirm(world.moderator, fine))
    assert len(announcements_of(database)) == 1


async def test_in_a_minute_is_a_minute_after_it_was_asked_for_to_the_second(world: World) -> None:
    await world.env.advance_time(3)
    draft = shown(await once(world.moderator, world.channel, "in 1 minute"))
    due = int(datetime(2026, 1, 1, 0, 1, 3, tzinfo=UTC).timestamp())
    assert draft.value("When") == f"<t:{due}:D>, <t:{due}:T> (<t:{due}:R>)"
    assert "it is posted ten seconds after you confirm" in draft.value("Worth knowing")
    await world.env.advance_time(20)
    confirmed(await world.moderator.click(draft.message, label="Confirm"))
    await world.env.advance_time(39)
    assert world.channel.history() == []
    await world.env.advance_time(1)
    assert [above_reference(message.content) for message in world.channel.history()] == ["It begins!"]


async def test_a_length_of_time_that_ran_out_over_the_preview_is_posted_ten_seconds_after_confirming(
    world: World, database: Path
) -> None:
    draft = await once(world.moderator, world.channel, "in 1 minute")
    await world.env.advance_time(120)
    opened = await world.moderator.click(shown(draft).message, label="Change the words")
    late = shown(await send(world.moderator, opened, {"text": "Now!"}))
    assert (late.title, late.value("When")) == ("Before you confirm", "ten seconds after you confirm")
    confirmed(await world.moderator.click(late.message, label="Confirm"))
    await world.env.advance_time(9)
    assert world.channel.history() == []
    await world.env.advance_time(1)
    assert [above_reference(message.content) for message in world.channel.history()] == ["Now!"]


async def test_the_second_of_a_time_survives_a_form_that_leaves_it_alone(world: World, database: Path) -> None:
    await world.env.advance_time(7)
    draft = await once(world.moderator, world.channel, "in 2 minutes")
    before = query(database, "SELECT due_at FROM announcement")
    opened = await world.moderator.click(shown(draft).message, label="Change the words")
    shown(await send(world.moderator, opened, {"text": "Another"}))
    assert query(database, "SELECT due_at FROM announcement") == before
    assert str(before[0][0]).startswith("2026-01-01T00:02:07")


async def test_a_changed_announcement_may_be_given_a_length_of_time_too(world: World, database: Path) -> None:
    value = await announced(world, world.channel, when="in 5 minutes")
    edited = await world.moderator.slash(world.channel, "announce edit", announcement=value)
    opened = await world.moderator.click(shown(edited).message, label="Change the words")
    draft = await send(world.moderator, opened, {"when": "in 30 seconds"})
    await world.env.advance_time(60)
    confirmed(await confirm(world.moderator, draft))
    await world.env.advance_time(10)
    assert len(world.channel.history()) == 1
    await world.env.advance_time(600)
    assert len(world.channel.history()) == 1


async def test_the_longest_text_leaves_room_for_a_ping(world: World) -> None:
    fans = world.guild.create_role("Fans", mentionable=True)
    draft = shown(await once(world.moderator, world.channel, text="x" * 1900, ping=fans))
    assert above_reference(draft.content) == f"<@&{fans.id}>\n{'x' * 1900}"
    assert draft.title == "Before you confirm"


async def test_a_text_of_the_previous_release_is_still_posted_whole(world: World, database: Path) -> None:
    fans = world.guild.create_role("Fans", mentionable=True)
    draft = shown(await once(world.moderator, world.channel, ping=fans))
    query(database, "UPDATE announcement SET text = ?", "x" * 1990)
    draft = shown(await world.moderator.click(draft.message, label="If late: skip"))
    assert "With the ping, the text has 2,01" in draft.description
    assert is_disabled(draft, "Confirm")
    draft = shown(await choose(world.moderator, draft, "say-ping", []))
    assert (draft.title, draft.content) == ("Before you confirm", "x" * 1990)
    opened = await world.moderator.click(draft.message, label="Change the words")
    assert form(opened)["text"] == "x" * 1990


async def test_a_draft_is_put_aside_and_taken_up_again(world: World, database: Path) -> None:
    draft = await once(world.moderator, world.channel)
    gone = shown(await world.moderator.click(shown(draft).message, label="Discard"))
    assert gone.title == "Discarded"
    again = await world.moderator.click(gone.message, label="Open it again")
    assert above_reference(shown(again).content) == "It begins!"
    confirmed(await confirm(world.moderator, again))


async def test_two_hundred_announcements_are_enough(world: World, database: Path) -> None:
    confirmed(await confirm(world.moderator, await once(world.moderator, world.channel)))
    query(
        database,
        """
        INSERT INTO announcement (id, guild_id, kind, state, text, title, image_url, link, late, due_at, next_due,
            made_by, made_at, changed_by, changed_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
        SELECT i, guild_id, kind, state, text, title, image_url, link, late, due_at, next_due, made_by, made_at,
            changed_by, changed_at FROM announcement, n
        """,
    )
    draft = shown(await once(world.moderator, world.channel))
    assert draft.description.startswith("⚠️ This server has 200 announcements already.")
    assert is_disabled(draft, "Confirm")


async def test_where_another_zone_was_chosen_since_the_moment_stays(world: World, database: Path) -> None:
    draft = await once(world.moderator, world.channel)
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="Asia/Kolkata"))
    opened = await world.moderator.click(shown(draft).message, label="Change the words")
    assert form(opened)["when"] == "2026-01-06 01:30"
    shown(await send(world.moderator, opened, {"text": "Another"}))
    (due_at,) = query(database, "SELECT due_at FROM announcement")[0]
    assert datetime.fromisoformat(due_at) == datetime(2026, 1, 5, 20, tzinfo=UTC)


async def test_a_channel_that_could_not_be_looked_at_is_not_called_gone(world: World) -> None:
    """A thread that is archived is not in the library's cache; something else than Discord answers for it."""
    thread = await channel_of(world, world.channel).create_thread(
        name="news", type=discord.ChannelType.public_thread, auto_archive_duration=60
    )
    (handle,) = world.channel.threads
    await thread.edit(archived=True)
    world.env.inject_error("GET", f"/channels/{handle.id}", status=404, message="Not found", times=1)
    draft = shown(await draft_in(world, handle))
    assert f"In <#{handle.id}>: I could not look at it just now." in draft.description
    assert "gone" not in draft.description
