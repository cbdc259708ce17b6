"""What a server has chosen: that a choice was made, and the card of all choices with what is wrong with them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import discord
from discord.utils import format_dt

from bot.domain.servers import Found, Setup, Step, Trouble
from bot.domain.spoilers import WHOLE_SERVER, ServerBoundaries
from bot.domain.text import escape
from bot.ui.buttons import Item, Layout, own_button
from bot.ui.card import Card
from bot.ui.first_steps import step_buttons
from bot.ui.statuses import NEUTRAL
from bot.ui.text import bold, cut, listed

STOP_LOG = "setup:stop-log"
NO_MODERATORS = "setup:no-moderators"
_WRONG = discord.Colour.gold()
_SIGN = "⚠️"
_SHOW = 200
_SHORT_SHOW, _BOUNDARIES = 60, 800
_STEPS = {Step.SHOW: "Show", Step.TIMEZONE: "Time zone", Step.MODERATORS: "Moderators", Step.LOG: "Log"}
_HIDING = (
    "Everyone sees /fact, /announce and /feed; only moderators can use them. "
    "To hide one: Server Settings → Integrations, pick me and the command, turn it off for @\u200beveryone "
    "and on for your moderators' role."
)


def show_chosen(title: str) -> discord.Embed:
    """The server's show was chosen."""
    words = f"Questions here are now about {bold(escape(title, _SHOW))} unless they name another."
    return _chosen("Show chosen", words)


def timezone_chosen(zone: str, now: datetime) -> discord.Embed:
    """The server's time zone was chosen; `now` is the time there."""
    return _chosen("Time zone chosen", f"This server's time zone is {bold(escape(zone))}. It is {now:%H:%M} there now.")


def moderators_chosen(role: str) -> discord.Embed:
    """The moderators' role was chosen; `role` is its name."""
    words = f"Members with {bold(escape(f'@{role}'))} can now edit facts, as can everyone who can manage this server."
    return _chosen("Moderators chosen", words)


def log_chosen(channel: str) -> discord.Embed:
    """The log's channel was chosen; `channel` is its name."""
    words = f"Every change to a fact is now posted in {bold(escape(f'#{channel}'))}. /setup status can stop that."
    return _chosen("Log chosen", words)


def _chosen(title: str, words: str) -> discord.Embed:
    return discord.Embed(title=title, description=words, colour=NEUTRAL)


def status_card(setup: Setup, found: Found, trouble: Trouble, boundaries: ServerBoundaries) -> Card:
    """Everything that a server has chosen, each with what is wrong with it, and what keeps the bot from its work."""
    parts = [
        *_trouble(trouble),
        ("Show", _show(setup)),
        ("Time zone", f"{bold(escape(setup.timezone))} · change it with /setup timezone"),
        ("Moderators", _moderators(setup, found)),
        ("Log", _log(setup, found)),
        ("Spoilers", _spoilers(boundaries)),
        ("Suggestions", _suggestions(setup)),
        ("Hiding commands", _HIDING),
    ]
    wrong = sum(words.startswith(_SIGN) for _, words in parts)
    lead = "All is well." if not wrong else f"{_things(wrong)} to look at; each says what to do."
    embed = discord.Embed(
        title="This server's setup", description=f"{lead}\n{_steps(setup)}", colour=_WRONG if wrong else NEUTRAL
    )
    for name, words in parts:
        embed.add_field(name=name, value=words, inline=False)
    return Card(embed, Layout(_buttons(setup)))


def permissions(names: Sequence[str]) -> str:
    """Permissions as a sentence names them."""
    return listed(bold(escape(name)) for name in names)


def _steps(setup: Setup) -> str:
    signs = (f"{'◻️' if step in setup.open_steps else '✔️'} {words}" for step, words in _STEPS.items())
    still_open = f" · {len(setup.open_steps)} open" if setup.open_steps else ""
    return f"Set up: {' · '.join(signs)}{still_open}"


def _things(count: int) -> str:
    return "There is 1 thing" if count == 1 else f"There are {count} things"


