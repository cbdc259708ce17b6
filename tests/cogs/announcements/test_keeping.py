"""Saved announcements: listed, found, changed, paused, resumed, cancelled, shown as an example."""

from pathlib import Path

import pytest
from simcord import MemberActor

from tests.cogs.announcements.actions import (
    OVER,
    above_reference,
    announced,
    announcements_of,
    choose,
    confirm,
    confirmed,
    once,
    shown,
)
from tests.cogs.facts.actions import add_keeper, add_news, form, query, send, words
from tests.cogs.test_setup_status import channel_of, guild_of
from tests.cogs.world import World, let_pass, refused, seen


@pytest.fixture
async def moderator(world: World) -> MemberActor:
    """Who has the moderators' role and no permission."""
    return await add_keeper(world)


async def repeated(world: World, rule: str = "daily", at: str = "20:00", text: str = "Every day") -> str:
    """Something that is posted again and again, confirmed; the value that picks it."""
    draft = await world.moderator.slash(world.channel, "announce repeat", rule=rule, at=at, text=text)
    confirmed(await confirm(world.moderator, draft))
    (choice,) = await world.moderator.autocomplete(world.channel, "announce show", "announcement", text)
    return choice["value"]


async def test_the_list_shows_when_each_is_due_and_opens_one(world: World, moderator: MemberActor) -> None:
    none = shown(await moderator.slash(world.channel, "announce list"))
    assert none.description.startswith("Nothing is announced here yet.")
    for number in range(9):
        await announced(world, world.channel, text=f"No{number} is next", when=f"2026-01-05 {number:02}:00")
    page = shown(await moderator.slash(world.channel, "announce list"))
    assert page.footer == "page 1 of 2"
    assert page.description.splitlines()[0] == "**Once** · No0 is next · in **\\#talk**"
    assert page.description.splitlines()[1].startswith("next <t:")
    assert [option.label for option in page.options] == [f"Once: No{number} is next" for number in range(8)]
    opened = shown(await moderator.select(page.message, [page.options[3].value]))
    assert opened.title == "Once: No3 is next"
    page = shown(await moderator.slash(world.channel, "announce list"))
    second = shown(await moderator.click(page.message, label="Next ›"))
    assert [option.label for option in second.options] == ["Once: No8 is next"]
    assert len(shown(await moderator.click(second.message, label="‹ Back")).options) == 8


async def test_one_is_found_by_words_kind_and_day(world: World, moderator: MemberActor) -> None:
    value = await announced(world, world.channel)
    other = await repeated(world)
    confirmed(await confirm(moderator, await moderator.slash(world.channel, "announce news", switch="on")))

    async def offered(typed: str) -> list[str]:
        found = await moderator.autocomplete(world.channel, "announce edit", "announcement", typed)
        return [choice["value"] for choice in found]

    assert len(await offered("")) == 3
    assert await offered("begins") == [value]
    assert await offered("once 5 january") == [value]
    assert await offered("every day") == [other]
    assert await offered("repeat") == [other]
    assert await offered("zzyzx") == []
    (choice,) = await moderator.autocomplete(world.channel, "announce edit", "announcement", "begins")
    assert choice["name"] == "Once · 05 Jan 20:00 · It begins!"
    assert await world.fan.autocomplete(world.channel, "announce edit", "announcement", "") == []
    assert await world.far_moderator.autocomplete(world.far_channel, "announce edit", "announcement", "") == []


async def test_typed_words_find_the_only_one_or_ask(world: World, moderator: MemberActor) -> None:
    await announced(world, world.channel, text="Party one")
    await announced(world, world.channel, text="Parade two")
    assert shown(await moderator.slash(world.channel, "announce show", announcement="party")).title == "Once: Party one"
    many = refused(world, await moderator.slash(world.channel, "announce show", announcement="par"))
    assert many == "2 announcements have these words. Pick one from the list, or type more."
    none = refused(world, await moderator.slash(world.channel, "announce edit", announcement="zzyzx"))
    assert none.startswith("No announcement with “zzyzx” is on record here.")


