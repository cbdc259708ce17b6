"""How late the event loop is: what keeps it busy keeps every answer waiting."""

import asyncio
from collections.abc import Callable

_EVERY = 0.5  # seconds


async def measure_delay(note: Callable[[float], None]) -> None:
    """Sleep again and again, and note how much longer than asked for each sleep took, in seconds. Never returns."""
    clock = asyncio.get_running_loop().time
    while True:
        due = clock() + _EVERY
        await asyncio.sleep(_EVERY)
        note(max(0.0, clock() - due))
