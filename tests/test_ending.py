"""Tasks end, whatever becomes of their first cancellation."""

import asyncio
from contextlib import suppress

from bot.ending import cancel


async def test_a_task_that_loses_a_cancellation_is_cancelled_again() -> None:
    lost = 0

    async def work() -> None:
        nonlocal lost
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(3600)
        lost += 1
        await asyncio.sleep(3600)

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await cancel(task, None)
    assert task.cancelled()
    assert lost == 1
