"""What the buttons of a fact and its history do."""

from collections.abc import Mapping

from bot.ui.facts.fact_cards import fact_card
from bot.ui.facts.forms import retirement_form
from bot.ui.facts.history import history_card
from bot.ui.facts.review import review_card
from bot.ui.imports import taken_card
from bot.ui.modals import modal
from cogs.facts.results import show_result
from cogs.shared.buttons import ButtonHandler, Press
from cogs.shared.responding import in_time, show


async def undo(press: Press) -> None:
    work = press.services.facts.history.undo(press.caller, press.first, newest=press.second)
    await show_result(press.interaction, work)


async def go_back(press: Press) -> None:
    work = press.services.facts.history.go_back(press.caller, press.first, current=press.second)
    await show_result(press.interaction, work)


async def history(press: Press) -> None:
    page = await press.services.facts.history.page(press.caller, press.first, press.second)
    await show(press.interaction, history_card(page))


async def fact(press: Press) -> None:
    await show(press.interaction, fact_card(await press.services.facts.history.show(press.caller, press.first)))


async def retire(press: Press) -> None:
    await press.services.facts.history.show(press.caller, press.first)
    await press.interaction.response.send_modal(modal(retirement_form(press.first)))


async def restore(press: Press) -> None:
    await show_result(press.interaction, press.services.facts.history.restore(press.caller, press.first))


async def keep_own(press: Press) -> None:
    await show_result(press.interaction, press.services.facts.history.keep_own(press.caller, press.first, press.second))


async def take_base(press: Press) -> None:
    work = press.services.facts.history.take_base(press.caller, press.first, press.second)
    await show_result(press.interaction, work)


async def whole_import(press: Press) -> None:
    await show(press.interaction, taken_card(await press.services.files.importing.see(press.caller, press.first)))


async def look(press: Press) -> None:
    await in_time(press.interaction, press.services.facts.review.look(press.caller, press.first))
    await show(press.interaction, review_card(await press.services.facts.review.page(press.caller, 0)))


BUTTONS: Mapping[str, ButtonHandler] = {
    "undo": undo,
    "back": go_back,
    "history": history,
    "history-back": history,
    "fact": fact,
    "retire": retire,
    "restore": restore,
    "keep": keep_own,
    "take": take_base,
    "import": whole_import,
    "look": look,
}
