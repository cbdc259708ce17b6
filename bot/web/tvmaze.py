"""TVmaze's public API (www.tvmaze.com/api): paced, tried again where that may help, and kept for an hour."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

import aiohttp
from pydantic import BaseModel, ValidationError

from bot.domain.show_lookups import WebCopy
from bot.domain.text import escape
from bot.errors import SiteTrouble
from bot.pace import Pace
from bot.web.bodies import UNDERSTOOD, read_body
from bot.web.freshness import retry_after

if TYPE_CHECKING:
    from tenacity import RetryCallState

LARGEST_BODY = 20 * 1024 * 1024
FRESH = timedelta(minutes=60)
"""TVmaze itself caches its answers for this long, so asking sooner would return the same."""
CALLS, SECONDS = 20, 10.0
"""TVmaze allows this many calls in any this many seconds."""
_SPARE = 1.04  # of the seconds between two calls, for the jitter on their way
_TRIES = 5
_LONGEST_WAIT = 30.0
_SECONDS_A_CALL = 20.0
_MOST_WAITING = 100
_T = TypeVar("_T", bound=BaseModel)
_Read = TypeVar("_Read")


@dataclass(frozen=True, slots=True)
class Site:
    """The API's address, the seconds in which it allows 20 calls (0: no limit, as on a mirror), and the seconds to wait
    before the second try."""

    url: str = "https://api.tvmaze.com/"
    seconds: float = SECONDS
    first_wait: float = 1.0


class Copies(Protocol):
    """Keeps copies of answers."""

    async def get(self, url: str) -> WebCopy | None: ...
    async def keep(self, copy: WebCopy) -> None: ...


class NotThere(SiteTrouble):
    """TVmaze has nothing at this address."""


class _Passing(SiteTrouble):
    """Trouble that may have passed at the next try."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of a list as they arrived."""

    entries: tuple[Any, ...]

    def of(self, model: type[_T]) -> tuple[tuple[_T, ...], int]:
        """The entries that can be read, and how many can't."""
        read: list[_T] = []
        for entry in self.entries:
            try:
                read.append(model.model_validate(entry))
            except ValidationError:
                continue
        return tuple(read), len(self.entries) - len(read)


