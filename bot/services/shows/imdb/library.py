"""Shows in the library of IMDb's titles: finding one, and loading it into the base."""

import asyncio
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.answers import Choice
from bot.domain.names import first_fold, fold
from bot.domain.show_lookups import Loaded
from bot.domain.text import escape, quoted
from bot.errors import BadInput, UserError
from bot.packs.imdb.layouts import parse_title_id, title_id
from bot.services.shows.loader import PackLoader

if TYPE_CHECKING:
    from bot.services.shows.imdb.pack import ShowPack
    from bot.store.imdb.titles import LibraryMatch

MOST_PARTS = 40_000
"""As many as some thousand episodes have. A show is loaded in one piece: this takes half a minute and 400 MB."""

FROM_LIBRARY = "imdb:"
"""The value of a choice from the library begins with this; nobody types it."""

_SHORTEST = 2
_LONGEST = 200
_MOST_COMPARED = 200
_MOST_CHOICES = 10
_log = logging.getLogger(__name__)


class ImdbLibrary:
    """The library at `path`, which need not exist; `path` is None if the bot has none."""

    def __init__(self, path: Path | None, loader: PackLoader) -> None:
        self._path = path
        self._loader = loader

    async def search(self, text: str, most: int) -> list[tuple[str, str, int | None]]:
        """Shows with a title that begins with the text, as id, title and first year, best first; [] without a library.

        Raises BadInput if the library can't be used.
        """
        key = fold(text)[:_LONGEST]
        # A library that an earlier version made has the keys of that version.
        begun = tuple(dict.fromkeys((key, first_fold(text)[:_LONGEST])))
        if len(key) < _SHORTEST or self._path is None or not await asyncio.to_thread(self._path.exists):
            return []
        return await asyncio.to_thread(_search, self._path, begun, most)

    async def choices(self, text: str) -> list[Choice]:
        """Shows to choose from; none, and a line in the log, if the library can't be used."""
        try:
            found = await self.search(text, _MOST_CHOICES)
        except UserError as error:
            _log.warning("No shows are offered from the library of IMDb's titles. %s", error)
            return []
        return [
            Choice(f"{title} ({year}) · IMDb" if year else f"{title} · IMDb", FROM_LIBRARY + tconst)
            for tconst, title, year in found
        ]

    async def take(self, tconst: str) -> Loaded:
        """Load a show, by its id or a choice's value, or its changes into the base.

        Raises BadInput and StoreBusy.
        """
        loaded, _ = await self.take_with_pack(tconst.removeprefix(FROM_LIBRARY))
        return loaded

    async def take_with_pack(self, tconst: str) -> "tuple[Loaded, ShowPack]":
        """As `take`, by the id; also return the pack, with what was left out."""
        number = parse_title_id(tconst)
        if number is None:
            raise BadInput(f"{quoted(tconst, 40)} is not the id of a title at IMDb. Ids look like tt0000001.")
        if self._path is None:
            raise BadInput("This bot has no library of IMDb's titles.")
        made = await asyncio.to_thread(_pack, self._path, number)
        return await self._loader.load_pack(f"imdb:{title_id(number)}", made.pack), made


def _search(path: Path, begun: Sequence[str], most: int) -> list[tuple[str, str, int | None]]:
    from bot.store.imdb.library import open_library  # most bots have no library

    def place(match: "LibraryMatch") -> tuple[bool, int, str, int]:
        # Of several shows with one name, the one with the most episodes is the likeliest.
        return match.key not in begun, -match.episodes, match.key, match.id

    with open_library(path) as library:
        matches = sorted((match for key in begun for match in library.beginning(key, _MOST_COMPARED)), key=place)
    shows = {match.id: (title_id(match.id), match.title, match.year) for match in reversed(matches)}
    return list(reversed(shows.values()))[:most]


def _pack(path: Path, number: int) -> "ShowPack":
    from bot.services.shows.imdb.pack import pack_of, people_in
    from bot.services.shows.imdb.reading import is_whole
    from bot.store.imdb.library import open_library

    with open_library(path) as library:
        show = library.show(number, MOST_PARTS)
        if show is None:
            raise BadInput(f"{escape(title_id(number))} is not a series in the library of IMDb's titles.")
        if not is_whole(library, number):
            raise BadInput(
                f"IMDb's files have been read only in part, and {escape(show.title)} is not complete. "
                "Run the import again."
            )
        return pack_of(show, library.people(people_in(show)))
