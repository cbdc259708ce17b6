"""A server's log: every change is posted once, whatever happens between the change and Discord."""

import asyncio
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, cast

import aiohttp
import discord
import pytest
from simcord import ChannelHandle

from bot.app import open_app
from bot.client import Casefile
from bot.domain.revisions import ChangeKind, Handled, Made, ProposalState
from bot.errors import StoreBusy
from bot.outbox.log_poster import LogPoster
from bot.outbox.reactions import Reactions
from bot.store.gateways.revisions import Scopes
from bot.store.store import open_store
from bot.ui.buttons import Layout, own_button
from bot.ui.card import Card
from cogs.upkeep import LogCog
from tests.cogs.world import World, look, seen
from tests.conftest import PACKS
from tests.engines.raw import connect
from tests.patience import PATIENCE
from tests.store.layers import MADE_AT, OTHER_SERVER, all_women, revise

_lines = count(1)


def bot_of(world: World) -> Casefile:
    assert isinstance(world.env.bot, Casefile)
    return world.env.bot


async def keep_log(world: World) -> ChannelHandle:
    log = world.guild.create_text_channel("log")
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    return log


async def change(world: World, database: Path, statement: str, guild: int | None = None) -> int:
    """A moderator's change with its line in the log, as the services write them; the line's id."""
    guild = guild or world.guild.id
    line = next(_lines)
    async with open_store(database) as store:
        fact = await all_women(store, guild)
        assert fact is not None
        async with store.writing() as gateways:
            revised = await revise(gateways, fact, guild, statement)
            await gateways.log.add(line, guild, world.env.now(), revision=revised.revision_id)
    return line


async def suggest(world: World, database: Path) -> int:
    """A member's suggestion, of id 77, with its line in the log; the line's id."""
    line = next(_lines)
    guild = world.guild.id
    async with open_store(database) as store:
        fact = await all_women(store, guild)
        assert fact is not None
        async with store.writing() as gateways:
            proposed = replace(fact, revision_id=77, statement="Suggested words")
            scopes = Scopes(await gateways.catalogue.season_ids(fact.show.id))
            made = Made(ChangeKind.EDIT, MADE_AT, by=world.fan.id)
            await gateways.revisions.propose(proposed, guild, made, scopes)
            await gateways.proposals.add(77, guild, ProposalState.OPEN, suggested=True)
            await gateways.log.add(line, guild, world.env.now(), revision=77)
    return line


def posts(world: World, log: ChannelHandle) -> list[dict[str, Any]]:
    """What the bot tried to send into the log's channel."""
    path = f"/channels/{log.id}/messages"
    return [
        cast(dict[str, Any], request.json)
        for request in world.env.http_requests
        if request.method == "POST" and request.path.endswith(path)
    ]


def row(database: Path, line: int) -> tuple[int, int | None, int | None]:
    with closing(connect(database)) as connection:
        sql = "SELECT attempts, channel_id, message_id FROM log_line WHERE id = ?"
        return connection.execute(sql, (line,)).fetchone()


def forbid(world: World, times: int | None = 1) -> None:
    world.env.inject_error(
        "POST", "/channels/*/messages", status=403, code=50013, message="Missing Permissions", times=times
    )


async def test_a_change_is_posted_at_once_and_once(world: World, database: Path) -> None:
    log = await keep_log(world)
    line = await change(world, database, "Women direct it all.")
    poster = bot_of(world).log
    await poster.post(world.guild.id)
    await poster.post(world.guild.id)
    await poster.post(world.guild.id)
    (message,) = log.history()
    moment = int(MADE_AT.timestamp())
    assert message.content == (f"✏️ <@{OTHER_SERVER}> changed: Women direct it all. · why: A test · <t:{moment}:R>")
    (sent,) = posts(world, log)
    assert (sent["nonce"], sent["enforce_nonce"]) == (str(line), True)
    assert sent["allowed_mentions"]["parse"] == []
    assert sent["flags"] & discord.MessageFlags.suppress_embeds.flag
    assert row(database, line) == (1, log.id, message.id)


