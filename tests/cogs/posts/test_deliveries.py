"""Announcements reach their channels: at their time, in order, once, and what is wrong with one channel stays there."""

import asyncio
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from simcord import ChannelHandle

from bot.app import open_app
from bot.client import Casefile
from bot.domain.announcements import Announcement, AnnouncementState, Late, Place, Words
from bot.domain.deliveries import Delivery, DeliveryState
from bot.services.access import Caller
from bot.services.posts.deliveries import Claimed
from bot.store.store import open_store
from tests.cogs.world import World, let_pass, seen
from tests.conftest import PACKS
from tests.engines.raw import connect
from tests.helpers.announcements import NOON, announcement, deliveries, keep, stored


def bot_of(world: World) -> Casefile:
    assert isinstance(world.env.bot, Casefile)
    return world.env.bot


async def announce(world: World, database: Path, *channels: ChannelHandle, **changes: Any) -> Announcement:
    """Announce something, by default ten minutes from now; a moderator just confirmed it."""
    now = world.env.now()
    changes = {"due_at": now + timedelta(minutes=10), "changed_at": now, "guild": world.guild.id, **changes}
    announced = announcement(channels=tuple(channel.id for channel in channels or (world.channel,)), **changes)
    async with open_store(database) as store:
        await keep(store, announced)
    bot_of(world).announcer.wake()
    return announced


async def became(database: Path, announced: Announcement) -> list[Delivery]:
    async with open_store(database) as store:
        return await deliveries(store, announced)


async def reloaded(database: Path, announced: Announcement) -> Announcement:
    async with open_store(database) as store:
        return await stored(store, announced)


def texts(channel: ChannelHandle) -> list[str]:
    """What was written there, without the references of posts."""
    return [message.content.split("\n-# Announcement · ")[0] for message in channel.history()]


def refuse(world: World, channel: ChannelHandle, status: int, code: int, times: int | None = None) -> None:
    world.env.inject_error(
        "POST", f"/channels/{channel.id}/messages", status=status, code=code, message="Refused", times=times
    )


