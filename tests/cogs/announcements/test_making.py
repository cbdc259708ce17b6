"""Making announcements: from a command or a form to a preview, and from there to what is saved."""

from pathlib import Path

import pytest
from simcord import MemberActor

from bot.app import open_app
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
    stamp,
)
from tests.cogs.facts.actions import add, add_keeper, assert_nobody_is_pinged, form, in_words, query, send
from tests.cogs.world import World, refused, seen
from tests.conftest import PACKS
from tests.loopback.openapi import load


@pytest.fixture
async def moderator(world: World) -> MemberActor:
    """Who has the moderators' role and no permission."""
    return await add_keeper(world)


async def test_something_is_announced_in_one_command_and_one_press(
    world: World, moderator: MemberActor, database: Path
) -> None:
    draft = await once(moderator, world.channel)
    preview = shown(draft)
    assert preview.title == "Before you confirm"
    assert above_reference(preview.content) == "It begins!"
    assert preview.value("When") == f"{stamp(2026, 1, 5, 20)} ({stamp(2026, 1, 5, 20, style='R')})"
    assert preview.value("Where") == "**\\#talk**"
    assert preview.value("Ping") == "nobody"
    assert preview.labels == ["Confirm", "Change the words", "If late: skip", "Discard"]
    assert announcements_of(database) == []
    card = confirmed(await confirm(moderator, draft))
    assert card.title == "Confirmed"
    stored = ("once", "active", 1, "It begins!", "2026-01-05T20:00:00+00:00", moderator.id)
    assert announcements_of(database) == [stored]
    assert world.channel.history() == []


async def test_without_a_text_a_form_asks_for_it(world: World, moderator: MemberActor, database: Path) -> None:
    opened = await moderator.slash(world.channel, "announce once", when="tomorrow 9pm")
    assert form(opened) == {"when": "tomorrow 9pm", "text": "", "title": "", "image_url": "", "link": ""}
    words = {
        "text": "Come along.",
        "title": "Tonight",
        "image_url": "https://example.com/a.png",
        "link": "https://example.com/b",
    }
    draft = await send(moderator, opened, words)
    embed = post(shown(draft))
    assert (embed.title, embed.url, embed.image.url) == (
        "Tonight", "https://example.com/b", "https://example.com/a.png",
    )  # fmt: skip
    assert embed.description == "Come along."
    confirmed(await confirm(moderator, draft))
    (row,) = query(database, "SELECT due_at, text, title, image_url, link FROM announcement")
    assert row == ("2026-01-02T21:00:00+00:00", *words.values())


async def test_a_rule_is_shown_in_words_with_the_next_three_times(
    world: World, moderator: MemberActor, database: Path
) -> None:
    draft = await moderator.slash(world.channel, "announce repeat", rule="every friday", at="8pm", text="Watch party!")
    when = shown(draft).value("When").splitlines()
    assert when[0] == "**every Friday at 20:00** (UTC)"
    assert [line.split()[1] for line in when[1:]] == [stamp(2026, 1, day, 20) for day in (2, 9, 16)]
    confirmed(await confirm(moderator, draft))
    assert announcements_of(database)[0][:5] == ("repeat", "active", 1, "Watch party!", "2026-01-02T20:00:00+00:00")


async def test_a_rule_without_a_text_opens_a_form_that_holds_rule_and_hour(
    world: World, moderator: MemberActor, database: Path
) -> None:
    opened = await moderator.slash(world.channel, "announce repeat", rule="every friday", at="8pm")
    assert form(opened)["rule"] == "every friday at 8pm"
    draft = await send(moderator, opened, {"rule": "every friday 21:30", "title": "Watch party"})
    assert shown(draft).value("When").startswith("**every Friday at 21:30**")


async def test_it_is_the_clock_on_the_servers_wall(world: World, moderator: MemberActor) -> None:
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="Europe/Berlin"))
    preview = shown(await once(moderator, world.channel))
    assert stamp(2026, 1, 5, 19) in preview.value("When")
    assert preview.footer == "once · Europe/Berlin"


async def test_a_time_that_the_clock_change_skips_is_mentioned_until_it_is_confirmed(
    world: World, moderator: MemberActor
) -> None:
    seen(await world.moderator.slash(world.channel, "setup timezone", zone="Europe/Berlin"))
    draft = await once(moderator, world.channel, "2026-03-29 02:30")
    assert "does not exist" in shown(draft).value("Worth knowing")
    again = await moderator.click(shown(draft).message, label="If late: skip")
    assert "does not exist" in shown(again).value("Worth knowing")
    assert shown(again).value("If the bot is down then") == "skipped"


