"""Notices of decisions: a member gets each once, by direct message or at their next command."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from simcord import ChannelHandle, MemberActor

from bot.app import open_app
from bot.services.access import Caller
from bot.wiring import open_services
from tests.cogs.facts.actions import (
    add_keeper,
    add_news,
    assert_nobody_is_pinged,
    bot_of,
    card,
    correct_fact,
    edit,
    keep_log,
    query,
    save,
    send,
    suggest,
)
from tests.cogs.world import Seen, World, look, seen
from tests.conftest import PACKS

APPROVED = "Your suggestion in Near was approved"
REJECTED = "Your suggestion in Near was rejected"


def messages(member: MemberActor) -> list[Seen]:
    """The direct messages that the bot sent to a member."""
    return [look(message) for message in member.user.dm_channel.history()]


def close_to(world: World, member: MemberActor) -> None:
    """Let Discord refuse direct messages to a member, as it does where they take none."""
    path = f"/channels/{member.user.dm_channel.id}/messages"
    words = "Cannot send messages to this user"
    world.env.inject_error("POST", path, status=403, code=50007, message=words, times=None)


async def decide(world: World, *, approve: bool, reason: str = "No source that counts") -> None:
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    shown = card(await world.moderator.select(listed.message, [listed.options[-1].value]))
    if approve:
        card(await world.moderator.click(shown.message, label="Approve"))
    else:
        opened = await world.moderator.click(shown.message, label="Reject …")
        card(await send(world.moderator, opened, {"reason": reason}))


async def notices_at_next_command(member: MemberActor, channel: ChannelHandle) -> list[str]:
    """Return the titles of the notices that follow the answer to a command."""
    result = await member.slash(channel, "season", number=2)
    assert result.response is not None
    followed = [look(message) for message in result.followups]
    assert all(notice.ephemeral for notice in followed)
    return [notice.title for notice in followed]


def waiting_notices(database: Path) -> int:
    return query(database, "SELECT COUNT(*) FROM backer WHERE notified_at IS NULL")[0][0]


async def test_a_notice_of_an_approval_is_sent_by_direct_message_and_once(world: World, database: Path) -> None:
    await suggest(world.fan, world.channel, "Season 9 is made.")
    await decide(world, approve=True)
    (message,) = messages(world.fan)
    assert message.title == APPROVED
    assert "Season 9 is made." in message.description
    assert waiting_notices(database) == 0
    assert await notices_at_next_command(world.fan, world.channel) == []
    assert_nobody_is_pinged(world)


async def test_a_notice_of_a_rejection_gives_its_reason_but_not_who_decided(world: World) -> None:
    await suggest(world.fan, world.channel)
    await decide(world, approve=False, reason="No **source** ||x||")
    (message,) = messages(world.fan)
    assert message.title == REJECTED
    assert message.value("Why") == "No \\*\\*source\\*\\* \\|\\|x\\|\\|"
    assert world.moderator.name not in message.body


async def test_a_notice_of_an_edited_approval_is_sent_too(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "seson 9 is mad")
    opened = await world.moderator.click(log.history()[0], label="Edit and approve")
    await save(world.moderator, await send(world.moderator, opened, {"statement": "Season 9 is made."}))
    assert [notice.title for notice in messages(world.fan)] == [APPROVED]


async def test_everybody_who_suggested_the_same_is_notified(world: World) -> None:
    await suggest(world.fan, world.channel, "Season 9 is made.")
    await suggest(world.other_fan, world.channel, "season 9 is made")
    await decide(world, approve=True)
    for member in (world.fan, world.other_fan):
        assert [notice.title for notice in messages(member)] == [APPROVED]


async def test_who_takes_no_direct_messages_is_notified_at_their_next_command_and_once(
    world: World, database: Path
) -> None:
    await suggest(world.fan, world.channel)
    close_to(world, world.fan)
    await decide(world, approve=False)
    assert messages(world.fan) == []
    assert waiting_notices(database) == 1
    assert await notices_at_next_command(world.other_fan, world.channel) == []
    assert await notices_at_next_command(world.fan, world.channel) == [REJECTED]
    assert waiting_notices(database) == 0
    assert await notices_at_next_command(world.fan, world.channel) == []


async def test_one_who_takes_none_does_not_keep_it_from_another(world: World) -> None:
    await suggest(world.fan, world.channel, "Season 9 is made.")
    await suggest(world.other_fan, world.channel, "season 9 is made")
    close_to(world, world.fan)
    await decide(world, approve=True)
    assert messages(world.fan) == []
    assert [notice.title for notice in messages(world.other_fan)] == [APPROVED]
    assert await notices_at_next_command(world.fan, world.channel) == [APPROVED]


async def test_a_restart_before_the_next_command_forgets_nothing(world: World, database: Path) -> None:
    await suggest(world.fan, world.channel)
    close_to(world, world.fan)
    await decide(world, approve=True)
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        assert await notices_at_next_command(world.fan, world.channel) == [APPROVED]
        assert await notices_at_next_command(world.fan, world.channel) == []
        await world.env.shutdown()


@pytest.mark.simcord(check_errors=False)
async def test_a_notice_that_could_not_be_sent_after_a_command_is_sent_after_the_next(
    world: World, database: Path
) -> None:
    await suggest(world.fan, world.channel)
    close_to(world, world.fan)
    await decide(world, approve=True)
    world.env.inject_error("POST", "/webhooks/*", status=500, times=5)
    await notices_at_next_command(world.fan, world.channel)
    assert waiting_notices(database) == 1
    world.env.backend.faults.clear()
    assert await notices_at_next_command(world.fan, world.channel) == [APPROVED]


class Command:
    """What a member used, as far as notices need it; each is sent slowly."""

    def __init__(self, member: MemberActor) -> None:
        self.user = self.followup = self
        self.id = member.id
        self.sent = 0

    async def send(self, **_: object) -> None:
        self.sent += 1
        await asyncio.sleep(0.05)


async def test_two_commands_at_once_bring_a_notice_once(world: World) -> None:
    await suggest(world.fan, world.channel)
    close_to(world, world.fan)
    await decide(world, approve=False)
    used = [Command(world.fan), Command(world.fan)]
    await asyncio.gather(*(bot_of(world).decisions.answer(cast(Any, one)) for one in used))
    assert sorted(one.sent for one in used) == [0, 1]


async def test_a_command_that_opens_a_form_leaves_it_to_the_next(world: World) -> None:
    keeper = await add_keeper(world)
    await suggest(keeper, world.channel)
    close_to(world, keeper)
    await decide(world, approve=False)
    opened = await keeper.slash(world.channel, "fact add", kind="news")
    assert opened.modal is not None
    assert opened.followups == []
    assert await notices_at_next_command(keeper, world.channel) == [REJECTED]


async def test_the_notice_is_sent_in_whichever_server_the_next_command_is_used(world: World) -> None:
    await suggest(world.fan, world.channel, "SECRET talk.")
    close_to(world, world.fan)
    await decide(world, approve=True)
    assert await notices_at_next_command(world.far_fan, world.far_channel) == [APPROVED]
    assert await notices_at_next_command(world.fan, world.channel) == []


async def test_a_failing_direct_message_changes_nothing_for_the_moderator(world: World) -> None:
    await suggest(world.fan, world.channel)
    world.env.inject_error("POST", "/users/@me/channels", status=500, times=None)
    log = await keep_log(world)
    await decide(world, approve=True)
    assert len(log.history()) == 1
    assert world.env.errors == []
    world.env.backend.faults.clear()
    assert await notices_at_next_command(world.fan, world.channel) == [APPROVED]


async def test_a_log_message_that_is_gone_keeps_nobody_from_deciding(world: World) -> None:
    log = await keep_log(world)
    await suggest(world.fan, world.channel, "Season 9 is made.")
    place = bot_of(world).get_partial_messageable(log.id)
    await place.get_partial_message(log.history()[0].id).delete()
    await decide(world, approve=True)
    assert [notice.title for notice in messages(world.fan)] == [APPROVED]
    assert world.env.errors == []


async def test_a_suggestion_that_spoils_is_hidden_in_its_authors_notice(world: World) -> None:
    fact = await add_news(world.moderator, world.channel, "SECRET ending.", where="season 9", spoils="S02E13")
    await save(world.moderator, await edit(world.moderator, world.channel, fact, reason="x", statement="SECRET end."))
    answer = seen(await world.fan.slash(world.channel, "news", season=9))
    opened = await correct_fact(world.fan, answer)
    await send(world.fan, opened, {"statement": "SECRET other.", "source": "A fan"})
    await decide(world, approve=True)
    (message,) = messages(world.fan)
    assert "SECRET" not in message.bare
    assert "||SECRET other.||" in message.body


async def test_a_notice_that_another_process_could_not_send_follows_the_next_command_here(
    world: World, database: Path
) -> None:
    await suggest(world.fan, world.channel)
    ((revision,),) = query(database, "SELECT revision_id FROM backer")
    async with open_services(database, PACKS, clock=world.env.now) as other:
        await other.facts.suggestions.reject(Caller(world.guild.id, 5, manages=True), revision, "No source.")
        # While the other one sends it, it is not sent here; it could not send it, and gives it back.
        assert await other.facts.suggestions.begin_notice(world.fan.id, revision)
        await bot_of(world)._follow_others()  # pyright: ignore[reportPrivateUsage]
        assert await notices_at_next_command(world.fan, world.channel) == []
        await other.facts.suggestions.give_notice_back(world.fan.id, revision)
    assert await notices_at_next_command(world.fan, world.channel) == [REJECTED]
    assert await notices_at_next_command(world.fan, world.channel) == []


async def test_of_several_processes_one_sends_a_notice_and_another_if_that_one_died(
    world: World, database: Path
) -> None:
    await suggest(world.fan, world.channel)
    ((revision,),) = query(database, "SELECT revision_id FROM backer")
    now = datetime(2026, 6, 1, tzinfo=UTC)
    for seconds, is_taken in ((0, True), (1, False), (90, False), (125, True)):
        moment = now + timedelta(seconds=seconds)
        async with open_services(database, PACKS, clock=lambda moment=moment: moment) as process:
            assert await process.facts.suggestions.begin_notice(world.fan.id, revision) is is_taken
