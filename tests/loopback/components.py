"""Finds the buttons, selects and modal fields that a member could use, and uses them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from tests.loopback.commands import resolve
from tests.loopback.world import Guild, Json, WireError

ACTION_ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
ENTITY_SELECTS = (5, 6, 7, 8)
LABEL, FILE_UPLOAD, RADIO_GROUP, CHECKBOX_GROUP, CHECKBOX = 18, 19, 21, 22, 23


def walk(components: Sequence[Json]) -> Iterator[Json]:
    """Every component at every depth."""
    for component in components:
        yield component
        yield from walk(component.get("components") or [])
        for key in ("component", "accessory"):
            if key in component:
                yield from walk([component[key]])


def find(components: Sequence[Json], custom_id: str) -> Json:
    """The component that a member can use by ``custom_id``."""
    usable = [c for c in walk(components) if c.get("custom_id") is not None]
    for component in usable:
        if component["custom_id"] == custom_id:
            if component.get("disabled"):
                raise WireError(f"component {custom_id!r} is disabled")
            return component
    raise WireError(f"no component {custom_id!r} among {[c['custom_id'] for c in usable]}")


def press_data(components: Sequence[Json], custom_id: str) -> Json:
    button = find(components, custom_id)
    if button["type"] != BUTTON:
        raise WireError(f"component {custom_id!r} is not a button but of type {button['type']}")
    return {"custom_id": custom_id, "component_type": BUTTON, "id": button["id"]}


def select_data(components: Sequence[Json], custom_id: str, values: Sequence[object], guild: Guild) -> Json:
    """``values`` are option values of a string select; members, roles, channels of another."""
    spec = find(components, custom_id)
    if spec["type"] not in (STRING_SELECT, *ENTITY_SELECTS):
        raise WireError(f"component {custom_id!r} is not a select but of type {spec['type']}")
    resolved: Json = {}
    data: Json = {
        "custom_id": custom_id,
        "component_type": spec["type"],
        "id": spec["id"],
        "values": _selected(spec, values, guild, resolved),
    }
    if resolved:
        data["resolved"] = resolved
    return data


def _selected(spec: Json, values: Sequence[object], guild: Guild, resolved: Json) -> list[str]:
    low, high = spec.get("min_values", 1), spec.get("max_values", 1)
    if not low <= len(values) <= high:
        raise WireError(f"{spec['custom_id']!r} takes {low}..{high} values, not {len(values)}")
    if "options" in spec:
        offered = [option["value"] for option in spec["options"]]
        strange = [value for value in values if value not in offered]
        if strange:
            raise WireError(f"{spec['custom_id']!r} offers {offered}, not {strange}")
    return [str(resolve(value, guild, resolved)) for value in values]


def modal_data(modal: Json, values: Mapping[str, object], guild: Guild) -> Json:
    """The submission of a modal; a field left out keeps the text or choice it opened with."""
    fields = [c for c in walk(modal["components"]) if "custom_id" in c]
    strange = set(values) - {field["custom_id"] for field in fields}
    if strange:
        raise WireError(f"the modal has no fields {sorted(strange)}")
    resolved: Json = {}
    submitted = [
        _submitted(component, number, values, guild, resolved)
        for number, component in enumerate(modal["components"], start=1)
    ]
    data: Json = {"custom_id": modal["custom_id"], "components": submitted}
    if resolved:
        data["resolved"] = resolved
    return data


def _submitted(component: Json, number: int, values: Mapping[str, object], guild: Guild, resolved: Json) -> Json:
    shell: Json = {"type": component["type"], "id": component.get("id", number * 10)}
    if component["type"] == ACTION_ROW:
        inner = component["components"]
        shell["components"] = [_field(c, shell["id"], values, guild, resolved) for c in inner]
    elif component["type"] == LABEL:
        shell["component"] = _field(component["component"], shell["id"], values, guild, resolved)
    return shell


def _field(spec: Json, shell_id: int, values: Mapping[str, object], guild: Guild, resolved: Json) -> Json:
    name: str = spec["custom_id"]
    field: Json = {"type": spec["type"], "id": spec.get("id", shell_id + 1), "custom_id": name}
    value = values.get(name)
    if spec["type"] == TEXT_INPUT:
        field["value"] = _text(spec, value)
    elif spec["type"] == RADIO_GROUP:
        field["value"] = value
    elif spec["type"] == CHECKBOX:
        field["value"] = bool(spec.get("default") if value is None else value)
    elif spec["type"] in (STRING_SELECT, CHECKBOX_GROUP, *ENTITY_SELECTS):
        field["values"] = _picked(spec, value, guild, resolved)
    else:
        raise WireError(f"the loopback has no modal fields of type {spec['type']}")
    return field


def _text(spec: Json, value: object) -> str:
    text = str(spec.get("value") or "" if value is None else value)
    low, high = spec.get("min_length") or 0, spec.get("max_length") or 4000
    if not text and not spec.get("required", True):
        return text
    if not max(low, 1) <= len(text) <= high:
        raise WireError(f"field {spec['custom_id']!r} takes {low}..{high} characters: {text!r}")
    return text


def _picked(spec: Json, value: object, guild: Guild, resolved: Json) -> list[str]:
    if value is None:
        options: list[Json] = spec.get("options") or []
        chosen: list[object] = [option["value"] for option in options if option.get("default")]
        if not chosen and not spec.get("required", True):
            return []
        return _selected(spec, chosen, guild, resolved)
    picked: list[object] = [value]
    if isinstance(value, (list, tuple)):
        picked = list(cast("Sequence[object]", value))
    return _selected(spec, picked, guild, resolved)
