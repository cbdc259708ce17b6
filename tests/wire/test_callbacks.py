"""Answers to interactions: each is checked, none is asked back, and they have a session of their own."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from io import BytesIO
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from discord import File, NotFound
from discord.http import Route
from discord.webhook.async_ import async_context, interaction_message_response_params

from bot.discord_errors import TROUBLE, Meaning, NotDiscord, is_refusal, meaning_of
from bot.outbox.callbacks import callbacks
from tests.loopback.calls import UNKNOWN_INTERACTION, Reply
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.strangers import ON_THE_WAY, page, said
from tests.wire.test_casefile import TRISH, button, casefile, title

RETRIED = 500
"""From this status on, the library tries again, for half a minute in all."""
HERE = {name: reply for name, reply in ON_THE_WAY.items() if reply.status < RETRIED}
ELSEWHERE = Reply(302, b"", headers={"Location": "https://login.example/"})


@pytest.fixture
async def served() -> AsyncGenerator[LoopbackDiscord]:
    base = Route.BASE
    async with LoopbackDiscord(check=False) as started:
        Route.BASE = started.api_base
        try:
            yield started
        finally:
            Route.BASE = base


async def answer_to(served: LoopbackDiscord, reply: Reply) -> Any:
    """What the library gets for an answer to an interaction that is answered like this."""
    served.refuse("POST", "/callback", reply=reply)
    params = interaction_message_response_params(type=4, content="Hello")
    async with callbacks(), aiohttp.ClientSession() as librarys:
        return await async_context.get().create_interaction_response(1, "token", session=librarys, params=params)


@pytest.mark.parametrize("reply", [*HERE.values(), ELSEWHERE], ids=[*HERE, "a redirect"])
async def test_what_discord_did_not_say_is_trouble_on_the_way(served: LoopbackDiscord, reply: Reply) -> None:
    with pytest.raises(TROUBLE) as raised:
        await answer_to(served, reply)
    assert meaning_of(raised.value) is Meaning.WAY


async def test_a_strangers_page_is_not_taken_for_discords_word(served: LoopbackDiscord) -> None:
    with pytest.raises(NotDiscord):
        await answer_to(served, page(404))


async def test_what_discord_refuses_is_handed_on(served: LoopbackDiscord) -> None:
    with pytest.raises(NotFound) as raised:
        await answer_to(served, said(UNKNOWN_INTERACTION))
    assert meaning_of(raised.value) is Meaning.INTERACTION
    assert is_refusal(raised.value)


async def test_afterwards_the_library_answers_as_before() -> None:
    before = async_context.get()
    async with callbacks():
        assert async_context.get() is not before
    assert async_context.get() is before


async def test_discord_sends_no_answer_back(discord: LoopbackDiscord, database: Path) -> None:
    async with casefile(discord, database):
        shown = await discord.slash("cast", {"who": "Trish"})
        assert title(shown) == TRISH
        assert (await discord.press(shown, button(shown, "Sources"))).embeds
        assert (await discord.autocomplete("cast", "who", "Tri")).choices
    sent = [call for call in discord.requests if call.path.endswith("/callback")]
    assert [call.status for call in sent] == [204] * 3


async def test_an_answer_may_have_a_file(served: LoopbackDiscord) -> None:
    """Nobody asked for it, so that Discord refuses it, but only after reading it."""
    params = interaction_message_response_params(type=4, file=File(BytesIO(b"words"), "typed.txt"))
    async with callbacks(), aiohttp.ClientSession() as librarys:
        with pytest.raises(NotFound) as raised:
            await async_context.get().create_interaction_response(1, "token", session=librarys, params=params)
    assert raised.value.code == UNKNOWN_INTERACTION
    [call] = [call for call in served.requests if call.path.endswith("/callback")]
    assert [file["filename"] for file in call.files.values()] == ["typed.txt"]
