"""Reading the Containerfile, as far as the tests need it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

DEPLOY = ROOT / "docs" / "deploy"
CONTAINERFILE = DEPLOY / "Containerfile"
_CONTINUED = re.compile(r"\\\n\s*")


@dataclass(slots=True)
class Stage:
    """One image: what it is made from, its instructions in order, and the variables that it sets."""

    base: str
    instructions: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    def all(self, name: str) -> list[str]:
        return [words for instruction, words in self.instructions if instruction == name]

    def only(self, name: str) -> str:
        [words] = self.all(name)
        return words

    def command(self, name: str) -> list[str]:
        """The command of an instruction that is written as a list."""
        listed = self.only(name)
        command = json.loads(listed[listed.index("[") :])
        assert all(isinstance(word, str) for word in command)
        return command

    @property
    def environment(self) -> dict[str, str]:
        pairs = [pair.partition("=") for words in self.all("ENV") for pair in shlex.split(words)]
        return {name: value for name, _, value in pairs}

    def copies(self, **arguments: str) -> list[tuple[list[str], str]]:
        """What is copied from the build's context, and where to."""
        found: list[tuple[list[str], str]] = []
        for words in self.all("COPY"):
            if not words.startswith("--from="):
                *sources, target = re.sub(r"\$\{(\w+)\}", lambda name: arguments[name[1]], words).split()
                found.append((sources, target))
        return found


def read(path: Path = CONTAINERFILE) -> list[Stage]:
    """The stages, the result last."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    stages: list[Stage] = []
    for line in _CONTINUED.sub(" ", "\n".join(lines)).splitlines():
        name, _, words = line.partition(" ")
        if name == "FROM":
            stages.append(Stage(words))
        elif stages and name:
            stages[-1].instructions.append((name, words.strip()))
    return stages


def lay_out(result: Stage, root: Path) -> None:
    """Copy into a folder what the result has of the repository, at its place there."""
    for sources, target in result.copies():
        for source in sources:
            place = root / target.lstrip("/")
            origin = ROOT / source
            if origin.is_dir():
                shutil.copytree(origin, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(origin, place)
