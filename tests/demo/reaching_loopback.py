"""The demo, `python -m bot demo --no-browser`, with leave to reach this machine's own sites, which tests alone have."""

import asyncio
from contextlib import suppress

from bot import app
from bot.settings import read_settings


def _reach_all(_: object) -> bool:
    return True


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(app.run_demo(read_settings(), _say, open_browser=False, may_reach=_reach_all))
