"""What the buttons of drafts and of one's own suggestions do."""

from collections.abc import Mapping

from bot.domain.facts import Kind
from bot.errors import BadInput
from bot.outbox.channels import places_of
from bot.ui.facts.claims import claim_card, claims_card
from bot.ui.facts.fact_cards import dropped_card, preview_card
from bot.ui.facts.forms import claim_form, other_kind_form, words_form
from bot.ui.modals import by_name, modal
from cogs.facts.results import show_result
from cogs.shared.buttons import NO_LONGER, ButtonHandler, Press
from cogs.shared.forms import read_any_form
from cogs.shared.responding import in_time, show


async def save(press: Press) -> None:
    work = press.services.facts.editing.save(press.caller, press.first, seen=press.second_or_0)
    await show_result(press.interaction, work)


async def save_over(press: Press) -> None:
    work = press.services.facts.editing.save(press.caller, press.first, over=press.second, seen=0)
    await show_result(press.interaction, work)


async def drop(press: Press) -> None:
    await in_time(press.interaction, press.services.facts.editing.drop(press.caller, press.first))
    await show(press.interaction, dropped_card(press.first))


async def preview(press: Press) -> None:
    await show(press.interaction, preview_card(await press.services.facts.editing.preview(press.caller, press.first)))


async def words(press: Press) -> None:
    fact, filled = await press.services.facts.editing.words(press.caller, press.first)
    await press.interaction.response.send_modal(modal(words_form(fact.kind, press.first), filled))


async def words_as(press: Press) -> None:
    """Open the form in which a new fact becomes one of the kind that was picked."""
    kind = _picked_kind(press)
    filled = await press.services.facts.editing.words_as(press.caller, press.first, kind)
    await press.interaction.response.send_modal(modal(words_form(kind, press.first), filled))


async def retake(press: Press) -> None:
    """Open the form in which a member says that their suggestion is of the kind that was picked."""
    kind = _picked_kind(press)
    places = places_of(press.interaction.channel)
    filled = await press.services.facts.new_suggestions.words_as(press.caller, press.first, kind, places)
    await press.interaction.response.send_modal(modal(other_kind_form(kind, press.first), filled))


def _picked_kind(press: Press) -> Kind:
    try:
        return Kind(press.picked)
    except ValueError:
        raise BadInput(NO_LONGER) from None


async def claims(press: Press) -> None:
    await show(press.interaction, claims_card(await press.services.facts.editing.opened(press.caller, press.first)))


async def pick_claim(press: Press) -> None:
    revision = await press.services.facts.editing.opened(press.caller, press.first)
    if not press.picked.isdecimal() or int(press.picked) >= len(revision.fact.claims):
        raise BadInput(NO_LONGER)
    await show(press.interaction, claim_card(revision, int(press.picked)))


async def add_claim(press: Press) -> None:
    filled = await press.services.facts.editing.claim_words(press.caller, press.first, None)
    await press.interaction.response.send_modal(modal(claim_form(press.first, None), filled))


async def correct_claim(press: Press) -> None:
    filled = await press.services.facts.editing.claim_words(press.caller, press.first, press.second)
    await press.interaction.response.send_modal(modal(claim_form(press.first, press.second), filled))


async def withdraw_claim(press: Press) -> None:
    work = press.services.facts.editing.withdraw_claim(press.caller, press.first, press.second)
    await show_result(press.interaction, work)


async def type_again(press: Press) -> None:
    """Open a form again with what could not be read."""
    custom_id, fields = await press.services.facts.kept_forms.get(press.caller.guild, press.caller.user, press.first)
    form = read_any_form(press.interaction, custom_id)
    await press.interaction.response.send_modal(modal(form, by_name(form, fields)))


BUTTONS: Mapping[str, ButtonHandler] = {
    "save": save,
    "over": save_over,
    "drop": drop,
    "preview": preview,
    "words": words,
    "words-as": words_as,
    "retake": retake,
    "claims": claims,
    "pick-claim": pick_claim,
    "claim": add_claim,
    "correct": correct_claim,
    "withdraw": withdraw_claim,
    "again": type_again,
}