async def test_a_suggestions_card_is_drawn_again_after_every_change_of_it(world: World, database: Path) -> None:
    log = await keep_log(world)
    line = await suggest(world, database)
    drawn = 0

    async def card(server: int, suggestion: int) -> Card:
        nonlocal drawn
        drawn += 1
        if drawn == 2:  # it changes again while it is drawn
            async with open_store(database) as store, store.changing() as gateways:
                await gateways.log.outdate(server, suggestion)
        return Card(discord.Embed(title=f"Drawn {drawn}"), Layout([]))

    bot = bot_of(world)
    poster = LogPoster(bot.services.servers.change_log, bot.get_partial_messageable, card)
    await poster.post(world.guild.id)
    async with open_store(database) as store, store.changing() as gateways:
        await gateways.log.outdate(world.guild.id, 77)
        await gateways.log.outdate(world.far_channel.id, 77)  # another server has no card of it
    for title in ("Drawn 2", "Drawn 3", "Drawn 3"):
        await poster.post(world.guild.id)
        (message,) = log.history()
        assert message.embeds[0].title == title
    assert row(database, line)[1:] == (log.id, message.id)


@pytest.mark.parametrize("first", [1, 2])
async def test_a_card_shows_what_was_decided_while_it_was_posted(world: World, database: Path, first: int) -> None:
    log = await keep_log(world)
    await suggest(world, database)
    drawn = 0

    async def card(server: int, suggestion: int) -> Card:
        nonlocal drawn
        drawn += 1
        if drawn == first:
            handled = Handled(world.moderator.id, world.env.now(), "No source")
            async with open_store(database) as store, store.changing() as gateways:
                states = ProposalState.OPEN, ProposalState.REJECTED
                assert await gateways.proposals.handle(server, suggestion, *states, handled)
        return Card(discord.Embed(title="Open" if drawn <= first else "Decided"), Layout([]))

    bot = bot_of(world)
    poster = LogPoster(bot.services.servers.change_log, bot.get_partial_messageable, card)
    if first > 1:
        forbid(world)
        await poster.post(world.guild.id)
        await world.env.advance_time(50)
    await poster.post(world.guild.id)
    (message,) = log.history()
    assert message.embeds[0].title == "Decided"
    await poster.post(world.guild.id)
    assert drawn == first + 1


async def test_a_card_that_can_not_be_drawn_is_given_up_after_five_tries(world: World, database: Path) -> None:
    await keep_log(world)
    await suggest(world, database)
    tried = 0

    async def card(server: int, suggestion: int) -> Card:
        nonlocal tried
        tried += 1
        if tried > 1:
            raise StoreBusy
        return Card(discord.Embed(title="Drawn"), Layout([]))

    bot = bot_of(world)
    poster = LogPoster(bot.services.servers.change_log, bot.get_partial_messageable, card)
    await poster.post(world.guild.id)
    async with open_store(database) as store, store.changing() as gateways:
        await gateways.log.outdate(world.guild.id, 77)
    for _ in range(8):
        await poster.post(world.guild.id)
    assert tried == 1 + 5


@pytest.mark.parametrize(
    ("status", "code", "tries"), [(403, 0, 2), (404, 0, 2), (403, 50013, 2), (403, 50001, 2), (404, 10008, 1)]
)
async def test_a_card_is_drawn_again_unless_its_message_is_gone(
    world: World, database: Path, status: int, code: int, tries: int
) -> None:
    log = await keep_log(world)
    await suggest(world, database)
    drawn = 0

    async def card(server: int, suggestion: int) -> Card:
        nonlocal drawn
        drawn += 1
        return Card(discord.Embed(title=f"Drawn {drawn}"), Layout([]))

    bot = bot_of(world)
    poster = LogPoster(bot.services.servers.change_log, bot.get_partial_messageable, card)
    await poster.post(world.guild.id)
    async with open_store(database) as store, store.changing() as gateways:
        await gateways.log.outdate(world.guild.id, 77)
    world.env.inject_error("PATCH", "/channels/*/messages/*", status=status, code=code, message="Refused")
    for _ in range(3):
        await poster.post(world.guild.id)
    (message,) = log.history()
    assert (drawn, message.embeds[0].title) == (1 + tries, "Drawn 3" if tries == 2 else "Drawn 1")


