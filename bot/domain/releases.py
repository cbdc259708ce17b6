"""What the change log says of versions. A version is three numbers: 1.12.0."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADING = re.compile(r"## (\d+\.\d+\.\d+)(?: \((\d{4}-\d\d-\d\d)\))?\s*")
_ENTRY = re.compile(r"- (.+)")
_MORE = re.compile(r"  (\S.*)")


@dataclass(frozen=True, slots=True)
class Release:
    """A version, and what it changed, an entry each."""

    version: str
    changes: tuple[str, ...]


def read_change_log(text: str) -> tuple[Release, ...]:
    """Return the versions in a change log, in its order. What is not released yet is left out."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("## "):
            heading = _HEADING.fullmatch(line)
            found.append((heading[1] if heading else "", []))
        elif found and (entry := _ENTRY.fullmatch(line)):
            found[-1][1].append(entry[1])
        elif found and found[-1][1] and (more := _MORE.fullmatch(line)):
            found[-1][1][-1] += f" {more[1]}"
    return tuple(Release(version, tuple(changes)) for version, changes in found if version)


def changed_between(releases: Sequence[Release], before: str, now: str) -> tuple[Release, ...]:
    """Return the versions after `before`, up to `now`, oldest first; none if `now` is not the newer one."""
    between = [each for each in releases if _order(before) < _order(each.version) <= _order(now)]
    return tuple(sorted(between, key=lambda each: _order(each.version)))


def is_older(version: str, other: str) -> bool:
    """Whether a version came before another one."""
    return _order(version) < _order(other)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
