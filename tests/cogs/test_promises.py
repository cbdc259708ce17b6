"""Answers that were promised first: the same messages, seen by the same people, as answers at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest
from simcord import InteractionResult

from bot import answering, work
from bot.turns import Turns
from tests.cogs.facts.actions import bot_of
from tests.cogs.world import Seen, World, look, seen

Act: TypeAlias = Callable[[World], Awaitable[InteractionResult]]


async def everyone(world: World) -> Seen:
    return seen(await world.fan.slash(world.channel, "cast", who="everyone"))


async def turned(world: World) -> InteractionResult:
    return await world.fan.click((await everyone(world)).message, label="Next ›")


async def turned_by_another(world: World) -> InteractionResult:
    return await world.other_fan.click((await everyone(world)).message, label="Next ›")


async def sources(world: World) -> InteractionResult:
    return await world.other_fan.click((await everyone(world)).message, label="Sources")


async def chosen(world: World) -> InteractionResult:
    which = seen(await world.fan.slash(world.channel, "cast", who="Walker"))
    return await world.other_fan.select(which.message, values=[which.options[0].value])


def command(name: str, **options: object) -> Act:
    return lambda world: world.fan.slash(world.channel, name, **options)


ACTS: dict[str, Act] = {
    "a role": command("cast", who="Trish"),
    "everybody": command("cast", who="everyone"),
    "misspelt": command("cast", who="Trsih Wolker"),
    "unknown": command("cast", who="zz"),
    "a director": command("director", of="2x07"),
    "an episode": command("episode", episode="2x07"),
    "a season": command("season", number=2),
    "news": command("news"),
    "no day": command("cast", who="Trish", as_of="foo"),
    "no show": command("season", number=2, show="zz"),
    "another page": turned,
    "another page for somebody else": turned_by_another,
    "sources": sources,
    "chosen": chosen,
}


def shown(result: InteractionResult) -> tuple[Seen, bool]:
    """The one message that an act led to, without its identity, and whether it is new."""
    messages = [*([result.response] if result.response else []), *result.followups]
    (message,) = messages
    what = look(message)
    return what, message is result.response


def same(one: Seen, other: Seen) -> bool:
    parts = ("content", "ephemeral", "title", "description", "fields", "footer", "labels", "options")
    return all(getattr(one, part) == getattr(other, part) for part in parts)


@pytest.mark.simcord(check_errors=False)
@pytest.mark.parametrize("name", ACTS)
async def test_it_is_the_same_answer_and_seen_by_the_same(
    world: World, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_once, _ = shown(await ACTS[name](world))
    before = len(world.channel.history(viewer=world.other_fan))
    monkeypatch.setattr(answering, "_PROMISED_AT_ONCE", 0)
    later, _ = shown(await ACTS[name](world))
    assert same(at_once, later), (at_once, later)
    # As many messages that others see as the first time, so no promise is left.
    assert len(world.channel.history(viewer=world.other_fan)) == 2 * before


async def test_a_completion_that_would_come_too_late_is_left_out(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    turns = Turns(1, 1)
    monkeypatch.setattr(bot_of(world).work, "_completions", turns)
    monkeypatch.setattr(work, "_COMPLETED_WITHIN", 0)
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri")
    held = turns.take(world.guild.id)
    with caplog.at_level("INFO"):
        assert await world.fan.autocomplete(world.channel, "cast", "who", "tri") == []
    assert "left out" in caplog.text
    held.end()
    assert await world.fan.autocomplete(world.channel, "cast", "who", "tri")
