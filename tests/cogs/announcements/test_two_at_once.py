"""Two moderators at once, and what nobody was offered: forged buttons, other servers, roles that were taken away."""

from pathlib import Path

import pytest
from simcord import InteractionResult

from bot.domain.ids import base36
from bot.errors import BadInput
from bot.ui.announcements.forms import READERS
from bot.ui.modals import read_form
from tests.cogs.announcements.actions import (
    EXPIRED,
    GONE,
    OVER,
    above_reference,
    announced,
    announcements_of,
    confirm,
    confirmed,
    once,
    shown,
)
from tests.cogs.facts import actions as moderating
from tests.cogs.facts.actions import (
    EXPIRED_BUTTON,
    NEW_YEAR,
    ONLY_MODERATORS,
    add_keeper,
    form,
    name_a_role,
    query,
    send,
    words,
)
from tests.cogs.facts.actions import press as press_forged
from tests.cogs.world import World, refused

NO_LONGER = "That form is no longer in use. Start again with the command."


def id_in(result: InteractionResult) -> str:
    """The id of a draft."""
    return shown(result).buttons[0].custom_id.split(":")[1]


async def test_a_second_press_announces_nothing_twice(world: World, database: Path) -> None:
    draft = await once(world.moderator, world.channel)
    value = id_in(draft)
    confirmed(await confirm(world.moderator, draft))
    second = await press_forged(world, world.moderator, world.channel, f"mod-say-confirm:{value}")
    assert words(second) == f"This was already handled by <@{world.moderator.id}> on {NEW_YEAR}: confirmed."
    assert len(announcements_of(database)) == 1


async def test_a_change_of_what_was_changed_meanwhile_shows_both(world: World, database: Path) -> None:
    value = await announced(world, world.channel)
    mine = await world.moderator.slash(world.channel, "announce edit", announcement=value)
    theirs = await world.admin.slash(world.channel, "announce edit", announcement=value)
    for actor, draft, text in ((world.admin, theirs, "Theirs"), (world.moderator, mine, "Mine")):
        opened = await actor.click(shown(draft).message, label="Change the words")
        shown(await send(actor, opened, {"text": text}))
    confirmed(await confirm(world.admin, theirs))
    card = shown(await confirm(world.moderator, mine))
    assert card.title == "Somebody was faster"
    assert "alex" in card.description
    assert "<t:" in card.description
    assert card.value("What it is now").splitlines()[-1] == "Theirs"
    assert above_reference(card.content) == "Mine"
    assert announcements_of(database)[0][2:4] == (2, "Theirs")
    again = shown(await world.moderator.click(card.message, label="Use mine instead"))
    assert again.title == "Before you confirm"
    confirmed(await world.moderator.click(again.message, label="Confirm"))
    assert announcements_of(database)[0][2:4] == (3, "Mine")


async def test_what_was_cancelled_meanwhile_is_not_brought_back_by_a_change(world: World, database: Path) -> None:
    value = await announced(world, world.channel)
    mine = await world.moderator.slash(world.channel, "announce edit", announcement=value)
    asked = shown(await world.admin.slash(world.channel, "announce cancel", announcement=value))
    shown(await world.admin.click(asked.message, label="Cancel it"))
    assert OVER in shown(await confirm(world.moderator, mine)).body
    assert [row[1] for row in announcements_of(database)] == ["cancelled"]


async def test_two_who_cancel_and_two_who_pause(world: World) -> None:
    value = await announced(world, world.channel)
    shown(await world.admin.slash(world.channel, "announce pause", announcement=value))
    refusal = refused(world, await world.moderator.slash(world.channel, "announce pause", announcement=value))
    assert refusal == f"This was already handled by <@{world.admin.id}> on {NEW_YEAR}: paused."
    shown(await world.admin.slash(world.channel, "announce resume", announcement=value))
    refusal = refused(world, await world.moderator.slash(world.channel, "announce resume", announcement=value))
    assert refusal == f"This was already handled by <@{world.admin.id}> on {NEW_YEAR}: it is active."


async def test_a_role_that_was_taken_away_counts_at_once(world: World, database: Path) -> None:
    role = await name_a_role(world)
    keeper = await add_keeper(world, role)
    draft = await once(keeper, world.channel)
    opened = await keeper.click(shown(draft).message, label="Change the words")
    moderating.take_role(world, keeper, role)
    assert words(await confirm(keeper, draft)) == ONLY_MODERATORS
    assert words(await keeper.click(shown(draft).message, label="If late: skip")) == ONLY_MODERATORS
    assert words(await send(keeper, opened, {"text": "Another"})) == ONLY_MODERATORS
    assert query(database, "SELECT state, text, late FROM announcement") == [("draft", "It begins!", "send")]


