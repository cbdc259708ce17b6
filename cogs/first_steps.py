"""The four steps that set a server up, as buttons: under the greeting, and under /setup status."""

import discord

from bot.client import Casefile, FormType
from bot.domain.answers import Choice
from bot.domain.servers import Step
from bot.domain.text import quoted
from bot.domain.zones import ZonesMeant
from bot.errors import BadInput
from bot.ui.first_steps import (
    StepForm,
    act_of,
    after_step,
    log_step,
    moderators_step,
    read_step_form,
    show_step,
    timezone_step,
)
from bot.ui.modals import modal
from bot.ui.setup import log_chosen, moderators_chosen, show_chosen, timezone_chosen
from bot.ui.zones import which_zone_card
from cogs.shared import channels
from cogs.shared.buttons import NO_LONGER, ButtonHandler, Press
from cogs.shared.context import Interaction, guild_of
from cogs.shared.responding import show
from cogs.shows.lookups import shows_to_choose, take_from_elsewhere


def _for_managers(handle: ButtonHandler) -> ButtonHandler:
    """Handles a button only for members who can manage the server at this moment."""

    async def checked(press: Press) -> None:
        channels.check_manager(press.interaction)
        await handle(press)

    return checked


def _zones(interaction: Interaction) -> list[Choice]:
    return [Choice(zone, zone) for zone in interaction.client.services.servers.choices.complete_timezone("")]


async def _ask_show(press: Press) -> None:
    await show(press.interaction, show_step(await shows_to_choose(press.interaction)))


async def _ask_timezone(press: Press) -> None:
    await show(press.interaction, timezone_step(_zones(press.interaction)))


async def _ask_moderators(press: Press) -> None:
    await show(press.interaction, moderators_step())


async def _ask_log(press: Press) -> None:
    await show(press.interaction, log_step())


async def _other_show(press: Press) -> None:
    await press.interaction.response.send_modal(modal(StepForm(Step.SHOW)))


async def _other_timezone(press: Press) -> None:
    await press.interaction.response.send_modal(modal(StepForm(Step.TIMEZONE)))


async def _pick_show(press: Press) -> None:
    await _take_show(press.interaction, press.picked)


async def _pick_timezone(press: Press) -> None:
    await _take_timezone(press.interaction, press.picked)


async def _pick_moderators(press: Press) -> None:
    role = channels.server_of(press.interaction).get_role(_picked_id(press))
    if role is None:
        raise BadInput("That role is gone. Pick another.")
    channels.check_role(role)
    await press.services.servers.choices.choose_moderators(press.caller.guild, role.id)
    await _lead_on(press.interaction, moderators_chosen(role.name))


async def _pick_log(press: Press) -> None:
    channel = channels.check_channel(channels.server_of(press.interaction), _picked_id(press))
    await press.services.servers.choices.choose_log(press.caller.guild, channel.id)
    await _lead_on(press.interaction, log_chosen(channel.name))


def _picked_id(press: Press) -> int:
    if not (press.picked.isascii() and press.picked.isdecimal()):
        raise BadInput(NO_LONGER)
    return int(press.picked)


async def _take_show(interaction: Interaction, choice: str) -> None:
    if await take_from_elsewhere(interaction, choice):
        return
    services = interaction.client.services
    chosen = await services.servers.choices.choose_show(guild_of(interaction), choice, services.clock().date())
    await _lead_on(interaction, show_chosen(chosen.title))


async def _take_timezone(interaction: Interaction, zone: str) -> None:
    choices = interaction.client.services.servers.choices
    chosen = await choices.choose_timezone(guild_of(interaction), zone)
    if isinstance(chosen, ZonesMeant):
        await show(interaction, which_zone_card(chosen, choices.now_in("UTC")))
    else:
        await _lead_on(interaction, timezone_chosen(chosen, choices.now_in(chosen)))


async def _lead_on(interaction: Interaction, chosen: discord.Embed) -> None:
    """Show what was chosen, and offer the steps that are still open."""
    setup = await interaction.client.services.servers.choices.setup(guild_of(interaction))
    await show(interaction, after_step(chosen, setup.open_steps))


async def _take_form(interaction: Interaction, form: StepForm, values: dict[str, str]) -> None:
    """Take what was typed if only one thing can be meant; otherwise let the person pick."""
    channels.check_manager(interaction)
    typed = values["words"]
    if form.step is Step.TIMEZONE:
        await _take_timezone(interaction, typed)
        return
    found = await shows_to_choose(interaction, typed)
    if not found:
        unknown = f"I know nothing called {quoted(typed)}. Check the spelling, or pick one of those that I know."
        await show(interaction, show_step(await shows_to_choose(interaction), unknown))
    elif len(found) == 1:
        await _take_show(interaction, found[0].value)
    else:
        await show(interaction, show_step(found))


_ACTS: dict[str, ButtonHandler] = {
    act_of(Step.SHOW): _ask_show,
    act_of(Step.TIMEZONE): _ask_timezone,
    act_of(Step.MODERATORS): _ask_moderators,
    act_of(Step.LOG): _ask_log,
    "setup-show-other": _other_show,
    "setup-timezone-other": _other_timezone,
    "setup-show-pick": _pick_show,
    "setup-timezone-pick": _pick_timezone,
    "setup-moderators-pick": _pick_moderators,
    "setup-log-pick": _pick_log,
}
BUTTONS = {name: _for_managers(handle) for name, handle in _ACTS.items()}


async def setup(bot: Casefile) -> None:
    bot.button_handlers |= BUTTONS
    bot.forms |= {"step": FormType(read_step_form, _take_form)}
