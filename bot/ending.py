"""Ending tasks: they may finish, for a while, and nothing of them is left afterwards."""

import asyncio
from collections.abc import Collection
from typing import Any

FINISH_WITHIN = 5.0
"""Seconds in which what is under way may finish when the bot stops."""
_ASK_AGAIN = 1.0  # seconds


async def finish(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Wait a few seconds until no task is left, also of those that join meanwhile, and end those that take longer.

    The tasks handle their own errors.
    """
    clock = asyncio.get_running_loop().time
    end = clock() + FINISH_WITHIN
    while (unfinished := _unfinished(tasks)) and (left := end - clock()) > 0:
        await asyncio.wait(unfinished, timeout=left)
    await cancel(*unfinished)


async def cancel(*tasks: asyncio.Task[Any] | None) -> None:
    """Cancel tasks, and return once they have ended: their last statements may need the store.

    It asks again each second: before Python 3.12 `asyncio.wait_for` can lose a cancellation that comes as it ends.
    """
    running = [task for task in tasks if task is not None]
    while unfinished := _unfinished(running):
        for task in unfinished:
            task.cancel()
        await asyncio.wait(unfinished, timeout=_ASK_AGAIN)
    await asyncio.gather(*running, return_exceptions=True)


def _unfinished(tasks: Collection[asyncio.Task[Any]]) -> list[asyncio.Task[Any]]:
    return [task for task in tasks if not task.done()]
