"""What the bot does on Discord after a change was saved."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Hashable, Sequence

from bot import ending
from bot.domain.notices import (
    AnnouncementsChanged,
    FactReviewed,
    FactsChanged,
    FeedsChanged,
    LogChanged,
    MemberForgotten,
    Notice,
    PostEnded,
    PostsPlanned,
    PostsUnsettled,
    ServerJoined,
    SettingsChanged,
    ShowChosen,
    SuggestionDecided,
    WatchedFurther,
    concerned_by,
)
from bot.errors import StoreTrouble
from bot.outbox.announcer import Announcer
from bot.outbox.decisions import DecisionNotices
from bot.outbox.greeter import Greeter
from bot.outbox.log_poster import LogPoster
from bot.outbox.watcher import Watcher

_log = logging.getLogger(__name__)


class Reactions:
    """Starts what follows a change, and returns at once.

    `is_mine` returns whether this process has a server. Nothing here can fail the change. Work that is unfinished when
    the process ends is found again: the store knows whose posts must be looked at, the log's lines and servers'
    greetings wait in it, and members get notices at their next command.
    """

    def __init__(
        self,
        announcer: Announcer,
        watcher: Watcher,
        log: LogPoster,
        decisions: DecisionNotices,
        greeter: Greeter,
        is_mine: Callable[[int], bool] = lambda _: True,
    ) -> None:
        self._announcer = announcer
        self._watcher = watcher
        self._log_poster = log
        self._decisions = decisions
        self._greeter = greeter
        self._is_mine = is_mine
        self._under_way: dict[Hashable, asyncio.Task[None]] = {}
        self._again: set[Hashable] = set()
        self._ended = False

    def react(self, notices: Sequence[Notice]) -> None:
        """Start what follows these; once for each server and kind, however many arrive meanwhile."""
        if any(concerned_by(notice) for notice in notices):
            self._watcher.wake()
        for notice in notices:
            match notice:
                case PostsPlanned() | AnnouncementsChanged():
                    self._announcer.wake()
                case LogChanged(guild) if not self._is_mine(guild):
                    pass  # the process that has the server finds it
                case LogChanged(guild):
                    self._begin(("log", guild), lambda guild=guild: self._log_poster.post(guild))
                case SuggestionDecided(guild, suggestion):
                    self._begin(notice, lambda guild=guild, it=suggestion: self._decisions.send(guild, it))
                case ServerJoined(guild):
                    self._begin(notice, lambda guild=guild: self._greeter.greet(guild))
                case FactsChanged() | ShowChosen() | PostsUnsettled():
                    pass  # the watcher looks at the posts
                case PostEnded():
                    pass  # only counted
                case SettingsChanged() | FeedsChanged() | FactReviewed() | MemberForgotten() | WatchedFurther():
                    pass

    async def close(self) -> None:
        """Begin nothing more, and finish."""
        self._ended = True
        await self.finish()

    async def finish(self) -> None:
        """Wait a few seconds for what is under way, and end what takes longer."""
        await ending.finish(self._under_way.values())

    def _begin(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        if self._ended:
            return
        if key in self._under_way:
            self._again.add(key)
        else:
            self._under_way[key] = asyncio.create_task(self._do(key, work))

    async def _do(self, key: Hashable, work: Callable[[], Awaitable[None]]) -> None:
        try:
            while True:
                self._again.discard(key)
                try:
                    await work()
                except StoreTrouble:
                    pass  # logged by the store, once
                except Exception:
                    _log.exception("What follows a change failed (%s)", key)
                if key not in self._again:
                    return
        finally:
            self._again.discard(key)
            del self._under_way[key]
