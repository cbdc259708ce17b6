"""What answers in Discord's place, and the errors of Discord's own, as they come over the wire."""

from __future__ import annotations

import json
from collections.abc import Mapping

from tests.loopback.calls import Reply
from tests.loopback.limits import VIA
from tests.loopback.world import Json

_STATUSES: Mapping[int, int] = {
    20016: 429, 20022: 429, 20028: 429, 20029: 429, 30034: 400, 30046: 429, 40001: 401, 40002: 403, 40003: 429,
    40005: 413, 40062: 429, 40333: 403, 50001: 403, 50005: 403, 50007: 403, 50013: 403, 50014: 401, 50027: 401,
    50278: 403, 60003: 403, 130000: 503, 160005: 403,
}  # fmt: skip
"""The statuses with which codes come; that of other unknown things is 404, and 400 all the rest's."""
UNKNOWN, AFTER_UNKNOWN = 10_000, 20_000


def page(status: int, words: str = "nginx") -> Reply:
    """A page for people, as proxies and login pages show it."""
    return Reply(status, f"<html><body><h1>{status}</h1><hr>{words}</body></html>".encode(), "text/html")


def empty(status: int, content_type: str = "") -> Reply:
    return Reply(status, b"", content_type)


def others(status: int, body: object) -> Reply:
    """JSON that is not Discord's."""
    return Reply(status, json.dumps(body).encode())


def said(code: int, *, status: int | None = None, errors: Json | None = None, retry_after: float = 0.05) -> Reply:
    """An error of Discord's own, with the status that it usually comes with."""
    if status is None:
        status = _STATUSES.get(code) or (404 if UNKNOWN < code < AFTER_UNKNOWN else 400)
    body: Json = {"message": f"Refused with {code}", "code": code}
    if errors is not None:
        body["errors"] = errors
    headers: dict[str, str] = {}
    if status == 429:
        body |= {"retry_after": retry_after, "global": False}
        headers = {"Via": VIA, "Retry-After": str(retry_after)}
    return Reply(status, json.dumps(body).encode(), headers=headers)


def wrong(*path: str) -> Json:
    """The `errors` of a form that Discord refuses because of the field at this path."""
    found: Json = {"_errors": [{"code": "BASE_TYPE_BAD", "message": "Not like this"}]}
    for step in reversed(path):
        found = {step: found}
    return found


UNAUTHORIZED = others(401, {"message": "401: Unauthorized", "code": 0})
"""Discord's answer to a token that it does not accept."""

_LEFT = {"X-Ratelimit-Limit": "10", "X-Ratelimit-Remaining": "9"}
PROXY_LIMITS: Mapping[str, Mapping[str, str]] = {
    "with a window": {**_LEFT, "X-Ratelimit-Limit": "10, 10;w=60", "X-Ratelimit-Reset": "3"},
    "without a reset": _LEFT,
    "with a date": {**_LEFT, "X-Ratelimit-Reset": "Sat, 28 Nov 2026 20:00:00 GMT"},
    "without a number": {**_LEFT, "X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset-After": "nan"},
}
"""Limits that something on the way adds to Discord's answers, which the library would read as Discord's."""

ON_THE_WAY: Mapping[str, Reply] = {
    **{f"a page with {status}": page(status) for status in (200, 400, 401, 403, 404, 405, 407, 429, 502, 503)},
    **{f"nothing with {status}": empty(status) for status in (200, 401, 403, 404)},
    "empty JSON": empty(404, "application/json"),
    "empty JSON with 200": empty(200, "application/json"),
    "another alphabet": Reply(503, "Dienst nicht verfügbar".encode("latin-1"), "text/html; charset=iso-8859-1"),
    "half of it": Reply(404, b'{"message": "Unknown Ch', "application/json"),
    "plain text": Reply(404, b"404 page not found", "text/plain"),
    "a code of others": others(404, {"code": 404}),
    "a code without words": others(404, {"code": 10003}),
    "a code as text": others(404, {"message": "Unknown Channel", "code": "10003"}),
    "an unknown code": others(404, {"message": "Not found", "code": 404}),
    "no code": others(404, {"message": "404: Not Found", "code": 0}),
    "a list": others(403, ["forbidden"]),
    "a word": others(403, "forbidden"),
    "no words": others(403, {"message": None, "code": 50013}),
    "other errors": others(400, {"message": "Bad request", "code": 50035, "errors": ["embeds"]}),
    "others' errors": others(400, {"message": "Bad request", "code": 50035, "errors": {"a": {"_errors": "b"}}}),
    "another 401": others(401, {"message": "token expired", "code": 0}),
    "words in a list": others(400, {"message": ["Bad request"], "code": 50035}),
    "words in an object": others(403, {"message": {"en": "Forbidden"}, "code": 50013}),
    "too deep": Reply(404, b"[" * 100_000),
    "other JSON with 200": others(200, {"status": "starting"}),
    "a redirect": Reply(303, b"", "", {"Location": "/api/v10/gateway/bot"}),
    "damaged gzip": Reply(404, b"no gzip", headers={"Content-Encoding": "gzip"}),
    **{
        f"a limit of a proxy's, {name}": Reply(404, b'{"message": "a", "code": 10003}', headers=limits)
        for name, limits in PROXY_LIMITS.items()
    },
    **{
        f"a wait of {wait[:5]}": Reply(429, f'{{"message": "a", "retry_after": {wait}}}'.encode(), headers={"Via": VIA})
        for wait in ("-5", "1" + "0" * 400, "NaN", '"5"')
    },
    "a limit of others": Reply(429, b'{"message": "Slow down"}', headers={"Via": VIA}),
    "JSON with a charset": Reply(404, b'{"message": "a", "code": 10003}', "application/json; charset=utf-8"),
}
"""Trouble on the way, by name."""
