"""What a moderator's press of a button is: by whom, on which ids, and what was picked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.client import Services
from bot.errors import BadInput
from bot.services.access import Caller
from cogs.shared.asking import Interaction

WORN = "That button no longer works. Start again with the command."


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button or a pick from a list: by whom, on which ids."""

    interaction: Interaction
    caller: Caller
    ids: tuple[int, ...]
    values: tuple[str, ...] = ()

    @property
    def services(self) -> Services:
        return self.interaction.client.services

    @property
    def picked(self) -> str:
        """What was picked from a list, the first of it; "" for a button."""
        return self.values[0] if self.values else ""

    @property
    def first(self) -> int:
        return self._id(0)

    @property
    def second(self) -> int:
        return self._id(1)

    def _id(self, place: int) -> int:
        try:
            return self.ids[place]
        except IndexError:
            raise BadInput(WORN) from None


Act: TypeAlias = Callable[[Press], Awaitable[None]]
