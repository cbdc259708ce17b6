"""Questions written as lines, asked on a virtual Discord: `near /cast who=Trish season=2 > Sources > Next ›`.

A line begins with the server and goes on as a command with its options. "…" at its end asks for completions of what is
typed in the last option. Each ">" is something picked: a completion, a button or an option of a list, by its label.
"(kim)" before a label says that another member presses.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, cast

import simcord
from simcord import ChannelHandle, Env, GuildHandle, InteractionResult, MemberActor, ResponseMessage

from bot.app import open_app
from bot.client import Casefile
from bot.domain.ids import base36
from bot.errors import UserError
from bot.store.address import Address
from tests.helpers.answered import ASKED_AT
from tests.helpers.facts import SERVER_A, SERVER_B

Said: TypeAlias = dict[str, Any] | list[dict[str, Any]]
"""A message as Discord got it, or completions."""

COMMANDS = ("cast", "director", "writer", "episode", "season", "next", "news")
_LINE = re.compile(r"(?P<server>\w+) /(?P<command>\w+) ?(?P<options>[^…]*)(?P<typing>…?)")
_OPTION = re.compile(r"(\w+)=(.*?)(?= \w+=|$)")
_NUMBERS = {"season", "number"}
_USUAL = {"min_values": 1, "max_values": 1, "required": True, "type": "rich"}
"""What Discord takes a field for that is left out, besides false, 0 and nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line, read. `typed` is the option in which somebody types, and what."""

    server: str
    command: str
    options: dict[str, str]
    typed: tuple[str, str] | None
    picks: list[str]


def parse(line: str) -> Line:
    """Read a line."""
    first, *picks = line.split(" > ")
    parsed = _LINE.fullmatch(first)
    assert parsed is not None, line
    options: dict[str, str] = dict(_OPTION.findall(parsed["options"]))
    typed = options.popitem() if parsed["typing"] else None
    return Line(parsed["server"], parsed["command"], options, typed, picks)


@dataclass(frozen=True, slots=True)
class Asking:
    """Servers whose members ask: `near` and `far` have facts of their own, `new` has none and chose nothing."""

    env: Env
    client: Casefile
    channels: dict[str, ChannelHandle]
    members: dict[tuple[str, str], MemberActor]
    before: list[Callable[[], object]] = field(default_factory=list[Callable[[], object]])
    """Called before each command, completion and press."""

    async def ask(self, line: str) -> Said:
        """Return what the bot says at last."""
        asked = parse(line)
        asker, channel = self.members[asked.server, "robin"], self.channels[asked.server]
        options, picks = dict(asked.options), list(asked.picks)
        if asked.typed:
            option, text = asked.typed
            self._begin()
            choices = await asker.autocomplete(channel, asked.command, option, text, **_values(options))
            if not picks:
                return choices
            label = picks.pop(0)
            [options[option]] = [choice["value"] for choice in choices if choice["name"] == label]
        self._begin()
        result = await asker.slash(channel, asked.command, **_values(options))
        for pick in picks:
            label = pick.removeprefix("(kim) ")
            presser = asker if label == pick else self.members[asked.server, "kim"]
            self._begin()
            result = await _press(presser, _message(result), label)
        self._check_errors()
        return _with_name_for_id(_said(_message(result)), asker)

    def _begin(self) -> None:
        for call in self.before:
            call()

    def _check_errors(self) -> None:
        """Raise what the bot raised, except refusals, which are answers too."""
        for error in self.env.errors:
            if not isinstance(getattr(error, "original", error), UserError):
                raise error


@asynccontextmanager
async def open_asking(database: Address, packs: Path) -> AsyncGenerator[Asking]:
    """Start the bot on a database of `tests.helpers.answered`, with a folder of no packs, at `ASKED_AT`."""
    async with (
        open_app(database, packs, always_sync=True) as client,
        simcord.run(client) as env,
    ):
        guilds = {
            "near": env.create_guild("Near", id=SERVER_A),
            "far": env.create_guild("Far", id=SERVER_B),
            "new": env.create_guild("New", id=SERVER_B + 1),
        }
        placed = _placed(env, guilds)
        await client.watcher.stop()  # it would catch up with all the time that passes at once
        yield Asking(env, client, *placed)


def _placed(
    env: Env, guilds: dict[str, GuildHandle]
) -> tuple[dict[str, ChannelHandle], dict[tuple[str, str], MemberActor]]:
    users = {name: env.create_user(name) for name in ("robin", "kim")}
    channels = {server: guild.create_text_channel("talk") for server, guild in guilds.items()}
    members = {
        (server, name): guild.add_member(user) for server, guild in guilds.items() for name, user in users.items()
    }
    env.backend.advance_clock((ASKED_AT - env.now()).total_seconds())
    return channels, members


def _values(options: dict[str, str]) -> dict[str, Any]:
    return {name: int(value) if name in _NUMBERS else value for name, value in options.items()}


def _message(result: InteractionResult) -> ResponseMessage:
    """The one message that an interaction brought or changed."""
    found = [*([result.response] if result.response else []), *result.followups]
    assert len(found) == 1, found
    return found[0]


async def _press(member: MemberActor, message: ResponseMessage, label: str) -> InteractionResult:
    for item in (item for row in message.components for item in row["components"]):
        if item["type"] == 2 and item["label"] == label:
            return await member.click(message, custom_id=item["custom_id"])
        for option in item.get("options", ()):
            if option["label"] == label:
                return await member.select(message, [option["value"]])
    raise AssertionError(f"nothing is called {label!r} in {message.components}")


def _said(message: ResponseMessage) -> dict[str, Any]:
    embeds = [embed.to_dict() for embed in message.embeds]
    said = _plain({"content": message.content, "embeds": embeds, "components": message.components})
    return said | {"ephemeral": message.ephemeral}


def _with_name_for_id(said: Any, asker: MemberActor) -> Any:
    """What is said, with the person's name in place of their id in custom ids: simcord gives ids by the time."""
    return json.loads(json.dumps(said).replace(f':{base36(asker.id)}"', ':robin"'))


def _plain(value: Any) -> Any:
    """The value without fields that say what is usual."""
    if isinstance(value, list):
        return [_plain(each) for each in cast(list[Any], value)]
    if isinstance(value, dict):
        fields = cast(dict[str, Any], value).items()
        return {name: _plain(each) for name, each in fields if each and _USUAL.get(name) != each}
    return value
