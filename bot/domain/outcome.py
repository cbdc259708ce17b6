"""What became of the changes that somebody asked for with one command, press or form: saved, not saved, or not known.

Only transactions that noted something count: the others write what has no effect yet, such as drafts.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from bot.domain.notices import Notice


@dataclass(slots=True)
class Outcome:
    """The changes that were saved, and those of a transaction whose COMMIT did not say how it ended."""

    saved: list[Notice] = field(default_factory=list[Notice])
    in_doubt: list[Notice] = field(default_factory=list[Notice])

    @property
    def is_nothing(self) -> bool:
        """Whether it is certain that nothing was changed."""
        return not self.saved and not self.in_doubt


_current: ContextVar[Outcome | None] = ContextVar("outcome", default=None)


def follow_outcome() -> Outcome:
    """Return the outcome of all that this task, and what it starts, saves from now on."""
    outcome = Outcome()
    _current.set(outcome)
    return outcome


def current_outcome() -> Outcome:
    """Return the outcome that this task follows; an empty one if it follows none."""
    return _current.get() or Outcome()


@contextmanager
def committing(notices: Sequence[Notice]) -> Generator[Callable[[], None]]:
    """While a transaction that noted these is committed: they are saved once the block ends, and in doubt if it raises.

    It gives a function to call before it raises, if it is certain that nothing of the transaction is kept.
    """
    outcome = current_outcome()
    before = tuple(outcome.in_doubt)

    def settled() -> None:
        outcome.in_doubt[:] = before

    outcome.in_doubt += notices
    yield settled
    settled()
    outcome.saved += notices
