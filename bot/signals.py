"""SIGTERM and Ctrl-C: from the first moment on they end the bot in order, without a traceback, and with 0.

This module imports next to nothing, because `bot.__main__` uses it before anything else.
"""

import os
import signal
from collections.abc import Callable, Sequence

STOPPING = (signal.SIGTERM, signal.SIGINT)
_RUN = ("run", "demo")


def end_at_once(arguments: Sequence[str]) -> None:
    """Until `on_stop` is called nothing is open, so that a signal can end the process there and then.

    Only the commands that run until they are stopped end with 0. An import that is stopped has not succeeded.
    """
    if not arguments or arguments[0] in _RUN:
        on_stop(lambda: os._exit(0))


def on_stop(stop: Callable[[], None]) -> None:
    """Call `stop` at the first signal, from the main thread. Later ones are ignored, even while Python itself ends."""

    def handle(_: int, __: object) -> None:
        for number in STOPPING:
            signal.signal(number, signal.SIG_IGN)
        stop()

    for number in STOPPING:
        signal.signal(number, handle)