async def test_the_loop_posts_what_nobody_asked_to_post(world: World, database: Path) -> None:
    log = await keep_log(world)
    await change(world, database, "First")
    await change(world, database, "Second")
    await world.env.advance_time(61)
    assert [message.content.split(": ")[1].split(" ·")[0] for message in log.history()] == ["First", "Second"]
    await world.env.advance_time(300)
    assert len(log.history()) == 2


async def test_a_line_that_was_refused_is_tried_again_and_posted_once(world: World, database: Path) -> None:
    log = await keep_log(world)
    line = await change(world, database, "Posted in the end")
    forbid(world)
    await bot_of(world).log.post(world.guild.id)
    assert log.history() == []
    assert row(database, line) == (1, None, None)
    await world.env.advance_time(120)
    (message,) = log.history()
    assert row(database, line) == (2, log.id, message.id)
    await world.env.advance_time(120)
    assert len(log.history()) == 1
    assert world.env.errors == []


async def test_a_line_is_tried_five_times_and_again_when_the_log_is_chosen_again(world: World, database: Path) -> None:
    log = await keep_log(world)
    line = await change(world, database, "Patience")
    forbid(world, times=None)
    with closing(connect(database)) as connection:
        connection.execute("UPDATE log_line SET made_at = '2025-12-01T00:00:00+00:00'")
        connection.commit()
    await world.env.advance_time(600)
    assert row(database, line) == (5, None, None)
    tried = len(posts(world, log))
    await world.env.advance_time(600)
    assert len(posts(world, log)) == tried
    world.env.backend.faults.clear()
    seen(await world.moderator.slash(world.channel, "setup log", channel=log))
    await world.env.advance_time(61)
    assert len(log.history()) == 1


async def test_a_second_try_after_a_kill_has_the_nonce_of_the_first(world: World, database: Path) -> None:
    log = await keep_log(world)
    line = await change(world, database, "Killed on the way")
    await bot_of(world).log.post(world.guild.id)
    with closing(connect(database)) as connection:  # the process ended before it could note the message
        connection.execute("UPDATE log_line SET channel_id = NULL, message_id = NULL")
        connection.commit()
    async with open_app(database, PACKS, always_sync=True) as restarted:
        await world.env.restart_bot(restarted)
        await world.env.advance_time(120)
        # Discord takes the second for the first; the virtual one does not know nonces.
        assert [(post["nonce"], post["enforce_nonce"]) for post in posts(world, log)] == [(str(line), True)] * 2
        await world.env.shutdown()


async def test_posting_from_two_places_at_once_posts_once(world: World, database: Path) -> None:
    log = await keep_log(world)
    for number in range(5):
        await change(world, database, f"Change {number}")
    poster = bot_of(world).log
    await asyncio.gather(poster.post(world.guild.id), poster.post(world.guild.id), poster.post(world.guild.id))
    assert len(log.history()) == 5


async def test_a_suggestion_is_posted_as_its_card(world: World, database: Path) -> None:
    log = await keep_log(world)
    await suggest(world, database)
    guild = world.guild.id
    asked: list[tuple[int, int]] = []

    async def card(server: int, revision: int) -> Card:
        asked.append((server, revision))
        return Card(discord.Embed(title="A suggestion"), Layout([own_button("Accept", "x:1")]))

    bot = bot_of(world)
    await LogPoster(bot.services.servers.change_log, bot.get_partial_messageable, card).post(guild)
    (message,) = log.history()
    assert asked == [(guild, 77)]
    assert (message.embeds[0].title, message.content) == ("A suggestion", "")
    assert look(message).labels == ["Accept"]


async def test_two_who_post_at_the_same_time_post_once(world: World, database: Path) -> None:
    log = await keep_log(world)
    for number in range(3):
        await change(world, database, f"Change {number}")
    change_log = bot_of(world).services.servers.change_log
    first, second = await change_log.waiting(world.guild.id), await change_log.waiting(world.guild.id)
    assert first == second
    assert await change_log.begin(first[0])
    assert not await change_log.begin(second[0])
    await bot_of(world).log.post(world.guild.id)
    assert len(log.history()) == 2