async def test_news_are_switched_on_with_an_example(world: World, moderator: MemberActor, database: Path) -> None:
    draft = await moderator.slash(world.channel, "announce news", switch="on")
    preview = shown(draft)
    assert preview.value("What").startswith("News of **Jessica Jones** as soon as it is ✅ **Confirmed**")
    assert "✅ **Confirmed**" in (post(preview).description or "")
    reported = shown(await choose(moderator, preview, "say-status", ["reported"]))
    assert "📰 **Reported**" in reported.value("What")
    confirmed(await moderator.click(reported.message, label="Confirm"))
    assert query(database, "SELECT kind, status, next_due FROM announcement") == [("news", "reported", None)]
    (posted_facts,) = query(database, "SELECT COUNT(*) FROM posted_fact")
    assert posted_facts[0] > 0
    await world.env.advance_time(120)
    assert world.channel.history() == []


async def test_news_that_are_on_in_a_channel_are_changed_there_and_not_doubled(
    world: World, moderator: MemberActor, database: Path
) -> None:
    await confirm(moderator, await moderator.slash(world.channel, "announce news", switch="on"))
    draft = await moderator.slash(world.channel, "announce news", switch="on", status="rumoured")
    assert shown(draft).description.startswith("It replaces the announcement “Jessica Jones: what is confirmed”")
    assert confirmed(await confirm(moderator, draft)).title == "Changed"
    assert query(database, "SELECT status, version, state FROM announcement WHERE state <> 'draft'") == [
        ("rumoured", 2, "active")
    ]
    other = world.guild.create_text_channel("other")
    await confirm(moderator, await moderator.slash(world.channel, "announce news", switch="on", channel=other))
    assert len(announcements_of(database)) == 2


async def test_two_announcements_of_news_never_share_a_channel(
    world: World, moderator: MemberActor, database: Path
) -> None:
    other = world.guild.create_text_channel("other")
    first = await moderator.slash(world.channel, "announce news", switch="on")
    second = await moderator.slash(world.channel, "announce news", switch="on")
    confirmed(await confirm(moderator, first))
    late = shown(await confirm(moderator, second))
    assert late.title == "Not ready yet"
    assert "In **\\#talk** another announcement posts news already." in late.description
    moved = shown(await choose(moderator, late, "say-where", [other]))
    confirmed(await moderator.click(moved.message, label="Confirm"))
    assert len(announcements_of(database)) == 2


async def test_news_are_ended_after_saying_which(world: World, moderator: MemberActor, database: Path) -> None:
    none = shown(await moderator.slash(world.channel, "announce news", switch="off"))
    assert none.description == "No news is announced, so there is nothing to end."
    other = world.guild.create_text_channel("other")
    draft = shown(await moderator.slash(world.channel, "announce news", switch="on"))
    both = shown(await choose(moderator, draft, "say-where", [world.channel, other]))
    confirmed(await moderator.click(both.message, label="Confirm"))
    asked = shown(await moderator.slash(world.channel, "announce news", switch="off", channel=other))
    assert asked.title == "End these?"
    assert "Jessica Jones: what is confirmed · in **\\#talk** and **\\#other**" in asked.description
    assert shown(await moderator.click(asked.message, label="End the news")).title == "News ended"
    assert query(database, "SELECT channel_id FROM target") == [(world.channel.id,)]
    asked = shown(await moderator.slash(world.channel, "announce news", switch="off"))
    assert [row[1] for row in announcements_of(database)] == ["active"]
    shown(await moderator.click(asked.message, label="End the news"))
    assert [row[1] for row in announcements_of(database)] == ["cancelled"]


async def upcoming(world: World, released: str) -> None:
    """A season 9 with this date on record."""
    await add(world.moderator, world.channel, "release", {"released": released, "where": "season 9"})


async def test_a_season_is_counted_down_to_from_the_day_on_record(
    world: World, moderator: MemberActor, database: Path
) -> None:
    await upcoming(world, "2026-03-08")
    draft = await moderator.slash(world.channel, "announce countdown", season=9, at="8pm", episodes=True)
    preview = shown(draft)
    assert [line.split()[1] for line in preview.value("When").splitlines()] == [
        stamp(2026, 2, 6, 20), stamp(2026, 3, 1, 20), stamp(2026, 3, 7, 20),
    ]  # fmt: skip
    assert "each episode on its day; it begins at 20:00" in preview.value("What")
    without = shown(await moderator.click(preview.message, label="Without the episodes"))
    assert "episode" not in without.value("What").splitlines()[0]
    confirmed(await moderator.click(without.message, label="Confirm"))
    assert query(database, "SELECT season, at_time, episodes, next_due FROM announcement") == [
        (9, "20:00", 0, "2026-02-06T20:00:00+00:00")
    ]


async def test_a_season_whose_day_is_not_known_waits_for_it(
    world: World, moderator: MemberActor, database: Path
) -> None:
    await upcoming(world, "early 2028")
    draft = await moderator.slash(world.channel, "announce countdown", season=9)
    assert shown(draft).value("Worth knowing") == (
        "The countdown starts once a day is on record (now: early 2028, reported)."
    )
    assert confirmed(await confirm(moderator, draft)).value("Next") == "as soon as a date is on record"
    assert query(database, "SELECT state, next_due FROM announcement") == [("active", None)]