async def test_one_is_changed_and_keeps_what_it_was(world: World, moderator: MemberActor, database: Path) -> None:
    value = await announced(world, world.channel)
    draft = await moderator.slash(world.channel, "announce edit", announcement=value)
    assert shown(draft).description.startswith("It replaces the announcement “It begins!”, next <t:")
    opened = await moderator.click(shown(draft).message, label="Change the words")
    assert form(opened)["text"] == "It begins!"
    shown(await send(moderator, opened, {"text": "It begins now!", "when": "2026-01-06 20:00"}))
    before = query(database, "SELECT id, made_by FROM announcement WHERE state = 'active'")
    card = confirmed(await confirm(moderator, draft))
    assert card.title == "Changed"
    stored = ("once", "active", 2, "It begins now!", "2026-01-06T20:00:00+00:00", moderator.id)
    assert announcements_of(database) == [stored]
    assert query(database, "SELECT id, made_by FROM announcement WHERE state <> 'draft'") == before


async def test_what_has_ended_is_not_changed_but_shown(world: World, moderator: MemberActor, database: Path) -> None:
    value = await announced(world, world.channel, when="in 5 minutes")
    draft = await moderator.slash(world.channel, "announce edit", announcement=value)
    await world.env.advance_time(400)
    late = shown(await confirm(moderator, draft))
    assert late.description == f"⚠️ {OVER}"
    assert refused(world, await moderator.slash(world.channel, "announce edit", announcement=value)) == OVER
    assert refused(world, await moderator.slash(world.channel, "announce pause", announcement=value)) == OVER
    card = shown(await moderator.slash(world.channel, "announce show", announcement=value))
    assert card.labels == ["Test"]
    assert await moderator.autocomplete(world.channel, "announce edit", "announcement", "") == []


async def test_the_reference_under_a_post_finds_its_announcement(world: World, moderator: MemberActor) -> None:
    await announced(world, world.channel, text="Party", when="in 5 minutes")
    await world.env.advance_time(400)
    (message,) = world.channel.history()
    reference = message.content.split()[-1]
    card = shown(await moderator.slash(world.channel, "announce show", announcement=reference))
    assert card.title == "Once: Party"
    other = reference[:-1] + ("1" if reference[-1] == "0" else "0")
    assert "No announcement with" in refused(
        world, await moderator.slash(world.channel, "announce show", announcement=other)
    )


async def test_one_is_paused_and_resumed_from_now(world: World, moderator: MemberActor, database: Path) -> None:
    value = await repeated(world, "every hour", "00:30")
    paused = shown(await moderator.slash(world.channel, "announce pause", announcement=value))
    assert (paused.title, paused.value("When").splitlines()[0]) == ("Paused", "⏸️ paused")
    assert "Pause" not in paused.labels
    await let_pass(world.env, 3000)
    assert world.channel.history() == []
    again = refused(world, await moderator.slash(world.channel, "announce pause", announcement=value))
    assert again.endswith("paused.")
    resumed = shown(await moderator.click(paused.message, label="Resume"))
    assert resumed.title == "Resumed"
    assert announcements_of(database)[0][1:5] == ("active", 3, "Every day", "2026-01-01T01:30:00+00:00")
    await let_pass(world.env, 2500)
    assert len(world.channel.history()) == 1


async def test_a_paused_one_whose_time_passed_asks_for_another(
    world: World, moderator: MemberActor, database: Path
) -> None:
    value = await announced(world, world.channel, when="in 5 minutes")
    shown(await moderator.slash(world.channel, "announce pause", announcement=value))
    await world.env.advance_time(400)
    answer = refused(world, await moderator.slash(world.channel, "announce resume", announcement=value))
    assert answer == "It can't be resumed yet. That time has passed. Give it another."
    draft = await moderator.slash(world.channel, "announce edit", announcement=value)
    opened = await moderator.click(shown(draft).message, label="Change the words")
    shown(await send(moderator, opened, {"when": "in 5 minutes"}))
    assert confirmed(await confirm(moderator, draft)).value("Next") == "⏸️ paused"
    shown(await moderator.slash(world.channel, "announce resume", announcement=value))
    await world.env.advance_time(400)
    assert len(world.channel.history()) == 1


async def test_a_place_that_was_paused_is_shown_and_resumes_once_it_can(
    world: World, moderator: MemberActor, database: Path
) -> None:
    value = await repeated(world)
    query(database, "UPDATE target SET paused = 1, trouble = 'I lack **Send Messages**.'")
    listed = shown(await moderator.slash(world.channel, "announce list"))
    assert "⚠️ paused in **\\#talk**: I lack Send Messages." in listed.description
    assert listed.options[0].label.startswith("⚠️ Repeated")
    me = guild_of(world).me
    await channel_of(world, world.channel).set_permissions(me, send_messages=False)
    answer = refused(world, await moderator.slash(world.channel, "announce resume", announcement=value))
    assert "I lack **Send Messages**" in answer
    await channel_of(world, world.channel).set_permissions(me, overwrite=None)
    card = shown(await moderator.slash(world.channel, "announce show", announcement=value))
    assert {"Pause", "Resume"} <= set(card.labels)
    assert "⚠️" not in shown(await moderator.click(card.message, label="Resume")).value("Where")
    assert query(database, "SELECT paused, trouble FROM target") == [(0, None)]


