"""Shows that servers take from TVmaze: looked up, fetched, put on record, and refreshed later."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from bot.domain.answers import Choice
from bot.domain.facts import Show
from bot.domain.names import fold
from bot.domain.show_lookups import FoundShow, Loaded, Lookup, LookupState, TakenShow
from bot.domain.text import escape
from bot.errors import BadInput, SiteTrouble, UserError
from bot.packs.model import Pack
from bot.services.kit import Kit, Service
from bot.services.shows.loader import PackLoader, Then
from bot.services.shows.tvmaze.fetching import Progress, TvMazeShows
from bot.services.shows.tvmaze.pack import known_as, pack_of
from bot.store.gateways.lookups import Chosen
from bot.store.store import Gateways
from bot.web.tvmaze_answers import LARGEST
from bot.web.tvmaze_answers import Show as NumberedShow

LOOK_UP = "tvmaze:"
"""The value of the choice that asks TVmaze begins with this; nobody types it."""
LOOKUPS_A_DAY = 10
_LONGEST_TITLE = 80
_SHORTEST_TITLE = 2
_DAY = timedelta(days=1)
_NEARLY_A_DAY = timedelta(hours=23)
# Covers changes made while a show was fetched, and the hour for which TVmaze caches its answers.
_OVERLAP = timedelta(hours=3)
_MOST_RESUMED = 50
_FEW = 5
_MOST_SHOWS = 500
_MOST_CHOICES = 25
# A log line is posted as it is, so none names a show: a name may hold anything.
_CHOSEN = "🔎 The show that was looked up on TVmaze is on record and is this server's show now. /setup status names it."
_NOT_FETCHED = (
    "🔎 The show that was looked up on TVmaze could not be fetched; nothing was taken. Use /setup show to try again."
)
_log = logging.getLogger(__name__)


Choose: TypeAlias = Callable[[Gateways, int, Show, datetime], Awaitable[None]]
"""Makes a show a server's, by its id, at a moment, within a transaction."""
Outside: TypeAlias = Callable[[Awaitable[TakenShow | None]], Awaitable[TakenShow | None]]
"""Awaits something that takes real time, such as another site's answers."""


async def in_real_time(work: Awaitable[TakenShow | None]) -> TakenShow | None:
    """Just await it: the bot runs on the real clock."""
    return await work


