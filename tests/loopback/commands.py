"""Makes an interaction's data from what a member types, using the commands that the bot synced."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.loopback.world import Channel, Guild, Json, Member, Role, WireError

SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2
STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER = 3, 4, 5, 6, 7, 8, 9, 10

_PYTHON_TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    NUMBER: (int, float),
    USER: (Member,),
    CHANNEL: (Channel,),
    ROLE: (Role,),
    MENTIONABLE: (Member, Role),
}


class CommandBook:
    """The commands that the bot has synced: global ones, and those of each guild."""

    def __init__(self) -> None:
        self._synced: dict[int | None, list[Json]] = {}

    def put(self, guild_id: int | None, commands: list[Json]) -> None:
        self._synced[guild_id] = commands

    def listed(self, guild_id: int | None = None) -> list[Json]:
        return self._synced.get(guild_id, [])

    @property
    def synced(self) -> bool:
        return bool(self._synced)

    def find(self, name: str, guild_id: int) -> Json:
        """A guild's own command takes precedence over the global one with its name."""
        for command in [*self.listed(guild_id), *self.listed()]:
            if command["name"] == name and command.get("type", 1) == 1:
                return command
        known = sorted(c["name"] for c in [*self.listed(guild_id), *self.listed()])
        raise WireError(f"the bot synced no command /{name}; it synced {known}")

    def data(
        self,
        name_path: str,
        options: Mapping[str, object],
        guild: Guild,
        *,
        focused: str | None = None,
    ) -> Json:
        """The data of a slash command, or of an autocomplete when an option is ``focused``."""
        root, *path = name_path.split()
        command = self.find(root, guild.id)
        specs, wrap = _descend(command, path, name_path)
        resolved: Json = {}
        given = [
            _option(specs, name, value, guild, resolved, focused=name == focused) for name, value in options.items()
        ]
        if focused is None:
            _check_required(specs, options, name_path)
        for kind, name in reversed(wrap):
            given = [{"type": kind, "name": name, "options": given}]
        data: Json = {"id": command["id"], "name": root, "type": 1, "options": given}
        if command.get("guild_id"):
            data["guild_id"] = command["guild_id"]
        if resolved:
            data["resolved"] = resolved
        return data


def _descend(command: Json, path: list[str], name_path: str) -> tuple[dict[str, Json], list[tuple[int, str]]]:
    specs = _by_name(command)
    wrap: list[tuple[int, str]] = []
    for name in path:
        spec = specs.get(name)
        if spec is None or spec["type"] not in (SUB_COMMAND, SUB_COMMAND_GROUP):
            raise WireError(f"/{name_path}: no subcommand {name!r} among {sorted(specs)}")
        wrap.append((spec["type"], name))
        specs = _by_name(spec)
    if any(spec["type"] in (SUB_COMMAND, SUB_COMMAND_GROUP) for spec in specs.values()):
        raise WireError(f"/{name_path} needs a subcommand: {sorted(specs)}")
    return specs, wrap


def _by_name(spec: Json) -> dict[str, Json]:
    options: list[Json] = spec.get("options") or []
    return {option["name"]: option for option in options}


def _check_required(specs: dict[str, Json], given: Mapping[str, object], path: str) -> None:
    missing = [n for n, spec in specs.items() if spec.get("required") and n not in given]
    if missing:
        raise WireError(f"/{path}: required options are missing: {missing}")


def _option(
    specs: dict[str, Json],
    name: str,
    value: object,
    guild: Guild,
    resolved: Json,
    *,
    focused: bool,
) -> Json:
    spec = specs.get(name)
    if spec is None:
        raise WireError(f"no option {name!r} among {sorted(specs)}")
    kind: int = spec["type"]
    if focused:
        if not spec.get("autocomplete"):
            raise WireError(f"option {name!r} does not autocomplete")
        return {"type": kind, "name": name, "value": str(value), "focused": True}
    _check_value(spec, value)
    return {"type": kind, "name": name, "value": resolve(value, guild, resolved)}


def resolve(value: object, guild: Guild, resolved: Json) -> Any:
    """A value as JSON; a member, role or channel becomes its id and joins ``resolved``."""
    if isinstance(value, Member):
        resolved.setdefault("users", {})[str(value.id)] = value.user()
        member = {k: v for k, v in value.with_permissions().items() if k != "user"}
        resolved.setdefault("members", {})[str(value.id)] = member
        return str(value.id)
    if isinstance(value, Role):
        resolved.setdefault("roles", {})[str(value.id)] = value.payload()
        return str(value.id)
    if isinstance(value, Channel):
        payload = {**value.payload(guild.id), "permissions": str(guild.app_permissions)}
        resolved.setdefault("channels", {})[str(value.id)] = payload
        return str(value.id)
    return value


def _check_value(spec: Json, value: object) -> None:
    kind: int = spec["type"]
    name: str = spec["name"]
    wanted = _PYTHON_TYPES.get(kind)
    if wanted is None:
        raise WireError(f"option {name!r}: the loopback has no options of type {kind}")
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind != BOOLEAN):
        raise WireError(f"option {name!r} takes {wanted}, not {value!r}")
    offered: list[Json] = spec.get("choices") or []
    choices = [choice["value"] for choice in offered]
    if choices and value not in choices:
        raise WireError(f"option {name!r} takes one of {choices}, not {value!r}")
    if isinstance(value, str):
        _check_bounds(spec, len(value), "length")
    elif isinstance(value, (int, float)) and kind != BOOLEAN:
        _check_bounds(spec, value, "value")


def _check_bounds(spec: Json, size: float, what: str) -> None:
    low, high = spec.get(f"min_{what}"), spec.get(f"max_{what}")
    if (low is not None and size < low) or (high is not None and size > high):
        raise WireError(f"option {spec['name']!r}: {what} {size} is not in {low}..{high}")
