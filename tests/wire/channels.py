"""The REST routes of a channel's messages."""

from __future__ import annotations

from aiohttp import web

from .calls import (
    EMPTY_MESSAGE,
    INVALID_FORM_BODY,
    INVALID_RECIPIENTS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    Call,
    RefusedError,
    Route,
    json_response,
)
from .messages import FLAG_COMPONENTS_V2, FLAG_LOADING
from .state import State
from .world import Json

CONTENTS = ("content", "embeds", "components", "poll", "sticker_ids")
LARGEST_ID = 1 << 63


class ChannelRoutes:
    """What the bot does in a channel by itself."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[Route]:
        several, one = "/channels/{channel}/messages", "/channels/{channel}/messages/{message}"
        return [
            ("POST", "/users/@me/channels", self._open_direct),
            ("POST", several, self._send),
            ("GET", several, self._history),
            ("GET", one, self._get),
            ("PATCH", one, self._edit),
            ("DELETE", one, self._delete),
        ]

    async def _open_direct(self, call: Call) -> web.Response:
        channel = self._state.open_direct(int(call.body["recipient_id"]))
        if channel is None:
            raise RefusedError(400, "Invalid Recipient(s)", INVALID_RECIPIENTS)
        return json_response(channel)

    async def _send(self, call: Call) -> web.Response:
        channel_id = self._channel_id(call)
        check_message(call.body, call.files)
        message = self._state.store.create(channel_id, self._state.application.user(), call.body, call.files)
        await self._state.tell("MESSAGE_CREATE", message)
        return json_response(message)

    async def _history(self, call: Call) -> web.Response:
        before = int(call.query.get("before", LARGEST_ID))
        after = int(call.query.get("after", 0))
        limit = int(call.query.get("limit", 50))
        channel_id = self._channel_id(call)
        found = self._state.store.listed(channel_id, before=before, after=after, limit=limit)
        return json_response(found)

    async def _get(self, call: Call) -> web.Response:
        return json_response(stored_message(self._state, call))

    async def _edit(self, call: Call) -> web.Response:
        return await edited(self._state, stored_message(self._state, call), call)

    async def _delete(self, call: Call) -> web.Response:
        message = stored_message(self._state, call)
        self._state.store.by_id.pop(int(message["id"]), None)
        return web.Response(status=204)

    def _channel_id(self, call: Call) -> int:
        channel_id = call.id("channel")
        if channel_id not in self._state.channel_guilds and channel_id not in self._state.direct:
            raise RefusedError(404, "Unknown Channel", UNKNOWN_CHANNEL)
        return channel_id


def stored_message(state: State, call: Call) -> Json:
    """The message that the path names."""
    message = state.store.by_id.get(call.id("message"))
    if message is None:
        raise RefusedError(404, "Unknown Message", UNKNOWN_MESSAGE)
    return message


async def edited(state: State, message: Json, call: Call) -> web.Response:
    """Edit a message as the body says, and tell the bot of it."""
    state.store.edit(message, call.body, call.files)
    await state.tell("MESSAGE_UPDATE", message)
    return json_response(message)


def check_message(body: Json, files: Json) -> None:
    """Refuse what Discord refuses of a new message, beyond its document."""
    flags: int = body.get("flags") or 0
    if flags & FLAG_COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
        problem = "Content and embeds cannot be used with the IS_COMPONENTS_V2 flag"
        raise RefusedError(400, problem, INVALID_FORM_BODY)
    if not (flags & FLAG_LOADING or files or any(body.get(key) for key in CONTENTS)):
        raise RefusedError(400, "Cannot send an empty message", EMPTY_MESSAGE)
