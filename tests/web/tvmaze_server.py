"""TVmaze on loopback: recorded answers and an invented show, and everything that can go wrong with them."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

HERE = Path(__file__).parent
RECORDED = HERE / "recorded"
"""A handful of real answers, without their summaries and images."""
ALL_RECORDED = HERE.parents[1].parent / "shared/data/tvmaze"
"""All of them as they arrived, if they are beside the checkout."""

_FORMS = (
    (re.compile(r"shows_(\d+)_embed_seasons"), "/shows/{}?embed=seasons"),
    (re.compile(r"shows_(\d+)_episodebynumber_season_(\d+)_number_(\d+)"),
     "/shows/{}/episodebynumber?season={}&number={}"),
    (re.compile(r"shows_(\d+)_episodesbydate_date_(\d+)_(\d+)_(\d+)"), "/shows/{}/episodesbydate?date={}-{}-{}"),
    (re.compile(r"singlesearch_shows_embed_seasons_q_(.*)"), "/singlesearch/shows?embed=seasons&q={}"),
)  # fmt: skip
SHOW = 7001
"""The invented show."""
POSTER = "http://static.tvmaze.com/uploads/images/medium_portrait/7/7001.jpg"
"""Its poster, at an address of TVmaze's that nobody asks."""


@dataclass(frozen=True, slots=True)
class Recorded:
    path: str
    status: int
    body: bytes


def recorded() -> list[Recorded]:
    """Every recorded answer with the path that it was for."""
    folder = ALL_RECORDED if ALL_RECORDED.is_dir() else RECORDED
    return [_recorded(file) for file in sorted(folder.glob("*.json"))]


def _recorded(file: Path) -> Recorded:
    name, _, status = file.stem.rpartition("__")
    for form, path in _FORMS:
        if found := form.fullmatch(name):
            return Recorded(path.format(*found.groups()), int(status), file.read_bytes())
    raise AssertionError(f"{file.name} is for no known address")


@dataclass(frozen=True, slots=True)
class Call:
    at: float
    path: str
    conditional: bool
    status: int


@dataclass(frozen=True, slots=True)
class Answer:
    """`cut`: the connection ends in the middle of the body."""

    body: bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict[str, str])
    cut: bool = False


class TvMazeServer:
    """`pages` are answers by path; `next` are answers that come first, once each; `before` is done before a path is
    answered, and `before_each` before any is."""

    def __init__(self) -> None:
        self.url = ""
        self.calls: list[Call] = []
        self.pages: dict[str, Answer] = {}
        self.next: dict[str, list[Answer]] = {}
        self.queries: list[str] = []
        self.before: dict[str, Callable[[], Awaitable[None]]] = {}
        self.before_each: Callable[[], Awaitable[None]] | None = None

    def put(self, path: str, answer: object) -> None:
        """Let a path answer this as JSON."""
        self.pages[path] = Answer(json.dumps(answer).encode())

    def put_all(self, pages: dict[str, object]) -> None:
        for path, answer in pages.items():
            self.put(path, answer)

    def first(self, path: str, *answers: Answer) -> None:
        """Let a path answer these before what it holds."""
        self.next[path] = list(answers)

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(call.path == path for call in self.calls)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        path = request.path_qs
        if "q" in request.query:
            self.queries.append(request.query["q"])
        if self.before_each is not None:
            await self.before_each()
        if path in self.before:
            await self.before[path]()
        waiting = self.next.get(path)
        answer = waiting.pop(0) if waiting else self.pages.get(path, Answer(b"", 404))
        etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        known = request.headers.get("If-None-Match")
        status = 304 if answer.status == 200 and known == etag else answer.status
        self.calls.append(Call(time.monotonic(), path, known is not None, status))
        if answer.cut:
            return await self._cut(request, answer)
        headers = {"Content-Type": "application/json", "ETag": etag, **answer.headers}
        return web.Response(body=b"" if status == 304 else answer.body, status=status, headers=headers)

    async def _cut(self, request: web.Request, answer: Answer) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": str(len(answer.body) * 2)})
        await response.prepare(request)
        await response.write(answer.body)
        assert request.transport is not None
        request.transport.close()
        return response


