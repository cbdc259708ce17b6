"""What the store knows of its own trouble: since when nothing can be saved, and what was found damaged."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.outages import Outage
from bot.errors import StoreBusy, StoreTrouble, StoreUnwritable

_log = logging.getLogger(__name__)
# How long changes must have been saved until an outage is over: on a disk that is nearly full some fit, others don't.
_SETTLES = timedelta(seconds=50)


class Health:
    """Says in the process's log that trouble begins and that it is over, each once.

    `damaged_since` is when damage was first met since the start; only a restart clears it.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.damaged_since: datetime | None = None
        self._clock = clock
        self._outage: Outage | None = None
        self._damages: set[str] = set()

    @property
    def outage(self) -> Outage | None:
        """The outage that lasts, if one does."""
        return self._outage if self._outage and self._outage.until is None else None

    def note(self, trouble: StoreTrouble, cause: BaseException | str) -> None:
        """Note trouble as it is met, with the error or the words that say more."""
        if isinstance(trouble, StoreUnwritable):
            self._can_not_save(trouble, cause)
        elif isinstance(trouble, StoreBusy):
            _log.warning("Another program holds the database, so a change was not made")
        elif str(cause) not in self._damages:
            self._damages.add(str(cause))
            self.damaged_since = self.damaged_since or self._clock()
            _log.error("The database is damaged (%s). Find out more with: python -m bot doctor", cause)

    def _can_not_save(self, trouble: StoreUnwritable, cause: BaseException | str) -> None:
        if self._outage is None or self._outage.why is not trouble.why:
            _log.error("Nothing can be saved: %s (%s). %s", trouble.why.now, cause, trouble.why.advice)
        # One that ended moments ago goes on.
        since = self._outage.since if self._outage else self._clock()
        self._outage = Outage(since, trouble.why)

    def saved(self) -> None:
        """Note that something was written, and is safe."""
        if self.outage is not None:
            self._outage = replace(self.outage, until=self._clock())

    @property
    def ended(self) -> Outage | None:
        """The outage that was over a while ago; None once it is dealt with."""
        ended = self._outage
        if ended is None or ended.until is None or timedelta() <= self._clock() - ended.until < _SETTLES:
            return None
        return ended

    def deal_with(self, ended: Outage) -> None:
        """Note that an outage is over for everybody."""
        self._outage = None
        times = ended.since, ended.until
        _log.warning("Changes can be saved again. From %s to %s they could not: %s", *times, ended.why.then)