class Lookups(Service):
    """Looking shows up, fetching them and keeping them fresh. Trouble with TVmaze raises SiteTrouble, in words.

    `outside` awaits the fetching; a bot on a virtual clock passes its own.
    """

    def __init__(
        self, kit: Kit, loader: PackLoader, tvmaze: TvMazeShows, choose: Choose, outside: Outside = in_real_time
    ) -> None:
        super().__init__(kit)
        self._loader = loader
        self._tvmaze = tvmaze
        self._choose = choose
        self._outside = outside
        self._under_way: dict[int, asyncio.Task[TakenShow | None]] = {}
        self._begun: set[int] = set()

    # Finding one

    def with_offer(self, text: str, found: list[Choice]) -> list[Choice]:
        """The shows on record, and a choice to ask TVmaze if none of them has exactly this title."""
        text = " ".join(text.split())
        if not self.can_look_up(text) or any(fold(choice.label) == fold(text) for choice in found):
            return found
        return [*found[: _MOST_CHOICES - 1], Choice(f"Look “{text}” up on TVmaze", LOOK_UP + text)]

    def can_look_up(self, text: str) -> bool:
        """Return whether TVmaze can be asked about a title."""
        return _SHORTEST_TITLE <= len(" ".join(text.split())) <= _LONGEST_TITLE

    async def search(self, guild: int, text: str) -> list[FoundShow]:
        """Up to ten shows by title, the best match first, with those on record marked."""
        text = text.removeprefix(LOOK_UP).strip()
        if not text or len(text) > _LONGEST_TITLE:
            raise BadInput(f"Name the show in 1 to {_LONGEST_TITLE} characters.")
        found = await self._tvmaze.search(text)
        known = await self._store.reading().lookups.on_record(guild, [show.tvmaze for show in found])
        return [replace(show, on_record=show.tvmaze in known) for show in found]

    # Taking one

    async def begin(self, guild: int, user: int, tvmaze: int) -> Lookup | TakenShow:
        """Make a show the server's if it is on record; otherwise return a lookup for `finish`.

        Raises BadInput for too many lookups, and for a show that is on record from elsewhere.
        """
        _check_number(tvmaze)
        known = await self._store.reading().lookups.on_record(guild, [tvmaze])
        if tvmaze in known:
            async with self._store.changing() as gateways:
                await self._choose(gateways, guild, known[tvmaze], self._clock())
            return TakenShow(known[tvmaze])
        await self._check_room(self._store.reading(), guild)
        known_there = known_as(await self._tvmaze.show(tvmaze))
        await self._loader.check_origin(_origin(tvmaze), known_there)
        async with self._store.changing() as gateways:
            await self._check_room(gateways, guild)
            lookup = Lookup(self._ids(), guild, tvmaze, known_there.title, LookupState.RUNNING, user, self._clock())
            await gateways.lookups.add(lookup)
            self._begun.add(lookup.id)
        return lookup

    async def finish(self, lookup: Lookup, progress: Progress | None = None) -> TakenShow | None:
        """Fetch the show of a lookup and make it the server's; None if the lookup was cancelled meanwhile."""
        task = asyncio.create_task(self._run(lookup, progress))
        self._under_way[lookup.id] = task
        try:
            return await self._outside(task)
        except asyncio.CancelledError:
            current = asyncio.current_task()
            if current is not None and current.cancelling():
                raise
            return None
        finally:
            del self._under_way[lookup.id]
            self._begun.discard(lookup.id)

    async def cancel(self, guild: int, lookup: int) -> None:
        """Cancel a lookup of the server's. Raises BadInput if it has ended already."""
        async with self._store.changing() as gateways:
            if not await gateways.lookups.end(lookup, guild, LookupState.CANCELLED):
                raise BadInput("That lookup has already finished or was cancelled.")
        if task := self._under_way.get(lookup):
            task.cancel()

    async def bring(self, tvmaze: int, progress: Progress | None = None, then: Then | None = None) -> TakenShow:
        """Fetch a show and put it, or its changes, on record. Raises BadInput if it is on record from elsewhere."""
        _check_number(tvmaze)
        origin = _origin(tvmaze)
        # First by its number alone, which costs no request, then by its other ids at TVmaze.
        await self._loader.check_origin(origin, known_as(NumberedShow(id=tvmaze, name=origin)))
        await self._loader.check_origin(origin, known_as(await self._tvmaze.show(tvmaze)))
        fetched = await self._tvmaze.fetch(tvmaze, progress)
        pack, counts = await asyncio.to_thread(pack_of, fetched)

        async def finish(gateways: Gateways, loaded: Loaded) -> None:
            _check_loss(pack, loaded)
            await gateways.lookups.taken(origin, self._clock())
            if then:
                await then(gateways, loaded)

        loaded = await self._loader.load_pack(origin, pack, finish)
        return TakenShow(loaded.show, loaded.added, loaded.changed, loaded.retired, loaded.same, counts)

    async def _check_room(self, gateways: Gateways, guild: int) -> None:
        today = await gateways.lookups.since(guild, self._clock() - _DAY)
        if any(lookup.state is LookupState.RUNNING for lookup in today):
            raise BadInput("A show is being fetched for this server already. Wait for it, or cancel it.")
        if len(today) >= LOOKUPS_A_DAY:
            raise BadInput(f"This server has fetched {LOOKUPS_A_DAY} shows within a day. Try again tomorrow.")

    async def _run(self, lookup: Lookup, progress: Progress | None) -> TakenShow | None:
        async def choose(gateways: Gateways, loaded: Loaded) -> None:
            if not await gateways.lookups.end(lookup.id, lookup.guild, LookupState.DONE):
                raise _Cancelled
            now = self._clock()
            await self._choose(gateways, lookup.guild, loaded.show, now)
            await gateways.log.add(self._ids(), lookup.guild, now, words=_CHOSEN)

        try:
            return await self._outside(self.bring(lookup.tvmaze, progress, choose))
        except _Cancelled:
            return None
        except Exception:
            await self._fail(lookup)
            raise

    async def _fail(self, lookup: Lookup) -> None:
        """End the lookup and log it: after 15 minutes or a restart its card can no longer be edited."""
        async with self._store.changing() as gateways:
            if await gateways.lookups.end(lookup.id, lookup.guild, LookupState.FAILED):
                await gateways.log.add(self._ids(), lookup.guild, self._clock(), words=_NOT_FETCHED)

    # In the background

    async def resume(self) -> None:
        """Finish the lookups that were running when the bot stopped, one after another."""
        for lookup in await self._store.reading().lookups.running(self._mine, _MOST_RESUMED):
            if lookup.id in self._begun:
                continue  # somebody is waiting for it
            if lookup.asked_at < self._clock() - _DAY:
                await self._fail(lookup)
                continue
            await _noted(self.finish(lookup), lookup.title)

    async def refresh(self) -> bool:
        """Check each chosen show from TVmaze once a day; return whether any has changed."""
        changed = False
        for chosen in await self._store.reading().lookups.chosen(_MOST_SHOWS):
            taken = await _noted(self._look_again(chosen), chosen.show.title)
            changed = changed or bool(taken and taken.anything)
        return changed

    async def _look_again(self, chosen: Chosen) -> TakenShow | None:
        copy = await self._store.reading().lookups.copy(self._tvmaze.url(chosen.tvmaze))
        if copy and self._clock() - copy.fetched_at < _NEARLY_A_DAY:
            return None
        updated = (await self._tvmaze.show(chosen.tvmaze)).updated
        if updated is None or updated < (chosen.loaded_at - _OVERLAP).timestamp():
            return None
        first = self._ids()

        async def log_overtaken(gateways: Gateways, loaded: Loaded) -> None:
            for guild, facts in (await gateways.lookups.overtaken(loaded.show.id, first)).items():
                await gateways.log.add(self._ids(), guild, self._clock(), words=_overtaken(facts))

        return await self.bring(chosen.tvmaze, then=log_overtaken)

    async def stop(self) -> None:
        """Stop the running lookups; they continue when the bot starts again."""
        tasks = tuple(self._under_way.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


class _Cancelled(Exception):
    """Somebody cancelled the lookup while it was being saved; nothing of it is kept."""


async def _noted(work: Awaitable[TakenShow | None], title: str) -> TakenShow | None:
    try:
        return await work
    except UserError as error:
        _log.warning("%s could not be taken from TVmaze: %s", title, error)
        return None


def _check_number(tvmaze: int) -> None:
    if not 0 < tvmaze <= LARGEST:
        raise BadInput(f"TVmaze has no show with the number {escape(str(tvmaze), 20)}.")


def _check_loss(pack: Pack, loaded: Loaded) -> None:
    """Raises SiteTrouble if an answer that is likely incomplete would remove most of a show's facts."""
    left = len(pack.facts) + sum(episode.aired is not None for episode in pack.episodes)
    if loaded.retired > max(left, _FEW):
        raise SiteTrouble(
            f"TVmaze has only {left:,} facts about {escape(loaded.show.title)} now and had {loaded.retired:,} others "
            "before, which looks like a mistake there. Nothing was changed. Check the show's page, and try again "
            "tomorrow."
        )


def _origin(tvmaze: int) -> str:
    return f"tvmaze:{tvmaze}"


def _overtaken(facts: int) -> str:
    # TVmaze may now agree with the server, or have dropped the fact.
    changed = "1 fact that was" if facts == 1 else f"{facts:,} facts that were"
    kept = "stays as it is" if facts == 1 else "stay as they are"
    return f"🔎 TVmaze changed {changed} also changed here and {kept}; /fact review shows both versions."