async def test_a_season_that_has_begun_is_not_counted_down_to(world: World, moderator: MemberActor) -> None:
    preview = shown(await moderator.slash(world.channel, "announce countdown", season=2))
    assert preview.title == "Not ready yet"
    assert preview.description == (
        "⚠️ Season 2 has begun: the day on record is 8 March 2018. There is nothing left to count down to."
    )
    assert is_disabled(preview, "Confirm")


async def test_a_season_of_which_nothing_is_on_record_can_be_corrected(world: World, moderator: MemberActor) -> None:
    refusal = in_words(await moderator.slash(world.channel, "announce countdown", season=9, at="9pm"))
    assert refusal.content.startswith("Nothing is on record about season 9 of Jessica Jones yet.")
    opened = await moderator.click(refusal.message, label="Correct what I typed")
    assert form(opened) == {"season": "9", "at": "9pm"}
    assert "Season 2 has begun" in shown(await send(moderator, opened, {"season": "2"})).description


async def test_a_digest_begins_with_what_comes_after_it_was_confirmed(
    world: World, moderator: MemberActor, database: Path
) -> None:
    draft = await moderator.slash(world.channel, "announce digest", rule="weekdays", at="9:00")
    confirmed(await confirm(moderator, draft))
    (row,) = query(database, "SELECT next_due, covered_until FROM announcement")
    assert row[0] == "2026-01-01T09:00:00+00:00"
    assert row[1].startswith("2026-01-01T00:0")


async def test_what_is_confirmed_is_posted_and_logged(world: World, moderator: MemberActor) -> None:
    value = await announced(world, world.channel, when="in 10 minutes")
    await world.env.advance_time(11 * 60)
    (message,) = world.channel.history()
    assert above_reference(message.content) == "It begins!"
    card = shown(await moderator.slash(world.channel, "announce show", announcement=value))
    assert card.value("When") == "✔️ over"
    line = card.value("Its posts")
    assert line.startswith("✅ sent · in **\\#talk** · <t:")
    assert f"https://discord.com/channels/{world.guild.id}/{world.channel.id}/{message.id}" in line


async def test_drafts_and_forms_outlive_a_restart(world: World, database: Path) -> None:
    opened = await world.moderator.slash(world.channel, "announce once", when="2026-01-05 20:00")
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        draft = await send(world.moderator, opened, {"text": "It begins!"})
        shown(draft)
        async with open_app(database, PACKS, always_sync=True) as again:
            await world.env.restart_bot(again)
            confirmed(await confirm(world.moderator, draft))
            assert announcements_of(database)[0][:4] == ("once", "active", 1, "It begins!")
            await world.env.shutdown()


async def test_a_preview_pings_nobody(world: World, moderator: MemberActor) -> None:
    fans = world.guild.create_role("Fans", mentionable=True)
    draft = await once(moderator, world.channel, text=f"@everyone {world.fan.mention} look!", ping=fans)
    assert shown(draft).content.startswith(f"<@&{fans.id}>")
    shown(await moderator.click(shown(draft).message, label="If late: skip"))
    confirmed(await confirm(moderator, draft))
    assert_nobody_is_pinged(world)


async def test_discords_own_document_allows_all_that_is_sent(world: World, moderator: MemberActor) -> None:
    schema = load()
    if schema is None:
        pytest.skip("Discord's document is not at hand")
    fans = world.guild.create_role("Fans", mentionable=True)
    draft = shown(await once(moderator, world.channel, ping=fans))
    shown(await moderator.click(draft.message, label="If late: skip"))
    form(await moderator.click(draft.message, label="Change the words"))
    confirmed(await moderator.click(draft.message, label="Confirm"))
    shown(await moderator.slash(world.channel, "announce news", switch="on"))
    shown(await moderator.slash(world.channel, "announce list"))
    shown(await moderator.slash(world.channel, "announce show", announcement="begins"))
    for request in world.env.http_requests:
        if request.json is not None:
            schema.check(request.method, request.path, request.json)
    assert schema.faults == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("once", {"when": "tomorrow 9pm", "text": "Hello"}),
        ("once", {"when": "tomorrow 9pm"}),
        ("repeat", {"rule": "daily", "at": "9pm"}),
        ("news", {"switch": "on"}),
        ("news", {"switch": "off"}),
        ("countdown", {"season": 2}),
        ("digest", {"rule": "daily", "at": "9pm"}),
        ("list", {}),
        ("show", {"announcement": "x"}),
        ("edit", {"announcement": "x"}),
        ("cancel", {"announcement": "x"}),
        ("pause", {"announcement": "x"}),
        ("resume", {"announcement": "x"}),
        ("test", {"announcement": "x"}),
    ],
)
async def test_nobody_else_announces_anything(
    world: World, database: Path, command: str, options: dict[str, object]
) -> None:
    words = refused(world, await world.fan.slash(world.channel, f"announce {command}", **options))
    assert words.startswith("Only moderators may do that")
    assert query(database, "SELECT * FROM announcement") == []
