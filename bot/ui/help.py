"""Cards that answer no question about a show: help, about, privacy, and what a server has chosen."""

from datetime import datetime

import discord

from bot.ui.statuses import LOOKS, NEUTRAL, UNKNOWN
from bot.ui.text import bold, escape

_COMMANDS = (
    ("/cast", "who plays whom: an actor, a character, or everyone"),
    ("/director", "who directed an episode or a season, or what somebody directed"),
    ("/episode", "title, air date, director, writers and cast of an episode"),
    ("/season", "what is known of a season"),
    ("/news", "what was said, by day, newest first"),
    ("/suggest", "tell the moderators what is new or not right"),
    ("/about", "what Casefile is"),
    ("/privacy", "what Casefile stores"),
)
_MODERATORS = (
    ("/fact add", "write down something new"),
    ("/fact edit", "correct what a fact says"),
    ("/fact source", "add, correct or withdraw who says so"),
    ("/fact show", "a fact with all that can be done about it"),
    ("/fact history", "who changed what, when and why"),
    ("/fact undo", "take back the last change"),
    ("/fact retire", "take a fact out of the answers"),
    ("/fact review", "suggestions, and what wants a second look"),
    ("/fact export", "the facts as a file"),
    ("/fact import", "take facts in from a file"),
)
_ANNOUNCEMENTS = (
    ("/announce once", "post something at a time"),
    ("/announce repeat", "post something again and again"),
    ("/announce news", "post what is new as it comes"),
    ("/announce countdown", "count the days to a season"),
    ("/announce digest", "post again and again what is new"),
    ("/announce list", "all of them, and when each is due"),
    ("/announce show", "one of them, and what became of its posts"),
    ("/announce edit", "change one"),
    ("/announce cancel", "end one for good"),
    ("/announce pause", "post nothing of one for a while"),
    ("/announce resume", "let it go on"),
    ("/announce test", "see what one would post now"),
)
_FEEDS = (
    ("/feed add", "follow a site's news: what is about your show becomes suggestions"),
    ("/feed list", "all of them, when each was read, and what is wrong"),
    ("/feed test", "see what one says now, and what of it would be taken"),
    ("/feed pause", "take nothing from one for a while"),
    ("/feed resume", "let it go on"),
    ("/feed remove", "follow one no longer"),
)
_MANAGERS = (
    ("/setup show", "the show that questions are about"),
    ("/setup timezone", "the time zone of this server"),
    ("/setup moderators", "a role whose members may keep the facts"),
    ("/setup log", "a channel in which every change is told"),
    ("/setup status", "what is chosen, and whether anything is wrong"),
)


def help_page() -> discord.Embed:
    """What can be asked, and what the signs mean."""
    embed = _page("Ask Casefile", "Type / and pick a command. Names complete while you type.")
    embed.add_field(name="For everyone", value=_commands(_COMMANDS), inline=False)
    embed.add_field(name="For moderators", value=_commands(_MODERATORS), inline=False)
    embed.add_field(name="For moderators, to announce things", value=_commands(_ANNOUNCEMENTS), inline=False)
    embed.add_field(name="For moderators, to follow feeds", value=_commands(_FEEDS), inline=False)
    embed.add_field(name="For whoever manages the server", value=_commands(_MANAGERS), inline=False)
    signs = [f"{look} · {words}" for look, words in zip([*LOOKS.values(), UNKNOWN], _MEANINGS, strict=True)]
    embed.add_field(name="How sure an answer is", value="\n".join(signs), inline=False)
    past = (
        "Add `as_of` with a past date to hear what was known then. What gives something away stays behind a bar until "
        "you tap it; (spoils S01E13) beside it names the episode to have seen first."
    )
    embed.add_field(name="Worth knowing", value=past, inline=False)
    return embed


_MEANINGS = (
    "the maker or the network said so, or two independent reports agree",
    "one outlet says so",
    "speculation",
    "the latest word is that it is not so",
    "nobody has said anything yet",
)


def _commands(commands: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"{bold(name)} · {words}" for name, words in commands)


def about_page(version: str, shows: int, facts: int) -> discord.Embed:
    """What Casefile is and holds."""
    words = (
        "Casefile answers questions about TV shows and says with every answer how sure it is, who said so and when. "
        "Where nobody has said anything, it says that."
    )
    embed = _page("About Casefile", words)
    embed.add_field(name="On record", value=f"{facts:,} facts about {shows:,} {'show' if shows == 1 else 'shows'}")
    embed.add_field(name="Version", value=version)
    return embed


def show_chosen(title: str) -> discord.Embed:
    """The server's show was set."""
    return _page("Show chosen", f"Questions here are now about {bold(escape(title, 200))} unless they name another.")


def timezone_chosen(zone: str, now: datetime) -> discord.Embed:
    """The server's time zone was set; `now` is the time there."""
    return _page("Time zone chosen", f"This server's time is {bold(escape(zone))}. It is {now:%H:%M} there now.")


def moderators_chosen(role: str) -> discord.Embed:
    """The moderators' role was set; `role` is its name."""
    return _page(
        "Moderators chosen",
        f"Members with {bold(escape(f'@{role}'))} may now keep the facts, as may all who manage this server.",
    )


def log_chosen(channel: str) -> discord.Embed:
    """The log's channel was set; `channel` is its name."""
    return _page(
        "Log chosen",
        f"Every change of a fact is now told in {bold(escape(f'#{channel}'))}. /setup status can stop that.",
    )


def pointer() -> str:
    """What the bot says when it is mentioned."""
    return "Ask me with a command: type / and pick /cast, /director, /episode, /season or /news. /help lists them all."


def _page(title: str, words: str) -> discord.Embed:
    return discord.Embed(title=title, description=words, colour=NEUTRAL)
