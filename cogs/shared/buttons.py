"""The buttons and lists whose custom ids say what pressing does: who pressed, on which ids, and who handles it.

Each feature registers its handlers. Who may press is checked by the services at each press: a role may have been taken
away since the card was made.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.errors import BadInput
from bot.services.access import Caller
from bot.ui.buttons import PRESS
from bot.wiring import Services
from cogs.shared.context import Interaction, caller_of
from cogs.shared.pressable import Pressable, picked_values, read_id

NO_LONGER = "That button no longer works. Start again with the command."


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button or a pick from a list: who pressed, on which ids."""

    interaction: Interaction
    caller: Caller
    ids: tuple[int, ...]
    values: tuple[str, ...] = ()

    @property
    def services(self) -> Services:
        return self.interaction.client.services

    @property
    def picked(self) -> str:
        """The first value that was picked from a list; "" for a button."""
        return self.values[0] if self.values else ""

    @property
    def first(self) -> int:
        return self._id(0)

    @property
    def second(self) -> int:
        return self._id(1)

    @property
    def second_or_0(self) -> int:
        """The second id; 0 where the button has only one."""
        return self._id(1) if len(self.ids) > 1 else 0

    def _id(self, place: int) -> int:
        try:
            return self.ids[place]
        except IndexError:
            raise BadInput(NO_LONGER) from None


ButtonHandler: TypeAlias = Callable[[Press], Awaitable[None]]


def on_first(act: Callable[[Interaction, Caller, int], Awaitable[None]]) -> ButtonHandler:
    """Handles a button that does this with its first id."""

    async def handle(press: Press) -> None:
        await act(press.interaction, press.caller, press.first)

    return handle


class HandledButton(Pressable, template=PRESS):
    """Any button or list that a feature registered a handler for."""

    async def press(self, interaction: Interaction) -> None:
        handler = interaction.client.button_handlers.get(self.match["act"])
        if handler is None:
            raise BadInput(NO_LONGER)
        await handler(Press(interaction, caller_of(interaction), self._ids(), picked_values(interaction)))

    def _ids(self) -> tuple[int, ...]:
        return tuple(read_id(number, NO_LONGER) for number in self.match.group("first", "second") if number)
