"""Fetching from sites that people name, which may be slow, broken or hostile.

Only public addresses are reached, at every redirect; time and size are bounded; cookies are kept no longer than one
fetch with its redirects lasts; no credentials are sent, and neither the machine's proxies nor its passwords are used.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

import aiohttp
from yarl import URL

from bot import __version__
from bot.domain.text import escape
from bot.errors import BadInput, SiteTrouble
from bot.web.addresses import CheckedResolver, LookUp, MayReach, checked_url, is_public
from bot.web.bodies import UNDERSTOOD, read_body
from bot.web.freshness import fresh_for, retry_after

_HEADERS = {
    "User-Agent": f"Casefile/{__version__} (a Discord bot for TV fan servers)",
    "Accept": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "Accept-Encoding": UNDERSTOOD,
}
# Of 64 KB each, and 256 beside those that every server sends.
_LONGEST_HEADER, _MOST_HEADERS = 65 * 1024, 300
_LONGEST_VALIDATOR = 500
_LONGEST_HOST = 100
_REDIRECTS = (301, 302, 303, 307, 308)
_TROUBLES = {
    401: "asks for a password there",
    403: "does not let Casefile in",
    404: "has nothing at that address",
    410: "says that this is gone for good",
    429: "asks for fewer requests",
    503: "is not available right now",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one fetch: seconds without a byte, seconds in total, bytes when decompressed, and redirects.

    What counts is a site's silence: it can be noticed also on a busy machine, since what came meanwhile is read before
    the time is up. The total only bounds how long a site can hold on by sending a little now and then.
    """

    silence: float = 20.0
    seconds: float = 120.0
    size: int = 5 * 1024 * 1024
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a site sent. `url` is the last address of all redirects; `fresh_for` is for how long it is fresh."""

    url: str
    body: bytes
    content_type: str
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta | None = None


class Fetcher:
    """Fetches any public address, within limits. `open_fetcher` makes one."""

    def __init__(
        self, session: aiohttp.ClientSession, may_reach: MayReach = is_public, limits: Limits | None = None
    ) -> None:
        self._session = session
        self._may_reach = may_reach
        self._limits = limits or Limits()

    async def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched | None:
        """What is at the address; None if it has not changed since it was fetched with these validators.

        Raises BadInput if the address is invalid or may not be reached, and SiteTrouble for whatever the site does
        wrong, including a redirect to such an address.
        """
        asked = checked_url(url, self._may_reach)
        conditions: dict[str, str] = {}
        if etag:
            conditions["If-None-Match"] = etag
        if last_modified:
            conditions["If-Modified-Since"] = last_modified
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._follow(asked, conditions)
        except aiohttp.ServerTimeoutError as error:
            raise SiteTrouble(
                f"{_host(asked)} sent nothing for {self._limits.silence:g} seconds, so Casefile gave up."
            ) from error
        except TimeoutError as error:
            raise SiteTrouble(
                f"{_host(asked)} took longer than {self._limits.seconds:g} seconds, so Casefile gave up."
            ) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise SiteTrouble(f"{_host(asked)} could not be read: {_in_words(error)}.") from error

    async def _follow(self, url: URL, conditions: dict[str, str]) -> Fetched | None:
        came_from: URL | None = None
        # Some sites set a cookie and redirect to the same address until it comes back. Hosts may be numbers.
        cookies = aiohttp.CookieJar(unsafe=True)
        for _ in range(self._limits.redirects + 1):
            try:
                fetched = await self._look(url, conditions, cookies)
            except BadInput as error:
                if came_from is None:
                    raise
                raise _astray(came_from) from error
            if not isinstance(fetched, URL):
                return fetched
            came_from, url = url, fetched
        raise SiteTrouble(f"{_host(url)} redirects more than {self._limits.redirects:d} times, so Casefile gave up.")

    async def _look(self, url: URL, conditions: dict[str, str], cookies: aiohttp.CookieJar) -> Fetched | URL | None:
        """Send one request; return what the site sent, or the address that it redirects to."""
        headers = _HEADERS | conditions | _cookie(cookies, url)
        silence = aiohttp.ClientTimeout(sock_connect=self._limits.silence, sock_read=self._limits.silence)
        async with self._session.get(url, headers=headers, allow_redirects=False, timeout=silence) as response:
            if response.status in _REDIRECTS and "Location" in response.headers:
                cookies.update_cookies(response.cookies, response.url)
                return self._next(url, response.headers["Location"])
            if response.status == HTTPStatus.NOT_MODIFIED and conditions:
                return None
            if response.status != HTTPStatus.OK:
                raise _refused(response)
            return Fetched(
                str(response.url),
                await read_body(response, self._limits.size),
                response.headers.get("Content-Type", ""),
                _validator(response, "ETag"),
                _validator(response, "Last-Modified"),
                fresh_for(response.headers),
            )

    def _next(self, url: URL, location: str) -> URL:
        try:
            return checked_url(str(url.join(URL(location))), self._may_reach)
        except (BadInput, ValueError) as error:
            raise _astray(url) from error


@asynccontextmanager
async def open_fetcher(
    may_reach: MayReach = is_public, *, limits: Limits | None = None, look_up: LookUp | None = None
) -> AsyncGenerator[Fetcher]:
    """A fetcher with its own session. Only tests let it reach addresses that are not public."""
    resolver = CheckedResolver(may_reach, look_up)
    # No connection or name is kept: the next fetch comes at least 15 minutes later.
    connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True)
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
        auto_decompress=False,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
        max_headers=_MOST_HEADERS,
    )
    try:
        async with session:
            yield Fetcher(session, may_reach, limits)
    finally:
        await resolver.close()


def _cookie(cookies: aiohttp.CookieJar, url: URL) -> dict[str, str]:
    sent = "; ".join(f"{name}={cookie.coded_value}" for name, cookie in cookies.filter_cookies(url).items())
    return {"Cookie": sent} if sent else {}


def _host(url: URL) -> str:
    return escape(url.host or "the site", _LONGEST_HOST)


def _astray(url: URL) -> SiteTrouble:
    return SiteTrouble(f"{_host(url)} redirects to an address that Casefile does not go to.")


def _refused(response: aiohttp.ClientResponse) -> SiteTrouble:
    trouble = _TROUBLES.get(response.status, "did not answer as it should")
    words = f"{_host(response.url)} {trouble} (its answer was {response.status:d})."
    return SiteTrouble(words, retry_after=retry_after(response.headers))


def _validator(response: aiohttp.ClientResponse, name: str) -> str | None:
    value = response.headers.get(name, "")
    return value if value.isprintable() and 0 < len(value) <= _LONGEST_VALIDATOR else None


def _in_words(error: Exception) -> str:
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return "its certificate is not valid"
        case aiohttp.ClientConnectorError():
            return "there was no connection"
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError() | ConnectionError():
            return "the connection broke off"
        case _:
            return "its answer is not valid HTTP"
