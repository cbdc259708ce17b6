"""What the end of a show means for one of its seasons."""

from collections.abc import Sequence
from datetime import date

from bot.domain.certainty import known_on
from bot.domain.facts import Episode, Known, Show
from bot.domain.renewals import Ending, Verdict, ending_for, goes_beyond
from bot.store.gateways.facts import FactGateway

_MOST_LATER = 20
"""How many facts about later seasons are read: one that is sure is enough."""


async def season_ending(
    facts: FactGateway,
    guild: int,
    show: Show,
    season: int,
    day: date,
    known: Sequence[Known],
    episodes: Sequence[Episode],
) -> Ending | None:
    """What the end of the show means for a season on a day; None if it means nothing, or if nobody speaks of an end.

    `known` has the renewal facts of the show and the facts about the season, `episodes` those of the season on record.
    Later seasons are looked up only where that can make a difference.
    """
    ending = ending_for(known, season, day, later=goes_beyond(known, season))
    if ending is None or (ending.verdict is Verdict.NO_SUCH_SEASON and episodes):
        return None
    later = await facts.about_later_seasons(guild, show.id, season, day, _MOST_LATER)
    # With so many that nobody is sure of, there may be another that somebody is sure of.
    if len(later) == _MOST_LATER or goes_beyond(known_on(later, day), season):
        return None
    return ending