async def test_each_server_has_a_log_of_its_own(world: World, database: Path) -> None:
    log = await keep_log(world)
    far = world.far_channel
    far_guild = next(guild.id for guild in world.env.bot.guilds if guild.id != world.guild.id)
    seen(await world.far_moderator.slash(far, "setup log", channel=far))
    await change(world, database, "Here")
    await change(world, database, "There", far_guild)
    await bot_of(world).log.post(world.guild.id)
    assert (len(log.history()), len(far.history())) == (1, 0)
    await world.env.advance_time(61)
    assert (len(log.history()), len(far.history())) == (1, 1)


@pytest.mark.parametrize("trouble", [aiohttp.ServerDisconnectedError(), discord.RateLimited(70)])
async def test_a_line_that_fails_holds_up_none_behind_it(world: World, database: Path, trouble: Exception) -> None:
    log = await keep_log(world)
    await change(world, database, "Fails")
    await change(world, database, "Behind it")
    bot, failed = bot_of(world), False

    def channel(place: int) -> discord.PartialMessageable:
        nonlocal failed
        if not failed:
            failed = True
            raise trouble
        return bot.get_partial_messageable(place)

    async def card(_: int, __: int) -> Card | None:
        return None

    await LogPoster(bot.services.servers.change_log, channel, card).post(world.guild.id)
    (message,) = log.history()
    assert "Behind it" in message.content


async def test_a_log_that_hangs_holds_up_no_other(world: World, database: Path) -> None:
    await keep_log(world)
    far = world.far_channel
    far_guild = next(one.id for one in world.env.bot.guilds if one.id != world.guild.id)
    seen(await world.far_moderator.slash(far, "setup log", channel=far))
    await suggest(world, database)
    await change(world, database, "There", far_guild)
    bot, change_log, hanging = bot_of(world), bot_of(world).services.servers.change_log, asyncio.Event()

    async def card(server: int, suggestion: int) -> Card:
        await hanging.wait()
        return Card(discord.Embed(title="Drawn"), Layout([]))

    reactions = Reactions(
        bot.announcer, bot.watcher, LogPoster(change_log, bot.get_partial_messageable, card), bot.decisions, bot.greeter
    )
    await LogCog(change_log, reactions).post()
    async with asyncio.timeout(PATIENCE):
        while not far.history():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    hanging.set()
    await reactions.finish()


async def test_a_server_without_a_log_gets_no_lines(world: World, database: Path) -> None:
    line = await change(world, database, "Unheard")
    assert row(database, line) is None
    await world.env.advance_time(61)
    assert world.channel.history() == []


async def test_what_a_member_wrote_neither_pings_nor_formats(world: World, database: Path) -> None:
    log = await keep_log(world)
    await change(world, database, "@everyone **look** <@1> https://example.org ||x||")
    await bot_of(world).log.post(world.guild.id)
    (message,) = log.history()
    assert "@everyone" not in message.content
    assert "<@1>" not in message.content
    assert "\\*\\*look\\*\\*" in message.content
    assert message.mentions == [] or all(user.id == OTHER_SERVER for user in message.mentions)


async def test_an_import_is_posted_as_one_line(world: World, database: Path) -> None:
    log = await keep_log(world)
    with closing(connect(database)) as connection:
        (show,) = connection.execute("SELECT id FROM show").fetchone()
        connection.execute(
            "INSERT INTO batch (id, show_id, layer, filename, made_at, made_by)"
            " VALUES (7, ?, ?, 'facts.toml', '2026-01-01T00:00:00+00:00', 0)",
            (show, world.guild.id),
        )
        connection.commit()
    async with open_store(database) as store, store.writing() as gateways:
        await gateways.log.add(next(_lines), world.guild.id, world.env.now(), batch=7)
    await bot_of(world).log.post(world.guild.id)
    (message,) = log.history()
    assert message.content.startswith("📥 A former member imported 0 facts from facts.toml · <t:")
