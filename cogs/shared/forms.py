"""What people send in forms. A form is known by its custom id, so that one that was open over a restart still counts.

The library keeps forms in memory and forgets them when it stops; these are read from the interaction itself.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

import discord
from discord.ext import commands

from bot.client import Casefile, Services
from bot.domain.facts import Kind
from bot.domain.ids import from_base36
from bot.domain.moderation import ClaimWords, FactWords, NewFact
from bot.errors import BadInput, StoreBusy
from bot.services.facts.suggestions import MOST_OPEN
from bot.ui.announcements.forms import AnnouncementForm
from bot.ui.facts.fact_cards import preview_card
from bot.ui.facts.forms import FactForm
from bot.ui.facts.suggestion import suggested_card, suggestion_card
from bot.ui.modals import by_name, form_name, in_order, read_form, typed_into
from cogs.announcements.drafts import write
from cogs.shared.asking import Interaction, caller_of, guild_of
from cogs.shared.kept_forms import FORMS, ask_again
from cogs.shared.responding import in_time, show, show_result

_Values = dict[str, str]


class FormsCog(commands.Cog):
    def __init__(self, services: Services) -> None:
        self._services = services
        self._readers: Mapping[str, Callable[[Interaction, FactForm, _Values], Awaitable[None]]] = {
            "new": self._new,
            "words": self._words,
            "claim": self._claim,
            "retire": self._retire,
            "reject": self._reject,
            "dismiss": self._reject,
            "suggest": self._suggest,
        }

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        data = cast(dict[str, Any], interaction.data or {})
        custom_id = str(data.get("custom_id"))
        if form_name(custom_id) is None:
            return
        try:
            form = read_form(custom_id, FORMS)
            # By the names of its own fields: it may have been open while a newer version was put in place.
            values = by_name(form, in_order(form, typed_into(data.get("components") or [])))
            if isinstance(form, AnnouncementForm):
                await write(interaction, form, values)
                return
            try:
                await self._readers[form.name](interaction, form, dict(values))
            except (BadInput, StoreBusy) as error:
                await ask_again(interaction, form, values, error)
        except Exception as error:  # the library would only log it
            await interaction.client.failures.answer(interaction, error)

    async def _new(self, interaction: Interaction, form: FactForm, values: _Values) -> None:
        show_id, person, character = (_number(one) for one in form.ids)
        new = NewFact(form.kind or Kind.NEWS, show_id or 0, (person,) if person else (), character)
        work = self._services.editing.write_new(caller_of(interaction), new, FactWords(**values))
        await show(interaction, preview_card(await in_time(interaction, work)))

    async def _words(self, interaction: Interaction, form: FactForm, values: _Values) -> None:
        work = self._services.editing.rewrite(caller_of(interaction), _revision(form), FactWords(**values), form.kind)
        await show(interaction, preview_card(await in_time(interaction, work)))

    async def _claim(self, interaction: Interaction, form: FactForm, values: _Values) -> None:
        position = None if form.ids[1:] == ("-",) else int(form.ids[1])
        words = ClaimWords(**values)
        work = self._services.editing.write_claim(caller_of(interaction), _revision(form), position, words)
        await show(interaction, preview_card(await in_time(interaction, work)))

    async def _retire(self, interaction: Interaction, form: FactForm, values: _Values) -> None:
        work = self._services.history.retire(caller_of(interaction), _revision(form), values.get("reason", ""))
        await show_result(interaction, await in_time(interaction, work))

    async def _reject(self, interaction: Interaction, form: FactForm, values: _Values) -> None:
        work = self._services.suggestions.reject(caller_of(interaction), _revision(form), values.get("reason", ""))
        proposal = await in_time(interaction, work)
        view = await self._services.suggestions.view(guild_of(interaction), proposal.id)
        await show(interaction, suggestion_card(view))
        # A feed's link to it may stand in a channel, and is to say so.
        interaction.client.announcer.facts_changed()
        await interaction.client.outcomes.decided(guild_of(interaction), proposal)

    async def _suggest(self, interaction: Interaction, form: FactForm, values: _Values) -> None:
        words = dict(values)
        source, published = words.pop("source", ""), words.pop("published", "")
        work = self._services.suggestions.suggest(
            caller_of(interaction), _revision(form), FactWords(**words), source, published, form.kind
        )
        made = await in_time(interaction, work)
        view = await self._services.suggestions.view(guild_of(interaction), made.proposal.id)
        card = suggested_card(view, merged=made.merged, open_count=made.open_count, most=MOST_OPEN)
        await show(interaction, card)
        await interaction.client.log.post(guild_of(interaction))


def _number(text: str) -> int | None:
    if text == "-":
        return None
    try:
        return from_base36(text)
    except ValueError:
        raise BadInput("That form is no longer in use. Start again with the command.") from None


def _revision(form: FactForm) -> int:
    return _number(form.ids[0]) or 0


async def setup(bot: Casefile) -> None:
    await bot.add_cog(FormsCog(bot.services))
