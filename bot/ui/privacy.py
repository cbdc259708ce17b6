"""What is stored, what is not, and having it removed."""

from collections.abc import Sequence

import discord

from bot.domain.spoilers import Watched
from bot.domain.text import escape
from bot.ui.buttons import RED, Layout, own_button
from bot.ui.card import Card
from bot.ui.statuses import NEUTRAL
from bot.ui.text import cut

ASK = "privacy:ask"
CONFIRM = "privacy:remove"
_WATCHED = "How far you have watched"
_SHOW, _SECTION = 100, 1024

_OF_SERVERS = (
    "Its id, since when I am in it, what was chosen with /setup and when, the facts that its moderators keep, and what "
    "they announce: where, when, and for four months what happened to each post. "
    "The feeds that they follow, what those brought, and the shows that they looked up. "
    "When I am removed from a server, all of that is deleted later (after 30 days, unless my host says otherwise)."
)
_OF_MEMBERS = (
    "Your Discord id, and no name, where you\n"
    "- changed a fact, imported a file or decided about a suggestion\n"
    "- made or changed an announcement\n"
    "- added a feed or looked up a show\n"
    "- suggested something, and whether you were sent the decision\n"
    "- looked at an old rumour again\n"
    "- blocked somebody from suggesting, or were blocked\n"
    "- said with /spoilers how far you have watched, and when: only you are shown that"
)
_OF_FORMS = "If a form could not be read, what you typed is kept for a day, so that you need not type it again."
_NOT = (
    "No messages and no questions. What mentions me is read, answered and forgotten; Discord sends me the text of no "
    "other message. If I am not sure that a post of mine arrived, I look for it in the channel's "
    "messages and keep none of them. "
    "Names of members who use me are kept in memory and forgotten when I stop. "
    "Some buttons hold the id of the member who opened them, in the message itself."
)
_REMOVED = (
    "In every server at once, your id is removed from everything that you changed, decided, looked at or suggested, "
    "and your forms and how far you have watched are deleted. "
    "Your open suggestions are withdrawn, unless others suggested the same."
)
_STAYS = (
    "The changes and decisions themselves, as those of a former member. "
    "If a server blocked you from suggesting, that stays: it is the server's decision. "
    "Messages in servers' logs are the servers' own; ask their moderators. "
    "That you asked is kept for two years, as a code that is made from your id: if my host restores a backup, "
    "what is about you is removed from it again."
)


def page(watched: Sequence[Watched] | None = ()) -> Card:
    """What is stored, and what is not; how far the member who asks has watched (None: that can't be read now)."""
    embed = discord.Embed(title="What Casefile stores", description="As little as it can.", colour=NEUTRAL)
    embed.add_field(name="Of a server", value=_OF_SERVERS, inline=False)
    embed.add_field(name="Of a member", value=_OF_MEMBERS, inline=False)
    if watched is None:
        embed.add_field(name=_WATCHED, value="I can't read that just now. Ask again later.", inline=False)
    elif watched:
        lines = (f"{escape(each.show.title, _SHOW)}, {each.upto}" for each in watched)
        embed.add_field(name=_WATCHED, value=cut(lines, _SECTION), inline=False)
    embed.add_field(name="Of forms", value=_OF_FORMS, inline=False)
    embed.add_field(name="Not stored", value=_NOT, inline=False)
    return Card(embed, Layout([own_button("Remove what is stored about me", ASK)]))


def question() -> Card:
    """Ask again: it can't be undone."""
    words = "This can't be undone. To leave everything as it is, just dismiss this message."
    embed = discord.Embed(title="Remove what is stored about you?", description=words, colour=NEUTRAL)
    embed.add_field(name="What is removed", value=_REMOVED, inline=False)
    embed.add_field(name="What stays", value=_STAYS, inline=False)
    return Card(embed, Layout([own_button("Remove it", CONFIRM, RED)]))


def done() -> Card:
    """It was removed."""
    embed = discord.Embed(title="Removed", description="Your id is gone from everything you did.", colour=NEUTRAL)
    embed.add_field(name="What stays", value=_STAYS, inline=False)
    return Card(embed, Layout([]))
