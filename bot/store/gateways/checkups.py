"""Looking at everything in the database: what the engine finds wrong with it, and what contradicts itself."""

from datetime import datetime

from bot.domain.facts import Fact, Show
from bot.domain.text import unescaped
from bot.store.database import Gateway, load_queries
from bot.store.gateways.catalogue_writer import Alias, to_alias
from bot.store.layout import LAYOUT, SERVER_LAYOUT, lacking
from bot.store.rows import to_facts, to_moment, to_show, to_utc_text

_sql = load_queries("checkups")


class CheckupGateway(Gateway):
    """The methods with `most` return so many faults at most, in words."""

    async def of_file(self, most: int) -> tuple[str, ...]:
        """What SQLite finds wrong with the pages of the file, its indexes and its constraints.

        A server looks after its own.
        """
        if not self._executor.is_on_file:
            return ()
        rows = await self._executor.fetch(f"PRAGMA integrity_check({most})", {})
        return tuple(row[0] for row in rows if row[0] != "ok")

    async def of_references(self, most: int) -> tuple[str, ...]:
        """Rows that refer to rows that are gone. A server never lets that happen."""
        if not self._executor.is_on_file:
            return ()
        rows = await self._executor.fetch(
            'SELECT "table", parent, COUNT(*) FROM pragma_foreign_key_check GROUP BY 1, 2 LIMIT :most', {"most": most}
        )
        return tuple(f"{count:,} rows of {table} refer to missing rows of {parent}" for table, parent, count in rows)

    async def version(self) -> str | None:
        """The version of its schema."""
        row = await _sql.version(self._executor)
        return row["version_num"] if row else None

    async def admits(self, version: str) -> bool:
        """Whether a Casefile that knows the schema up to this version may use the database."""
        row = await _sql.oldest(self._executor)
        return row is not None and row["version"] is not None and row["version"] <= version

    async def of_layout(self) -> tuple[str, ...]:
        """What is missing of the newest schema."""
        layout = LAYOUT if self._executor.is_on_file else SERVER_LAYOUT
        return lacking(await self._executor.fetch(layout, {}))

    async def of_heads(self, most: int) -> tuple[str, ...]:
        """The facts whose head is not their newest revision."""
        rows = await _sql.wrong_heads(self._executor, most=most)
        return tuple(f"the fact {row['key']} {_in_layer(row['layer'])}: {row['fault']}" for row in rows)

    async def of_about(self, most: int) -> tuple[str, ...]:
        """The facts that are not found by exactly what they are about."""
        rows = await _sql.wrong_about(self._executor, most=most)
        return tuple(f"the fact {row['key']} {_in_layer(row['layer'])}: {row['fault']}" for row in rows)

    async def of_deliveries(self, most: int) -> tuple[str, ...]:
        """Posts that will never be sent, or are not known."""
        rows = await _sql.wrong_deliveries(self._executor, most=most)
        return tuple(f"the post {row['id']} of server {row['guild_id']}: {row['fault']}" for row in rows)

    async def of_feeds(self, before: datetime, most: int) -> tuple[str, ...]:
        """Feeds that somebody follows and that have failed since that moment or longer."""
        rows = await _sql.failing_feeds(self._executor, before=to_utc_text(before), most=most)
        return tuple(
            f"{row['url']} has failed since {_at(row['failing_since'])}: {unescaped(row['trouble'] or 'no reason')}"
            for row in rows
        )

    async def of_places(self, most: int) -> tuple[str, ...]:
        """Channels in which something should be announced, and can't be."""
        rows = await _sql.troubled_places(self._executor, most=most)
        return tuple(
            f"the channel {row['channel_id']} of server {row['guild_id']}: {unescaped(row['trouble'])}" for row in rows
        )

    async def of_overdue(self, before: datetime, most: int) -> tuple[str, ...]:
        """The servers with posts that were due before that moment."""
        rows = await _sql.overdue_posts(self._executor, before=to_utc_text(before), most=most)
        return tuple(
            f"the server {row['guild_id']} waits for {row['posts']:,} posts, the first since {_at(row['since'])}"
            for row in rows
        )

    async def layers(self) -> tuple[tuple[Show, int], ...]:
        """Each show with each layer that has facts or names of it."""
        return tuple((to_show(row), row["layer"]) for row in await _sql.layers(self._executor))

    async def facts(self, show: int, layer: int) -> tuple[Fact, ...]:
        """What a layer itself says of a show now, without what is retired."""
        return tuple(to_facts(await _sql.facts_of_layer(self._executor, show=show, layer=layer)))

    async def names(self, show: int, layer: int) -> tuple[Alias, ...]:
        """The names that a layer itself has of a show."""
        return tuple(to_alias(row) for row in await _sql.names_of_layer(self._executor, show=show, layer=layer))


def _at(text: str) -> str:
    try:
        return f"{to_moment(text):%Y-%m-%d %H:%M} UTC"
    except ValueError:  # damage is reported, not met
        return f"“{text}”, which is no moment"


def _in_layer(layer: int) -> str:
    return f"of server {layer}" if layer else "of the base"
