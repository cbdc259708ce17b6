"""Runs the command line as a person or a script does, and keeps what it printed."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.patience import PATIENCE

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


LOCKED_OUT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()
"""How a program is started that keeps to the rights of files, which root need not."""


async def casefile(folder: Path, *arguments: str, seconds: float = PATIENCE, **settings: str) -> Ended:
    """Run `python -m bot` in a folder until it ends by itself; a test fails if that takes longer than `seconds`."""
    return await run_module("bot", folder, *arguments, seconds=seconds, **settings)


async def locked_out(folder: Path, *arguments: str, **settings: str) -> Ended:
    """Run `python -m bot` as somebody who may not read everything."""
    return await run_module("bot", folder, *arguments, seconds=PATIENCE, start=LOCKED_OUT, **settings)


async def run_module(
    module: str, folder: Path, *arguments: str, seconds: float = PATIENCE, start: Sequence[str] = (), **settings: str
) -> Ended:
    """Run any module so."""
    process = await asyncio.create_subprocess_exec(
        *start, sys.executable, "-m", module, *arguments,
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


@contextmanager
def shut(path: Path) -> Generator[None]:
    """Let nobody who keeps to the rights of files use one meanwhile."""
    rights = path.stat().st_mode
    path.chmod(0)
    try:
        yield
    finally:
        if path.exists():
            path.chmod(rights)


@contextmanager
def interruptible() -> Generator[None]:
    """Let what is started meanwhile be stopped by Ctrl-C.

    A program that a shell starts in the background ignores Ctrl-C, and so does all that it starts: tests may run so.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def refused(ended: Ended, code: int, *words: str) -> str:
    """Check that a start was refused with this exit code and these words; return all that was printed."""
    assert ended.code == code, ended.err
    assert "Casefile can't continue. " in ended.err
    assert "Traceback" not in ended.err
    assert ended.out == ""
    missing = [word for word in words if word not in ended.err]
    assert missing == [], ended.err
    return ended.err


def contents(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())