class TvMaze:
    """Asks TVmaze, at one pace for all servers. Use it as a context manager, which closes its connections."""

    def __init__(self, site: Site, copies: Copies, clock: Callable[[], datetime]) -> None:
        self._site = site
        self._base = site.url.rstrip("/")
        self._copies = copies
        self._clock = clock
        # Evenly: a limiter of 20 in 10 seconds would allow 20 at once and 20 more within the same ten seconds.
        self._between = site.seconds / CALLS * _SPARE
        self._pace = Pace(self._between)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    def url(self, path: str) -> str:
        """The address of a path such as "/shows/1"."""
        return self._base + path

    async def one(self, path: str, model: type[_T], what: str) -> _T:
        """The object at a path; `what` names it in messages. Raises SiteTrouble, and NotThere if there is none."""

        def read(answer: Any) -> _T:
            try:
                return model.model_validate(answer)
            except ValidationError:
                raise _strange(what) from None

        return await self._read(path, what, read, kept=True)

    async def many(self, path: str, what: str) -> Listing:
        """The list at a path. Raises SiteTrouble."""
        return await self._read(path, what, lambda answer: _listing(answer, what), kept=True)

    async def search(self, text: str) -> Listing:
        """What TVmaze finds by a title, the best match first; never kept. Raises SiteTrouble."""
        what = "the shows of that name"
        return await self._read("/search/shows", what, lambda answer: _listing(answer, what), kept=False, q=text)

    async def _read(self, path: str, what: str, read: Callable[[Any], _Read], *, kept: bool, **query: str) -> _Read:
        url = self.url(path)
        copy = await self._copies.get(url) if kept else None
        if copy and timedelta() <= self._clock() - copy.fetched_at < FRESH:
            return read(json.loads(copy.body))
        from tenacity import AsyncRetrying, retry_if_exception_type, stop_after_attempt  # not needed to start

        retrying = AsyncRetrying(
            stop=stop_after_attempt(_TRIES),
            wait=self._patience,
            retry=retry_if_exception_type(_Passing),
            reraise=True,
        )
        async for attempt in retrying:
            with attempt:
                copy = await self._fetch(url, query, copy, what)
        assert copy is not None
        answer = read(json.loads(copy.body))
        if kept:
            # Only now: a useless answer would otherwise be returned for an hour.
            await self._copies.keep(copy)
        return answer

    def _patience(self, state: "RetryCallState") -> float:
        """The seconds until the next try: longer each time, and at least what TVmaze asks for."""
        from tenacity import wait_exponential_jitter

        error = state.outcome.exception() if state.outcome else None
        asked = (error.retry_after or 0.0) if isinstance(error, SiteTrouble) else 0.0
        first = self._site.first_wait
        return min(max(asked, wait_exponential_jitter(multiplier=first, jitter=first)(state)), _LONGEST_WAIT)

    async def _fetch(self, url: str, query: Mapping[str, str], copy: WebCopy | None, what: str) -> WebCopy:
        """The complete answer at the address; the copy with a new date if nothing has changed."""
        if self._pace.wait() > _MOST_WAITING * self._between:
            raise SiteTrouble("Too much is being asked of TVmaze right now. Try again in a minute.")
        await self._pace.turn()
        timeout = aiohttp.ClientTimeout(total=_SECONDS_A_CALL)
        try:
            async with self._opened().get(url, params=query, headers=_asking(copy), timeout=timeout) as response:
                if copy and response.status == HTTPStatus.NOT_MODIFIED:
                    return replace(copy, fetched_at=self._clock())
                _check(response, what)
                return self._whole(url, response, await read_body(response, LARGEST_BODY), what)
        except TimeoutError:
            raise _Passing(f"TVmaze did not answer within {_SECONDS_A_CALL:.0f} seconds. Try again later.") from None
        except aiohttp.InvalidURL:
            raise SiteTrouble(f"{escape(self._site.url, 100)} is not a valid address; correct TVMAZE_URL.") from None
        except (aiohttp.ClientError, OSError) as error:
            raise _Passing(
                f"TVmaze can't be reached, or broke off: {escape(str(error), 200)}. Try again later."
            ) from None

    def _whole(self, url: str, response: aiohttp.ClientResponse, body: bytes, what: str) -> WebCopy:
        try:
            json.loads(body)
        except (ValueError, RecursionError):
            words = (
                f"What TVmaze sent for {escape(what)} is cut off or not JSON, so nothing was taken. Try again later."
            )
            raise _Passing(words) from None
        headers = response.headers
        return WebCopy(url, body, self._clock(), headers.get("ETag"), headers.get("Last-Modified"))

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            headers = {"User-Agent": "Casefile", "Accept": "application/json", "Accept-Encoding": UNDERSTOOD}
            self._session = aiohttp.ClientSession(headers=headers, auto_decompress=False)
        return self._session


def _asking(copy: WebCopy | None) -> dict[str, str]:
    """The headers that ask for an answer only if it has changed."""
    asked = {"If-None-Match": copy.etag, "If-Modified-Since": copy.last_modified} if copy else {}
    return {name: value for name, value in asked.items() if value}


def _check(response: aiohttp.ClientResponse, what: str) -> None:
    status = response.status
    if status == HTTPStatus.OK:
        return
    if status == HTTPStatus.NOT_FOUND:
        raise NotThere(f"TVmaze does not know {escape(what)}.")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise _Passing("TVmaze asks for fewer requests. Try again later.", retry_after=retry_after(response.headers))
    words = f"TVmaze answers with an error ({status:d}) when asked for {escape(what)}. Try again later."
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise _Passing(words, retry_after=retry_after(response.headers))
    raise SiteTrouble(words)


def _listing(answer: Any, what: str) -> Listing:
    if not isinstance(answer, list):
        raise _strange(what)
    return Listing(tuple(cast(list[Any], answer)))


def _strange(what: str) -> SiteTrouble:
    return SiteTrouble(f"TVmaze did not answer with {escape(what)}, so nothing was taken. Try again later.")
