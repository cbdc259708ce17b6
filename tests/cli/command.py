"""Runs the command line as a person or a script does, and keeps what it printed."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "data"
INHERITED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Ended:
    """A process that has ended."""

    code: int
    out: str
    err: str


def environment(settings: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a program needs to start, and these settings alone."""
    inherited = {key: os.environ[key] for key in INHERITED if key in os.environ}
    return {**inherited, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PACKS": str(PACKS), **(settings or {})}


async def casefile(folder: Path, *arguments: str, seconds: float = 15.0, **settings: str) -> Ended:
    """Run `python -m bot` in a folder until it ends by itself; a test fails if that takes longer than `seconds`."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        cwd=folder,
        env=environment(settings),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        out, err = await asyncio.wait_for(process.communicate(), seconds)
    except TimeoutError:
        process.kill()
        out, err = await process.communicate()
        raise AssertionError(f"still running after {seconds} s: {out.decode()}{err.decode()}") from None
    assert process.returncode is not None
    return Ended(process.returncode, out.decode(), err.decode())


def refused(ended: Ended, code: int, *words: str) -> str:
    """Check that a start was refused with this exit code and these words; return all that was printed."""
    assert ended.code == code, ended.err
    assert "Casefile can't go on. " in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""
    missing = [word for word in words if word not in ended.err]
    assert missing == [], ended.err
    return ended.err


def contents(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())
