"""Checks what the bot sends against Discord's own OpenAPI document, if it is available."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.loopback.world import Json

DOCUMENT = Path(__file__).resolve().parents[2].parent / "shared/data/discord-openapi.json"
ROOT_URI = "urn:discord:openapi"
CONTENT_TYPES = ("application/json", "multipart/form-data")
WORDS_KEPT = 300


@dataclass(frozen=True)
class Fault:
    """A request body that Discord's document does not allow."""

    method: str
    path: str
    where: str
    words: str


@dataclass(frozen=True)
class _Route:
    method: str
    pattern: re.Pattern[str]
    queries: frozenset[str]


@dataclass(frozen=True)
class _Operation:
    method: str
    pattern: re.Pattern[str]
    schema_pointer: str


class Schema:
    """The request bodies of a document; ``faults`` gets every body that violates it."""

    def __init__(self, document: Json) -> None:
        self.faults: list[Fault] = []
        resource: Any = DRAFT202012.create_resource(document)
        registry: Any = Registry
        self._registry = registry().with_resource(ROOT_URI, resource)
        self._operations = sorted(_operations(document), key=_fixed_parts, reverse=True)
        self._routes = list(_routes(document))
        self._answers = _answers(document)
        # The stubs of jsonschema do not type its errors.
        self._validators: dict[str, Any] = {}

    def check(self, method: str, path: str, body: object) -> list[Fault]:
        """Check one body; a route that is not in the document is a fault too."""
        operation = self._find(method, path)
        if operation is None:
            fresh = [Fault(method, path, "$", "the document has no such request with a body")]
        else:
            errors = self._validator(operation.schema_pointer).iter_errors(_as_sent(body))
            causes = [cause for error in errors for cause in _causes(error)]
            fresh = [_fault(method, path, cause) for cause in causes]
        self.faults.extend(fresh)
        return fresh

    def check_route(self, method: str, path: str, query: Iterable[str]) -> list[Fault]:
        """Check a request without a body: the document must have the route and every name in its query."""
        routes = [route for route in self._routes if route.method == method and route.pattern.fullmatch(path)]
        strange = sorted(set(query) - {name for route in routes for name in route.queries})
        fresh = [] if routes else [Fault(method, path, "$", "the document has no such request")]
        fresh += [Fault(method, path, f"?{name}", "the document has no such parameter") for name in strange if routes]
        self.faults.extend(fresh)
        return fresh

    def check_answer(self, method: str, path: str, status: int, body: object) -> list[Fault]:
        """Check what the loopback itself answers, so that it sends nothing that Discord would not."""
        for pointer, pattern in self._answers.get((method, str(status)), ()):
            if pattern.fullmatch(path):
                return [_fault(method, path, error) for error in self._validator(pointer).iter_errors(body)]
        return [Fault(method, path, "$", f"the document has no answer {status} to this")]

    def _find(self, method: str, path: str) -> _Operation | None:
        for operation in self._operations:
            if operation.method == method and operation.pattern.fullmatch(path):
                return operation
        return None

    def _validator(self, pointer: str) -> Any:
        validator = self._validators.get(pointer)
        if validator is None:
            schema = {"$ref": f"{ROOT_URI}#{pointer}"}
            validator = Draft202012Validator(schema, registry=self._registry)
            self._validators[pointer] = validator
        return validator


def load(path: Path = DOCUMENT) -> Schema | None:
    """The schema, or None where the document is absent: then nothing is checked, so report that."""
    if not path.is_file():
        return None
    document: Json = json.loads(path.read_text(encoding="utf-8"))
    return Schema(document)


def _operations(document: Json) -> Iterable[_Operation]:
    for path, methods in document["paths"].items():
        pattern = _pattern(path)
        for method, operation in methods.items():
            if not isinstance(operation, dict) or "requestBody" not in operation:
                continue
            body = cast("Json", operation)["requestBody"]
            content = next((kind for kind in CONTENT_TYPES if kind in body["content"]), None)
            if content is not None:
                steps = ("paths", path, method, "requestBody", "content", content, "schema")
                yield _Operation(method.upper(), pattern, _pointer(steps))


def _routes(document: Json) -> Iterable[_Route]:
    for path, methods in document["paths"].items():
        shared: list[Json] = methods.get("parameters", [])
        for method, operation in methods.items():
            if isinstance(operation, dict):
                own: list[Json] = cast("Json", operation).get("parameters", [])
                queries = frozenset(each["name"] for each in [*shared, *own] if each.get("in") == "query")
                yield _Route(method.upper(), _pattern(path), queries)


def _answers(document: Json) -> dict[tuple[str, str], list[tuple[str, re.Pattern[str]]]]:
    """For each method and status, the place in the document that describes each path's answer."""
    found: dict[tuple[str, str], list[tuple[str, re.Pattern[str]]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if not isinstance(operation, dict):
                continue
            for status, answer in cast("Json", operation)["responses"].items():
                if "application/json" in answer.get("content", {}):
                    steps = ("paths", path, method, "responses", status, "content", "application/json", "schema")
                    found.setdefault((method.upper(), status), []).append((_pointer(steps), _pattern(path)))
    return found


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[^/]+?\\\}", "[^/]+", re.escape(path)))


def _pointer(steps: Iterable[str]) -> str:
    return "".join("/" + s.replace("~", "~0").replace("/", "~1") for s in steps)


def _fixed_parts(operation: _Operation) -> int:
    # "@original" takes precedence over "{message_id}".
    return -operation.pattern.pattern.count("[^/]+")


def _as_sent(body: object) -> object:
    """The body with those integers of discord.py that the document wants as strings."""
    if not isinstance(body, dict):
        return body
    fields = _with_text_ids(cast("Json", body))
    if isinstance(fields.get("data"), dict):
        fields["data"] = _with_text_ids(fields["data"])
    if isinstance(fields.get("message_reference"), dict):
        fields["message_reference"] = _with_text_reference(fields["message_reference"])
    if isinstance(fields.get("recipient_id"), int):
        fields["recipient_id"] = str(fields["recipient_id"])
    return fields


def _with_text_reference(reference: Json) -> Json:
    ids = {name: str(value) for name, value in reference.items() if name.endswith("_id") and isinstance(value, int)}
    return reference | ids


def _with_text_ids(fields: Json) -> Json:
    named: list[Json] = fields.get("attachments") or []
    if not named:
        return dict(fields)
    return {**fields, "attachments": [{**item, "id": str(item["id"])} for item in named]}


def _fault(method: str, path: str, error: ValidationError) -> Fault:
    steps = (f"[{s}]" if isinstance(s, int) else f".{s}" for s in error.absolute_path)
    return Fault(method, path, "$" + "".join(steps), _shortened(error.message))


def _shortened(words: str) -> str:
    # The invalid value comes first and may be long; what is wrong with it comes last.
    half = WORDS_KEPT // 2
    return words if len(words) <= WORDS_KEPT else f"{words[:half]} ... {words[-half:]}"


def _causes(error: ValidationError) -> list[ValidationError]:
    """The errors in the branch of a union that the body was meant for, judging by its type."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or []:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    meant = [errors for errors in branches.values() if not any(map(_other_type, errors))]
    if error.validator not in ("oneOf", "anyOf") or not meant:
        return [error]
    return min(([cause for inner in errors for cause in _causes(inner)] for errors in meant), key=len)


def _other_type(error: ValidationError) -> bool:
    # Of a branch for another component or callback type, or of the branch "null".
    path = list(error.relative_path)
    return path == ["type"] or (not path and error.validator == "type")
