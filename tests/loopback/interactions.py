"""The REST routes of an interaction: its callback, and its webhook afterwards."""

from __future__ import annotations

from aiohttp import web

from tests.loopback import answers
from tests.loopback.answers import Answer, Pending, callback_response
from tests.loopback.calls import (
    ALREADY_ACKNOWLEDGED,
    INVALID_FORM_BODY,
    UNKNOWN_INTERACTION,
    UNKNOWN_MESSAGE,
    UNKNOWN_WEBHOOK,
    Call,
    RefusedError,
    Route,
    json_response,
)
from tests.loopback.channels import check_message, edited, stored_message
from tests.loopback.messages import CHAT_INPUT_COMMAND, FLAG_LOADING
from tests.loopback.state import State
from tests.loopback.world import Json, WireError


class InteractionRoutes:
    """What the bot does with the interactions that it received, by their tokens."""

    def __init__(self, state: State) -> None:
        self._state = state

    def routes(self) -> list[Route]:
        webhook = "/webhooks/{app}/{token}"
        message = webhook + "/messages/{message}"
        return [
            ("POST", "/interactions/{id}/{token}/callback", self._callback),
            ("POST", webhook, self._follow_up),
            ("GET", message, self._webhook_get),
            ("PATCH", message, self._webhook_edit),
            ("DELETE", message, self._webhook_delete),
        ]

    async def _callback(self, call: Call) -> web.Response:
        pending = self._state.pending.get(call.match["token"])
        if pending is None or pending.interaction["id"] != call.match["id"]:
            raise RefusedError(404, "Unknown interaction", UNKNOWN_INTERACTION)
        if pending.answer is not None:
            problem = "Interaction has already been acknowledged."
            raise RefusedError(400, problem, ALREADY_ACKNOWLEDGED)
        seconds = call.at - pending.sent_at
        if self._state.answer_deadline is not None and seconds > self._state.answer_deadline:
            self._state.late.append(pending.interaction)
            if not pending.future.done():
                pending.future.set_exception(WireError(f"answered only after {seconds:.1f} s"))
            raise RefusedError(404, "Unknown interaction", UNKNOWN_INTERACTION)
        answer = self._take_callback(pending, call, seconds)
        if answer.type == answers.MESSAGE:
            await self._state.dispatch_message("MESSAGE_CREATE", answer.message)
        elif answer.type == answers.UPDATE:
            await self._state.dispatch_message("MESSAGE_UPDATE", answer.message)
        if not call.flag("with_response"):
            return web.Response(status=204)
        return json_response(callback_response(pending.interaction, answer))

    def _take_callback(self, pending: Pending, call: Call, seconds: float) -> Answer:
        kind: int = call.body["type"]
        _check_kind(kind, pending)
        data: Json = call.body.get("data") or {}
        answer = Answer(pending.interaction, kind, data, seconds, pending.source)
        if kind in (answers.MESSAGE, answers.DEFERRED_MESSAGE):
            loading = FLAG_LOADING if kind == answers.DEFERRED_MESSAGE else 0
            body = {**data, "flags": (data.get("flags") or 0) | loading}
            answer.message = self._answer_message(pending, body, call.files)
        elif kind == answers.UPDATE and pending.source is not None:
            self._state.store.edit(pending.source, data, call.files)
        pending.answer = answer
        if not pending.future.done():
            pending.future.set_result(answer)
        return answer

    def _answer_message(self, pending: Pending, body: Json, files: Json) -> Json:
        check_message(body, files)
        interaction = pending.interaction
        owners = interaction["authorizing_integration_owners"]
        extra: Json = {
            "application_id": interaction["application_id"],
            "webhook_id": interaction["application_id"],
            "interaction_metadata": {
                "id": interaction["id"],
                "type": interaction["type"],
                "user": interaction["member"]["user"],
                "authorizing_integration_owners": owners,
            },
        }
        if interaction["type"] == 2:
            extra["type"] = CHAT_INPUT_COMMAND
        channel_id = int(interaction["channel_id"])
        return self._state.store.create(channel_id, self._state.application.user(), body, files, extra)

    async def _follow_up(self, call: Call) -> web.Response:
        answer, pending = self._acknowledged(call)
        if answer.loading and answer.message is not None and not answer.deleted:
            # The first followup of a deferred answer becomes that answer, unless its placeholder was removed.
            message = self._state.store.edit(answer.message, call.body, call.files)
        else:
            message = self._answer_message(pending, call.body, call.files)
            answer.followups.append(message)
        answer.touch()
        await self._state.dispatch_message("MESSAGE_CREATE", message)
        return json_response(message) if call.flag("wait") else web.Response(status=204)

    def _acknowledged(self, call: Call) -> tuple[Answer, Pending]:
        pending = self._state.pending.get(call.match["token"])
        if pending is None or pending.answer is None:
            raise RefusedError(404, "Unknown Webhook", UNKNOWN_WEBHOOK)
        return pending.answer, pending

    def _webhook_message(self, call: Call) -> tuple[Answer, Json]:
        answer, _ = self._acknowledged(call)
        if call.match["message"] != "@original":
            return answer, stored_message(self._state, call)
        if answer.message is None or answer.deleted:
            raise RefusedError(404, "Unknown Message", UNKNOWN_MESSAGE)
        return answer, answer.message

    async def _webhook_get(self, call: Call) -> web.Response:
        return json_response(self._webhook_message(call)[1])

    async def _webhook_edit(self, call: Call) -> web.Response:
        answer, message = self._webhook_message(call)
        response = await edited(self._state, message, call)
        answer.touch()
        return response

    async def _webhook_delete(self, call: Call) -> web.Response:
        answer, message = self._webhook_message(call)
        answer.deleted = answer.deleted or message is answer.message
        self._state.store.by_id.pop(int(message["id"]), None)
        answer.touch()
        return web.Response(status=204)


def _check_kind(kind: int, pending: Pending) -> None:
    autocomplete = pending.interaction["type"] == 4
    updates = kind in (answers.UPDATE, answers.DEFERRED_UPDATE)
    if autocomplete != (kind == answers.CHOICES) or (updates and pending.source is None):
        raise RefusedError(400, f"Invalid Form Body: callback type {kind}", INVALID_FORM_BODY)
