"""Running the bot: on Discord, or as the demo."""

import asyncio
import logging
from argparse import Namespace
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

from bot import app
from bot.cli.output import say
from bot.errors import BadSettings
from bot.settings import Settings
from bot.signals import on_stop


def run_or_demo(settings: Settings, options: Namespace) -> int:
    """Run on Discord if there is a token, and the demo if not."""
    if settings.token:
        return run(settings, options)
    say("DISCORD_TOKEN is empty, so this is the demo.")
    return demo(settings, options)


def run(settings: Settings, _: Namespace) -> int:
    """Run on Discord until a signal asks to stop. Raises StartupError."""
    if not settings.token:
        raise BadSettings(
            "DISCORD_TOKEN is empty. Put the bot's token into .env, or start the demo: python -m bot demo."
        )
    return _until_stopped(app.run(settings))


def demo(settings: Settings, options: Namespace) -> int:
    """Run the demo until it is closed or a signal asks to stop. Raises StartupError."""
    # The virtual server has no voice and no gateway, which the library mentions at every start.
    logging.getLogger("discord").setLevel(logging.ERROR)
    return _until_stopped(app.run_demo(settings, say, open_browser=not options.no_browser))


def _until_stopped(work: Coroutine[Any, Any, None]) -> int:
    """Run until the work ends or a signal asks to stop; either way everything is closed in order."""

    async def supervised() -> int:
        task = asyncio.ensure_future(work)
        loop = asyncio.get_running_loop()

        def stop() -> None:
            with suppress(RuntimeError):  # it has just ended by itself
                loop.call_soon_threadsafe(task.cancel)

        on_stop(stop)
        with suppress(asyncio.CancelledError):
            await task
        return 0

    return asyncio.run(supervised())
