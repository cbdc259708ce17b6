"""Whose work is next where many wait: a few at a time, servers by turns, and each server's own in order."""

import asyncio
from collections import deque
from collections.abc import Callable


class Turns:
    """`at_once` may work at the same time, and `of_each` of those for the same server."""

    def __init__(self, at_once: int, of_each: int) -> None:
        self._at_once = at_once
        self._of_each = of_each
        self._at_work: dict[int, int] = {}
        self._busy = 0
        self._waiting: dict[int, deque[Turn]] = {}  # the server that is next comes first
        self._count = 0
        self._closed: Callable[[], Exception] | None = None

    def take(self, server: int) -> "Turn":
        """Return a turn, which has come already if nobody must wait. It must be ended, also if it never comes.

        Raises what `close` was given.
        """
        if self._closed is not None:
            raise self._closed()
        turn = Turn(self, server)
        if server not in self._waiting and self._is_free_for(server):
            self._begin(turn)
        else:
            turn.called = asyncio.get_running_loop().create_future()
            self._waiting.setdefault(server, deque()).append(turn)
            self._count += 1
        return turn

    def ahead(self, server: int) -> int:
        """Return about how many others are worked on before one of this server's who comes now."""
        own = len(self._waiting.get(server, ()))
        return min(self._count, own * max(len(self._waiting), 1) + len(self._waiting))

    def close(self, error: Callable[[], Exception]) -> None:
        """Let nobody wait any longer: raise such an error instead."""
        self._closed = error
        waiting, self._waiting, self._count = self._waiting, {}, 0
        for turn in (turn for turns in waiting.values() for turn in turns):
            if turn.called is not None and not turn.called.done():
                turn.called.set_exception(error())

    def end(self, turn: "Turn") -> None:
        """Let the next one work, or leave the row of those who wait."""
        if turn.is_on:
            turn.is_on = False
            self._busy -= 1
            left = self._at_work.pop(turn.server) - 1
            if left:
                self._at_work[turn.server] = left
            self._call_next()
        elif (row := self._waiting.get(turn.server)) and turn in row:
            row.remove(turn)
            self._count -= 1
            if not row:
                del self._waiting[turn.server]

    def _is_free_for(self, server: int) -> bool:
        return self._busy < self._at_once and self._at_work.get(server, 0) < self._of_each

    def _begin(self, turn: "Turn") -> None:
        turn.is_on = True
        self._busy += 1
        self._at_work[turn.server] = self._at_work.get(turn.server, 0) + 1

    def _call_next(self) -> None:
        for server in list(self._waiting) if self._waiting and self._busy < self._at_once else ():
            if self._is_free_for(server):
                row = self._waiting.pop(server)
                turn = row.popleft()
                self._count -= 1
                if row:
                    self._waiting[server] = row  # at the end: now it is the others' turn
                self._begin(turn)
                if turn.called is not None and not turn.called.done():
                    turn.called.set_result(None)
                return


class Turn:
    """Somebody's turn, which has come or is waited for."""

    __slots__ = ("_turns", "called", "is_on", "server")

    def __init__(self, turns: Turns, server: int) -> None:
        self.server = server
        self.is_on = False
        self.called: asyncio.Future[None] | None = None
        self._turns = turns

    async def comes(self, within: float) -> None:
        """Return once it has come. Raises TimeoutError, and what `Turns.close` was given."""
        if not self.is_on and self.called is not None:
            async with asyncio.timeout(within):
                await self.called

    def end(self) -> None:
        """End the work, or the wait for it."""
        self._turns.end(self)
