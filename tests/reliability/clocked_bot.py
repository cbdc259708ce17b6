"""The bot, with a clock that is ahead of the machine's by the seconds that a file says; they may change any time."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import open_app


def clock() -> datetime:
    ahead = Path(os.environ["CLOCK_FILE"]).read_text(encoding="ascii")
    return datetime.now(UTC) + timedelta(seconds=float(ahead))


async def run() -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    database, packs = Path(os.environ["DATABASE"]), Path(os.environ["PACKS"])
    async with open_app(database, packs, clock=clock, api_base=os.environ["DISCORD_API_BASE"]) as client:
        await client.serve(os.environ["DISCORD_TOKEN"])


def main() -> int:
    logging.basicConfig(level=logging.INFO, stream=sys.stderr)
    try:
        asyncio.run(run())
    except asyncio.CancelledError:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
