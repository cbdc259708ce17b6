"""How answers to interactions are sent.

They have a session of their own, because they don't count towards the limit that `bot.outbox.pacing` keeps. The library
would ask Discord to send each answer back, and make a message of it that nobody reads.
"""

import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
from discord.http import MultipartParameters, Route
from discord.webhook.async_ import AsyncWebhookAdapter, async_context

from bot.meter import NO_METER, Meter
from bot.outbox.strangers import checked

if TYPE_CHECKING:
    from discord.types.interactions import InteractionCallback


@asynccontextmanager
async def callbacks(meter: Meter = NO_METER) -> AsyncGenerator[None]:
    """Send all answers of the current task, and of those that it starts, in this way."""
    async with aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=0), cookie_jar=aiohttp.DummyCookieJar(), middlewares=(_from_discord,)
    ) as session:
        before = async_context.set(_Callbacks(session, meter))
        try:
            yield
        finally:
            async_context.reset(before)


class _Callbacks(AsyncWebhookAdapter):
    def __init__(self, session: aiohttp.ClientSession, meter: Meter) -> None:
        super().__init__()
        self._session = session
        self._meter = meter

    async def request(self, route: Route, session: aiohttp.ClientSession, **parts: Any) -> Any:
        del session  # the library's own, which is paced
        return await super().request(route, self._session, **parts)

    async def create_interaction_response(
        self, interaction_id: int, token: str, *, params: MultipartParameters, **parts: Any
    ) -> "InteractionCallback":
        route = Route(
            "POST",
            "/interactions/{webhook_id}/{webhook_token}/callback",
            webhook_id=interaction_id,
            webhook_token=token,
        )
        await self.request(route, payload=params.payload, multipart=params.multipart, files=params.files, **parts)
        self._meter.respond(time.monotonic())
        # All that the library needs to know of what Discord would send back.
        return {"interaction": {"id": interaction_id, "type": 2}}


async def _from_discord(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """Raises NotDiscord if something else answers."""
    answer = await send(request)
    try:
        await checked(answer)
    except BaseException:
        answer.close()
        raise
    return answer
