"""The server for which the current task works, so that nothing that one server asks for can hold up the others."""

from contextvars import ContextVar

asking_server: ContextVar[int | None] = ContextVar("asking_server", default=None)
"""None: the task works for the bot itself."""
