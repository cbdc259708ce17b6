"""Shows in the library of IMDb's titles: finding one, and taking it into the base."""

import asyncio
import logging
from pathlib import Path

from bot.domain.answers import Choice
from bot.domain.names import fold
from bot.domain.show_lookups import Loaded
from bot.errors import BadInput
from bot.packs.imdb.layouts import parse_title_id, title_id
from bot.services.shows.imdb.pack import ShowPack, pack_of, people_in
from bot.services.shows.imdb.reading import is_whole
from bot.services.shows.loader import PackLoader
from bot.store.imdb.library import open_library
from bot.store.imdb.titles import LibraryMatch

MOST_PARTS = 40_000
"""Those of some thousand episodes. A show is taken in one piece: so many take half a minute and 400 MB."""

FROM_LIBRARY = "imdb:"
"""How the value of a choice begins that is a show of the library; nobody types it."""

_SHORTEST = 2
_LONGEST = 200
_MOST_COMPARED = 200
_MOST_CHOICES = 10
_log = logging.getLogger(__name__)


class ImdbLibrary:
    """The library at `path`, which need not be there; None where the bot has none."""

    def __init__(self, path: Path | None, loader: PackLoader) -> None:
        self._path = path
        self._loader = loader

    async def search(self, text: str, most: int) -> list[tuple[str, str, int | None]]:
        """Shows with a title that begins so, as id, title and first year, best first; [] where there is no library.

        Raises BadInput if the library can't be used.
        """
        key = fold(text)[:_LONGEST]
        if len(key) < _SHORTEST or self._path is None or not await asyncio.to_thread(self._path.exists):
            return []
        return await asyncio.to_thread(_search, self._path, key, most)

    async def choices(self, text: str) -> list[Choice]:
        """Shows to choose from; none where the library can't be used, which the log tells."""
        try:
            found = await self.search(text, _MOST_CHOICES)
        except BadInput as error:
            _log.warning("No shows are offered from IMDb's library. %s", error)
            return []
        return [
            Choice(f"{title} ({year}) · IMDb" if year else f"{title} · IMDb", FROM_LIBRARY + tconst)
            for tconst, title, year in found
        ]

    async def take(self, tconst: str) -> Loaded:
        """Take a show, by its id or its choice's value, into the base, or what has changed of it since.

        Raises BadInput and StoreBusy.
        """
        loaded, _ = await self.take_and_tell(tconst.removeprefix(FROM_LIBRARY))
        return loaded

    async def take_and_tell(self, tconst: str) -> tuple[Loaded, ShowPack]:
        """As `take`, with the pack, which tells what was left out."""
        number = parse_title_id(tconst)
        if number is None:
            raise BadInput(f"{tconst[:40]} is no id of a title at IMDb, such as tt0000001.")
        if self._path is None:
            raise BadInput("This bot has no library of IMDb's titles.")
        made = await asyncio.to_thread(_pack, self._path, number)
        return await self._loader.load_pack(f"imdb:{title_id(number)}", made.pack), made


def _search(path: Path, key: str, most: int) -> list[tuple[str, str, int | None]]:
    def place(match: LibraryMatch) -> tuple[bool, int, str, int]:
        # Of several shows of a name the one with the most episodes is likeliest to be meant.
        return match.key != key, -match.episodes, match.key, match.id

    with open_library(path) as library:
        matches = sorted(library.beginning(key, _MOST_COMPARED), key=place)
    shows = {match.id: (title_id(match.id), match.title, match.year) for match in reversed(matches)}
    return list(reversed(shows.values()))[:most]


def _pack(path: Path, number: int) -> ShowPack:
    with open_library(path) as library:
        show = library.show(number, MOST_PARTS)
        if show is None:
            raise BadInput(f"{title_id(number)} is no series in the library of IMDb's titles.")
        if not is_whole(library, number):
            raise BadInput(
                f"IMDb's files were read only in part so far. Import them again; then {show.title} is whole."
            )
        return pack_of(show, library.people(people_in(show)))
