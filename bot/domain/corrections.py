"""When a post no longer holds: what it said of a fact is not what stands."""

from bot.domain.differences import difference
from bot.domain.facts import Known, Status

_SURENESS = {Status.DENIED: 0, Status.RUMOURED: 1, Status.REPORTED: 2, Status.CONFIRMED: 3}


def touched(before: Known, now: Known | None) -> bool:
    """Whether what was told of a fact is no longer so: its words, what became of it, or how sure it is.

    More sources, and a status that only got surer, leave standing what was told.
    """
    if now is None or difference(before.fact, now.fact).fields:
        return True
    then, today = before.certainty.status, now.certainty.status
    if Status.DENIED in (then, today):
        return then is not today
    return _SURENESS[today] < _SURENESS[then]
