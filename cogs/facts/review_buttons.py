"""What the buttons of the review and of suggestions do."""

from collections.abc import Mapping

from bot.ui.facts.fact_cards import fact_card
from bot.ui.facts.forms import dismissal_form, rejection_form
from bot.ui.facts.review import blocked_card, review_card
from bot.ui.facts.suggestion import suggestion_card
from bot.ui.modals import modal
from cogs.facts.results import show_result
from cogs.shared.buttons import NO_LONGER, ButtonHandler, Press
from cogs.shared.pressable import read_id
from cogs.shared.responding import in_time, show


async def review(press: Press) -> None:
    await show(press.interaction, review_card(await press.services.facts.review.page(press.caller, press.first)))


async def open_one(press: Press) -> None:
    sort, id_ = press.picked[:1], read_id(press.picked[1:], NO_LONGER)
    if sort == "s":
        await show(press.interaction, suggestion_card(await press.services.facts.suggestions.look(press.caller, id_)))
    else:
        await show(press.interaction, fact_card(await press.services.facts.history.show(press.caller, id_)))


async def approve(press: Press) -> None:
    work = press.services.facts.suggestions.approve(press.caller, press.first, seen=press.second_or_0)
    await show_result(press.interaction, work)


async def approve_as(press: Press) -> None:
    """Approve what came from feeds, with the status that was picked."""
    work = press.services.facts.suggestions.approve(press.caller, press.first, press.picked)
    await show_result(press.interaction, work)


async def reject(press: Press) -> None:
    found = await press.services.facts.suggestions.look(press.caller, press.first)
    form = dismissal_form if found.proposal.story else rejection_form
    await press.interaction.response.send_modal(modal(form(press.first)))


async def block(press: Press) -> None:
    await in_time(press.interaction, press.services.facts.suggestions.block(press.caller, press.first))
    await _show_suggestion(press, press.first)


async def blocked(press: Press) -> None:
    await show(press.interaction, blocked_card(await press.services.facts.suggestions.blocked(press.caller)))


async def unblock(press: Press) -> None:
    """Unblock a member, from the list of blocked members or from a suggestion of theirs."""
    suggestions, suggestion = press.services.facts.suggestions, press.second if len(press.ids) > 1 else None
    await in_time(press.interaction, suggestions.unblock(press.caller, press.first))
    if suggestion is not None:
        await _show_suggestion(press, suggestion)
    else:
        await show(press.interaction, blocked_card(await suggestions.blocked(press.caller)))


async def _show_suggestion(press: Press, suggestion: int) -> None:
    view = await press.services.facts.suggestions.look(press.caller, suggestion)
    await show(press.interaction, suggestion_card(view))


BUTTONS: Mapping[str, ButtonHandler] = {
    "review": review,
    "review-back": review,
    "open": open_one,
    "approve": approve,
    "approve-as": approve_as,
    "reject": reject,
    "block": block,
    "blocked": blocked,
    "unblock": unblock,
}
