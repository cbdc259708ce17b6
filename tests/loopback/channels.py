"""The REST routes of channels, their messages and their threads."""

from __future__ import annotations

from aiohttp import web

from tests.loopback.calls import (
    ALREADY_CROSSPOSTED,
    ANOTHERS_MESSAGE,
    EMPTY_MESSAGE,
    INVALID_FORM_BODY,
    INVALID_RECIPIENTS,
    TAG_REQUIRED,
    UNKNOWN_MESSAGE,
    WRONG_CHANNEL_TYPE,
    Call,
    RefusedError,
    Route,
    json_response,
)
from tests.loopback.messages import FLAG_COMPONENTS_V2, FLAG_CROSSPOSTED, FLAG_LOADING
from tests.loopback.places import Thread
from tests.loopback.state import State
from tests.loopback.world import (
    ANNOUNCEMENT,
    EMBED_LINKS,
    FORUM,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Json,
)

CONTENTS = ("content", "embeds", "components", "poll", "sticker_ids")
LARGEST_ID = 1 << 63
MOST_LISTED = 100


class ChannelRoutes:
    """What the bot does in a channel by itself."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[Route]:
        channel = "/channels/{channel}"
        several, single = channel + "/messages", channel + "/messages/{message}"
        return [
            ("POST", "/users/@me/channels", self._open_direct),
            ("GET", channel, self._channel),
            ("POST", several, self._send),
            ("GET", several, self._history),
            ("GET", single, self._get),
            ("PATCH", single, self._edit),
            ("DELETE", single, self._delete),
            ("POST", single + "/crosspost", self._crosspost),
            ("POST", channel + "/threads", self._post_in_forum),
            ("GET", channel + "/threads/archived/public", self._archived),
            ("GET", "/guilds/{guild}/threads/active", self._active),
        ]

    async def _open_direct(self, call: Call) -> web.Response:
        channel = self._state.open_direct(int(call.body["recipient_id"]))
        if channel is None:
            raise RefusedError(400, "Invalid Recipient(s)", INVALID_RECIPIENTS)
        return json_response(channel)

    async def _channel(self, call: Call) -> web.Response:
        return json_response(self._state.places.payload(self._place(call)))

    async def _send(self, call: Call) -> web.Response:
        state, embeds = self._state, EMBED_LINKS if call.body.get("embeds") else 0
        channel_id = self._place(call, SEND_MESSAGES | embeds)
        channel = state.places.channels.get(channel_id)
        if channel is not None and channel.type == FORUM:
            raise RefusedError(400, "Cannot send messages in a non-text channel", 50_008)
        check_message(call.body, call.files)
        known = state.store.by_id.get(state.nonces.known(channel_id, call.body) or 0)
        if known is not None:
            state.nonces.repeated += 1
            return json_response({**known, "nonce": call.body["nonce"]})
        message = state.store.create(channel_id, state.application.user(), call.body, call.files)
        state.nonces.learn(channel_id, call.body, message)
        thread = state.places.threads.get(channel_id)
        if thread is not None:
            thread.messages += 1
            thread.archived = False
        # The nonce is in the answer and the event, and nowhere later.
        message = {**message, "nonce": call.body["nonce"]} if "nonce" in call.body else message
        await state.dispatch_message("MESSAGE_CREATE", message)
        return json_response(message)

    async def _history(self, call: Call) -> web.Response:
        before = int(call.query.get("before", LARGEST_ID))
        after = int(call.query.get("after", 0))
        limit = int(call.query.get("limit", 50))
        if not 1 <= limit <= MOST_LISTED:
            raise RefusedError(400, "Invalid Form Body", INVALID_FORM_BODY)
        channel_id = self._place(call)
        may_read = channel_id in self._state.direct or self._state.places.permissions(channel_id) & READ_MESSAGE_HISTORY
        if not may_read:  # gets an empty list and no error
            return json_response([])
        found = self._state.store.listed(channel_id, before=before, after=after, limit=limit)
        return json_response(found)

    async def _get(self, call: Call) -> web.Response:
        self._place(call, READ_MESSAGE_HISTORY)
        return json_response(stored_message(self._state, call))

    async def _edit(self, call: Call) -> web.Response:
        self._place(call)
        return await edited(self._state, self._own(call), call)

    async def _delete(self, call: Call) -> web.Response:
        self._place(call)
        message = stored_message(self._state, call)
        self._state.store.by_id.pop(int(message["id"]), None)
        return web.Response(status=204)

    async def _crosspost(self, call: Call) -> web.Response:
        channel = self._state.places.channels.get(self._place(call, SEND_MESSAGES))
        if channel is None or channel.type != ANNOUNCEMENT:
            raise RefusedError(400, "Cannot execute action on this channel type", WRONG_CHANNEL_TYPE)
        message = self._own(call)
        if message["flags"] & FLAG_CROSSPOSTED:
            raise RefusedError(400, "This message has already been crossposted", ALREADY_CROSSPOSTED)
        refused = self._state.limits.crosspost(call)
        if refused is not None:
            return refused
        message["flags"] |= FLAG_CROSSPOSTED
        await self._state.dispatch_message("MESSAGE_UPDATE", message)
        return json_response(message)

    async def _post_in_forum(self, call: Call) -> web.Response:
        state = self._state
        body: Json = call.body.get("message") or {}
        embeds = EMBED_LINKS if body.get("embeds") else 0
        channel_id = self._place(call, SEND_MESSAGES | embeds)
        channel = state.places.channels.get(channel_id)
        if channel is None or channel.type != FORUM:
            raise RefusedError(400, "Cannot execute action on this channel type", WRONG_CHANNEL_TYPE)
        tags: list[str] = call.body.get("applied_tags") or []
        if channel.requires_tag and not tags:
            problem = "A tag is required to create a forum post in this channel"
            raise RefusedError(400, problem, TAG_REQUIRED)
        check_message(body, call.files)
        user, made = state.application.user(), state.snowflakes.next()
        thread = state.places.add_thread(made, channel_id, call.body["name"], int(user["id"]), tags)
        extra: Json = {"id": str(made), "channel_id": str(made)}
        message = state.store.create(made, user, body, call.files, extra)
        # A new post has no nonce, so nothing is remembered.
        state.nonces.learn(made, {}, message)
        await state.dispatch_place("THREAD_CREATE", {**thread.payload(), "newly_created": True})
        await state.dispatch_message("MESSAGE_CREATE", message)
        return json_response({**thread.payload(), "message": message}, 201)

    async def _archived(self, call: Call) -> web.Response:
        channel_id = self._place(call, READ_MESSAGE_HISTORY)
        before, limit = call.query.get("before"), int(call.query.get("limit", 50))
        found = [
            thread
            for thread in self._state.places.threads.values()
            if thread.archived and thread.parent.id == channel_id
        ]
        found = [thread for thread in found if before is None or thread.archived_at < before]
        found.sort(key=_archived_at, reverse=True)
        listed = [thread.payload() for thread in found[:limit]]
        return json_response({"threads": listed, "members": [], "has_more": len(found) > limit})

    async def _active(self, call: Call) -> web.Response:
        guild_id, places = call.id("guild"), self._state.places
        found = [thread for thread in places.threads.values() if thread.guild.id == guild_id and not thread.archived]
        listed = [thread.payload() for thread in found if places.permissions(thread.id) & VIEW_CHANNEL]
        return json_response({"threads": listed, "members": [], "has_more": False})

    def _place(self, call: Call, needed: int = 0) -> int:
        """The channel of the path, in which the bot must have what is needed."""
        channel_id = call.id("channel")
        if channel_id not in self._state.direct:
            self._state.places.check(channel_id, needed)
        return channel_id

    def _own(self, call: Call) -> Json:
        message = stored_message(self._state, call)
        if message["author"]["id"] != str(self._state.application.id):
            raise RefusedError(403, "Cannot edit a message authored by another user", ANOTHERS_MESSAGE)
        return message


def _archived_at(thread: Thread) -> str:
    return thread.archived_at


def stored_message(state: State, call: Call) -> Json:
    """The message that the path names."""
    message = state.store.by_id.get(call.id("message"))
    if message is None or call.match.get("channel", message["channel_id"]) != message["channel_id"]:
        raise RefusedError(404, "Unknown Message", UNKNOWN_MESSAGE)
    return message


async def edited(state: State, message: Json, call: Call) -> web.Response:
    """Edit a message as the body says, and send the bot the event."""
    state.store.edit(message, call.body, call.files)
    await state.dispatch_message("MESSAGE_UPDATE", message)
    return json_response(message)


def check_message(body: Json, files: Json) -> None:
    """Refuse new messages that Discord refuses although its document allows them."""
    flags: int = body.get("flags") or 0
    if flags & FLAG_COMPONENTS_V2 and (body.get("content") or body.get("embeds")):
        problem = "Content and embeds cannot be used with the IS_COMPONENTS_V2 flag"
        raise RefusedError(400, problem, INVALID_FORM_BODY)
    if not (flags & FLAG_LOADING or files or any(body.get(key) for key in CONTENTS)):
        raise RefusedError(400, "Cannot send an empty message", EMPTY_MESSAGE)
