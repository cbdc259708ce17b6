"""Reading how far somebody has watched: what was typed becomes a boundary in a show."""

from bot.domain.boundaries import EVERYTHING, NOTHING, Boundary, read_boundary
from bot.domain.codes import EpisodeCode
from bot.domain.facts import Show
from bot.domain.matching import NameRole
from bot.domain.names import is_whole_name
from bot.domain.questions import Thing
from bot.domain.text import escape, quoted
from bot.errors import BadInput
from bot.services.names.episodes import EpisodeFinder
from bot.services.names.finder import Finder, Query, picked
from bot.store.store import Gateways

EPISODES = (NameRole.EPISODE,)
_EXAMPLES = "Type an episode such as S01E03, its title, season 1, season 1 finale, nothing or everything."
_SPECIAL = "A special has no place in the order of the episodes. Name the last regular episode that you have watched."
_MOST_NAMED = 5
_SHOW = 200


class BoundaryReader:
    """Reads boundaries. Only what is on record can be one: nobody knows what lies before anything else."""

    def __init__(self, finder: Finder, episodes: EpisodeFinder) -> None:
        self._finder = finder
        self._episodes = episodes

    async def read(self, reading: Gateways, query: Query, show: Show) -> Boundary:
        """Return the boundary that the text names in a show. Raises BadInput in words with examples."""
        upto = read_boundary(query.text)
        if upto is None:
            return Boundary.at(await self._named(reading, query, show))
        if upto in (NOTHING, EVERYTHING):
            return upto
        if (code := upto.code) is not None:
            is_there = await reading.catalogue.episode(query.guild, show.id, code) is not None
        else:
            is_there = upto.season in await reading.catalogue.seasons(query.guild, show.id)
        if not is_there:
            raise BadInput(_not_on_record(query.text, show))
        return upto

    async def _named(self, reading: Gateways, query: Query, show: Show) -> EpisodeCode:
        """Return the episode that is meant by its title or by its place in the show."""
        if not query.text.strip():
            raise BadInput(_EXAMPLES)
        if placed := await self._episodes.placed(query, EPISODES):
            if placed.thing is None:
                raise BadInput(_not_on_record(query.text, show))
            return await _code_of(reading, query, placed.thing)
        meant = await self._finder.find(query, show.id, EPISODES, query.today)
        # A few letters of a title must not tell which episodes there are: it is typed whole.
        whole = [match for match in meant.matches if match.word == 0 and is_whole_name(query.text, match.folded)]
        picked_one = meant.matches if picked(query.text) else ()
        things = list(dict.fromkeys(match.thing for match in whole or picked_one))
        if not things:
            # No similar titles are named: they could be of episodes that this member has not watched.
            title = escape(show.title, _SHOW)
            raise BadInput(f"I know no episode {quoted(query.text)} of {title}. {_EXAMPLES}")
        codes = sorted({await _code_of(reading, query, thing) for thing in things[:_MOST_NAMED]})
        if len(codes) > 1:
            listed = ", ".join(escape(str(code)) for code in codes)
            raise BadInput(f"{quoted(query.text)} may be several episodes: {listed}. Type the one that you mean.")
        return codes[0]


async def _code_of(reading: Gateways, query: Query, thing: Thing) -> EpisodeCode:
    found = await reading.catalogue.episode_by_id(query.guild, thing.id)
    if found is None:
        raise BadInput(f"That episode is no longer on record. {_EXAMPLES}")
    code = found[1].episode.code
    if not code.season:
        raise BadInput(_SPECIAL)
    return code


def _not_on_record(text: str, show: Show) -> str:
    return f"{quoted(text)} of {escape(show.title, _SHOW)} is not on record. {_EXAMPLES}"
