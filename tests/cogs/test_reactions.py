"""What follows a change: nothing of it fails the change, and what a process did not get done is found again."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.app import open_app
from bot.client import Casefile
from bot.domain.announcements import Place
from bot.domain.notices import LogChanged
from bot.outbox.log_poster import LogPoster
from bot.outbox.reactions import Reactions
from bot.services.access import Caller
from bot.store.store import open_store
from tests.cogs.facts.actions import add_news, bot_of, card, id_in, keep_log, suggest
from tests.cogs.facts.test_decision_notices import APPROVED, messages, notices_at_next_command
from tests.cogs.posts.test_corrections import Now, news_on
from tests.cogs.world import World, look
from tests.conftest import PACKS
from tests.helpers.facts import Desk


class Poster(LogPoster):
    """Posts nothing, but does what the test wants done instead."""

    def __init__(self, bot: Casefile, act: Callable[[int], Awaitable[None]]) -> None:
        super().__init__(bot.services.servers.change_log, bot.get_partial_messageable, self._no_card)
        self._act = act
        self.posts = 0

    async def _no_card(self, guild: int, revision: int) -> None:
        raise AssertionError("nothing is drawn")

    async def post(self, guild: int | None = None) -> None:
        self.posts += 1
        await self._act(self.posts)


def reactions_of(bot: Casefile, poster: Poster) -> Reactions:
    return Reactions(bot.announcer, bot.watcher, poster, bot.decisions, bot.greeter)


async def approved_by_a_process_that_ends(world: World, database: Path, suggestion: int) -> None:
    """A moderator approves a suggestion, and the process that saved it does nothing else."""
    async with open_store(database) as store:
        moderator = Caller(world.guild.id, world.moderator.id, manages=True)
        await Desk(store, Now(world)).suggestions.approve(moderator, suggestion, "confirmed")


async def test_what_a_process_did_not_get_done_is_done_after_the_next_start(world: World, database: Path) -> None:
    log, channel = await keep_log(world), world.guild.create_text_channel("news")
    await news_on(world, database, Place(1, channel.id, forum=False))
    await world.env.advance_time(30)
    await suggest(world.fan, world.channel, "Season 9 is made.")
    (waiting,) = log.history()
    assert "Approve" in look(waiting).labels
    suggestion = int(id_in(look(waiting), "Approve").split(":")[1], 36)
    await bot_of(world).close()
    await approved_by_a_process_that_ends(world, database, suggestion)
    async with open_app(database, PACKS, always_sync=True, clock=world.env.now) as restarted:
        await world.env.restart_bot(restarted)
        assert await notices_at_next_command(world.fan, world.channel) == [APPROVED]
        await world.env.advance_time(61)
        decided, line = log.history()
        assert "Approve" not in look(decided).labels
        assert "Season 9 is made." in line.content
        (post,) = channel.history()
        assert "Season 9 is made." in (post.embeds[0].description or "")
        await world.env.shutdown()


async def test_a_reaction_that_fails_leaves_the_change_saved_and_the_answer_as_ever(world: World) -> None:
    await keep_log(world)
    world.env.inject_error("POST", "/channels/*", status=500, times=None)
    world.env.inject_error("POST", "/users/@me/channels", status=500, times=None)
    fact = await add_news(world.moderator, world.channel, "Season 9 is made.")
    shown = card(await world.moderator.slash(world.channel, "fact show", fact=fact))
    assert "Season 9 is made." in shown.body
    await suggest(world.fan, world.channel, "Season 10 is made.")
    listed = card(await world.moderator.slash(world.channel, "fact review"))
    opened = card(await world.moderator.select(listed.message, [listed.options[-1].value]))
    assert card(await world.moderator.click(opened.message, label="Approve")).title == "Added"
    assert world.env.errors == []
    assert messages(world.fan) == []


async def test_what_comes_while_a_reaction_is_about_to_fail_is_done_too(world: World) -> None:
    failing = asyncio.Event()

    async def fail_once(number: int) -> None:
        if number == 1:
            await failing.wait()
            raise RuntimeError

    poster = Poster(bot_of(world), fail_once)
    reactions = reactions_of(bot_of(world), poster)
    reactions.react([LogChanged(1)])
    await asyncio.sleep(0)
    reactions.react([LogChanged(1)])
    failing.set()
    await reactions.finish()
    assert poster.posts == 2


async def test_what_hangs_has_ended_when_the_bot_closes_and_nothing_begins_any_more(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.ending.FINISH_WITHIN", 0.01)
    ended = False

    async def hang(_: int) -> None:
        nonlocal ended
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)  # as one that undoes its transaction
            ended = True

    poster = Poster(bot_of(world), hang)
    reactions = reactions_of(bot_of(world), poster)
    reactions.react([LogChanged(1)])
    await asyncio.sleep(0)
    await reactions.close()
    assert ended
    reactions.react([LogChanged(2)])
    await asyncio.sleep(0)
    assert poster.posts == 1