ACTS = (
    "confirm", "words", "drop", "draft", "late", "publish", "episodes", "ping", "status", "where", "over", "show",
    "edit", "resume", "pause", "cancel", "end", "test",
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
async def test_buttons_on_what_is_another_servers_find_nothing(world: World, database: Path, act: str) -> None:
    value = await announced(world, world.channel)
    before = query(database, "SELECT * FROM announcement")
    custom_id = f"mod-say-{act}:{value}:1" if act in ("late", "publish", "over", "show") else f"mod-say-{act}:{value}"
    refusal = words(await press_forged(world, world.far_moderator, world.far_channel, custom_id))
    assert refusal in (EXPIRED, GONE, EXPIRED_BUTTON)
    assert query(database, "SELECT * FROM announcement") == before
    shown_there = refused(
        world, await world.far_moderator.slash(world.far_channel, "announce show", announcement=value)
    )
    assert shown_there.startswith("No announcement with")


@pytest.mark.parametrize("act", ACTS)
async def test_fans_press_none_of_them(world: World, database: Path, act: str) -> None:
    value = await announced(world, world.channel)
    before = query(database, "SELECT * FROM announcement")
    refusal = words(await press_forged(world, world.fan, world.channel, f"mod-say-{act}:{value}:1"))
    assert refusal in (ONLY_MODERATORS, EXPIRED_BUTTON)
    assert query(database, "SELECT * FROM announcement") == before


@pytest.mark.parametrize("act", ["confirm", "words", "drop", "draft", "late", "ping"])
async def test_anothers_draft_is_nobody_elses(world: World, database: Path, act: str) -> None:
    value = id_in(await once(world.moderator, world.channel))
    refusal = words(await press_forged(world, world.admin, world.channel, f"mod-say-{act}:{value}:1"))
    assert refusal == EXPIRED
    assert announcements_of(database) == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "mod-say-confirm", "mod-say-confirm:zzzzzzzzzzzzzzzzzzz", "mod-say-late:1", "mod-say-show:1",
        "mod-say-status:1", "mod-say-over:1", "mod-say-list", "mod-say-where:1", "mod-say-nonsense:1",
        "mod-say-open", "mod-say-test",
        f"mod-say-show:{base36((1 << 63) - 1)}:{base36((1 << 63) - 1)}", "mod-say-no-news:1",
    ],
)  # fmt: skip
async def test_forged_buttons_are_refused_in_words(world: World, custom_id: str) -> None:
    result = await press_forged(world, world.moderator, world.channel, custom_id)
    assert words(result) in (EXPIRED, EXPIRED_BUTTON, GONE, "There are no news announcements to end any more.")


async def test_a_page_that_nobody_reaches_is_empty(world: World) -> None:
    custom_id = f"mod-say-list:{base36((1 << 63) - 1)}"
    result = await press_forged(world, world.moderator, world.channel, custom_id)
    assert shown(result).title == "Announcements"


@pytest.mark.parametrize(
    "custom_id",
    [
        "announce-form:once", "announce-form:news:1", "announce-form:once:", "announce-form:twice:1",
        "announce-form:once:zzzzzzzzzzzzz", "announce-form:once:1:x:-", "announce-form:once:1:-:zzzzzzzzzzzzz",
    ],
)  # fmt: skip
async def test_forged_forms_are_refused_in_words(custom_id: str) -> None:
    with pytest.raises(BadInput, match=NO_LONGER):
        read_form(custom_id, READERS)


async def test_a_form_of_a_draft_that_was_confirmed_meanwhile_keeps_what_was_typed(
    world: World, database: Path
) -> None:
    draft = await once(world.moderator, world.channel)
    opened = await world.moderator.click(shown(draft).message, label="Change the words")
    confirmed(await confirm(world.moderator, draft))
    answer = moderating.in_words(await send(world.moderator, opened, {"text": "Late words"}))
    assert answer.labels == ["Correct what I typed"]
    assert form(await world.moderator.click(answer.message, label="Correct what I typed"))["text"] == "Late words"
    assert announcements_of(database)[0][3] == "It begins!"


async def test_channels_and_roles_of_another_server_are_no_choice(world: World, database: Path) -> None:
    value = id_in(await once(world.moderator, world.channel))
    forged = await moderating.choose(
        world, world.moderator, world.channel, f"mod-say-where:{value}", str(world.far_channel.id)
    )
    assert "It is gone, or I can't see it." in shown(forged).description
    forged = await moderating.choose(world, world.moderator, world.channel, f"mod-say-ping:{value}", "12345")
    assert "The role to ping is gone." in shown(forged).description
    again = await press_forged(world, world.moderator, world.channel, f"mod-say-confirm:{value}")
    assert shown(again).title == "Not ready yet"
    assert announcements_of(database) == []


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 30, "١"])
@pytest.mark.parametrize("act", ["where", "ping", "status", "open"])
async def test_forged_picks_are_refused_in_words(world: World, act: str, value: str) -> None:
    draft = id_in(await once(world.moderator, world.channel))
    if not value:
        value = " "
    result = await moderating.choose(world, world.moderator, world.channel, f"mod-say-{act}:{draft}", value)
    assert words(result) in (EXPIRED_BUTTON, GONE)
