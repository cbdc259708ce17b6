"""Telling Discord's answers from those of a proxy, a login page or a server that is starting.

The library takes any answer for Discord's: it turns a proxy's page into NotFound, and stumbles over JSON that Discord
would never send.
"""

from collections.abc import Mapping
from typing import Any, cast

import aiohttp
import discord
import orjson

from bot.discord_errors import Meaning, NotDiscord, is_json, meaning_of

_OK, _NO_CONTENT, _REDIRECT, _TOO_MANY, _SERVER_ERROR = 200, 204, 300, 429, 500
_NAMES = frozenset({"id", "interaction", "threads", "url"})
"""Each object with which Discord answers what the bot asks has one of these."""
_MOST_SECONDS = 1e11


async def checked(answer: aiohttp.ClientResponse) -> discord.HTTPException | None:
    """Return the error that an answer of the API is; None if it is none, or one that the library tries again.

    Raises NotDiscord if Discord would not answer like this, and the error itself if it is a refusal that comes as a
    429: the library would send the same again and again.
    """
    if answer.history or not _has_readable_limits(answer.headers):  # Discord redirects nobody
        raise _stranger(answer)
    if answer.status == _NO_CONTENT:
        return None
    body = await _body(answer)
    if _OK <= answer.status < _REDIRECT:
        if not _is_result(body):
            raise _stranger(answer)
        return None
    if body is None and answer.status >= _SERVER_ERROR:
        return None
    error = _error(answer, body)
    if answer.status == _TOO_MANY and meaning_of(error) is not Meaning.WAY:
        raise error
    return error


async def _body(answer: aiohttp.ClientResponse) -> object:
    """Return what an answer says as JSON; None if it is of another type. Raises NotDiscord if it can't be read."""
    try:
        body = await answer.read()
        if is_json(answer.headers):
            return orjson.loads(body)
        body.decode()  # the library does this, whatever the type
    except ValueError:  # neither UTF-8 nor JSON, or too deep
        raise _stranger(answer) from None
    return None


def _is_result(body: object) -> bool:
    return isinstance(body, list) or (isinstance(body, dict) and not _NAMES.isdisjoint(cast(dict[str, Any], body)))


def _error(answer: aiohttp.ClientResponse, body: object) -> discord.HTTPException:
    if not isinstance(body, dict):
        raise _stranger(answer)
    said = cast(dict[str, Any], body)
    if not isinstance(said.get("code", 0), int) or not isinstance(said.get("message"), str | None):
        raise _stranger(answer)
    if answer.status == _TOO_MANY and not _says_when(said):
        raise _stranger(answer)
    try:
        return discord.HTTPException(answer, said)
    except (AttributeError, TypeError):  # another form of "message" or "errors" than Discord's
        raise _stranger(answer) from None


def _says_when(said: dict[str, Any]) -> bool:
    retry_after = said.get("retry_after")
    return isinstance(retry_after, int | float) and 0 <= retry_after < _MOST_SECONDS


def _has_readable_limits(headers: Mapping[str, str]) -> bool:
    """Whether the library can read the limits in an answer. Proxies add limits of their own, in other forms."""
    if "X-Ratelimit-Remaining" not in headers:
        return True
    try:
        for name in ("X-Ratelimit-Remaining", "X-Ratelimit-Limit"):
            int(headers.get(name, 1))
        reset = float(headers.get("X-Ratelimit-Reset-After") or headers["X-Ratelimit-Reset"])
    except (KeyError, ValueError):
        return False
    return abs(reset) < _MOST_SECONDS  # and not NaN, for which the library would sleep for good


def _stranger(answer: aiohttp.ClientResponse) -> NotDiscord:
    return NotDiscord(f"Something other than Discord answered ({answer.status:d}).")
