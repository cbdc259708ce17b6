"""The messages of the loopback Discord: created from what the bot sends, stored, edited, listed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, cast

from tests.loopback.world import Json, Snowflakes, timestamp

FLAG_CROSSPOSTED = 1 << 0
FLAG_EPHEMERAL = 1 << 6
FLAG_LOADING = 1 << 7
FLAG_COMPONENTS_V2 = 1 << 15

DEFAULT, REPLY, CHAT_INPUT_COMMAND = 0, 19, 20

EDITABLE = ("content", "embeds", "components", "flags")


class Nonces:
    """The nonces that Discord remembers, for ``memory`` seconds; with 0 none at all.

    ``created`` counts the messages that were made, ``repeated`` the requests that got an earlier one instead.
    """

    def __init__(self, clock: Callable[[], float], memory: float) -> None:
        self.memory = memory
        self.created = 0
        self.repeated = 0
        self.of_message: dict[int, str] = {}
        self._clock = clock
        self._seen: dict[tuple[int, str], tuple[float, int]] = {}

    def known(self, channel_id: int, body: Json) -> int | None:
        """The id of the message with the same nonce, if Discord remembers it and ``enforce_nonce`` is set."""
        if not (body.get("enforce_nonce") and body.get("nonce")):
            return None
        at, message_id = self._seen.get((channel_id, str(body["nonce"])), (-math.inf, 0))
        return message_id if self._clock() - at < self.memory else None

    def learn(self, channel_id: int, body: Json, message: Json) -> None:
        self.created += 1
        if body.get("nonce"):
            message_id, nonce = int(message["id"]), str(body["nonce"])
            self.of_message[message_id] = nonce
            self._seen[channel_id, nonce] = (self._clock(), message_id)


class MessageStore:
    """Every message by id, in the order of sending."""

    def __init__(self, snowflakes: Snowflakes) -> None:
        self.by_id: dict[int, Json] = {}
        self._by_channel: dict[int, list[int]] = {}
        self._snowflakes = snowflakes

    def create(self, channel_id: int, author: Json, body: Json, files: Json, extra: Json | None = None) -> Json:
        """Store a message as Discord would return it; ``extra`` overrides its fields."""
        message_id = self._snowflakes.next()
        message: Json = {
            "id": str(message_id),
            "channel_id": str(channel_id),
            "author": author,
            "content": body.get("content") or "",
            "timestamp": timestamp(),
            "edited_timestamp": None,
            "tts": bool(body.get("tts")),
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": attachments(body, files, [], self._snowflakes),
            "embeds": _rich(body.get("embeds")),
            "components": numbered(body.get("components") or []),
            "pinned": False,
            "flags": body.get("flags") or 0,
            "type": DEFAULT,
        }
        if body.get("message_reference"):
            reference = body["message_reference"]
            message["type"] = REPLY
            message["message_reference"] = {k: str(v) for k, v in reference.items()}
            message["referenced_message"] = self.by_id.get(int(reference["message_id"]))
        message.update(extra or {})
        message_id = int(message["id"])
        self.by_id[message_id] = message
        self._by_channel.setdefault(int(message["channel_id"]), []).append(message_id)
        return message

    def edit(self, message: Json, body: Json, files: Json) -> Json:
        """Change only the fields that ``body`` names, as Discord does."""
        fresh: Json = {key: body[key] for key in EDITABLE if key in body}
        if "embeds" in fresh:
            fresh["embeds"] = _rich(fresh["embeds"])
        if "components" in fresh:
            fresh["components"] = numbered(fresh["components"] or [])
        if "content" in fresh:
            fresh["content"] = fresh["content"] or ""
        if "attachments" in body or files:
            fresh["attachments"] = attachments(body, files, message["attachments"], self._snowflakes)
        flags: int = message["flags"]
        changed: int = fresh.get("flags") or flags
        fresh["flags"] = changed & ~FLAG_LOADING | flags & FLAG_EPHEMERAL
        message.update(fresh, edited_timestamp=timestamp())
        return message

    def listed(self, channel_id: int, *, before: int, after: int, limit: int) -> list[Json]:
        """A channel's messages, newest first; ephemeral ones are for one member only.

        Of more than ``limit`` these are the newest, or those that follow soonest on ``after`` if that is given.
        """
        found = [
            self.by_id[message_id]
            for message_id in self._by_channel.get(channel_id, ())
            if after < message_id < before and message_id in self.by_id
        ]
        seen = [message for message in found if not message["flags"] & FLAG_EPHEMERAL]
        return (seen[:limit] if after else seen[-limit:])[::-1]


def _rich(embeds: list[Json] | None) -> list[Json]:
    return [{"type": "rich", **embed} for embed in embeds or []]


def attachments(body: Json, files: Json, existing: list[Json], ids: Snowflakes) -> list[Json]:
    """The attachments that result from a request's ``attachments`` and uploaded ``files[n]``."""
    kept = {item["id"]: item for item in existing}
    named: list[Json] | None = body.get("attachments")
    if named is None:
        named = [*existing, *({"id": index} for index in range(len(files)))]
    result: list[Json] = []
    for item in named:
        upload = files.get(f"files[{item['id']}]")
        if upload is not None:
            result.append(_uploaded(upload, item, ids.next()))
        elif str(item["id"]) in kept:
            result.append(kept[str(item["id"])])
    return result


def _uploaded(upload: Json, item: Json, attachment_id: int) -> Json:
    name = item.get("filename") or upload["filename"]
    return {
        "id": str(attachment_id),
        "filename": name,
        "description": item.get("description"),
        "size": len(upload["content"]),
        "content_type": upload["content_type"],
        "url": f"https://cdn.example.invalid/{attachment_id}/{name}",
        "proxy_url": f"https://media.example.invalid/{attachment_id}/{name}",
    }


def numbered(components: list[Json]) -> list[Json]:
    """A copy in which every component has its ``id``, which Discord adds where it is missing."""
    if not components:
        return components
    counter = [0]

    def copy(value: Any) -> Any:
        if isinstance(value, list):
            return [copy(item) for item in cast("list[Any]", value)]
        if not isinstance(value, dict):
            return value
        fields = cast("Json", value)
        counter[0] += 1
        number = counter[0]
        children = {k: copy(v) for k, v in fields.items() if k in _NESTED}
        return {"id": number, **fields, **children}

    return copy(components)


_NESTED = ("components", "component", "accessory")
