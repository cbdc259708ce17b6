"""What the current task was started for: an interaction, a message or a delivery. The log and the metrics name it."""

import time
from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass(slots=True)
class Occasion:
    """`kind` is a word for the log, such as "interaction", and `id` is Discord's, or a delivery's own.

    `began` is when it arrived, by the monotonic clock. `form` says more exactly than `kind` what it is: "command",
    "completion", "button", "form" or "mention"; a command and its completions have the name of the command.
    """

    kind: str
    id: int
    began: float = field(default_factory=time.monotonic)
    form: str = ""
    command: str = ""
    is_answered: bool = False


_current: ContextVar[Occasion | None] = ContextVar("occasion", default=None)


def current_occasion() -> Occasion | None:
    """Return what the current task was started for; None if it was started for nothing in particular."""
    return _current.get()


@contextmanager
def occasion(kind: str, number: int) -> Generator[Occasion]:
    """Within this block, and in the tasks that are started there, this is the occasion."""
    made = Occasion(kind, number)
    before = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(before)
