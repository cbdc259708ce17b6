"""Reads files that people upload: a pack in TOML, JSON or CSV, or every fault in it with its line.

Anybody may have written an upload, so whatever it holds costs bounded time and memory; see `limits`.
"""

import json
import re
import tomllib
from datetime import date
from pathlib import PurePath
from typing import cast

from bot.errors import FileFaults, PackFault
from bot.packs.checks import BY_ID, IN_ORDER, check
from bot.packs.faults import Findings, Location, in_print
from bot.packs.limits import MOST_ENTRIES, MOST_FAULTS, as_text, bound_structure, line_at, refusal
from bot.packs.model import Pack, ShowEntry
from bot.packs.uploads.tables import read_csv
from bot.packs.uploads.value_lines import find_lines, lines_of_json, lines_of_toml

_FORMS = {".toml": "TOML", ".json": "JSON", ".csv": "CSV"}


def read_upload(content: bytes, filename: str, show: ShowEntry, today: date | None = None) -> Pack:
    """Return the pack in an uploaded file. Its extension says whether it is TOML, JSON or CSV.

    The facts of a CSV file are about `show`. With `today`, claims published later are faults. The pack may have no
    facts. Raises FileFaults with the first 200 faults and the count of all. The largest file accepted takes seconds,
    so call this on a thread.
    """
    form = _FORMS.get(PurePath(filename).suffix.lower())
    text = as_text(content, filename, form or "CSV")
    if form is None:
        raise refusal(filename, "is not a kind of file that can be read; send a .toml, .json or .csv file")
    if form == "CSV":
        return read_csv(text, show, filename, today)
    bound_structure(text, filename, form)
    table = _of_toml(text, filename) if form == "TOML" else _of_json(text, filename)
    findings = Findings(table, MOST_FAULTS)
    _check_sizes(table, findings)
    pack = None if findings.count else check(table, findings, today)
    if pack is None:
        raise _with_lines(filename, findings, text, form)
    return pack


def _check_sizes(table: dict[str, object], findings: Findings) -> None:
    for section in (*BY_ID, *IN_ORDER):
        entries = table.get(section)
        if isinstance(entries, dict | list) and len(cast(list[object], entries)) > MOST_ENTRIES:
            findings.add((section,), f"has more than {MOST_ENTRIES:,} entries; split the file and import the parts")


def _with_lines(filename: str, findings: Findings, text: str, form: str) -> FileFaults:
    events = lines_of_toml(text) if form == "TOML" else lines_of_json(text)
    lines = find_lines((fault.location for fault in findings.faults), events)
    faults = [PackFault(fault.place, fault.words, lines[fault.location]) for fault in findings.faults]
    return FileFaults(filename, sorted(faults, key=lambda fault: fault.line or 0), findings.count)


def _of_toml(text: str, filename: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise refusal(filename, "is nested too deeply", 1) from None
    except ValueError as error:
        raise _unreadable(filename, "TOML", *_toml_fault(error, text)) from None


def _toml_fault(error: ValueError, text: str) -> tuple[str, int]:
    words = str(error)
    if found := re.search(r" \(at line (\d+), column \d+\)$", words):
        return words[: found.start()], int(found[1])
    if words.endswith(" (at end of document)"):
        return f"{words.removesuffix(' (at end of document)')} before the file ends", line_at(text, len(text.rstrip()))
    return words, 1


def _unreadable(filename: str, form: str, words: str, line: int) -> FileFaults:
    return FileFaults(filename, [PackFault(form, f"can't be read from here: {words}", line)])


class _KeyFaultError(ValueError):
    """A key that can't be accepted. `time` says which occurrence is at fault: the first, or the second if repeated."""

    def __init__(self, key: str, words: str, time: int) -> None:
        super().__init__(words)
        self.key = key
        self.time = time


class _NoNumberError(ValueError):
    """NaN or Infinity, which JSON doesn't have."""


def _of_json(text: str, filename: str) -> dict[str, object]:
    try:
        table = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _unreadable(filename, "JSON", error.msg, error.lineno) from None
    except _KeyFaultError as error:
        fault = PackFault(in_print(error.key, 90), str(error), _line_of_key(error.key, error.time, text))
        raise FileFaults(filename, [fault]) from None
    except _NoNumberError as error:
        line = line_at(text, max(0, _outside_strings(text, str(error))))
        raise _unreadable(filename, "JSON", f"{error} is not a number", line) from None
    except (ValueError, RecursionError):
        raise _unreadable(filename, "JSON", "it has a number that is too large, or is nested too deeply", 1) from None
    if not isinstance(table, dict):
        raise FileFaults(filename, [PackFault("the pack", "is not an object of keys and values, in { }", 1)])
    return cast(dict[str, object], table)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _KeyFaultError(key, "is there twice in one entry; keep one", 2)
            seen.add(key)
    try:
        "".join(found).encode()
    except UnicodeEncodeError:
        odd = next(key for key in found if any("\ud800" <= character <= "\udfff" for character in key))
        raise _KeyFaultError(odd, "holds half a character, which can't be written; type it again", 1) from None
    return found


def _refuse_constant(name: str) -> object:
    raise _NoNumberError(name)


def _outside_strings(text: str, word: str) -> int:
    pattern = re.compile(rf'"(?:[^"\\\n]|\\.)*+"?|(?P<word>{re.escape(word)})')
    return next((found.start() for found in pattern.finditer(text) if found["word"]), -1)


def _line_of_key(key: str, time: int, text: str) -> int:
    times: dict[Location, int] = {}
    for location, line in lines_of_json(text):
        if location[-1] == key:
            times[location] = times.get(location, 0) + 1
            if times[location] == time:
                return line
    return 1
