"""What the forms of facts and suggestions do when they are sent."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar

from bot.client import FormType
from bot.domain.facts import Kind
from bot.domain.moderation import ClaimWords, FactWords, NewFact
from bot.errors import BadInput, StoreTrouble
from bot.ui.facts.forms import READERS, FactForm
from bot.ui.facts.gaps import GapForm, read_gap_form
from bot.ui.facts.suggestion import suggestion_card
from cogs.facts.results import show_result, show_suggested
from cogs.shared.context import Interaction, caller_of, guild_of
from cogs.shared.kept_forms import ask_again
from cogs.shared.pressable import read_id
from cogs.shared.responding import in_time, show

_Values: TypeAlias = dict[str, str]
_Form = TypeVar("_Form", FactForm, GapForm)


async def _new(interaction: Interaction, form: FactForm, values: _Values) -> None:
    show_id, person, character = (_number(number) for number in form.ids)
    new = NewFact(form.kind or Kind.NEWS, show_id or 0, (person,) if person else (), character)
    work = interaction.client.services.facts.editing.write_new(caller_of(interaction), new, FactWords(**values))
    await show_result(interaction, work)


async def _words(interaction: Interaction, form: FactForm, values: _Values) -> None:
    editing = interaction.client.services.facts.editing
    work = editing.rewrite(caller_of(interaction), _revision(form), FactWords(**values), form.kind)
    await show_result(interaction, work)


async def _claim(interaction: Interaction, form: FactForm, values: _Values) -> None:
    position = None if form.ids[1:] == ("-",) else int(form.ids[1])
    editing, words = interaction.client.services.facts.editing, ClaimWords(**values)
    await show_result(interaction, editing.write_claim(caller_of(interaction), _revision(form), position, words))


async def _retire(interaction: Interaction, form: FactForm, values: _Values) -> None:
    history = interaction.client.services.facts.history
    await show_result(interaction, history.retire(caller_of(interaction), _revision(form), values.get("reason", "")))


async def _reject(interaction: Interaction, form: FactForm, values: _Values) -> None:
    suggestions = interaction.client.services.facts.suggestions
    work = suggestions.reject(caller_of(interaction), _revision(form), values.get("reason", ""))
    proposal = await in_time(interaction, work)
    await show(interaction, suggestion_card(await suggestions.view(guild_of(interaction), proposal.id)))


async def _suggest(interaction: Interaction, form: FactForm, values: _Values) -> None:
    suggestions, words = interaction.client.services.facts.suggestions, dict(values)
    source, published = words.pop("source", ""), words.pop("published", "")
    work = suggestions.suggest(
        caller_of(interaction), _revision(form), FactWords(**words), source, published, form.kind
    )
    await show_suggested(interaction, work)


async def _retake(interaction: Interaction, form: FactForm, values: _Values) -> None:
    suggestions = interaction.client.services.facts.new_suggestions
    kind = form.kind or Kind.NEWS
    work = suggestions.take_as(caller_of(interaction), _revision(form), kind, FactWords(**values))
    await show_suggested(interaction, work)


async def _fill(interaction: Interaction, form: GapForm, values: _Values) -> None:
    words = dict(values)
    source, published = words.pop("source", ""), words.pop("published", "")
    suggestions = interaction.client.services.facts.new_suggestions
    work = suggestions.fill(caller_of(interaction), form.gap, FactWords(**words), source, published)
    await show_suggested(interaction, work)


def _number(text: str) -> int | None:
    return None if text == "-" else read_id(text, "That form no longer works. Start again with the command.")


def _revision(form: FactForm) -> int:
    return _number(form.ids[0]) or 0


def _form_type(
    read: Callable[[str], _Form | None], take: Callable[[Interaction, _Form, _Values], Awaitable[None]]
) -> FormType:
    """Forms whose values are kept behind a button if they can't be read."""

    async def take_or_ask_again(interaction: Interaction, form: _Form, values: _Values) -> None:
        try:
            await take(interaction, form, values)
        except (BadInput, StoreTrouble) as error:
            await ask_again(interaction, form, values, error)

    return FormType(read, take_or_ask_again)


_TAKERS = {
    "new": _new,
    "words": _words,
    "claim": _claim,
    "retire": _retire,
    "reject": _reject,
    "dismiss": _reject,
    "suggest": _suggest,
    "retake": _retake,
}
FORMS = {name: _form_type(READERS[name], take) for name, take in _TAKERS.items()} | {
    "gap": _form_type(read_gap_form, _fill)
}
