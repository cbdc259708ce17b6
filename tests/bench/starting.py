"""What it takes to start: memory, the time until the bot is ready, and the imports."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.processor import peak_megabytes
from tests.loopback.loopback import LoopbackDiscord
from tests.loopback.process import ROOT, BotProcess

_TIMED = "import time; begun = time.process_time(); {imports}; print(time.process_time() - begun)"
_DISCORD = "import discord"
_BOT = (
    "import bot.app, cogs; from importlib import import_module; from pkgutil import iter_modules; "
    "[import_module(found.name) for found in iter_modules(cogs.__path__, 'cogs.')]"
)
"""Everything that the bot imports until it is ready."""


@dataclass(frozen=True, slots=True)
class Start:
    """The seconds until the bot was ready, and the most memory that it held until then, in megabytes."""

    seconds: float
    peak: float


async def start_up(database: Path, folder: Path, *, is_first: bool) -> Start:
    """Start the bot once, without a database if it is the first time, and stop it."""
    async with LoopbackDiscord(check=False) as discord:
        begun = time.perf_counter()
        environment = {"DATABASE": str(database), "PACKS": str(ROOT / "data")}
        async with BotProcess(discord, folder / "start.log", env=environment, expect_commands=is_first) as process:
            return Start(time.perf_counter() - begun, peak_megabytes(process.pid))


def import_seconds(rounds: int) -> tuple[float, float]:
    """The processor time of importing discord.py alone, and of all that the bot imports; medians, in turns."""
    timed = [(_seconds_of(_DISCORD), _seconds_of(_BOT)) for _ in range(rounds + 1)][1:]
    return median(bare for bare, _ in timed), median(ours for _, ours in timed)


def _seconds_of(imports: str) -> float:
    code = _TIMED.format(imports=imports)
    done = subprocess.run((sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True)
    return float(done.stdout)
