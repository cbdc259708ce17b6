"""Shows on record: from packs, TVmaze, IMDb's files and tables."""

from dataclasses import dataclass
from pathlib import Path

from bot.services.kit import Kit
from bot.services.shows.imdb.library import ImdbLibrary
from bot.services.shows.loader import PackLoader
from bot.services.shows.lookups import Choose, Lookups, Outside
from bot.services.shows.tables import Tables
from bot.services.shows.tvmaze.fetching import TvMazeShows
from bot.web.tvmaze import TvMaze


@dataclass(frozen=True, slots=True)
class Shows:
    imdb: ImdbLibrary
    loader: PackLoader
    lookups: Lookups
    tables: Tables

    @classmethod
    def on(
        cls,
        kit: Kit,
        loader: PackLoader,
        tvmaze: TvMaze,
        choose: Choose,
        *,
        outside: Outside,
        imdb_library: Path | None,
    ) -> "Shows":
        return cls(
            imdb=ImdbLibrary(imdb_library, loader),
            loader=loader,
            lookups=Lookups(kit, loader, TvMazeShows(tvmaze), choose, outside),
            tables=Tables(kit, loader),
        )