def _trouble(trouble: Trouble) -> Iterator[tuple[str, str]]:
    if outage := trouble.outage:
        since = format_dt(outage.since, "f")
        yield "Saving", f"{_SIGN} Since {since} nothing can be saved: {outage.why.now}. {outage.why.advice}"
    if trouble.damaged_since:
        words = "The person who runs this bot can find out more with: python -m bot doctor"
        yield "Database", f"{_SIGN} It was found damaged, first {format_dt(trouble.damaged_since, 'f')}. {words}"
    if overdue := trouble.overdue:
        posts = "1 post is" if overdue.count == 1 else f"{overdue.count:,} posts are"
        yield "Posts", f"{_SIGN} {posts} overdue since {format_dt(overdue.since, 'f')}. I go on trying for a day."


def _show(setup: Setup) -> str:
    if setup.show:
        return f"{bold(escape(setup.show.title, _SHOW))} · change it with /setup show"
    if setup.only_show:
        return f"{bold(escape(setup.only_show.title, _SHOW))}, the only one on record; choose one with /setup show"
    return f"{_SIGN} No show is chosen, or it no longer exists, so every question must name its show. Run /setup show."


def _moderators(setup: Setup, found: Found) -> str:
    managers = "Everyone who can manage the server"
    if setup.moderator_role is None:
        return f"{managers}. Name a role with /setup moderators to let others help."
    if not found.role:
        return (
            f"{_SIGN} The role was deleted, so only members who can manage the server are moderators. "
            "Name another role with /setup moderators, or press the button below."
        )
    return f"{managers}, and members with {bold(escape(f'@{found.role}'))}"


def _log(setup: Setup, found: Found) -> str:
    if setup.log_channel is None:
        return "There is no log. Name a channel with /setup log to have every change posted there."
    unposted = _unposted(setup)
    if found.unknown:
        return f"{_SIGN} I could not look at the channel just now. Run /setup status again in a moment.{unposted}"
    if not found.channel:
        return (
            f"{_SIGN} The channel was deleted, or I can't see it. Name another with /setup log, or stop the log below."
            f"{unposted}"
        )
    channel = bold(escape(f"#{found.channel}"))
    if found.missing:
        missing = permissions(found.missing)
        return f"{_SIGN} In {channel} I lack {missing}. Give me that in the channel's settings.{unposted}"
    sign = f"{_SIGN} " if unposted else ""
    return f"{sign}Every change is posted in {channel}.{unposted}"


def _unposted(setup: Setup) -> str:
    if not setup.undelivered:
        return ""
    lines = "1 line is" if setup.undelivered == 1 else f"{setup.undelivered:,} lines are"
    return f" {lines} not posted yet; each is tried five times within a day, and again after /setup log."


def _spoilers(boundaries: ServerBoundaries) -> str:
    lines = [
        f"{escape(each.show.title, _SHORT_SHOW)} · {each.upto} · "
        + ("the whole server" if each.place == WHOLE_SERVER else f"<#{each.place:d}>")
        for each in boundaries.places
    ]
    days = boundaries.days
    if days is not None:
        lines.insert(0, f"Everywhere, an episode stays covered until {_days(days)} after it aired.")
    if not lines:
        return "No boundary: answers cover everything on record. Set one with /setup spoilers."
    return cut(lines, _BOUNDARIES)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _suggestions(setup: Setup) -> str:
    waiting = "None waiting" if not setup.suggestions else f"{bold(f'{setup.suggestions:,}')} waiting for a moderator"
    if not setup.blocked:
        return f"{waiting}. Nobody is blocked from suggesting."
    members = "1 member is" if setup.blocked == 1 else f"{setup.blocked:,} members are"
    return f"{waiting}. {members} blocked from suggesting."


def _buttons(setup: Setup) -> list[Item]:
    buttons: list[Item] = step_buttons(setup.open_steps)
    if setup.log_channel is not None:
        buttons.append(own_button("Stop the log", STOP_LOG))
    if setup.moderator_role is not None:
        buttons.append(own_button("Unset the moderators' role", NO_MODERATORS))
    return buttons
