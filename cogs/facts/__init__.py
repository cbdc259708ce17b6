"""/fact and /suggest."""

from bot.client import Casefile
from cogs.facts import draft_buttons, fact_buttons, review_buttons
from cogs.facts.commands import FactCog
from cogs.facts.forms import FORMS
from cogs.facts.imports import ImportButton, Imports
from cogs.facts.suggesting import (
    Fill,
    SomethingMissing,
    Suggest,
    SuggestingCog,
    SuggestOf,
    TurnFacts,
)


async def setup(bot: Casefile) -> None:
    services = bot.services
    bot.button_handlers |= {**draft_buttons.BUTTONS, **fact_buttons.BUTTONS, **review_buttons.BUTTONS}
    bot.forms |= FORMS
    bot.add_dynamic_items(ImportButton, Suggest, SuggestOf, TurnFacts, SomethingMissing, Fill)
    await bot.add_cog(FactCog(services.facts, services.names, Imports(services.files)))
    await bot.add_cog(SuggestingCog(services.facts.new_suggestions, services.answers, bot.decisions))
