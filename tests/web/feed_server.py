"""A web site on loopback that answers as a test wants it to, and remembers what it was asked."""

import asyncio
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

FEEDS = Path(__file__).parent / "feeds"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path answers. With an ETag or Last-Modified, it answers 304 to a request that has it already.

    `pieces` instead of a body are sent one after the other, `pause` seconds apart, over and over if it is `endless`.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    pieces: Sequence[bytes] = ()
    pause: float = 0.0
    endless: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A request that came: its path with the query, and its headers."""

    path: str
    headers: Mapping[str, str]


class FeedServer:
    """The site. `url` is its address, without a slash at the end; paths that were not set are not found."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[Query] = []
        self._answers: dict[str, Answer] = {}
        self._without_cookie: dict[str, tuple[str, Answer]] = {}

    def set(
        self, path: str, body: bytes | str = b"", status: int = 200, headers: Mapping[str, str] | None = None
    ) -> str:
        """Set the answer from now on; return the whole address."""
        return self.answer(path, Answer(body.encode() if isinstance(body, str) else body, status, headers or {}))

    def answer(self, path: str, answer: Answer) -> str:
        """Set the answer from now on; return the whole address."""
        self._answers[path] = answer
        return self.url + path

    def unless_cookie(self, path: str, cookie: str, answer: Answer) -> None:
        """Set the answer to requests that don't send this cookie."""
        self._without_cookie[path] = (cookie, answer)

    def feed(self, name: str, headers: Mapping[str, str] | None = None) -> str:
        """Answer with one of the sample feeds, at its name; return the whole address."""
        return self.set(f"/{name}", (FEEDS / name).read_bytes(), headers=headers)

    def count(self, path: str) -> int:
        """How often the path was asked for."""
        return sum(asked.path == path for asked in self.asked)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer a request as set."""
        self.asked.append(Query(request.path_qs, dict(request.headers)))
        answer = self._answers.get(request.path_qs, Answer(status=404))
        cookie, otherwise = self._without_cookie.get(request.path_qs, ("", answer))
        if cookie not in request.headers.get("Cookie", ""):
            answer = otherwise
        if _has_it(request, answer):
            return web.Response(status=304)
        if not answer.pieces:
            return web.Response(body=answer.body, status=answer.status, headers=answer.headers)
        return await _stream(request, answer)


def _has_it(request: web.Request, answer: Answer) -> bool:
    pairs = (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified"))
    return any(sent in request.headers and request.headers[sent] == answer.headers.get(has) for sent, has in pairs)


async def _stream(request: web.Request, answer: Answer) -> web.StreamResponse:
    response = web.StreamResponse(status=answer.status, headers=answer.headers)
    with suppress(ConnectionError):  # that nobody listens any more is what some tests are about
        await response.prepare(request)
        again = True
        while again:
            for piece in answer.pieces:
                await response.write(piece)
                await asyncio.sleep(answer.pause)
            again = answer.endless
        await response.write_eof()
    return response


@asynccontextmanager
async def feed_server() -> AsyncGenerator[FeedServer]:
    """A site on a free port of this machine."""
    server = FeedServer()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
