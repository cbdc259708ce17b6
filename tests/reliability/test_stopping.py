"""A bot that is stopped while it has much to do: it ends in order, and nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import random
from pathlib import Path

import pytest

from tests.loopback.calls import Call
from tests.loopback.faults import Chances
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.world import Json
from tests.patience import PATIENCE
from tests.reliability.ground import Ground, guilds_with, now, until

INTERACTIONS, POSTS, CHANNELS = 400, 80, 40
WRONG = ("Traceback", "Session is closed", "closed database", "no active connection", "Unclosed", "never retrieved")


def is_answer(call: Call) -> bool:
    return call.path.endswith("/callback")


def check_log(output: str) -> None:
    assert [words for words in WRONG if words in output] == []


def ground_in(folder: Path, template: Path, discord: LoopbackDiscord) -> Ground:
    database = folder / "casefile.db"
    database.write_bytes(template.read_bytes())
    return Ground(discord, database, discord.guilds, folder)


@pytest.mark.parametrize("after", [1, 50, 200])
async def test_a_stop_under_load_ends_in_order_and_loses_nothing(tmp_path: Path, template: Path, after: int) -> None:
    """It is stopped after so many of its answers are on their way."""
    async with LoopbackDiscord(guilds_with(CHANNELS), check=False, answer_deadline=None, limits=True) as discord:
        ground = ground_in(tmp_path, template, discord)
        made = ground.post_in([channel.id for channel in ground.channels] * (POSTS // CHANNELS), now())
        enough, answers = asyncio.Event(), 0

        def count(call: Call) -> bool:
            nonlocal answers
            answers += is_answer(call)
            if answers >= after:
                enough.set()
            return is_answer(call)

        discord.set_chances(Chances(random.Random(1), delay=1.5, concerns=count))
        process = ground.bot()
        async with ground.running(process):
            burst = asyncio.create_task(discord.dispatch_many(lambda number: question(discord, number), INTERACTIONS))
            await enough.wait()
            assert await process.stop() == 0
            burst.cancel()
            await asyncio.gather(burst, return_exceptions=True)
        check_log(process.output)
        discord.pass_time(40)
        async with ground.running(process):
            await until(ground.nothing_open, PATIENCE, "the last post")
        messages = ground.messages()
        assert [len(found) for found in messages.values()] == [1] * len(made)
        assert ground.states() == {"sent": len(made)}
        check_log(process.output)


def question(discord: LoopbackDiscord, number: int) -> Json:
    """A command, or every third time a completion."""
    guild = discord.guilds[0]
    kind, focused = (4, "who") if number % 3 == 0 else (2, None)
    data = discord.state.book.data("cast", {"who": "Trish"}, guild, focused=focused)
    return discord.state.interaction(kind, data, guild.members[0], guild, guild.channels[0])


async def test_what_hangs_is_ended_and_a_second_signal_changes_nothing(tmp_path: Path, template: Path) -> None:
    async with LoopbackDiscord(guilds_with(2), check=False, answer_deadline=None) as discord:
        ground = ground_in(tmp_path, template, discord)
        ground.post_in([channel.id for channel in ground.channels], now())
        hanging: list[Call] = []

        def hangs(call: Call) -> bool:
            if concerned := call.sends or is_answer(call):
                hanging.append(call)
            return concerned

        discord.set_chances(Chances(random.Random(1), hang_before=1.0, concerns=hangs))
        process = ground.bot()
        async with ground.running(process):
            burst = asyncio.create_task(discord.dispatch_many(lambda number: question(discord, number), 5))
            await until(lambda: len(hanging) == 7, PATIENCE, "all that hangs")
            stopping = asyncio.create_task(process.stop())
            await until(lambda: "Stopping" in process.output, PATIENCE, "the beginning of the end")
            await asyncio.gather(*(process.stop() for _ in range(3)))
            # What hangs would hang for longer than the patience after which it is killed.
            assert await stopping == 0
            burst.cancel()
            await asyncio.gather(burst, return_exceptions=True)
        check_log(process.output)
