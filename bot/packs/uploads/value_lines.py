"""Finds the line of each value in a TOML or JSON text. The text must be valid: parse it first."""

import json
import re
from collections.abc import Iterable, Iterator

from bot.packs.faults import Location

_JSON_TOKENS = re.compile(r'"(?:[^"\\\n]|\\.)*+"|[\[\]{},:]|[^\s\[\]{},:"]++')
_TOML_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*+"{3,5}'
    r"|'''(?:[^']|'(?!''))*+'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|\#[^\n]*+|[\[\]{},=.\n]|[^\s\[\]{},=.\"'\#]++"
)
_ESCAPES = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")

Event = tuple[Location, int]


def find_lines(wanted: Iterable[Location], events: Iterable[Event]) -> dict[Location, int]:
    """Return the line of each location's value; if it has none, that of the innermost entry around it, else 1."""
    wanted = set(wanted)
    around = {location[:length] for location in wanted for length in range(1, len(location) + 1)}
    found: dict[Location, int] = {}
    for location, line in events:
        if location in around:
            found.setdefault(location, line)
    return {location: _innermost(location, found) for location in wanted}


def _innermost(location: Location, found: dict[Location, int]) -> int:
    return next((found[location[:n]] for n in range(len(location), 0, -1) if location[:n] in found), 1)


class _Tokens:
    """A text's tokens, one after another, each with its line."""

    def __init__(self, text: str, pattern: re.Pattern[str]) -> None:
        self._text = text
        self._found = pattern.finditer(text)
        self._counted = 0
        self.line = 1
        self.token = ""
        self.step()

    def step(self) -> str:
        """Return the current token and move to the next, which is "" at the end of the text."""
        token = self.token
        found = next(self._found, None)
        self.token = found[0] if found else ""
        if found:
            self.line += self._text.count("\n", self._counted, found.start())
            self._counted = found.start()
        return token

    def skip(self, sign: str) -> int:
        """Move past every repetition of the sign at this point, and return how many there were."""
        times = 0
        while self.token == sign:
            self.step()
            times += 1
        return times


def lines_of_json(text: str) -> Iterator[Event]:
    """Yield every location in a JSON text with its line, in order."""
    tokens = _Tokens(text, _JSON_TOKENS)
    return _json_value(tokens, ())


def _json_value(tokens: _Tokens, at: Location) -> Iterator[Event]:
    opening = tokens.step()
    if opening not in ("{", "["):
        return
    index = 0
    while tokens.token and tokens.token not in "]}":
        line = tokens.line
        if opening == "{":
            inner = (*at, _json_text(tokens.step()))
            tokens.step()
        else:
            inner = (*at, index)
        yield inner, line
        yield from _json_value(tokens, inner)
        index += 1
        if tokens.token == ",":
            tokens.step()
    tokens.step()


def _json_text(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token


def lines_of_toml(text: str) -> Iterator[Event]:
    """Yield every location in a TOML text with its line, in order. A table's line is that of its header."""
    tokens = _Tokens(text, _TOML_TOKENS)
    header: Location = ()
    lists: dict[Location, int] = {}
    while tokens.token:
        line = tokens.line
        if _is_blank(tokens.token):
            tokens.step()
        elif tokens.token == "[":
            in_list = tokens.skip("[") == 2
            header = _header(_key(tokens), lists, in_list)
            tokens.skip("]")
            for length in range(1, len(header) + 1):
                yield header[:length], line
        else:
            yield from _toml_pair(tokens, header)


def _is_blank(token: str) -> bool:
    return token == "\n" or token.startswith("#")


def _header(keys: tuple[str, ...], lists: dict[Location, int], in_list: bool) -> Location:
    """Return the location a header opens: within the last entry of each list on the way, or a list's next entry."""
    at: Location = ()
    for index, key in enumerate(keys):
        at = (*at, key)
        if in_list and index == len(keys) - 1:
            lists[at] = lists.get(at, -1) + 1
        if at in lists:
            at = (*at, lists[at])
    return at


def _key(tokens: _Tokens) -> tuple[str, ...]:
    keys = [_toml_text(tokens.step())]
    while tokens.token == ".":
        tokens.step()
        keys.append(_toml_text(tokens.step()))
    return tuple(keys)


def _toml_text(token: str) -> str:
    if token.startswith('"'):
        return _ESCAPES.sub(lambda found: _json_text(f'"{found[0]}"'), token[1:-1])
    return token[1:-1] if token.startswith("'") else token


def _toml_pair(tokens: _Tokens, at: Location) -> Iterator[Event]:
    line = tokens.line
    keys = _key(tokens)
    tokens.step()
    for length in range(1, len(keys) + 1):
        yield (*at, *keys[:length]), line
    yield from _toml_value(tokens, (*at, *keys))


def _toml_value(tokens: _Tokens, at: Location) -> Iterator[Event]:
    match tokens.step():
        case "[":
            yield from _toml_list(tokens, at)
        case "{":
            while tokens.token and tokens.token != "}":
                yield from _toml_pair(tokens, at)
                if tokens.token == ",":
                    tokens.step()
            tokens.step()
        case _:
            # The rest of a value such as 1.5 or 2018-03-08 07:00.
            while tokens.token and tokens.token not in ",\n]}":
                tokens.step()


def _toml_list(tokens: _Tokens, at: Location) -> Iterator[Event]:
    index = 0
    while tokens.token and tokens.token != "]":
        if _is_blank(tokens.token) or tokens.token == ",":
            tokens.step()
            continue
        yield (*at, index), tokens.line
        yield from _toml_value(tokens, (*at, index))
        index += 1
    tokens.step()
