"""The shell commands of a document, and a fresh clone in which they can be run."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.cli.command import INHERITED
from tests.conftest import ROOT
from tests.patience import PATIENCE

_BLOCK = re.compile(r"^( *)```sh(?: (\w+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """Commands of one block, and what the block says they need."""

    needs: str
    script: str


def blocks(document: Path) -> list[Block]:
    """Return the blocks of shell commands, in order."""
    return [
        Block(needs or "", re.sub(f"^{indent}", "", script, flags=re.MULTILINE))
        for indent, needs, script in _BLOCK.findall(document.read_text(encoding="utf-8"))
    ]


def bash(
    script: str, folder: Path, env: Mapping[str, str] | None = None, *options: str
) -> subprocess.CompletedProcess[str]:
    """Run a script that ends at its first error."""
    inherited = {name: os.environ[name] for name in INHERITED if name in os.environ}
    return subprocess.run(
        ["bash", "-euo", "pipefail", *options, "-c", script],
        cwd=folder, env={**inherited, **(env or {})}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip


def publish(folder: Path) -> Path:
    """A repository with the files of this one, as they are now, from which others can clone."""
    listed = bash("git ls-files --cached --others --exclude-standard", ROOT).stdout.splitlines()
    for name in listed:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    commit(folder, "git init --quiet --initial-branch main")
    return folder


def commit(folder: Path, *before: str) -> None:
    """Commit everything there."""
    who = "-c user.name=Robin -c user.email=robin@example.org -c commit.gpgsign=false"
    done = bash("\n".join((*before, "git add --all", f"git {who} commit --quiet --message Change")), folder)
    assert done.returncode == 0, done.stdout


def clone(published: Path, folder: Path) -> Path:
    """A clone whose packages count as installed: its virtual environment runs this one's Python."""
    done = bash(f"git clone --quiet '{published}' '{folder}'", published)
    assert done.returncode == 0, done.stdout
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    (folder / ".venv" / "run.stamp").touch()
    return folder
