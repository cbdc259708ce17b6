"""The loopback's forums, announcement channels and permissions, tried with plain requests and with discord.py."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

import discord as library
import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.loopback import openapi
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.world import (
    ANNOUNCEMENT,
    EMBED_LINKS,
    FORUM,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Channel,
    Guild,
    Json,
)
from tests.patience import PATIENCE
from tests.wire.test_loopback_limits import Caller, calling

TALK = Channel(920_000_000_000_000_001, "talk")
NEWS = Channel(920_000_000_000_000_002, "news", 1, ANNOUNCEMENT)
FORUM_CHANNEL = Channel(920_000_000_000_000_003, "forum", 2, FORUM)
TAGGED = Channel(920_000_000_000_000_004, "tagged", 3, FORUM, requires_tag=True)
POST: Json = {"name": "Title", "message": {"content": "Hello"}}


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord([Guild.with_channels(1, (TALK, NEWS, FORUM_CHANNEL, TAGGED))]) as served:
        yield served
        assert served.unknown_routes == []
        assert served.schema_faults == []


async def refusal(call: Caller, method: str, path: str, body: Json | None = None) -> tuple[int, int]:
    status, answer, _ = await call(method, path, body)
    return status, answer["code"]


def in_channel(channel: Channel | Json, rest: str = "") -> str:
    return f"/channels/{channel['id'] if isinstance(channel, dict) else channel.id}{rest}"


async def test_a_forum_post_is_a_thread_with_its_first_message(discord: LoopbackDiscord) -> None:
    guild = discord.guilds[0]
    async with calling(discord) as call:
        status, thread, _ = await call("POST", in_channel(FORUM_CHANNEL, "/threads"), POST)
        assert (await call("GET", in_channel(thread)))[1]["parent_id"] == str(FORUM_CHANNEL.id)
        _, first, _ = await call("GET", in_channel(thread, f"/messages/{thread['id']}"))
        _, reply, _ = await call("POST", in_channel(thread, "/messages"), {"content": "More"})
        _, both, _ = await call("GET", in_channel(thread, "/messages"))
        _, active, _ = await call("GET", f"/guilds/{guild.id}/threads/active")
        await discord.archive(int(thread["id"]))
        _, none, _ = await call("GET", f"/guilds/{guild.id}/threads/active")
        _, archived, _ = await call("GET", in_channel(FORUM_CHANNEL, "/threads/archived/public?limit=10"))
        _, edited, _ = await call("PATCH", in_channel(thread, f"/messages/{thread['id']}"), {"content": "Changed"})
    assert status == 201
    assert thread["id"] == thread["message"]["id"] == first["id"] == first["channel_id"]
    assert [message["id"] for message in both] == [reply["id"], first["id"]]
    assert [each["id"] for each in active["threads"]] == [thread["id"]]
    assert none["threads"] == []
    assert [each["id"] for each in archived["threads"]] == [thread["id"]]
    assert edited["content"] == "Changed"
    assert [post.name for post in discord.threads(FORUM_CHANNEL)] == ["Title"]


async def test_forums_take_posts_alone_and_some_only_with_a_tag(discord: LoopbackDiscord) -> None:
    async with calling(discord) as call:
        assert await refusal(call, "POST", in_channel(TAGGED, "/threads"), POST) == (400, 40_067)
        assert await refusal(call, "POST", in_channel(TALK, "/threads"), POST) == (400, 50_024)
        assert await refusal(call, "POST", in_channel(FORUM_CHANNEL, "/messages"), {"content": "x"}) == (400, 50_008)


async def test_ten_messages_an_hour_are_published_each_once(discord: LoopbackDiscord) -> None:
    async with calling(discord) as call:
        ids = [(await call.say(NEWS))[1]["id"] for _ in range(11)]
        elsewhere = (await call.say(TALK))[1]["id"]
        paths = [in_channel(NEWS, f"/messages/{message}/crosspost") for message in ids]
        answers = [(await call("POST", path))[1] for path in paths[:10]]
        assert await refusal(call, "POST", paths[0]) == (400, 40_033)
        status, body, _ = await call("POST", paths[10])
        assert await refusal(call, "POST", in_channel(TALK, f"/messages/{elsewhere}/crosspost")) == (400, 50_024)
        discord.pass_time(3601)
        assert (await call("POST", paths[10]))[0] == 200
    assert {answer["flags"] for answer in answers} == {1}
    assert status == 429
    assert 3590 < body["retry_after"] <= 3600


async def test_what_is_gone_or_forbidden_is_refused_as_discord_does(discord: LoopbackDiscord) -> None:
    embed: Json = {"embeds": [{"title": "Hello"}]}
    async with calling(discord) as call:
        _, message, _ = await call.say(TALK)
        path = in_channel(TALK, "/messages")
        await discord.deny(TALK, EMBED_LINKS)
        assert await refusal(call, "POST", path, embed) == (403, 50_013)
        assert (await call.say(TALK))[0] == 200
        await discord.deny(TALK, SEND_MESSAGES)
        assert await refusal(call, "POST", path, {"content": "x"}) == (403, 50_013)
        await discord.deny(TALK, READ_MESSAGE_HISTORY)
        assert (await call("GET", path))[1] == []
        assert await refusal(call, "GET", f"{path}/{message['id']}") == (403, 50_001)
        await discord.deny(TALK, VIEW_CHANNEL)
        assert await refusal(call, "POST", path, {"content": "x"}) == (403, 50_001)
        await discord.deny(TALK, 0)
        assert (await call.say(TALK))[0] == 200
        await discord.delete_channel(TALK.id)
        assert await refusal(call, "POST", path, {"content": "x"}) == (404, 10_003)
        assert await refusal(call, "GET", f"{path}/{message['id']}") == (404, 10_003)
        assert await refusal(call, "GET", in_channel(NEWS, f"/messages/{message['id']}")) == (404, 10_008)
        _, said, _ = await call("POST", in_channel(FORUM_CHANNEL, "/threads"), POST)
        await discord.delete_channel(int(said["id"]))
        assert await refusal(call, "GET", in_channel(said)) == (404, 10_003)


async def test_somebody_elses_message_can_not_be_edited(discord: LoopbackDiscord) -> None:
    said = await discord.say("Hello", channel=TALK)
    async with calling(discord) as call:
        path = in_channel(TALK, f"/messages/{said['id']}")
        assert await refusal(call, "PATCH", path, {"content": "x"}) == (403, 50_005)


async def test_answers_are_as_discords_document_describes_them(discord: LoopbackDiscord) -> None:
    schema = openapi.load()
    if schema is None:
        pytest.skip("Discord's OpenAPI document is absent: nothing to check against")
    async with calling(discord) as call:
        message = (await call.say(NEWS, embeds=[{"title": "Hello", "footer": {"text": "a1"}}]))[1]["id"]
        thread = (await call("POST", in_channel(FORUM_CHANNEL, "/threads"), POST))[1]["id"]
        asked: list[tuple[str, str, Json | None]] = [
            ("POST", in_channel(NEWS, "/messages"), {"content": "Hello", "nonce": "1", "enforce_nonce": True}),
            ("GET", in_channel(NEWS, "/messages"), None),
            ("GET", in_channel(NEWS, f"/messages/{message}"), None),
            ("PATCH", in_channel(NEWS, f"/messages/{message}"), {"content": "Changed"}),
            ("POST", in_channel(NEWS, f"/messages/{message}/crosspost"), None),
            ("GET", in_channel(NEWS), None),
            ("GET", in_channel(FORUM_CHANNEL), None),
            ("GET", f"/channels/{thread}", None),
            ("POST", in_channel(FORUM_CHANNEL, "/threads"), POST),
            ("GET", f"/guilds/{discord.guilds[0].id}/threads/active", None),
            ("GET", in_channel(FORUM_CHANNEL, "/threads/archived/public"), None),
        ]
        for method, path, body in asked:
            status, answer, _ = await call(method, path, body)
            assert schema.check_answer(method, path, status, answer) == [], (method, path)


async def test_a_route_or_parameter_that_discord_lacks_is_a_fault() -> None:
    schema = openapi.load()
    if schema is None:
        pytest.skip("Discord's OpenAPI document is absent: nothing to check against")
    assert schema.check_route("GET", "/channels/1/messages", {"after": "1"}) == []
    assert [fault.where for fault in schema.check_route("GET", "/channels/1/messages", {"since": "1"})] == ["?since"]
    assert [fault.where for fault in schema.check_route("GET", "/channels/1/nothing", {})] == ["$"]


@asynccontextmanager
async def connected(discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[library.Client]:
    """The library's own client, ready."""
    monkeypatch.setattr(Route, "BASE", discord.api_base)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord.state.gateway_url))
    async with library.Client(intents=library.Intents(guilds=True)) as client:
        running = asyncio.create_task(client.start(discord.token))
        try:
            await discord.wait_ready()
            yield client
        finally:
            await client.close()
            await asyncio.gather(running, return_exceptions=True)


async def test_the_library_sees_the_channels_as_they_come_and_go(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connected(discord, monkeypatch) as client:
        news, forum = client.get_channel(NEWS.id), client.get_channel(FORUM_CHANNEL.id)
        assert isinstance(news, library.TextChannel)
        assert news.is_news()
        assert news.permissions_for(news.guild.me).send_messages
        assert isinstance(forum, library.ForumChannel)
        made = await forum.create_thread(name="Title", content="Hello")
        assert made.thread.id == made.message.id
        assert [thread.id for thread in await forum.guild.active_threads()] == [made.thread.id]
        await discord.archive(made.thread.id)
        assert [thread.id async for thread in forum.archived_threads()] == [made.thread.id]
        message = await news.send("Hello")
        await message.publish()
        assert (await news.fetch_message(message.id)).flags.crossposted
        await discord.deny(NEWS, SEND_MESSAGES)
        deleting = asyncio.create_task(discord.delete_channel(TALK.id))
        await client.wait_for("guild_channel_delete", timeout=PATIENCE)
        await deleting
        assert client.get_channel(TALK.id) is None
        assert not news.permissions_for(news.guild.me).send_messages
