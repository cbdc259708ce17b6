"""The buttons with which moderators keep facts and announcements: which act belongs to which custom id.

Who may press is checked by the services anew: a role may have been taken away since the card was made.
"""

from bot.client import Casefile
from bot.domain.ids import from_base36
from bot.errors import BadInput
from bot.ui.buttons import PRESS
from cogs.announcements import buttons as announcement_acts
from cogs.announcements import draft_buttons as announcement_draft_acts
from cogs.facts import draft_buttons as draft_acts
from cogs.facts import fact_buttons as fact_acts
from cogs.facts import review_buttons as review_acts
from cogs.feeds import buttons as feed_acts
from cogs.shared.asking import Interaction, caller_of
from cogs.shared.press import WORN, Press
from cogs.shared.pressable import Pressable, picked_values

_ACTS = {
    **draft_acts.ACTS,
    **fact_acts.ACTS,
    **review_acts.ACTS,
    **announcement_draft_acts.ACTS,
    **announcement_acts.ACTS,
    **feed_acts.ACTS,
}


class Moderating(Pressable, template=PRESS):
    """Any of these buttons and lists."""

    async def press(self, interaction: Interaction) -> None:
        act = _ACTS.get(self.match["act"])
        if act is None:
            raise BadInput(WORN)
        await act(Press(interaction, caller_of(interaction), self._ids(), picked_values(interaction)))

    def _ids(self) -> tuple[int, ...]:
        try:
            return tuple(from_base36(one) for one in self.match.group("first", "second") if one)
        except ValueError:
            raise BadInput(WORN) from None


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(Moderating)


async def teardown(bot: Casefile) -> None:
    bot.remove_dynamic_items(Moderating)