async def test_one_is_cancelled_after_a_question(world: World, moderator: MemberActor, database: Path) -> None:
    value = await announced(world, world.channel)
    asked = shown(await moderator.slash(world.channel, "announce cancel", announcement=value))
    assert asked.title == "Cancel this announcement?"
    assert announcements_of(database)[0][1] == "active"
    kept = shown(await moderator.click(asked.message, label="Keep it"))
    asked = shown(await moderator.click(kept.message, label="Cancel"))
    gone = shown(await moderator.click(asked.message, label="Cancel it"))
    assert (gone.title, gone.value("When")) == ("Cancelled", "✖️ cancelled")
    assert announcements_of(database)[0][:5] == ("once", "cancelled", 2, "It begins!", None)
    again = shown(await moderator.slash(world.channel, "announce cancel", announcement=value))
    assert words(await moderator.click(again.message, label="Cancel it")).endswith("cancelled.")


async def test_a_test_shows_the_message_to_the_moderator_alone(world: World, moderator: MemberActor) -> None:
    value = await announced(world, world.channel)
    result = seen(await moderator.slash(world.channel, "announce test", announcement=value))
    assert (above_reference(result.content), result.ephemeral) == ("It begins!", True)
    card = shown(await moderator.slash(world.channel, "announce show", announcement=value))
    tested = await moderator.click(card.message, label="Test")
    assert tested.followups == []
    assert above_reference(seen(tested).content) == "It begins!"
    assert world.channel.history() == []


async def test_a_test_without_anything_to_say_says_why(world: World, moderator: MemberActor) -> None:
    draft = await moderator.slash(world.channel, "announce digest", rule="daily", at="20:00")
    confirmed(await confirm(moderator, draft))
    answer = seen(await moderator.slash(world.channel, "announce test", announcement="digest"))
    assert answer.content == "Nothing was added, confirmed or denied since 25 December 2025."
    assert answer.ephemeral


async def test_more_posts_than_fit_have_pages(world: World, moderator: MemberActor, database: Path) -> None:
    value = await repeated(world, "every hour", "00:30")
    await world.env.advance_time(900)
    query(
        database,
        """
        INSERT INTO delivery (id, announcement_id, guild_id, channel_id, occurrence, due_at, state, try_at, reason)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8)
        SELECT i, a.id, a.guild_id, ?, i, '2025-12-0' || i || 'T20:00:00+00:00', 'failed', '2025-12-01', 'No [way](x)'
        FROM announcement a, n
        """,
        world.channel.id,
    )
    card = shown(await moderator.slash(world.channel, "announce show", announcement=value))
    assert (card.value("Its posts") + card.value("Earlier")).count("❌ could not be sent") == 6
    assert "No \\[way\\]\\(x\\)" in card.value("Its posts")
    second = shown(await moderator.click(card.message, label="Next ›"))
    assert second.value("Its posts").count("❌") == 2
    assert shown(await moderator.click(second.message, label="‹ Back")).footer == "page 1"


async def test_news_from_a_pause_is_not_posted_afterwards(world: World, moderator: MemberActor, database: Path) -> None:
    confirmed(await confirm(moderator, await moderator.slash(world.channel, "announce news", switch="on")))
    shown(await moderator.slash(world.channel, "announce pause", announcement="news"))
    await add_news(world.moderator, world.channel, "Season 9 is made.", where="season 9")
    edit = shown(await moderator.slash(world.channel, "announce edit", announcement="news"))
    reported = shown(await choose(moderator, edit, "say-status", ["reported"]))
    confirmed(await moderator.click(reported.message, label="Confirm"))
    shown(await moderator.slash(world.channel, "announce resume", announcement="news"))
    await world.env.advance_time(180)
    assert world.channel.history() == []


async def test_a_draft_is_no_announcement(world: World, moderator: MemberActor) -> None:
    draft = shown(await once(moderator, world.channel))
    value = draft.buttons[0].custom_id.split(":")[1]
    answer = refused(world, await moderator.slash(world.channel, "announce show", announcement=value))
    assert answer.startswith("No announcement with")
