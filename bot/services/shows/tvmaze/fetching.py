"""Fetching a show from TVmaze: all of it, or nothing."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, TypeVar

from pydantic import BaseModel

from bot.domain.show_lookups import FoundShow, WebCopy
from bot.services.shows.tvmaze.pack import UNREADABLE, Fetched
from bot.services.shows.tvmaze.words import is_name, plain
from bot.store.store import Store
from bot.web.text import load_parser
from bot.web.tvmaze import Listing, NotThere, TvMaze
from bot.web.tvmaze_answers import (
    Aka,
    CastEntry,
    CrewEntry,
    Episode,
    FoundEntry,
    GuestCrewEntry,
    Season,
    Show,
)  # fmt: skip

Progress: TypeAlias = Callable[[int, int], Awaitable[None]]
"""Called with how many pages are fetched, and how many there are."""
MOST_CREDITS = 2000
NO_CREDITS = f"Episodes without credits, which are fetched only for the latest {MOST_CREDITS:,}"
_PAGES_OF_A_SHOW = 5
_T = TypeVar("_T", bound=BaseModel)


class WebCopies:
    """Keeps TVmaze's answers in the store, so that an interrupted import continues where it was."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, url: str) -> WebCopy | None:
        """The copy of an address; None if there is none."""
        return await self._store.reading().lookups.copy(url)

    async def keep(self, copy: WebCopy) -> None:
        """Save a copy, in place of an earlier one."""
        async with self._store.changing() as gateways:
            await gateways.lookups.keep(copy)


class TvMazeShows:
    """What TVmaze says about shows. Every method raises SiteTrouble."""

    def __init__(self, tvmaze: TvMaze, most_credits: int = MOST_CREDITS) -> None:
        self._tvmaze = tvmaze
        self._most_credits = most_credits

    def url(self, tvmaze: int) -> str:
        """The address where a show is looked up."""
        return self._tvmaze.url(_path(tvmaze))

    async def search(self, text: str) -> list[FoundShow]:
        """Up to ten shows by title, the best match first."""
        await load_parser()
        found, _ = (await self._tvmaze.search(text)).of(FoundEntry)
        return [_listed(entry.show) for entry in found if is_name(plain(entry.show.name))][:10]

    async def show(self, tvmaze: int) -> Show:
        """A show by its number. Raises NotThere."""
        await load_parser()
        return await self._tvmaze.one(_path(tvmaze), Show, f"show {tvmaze}")

    async def fetch(self, tvmaze: int, progress: Progress | None = None) -> Fetched:
        """All pages of a show. Raises NotThere."""
        unread = 0

        def read(listing: Listing, model: type[_T]) -> Sequence[_T]:
            nonlocal unread
            entries, more = listing.of(model)
            unread += more
            return entries

        show = await self.show(tvmaze)
        seasons = read(Listing(tuple((show.embedded and show.embedded.seasons) or ())), Season)
        episodes = read(await self._list(tvmaze, "episodes?specials=1", "episodes"), Episode)
        akas = read(await self._list(tvmaze, "akas", "other names"), Aka)
        cast = read(await self._list(tvmaze, "cast", "cast"), CastEntry)
        crew = read(await self._list(tvmaze, "crew", "crew"), CrewEntry)
        by_episode: dict[int, Sequence[GuestCrewEntry]] = {}
        latest = sorted(episodes, key=_when)[-self._most_credits :]
        for done, episode in enumerate(latest):
            if progress:
                await progress(_PAGES_OF_A_SHOW + done, _PAGES_OF_A_SHOW + len(latest))
            by_episode[episode.id] = read(await self._credits(episode.id), GuestCrewEntry)
        left_out = len(episodes) - len(latest)
        counted = {UNREADABLE: unread, NO_CREDITS: left_out}
        remarks = {words: count for words, count in counted.items() if count}
        return Fetched(show, akas, seasons, episodes, cast, crew, by_episode, remarks)

    async def _list(self, tvmaze: int, part: str, what: str) -> Listing:
        return await self._tvmaze.many(f"/shows/{tvmaze}/{part}", f"the {what} of show {tvmaze}")

    async def _credits(self, episode: int) -> Listing:
        try:
            return await self._tvmaze.many(f"/episodes/{episode}/guestcrew", f"the crew of episode {episode}")
        except NotThere:
            return Listing(())  # it was removed after the list was made


def _path(tvmaze: int) -> str:
    return f"/shows/{tvmaze}?embed=seasons"


def _when(episode: Episode) -> tuple[int, int, int]:
    return episode.season or 0, episode.number or 0, episode.id


def _listed(show: Show) -> FoundShow:
    return FoundShow(
        show.id,
        plain(show.name),
        show.premiered.year if show.premiered else None,
        plain(show.channel) or None,
        plain(show.status) or None,
        plain(show.language) or None,
    )
