"""How far a member has watched, and how far answers in a channel go."""

from collections.abc import Iterator

import discord

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary
from bot.domain.facts import Show
from bot.domain.spoilers import WHOLE_SERVER, BoundaryChange, PlaceBoundary, SpoilerStatus, Watched
from bot.domain.text import escape
from bot.ui.statuses import NEUTRAL
from bot.ui.text import bold, cut

_SHOW, _SECTION = 200, 1024
_SHORT_SHOW = 60
_WHO_SEES = (
    "This holds for you in every server. An answer that covers more than its channel does is sent to you alone.",
    "An answer to a mention is seen by all, so it can show how far you are.",
    "/spoilers off ends it.",
)


def watched_card(watched: Watched) -> discord.Embed:
    """How far a member's answers about a show go from now on, and who sees them."""
    answers = f"Your answers about {_title(watched.show)} now {_reach(watched.upto)}."
    return _embed("How far you have watched", "\n".join((answers, *_WHO_SEES)))


def off_card(show: Show, *, was_there: bool) -> discord.Embed:
    """A member no longer says how far they have watched a show, or never said."""
    title = _title(show)
    if not was_there:
        return _embed("Nothing to end", f"You have not said how far you have watched {title}.")
    return _embed("Ended", f"Your answers about {title} now go as far as each channel does.")


def own_status(status: SpoilerStatus) -> discord.Embed:
    """How far a member has watched each show, and how far answers go where they ask."""
    embed = discord.Embed(title="Spoilers", colour=NEUTRAL)
    lines = [f"{_short(each.show)} · {each.upto}" for each in status.own]
    none = "You have not said how far you have watched anything. /spoilers seen does that."
    embed.add_field(name="You have watched", value=cut(lines, _SECTION) or none, inline=False)
    embed.add_field(name="In this channel", value=cut(_here(status), _SECTION), inline=False)
    embed.set_footer(text="Answers to you go no further than either.")
    return embed


def changed_card(change: BoundaryChange) -> discord.Embed:
    """How far answers in a place of a server go from now on."""
    lines: list[str] = []
    if change.show is not None:
        lines += _of_place(change, change.show)
    if change.days is not None:
        lines.append(_of_days(change.days))
    return _embed("Spoilers", "\n".join(lines))


def _here(status: SpoilerStatus) -> Iterator[str]:
    days = status.here.days
    if days is not None:
        yield f"An episode stays covered until {_days(days)} after it aired."
    for each in status.here.places:
        yield f"{_short(each.show)} · {each.upto} · set for {_place(each)}"
    if not status.here.places:
        yield "No boundary: answers here cover everything on record."


def _of_place(change: BoundaryChange, show: Show) -> Iterator[str]:
    is_whole = change.place == WHOLE_SERVER
    where = "this server" if is_whole else f"<#{change.place:d}>"
    if change.upto is None and not change.was_there:
        yield f"There is no boundary for {_title(show)} in {where}; nothing was changed."
    elif change.upto is None:
        rest = "answers cover everything on record" if is_whole else "the category's or the server's counts, if any"
        yield f"The boundary for {_title(show)} in {where} is removed: {rest}."
    else:
        yield f"In {where}, answers about {_title(show)} now {_reach(change.upto)}."
        yield "Members who say with /spoilers seen how far they are get their own answers."
    if is_whole:
        yield "A channel or a category with a boundary of its own keeps it."


def _of_days(days: int) -> str:
    if not days:
        return "Episodes are no longer covered for a number of days."
    return f"In every channel, an episode stays covered until {_days(days)} after it aired, whatever the boundary."


def _reach(upto: Boundary) -> str:
    if upto == NOTHING:
        return "give nothing away, as if no episode had been watched"
    if upto == EVERYTHING:
        return "cover everything"
    return f"go up to the end of season {upto.season:d}" if upto.is_whole_season else f"go up to {upto}"


def _place(boundary: PlaceBoundary) -> str:
    return "the whole server" if boundary.place == WHOLE_SERVER else f"<#{boundary.place:d}>"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def _title(show: Show) -> str:
    return bold(escape(show.title, _SHOW))


def _short(show: Show) -> str:
    return escape(show.title, _SHORT_SHOW)


def _embed(title: str, words: str) -> discord.Embed:
    return discord.Embed(title=title, description=words, colour=NEUTRAL)
