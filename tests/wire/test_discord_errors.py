"""What an answer means, as the library hands it on: only Discord's own word counts."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from discord.http import Route
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_errors import CODES, TROUBLE, Meaning, in_words, is_refusal, meaning_of
from bot.outbox.pacing import paced
from tests.loopback.calls import Reply
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.strangers import ON_THE_WAY, UNAUTHORIZED, page, said, wrong

RETRIED = (500, 502, 504)
"""Statuses after which the library tries again, for half a minute in all."""
AT_MOST = 5
"""So often the library sends a request that meets a limit."""


class Asking:
    """Asks Discord for a channel. ``refused`` counts how often it refused the token."""

    def __init__(self, served: LoopbackDiscord) -> None:
        self.refused = 0
        self.served = served
        self.client = discord.Client(intents=discord.Intents.none(), http_trace=paced(self._refuse))

    def _refuse(self) -> None:
        self.refused += 1

    async def met(self, reply: Reply) -> Exception:
        """What asking ends with if it is answered like this."""
        refusal = self.served.refuse("GET", "/channels/1", reply=reply, times=AT_MOST)
        try:
            await self.client.fetch_channel(1)
        except TROUBLE as error:
            return error
        finally:
            refusal.times = 0
        raise AssertionError("it was answered")


@asynccontextmanager
async def asking() -> AsyncGenerator[Asking]:
    base = Route.BASE
    async with LoopbackDiscord(check=False) as served:
        Route.BASE = served.api_base
        try:
            made = Asking(served)
            async with made.client:
                await made.client.login(served.token)
                yield made
        finally:
            Route.BASE = base


@pytest.mark.parametrize("code", CODES)
async def test_each_code_means_what_the_table_says(code: int) -> None:
    async with asking() as there:
        error = await there.met(said(code))
        assert isinstance(error, discord.HTTPException)
        assert meaning_of(error) is CODES[code].meaning
        assert in_words(error) == CODES[code].words
        assert is_refusal(error) is (error.status < 500)
        assert there.refused == (CODES[code].meaning is Meaning.TOKEN)


async def test_whatever_else_answers_is_trouble_on_the_way() -> None:
    async with asking() as there:
        for name, reply in ON_THE_WAY.items():
            if reply.status not in RETRIED:
                error = await there.met(reply)
                assert meaning_of(error) is Meaning.WAY, name
                assert not is_refusal(error), name
                assert "html" not in in_words(error), name
        assert there.refused == 0


async def test_a_401_of_discords_is_a_refused_token_and_no_other_is() -> None:
    async with asking() as there:
        assert meaning_of(await there.met(page(401))) is Meaning.WAY
        assert meaning_of(await there.met(Reply(401, b"401: Unauthorized", "text/plain"))) is Meaning.WAY
        assert there.refused == 0
        assert meaning_of(await there.met(UNAUTHORIZED)) is Meaning.TOKEN
        assert there.refused == 1


@pytest.mark.parametrize(
    ("fields", "meaning"),
    [
        (["content"], Meaning.MESSAGE),
        (["embeds", "0", "title"], Meaning.MESSAGE),
        (["message", "embeds", "0"], Meaning.MESSAGE),
        (["message_reference"], Meaning.MESSAGE),
        (["applied_tags"], Meaning.CHANNEL),
        (["applied_tags", "0"], Meaning.CHANNEL),
        (["guild_id"], Meaning.SERVER),
        (["recipient_id"], Meaning.MEMBER),
        (["something_new"], Meaning.MESSAGE),
    ],
)
async def test_a_refused_form_is_about_the_field_that_discord_names(fields: list[str], meaning: Meaning) -> None:
    async with asking() as there:
        error = await there.met(said(50035, errors=wrong(*fields)))
        assert meaning_of(error) is meaning
        assert "Not like this" not in in_words(error)


async def test_a_form_with_several_faults_is_about_a_place_only_if_all_are() -> None:
    async with asking() as there:
        both = wrong("applied_tags") | wrong("content")
        assert meaning_of(await there.met(said(50035, errors=both))) is Meaning.MESSAGE
        assert meaning_of(await there.met(said(50035))) is Meaning.MESSAGE


async def test_what_discord_will_refuse_again_is_not_sent_again() -> None:
    """Its status is that of a limit, after which the library would wait and send the same."""
    async with asking() as there:
        before = len(there.served.requests)
        error = await there.met(said(30046, retry_after=3600))
        assert (len(there.served.requests) - before, meaning_of(error)) == (1, Meaning.MESSAGE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(list(CODES)),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["message", "code", "errors", "_errors", "a"]), inner, max_size=4)
    ),
    max_leaves=8,
)
STATUSES = st.sampled_from([400, 401, 403, 404, 405, 413, 429, 503])
REPLIES = st.builds(
    Reply,
    STATUSES,
    JSON.map(lambda body: json.dumps(body).encode()) | st.binary(max_size=20),
    st.sampled_from(["application/json", "application/json", "text/html", ""]),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(REPLIES, min_size=20, max_size=20))
def test_no_answer_is_an_error_of_ours_and_only_codes_in_discords_form_count(replies: list[Reply]) -> None:
    async def meet_all() -> None:
        async with asking() as there:
            for reply in replies:
                error = await there.met(reply)  # fails for any error besides those of TROUBLE
                if meaning_of(error) is not Meaning.WAY:
                    body: dict[str, Any] = json.loads(reply.body)
                    assert body["message"]
                    assert body["code"] == 50035 or body["code"] in CODES
                    assert reply.content_type == "application/json"

    asyncio.run(meet_all())
