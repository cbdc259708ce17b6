"""What a person typed, before any of it is found."""

from dataclasses import dataclass
from datetime import date

from bot.domain.facts import Status


@dataclass(frozen=True, slots=True)
class Query:
    """A command's options as typed or picked. `text` is the one that is required, where the command has one."""

    guild: int
    today: date
    text: str = ""
    season: int | None = None
    show: str | None = None
    as_of: str | None = None
    status: Status | None = None
