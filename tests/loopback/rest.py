"""The REST half of the loopback Discord."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web

from tests.loopback.calls import (
    INVALID_JSON,
    OPEN_ROUTES,
    UNKNOWN_GUILD,
    Call,
    Handler,
    Refusal,
    RefusedError,
    Route,
    json_response,
    read_call,
)
from tests.loopback.channels import ChannelRoutes
from tests.loopback.faults import LostError
from tests.loopback.interactions import InteractionRoutes
from tests.loopback.openapi import Schema
from tests.loopback.state import State
from tests.loopback.world import Guild, Json

PREFIX = "/api/v10"


class Rest:
    """Routes, authorisation, schema checks and the bodies of every answer."""

    def __init__(self, state: State, schema: Schema | None) -> None:
        self.refusals: list[Refusal] = []
        self.ahead = timedelta()
        """How much later it is at Discord than here."""
        self.starts_left = 1000
        self.under_way = 0
        self._state = state
        self._schema = schema

    def add_routes(self, app: web.Application) -> None:
        state = self._state
        shared = (*InteractionRoutes(state).routes(), *ChannelRoutes(state).routes())
        for method, path, handler in (*self._routes(), *shared):
            app.router.add_route(method, PREFIX + path, self._served(handler))
        app.router.add_route("*", "/{tail:.*}", self._served(self._unknown))

    def _routes(self) -> list[Route]:
        commands, of_guild = "/applications/{app}/commands", "/applications/{app}/guilds/{guild}"
        return [
            ("GET", "/users/@me", self._me),
            ("GET", "/users/@me/guilds", self._my_guilds),
            ("GET", "/oauth2/applications/@me", self._application),
            ("GET", "/applications/@me", self._application),
            ("GET", "/gateway/bot", self._gateway),
            ("GET", commands, self._commands),
            ("PUT", commands, self._sync),
            ("GET", of_guild + "/commands", self._commands),
            ("PUT", of_guild + "/commands", self._sync),
            ("GET", "/guilds/{guild}", self._guild),
        ]

    def _served(self, handler: Handler) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def serve(request: web.Request) -> web.Response:
            self.under_way += 1
            try:
                return await self._serve(request, handler)
            finally:
                self.under_way -= 1

        return serve

    async def _serve(self, request: web.Request, handler: Handler) -> web.Response:
        call = await read_call(request, PREFIX)
        self._state.calls.append(call)
        if not call.path.startswith(OPEN_ROUTES):
            return await self._respond(request, call, handler)
        with self._state.answering():
            response = await self._respond(request, call, handler)
            await _send(request, response)
        return response

    async def _respond(self, request: web.Request, call: Call, handler: Handler) -> web.Response:
        try:
            response = await self._answered(request, call, handler)
        except RefusedError as problem:
            response = json_response(problem.body, problem.status)
        except LostError:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        response.headers.update(self._state.limits.headers(call))
        response.headers["Date"] = format_datetime(datetime.now(UTC) + self.ahead, usegmt=True)
        call.status = response.status
        if call.sends and self._state.moments.answered is not None:
            await _send(request, response)
            await self._state.moments.answered(call)
        return response

    async def _answered(self, request: web.Request, call: Call, handler: Handler) -> web.Response:
        authorized = request.headers.get("Authorization") == f"Bot {self._state.token}"
        if not (authorized or call.path.startswith(OPEN_ROUTES)):
            raise RefusedError(401, "401: Unauthorized")
        if call.method in ("POST", "PATCH", "PUT") and call.body is None and not call.path.endswith("/crosspost"):
            raise RefusedError(400, "The request body contains invalid JSON.", INVALID_JSON)
        too_many = self._state.limits.check(call)
        if too_many is not None:
            return too_many
        refusal = next((each for each in self.refusals if each.matches(call)), None)
        if refusal is not None and not refusal.after:
            return refusal.response()
        try:
            response = await self._carried_out(call, handler)
        finally:
            self._check(call)
        return response if refusal is None else refusal.response()

    async def _carried_out(self, call: Call, handler: Handler) -> web.Response:
        chances, moments = self._state.chances, self._state.moments
        fault = chances.draw(call) if chances is not None else None
        if chances is not None:
            instead = await chances.before(fault, call, self._state.limits)
            if instead is not None:
                return instead
        if call.sends and moments.arrived is not None:
            await moments.arrived(call)
        response = await handler(call)
        if call.sends and moments.carried_out is not None:
            await moments.carried_out(call)
        return response if chances is None else await chances.after(fault, response)

    def _check(self, call: Call) -> None:
        if self._schema is None:
            return
        if call.body is not None:
            self._schema.check(call.method, call.path, call.body)
        else:
            self._schema.check_route(call.method, call.path, call.query)

    async def _unknown(self, call: Call) -> web.Response:
        self._state.unknown_routes.append((call.method, call.path))
        raise RefusedError(404, "404: Not Found")

    async def _me(self, _: Call) -> web.Response:
        return json_response({**self._state.application.user(), "verified": True, "flags": 0})

    async def _my_guilds(self, call: Call) -> web.Response:
        after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 200))
        guilds = sorted((guild for guild in self._state.guilds if guild.id > after), key=lambda guild: guild.id)
        return json_response([self._in_short(guild) for guild in guilds[:limit]])

    def _in_short(self, guild: Guild) -> Json:
        permissions = str(guild.app_permissions)
        return {"id": str(guild.id), "name": guild.name, "owner": False, "permissions": permissions, "features": []}

    async def _application(self, _: Call) -> web.Response:
        return json_response(self._state.application.payload())

    async def _gateway(self, _: Call) -> web.Response:
        limit = {
            "total": 1000,
            "remaining": self.starts_left,
            "reset_after": 7_200_000,
            "max_concurrency": self._state.at_once,
        }
        url = self._state.gateway_url
        return json_response({"url": url, "shards": self._state.shards, "session_start_limit": limit})

    async def _guild(self, call: Call) -> web.Response:
        guild = next((each for each in self._state.guilds if each.id == call.id("guild")), None)
        if guild is None or guild.id in self._state.left:
            raise RefusedError(404, "Unknown Guild", UNKNOWN_GUILD)
        return json_response(guild.payload(self._state.application.user(), all_members=False))

    async def _commands(self, call: Call) -> web.Response:
        return json_response(self._state.book.listed(_guild_id(call)))

    async def _sync(self, call: Call) -> web.Response:
        return json_response(self._state.sync(_guild_id(call), call.body))


async def _send(request: web.Request, response: web.Response) -> None:
    """Send it in full, before the handler of the request returns."""
    with contextlib.suppress(ConnectionError):  # the bot may have ended meanwhile
        await response.prepare(request)
        await response.write_eof()


def _guild_id(call: Call) -> int | None:
    return call.id("guild") if "guild" in call.match else None
