"""The greeting of a server that the bot joined, and the four steps with which it is set up, as buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import discord

from bot.domain.answers import Choice
from bot.domain.servers import Step
from bot.ui.buttons import Item, Layout, button, custom_id, menu, select
from bot.ui.card import Card
from bot.ui.modals import Field
from bot.ui.statuses import NEUTRAL

_MOST_OPTIONS, _LONGEST_VALUE = 25, 100
_LOG_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.news_thread,
)
_LABELS = {
    Step.SHOW: "Choose the show",
    Step.TIMEZONE: "Choose the time zone",
    Step.MODERATORS: "Choose moderators",
    Step.LOG: "Choose a log channel",
}
_QUESTIONS = "Ask me who plays a character, who directed an episode and what is known about the next season. "
_BY_MENTION = "Mention me and ask in your own words, or type / and pick /cast."
_BY_COMMAND = "Use /ask and your own words, or type / and pick /cast."
_GREETING = (
    "Every answer says how sure it is, who said so and when.",
    "What spoils stays hidden until you tap it. /help shows everything you can ask.",
)
_SETTING_UP = (
    "Four steps, for members who can manage this server. Skip what you don't need; /setup status shows what is open."
)
_ALL_DONE = "All four steps are done."


def greeting_card(*, hears_mentions: bool = True) -> Card:
    """What the bot posts in a server that it joined."""
    asking = _QUESTIONS + (_BY_MENTION if hears_mentions else _BY_COMMAND)
    embed = discord.Embed(title="Hello! I'm Casefile", description="\n".join((asking, *_GREETING)), colour=NEUTRAL)
    embed.add_field(name="Setting me up", value=_SETTING_UP, inline=False)
    return Card(embed, Layout(step_buttons(Step)))


def is_greeting(message: discord.Message) -> bool:
    """Whether a message of the bot's own is a greeting."""
    wanted = {custom_id(act_of(step)) for step in Step}
    found = {
        item.custom_id
        for row in message.components
        if isinstance(row, discord.ActionRow)
        for item in row.children
        if isinstance(item, discord.Button)
    }
    return wanted <= found


def act_of(step: Step) -> str:
    """What the button of a step does, by its name."""
    return f"setup-{step}"


def step_buttons(steps: Iterable[Step]) -> list[Item]:
    """A button for each of these steps."""
    return [button(_LABELS[step], act_of(step)) for step in steps]


def after_step(embed: discord.Embed, still_open: Sequence[Step]) -> Card:
    """That a choice was made, with the steps that are still open."""
    if not still_open:
        embed.description = f"{embed.description}\n{_ALL_DONE}"
    return Card(embed, Layout(step_buttons(still_open)))


def show_step(found: Iterable[Choice], unknown: str = "") -> Card:
    """Which show the server is about: those on record, or another. `unknown` says that one typed is none of them."""
    words = unknown or "Questions here are about it unless they name another."
    return _listed(Step.SHOW, "Which show is this server about?", words, found, "Another show …")


def timezone_step(found: Iterable[Choice]) -> Card:
    """Which time zone the server is in: these, or another."""
    words = "Announcements go out at this time zone's hours."
    return _listed(Step.TIMEZONE, "Which time zone is this server in?", words, found, "Another time zone …")


def moderators_step() -> Card:
    """Whose role makes them moderators."""
    words = (
        "Members with this role can edit facts, announce and follow feeds. "
        "Everyone who can manage this server can do so anyway."
    )
    pick = menu(discord.ComponentType.role_select, custom_id(_picked(Step.MODERATORS)), "Pick a role …")
    return _asking("Who keeps the facts?", words, [pick])


def log_step() -> Card:
    """Where changes are logged."""
    pick = menu(
        discord.ComponentType.channel_select,
        custom_id(_picked(Step.LOG)),
        "Pick a channel …",
        channel_types=[kind.value for kind in _LOG_TYPES],
    )
    words = "Every change to a fact, and what members suggest, is posted there for moderators."
    return _asking("Where should changes be posted?", words, [pick])


def _listed(step: Step, title: str, words: str, found: Iterable[Choice], other: str) -> Card:
    options = [(choice.value, choice.label) for choice in found if 0 < len(choice.value) <= _LONGEST_VALUE]
    items = [button(other, f"{act_of(step)}-other")]
    if options:
        items.insert(0, select(_picked(step), placeholder="Pick one …", options=options[:_MOST_OPTIONS]))
    return _asking(title, words, items)


def _asking(title: str, words: str, items: Sequence[Item]) -> Card:
    return Card(discord.Embed(title=title, description=words, colour=NEUTRAL), Layout(items))


def _picked(step: Step) -> str:
    return f"{act_of(step)}-pick"


@dataclass(frozen=True, slots=True)
class StepForm:
    """A form for what is in no list: a show's title, or a city of the time zone."""

    step: Step

    @property
    def title(self) -> str:
        return _LABELS[self.step]

    @property
    def custom_id(self) -> str:
        return f"step-form:{self.step}"

    @property
    def fields(self) -> tuple[Field, ...]:
        if self.step is Step.SHOW:
            return (Field("words", "The show's title", "It is looked up on TVmaze if I don't have it", required=True),)
        return (Field("words", "A city in the time zone", "Berlin, New York, Tokyo", 60, required=True),)


def read_step_form(custom_id: str) -> StepForm | None:
    """Return the form with this custom id; None if there is none."""
    forms = (StepForm(step) for step in (Step.SHOW, Step.TIMEZONE))
    return next((form for form in forms if form.custom_id == custom_id), None)
