"""The buttons with which moderators keep facts. Each is found by its custom id, so that it works after any restart.

Who may press is checked by the services anew: a role may have been taken away since the card was made.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Self, TypeAlias, cast

import discord

from bot.client import Casefile, Services
from bot.domain.questions import from_base36
from bot.errors import BadInput
from bot.services.callers import Caller
from bot.ui.cards.history import history_card
from bot.ui.cards.imports import taken_card
from bot.ui.cards.moderation import claim_card, claims_card, dropped_card, fact_card, preview_card
from bot.ui.cards.review import blocked_card, review_card
from bot.ui.cards.suggestion import suggestion_card
from bot.ui.forms import by_name, claim_form, modal, read_form, rejection_form, retirement_form, words_form
from bot.ui.moderation_buttons import PRESS
from cogs.asking import Interaction, caller_of
from cogs.responding import in_time, is_in_channel, show, show_result

_WORN = "That button no longer works. Start again with the command."


@dataclass(frozen=True, slots=True)
class Press:
    """A press of a button or a pick from a list: by whom, on which ids."""

    interaction: Interaction
    caller: Caller
    ids: tuple[int, ...]
    picked: str = ""

    @property
    def services(self) -> Services:
        return self.interaction.client.services

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
            raise BadInput(_WORN) from None


_Act: TypeAlias = Callable[[Press], Awaitable[None]]
_ACTS: dict[str, _Act] = {}


def _on(*acts: str) -> Callable[[_Act], _Act]:
    def register(act: _Act) -> _Act:
        _ACTS.update(dict.fromkeys(acts, act))
        return act

    return register


class Moderating(discord.ui.DynamicItem[discord.ui.Item[Any]], template=PRESS):
    """Any of these buttons and lists."""

    def __init__(self, item: discord.ui.Item[Any], match: re.Match[str]) -> None:
        super().__init__(item)
        self._match = match

    @classmethod
    async def from_custom_id(
        cls, _: discord.Interaction[Any], item: discord.ui.Item[Any], match: re.Match[str], /
    ) -> Self:
        return cls(item, match)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        try:
            act = _ACTS.get(self._match["act"])
            if act is None:
                raise BadInput(_WORN)  # noqa: TRY301 - worded and answered with the others
            values: list[str] = cast(dict[str, Any], interaction.data or {}).get("values") or [""]
            await act(Press(interaction, caller_of(interaction), self._ids(), values[0]))
        except Exception as error:  # the library would only log it: errors of buttons never reach the tree
            await interaction.client.failures.answer(interaction, error)

    def _ids(self) -> tuple[int, ...]:
        try:
            return tuple(from_base36(one) for one in self._match.group("first", "second") if one)
        except ValueError:
            raise BadInput(_WORN) from None


@_on("save")
async def save(press: Press) -> None:
    work = press.services.editing.save(press.caller, press.first)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("over")
async def save_over(press: Press) -> None:
    work = press.services.editing.save(press.caller, press.first, over=press.second)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("drop")
async def drop(press: Press) -> None:
    await in_time(press.interaction, press.services.editing.drop(press.caller, press.first))
    await show(press.interaction, dropped_card(press.first))


@_on("preview")
async def preview(press: Press) -> None:
    await show(press.interaction, preview_card(await press.services.editing.preview(press.caller, press.first)))


@_on("words")
async def words(press: Press) -> None:
    fact, filled = await press.services.editing.words(press.caller, press.first)
    await press.interaction.response.send_modal(modal(words_form(fact.kind, press.first), filled))


@_on("claims")
async def claims(press: Press) -> None:
    await show(press.interaction, claims_card(await press.services.editing.opened(press.caller, press.first)))


@_on("pick-claim")
async def pick_claim(press: Press) -> None:
    revision = await press.services.editing.opened(press.caller, press.first)
    if not press.picked.isdecimal() or int(press.picked) >= len(revision.fact.claims):
        raise BadInput(_WORN)
    await show(press.interaction, claim_card(revision, int(press.picked)))


@_on("claim")
async def add_claim(press: Press) -> None:
    filled = await press.services.editing.claim_words(press.caller, press.first, None)
    await press.interaction.response.send_modal(modal(claim_form(press.first, None), filled))


@_on("correct")
async def correct_claim(press: Press) -> None:
    filled = await press.services.editing.claim_words(press.caller, press.first, press.second)
    await press.interaction.response.send_modal(modal(claim_form(press.first, press.second), filled))


@_on("withdraw")
async def withdraw_claim(press: Press) -> None:
    work = press.services.editing.withdraw_claim(press.caller, press.first, press.second)
    await show(press.interaction, preview_card(await in_time(press.interaction, work)))


@_on("undo")
async def undo(press: Press) -> None:
    work = press.services.history.undo(press.caller, press.first, newest=press.second)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("back")
async def go_back(press: Press) -> None:
    work = press.services.history.go_back(press.caller, press.first, standing=press.second)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("history", "history-back")
async def history(press: Press) -> None:
    page = await press.services.history.page(press.caller, press.first, press.second)
    await show(press.interaction, history_card(page))


@_on("fact")
async def fact(press: Press) -> None:
    await show(press.interaction, fact_card(await press.services.history.show(press.caller, press.first)))


@_on("retire")
async def retire(press: Press) -> None:
    await press.services.history.show(press.caller, press.first)
    await press.interaction.response.send_modal(modal(retirement_form(press.first)))


@_on("restore")
async def restore(press: Press) -> None:
    work = press.services.history.restore(press.caller, press.first)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("import")
async def whole_import(press: Press) -> None:
    await show(press.interaction, taken_card(await press.services.importing.see(press.caller, press.first)))


@_on("keep")
async def keep_own(press: Press) -> None:
    work = press.services.history.keep_own(press.caller, press.first, press.second)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("take")
async def take_base(press: Press) -> None:
    work = press.services.history.take_base(press.caller, press.first, press.second)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("look")
async def look(press: Press) -> None:
    await in_time(press.interaction, press.services.review.look(press.caller, press.first))
    await show(press.interaction, review_card(await press.services.review.page(press.caller, 0)))


@_on("review", "review-back")
async def review(press: Press) -> None:
    await show(press.interaction, review_card(await press.services.review.page(press.caller, press.first)))


@_on("open")
async def open_one(press: Press) -> None:
    sort, number = press.picked[:1], press.picked[1:]
    try:
        one = from_base36(number)
    except ValueError:
        raise BadInput(_WORN) from None
    if sort == "s":
        await show(press.interaction, suggestion_card(await press.services.suggestions.look(press.caller, one)))
    else:
        await show(press.interaction, fact_card(await press.services.history.show(press.caller, one)))


@_on("approve")
async def approve(press: Press) -> None:
    work = press.services.suggestions.approve(press.caller, press.first)
    await show_result(press.interaction, await in_time(press.interaction, work))


@_on("reject")
async def reject(press: Press) -> None:
    await press.services.suggestions.look(press.caller, press.first)
    await press.interaction.response.send_modal(modal(rejection_form(press.first)))


@_on("block")
async def block(press: Press) -> None:
    await in_time(press.interaction, press.services.suggestions.block(press.caller, press.first))
    card = suggestion_card(await press.services.suggestions.look(press.caller, press.first))
    if is_in_channel(press.interaction) and not press.interaction.response.is_done():
        await press.interaction.response.edit_message(embed=card.embed, view=card.view)
    else:
        await show(press.interaction, card)


@_on("blocked")
async def blocked(press: Press) -> None:
    await show(press.interaction, blocked_card(await press.services.suggestions.blocked(press.caller)))


@_on("unblock")
async def unblock(press: Press) -> None:
    await in_time(press.interaction, press.services.suggestions.unblock(press.caller, press.first))
    await show(press.interaction, blocked_card(await press.services.suggestions.blocked(press.caller)))


@_on("again")
async def type_again(press: Press) -> None:
    """Open a form again with what could not be read."""
    custom_id, fields = await press.services.typed.get(press.caller.guild, press.caller.user, press.first)
    form = read_form(custom_id)
    await press.interaction.response.send_modal(modal(form, by_name(form, fields)))


async def setup(bot: Casefile) -> None:
    bot.add_dynamic_items(Moderating)


async def teardown(bot: Casefile) -> None:
    bot.remove_dynamic_items(Moderating)
