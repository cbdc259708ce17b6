"""Shows on record: from packs, TVmaze, IMDb's files and tables."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.services.kit import Kit
from bot.services.shows.imdb.library import ImdbLibrary
from bot.services.shows.loader import PackLoader
from bot.services.shows.lookups import Choose, Lookups, Outside
from bot.services.shows.tvmaze.fetching import TvMazeShows
from bot.web.tvmaze import TvMaze

if TYPE_CHECKING:
    from bot.services.shows.tables import Tables


@dataclass(frozen=True, slots=True)
class Shows:
    imdb: ImdbLibrary
    loader: PackLoader
    lookups: Lookups
    kit: Kit

    @property
    def tables(self) -> "Tables":
        """Importing tables, which only the command line does: the bot need not load it."""
        from bot.services.shows.tables import Tables

        return Tables(self.kit, self.loader)

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
            kit=kit,
        )
