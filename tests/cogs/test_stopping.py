"""What people read while the bot stops, and what is finished before it closes."""

import asyncio

import pytest

from tests.cogs.facts.actions import add_news, bot_of
from tests.cogs.world import World, refused, seen

RESTARTING = "Casefile is restarting. Try again in a minute."


@pytest.fixture
def stopping(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot takes nothing new, and has not closed yet."""
    monkeypatch.setattr(bot_of(world).work, "_stopping", True)


@pytest.mark.usefixtures("stopping")
async def test_commands_and_completions_get_one_plain_answer(world: World) -> None:
    assert seen(await world.fan.slash(world.channel, "cast", who="Trish")).content == RESTARTING
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri") == []


async def test_presses_and_forms_get_it_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    card = seen(await world.fan.slash(world.channel, "cast", who="Trish"))
    form = await world.moderator.slash(world.channel, "fact add", kind="news")
    monkeypatch.setattr(bot_of(world).work, "_stopping", True)
    assert seen(await world.fan.click(card.message, label="Sources")).content == RESTARTING
    assert seen(await world.moderator.submit_modal(form, {"statement": "It is made."})).content == RESTARTING


async def test_what_is_under_way_is_finished_before_the_bot_closes(world: World) -> None:
    going_on, may_end, ended = asyncio.Event(), asyncio.Event(), False
    bot = bot_of(world)

    async def on_stop_test() -> None:
        nonlocal ended
        going_on.set()
        await may_end.wait()
        ended = True

    bot.add_listener(on_stop_test)
    bot.dispatch("stop_test")
    await going_on.wait()
    closing = asyncio.create_task(bot.close())
    await asyncio.sleep(0)
    assert not closing.done()
    may_end.set()
    await closing
    assert ended
    going_on.clear()
    bot.dispatch("stop_test")
    await asyncio.sleep(0)
    assert not going_on.is_set()


async def test_a_repeat_of_what_is_saved_is_told_when_it_was_saved(world: World) -> None:
    fact = await add_news(world.moderator, world.channel, "Season 9 is made.")
    taken = await world.moderator.slash(world.channel, "fact retire", fact=fact, reason="A hoax")
    assert seen(taken).title == "Taken out of the answers"
    again = refused(world, await world.admin.slash(world.channel, "fact retire", fact=fact, reason="A hoax"))
    assert f"<@{world.moderator.id}> on <t:" in again
