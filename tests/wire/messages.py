"""The messages of the loopback Discord: made from what the bot sends, kept, edited, listed."""

from __future__ import annotations

from typing import Any, cast

from .world import Json, Snowflakes, timestamp

FLAG_EPHEMERAL = 1 << 6
FLAG_LOADING = 1 << 7
FLAG_COMPONENTS_V2 = 1 << 15

DEFAULT, REPLY, CHAT_INPUT_COMMAND = 0, 19, 20

EDITABLE = ("content", "embeds", "components", "flags")


class MessageStore:
    """Every message by id, in the order of sending."""

    def __init__(self, snowflakes: Snowflakes) -> None:
        self.by_id: dict[int, Json] = {}
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
        self.by_id[message_id] = message
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
        """A channel's messages, newest first; nobody else sees an ephemeral one."""
        found = [
            message
            for message_id, message in self.by_id.items()
            if message["channel_id"] == str(channel_id)
            and after < message_id < before
            and not message["flags"] & FLAG_EPHEMERAL
        ]
        return found[::-1][:limit]


def _rich(embeds: list[Json] | None) -> list[Json]:
    return [{"type": "rich", **embed} for embed in embeds or []]


def attachments(body: Json, files: Json, existing: list[Json], ids: Snowflakes) -> list[Json]:
    """What ``attachments`` and the uploaded ``files[n]`` of a request come to."""
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