async def test_it_goes_out_at_its_time_and_once(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(9 * 60)
    assert texts(world.channel) == []
    await world.env.advance_time(62)
    (message,) = world.channel.history()
    assert texts(world.channel) == ["The trailer is out tonight."]
    (delivery,) = await became(database, announced)
    assert (delivery.state, delivery.message, delivery.attempts) == (DeliveryState.SENT, message.id, 1)
    assert message.content.endswith(f"\n-# Announcement · {delivery.reference}")
    assert message.embeds == []
    assert delivery.sent_at is not None
    assert timedelta() <= delivery.sent_at - delivery.due_at < timedelta(seconds=2)
    assert delivery.due_at == announced.schedule.due_at
    await world.env.advance_time(600)
    assert len(texts(world.channel)) == 1


async def test_what_is_sent_bears_its_nonce_and_pings_nobody_but_the_role(world: World, database: Path) -> None:
    role = world.guild.create_role("Season news")
    words = Words(text="@everyone <@&1> <@1> the date is out")
    announced = await announce(world, database, words=words, ping=role.id)
    await world.env.advance_time(601)
    (sent,) = [
        cast(dict[str, Any], request.json)
        for request in world.env.http_requests
        if request.method == "POST" and request.path.endswith(f"/channels/{world.channel.id}/messages")
    ]
    (delivery,) = await became(database, announced)
    assert (sent["nonce"], sent["enforce_nonce"]) == (delivery.nonce, True)
    assert len(sent["nonce"]) <= 25
    allowed = sent["allowed_mentions"]
    assert allowed["roles"] == [str(role.id)] or allowed["roles"] == [role.id]
    assert "everyone" not in allowed["parse"]
    assert "users" not in allowed["parse"]
    assert "roles" not in allowed["parse"]


async def test_several_in_a_channel_go_out_in_the_order_in_which_they_are_due(world: World, database: Path) -> None:
    due = world.env.now() + timedelta(minutes=5)
    for number in (3, 1, 2):
        await announce(
            world, database, words=Words(text=f"Part {number}"), due_at=due + timedelta(seconds=number),
        )  # fmt: skip
    await world.env.advance_time(320)
    assert texts(world.channel) == ["Part 1", "Part 2", "Part 3"]


@pytest.mark.parametrize(("status", "code"), [(403, 50013), (403, 50001), (404, 10003), (403, 160005), (404, 10004)])
async def test_a_channel_that_refuses_is_paused_logged_once_and_delays_no_other(
    world: World, database: Path, status: int, code: int
) -> None:
    log, other = world.guild.create_text_channel("log"), world.guild.create_text_channel("other")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    refuse(world, world.channel, status, code)
    announced = await announce(world, database, world.channel, other)
    again = await announce(world, database, due_at=world.env.now() + timedelta(minutes=11))
    await world.env.advance_time(15 * 60)
    assert (texts(world.channel), len(texts(other))) == ([], 1)
    failed, sent = await became(database, announced)
    assert (failed.state, sent.state) == (DeliveryState.FAILED, DeliveryState.SENT)
    assert failed.reason
    places = (await reloaded(database, announced)).places
    assert [place.paused for place in places] == [True, False]
    assert places[0].trouble
    assert (await became(database, again))[0].state is DeliveryState.FAILED
    lines = [text for text in texts(log) if "paused" in text]
    assert len(lines) == 2  # one for each announcement, though it was looked at many times
    assert all(str(world.channel.id) in text for text in lines)
    assert world.env.errors == []


@pytest.mark.parametrize("code", [200000, 240000, 50035, 50006, 40005])
async def test_a_message_that_is_refused_fails_alone_and_the_log_says_why(
    world: World, database: Path, code: int
) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    refuse(world, world.channel, 400, code, times=1)
    announced = await announce(world, database)
    behind = await announce(world, database, due_at=announced.schedule.due_at, words=Words(text="Behind it"))
    await world.env.advance_time(601)
    assert texts(world.channel) == ["Behind it"]
    (failed,), (sent,) = await became(database, announced), await became(database, behind)
    assert (failed.state, failed.attempts, sent.state) == (DeliveryState.FAILED, 1, DeliveryState.SENT)
    assert [place.paused for place in (await reloaded(database, announced)).places] == [False]
    (line,) = [text for text in texts(log) if "could not be posted" in text]
    assert failed.reason
    assert failed.reason in line
    assert f"“{announced.name}”" in line


@pytest.mark.parametrize(("status", "code"), [(403, 0), (404, 0), (404, 404), (400, 99999), (401, 0), (403, 40333)])
async def test_what_is_not_discords_word_pauses_nothing_and_is_tried_again(
    world: World, database: Path, status: int, code: int
) -> None:
    refuse(world, world.channel, status, code, times=2)
    announced = await announce(world, database)
    await world.env.advance_time(600)
    await world.env.advance_time(30)
    assert len(texts(world.channel)) == 1
    (delivery,) = await became(database, announced)
    assert (delivery.state, delivery.attempts) == (DeliveryState.SENT, 3)
    assert [place.paused for place in (await reloaded(database, announced)).places] == [False]


async def test_after_a_day_of_strangers_that_post_alone_fails(world: World, database: Path) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    refuse(world, world.channel, 404, 0)
    announced = await announce(world, database, due_at=world.env.now() - timedelta(hours=23, minutes=50))
    behind = await announce(world, database, due_at=world.env.now(), words=Words(text="Behind it"))
    for _ in range(22):
        await world.env.advance_time(60)
    assert (await became(database, announced))[0].state is DeliveryState.FAILED
    assert (await became(database, behind))[0].state is DeliveryState.WAITING
    assert len([text for text in texts(log) if "could not be posted" in text]) == 1
    assert not any("paused" in text for text in texts(log))


async def thread_in(world: World) -> tuple[discord.Thread, ChannelHandle]:
    found = world.env.bot.get_channel(world.channel.id)
    assert isinstance(found, discord.TextChannel)
    made = await found.create_thread(name="News", type=discord.ChannelType.public_thread, auto_archive_duration=60)
    (handle,) = world.channel.threads
    return made, handle


@pytest.mark.parametrize("locked", [False, True])
async def test_only_a_locked_thread_is_paused(world: World, database: Path, locked: bool) -> None:
    thread, handle = await thread_in(world)
    await thread.edit(locked=locked, archived=True)
    refuse(world, handle, 400, 50083, times=1)
    announced = await announce(world, database, handle)
    await world.env.advance_time(620)
    (delivery,) = await became(database, announced)
    (place,) = (await reloaded(database, announced)).places
    if locked:
        assert (delivery.state, place.paused) == (DeliveryState.FAILED, True)
        assert "locked" in str(place.trouble)
    else:
        assert (delivery.state, place.paused, delivery.attempts) == (DeliveryState.SENT, False, 2)


async def test_a_refusal_after_a_try_in_doubt_does_not_deny_what_was_posted(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(601)
    (message,) = world.channel.history()
    # Its process ended before it knew, and now Discord refuses the same words.
    await begun_before(world, database, announced, timedelta(seconds=40))
    refuse(world, world.channel, 400, 200000, times=None)
    await restart(world, database)
    (delivery,) = await became(database, announced)
    assert (delivery.state, delivery.message) == (DeliveryState.SENT, message.id)


async def test_a_post_whose_role_was_deleted_goes_out_without_the_mention(world: World, database: Path) -> None:
    log, other = world.guild.create_text_channel("log"), world.guild.create_text_channel("other")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    gone, kept = world.guild.create_role("Gone"), world.guild.create_role("Kept")
    announced = await announce(world, database, world.channel, other, ping=gone.id)
    await announce(world, database, world.channel, ping=kept.id, due_at=announced.schedule.due_at)
    world.env.backend.delete_role(world.guild.id, gone.id)
    await world.env.advance_time(601)
    said = [*world.channel.history(), *other.history()]
    assert [message.content.count("<@&") for message in said] == [0, 1, 0]
    assert all(delivery.state is DeliveryState.SENT for delivery in await became(database, announced))
    (line,) = [text for text in texts(log) if "its role was deleted" in text]
    assert f"“{announced.name}” pings nobody any more" in line
    assert not any("will not reach" in text for text in texts(log))


async def test_an_error_of_discords_is_tried_again_until_it_arrives(world: World, database: Path) -> None:
    refuse(world, world.channel, 500, 0, times=6)
    announced = await announce(world, database)
    await world.env.advance_time(601)
    assert texts(world.channel) == []
    await world.env.advance_time(600)
    assert len(texts(world.channel)) == 1
    (delivery,) = await became(database, announced)
    assert delivery.state is DeliveryState.SENT
    assert delivery.attempts > 1


async def test_what_never_arrives_is_given_up_after_a_day_and_logged(world: World, database: Path) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    await bot_of(world).remove_cog("LogCog")
    refuse(world, world.channel, 500, 0)
    announced = await announce(world, database, due_at=world.env.now() - timedelta(hours=23, minutes=50))
    for _ in range(30):  # minute by minute: each step may take the bot a few seconds on a busy machine
        await world.env.advance_time(60)
    (delivery,) = await became(database, announced)
    assert delivery.state is DeliveryState.FAILED
    assert delivery.reason is not None
    assert "24 hours" in delivery.reason
    await bot_of(world).log.post(world.guild.id)
    assert any("could not be posted" in text for text in texts(log))


async def restart(world: World, database: Path) -> None:
    """Let another process take the place of the bot, on the same database."""
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.env.advance_time(200)
        await world.env.shutdown()


async def begun_before(world: World, database: Path, announced: Announcement, ago: timedelta) -> Delivery:
    """Let the delivery look as if its process had ended after Discord had it and before that was noted."""
    (delivery,) = await became(database, announced)
    moment = (world.env.now() - ago).isoformat()
    await _change(
        database,
        "UPDATE delivery SET state = 'sending', message_id = NULL, sent_at = NULL, first_try_at = ?, lease_until = ?",
        moment,
        moment,
    )
    return delivery


async def _change(database: Path, sql: str, *values: str) -> None:
    with closing(connect(database)) as connection:
        connection.execute(sql, values)
        connection.commit()


async def test_long_after_a_kill_the_message_is_found_in_its_channel(world: World, database: Path) -> None:
    announced = await announce(world, database)
    twin = await announce(world, database, due_at=announced.schedule.due_at)  # says the very same
    await world.env.advance_time(601)
    first, second = world.channel.history()
    for number in range(60):
        await world.fan.send(world.channel, f"Chatter {number}")
    await begun_before(world, database, announced, timedelta(hours=1))
    await restart(world, database)
    assert len([text for text in texts(world.channel) if text == "The trailer is out tonight."]) == 2
    found = [(await became(database, each))[0] for each in (announced, twin)]
    assert {each.message for each in found} == {first.id, second.id}
    assert all(each.state is DeliveryState.SENT for each in found)


async def test_a_post_of_the_previous_release_is_found_too(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(601)
    (message,) = world.channel.history()
    (delivery,) = await became(database, announced)
    partial = bot_of(world).get_partial_messageable(world.channel.id).get_partial_message(message.id)
    footer = discord.Embed().set_footer(text=f"Casefile · {delivery.reference}")
    await partial.edit(content="The trailer is out tonight.", embed=footer)
    await begun_before(world, database, announced, timedelta(hours=1))
    await restart(world, database)
    assert len(texts(world.channel)) == 1
    assert (await became(database, announced))[0].message == message.id


async def test_what_somebody_else_copied_is_not_taken_for_the_post(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(601)
    (message,) = world.channel.history()
    await begun_before(world, database, announced, timedelta(hours=1))
    await bot_of(world).get_partial_messageable(world.channel.id).get_partial_message(message.id).delete()
    await world.fan.send(world.channel, message.content)
    await restart(world, database)
    assert texts(world.channel) == ["The trailer is out tonight."] * 2
    assert (await became(database, announced))[0].message == world.channel.history()[-1].id


async def test_what_never_reached_its_channel_is_sent_after_a_look(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(601)
    (message,) = world.channel.history()
    await begun_before(world, database, announced, timedelta(hours=1))
    partial = bot_of(world).get_partial_messageable(world.channel.id)
    await partial.get_partial_message(message.id).delete()
    await restart(world, database)
    assert len(texts(world.channel)) == 1
    assert (await became(database, announced))[0].state is DeliveryState.SENT


async def test_soon_after_a_kill_the_nonce_of_the_first_try_is_used(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(601)
    await begun_before(world, database, announced, timedelta(seconds=40))
    await restart(world, database)
    nonces = [
        cast(dict[str, Any], request.json)["nonce"]
        for request in world.env.http_requests
        if request.method == "POST" and request.path.endswith(f"/channels/{world.channel.id}/messages")
    ]
    (delivery,) = await became(database, announced)
    assert nonces == [delivery.nonce] * 2  # Discord takes the second for the first; the virtual one knows no nonces


@pytest.mark.parametrize(
    ("late", "down", "arrives"),
    [
        (Late.SEND, timedelta(minutes=1), True),
        (Late.SEND, timedelta(hours=1), True),
        (Late.SEND, timedelta(days=2), False),
        (Late.SKIP, timedelta(minutes=1), True),
        (Late.SKIP, timedelta(hours=1), False),
    ],
)
async def test_down_over_the_due_time(world: World, database: Path, late: Late, down: timedelta, arrives: bool) -> None:
    announced = await announce(world, database, due_at=world.env.now() - down, late=late)
    await world.env.advance_time(5)
    messages = world.channel.history()
    assert len(messages) == (1 if arrives else 0)
    if arrives:
        assert ("delayed: this was due <t:" in messages[0].content) is (down > timedelta(minutes=2))
    (delivery,) = await became(database, announced)
    assert delivery.state is (DeliveryState.SENT if arrives else DeliveryState.SKIPPED)


async def test_a_forum_gets_a_post_and_never_the_same_one_twice(world: World, database: Path) -> None:
    forum = world.guild.create_forum_channel("News forum")
    announced = await announce(world, database, places=(Place(77, forum.id, forum=True),))
    await world.env.advance_time(601)
    (delivery,) = await became(database, announced)
    assert delivery.state is DeliveryState.SENT
    assert delivery.message is not None
    await begun_before(world, database, announced, timedelta(seconds=40))
    await restart(world, database)
    made = [
        request
        for request in world.env.http_requests
        if request.method == "POST" and request.path.endswith(f"/channels/{forum.id}/threads")
    ]
    assert len(made) == 1
    assert (await became(database, announced))[0].message == delivery.message


async def test_one_that_is_on_its_way_can_still_be_cancelled(world: World, database: Path) -> None:
    refuse(world, world.channel, 500, 0, times=6)
    announced = await announce(world, database)
    await world.env.advance_time(601)
    assert (await reloaded(database, announced)).state is AnnouncementState.ACTIVE
    announcing = bot_of(world).services.announcements
    await announcing.cancel(Caller(world.guild.id, 1, manages=True), announced.id)
    await world.env.advance_time(600)
    assert texts(world.channel) == []
    (delivery,) = await became(database, announced)
    assert delivery.state is DeliveryState.SKIPPED
    assert (await reloaded(database, announced)).state is AnnouncementState.CANCELLED


async def test_once_it_is_sent_it_is_done(world: World, database: Path) -> None:
    announced = await announce(world, database)
    await world.env.advance_time(601)
    assert (await reloaded(database, announced)).state is AnnouncementState.DONE


async def test_a_channel_taken_off_meanwhile_gets_no_further_try(world: World, database: Path) -> None:
    refuse(world, world.channel, 500, 0, times=2)
    other = world.guild.create_text_channel("other")
    announced = await announce(world, database, world.channel, other)
    await world.env.advance_time(601)
    async with open_store(database) as store, store.writing() as gateways:
        found = await gateways.announcements.get(announced.guild, announced.id)
        assert found is not None
        await gateways.announcements.save(replace(found, places=found.places[1:]))
    await world.env.advance_time(60)
    assert (texts(world.channel), len(texts(other))) == ([], 1)
    assert (await became(database, announced))[0].state is DeliveryState.SKIPPED


async def test_late_posts_that_are_skipped_are_skipped_while_they_wait_too(world: World, database: Path) -> None:
    refuse(world, world.channel, 500, 0, times=7)
    announced = await announce(world, database, late=Late.SKIP)
    await let_pass(world.env, 1200)
    assert texts(world.channel) == []
    assert (await became(database, announced))[0].state is DeliveryState.SKIPPED


async def test_an_error_of_our_own_holds_a_channel_up_for_a_day_at_most(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivering = bot_of(world).services.posts.deliveries
    prepare = delivering.prepare

    async def failing(delivery: Delivery) -> Claimed | None:
        if world.env.now() - delivery.due_at > timedelta(hours=1):
            raise RuntimeError("no such luck")
        return await prepare(delivery)

    monkeypatch.setattr(delivering, "prepare", failing)
    broken = await announce(world, database, due_at=world.env.now() - timedelta(hours=23, minutes=50))
    sound = await announce(world, database, words=Words(text="Sound"))
    await let_pass(world.env, 1500)
    assert (await became(database, broken))[0].state is DeliveryState.FAILED
    assert texts(world.channel) == ["Sound"]
    assert (await became(database, sound))[0].state is DeliveryState.SENT


async def test_a_look_at_a_channel_that_fails_or_takes_long_holds_up_nothing(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    announcer = bot_of(world).announcer
    world.env.inject_error("GET", "/channels/123456789", status=500, code=0, message="Refused", times=None)
    gone = await announce(world, database, places=(Place(1, 123456789),), changed_at=NOON - timedelta(days=900))
    sound = await announce(world, database, changed_at=NOON - timedelta(days=800), ping=12345)
    await world.env.advance_time(130)
    assert announcer.errors == 0
    assert (await reloaded(database, gone)).places[0].trouble is None
    assert "role" in str((await reloaded(database, sound)).places[0].trouble)

    async def hanging(*_: object) -> None:
        await asyncio.sleep(10_000)

    monkeypatch.setattr("bot.outbox.announcer.channel_of", hanging)
    await _change(database, "UPDATE target SET checked_at = ?", (NOON - timedelta(days=900)).isoformat())
    await world.env.advance_time(700)
    assert len(texts(world.channel)) == 1


async def test_what_a_text_hides_is_not_shown_in_the_log(world: World, database: Path) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    refuse(world, world.channel, 403, 50013)
    await announce(
        world, database, words=Words(text="Tonight: ||they **all** leave the house by the harbour at dawn||")
    )
    await world.env.advance_time(700)
    (line,) = [text for text in texts(log) if "paused" in text]
    assert "Tonight: …" in line
    assert "leave" not in line
    assert "resume" not in line  # it will not be due again, and nothing would come of that


async def test_an_error_in_the_loop_is_counted_and_met_again(
    world: World, database: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    announced = await announce(world, database)
    announcer, planning = bot_of(world).announcer, bot_of(world).services.posts.planner
    plan = planning.plan

    async def failing() -> bool:
        raise RuntimeError("no such luck")

    monkeypatch.setattr(planning, "plan", failing)
    await world.env.advance_time(200)
    assert 5 < announcer.errors < 300  # it continues, and not as fast as it can
    assert texts(world.channel) == []
    monkeypatch.setattr(planning, "plan", plan)
    await world.env.advance_time(430)
    assert len(texts(world.channel)) == 1
    assert (await became(database, announced))[0].state is DeliveryState.SENT
    assert "no such luck" in caplog.text


async def test_being_ready_again_starts_nothing_twice(world: World, database: Path) -> None:
    await announce(world, database)
    for _ in range(5):
        bot_of(world).dispatch("ready")
        bot_of(world).dispatch("resumed")
        bot_of(world).announcer.start()
    await world.env.advance_time(700)
    assert len(texts(world.channel)) == 1


async def test_what_is_wrong_with_a_place_is_logged_before_it_is_due(world: World, database: Path) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    due = world.env.now() + timedelta(days=30)
    announced = await announce(world, database, due_at=due, changed_at=world.env.now() - timedelta(days=2), ping=12345)
    await world.env.advance_time(130)
    assert "role" in str((await reloaded(database, announced)).places[0].trouble)
    assert len([text for text in texts(log) if "its role was deleted" in text]) == 1
    await check_places_again(world, database)
    assert len([text for text in texts(log) if "its role was deleted" in text]) == 1


async def test_a_place_that_is_lost_after_the_role_was_is_logged_too(world: World, database: Path) -> None:
    log, news = world.guild.create_text_channel("log"), world.guild.create_text_channel("news")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    asked = world.env.now() - timedelta(days=2)
    announced = await announce(
        world, database, world.channel, news, due_at=world.env.now() + timedelta(days=30), changed_at=asked, ping=12345
    )
    await world.env.advance_time(130)
    channel = world.env.bot.get_channel(news.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.me, send_messages=False)
    for _ in range(2):
        await check_places_again(world, database)
        troubles = [str(place.trouble) for place in (await reloaded(database, announced)).places]
        assert ["pings nobody" in trouble for trouble in troubles] == [True, False]
        (line,) = [text for text in texts(log) if "will not reach" in text]
        assert f"<#{news.id}>" in line
        assert len([text for text in texts(log) if "its role was deleted" in text]) == 1


async def check_places_again(world: World, database: Path) -> None:
    await _change(database, "UPDATE target SET checked_at = ?", (world.env.now() - timedelta(days=2)).isoformat())
    await world.env.advance_time(130)


@pytest.mark.parametrize("code", [0, 10003])
async def test_a_place_is_gone_only_if_discord_says_so(world: World, database: Path, code: int) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    thread, handle = await thread_in(world)
    await thread.edit(archived=True)  # the library forgets it
    world.env.inject_error("GET", f"/channels/{handle.id}", status=404, code=code, message="Not found", times=None)
    due = world.env.now() + timedelta(days=30)
    announced = await announce(world, database, handle, due_at=due)
    await check_places_again(world, database)
    trouble = (await reloaded(database, announced)).places[0].trouble
    assert trouble == (None if code == 0 else "The channel is gone, or I can't see it.")
    assert len([text for text in texts(log) if "will not reach" in text]) == (0 if code == 0 else 1)


async def test_publishing_keeps_to_ten_an_hour(world: World, database: Path) -> None:
    news = world.guild.create_news_channel("announcements")
    announced = [
        await announce(world, database, news, words=Words(text=f"News {number}"), publish=True) for number in range(12)
    ]
    await world.env.advance_time(900)

    async def states() -> list[DeliveryState]:
        return [(await became(database, each))[0].state for each in announced]

    assert len(texts(news)) == 12
    assert await states() == [DeliveryState.SENT] * 10 + [DeliveryState.PUBLISHING] * 2
    await bot_of(world).remove_cog("LogCog")
    await let_pass(world.env, 1700)
    await let_pass(world.env, 1900)
    assert await states() == [DeliveryState.SENT] * 12
    crossposts = [request for request in world.env.http_requests if request.path.endswith("/crosspost")]
    assert len(crossposts) == 12


async def test_what_cannot_be_published_stays_posted_and_is_logged(world: World, database: Path) -> None:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    announced = await announce(world, database, publish=True)  # a channel that nobody can follow
    await world.env.advance_time(700)
    (delivery,) = await became(database, announced)
    assert delivery.state is DeliveryState.SENT
    assert "Not published" in str(delivery.reason)
    assert len([text for text in texts(log) if "not published" in text]) == 1