@asynccontextmanager
async def tvmaze_server(pages: dict[str, object] | None = None) -> AsyncGenerator[TvMazeServer]:
    """A server on loopback with these pages."""
    server = TvMazeServer()
    server.put_all(pages or {})
    app = web.Application(client_max_size=0)
    app.router.add_route("*", "/{tail:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=0.1)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        server.url = f"http://{host}:{port}"
        yield server
    finally:
        await runner.cleanup()


def page(kind: str, number: int, name: str) -> str:
    return f"http://www.tvmaze.com/{kind}/{number}/{name.lower().replace(' ', '-')}"


def person(number: int, name: str | None) -> dict[str, Any]:
    return {"id": number, "url": page("people", number, name or ""), "name": name, "image": None}


def episode(number: int, name: str, season: int, place: int | None, airdate: str = "") -> dict[str, Any]:
    return {
        "id": number, "url": page("episodes", number, name), "name": name, "season": season, "number": place,
        "type": "regular" if place else "significant_special", "airdate": airdate, "airtime": "", "airstamp": None,
        "runtime": 45, "rating": {"average": None}, "image": None, "summary": "<p>Ropes and <b>fog</b>.</p>",
    }  # fmt: skip


def crew(*work: tuple[str, int, str]) -> list[dict[str, Any]]:
    return [{"guestCrewType": kind, "person": person(number, name)} for kind, number, name in work]


def tidewater(more_episodes: Iterable[dict[str, Any]] = ()) -> dict[str, object]:
    """An invented show with two seasons, four episodes and a special, at its paths."""
    channel = {"id": 3, "name": "Channel Nought", "country": None, "officialSite": None}
    show: dict[str, object] = {
        "id": SHOW, "url": page("shows", SHOW, "Tidewater"), "name": "Tidewater", "type": "Scripted",
        "language": "English", "genres": [], "status": "Running", "premiered": "2019-03-01",
        "schedule": {"time": "", "days": []}, "rating": {"average": None}, "network": None, "webChannel": channel,
        "externals": {"tvrage": None, "thetvdb": 99, "imdb": "tt9900001"},
        "image": {"medium": POSTER, "original": POSTER},
        "summary": "<p>A harbour at night.</p>", "updated": 1_700_000_000,
    }  # fmt: skip
    seasons = [
        {"id": 501, "url": page("seasons", 501, "one"), "number": 1, "episodeOrder": 3, "premiereDate": "2019-03-01"},
        {"id": 502, "url": page("seasons", 502, "two"), "number": 2, "episodeOrder": None,
         "premiereDate": "2030-05-01"},
    ]  # fmt: skip
    episodes = [
        episode(9001, "High Water", 1, 1, "2019-03-01"),
        episode(9002, "Low Water", 1, 2, "2019-03-08"),
        episode(9004, "The Making Of", 1, None, "2019-03-20"),
        episode(9003, "Slack Water", 1, 3, "2019-03-15"),
        *more_episodes,
    ]
    people = {"ada": (301, "Ada Moss"), "ben": (302, "Ben Quill"), "cleo": (303, "Cleo Hart")}
    return {
        f"/shows/{SHOW}?embed=seasons": {**show, "_embedded": {"seasons": seasons}},
        f"/shows/{SHOW}/akas": [{"name": "Gezeiten", "country": {"name": "Germany", "code": "DE"}},
                                {"name": "Tidewater", "country": None}],
        f"/shows/{SHOW}/episodes?specials=1": episodes,
        f"/shows/{SHOW}/cast": [
            {"person": person(*people["ada"]), "character": person(401, "The Keeper"), "self": False, "voice": False},
            {"person": person(*people["ben"]), "character": person(402, "Old Radio"), "self": False, "voice": True},
            {"person": person(*people["cleo"]), "character": person(403, "Cleo Hart"), "self": True, "voice": False},
        ],
        f"/shows/{SHOW}/crew": [
            {"type": "Creator", "person": person(*people["cleo"])},
            {"type": "Executive Producer", "person": person(*people["ada"])},
            {"type": "Executive Producer", "person": person(*people["ben"])},
        ],
        "/episodes/9001/guestcrew": crew(("Director", *people["cleo"]), ("Writer", 304, "Dov Lane")),
        "/episodes/9002/guestcrew": crew(
            ("Director", 305, "Eve Stone"), ("Co-Director", 306, "Finn Ray"), ("Assistant Director", 307, "Gus Oar"),
            ("Story By", 304, "Dov Lane"), ("Teleplay", 308, "Hana Reed"), ("Gaffer", 309, "Ivo Post"),
        ),
        "/episodes/9003/guestcrew": [],
        "/episodes/9004/guestcrew": [],
        "/search/shows?q=Tidewater": [{"score": 1.2, "show": show}],
    }  # fmt: skip
