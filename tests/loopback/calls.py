"""One REST request of the bot: read, and answered in Discord's forms."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any, TypeAlias

from aiohttp import web

from tests.loopback.world import Json

UNKNOWN_CHANNEL, UNKNOWN_GUILD, UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK = 10_003, 10_004, 10_008, 10_015
EMPTY_MESSAGE, INVALID_RECIPIENTS, INVALID_JSON = 50_006, 50_033, 50_109
UNKNOWN_INTERACTION, INVALID_FORM_BODY, ALREADY_ACKNOWLEDGED = 10_062, 50_035, 40_060
MISSING_ACCESS, ANOTHERS_MESSAGE, MISSING_PERMISSIONS, WRONG_CHANNEL_TYPE = 50_001, 50_005, 50_013, 50_024
ALREADY_CROSSPOSTED, TAG_REQUIRED = 40_033, 40_067
# Their token is in the path; discord.py sends no Authorization with them, and they don't count for its limit.
OPEN_ROUTES = ("/interactions/", "/webhooks/")

_MESSAGES = re.compile(r"/channels/\d+/messages")
_FORUM_POSTS = re.compile(r"/channels/\d+/threads")


class RefusedError(Exception):
    """A request that Discord refuses; becomes its error form."""

    def __init__(self, status: int, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {"message": message, "code": code}


@dataclass
class Call:
    """A request as it arrived; ``path`` is without ``/api/v10``."""

    method: str
    path: str
    match: Mapping[str, str]
    query: Mapping[str, str]
    body: Any = None
    files: Json = field(default_factory=dict[str, Any])
    status: int = 0
    at: float = 0.0

    @property
    def is_message(self) -> bool:
        """Whether it is a new message in a channel."""
        return self.method == "POST" and _MESSAGES.fullmatch(self.path) is not None

    @property
    def sends(self) -> bool:
        """Whether it is a new message in a channel, or a new post in a forum."""
        return self.is_message or (self.method == "POST" and _FORUM_POSTS.fullmatch(self.path) is not None)

    def id(self, name: str) -> int:
        """A snowflake of the path."""
        text = self.match[name]
        if not text.isdecimal():
            raise RefusedError(400, f"Value {text!r} is not snowflake.", INVALID_FORM_BODY)
        return int(text)

    def flag(self, name: str) -> bool:
        return self.query.get(name, "0").lower() in ("1", "true")


Handler: TypeAlias = Callable[[Call], Awaitable[web.Response]]
Route: TypeAlias = tuple[str, str, Handler]


@dataclass(frozen=True)
class Reply:
    """An answer instead of Discord's, or an error of Discord's own."""

    status: int
    body: bytes = b""
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict[str, str])

    def response(self) -> web.Response:
        # Whole, not by the server's own ideas: an empty answer has no type, and one of Discord's no charset.
        typed = {"Content-Type": self.content_type} if self.content_type else {}
        return web.Response(body=self.body, status=self.status, headers={**typed, **self.headers})


@dataclass
class Refusal:
    """Answers the next ``times`` requests that match with something else; ``after``: once they were carried out."""

    method: str
    part: str
    reply: Reply
    times: int
    concerns: Callable[[Call], bool]
    after: bool = False

    def matches(self, call: Call) -> bool:
        return self.times > 0 and call.method == self.method and self.part in call.path and self.concerns(call)

    def response(self) -> web.Response:
        self.times -= 1
        return self.reply.response()


async def read_call(request: web.Request, prefix: str) -> Call:
    """Read the whole request; ``at`` is when its last byte was here."""
    raw = await request.read()
    call = Call(
        method=request.method,
        path=request.path.removeprefix(prefix),
        match=request.match_info,
        query=request.query,
        at=time.perf_counter(),
    )
    if request.content_type == "multipart/form-data":
        _read_multipart(call, request.headers["Content-Type"], raw)
    elif raw:
        call.body = _parsed(raw)
    return call


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _read_multipart(call: Call, content_type: str, raw: bytes) -> None:
    head = f"Content-Type: {content_type}\r\n\r\n".encode()
    for part in BytesParser(policy=HTTP).parsebytes(head + raw).iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes):
            continue
        if name == "payload_json":
            call.body = _parsed(content)
        else:
            call.files[str(name)] = {
                "filename": part.get_filename() or "",
                "content_type": part.get_content_type(),
                "content": content,
            }


def json_response(body: object, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    # discord.py parses a body only if the content type has no charset beside it.
    data = json.dumps(body).encode()
    return web.Response(body=data, status=status, headers=headers, content_type="application/json")
