"""Shows that are looked up elsewhere for servers, and copies of what was fetched for that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.facts import Show
from bot.domain.shards import Shards
from bot.domain.show_lookups import Lookup, LookupState, WebCopy
from bot.store.database import Gateway, Row, load_queries
from bot.store.rows import of_shards, to_moment, to_show, to_utc_text

_sql = load_queries("lookups")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A show from TVmaze that some server has chosen, its number there, and when it was last fetched."""

    show: Show
    tvmaze: int
    loaded_at: datetime


class LookupGateway(Gateway):
    async def copy(self, url: str) -> WebCopy | None:
        """What was last fetched from this address."""
        row = await _sql.web_copy(self._executor, url=url)
        if row is None:
            return None
        return WebCopy(url, bytes(row["body"]), to_moment(row["fetched_at"]), row["etag"], row["last_modified"])

    async def keep(self, copy: WebCopy) -> None:
        await _sql.keep_copy(
            self._executor,
            url=copy.url,
            etag=copy.etag,
            last_modified=copy.last_modified,
            body=copy.body,
            fetched_at=to_utc_text(copy.fetched_at),
        )

    async def add(self, lookup: Lookup) -> None:
        await _sql.add_lookup(
            self._executor,
            id=lookup.id,
            guild=lookup.guild,
            tvmaze=lookup.tvmaze,
            title=lookup.title,
            state=lookup.state,
            by=lookup.asked_by,
            at=to_utc_text(lookup.asked_at),
        )

    async def end(self, lookup: int, guild: int, state: LookupState) -> bool:
        """Record how a server's lookup ended. Return False if it had ended already."""
        return await _sql.end_lookup(self._executor, id=lookup, guild=guild, state=state) is not None

    async def since(self, guild: int, moment: datetime) -> tuple[Lookup, ...]:
        """The server's lookups from then on."""
        return _lookups(await _sql.lookups_since(self._executor, guild=guild, since=to_utc_text(moment)))

    async def running(self, mine: Shards, most: int) -> tuple[Lookup, ...]:
        """Lookups of these shards' servers that have not ended, the oldest first."""
        return _lookups(await _sql.running_lookups(self._executor, **of_shards(mine), most=most))

    async def on_record(self, guild: int, tvmaze: Sequence[int]) -> dict[int, Show]:
        """Those of these shows, by their numbers at TVmaze, that the server can choose."""
        found: dict[int, Show] = {}
        for number in tvmaze:
            row = await _sql.show_by_tvmaze(self._executor, guild=guild, tvmaze=number)
            if row is not None:
                found[number] = to_show(row)
        return found

    async def chosen(self, most: int) -> tuple[Chosen, ...]:
        """The shows from TVmaze that some server has chosen, those that were fetched longest ago first."""
        rows = await _sql.chosen_shows(self._executor, most=most)
        return tuple(Chosen(to_show(row), row["tvmaze"], to_moment(row["loaded_at"])) for row in rows)

    async def taken(self, origin: str, now: datetime) -> None:
        """Record that a show was fetched now, whether or not anything had changed."""
        await _sql.note_taken(self._executor, origin=origin, now=to_utc_text(now))

    async def overtaken(self, show: int, since: int) -> dict[int, int]:
        """For each server, how many facts that it changed have a newer revision in the base, by id from `since` on."""
        rows = await _sql.overtaken(self._executor, show=show, since=since)
        return {row["guild_id"]: row["facts"] for row in rows}


def _lookups(rows: Sequence[Row]) -> tuple[Lookup, ...]:
    return tuple(
        Lookup(
            row["id"],
            row["guild_id"],
            row["tvmaze"],
            row["title"],
            LookupState(row["state"]),
            row["asked_by"],
            to_moment(row["asked_at"]),
        )
        for row in rows
    )
