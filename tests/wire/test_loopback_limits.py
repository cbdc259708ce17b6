"""The loopback's limits, nonces and faults, each tried with plain requests."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.loopback.calls import Call
from tests.loopback.faults import Chances, LostError
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.world import Channel, Guild, Json
from tests.wire.test_casefile import until

CHANNELS = tuple(Channel(910_000_000_000_000_000 + number, f"channel-{number}") for number in range(60))


class Caller:
    """Asks the loopback's API as a bot does."""

    def __init__(self, discord: LoopbackDiscord, session: aiohttp.ClientSession) -> None:
        self._base = discord.api_base
        self._session = session

    async def __call__(self, method: str, path: str, body: Json | None = None) -> tuple[int, Any, dict[str, str]]:
        async with self._session.request(method, self._base + path, json=body) as response:
            return response.status, await response.json(), dict(response.headers)

    async def say(self, channel: Channel, text: str = "Hello", **fields: Any) -> tuple[int, Any, dict[str, str]]:
        return await self("POST", f"/channels/{channel.id}/messages", {"content": text, **fields})


@asynccontextmanager
async def calling(discord: LoopbackDiscord) -> AsyncGenerator[Caller]:
    headers = {"Authorization": f"Bot {discord.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Caller(discord, session)


def chances_of(fault: str) -> Chances:
    """Every message gets this fault."""
    chances = Chances(random.Random(1))
    setattr(chances, fault, 1.0)
    return chances


def served(**options: Any) -> LoopbackDiscord:
    return LoopbackDiscord([Guild.with_channels(1, CHANNELS)], **options)


async def test_a_channel_takes_five_messages_in_five_seconds() -> None:
    async with served(limits=True) as discord, calling(discord) as call:
        discord.stop_time()
        remaining = [(await call.say(CHANNELS[0]))[2]["X-RateLimit-Remaining"] for _ in range(5)]
        status, body, headers = await call.say(CHANNELS[0])
        assert (await call.say(CHANNELS[1]))[0] == 200
        discord.pass_time(5)
        assert (await call.say(CHANNELS[0]))[0] == 200
    assert remaining == ["4", "3", "2", "1", "0"]
    assert (status, body["global"]) == (429, False)
    assert 4 < body["retry_after"] <= 5
    assert headers["X-RateLimit-Scope"] == "user"
    assert headers["X-RateLimit-Limit"] == "5"
    assert headers["Via"]
    assert len(headers["X-RateLimit-Bucket"]) == 32
    assert 4 < float(headers["X-RateLimit-Reset-After"]) <= 5
    assert [(refused.path, refused.scope) for refused in discord.limits.refused] == [
        (f"/channels/{CHANNELS[0].id}/messages", "user")
    ]


async def test_fifty_requests_a_second_are_the_most_but_for_interactions() -> None:
    async with served(limits=True) as discord, calling(discord) as call:
        discord.stop_time()
        statuses = [(await call.say(channel))[0] for channel in CHANNELS[:50]]
        status, body, headers = await call.say(CHANNELS[50])
        assert (await call("POST", "/interactions/1/token/callback", {"type": 6}))[0] == 404
        discord.pass_time(body["retry_after"])
        assert (await call.say(CHANNELS[51]))[0] == 200
    assert statuses == [200] * 50
    assert (status, body["global"], headers["X-RateLimit-Global"]) == (429, True, "true")
    assert [refused.scope for refused in discord.limits.refused] == ["global"]


async def test_without_limits_there_are_none(discord: LoopbackDiscord) -> None:
    channel = discord.guilds[0].channels[0]
    async with calling(discord) as call:
        answers = [await call.say(channel) for _ in range(60)]
    assert {status for status, _, _ in answers} == {200}
    assert not any("X-RateLimit-Remaining" in headers for _, _, headers in answers)


async def test_a_nonce_is_remembered_in_its_channel_for_a_while() -> None:
    async with served(nonce_memory=180) as discord, calling(discord) as call:
        nonce: Json = {"nonce": "42", "enforce_nonce": True}
        _, first, _ = await call.say(CHANNELS[0], "one", **nonce)
        _, again, _ = await call.say(CHANNELS[0], "two", **nonce)
        _, elsewhere, _ = await call.say(CHANNELS[1], "one", **nonce)
        _, unheeded, _ = await call.say(CHANNELS[0], "three", nonce="42")
        discord.pass_time(181)
        _, late, _ = await call.say(CHANNELS[0], "four", **nonce)
        _, history, _ = await call("GET", f"/channels/{CHANNELS[0].id}/messages")
    assert first == again
    assert first["nonce"] == "42"
    assert len({first["id"], elsewhere["id"], unheeded["id"], late["id"]}) == 4
    assert [message["content"] for message in history] == ["four", "three", "one"]
    assert not any("nonce" in message for message in history)
    assert (discord.nonces.created, discord.nonces.repeated) == (4, 1)


async def test_without_memory_every_request_makes_a_message() -> None:
    async with served(nonce_memory=0) as discord, calling(discord) as call:
        made = {(await call.say(CHANNELS[0], nonce="42", enforce_nonce=True))[1]["id"] for _ in range(3)}
    assert len(made) == 3


async def test_history_after_a_message_continues_from_there(discord: LoopbackDiscord) -> None:
    channel = discord.guilds[0].channels[0]
    async with calling(discord) as call:
        ids = [(await call.say(channel, str(number)))[1]["id"] for number in range(5)]
        path = f"/channels/{channel.id}/messages?limit=2"
        _, newest, _ = await call("GET", path)
        _, following, _ = await call("GET", f"{path}&after={ids[0]}")
        _, earlier, _ = await call("GET", f"{path}&before={ids[2]}")
        assert (await call("GET", f"/channels/{channel.id}/messages?limit=101"))[0] == 400
    assert [message["content"] for message in newest] == ["4", "3"]
    assert [message["content"] for message in following] == ["2", "1"]
    assert [message["content"] for message in earlier] == ["1", "0"]


@pytest.mark.parametrize(
    ("fault", "status", "made"),
    [("error_before", 500, 0), ("error_after", 500, 1), ("too_many", 429, 0), ("too_many_global", 429, 0)],
)
async def test_a_fault_answers_and_what_is_after_was_carried_out(fault: str, status: int, made: int) -> None:
    async with served() as discord, calling(discord) as call:
        chances = chances_of(fault)
        discord.set_chances(chances)
        answered, body, _ = await call.say(CHANNELS[0])
        assert (await call("GET", "/users/@me"))[0] == 200
    assert answered == status
    assert body.get("global", False) == (fault == "too_many_global")
    assert len(discord.every_message()) == made
    assert chances.met == {fault: 1}
    assert chances.calls == 1


@pytest.mark.parametrize(("fault", "made"), [("hang_before", 0), ("hang_after", 1)])
async def test_what_hangs_is_never_answered(fault: str, made: int) -> None:
    async with served() as discord, calling(discord) as call:
        chances = chances_of(fault)
        discord.set_chances(chances)
        said = asyncio.create_task(call.say(CHANNELS[0]))
        await until(lambda: len(discord.every_message()) == made and chances.met[fault] == 1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(said, 0.2)
        assert len(discord.every_message()) == made


async def test_faults_are_as_frequent_as_asked_for() -> None:
    async with served(check=False) as discord, calling(discord) as call:
        chances = Chances(random.Random(1), error_before=0.1, error_after=0.1)
        discord.set_chances(chances)
        for number in range(300):
            await call.say(CHANNELS[number % 60])
    assert 20 <= chances.met["error_before"] <= 40
    assert 20 <= chances.met["error_after"] <= 40
    assert len(discord.every_message()) == 300 - chances.met["error_before"]


async def test_a_test_sees_each_moment_of_a_message() -> None:
    seen: list[tuple[str, int, int]] = []
    async with served() as discord, calling(discord) as call:

        async def arrived(call: Call) -> None:
            seen.append(("arrived", call.status, len(discord.every_message())))

        async def carried_out(call: Call) -> None:
            seen.append(("carried out", call.status, len(discord.every_message())))

        async def answered(call: Call) -> None:
            seen.append(("answered", call.status, len(discord.every_message())))

        discord.moments.arrived = arrived
        discord.moments.carried_out = carried_out
        discord.moments.answered = answered
        await call.say(CHANNELS[0])
        discord.moments.clear()
        await call.say(CHANNELS[0])
    assert seen == [("arrived", 0, 0), ("carried out", 0, 1), ("answered", 200, 1)]


async def test_a_request_that_is_lost_does_nothing() -> None:
    async def lose(_: Call) -> None:
        raise LostError

    async with served() as discord, calling(discord) as call:
        discord.moments.arrived = lose
        with pytest.raises(aiohttp.ClientConnectionError):
            await call.say(CHANNELS[0])
    assert discord.every_message() == []


async def test_a_second_entrance_leads_to_the_same_discord() -> None:
    nonce: Json = {"nonce": "7", "enforce_nonce": True}
    async with served(limits=True) as discord, LoopbackDiscord(beside=discord) as other:
        discord.stop_time()
        async with calling(discord) as call, calling(other) as there:
            _, first, _ = await call.say(CHANNELS[0], **nonce)
            _, again, headers = await there.say(CHANNELS[0], **nonce)
        other.pass_time(5)
    assert first == again
    assert headers["X-RateLimit-Remaining"] == "3"
    assert other.every_message() == discord.every_message()
    assert discord.state.time() == other.state.time()
